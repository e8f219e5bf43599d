"""Work in a thread of its own, beside what goes on here: libvips and the digest leave Python to others meanwhile."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def beside(work: Callable[[], T]) -> Iterator[Future[T]]:
    """What comes of the work, when it is done; the block ends no sooner. Raises MemoryError without room for it."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        try:
            future = pool.submit(work)
        except RuntimeError as error:  # Python's, for a thread that can't be started
            raise MemoryError("no room for a thread") from error
        yield future
