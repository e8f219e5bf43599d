"""From the bytes of an answer to JSON that nothing further in can trip over.

Facebook's Content-Type is no guide (it may say text/javascript), so the body alone decides.
"""

import json
import re
from typing import Any, NoReturn

# PostgreSQL refuses NUL, every encoder refuses half a surrogate pair: both databases are to hold the same.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def tidy(text: str) -> str:
    """Put U+FFFD, one for one, where ``text`` has a NUL or a lone surrogate."""
    return _UNSTORABLE.sub(REPLACEMENT, text)


def parse(body: bytes) -> Any:
    """Read ``body`` as JSON, every string in it tidied; ValueError where it is none that can be trusted.

    Refuses what JSON does not know (NaN), what nests past Python's patience and numbers of thousands of digits.
    Bytes that are not UTF-8 become U+FFFD.
    """
    try:
        return _tidied(json.loads(body.decode("utf-8-sig", "replace"), parse_constant=_no_number))
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
