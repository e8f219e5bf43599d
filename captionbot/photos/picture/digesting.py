"""The digest of a file's bytes, taken beside the decoding: both need every byte, and neither waits for the other."""

import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Final

_BLOCK: Final = 1 << 20


@contextmanager
def digesting(descriptor: int) -> Iterator[Future[str]]:
    """SHA-256 of all bytes in hex digits, when it is done; given up where the block ends before."""
    given_up = Event()
    with ThreadPoolExecutor(max_workers=1) as beside:
        try:
            yield _begun(beside, descriptor, given_up)
        finally:
            given_up.set()


def _begun(beside: ThreadPoolExecutor, descriptor: int, given_up: Event) -> Future[str]:
    try:
        return beside.submit(_sha256, descriptor, given_up)
    except RuntimeError as error:  # Python's, for a thread that can't be started
        raise MemoryError("no room for a thread") from error


def _sha256(descriptor: int, given_up: Event) -> str:
    """``pread`` leaves the file's place to the decoder."""
    digest, place = hashlib.sha256(), 0
    while not given_up.is_set() and (block := os.pread(descriptor, _BLOCK, place)):
        digest.update(block)
        place += len(block)
    return digest.hexdigest()
