"""Lies that practice can be told to tell: ``KIND[=VALUE][@STATUS][:MATCH[:TIMES[:SKIP]]]``; see `kinds` for all.

``MATCH`` is a glob over ``METHOD /path`` without the version (``POST*/feed``); ``TIMES`` is how often (``*`` for
ever), ``SKIP`` how many matching calls pass first.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from threading import Lock

from captionbot.practice.lies.kinds import KINDS, Manner

FOR_EVER = -1
_CODE = re.compile(r"(?P<code>\d+)(?:-(?P<subcode>\d+))?")
_HTTP_BROKEN, _SERVICE, _UNKNOWN = "500", 2, 1

_BY_ITSELF = {manner.value for manner in Manner} - {Manner.REFUSE, Manner.TIMEOUT, Manner.RESET}
_LYING = {Manner.HTML, Manner.ERROR_UNDER_200, Manner.GARBAGE, Manner.EMPTY, Manner.REDIRECT}
_ANSWERS = {*_LYING, Manner.A_PERSONS}
_WIRE_AFTER = {Manner.CUT, Manner.DRIP, Manner.SLOW}
MARKS = {Manner.LAG, Manner.DEVELOPMENT, Manner.EXPIRED_UPLOAD}
"""Faults that mark what a call makes, and leave its answer alone."""

BETWEEN_READS = {Manner.EDITED, Manner.HIDDEN, Manner.DELETED}
"""Faults that change what a read has just shown."""

TWISTS = {
    Manner.NO_FROM,
    Manner.NO_ID,
    Manner.NO_HIDDEN,
    Manner.IDS,
    Manner.TOTAL,
    Manner.VOTES,
    Manner.HEAVY,
    Manner.FEW,
    Manner.REPEATS,
    Manner.SKIPS,
    Manner.EMPTY_PAGE,
    Manner.ENDLESS,
    Manner.FOREIGN_NEXT,
    Manner.EXPIRED_VERSION,
    Manner.USAGE,
    *BETWEEN_READS,
    *MARKS,
}
"""Faults that go along with a real answer; several may act on one call."""

_LASTING = (TWISTS - BETWEEN_READS) | {Manner.A_PERSONS}
"""Faults that are there for ever unless TIMES says otherwise."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One lie: how, whether what was asked for is done all the same, on which calls and how often."""

    text: str
    manner: Manner
    done: bool
    value: str = ""
    code: int = 0
    subcode: int | None = None
    status: int | None = None
    match: str = "*"
    times: int = 1
    skip: int = 0

    def fits(self, method: str, path: str) -> bool:
        """Tell whether this call (path without its version) is one to spoil."""
        return fnmatchcase(f"{method} {path}", self.match)

    def number(self, otherwise: float) -> float:
        """Give the value as a number; ``otherwise`` where none is given."""
        return float(self.value) if self.value else otherwise


def read(text: str) -> Fault:
    """Read a fault from its words; ValueError says what is wrong with them."""
    how, match, times, skip = ([*text.split(":"), "", "", ""])[:4]
    name, _, value = how.partition("=")
    head, at, status = (name if not value else how).rpartition("@")
    if at:
        name, _, value = head.partition("=")
    manner, done, code, subcode = _kind(name)
    usual = "POST *" if (done and manner not in TWISTS | _WIRE_AFTER) or manner in MARKS else "*"
    usual = "GET *" if manner in BETWEEN_READS else usual
    return Fault(
        text=text,
        manner=manner,
        done=done,
        value=value,
        code=code,
        subcode=subcode,
        status=_whole(status, text) if at else None,
        match=match or usual,
        times=_times(times, text, FOR_EVER if manner in _LASTING else 1),
        skip=_whole(skip or "0", text),
    )


def _kind(name: str) -> tuple[Manner, bool, int, int | None]:
    """Tell a kind's manner, whether the call is done all the same, and its code and subcode."""
    done = name.startswith("lie")
    bare = name.removeprefix("lie-").removeprefix("lie")
    for manner in (Manner.TIMEOUT, Manner.RESET):
        if name in {f"{manner}-before", f"{manner}-after"}:
            return manner, name.endswith("-after"), 0, None
    found = _CODE.fullmatch(_aliased(bare))
    if found is not None:
        return Manner.REFUSE, done, int(found["code"]), int(found["subcode"]) if found["subcode"] else None
    if bare not in _BY_ITSELF or (done and bare not in _LYING):
        raise ValueError(f"{name!r} is no fault{_perhaps(bare)}; `captionbot practice --fault help` lists them")
    manner = Manner(bare)
    return manner, done or manner not in _ANSWERS, 0, None


def _perhaps(bare: str) -> str:
    """Say which kind was perhaps meant."""
    near = get_close_matches(bare, [kind.name for kind in KINDS], 1)
    return f" (did you mean {near[0]}?)" if near else ""


def _aliased(bare: str) -> str:
    """Write the two famous ones as the codes they are."""
    return {_HTTP_BROKEN: str(_SERVICE), "code1": str(_UNKNOWN)}.get(bare, bare)


def _times(words: str, text: str, usual: int) -> int:
    if not words:
        return usual
    return FOR_EVER if words == "*" else _whole(words, text)


def _whole(words: str, text: str) -> int:
    if not (words.isascii() and words.isdecimal()):
        raise ValueError(f"{text!r}: {words!r} should be a whole number")
    return int(words)


class FaultBook:
    """The faults in force, and how often each still has to act."""

    def __init__(self, texts: tuple[str, ...] = ()) -> None:
        """Begin with some faults."""
        self._lock = Lock()
        self._left: list[tuple[Fault, int, int]] = []
        for text in texts:
            self.add(text)

    def add(self, text: str) -> Fault:
        """Tell one more lie from now on."""
        fault = read(text)
        with self._lock:
            self._left.append((fault, fault.times, fault.skip))
        return fault

    def clear(self) -> None:
        """Tell the truth again."""
        with self._lock:
            self._left.clear()

    def in_force(self) -> list[str]:
        """List what is still to come."""
        with self._lock:
            return [fault.text for fault, _, _ in self._left]

    def take(self, method: str, path: str) -> list[Fault]:
        """Give the faults for this call, each counted: every twist that fits, and the first of the others."""
        taken: list[Fault] = []
        with self._lock:
            for place, (fault, times, skip) in enumerate(self._left):
                spoilt = fault.manner not in TWISTS and any(one.manner not in TWISTS for one in taken)
                if spoilt or not fault.fits(method, path):
                    continue
                if skip > 0:
                    self._left[place] = (fault, times, skip - 1)
                    continue
                taken.append(fault)
                self._left[place] = (fault, times - 1 if times > 0 else times, 0)
            self._left = [left for left in self._left if left[1] != 0]
        return taken
