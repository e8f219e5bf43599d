"""Which captions are the same, and what is left of a comment without tags, links and emoji."""

# Letters that look like others are what is tried here.
# ruff: noqa: RUF001

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from captionbot.contest.comment import Tag
from captionbot.contest.folding import bare_text, fold, has_words

from .made import PROPERTY, comment


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Hold your horses", "HOLD YOUR HORSES", id="case"),
        pytest.param("Straße", "STRASSE", id="case-of-other-tongues"),
        pytest.param("naïve café", "naive cafe", id="accents"),
        pytest.param("cafe\u0301", "café", id="accents-spelled-apart"),
        pytest.param("H\u0336o\u0336l\u0336d", "hold", id="struck-through"),
        pytest.param("ｈｏｌｄ", "hold", id="width"),
        pytest.param("ﾊﾝｶｸ", "ハンカク", id="width-of-kana"),
        pytest.param("𝓗𝓸𝓵𝓭 Ⓗⓞⓛⓓ", "hold hold", id="fancy-letters"),
        pytest.param("“Hold — your horses!”", "hold your horses", id="punctuation"),
        pytest.param("don’t", "don't", id="curly-quotes"),
        pytest.param("  hold\n your\u00a0horses ", "holdyourhorses", id="spaces"),
        pytest.param("hold\u200b your\ufeff horses", "hold your horses", id="invisible"),
        pytest.param("Hold your horses 😂👮🏽‍♀️❤️", "hold your horses", id="emoji"),
        pytest.param("Hold your horses™", "hold your horses", id="sign-that-is-an-emoji"),
        pytest.param("unit 5️⃣", "unit 5", id="keycap-digit"),
        pytest.param("شُرْطَة", "شرطة", id="arabic-points"),
    ],
)
def test_captions_that_differ_only_in_looks_are_the_same(one: str, other: str) -> None:
    """Case, accents, width, punctuation, spaces and emoji make no caption of one's own."""
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("unit 5", "unit 6", id="digits"),
        pytest.param("$1.50 fine", "$150 fine", id="where-digits-part"),
        pytest.param("10-4", "104", id="police-codes"),
        pytest.param("5 horses", "five horses", id="digit-and-word"),
        pytest.param("horse", "horses", id="one-letter"),
        pytest.param("कल", "काल", id="hindi-vowel-sign"),
        pytest.param("मात", "माता", id="hindi-vowel-at-the-end"),
        pytest.param("มา", "ม้า", id="thai-tone"),
        pytest.param("かき", "がき", id="voiced-kana"),
        pytest.param("개", "게", id="korean-vowel"),
        pytest.param("猫", "犬", id="chinese"),
    ],
)
def test_captions_that_differ_in_words_stay_apart(one: str, other: str) -> None:
    """Different digits make different captions, and so do the vowel signs of scripts that write them as marks."""
    assert fold(one) != fold(other)


@pytest.mark.parametrize("text", ["", " ", "😂😂", "!!!", "\u3164", "\u200b", "\u0301", "\ud83d"])
def test_nothing_folds_to_nothing(text: str) -> None:
    """Blank letters, lone marks and half a character are no words."""
    assert fold(text) == ""


@PROPERTY
@given(st.text())
@example("\u0f72-\u0f71")
@example("\u0e49\u20dd\u0e38")
def test_folding_twice_changes_nothing(text: str) -> None:
    """What is folded stays as it is."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Neigh.", True),
        ("7", True),
        ("ⓗⓔⓨ", True),
        ("猫", True),
        ("", False),
        ("?!… —", False),
        ("\u3164\u115f", False),
        ("\u2800", False),
    ],
)
def test_words_are_letters_or_digits(text: str, *, words: bool) -> None:
    """One is enough; a blank that calls itself a letter is none."""
    assert has_words(text) is words


@pytest.mark.parametrize(
    ("text", "tags", "bare"),
    [
        pytest.param("Neigh!", [], "Neigh!", id="as-it-is"),
        pytest.param("Jordan Avery", [Tag(0, 12, "Jordan Avery")], "", id="friend"),
        pytest.param("Jordan Avery look", [Tag(0, 12, "Jordan Avery")], "look", id="friend-and-word"),
        pytest.param("🐴🐴 Al Bo 🐴", [Tag(3, 5, "Al Bo")], "", id="offsets-count-code-points"),
        pytest.param("Jordan", [Tag(0, 6, "Jordan Avery")], "", id="shortened-name"),
        pytest.param("Al Bo Cy", [Tag(0, 2, "Al"), Tag(6, 2, "Cy"), Tag(3, 2, "Bo")], "", id="several"),
        pytest.param("Al Bo", [Tag(-3, 4, "x"), Tag(3, 99, "Bo"), Tag(50, 2, "y"), Tag(1, -5, "z")], "l", id="wild"),
        pytest.param("https://example.org/a?b=1#c", [], "", id="link"),
        pytest.param("see www.example.org now", [], "see now", id="www"),
        pytest.param("example.com", [], "", id="bare-domain"),
        pytest.param("bit.ly/3xYz", [], "", id="short-link"),
        pytest.param("shop.example.co.uk/horses?x=1", [], "", id="domain-and-path"),
        pytest.param("Stop.in the name of the law", [], "Stop.in the name of the law", id="no-space-after-a-stop"),
        pytest.param("Open 9 a.m./5 p.m.", [], "Open 9 a.m./5 p.m.", id="hours-are-no-link"),
        pytest.param("😂 👮🏽‍♀️ 🇧🇪 1️⃣ ™ ℹ️ ❤️", [], "\ufe0f \ufe0f", id="emoji"),
    ],
)
def test_tags_links_and_emoji_are_taken_away(text: str, tags: list[Tag], bare: str) -> None:
    """What is left is what the person wrote in words."""
    left = bare_text(comment(text=text, tags=tags))

    assert has_words(left) is has_words(bare)
    assert [word for word in left.split() if has_words(word)] == [word for word in bare.split() if has_words(word)]
