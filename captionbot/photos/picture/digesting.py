"""The digest of a file's bytes, taken beside the decoding: both need every byte, and neither waits for the other."""

import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from threading import Event
from typing import Final

from captionbot.photos.picture.beside import beside

_BLOCK: Final = 1 << 20


@contextmanager
def digesting(descriptor: int) -> Iterator[Future[str]]:
    """SHA-256 of all bytes in hex digits, when it is done; given up where the block ends before."""
    given_up = Event()
    with beside(partial(_sha256, descriptor, given_up)) as digest:
        try:
            yield digest
        finally:
            given_up.set()


def _sha256(descriptor: int, given_up: Event) -> str:
    """``preadv`` leaves the file's place to the decoder, and takes no new memory for every block."""
    digest, place, block = hashlib.sha256(), 0, memoryview(bytearray(_BLOCK))
    while not given_up.is_set() and (read := os.preadv(descriptor, [block], place)):
        digest.update(block[:read])
        place += read
    return digest.hexdigest()
