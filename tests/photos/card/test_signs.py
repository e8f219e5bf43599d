"""What of a text is drawn, and what is done without."""

# Signs of many scripts, and signs that look like others, are what is tried here.
# ruff: noqa: RUF001

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from captionbot.photos.card import signs


@pytest.mark.parametrize(
    ("text", "tamed"),
    [
        ("a\0b\x1b[31mc\x7f", "a b [31mc"),
        ("\ud800a\udfff", "a"),
        ("\u202eabc\u2066d\u2069", "abcd"),
        ("one\r\ntwo\u2028three\n\n\nfour", "one\ntwo\nthree\nfour"),
        ("x\n" * 7, "x x x x x x x"),
        ("\ufeff  a \t\u3000 b  ", "a b"),
        ("e\u0301", "é"),
        ("a\u0301\u0302\u0303\u0304" + "\u0300" * 8000, "á\u0302\u0303\u0304"),
        (
            "a" + "\u0323\u202a\ufe0f\u200d" * 8000,
            "ạ" + "\ufe0f\u200d" + "\u0323\ufe0f\u200d" * 3 + "\ufe0f\u200d" * 7996,
        ),
        ("กี่", "กี่"),
        ("👨\u200d👩 ❤\ufe0f 5\ufe0f\u20e3", "👨\u200d👩 ❤\ufe0f 5\ufe0f\u20e3"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_can_not_be_seen_goes(text: str, tamed: str) -> None:
    """Controls, directions, lone surrogates and piles of accents go; what a script or an emoji needs stays."""
    assert signs.tame(text) == tamed


@given(st.text())
def test_whatever_is_tamed_can_be_drawn(text: str) -> None:
    """No control but the line break is left, nothing turns the direction, and taming it again changes nothing."""
    tamed = signs.tame(text)

    assert all(unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"} for char in tamed.replace("\n", ""))
    assert not set(tamed) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert signs.tame(tamed) == tamed
    tamed.encode()


def test_a_sign_without_a_font_is_spelled_by_the_plain_ones_it_stands_for() -> None:
    """Letters dressed up as mathematics are letters; what has a font is left as it is."""
    assert signs.substituted("𝓗𝓲 Ⓗ ﬁ 𒀭", lambda char: char in "Hi Ⓗf") == "Hi Ⓗ fi 𒀭"


def test_an_emoji_without_a_font_goes_with_what_hung_on_it() -> None:
    """No joiner, no variation sign and no double space stays behind."""
    text = "Go \U0001fae9 horse 🐴\u200d\U0001fae9"

    assert signs.without(text, frozenset("\U0001fae9")) == "Go horse 🐴"


@pytest.mark.parametrize(("char", "of_a_word"), [("ﷺ", True), ("5", True), ("ी", True), ("🐴", False), ("!", False)])
def test_letters_digits_and_vowel_signs_are_of_a_word(char: str, *, of_a_word: bool) -> None:
    """A word without one of them is another word; without an emoji it is the same."""
    assert signs.is_of_a_word(char) is of_a_word


def test_quotation_marks_and_hyphens_stay_with_their_words() -> None:
    """A word joiner stands where no line may end; long chains of hyphens may be parted."""
    joiner = signs.UNBROKEN

    assert signs.broken_well("“My close-up.”") == f"“{joiner}My close-{joiner}up.{joiner}”"
    assert signs.broken_well("ha-" * 20) == "ha-" * 20


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ไม่ได้ตั้งใจจะจอดรถ", ["ไม่", "ได้ตั้ง", "ใจจะจอดรถ"]),
        ("ໄປເຮືອນ", ["ໄປ", "ເຮືອນ"]),
        ("မြန်မာဘာသာ", ["မြန်", "မာ", "ဘာ", "သာ"]),
    ],
)
def test_scripts_without_spaces_may_break_where_a_syllable_begins(text: str, parts: list[str]) -> None:
    """Else a long sentence would have to be set very small to fit on a line."""
    assert signs.broken_well(text).split("\u200b") == parts


@pytest.mark.parametrize(
    ("text", "right"), [("“שלום you”", True), ("you, שלום", False), ("“طلبت”", True), ("123!", False), ("", False)]
)
def test_the_first_letter_with_a_direction_decides(text: str, *, right: bool) -> None:
    """So does a reader: quotation marks and digits say nothing."""
    assert signs.leans_right(text) is right
