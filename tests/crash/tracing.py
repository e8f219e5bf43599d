"""strace on a bot that runs already: to kill it or fail it at a syscall, or to note the order of all."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EVERY = (
    *("pwrite64", "write", "fsync", "fdatasync", "ftruncate", "rename", "linkat", "unlink", "mkdir", "sendfile"),
    *("openat", "fchown", "utimensat", "fcntl", "connect", "sendto", "recvfrom"),
)
"""The syscalls by which a bot touches the world."""


@contextmanager
def spoiling(pid: int, inject: str, into: Path) -> Iterator[None]:
    """Spoil syscalls of a process, as strace's ``-e inject=`` says; the file ``into`` tells which were."""
    with _attached(pid, "-e", f"trace={inject.partition(':')[0]}", "-e", f"inject={inject}", "-o", str(into)):
        yield


@contextmanager
def noting(pid: int, into: Path) -> Iterator[None]:
    """Note every syscall that touches the world, with the paths of its files and the beginning of what it says."""
    with _attached(pid, "-e", f"trace={','.join(EVERY)}", "-y", "-s", "300", "-o", str(into)):
        yield


@contextmanager
def _attached(pid: int, *words: str) -> Iterator[None]:
    strace = subprocess.Popen(["strace", "-f", "-p", str(pid), *words], stderr=subprocess.PIPE, text=True)
    assert strace.stderr is not None
    try:
        first = strace.stderr.readline()
        if "attached" not in first:
            raise RuntimeError(f"strace: {first}")
        yield
    finally:
        strace.terminate()
        strace.stderr.close()
        strace.wait()


_LINE = re.compile(r"\d+ +(?P<call>\w+)\((?:\d+<(?P<file>[^>]*)>)?(?P<words>.*)\) += \d+$")
_PATH = re.compile(r'"([^"]*)"')


def _lines(trace: Path) -> Iterator[tuple[str, str, str]]:
    """Each syscall that went well: its name, its file, and the rest."""
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        if found := _LINE.match(line):
            yield found["call"], found["file"] or "", found["words"]


def spoken(trace: Path) -> tuple[list[str], list[str]]:
    """The addresses of all POSTs, and those that left while a log of SQLite's was not on the disk yet."""
    said: list[str] = []
    too_early: list[str] = []
    written: set[str] = set()
    for call, file, words in _lines(trace):
        if call == "pwrite64" and file.endswith("-wal"):
            written.add(file)
        elif call in {"fdatasync", "fsync"}:
            written.discard(file)
        elif call == "sendto" and '"POST /' in words:
            said.append(words.split()[2])
            too_early += said[-1:] if written else []
    return said, too_early


def moves(trace: Path) -> tuple[list[str], list[str]]:
    """All files that got a name, and what was not on the disk when it got one or the database was told."""
    moved: list[str] = []
    too_early: list[str] = []
    unsynced: set[str] = set()
    for call, file, words in _lines(trace):
        if call == "write" and file.endswith(".part"):
            unsynced.add(file)
        elif call == "fsync":
            unsynced.discard(file)
        elif call in {"rename", "linkat"}:
            old, new = _PATH.findall(words)
            moved.append(new)
            too_early += [old] if old in unsynced else []
            unsynced |= {str(Path(old).parent), str(Path(new).parent)}
        elif call == "pwrite64" and unsynced:
            too_early += sorted(unsynced)
    return moved, too_early
