"""Lies that practice can be told to tell: ``KIND[=VALUE][@STATUS][:MATCH[:TIMES[:SKIP]]]``.

``MATCH`` is a glob over ``METHOD /path`` without the version (``POST*/feed``); ``TIMES`` is how often
(``*`` for ever), ``SKIP`` how many matching calls pass first.

======================  ==================================================================================
an error of a code      ``190-460`` ``10`` ``368-1404082`` ``80001=MINUTES`` ``500`` (code 2) ``code1`` …:
                        nothing is done, and Facebook says so; ``@STATUS`` changes the HTTP status
no proper answer        ``html502`` ``error200`` ``garbage[=BODY]`` ``empty`` ``redirect``: nothing is done
``lie-`` before either  it *is* done, and the answer lies: ``lie-500`` (or ``lie500``), ``lie-html502`` …
the wire                ``timeout-before[=SECONDS]`` ``timeout-after[=SECONDS]`` ``reset-before``
                        ``reset-after`` ``cut`` (half an answer) ``drip[=SECONDS a byte]`` ``slow[=SECONDS]``
twisted answers         ``no-from`` ``no-id`` ``no-hidden`` (lists leave hidden comments out) ``total[=MORE]``
                        ``votes=NUMBER`` ``empty-page`` ``endless`` ``foreign-next``
                        ``expired-version[=VERSION]``: for ever unless TIMES says otherwise
what a call makes       ``lag[=MINUTES]``: it can't be read for so long, by practice's clock
                        ``development``: the app is in Development mode, so that the public never sees it,
                        though the API reads it back as published
======================  ==================================================================================
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from threading import Lock

FOR_EVER = -1
_CODE = re.compile(r"(?P<code>\d+)(?:-(?P<subcode>\d+))?")
_HTTP_BROKEN, _SERVICE, _UNKNOWN = "500", 2, 1


class Manner(StrEnum):
    """How a fault spoils a call."""

    REFUSE = "refuse"
    HTML = "html502"
    ERROR_UNDER_200 = "error200"
    GARBAGE = "garbage"
    EMPTY = "empty"
    REDIRECT = "redirect"
    TIMEOUT = "timeout"
    RESET = "reset"
    CUT = "cut"
    DRIP = "drip"
    SLOW = "slow"
    NO_FROM = "no-from"
    NO_ID = "no-id"
    NO_HIDDEN = "no-hidden"
    TOTAL = "total"
    VOTES = "votes"
    EMPTY_PAGE = "empty-page"
    ENDLESS = "endless"
    FOREIGN_NEXT = "foreign-next"
    EXPIRED_VERSION = "expired-version"
    LAG = "lag"
    DEVELOPMENT = "development"


_ANSWERS = {Manner.HTML, Manner.ERROR_UNDER_200, Manner.GARBAGE, Manner.EMPTY, Manner.REDIRECT}
_WIRE_AFTER = {Manner.CUT, Manner.DRIP, Manner.SLOW}
MARKS = {Manner.LAG, Manner.DEVELOPMENT}
"""Faults that mark what a call makes, and leave its answer alone."""

TWISTS = {
    Manner.NO_FROM,
    Manner.NO_ID,
    Manner.NO_HIDDEN,
    Manner.TOTAL,
    Manner.VOTES,
    Manner.EMPTY_PAGE,
    Manner.ENDLESS,
    Manner.FOREIGN_NEXT,
    Manner.EXPIRED_VERSION,
    *MARKS,
}
"""Faults that go along with a real answer; several may act on one call."""


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
    twisting = manner in TWISTS
    usual = "POST *" if (done and manner not in TWISTS | _WIRE_AFTER) or manner in MARKS else "*"
    return Fault(
        text=text,
        manner=manner,
        done=done,
        value=value,
        code=code,
        subcode=subcode,
        status=_whole(status, text) if at else None,
        match=match or usual,
        times=_times(times, text, FOR_EVER if twisting else 1),
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
    known = next((one for one in Manner if one == bare), None)
    if known is None or known in {Manner.REFUSE, Manner.TIMEOUT, Manner.RESET}:
        raise ValueError(f"{name!r} is no fault; see the list in captionbot/practice/lies/faults.py")
    return known, done or known not in _ANSWERS, 0, None


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
