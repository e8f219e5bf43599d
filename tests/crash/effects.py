"""The effects of a bot: every commit, file operation, examination, request and answer, numbered as they happen.

The hooks are put in from outside, in the bot's own process, and the package knows nothing of them. At an effect
with a strike the process is killed, stopped, or made to do something, before the effect or after it.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from sqlalchemy.engine.default import DefaultDialect
from urllib3.connection import HTTPConnection

P = ParamSpec("P")
T = TypeVar("T")

BEFORE, AFTER = "before", "after"
OURS = ("captionbot.", "tests.crash.worker")
EDGES = ("captionbot.store.", "captionbot.graph.", "captionbot.photos.")


@dataclass(frozen=True, slots=True)
class Strike:
    """What befalls a process at one of its effects."""

    at: int | str
    """The effect's number, from 1, or a glob over its name: then the first that fits."""
    when: str = BEFORE
    act: str = "kill"
    """kill, stop, or an act that the process was given."""

    def hits(self, number: int, name: str) -> bool:
        """Whether this is the effect."""
        return number == self.at if isinstance(self.at, int) else fnmatchcase(name, self.at)


@dataclass
class Effects:
    """The effects so far, and the strikes still to come."""

    strikes: list[Strike] = field(default_factory=list)
    acts: Mapping[str, Callable[[], object]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    same: list[int] = field(default_factory=list)
    """Effects that were over when another one than a commit was next: after this and before that is one point.

    A commit is another matter, for the database is told what to keep before it.
    """
    _over: int = 0
    """The effect that was over last, if none has begun since."""

    @contextmanager
    def effect(self, name: str) -> Iterator[None]:
        """One effect, even where it fails."""
        self.names.append(f"{name} in {_doer()}")
        number = len(self.names)
        self.same += [self._over] if self._over and not name.startswith("commit") else []
        self._over = 0
        self._strike(number, BEFORE)
        try:
            yield
        finally:
            self._over = number
            self._strike(number, AFTER)

    def _strike(self, number: int, when: str) -> None:
        name = self.names[number - 1]
        for strike in [one for one in self.strikes if one.when == when and one.hits(number, name)]:
            self.strikes.remove(strike)
            self._act(strike.act)

    def _act(self, act: str) -> None:
        if act == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif act == "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
        else:
            self.acts[act]()

    # where the effects are

    def watch(self) -> None:
        """Number everything that this process does from now on."""
        self._wrap(DefaultDialect, "do_commit", lambda *_: "commit")
        self._wrap(HTTPConnection, "request", lambda _, method, url, *__: f"{method} {_path(url)}")
        self._wrap(HTTPConnection, "getresponse", lambda *_: "answer")
        for name in ("rename", "replace", "link", "unlink", "mkdir", "fsync"):
            self._wrap(os, name, lambda what, *_, did=name: f"{did} {_file(what)}")
        self._wrap(subprocess.Popen, "__init__", lambda *_: "child")  # struck after it: while the child works

    def _wrap(self, owner: Any, attribute: str, named: Callable[..., str]) -> None:
        setattr(owner, attribute, self._counted(getattr(owner, attribute), named))

    def _counted(self, does: Callable[P, T], named: Callable[..., str]) -> Callable[P, T]:
        @wraps(does)
        def counted(*words: P.args, **more: P.kwargs) -> T:
            with self.effect(named(*words)):
                return does(*words, **more)

        return counted


def _path(url: str) -> str:
    """The address without its query and version."""
    return "/" + url.partition("?")[0].lstrip("/").partition("/")[2]


def _file(what: object) -> str:
    if isinstance(what, int):
        what = Path(f"/proc/self/fd/{what}").readlink()
    return "/".join(Path(str(what)).parts[-2:])


def _doer() -> str:
    """The nearest function of captionbot above its edges: who wanted this done."""
    frame = sys._getframe(2)  # the caller's names are all that tells one commit from another
    near = ""
    while frame.f_back is not None:
        module = str(frame.f_globals.get("__name__", ""))
        wraps = frame.f_back.f_globals.get("__name__") == "contextlib"  # a transaction's own frame, not who wanted it
        if module.startswith(OURS) and not wraps:
            near = f"{module.removeprefix('captionbot.')}.{frame.f_code.co_name}"
            if not module.startswith(EDGES):
                break
        frame = frame.f_back
    return near


def strikes_of(told: Sequence[Mapping[str, Any]]) -> list[Strike]:
    """Strikes out of JSON."""
    return [Strike(**one) for one in told]
