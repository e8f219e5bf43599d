"""What the process that examines a photo may use; it binds itself before a byte of the photo is read."""

import fcntl
import os
import resource
import select
import signal
from contextlib import suppress
from typing import Final

MEMORY: Final = 560_000_000
"""Bytes of its own; with the libraries' code it stays under 600 MB."""
SECONDS: Final = 8
"""Of processor time for any photo, and …"""
SECONDS_A_MEGAPIXEL: Final = 0.25
"""… for each million pixels: five times what the slowest kind needs where it was measured, for slow small machines."""
_FILES: Final = 64
_LIMITS: Final = (
    (resource.RLIMIT_DATA, MEMORY),
    (resource.RLIMIT_CORE, 0),
    (resource.RLIMIT_FSIZE, 0),
    (resource.RLIMIT_NOFILE, _FILES),
)


def bind() -> None:
    """Limit this process: memory, files, time for a header, and its life to that of whoever started it."""
    for kind, most in _LIMITS:
        _lower(kind, most)
    allow(0)
    os.nice(5)
    _die_with(0)


def allow(megapixels: float) -> None:
    """Give this process the processor time that a photo of so many pixels may take from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = used.ru_utime + used.ru_stime
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(spent + SECONDS + SECONDS_A_MEGAPIXEL * megapixels) + 1, hard))


def _lower(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    if hard == resource.RLIM_INFINITY or most < hard:
        with suppress(OSError, ValueError):  # macOS has no limit on memory; time still ends it
            resource.setrlimit(kind, (most, most))


def _die_with(lifeline: int) -> None:
    """End this process when the other end of a pipe closes: SIGIO ends a process that doesn't handle it."""
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([lifeline], [], [], 0)[0]:  # it had closed before
        os.kill(os.getpid(), signal.SIGKILL)
