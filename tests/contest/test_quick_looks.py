"""What is not looked for because a cheaper look found no sign of it would not have been found either."""

# Letters that look like others are what is tried here.
# ruff: noqa: RUF001

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import settings as how
from hypothesis import strategies as st
from pyobscenity import check

from captionbot.contest import folding
from captionbot.contest.folding import bare_text, fold, has_words
from captionbot.contest.screens import chatter, crude, disguise, library, unreadable
from captionbot.contest.screens.crude_words import CRUDE, ROUGH
from captionbot.contest.screens.plain import PlainWords, plain_words
from captionbot.contest.screens.wordlist import as_tree, read_words

from . import invented
from .made import PROPERTY, comment

THOROUGH = how(PROPERTY, max_examples=300)
SAID = [one for group in vars(invented).values() if isinstance(group, list) for one in group if isinstance(one, str)]
ODD = st.sampled_from("@#$%&*!?^+~<>=-_.'’–—•·,;:/|0134578 \n\t\x1f\u00a0\u0301😂ſİfucksht1wW")
BITS = st.sampled_from(
    ["www.", "x.com", "://", " a b c ", "f u c k", "sh1t", "a$$", "f ck", "fu.", "f-ing", "!!!", "and"]
)
TEXTS = st.lists(st.sampled_from(SAID).map(lambda said: said[:40]) | ODD | BITS, max_size=8).map("".join)
HIDDEN = "\u200b"
"""Shows nothing; a text with it is no longer ASCII."""


@THOROUGH
@given(TEXTS)
@example("WWW.😂")
@example("a.b/")
def test_no_sign_of_it_means_that_there_is_none(text: str) -> None:
    """Each search with the sign that is asked for first."""
    lower = text.lower()
    signs = [
        (folding.LINK.search(text), folding.SIGN_OF_A_LINK.search(text)),
        (crude._MASKED.search(text), crude._SIGN_OF_MASKED.search(text)),
        (disguise._SPELLED_OUT.search(lower), disguise._SIGN_OF_SPELLED_OUT.search(lower)),
        (disguise._RUN.search(lower), disguise._SIGN_OF_A_RUN.search(lower)),
        (_changes(lower), disguise._SIGN_OF_DIGITS_FOR_LETTERS.search(lower)),
        (unreadable._is_mostly_signs(text), unreadable._MAY_BE_SIGNS.match(text)),
    ]

    for place, (found, sign) in enumerate(signs):
        assert sign or not found, place


def _changes(lower: str) -> bool:
    undone = disguise._DIGITS_FOR_LETTERS.sub(lambda word: word[0].translate(disguise._FOR_LETTERS), lower)
    return undone != lower


@THOROUGH
@given(TEXTS | st.text(st.characters(max_codepoint=127)))
def test_ascii_is_folded_as_all_else_is(text: str) -> None:
    """What shows nothing takes the way of all other texts, and makes no other caption."""
    assert fold(text) == fold(text + HIDDEN)
    assert has_words(text) == has_words(text + HIDDEN)
    bare = bare_text(comment(text=text)).split()
    assert bare_text(comment(text=f"{text} {HIDDEN}")) == " ".join([*bare, HIDDEN])
    assert disguise.unmasked(text) == tuple(one.removesuffix(HIDDEN) for one in disguise.unmasked(text + HIDDEN))


def test_nothing_of_ascii_is_hidden_wide_or_accented() -> None:
    """So such texts are left as they are."""
    ascii_ = "".join(map(chr, range(128)))

    assert not disguise._SHOWS_NOTHING.search(ascii_)
    assert not folding.INVISIBLE.search(ascii_)
    assert not disguise._MARKS.search(ascii_)
    assert unicodedata.normalize("NFKC", ascii_) == unicodedata.normalize("NFKD", ascii_) == ascii_
    assert ascii_.translate(disguise._LOOKALIKES) == ascii_
    assert ascii_.casefold() == ascii_.lower()
    assert not unreadable._PILED_UP.search(ascii_)
    assert not unreadable._MIXED.search(ascii_)


def test_words_behind_a_long_link_are_looked_at_too() -> None:
    """They stand beyond what is screened of the text as it came, which may be ASCII as far as that goes."""
    behind = disguise.seen(comment(text=f"http://{'a' * disguise.SCREENED} pаypal"))

    assert behind.original.isascii()
    assert unreadable.is_unreadable(behind)


@THOROUGH
@given(TEXTS)
def test_words_that_are_never_in_names_are_in_none(text: str) -> None:
    """Whatever stands around them."""
    if not chatter._NEVER_IN_NAMES.isdisjoint(text.casefold().split()):
        names = [name for name in chatter._BETWEEN_NAMES.split(text.strip(" ,")) if name]
        assert not all(map(chatter._is_name, names))


@THOROUGH
@given(TEXTS)
def test_remarks_are_told_by_the_same_words(text: str) -> None:
    """In ASCII and out of it."""
    assert chatter._words_alone(text) == chatter._NO_WORD.sub(" ", text).strip().casefold()


@THOROUGH
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_in_a_plain_text_is_nothing_of_any_list(texts: list[str]) -> None:
    """Nor anything that means no harm; and words that were met before change nothing."""
    ours, rough, kept = read_words(CRUDE), read_words(ROUGH), library.library()
    met = PlainWords()
    for text in texts:
        lower = text.casefold()
        found = [one.search(lower) for words in (ours, rough) for one in (words.held, words.harmless)]
        found.append(kept.anything.search(lower.translate(kept.read)))

        assert met.are_all_of(lower) == plain_words().are_all_of(lower) == (not any(found))


def test_what_reaches_over_words_is_found_in_plain_ones() -> None:
    """Each word alone says nothing."""
    assert plain_words().are_all_of("kill")
    assert plain_words().are_all_of("f")
    assert not plain_words().are_all_of("kill yourself")
    assert not plain_words().are_all_of("f ck")


def test_only_so_many_words_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """And no long ones."""
    monkeypatch.setattr("captionbot.contest.screens.plain._MOST", 2)
    met = PlainWords()

    assert met.are_all_of("neigh oats")
    assert met._known == {"neigh", "oats"}
    assert met.are_all_of(f"hay {'x' * 25}")
    assert met._known <= {"hay"}


@THOROUGH
@given(TEXTS)
@example("what an asset, you ass")
@example("that is an asset")
@example("ａｓｓ")
def test_the_library_has_the_last_word(text: str) -> None:
    """Our short cut says what its own matcher says, where its patterns are found at all."""
    kept = library.library()
    found = bool(kept.anything.search(text.translate(kept.read)))

    assert kept.holds(text) == (found and check(text))


@THOROUGH
@given(
    st.lists(
        st.text("ab", min_size=1, max_size=4) | st.sampled_from([r"a\w*", r"ab[\W_]{0,3}b", "a?b", "b+a"]), min_size=1
    ),
    st.text("ab _", max_size=8),
)
def test_a_tree_finds_what_its_patterns_find(patterns: list[str], text: str) -> None:
    """One by one or together."""
    assert bool(re.search(as_tree(patterns), text)) == any(re.search(one, text) for one in patterns)
