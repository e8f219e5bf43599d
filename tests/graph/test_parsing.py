"""Bytes into JSON that both databases can hold."""

import json

import pytest

from captionbot.graph.parsing import parse, tidy


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
