"""Some fields of a sidecar changed, and everything else kept as it was typed."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from captionbot.photos.words.lines import header_in
from captionbot.photos.words.sidecar import read_sidecar
from captionbot.photos.words.writing import CHANGEABLE, Unwritable, as_read, with_words

PIECES = st.sampled_from(
    [
        *("Alt: a", "alt\u00a0:  b ", "Credit: me", "Post-on: 2026-12-25", "Post\u2013on: 2026-12-25", "Taken: 1974"),
        *("Fact:", "People: x", "words of the post", " ", "", "Note: y", "\ufeff", "\ufeffSource: box", "\u200b", "\t"),
    ]
)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\v", "\u2028", ""])
TEXTS = st.lists(st.tuples(PIECES, ENDS)).map(lambda found: "".join(line + end for line, end in found))
VALUES = st.one_of(st.sampled_from(["", "a", "new", " two\nlines ", "Alt: a", "\u200bAlt: a", "1974"]), st.text())
CHANGES = st.dictionaries(st.sampled_from([name for name in CHANGEABLE if name not in {"post_on", "taken"}]), VALUES)


@given(TEXTS, CHANGES)
def test_what_is_written_is_what_is_read(text: str, changes: dict[str, str]) -> None:
    """The fields that were changed read as they were given, the others as before."""
    try:
        written = with_words(text, changes)
    except Unwritable:
        assert header_in(as_read("words", changes["words"]).partition("\n")[0])
        return
    before, after = asdict(read_sidecar(text)), asdict(read_sidecar(written))
    for name in CHANGEABLE:
        assert after[name] == (as_read(name, changes[name]) if name in changes else before[name])


@given(TEXTS)
def test_without_a_change_nothing_changes(text: str) -> None:
    """Byte for byte, also where a field is given the value that it has."""
    read = read_sidecar(text)

    assert with_words(text, {}) == text
    assert with_words(text, {"words": read.words}) == text
    once = with_words(text, {"alt": read.alt, "credit": read.credit})
    assert with_words(once, {"alt": read.alt, "credit": read.credit}) == once


@given(st.text())
def test_any_text_can_be_changed(text: str) -> None:
    """Whatever stands in it, the new line is understood."""
    assert read_sidecar(with_words(text, {"alt": "x"})).alt == "x"


@pytest.mark.parametrize(
    ("text", "changes", "written"),
    [
        ("", {"alt": "a horse"}, "Alt: a horse\n"),
        ("", {"words": "What now?"}, "What now?\n"),
        ("", {"words": "What now?", "fact": "f", "alt": "a"}, "Alt: a\nFact: f\n\nWhat now?\n"),
        ("Words", {"alt": "a"}, "Alt: a\n\nWords"),
        ("Credit: me", {"alt": "a"}, "Alt: a\nCredit: me"),
        ("Credit: me", {"fact": "f"}, "Credit: me\nFact: f\n"),
        ("Credit: me\r\n\r\nWords\r\n", {"fact": "f"}, "Credit: me\r\nFact: f\r\n\r\nWords\r\n"),
        ("ALT :  old\nNo gap", {"alt": "new"}, "Alt: new\nNo gap"),
        ("ALT :  same\nNo gap", {"alt": "same"}, "ALT :  same\nNo gap"),
        ("Alt: a\n\nWords\n", {"alt": ""}, "\nWords\n"),
        ("Alt: a\n\nWords\n", {"words": ""}, "Alt: a\n"),
        ("Alt: a", {"words": "W"}, "Alt: a\n\nW\n"),
        ("Alt: a\n\nOld\nwords", {"words": "New\n\nones"}, "Alt: a\n\nNew\n\nones"),
        ("Taken: 1974\nTaken: 1975\n", {"taken": "1976"}, "Taken: 1976\n"),
        ("Alt: one\nCredit: me\nAlt: two\n", {"alt": "one"}, "Alt: one\nCredit: me\n"),
        ("\ufeffWords", {"alt": "a"}, "\ufeffAlt: a\n\nWords"),
        ("Alt: a\rFact: f\r", {"credit": "c\nd"}, "Alt: a\rCredit: c d\rFact: f\r"),
    ],
)
def test_how_it_stands_then(text: str, changes: dict[str, str], written: str) -> None:
    """Lines, ends and order are those that were typed."""
    assert with_words(text, changes) == written


def test_words_that_would_be_a_header_are_refused() -> None:
    """Otherwise they would be read as something else than was asked for."""
    with pytest.raises(Unwritable, match=r"can't begin with “Fact:”"):
        with_words("Alt: a", {"words": "fact: the horse"})
