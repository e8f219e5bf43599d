"""Captions and names are hostile, and stand inside our text all the same."""

# Letters that look like others are what is tried here.
# ruff: noqa: RUF001

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from captionbot.contest.quoting import CUT, cut, for_staff, on_lines, on_one_line, quoted

from .made import PROPERTY

FAMILY = "👩‍👩‍👧‍👦"
OFFICER = "👮🏽‍♀️"
FLAG_OF_BELGIUM = "🇧🇪"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("Neigh.", "“Neigh.”", id="plain"),
        pytest.param('"Neigh."', '"Neigh."', id="has-its-own-quotation-marks"),
        pytest.param("“Neigh.”", "“Neigh.”", id="has-curly-ones"),
        pytest.param('He said "neigh"', '“He said "neigh"”', id="quotes-inside"),
        pytest.param('"', '“"”', id="one-quotation-mark"),
        pytest.param("  Neigh.\n\n— A horse\r\n", "“Neigh. — A horse”", id="line-breaks"),
        pytest.param("a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g", "“a b c d e f g”", id="every-line-break"),
        pytest.param("a\x00b\x07c\x1b[31md", "“a b c [31md”", id="controls"),
        pytest.param("a\ud83db", "“a b”", id="half-a-character"),
        pytest.param("abc \u202egnp.exe\u202c", "“abc gnp.exe”", id="direction-override"),
        pytest.param("a\u2066b\u2069c", "“abc”", id="direction-isolate"),
        pytest.param("@[1234:0]", "“@\u2060[1234:0]”", id="mention"),
        pytest.param("@\u202e[1234]", "“@\u2060[1234]”", id="mention-behind-an-override"),
        pytest.param("{name} {0} %s ${x} {{}}", "“{name} {0} %s ${x} {{}}”", id="braces"),
        pytest.param("<b>&amp;</b> `x` 'y'", "“<b>&amp;</b> `x` 'y'”", id="markup"),
        pytest.param("שלום", "“\u2068שלום\u2069”", id="right-to-left"),
        pytest.param(FAMILY + OFFICER + FLAG_OF_BELGIUM, f"“{FAMILY}{OFFICER}{FLAG_OF_BELGIUM}”", id="emoji"),
        pytest.param("می‌خواهم", "“\u2068می‌خواهم\u2069”", id="joiners-that-spell"),
    ],
)
def test_a_caption_stands_in_quotation_marks(text: str, said: str) -> None:
    """It loses what could break out of its place, and nothing else."""
    assert quoted(text, 300) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("Neigh.\n\x1b[2J", "“Neigh. [2J”", id="controls"),
        pytest.param('"Neigh."', '"Neigh."', id="has-its-own-quotation-marks"),
        pytest.param("abc \u202egnp.exe\u202c", "“abc \\u202egnp.exe\\u202c”", id="direction-override"),
        pytest.param("שלום", "“שלום”", id="right-to-left"),
        pytest.param("@[1234:0]", "“@[1234:0]”", id="mention"),
        pytest.param("n" * 400, "“" + "n" * 300 + "…”", id="long"),
    ],
)
def test_staff_see_what_would_turn_the_words(text: str, said: str) -> None:
    """Written out, where they decide about a caption; nothing of it is left away without a sign."""
    assert for_staff(text, 300) == said


@pytest.mark.parametrize(
    ("text", "limit", "said"),
    [
        pytest.param("neigh", 5, "neigh", id="fits"),
        pytest.param("neighs", 5, "neigh…", id="cut"),
        pytest.param("hold it", 5, "hold…", id="no-space-before-the-dots"),
        pytest.param("n" * 20 + FAMILY * 3, 23, "n" * 20 + FAMILY * 3, id="emoji-fit"),
        pytest.param("neigh" + OFFICER * 4, 7, "neigh" + OFFICER * 2 + CUT, id="emoji-stay-whole"),
        pytest.param(FLAG_OF_BELGIUM * 2, 1, FLAG_OF_BELGIUM + CUT, id="flags-stay-whole"),
        pytest.param("e\u0301" * 3, 2, "e\u0301" * 2 + CUT, id="accents-stay-on"),
        pytest.param("e" + "\u0301" * 8_000, 300, CUT, id="a-tower-of-accents"),
        pytest.param("", 5, "", id="nothing"),
    ],
)
def test_a_long_text_is_cut_where_a_reader_would(text: str, limit: int, said: str) -> None:
    """By characters as a reader counts them."""
    assert cut(text, limit) == said


@PROPERTY
@given(st.text(), st.integers(1, 20))
def test_a_line_is_one_line_and_short(text: str, limit: int) -> None:
    """Whatever is in it."""
    line = on_one_line(text, limit)

    assert len(line.splitlines()) <= 1
    assert len(regex.findall(r"\X", line)) <= limit + 1
    assert "@[" not in line


def test_words_of_several_lines_keep_them() -> None:
    """The sidecar's words are staff's: their paragraphs stay, whatever system wrote the line ends."""
    assert on_lines("One.\r\n\r\nTwo.\t\nThree.\n\n", 100) == "One.\n\nTwo.\nThree."


def test_a_hundred_thousand_characters_are_cut_at_once() -> None:
    """A text of any length is bounded without being walked to its end."""
    assert len(on_one_line("🐴" * 100_000, 1_000)) == 1_001
