"""A file given to the program's own child process, by a process that is as small as the daemon, and what came of it.

Each file has a fork of its own, so that the peak of memory that the kernel tells afterwards is that of one file.
`python -m tests.photos.corpus.trying` reads paths, a line each, and answers a line of JSON for each.
"""

import json
import os
import resource
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import monotonic
from typing import IO

from captionbot.errors import CaptionbotError, PhotoRefused
from captionbot.photos.picture.apart import examine_apart
from tests.photos.corpus.piece import Answer

PATIENCE = 30
"""Seconds for the trial to end."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What the program made of a file."""

    answer: Answer | None
    """None: neither a photo nor one of the program's own errors, and the sentence is a traceback."""
    sentence: str = ""
    do: str = ""
    seconds: float = 0.0
    megabytes: float = 0.0
    """The peak of the child process's memory."""
    left: bool = False
    """Whether a process was left behind, a zombie or alive."""
    kind: str = ""
    width: int = 0
    height: int = 0
    sent_width: int = 0
    sent_height: int = 0
    brightness: float = 0.0


def sent_of(path: Path) -> Path:
    """Where the JPEG that is sent of a photo is kept."""
    return path.with_name(path.name + ".sent.jpg")


class Trial:
    """A small process that tries one file after the other."""

    def __init__(self) -> None:
        """Start it."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.photos.corpus.trying"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
        )

    def of(self, path: Path) -> Tried:
        """Try a file; the JPEG that would be sent stands beside it then (``sent_of``)."""
        asking, told = _open(self._process.stdin), _open(self._process.stdout)
        asking.write(f"{path}\n")
        asking.flush()
        found = json.loads(told.readline())
        return Tried(**found | {"answer": Answer(found["answer"]) if found["answer"] else None})

    def end(self) -> None:
        """Let it end."""
        _open(self._process.stdin).close()
        _open(self._process.stdout).close()
        self._process.wait(PATIENCE)


def _open(stream: IO[str] | None) -> IO[str]:
    assert stream is not None, "both ends are pipes"
    return stream


@contextmanager
def trial() -> Iterator[Trial]:
    """A trial that is ended whatever happens."""
    made = Trial()
    try:
        yield made
    finally:
        made.end()


def _tried(path: Path) -> Tried:
    """Examine a file as the bot does; whatever is raised is told, never raised on."""
    began = monotonic()
    found = _examined(path)
    seconds = monotonic() - began
    # The kernel tells kilobytes, of the largest child that has ended.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6
    return replace(found, seconds=seconds, megabytes=peak, left=_leaves_a_child())


def _examined(path: Path) -> Tried:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        found = examine_apart(descriptor, path.name)
    except CaptionbotError as error:
        answer = Answer.REFUSED if isinstance(error, PhotoRefused) else Answer.WAITS
        return Tried(answer, error.message, error.do)
    except Exception:  # noqa: BLE001 - a fault of ours is what is looked for
        return Tried(None, traceback.format_exc())
    finally:
        os.close(descriptor)
    sent_of(path).write_bytes(found.jpeg)
    facts = ("kind", "width", "height", "sent_width", "sent_height", "brightness")
    return Tried(Answer.READY, **{name: getattr(found, name) for name in facts})


def _leaves_a_child() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    return True


def _serve() -> None:
    for line in sys.stdin:
        reading, writing = os.pipe()
        fork = os.fork()
        if not fork:
            os.write(writing, json.dumps(asdict(_tried(Path(line.rstrip("\n"))))).encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as told:
            sys.stdout.write(told.read().decode() + "\n")
        sys.stdout.flush()
        os.waitpid(fork, 0)


if __name__ == "__main__":
    _serve()
