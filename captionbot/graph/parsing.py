"""From the bytes of an answer to JSON that nothing further in can trip over.

Facebook's Content-Type is no guide (it may say text/javascript), so the body alone decides.
"""

import json
import re
from typing import Any, NoReturn

# PostgreSQL refuses NUL, every encoder refuses half a surrogate pair: both databases are to hold the same.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# Where JSON can hold such: in escapes alone, for a raw NUL is no JSON and half a pair in bytes no UTF-8. This may fit
# where nothing is wrong, never the other way round: \u0000; an upper half after one more backslash, which may be the
# one that is meant, or without a lower half behind it; a lower half without what looks like an upper one before it.
_SUSPECT = re.compile(
    r"\\u(?:0000|[Dd](?:[89ABab](?:(?<=\\\\u..)|..(?!\\u[Dd][C-Fc-f]))|(?<!\\u[Dd][89ABab]..\\u.)[C-Fc-f]))", re.DOTALL
)


def tidy(text: str) -> str:
    """Put U+FFFD, one for one, where ``text`` has a NUL or a lone surrogate."""
    return _UNSTORABLE.sub(REPLACEMENT, text)


def parse(body: bytes) -> Any:
    """Read ``body`` as JSON, every string in it tidied; ValueError where it is none that can be trusted.

    Refuses what JSON does not know (NaN), what nests past Python's patience and numbers of thousands of digits.
    Bytes that are not UTF-8 become U+FFFD.
    """
    text = body.decode("utf-8-sig", "replace")
    try:
        value = _STRICT.decode(text)
        return _tidied(value) if _SUSPECT.search(text) else value
    except RecursionError:
        raise ValueError("too deeply nested") from None


def _tidied(value: Any) -> Any:
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, list):
        return [_tidied(item) for item in value]
    if isinstance(value, dict):
        return {tidy(key): _tidied(item) for key, item in value.items()}
    return value


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


_STRICT = json.JSONDecoder(parse_constant=_no_number)
