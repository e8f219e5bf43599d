"""What came back, and what it means: done, refused with a reason, or not to be told.

Pure. A write is refused only where a 4xx comes with a code of the table; everything else that is not plainly done is
unknown, because Facebook has answered 500 for posts that were live. A read decides by the code alone, Facebook's
HTTP status being no guide (developers.facebook.com/docs/graph-api/guides/error-handling).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from captionbot.errors import GraphError, NotSent, RateLimited, TooMuch, Unknown
from captionbot.graph.codes import UNLISTED, Row, row_for
from captionbot.graph.headers import UNNAMED_BLOCK, regain
from captionbot.graph.parsing import parse

_QUOTED = 300
"""So much of Facebook's own words is kept, in characters."""

_DIGITS = re.compile("[0-9]{1,10}")
LOOK = "captionbot looks on the Page before it does anything else."
_AGAIN = "captionbot tries again by itself."
_REDIRECT = (
    "Facebook's address answered with a redirect, which is never followed: is FACEBOOK_GRAPH_URL right, and has this "
    "network a sign-in page?"
)


class Passing(Unknown):
    """A read that failed in a way that may be gone in a moment; it does not leave this folder."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, as it came."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """A call that ended without a whole answer."""

    why: str
    """A sentence."""
    begun: bool
    """Whether a byte of the request may have left this machine."""
    do: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """Facebook did what was asked; ``value`` is the JSON object it answered."""

    value: dict[str, Any]


def meaning(came: Answer | Cut, *, writes: bool, hide: Callable[[str], str] = str) -> Done | GraphError:
    """Tell what came of a call; ``hide`` takes secrets out of the words that Facebook chose."""
    if isinstance(came, Cut):
        return _unclear(came.why, came.do, writes=writes) if came.begun else NotSent(came.why, came.do or _AGAIN)
    try:
        value = parse(came.body)
    except ValueError:
        value = None
    said = _envelope(value)
    if said and _hundred(came.status) != HTTPStatus.MULTIPLE_CHOICES:
        return _refusal(said, came, writes=writes, hide=hide)
    if isinstance(value, dict) and _hundred(came.status) == HTTPStatus.OK and (not writes or _confirms(value)):
        return Done(value)
    return _unclear(_nothing_clear(came.status, value), writes=writes)


def _confirms(value: dict[str, Any]) -> bool:
    """Whether Facebook says that a write is done: the id of what was made, or success."""
    return bool(value.get("id")) or value.get("success") is True


def _nothing_clear(status: int, value: Any) -> str:
    if _hundred(status) == HTTPStatus.MULTIPLE_CHOICES:
        return _REDIRECT
    if isinstance(value, dict):
        return f"Facebook answered {status}, and neither that it is done nor what is wrong."
    return f"Facebook's address answered {status}, with what is not the Graph API's JSON."


@dataclass(frozen=True, slots=True)
class _Said:
    """Facebook's error envelope."""

    code: int
    subcode: int
    words: str
    transient: bool


def _envelope(value: Any) -> _Said | None:
    """Find the error in an answer; HTTP 200 may carry one too.

    Three shapes are known: ``{"error": {…}}``, a batch's ``{"error": 3, "error_description": …}``, and the login
    dialog's ``{"error_type", "code", "error_message"}``.
    """
    if not isinstance(value, dict):
        return None
    error = value.get("error")
    if isinstance(error, dict):
        words = error.get("error_user_msg") or error.get("message")
        return _Said(
            _code(error.get("code")),
            _code(error.get("error_subcode")),
            str(words or ""),
            error.get("is_transient") is True,
        )
    if error:
        return _Said(_code(error), 0, str(value.get("error_description") or ""), transient=False)
    if "error_type" in value:
        return _Said(_code(value.get("code")), 0, str(value.get("error_message") or ""), transient=False)
    return None


def _code(value: Any) -> int:
    """Give a code as a number, which may also come as text; 0 where there is none."""
    if isinstance(value, str):
        return int(value) if _DIGITS.fullmatch(value) else 0
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _refusal(said: _Said, came: Answer, *, writes: bool, hide: Callable[[str], str]) -> GraphError:
    row = row_for(said.code, said.subcode)
    sentence = _sentence(row, said, hide)
    if row.kind is None or _in_doubt(row, said, came.status, writes=writes):
        return _unclear(sentence, writes=writes)
    if issubclass(row.kind, RateLimited):
        wait = regain(came.headers) or UNNAMED_BLOCK
        return row.kind(sentence, row.do, code=said.code, subcode=said.subcode, wait_seconds=wait.total_seconds())
    return row.kind(sentence, row.do, code=said.code, subcode=said.subcode)


def _in_doubt(row: Row, said: _Said, status: int, *, writes: bool) -> bool:
    """Whether an error leaves open what happened (a write), or may be gone in a moment (a read)."""
    if writes:
        return _hundred(status) != HTTPStatus.BAD_REQUEST or row is UNLISTED or row.kind is TooMuch
    passing = said.transient or not said.code or _hundred(status) == HTTPStatus.INTERNAL_SERVER_ERROR
    return row is UNLISTED and passing


def _hundred(status: int) -> int:
    return status // 100 * 100


def _unclear(why: str, do: str = "", *, writes: bool) -> GraphError:
    return Unknown(why, do or LOOK) if writes else Passing(why, do or _AGAIN)


def _sentence(row: Row, said: _Said, hide: Callable[[str], str]) -> str:
    """Our words, the code, and Facebook's words on one printable line."""
    code = f"code {said.code}" + (f"/{said.subcode}" if said.subcode else "")
    words = "".join(letter if letter.isprintable() else " " for letter in hide(said.words))
    cut = words if len(words) <= _QUOTED else words[:_QUOTED] + "…"
    return f"{row.says} ({code}: “{cut}”)" if cut.strip() else f"{row.says} ({code})"
