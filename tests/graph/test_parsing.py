"""Bytes into JSON that both databases can hold."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from captionbot.graph.parsing import parse, tidy

ESCAPES = [r"\u0000", r"\ud83d", r"\uDBFF", r"\ude00", r"\uDFff", r"\ud7ff", r"\uE000", r"\\", r"\/", r"\""]
LIKE_ONE = ["u0000", "ud83d", "ude00", "d83d", "a", "😀"]
"""What a string of JSON may be made of, beside real escapes."""


def test_nul_and_lone_surrogates_are_replaced_one_for_one() -> None:
    """PostgreSQL refuses the one and every encoder the other; offsets of tags stay right."""
    assert tidy("a\x00b\ud800c\udfffd") == "a\ufffdb\ufffdc\ufffdd"
    assert parse(rb'{"a": ["x\u0000y", {"b\ud83d": "\ud83d"}]}') == {"a": ["x\ufffdy", {"b\ufffd": "\ufffd"}]}


def test_whole_surrogate_pairs_are_emoji() -> None:
    """Facebook escapes them so."""
    assert parse(rb'"\ud83d\ude00 \u00e9"') == "😀 é"


def test_bytes_that_are_not_utf_8_and_a_byte_order_mark_do_no_harm() -> None:
    """One bad byte spoils one letter."""
    assert parse(b'\xef\xbb\xbf{"a": "\xff\xfe"}') == {"a": "\ufffd\ufffd"}


@pytest.mark.parametrize("body", [b"[" * 200_000, b'{"a":' * 200_000, b"NaN", b"-Infinity", b"9" * 5_000, b"", b"{}{}"])
def test_what_is_no_json_or_would_break_python_is_a_value_error(body: bytes) -> None:
    """One error for all of them."""
    with pytest.raises(ValueError, match=r"."):
        parse(body)


def test_ordinary_json_is_left_as_it_is() -> None:
    """Nothing else is touched."""
    value = {"a": [1, 2.5, True, None, {"b": "Schöne Grüße 👨‍👩‍👧"}]}
    assert parse(json.dumps(value, ensure_ascii=False).encode()) == value


def tidied(value: Any) -> Any:
    """Tidy every string of a value: slowly, and plainly."""
    if isinstance(value, list):
        return [tidied(one) for one in value]
    if isinstance(value, dict):
        return {tidy(name): tidied(one) for name, one in value.items()}
    return tidy(value) if isinstance(value, str) else value


@given(some.lists(some.lists(some.sampled_from(ESCAPES + LIKE_ONE), max_size=8).map("".join), min_size=1, max_size=3))
def test_nothing_that_must_be_tidied_is_passed_over(strings: list[str]) -> None:
    """Whatever stands beside it: the quick look at the bytes finds all that a look at every string would."""
    quoted = [f'"{string}"' for string in strings]
    body = f"[{', '.join(quoted)}, {{{quoted[0]}: {quoted[-1]}}}]"
    assert parse(body.encode()) == tidied(json.loads(body))
    assert parse(quoted[0].encode()) == tidied(json.loads(quoted[0]))
