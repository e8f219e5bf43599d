"""What reaches a terminal: hostile text is shown and does nothing."""

import json

import pytest

from captionbot.cli import show

SAFE = {
    "plain": ("Hold your horses", "Hold your horses"),
    "other scripts": ("“Ana” Đurić 🐎 שלום", "“Ana” Đurić 🐎 שלום"),
    "joined emoji": ("👩🏽\u200d🚒", "👩🏽\u200d🚒"),
    "lines": ("one\ntwo\r\nthree\tfour\u2028five", "one two  three four five"),
    "colour": ("\x1b[31mred", "\\u001b[31mred"),
    "the terminal's title": ("\x1b]0;owned\x07", "\\u001b]0;owned\\u0007"),
    "an eight-bit escape": ("\x9b31m", "\\u009b31m"),
    "a backspace": ("no\b\byes", "no\\u0008\\u0008yes"),
    "a null": ("a\0b", "a\\u0000b"),
    "turned around": ("\u202egpj.exe\u202c", "\\u202egpj.exe\\u202c"),
    "isolated": ("\u2067x\u2069", "\\u2067x\\u2069"),
    "half a character": ("a\udcffb", "a\\udcffb"),
    "a number": (7, "7"),
}


@pytest.mark.parametrize(("text", "shown"), SAFE.values(), ids=SAFE)
def test_hostile_text_is_shown_and_does_nothing(text: object, shown: str) -> None:
    """On one line, without what could move the cursor or turn the direction."""
    assert show.safely(text) == shown


def test_a_line_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is in it."""
    show.line("one\n\x1b[2Jtwo")

    assert capsys.readouterr().out == "one \\u001b[2Jtwo\n"


def test_without_a_terminal_a_table_is_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """One for each row, with tabs between: a cell can't make a second."""
    show.table("Contests", ("No.", "Caption"), [[1, "a\tb\nc"], [2, "\x1b[31md"]], numbers=("No.",))

    assert capsys.readouterr().out == "1\ta b c\n2\t\\u001b[31md\n"


def test_json_stands_alone_and_keeps_every_character(capsys: pytest.CaptureFixture[str]) -> None:
    """Readable for people, and the very text for programs."""
    show.as_json({"caption": "Zoë\x1b\u202e🐎"})
    out = capsys.readouterr().out

    assert json.loads(out) == {"caption": "Zoë\x1b\u202e🐎"}
    assert "Zoë" in out
    assert "\x1b" not in out
