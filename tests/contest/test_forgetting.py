"""Who asked to be forgotten, and their words taken out of others'."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from captionbot.contest.comment import Tag
from captionbot.contest.forgetting import Asked, Quotes, What, Wish, blank, digest, names_any, without_words
from captionbot.contest.quoting import quoted
from tests.contest.made import PROPERTY, comment

LONG = "They promised the horses a milkshake, and the horses have witnesses."


def _asked(*known: tuple[What, str, Wish], salt: str = "salt") -> Asked:
    return Asked.of((salt, digest(salt, what, of), wish) for what, of, wish in known)


def test_a_digest_names_nobody() -> None:
    """The same id under another salt, or of another kind, is another digest."""
    digests = {digest(salt, what, "7") for salt in ("a", "b") for what in What}

    assert len(digests) == 4
    assert {len(one) for one in digests} == {64}


def test_somebody_is_known_again_by_either_id_and_the_stronger_wish_holds() -> None:
    """By the comment where Facebook withholds who wrote it; by the person in every other comment."""
    asked = _asked((What.ENTRANT, "fan-1", Wish.SEALED), (What.COMMENT, "8", Wish.ERASED))

    assert asked.wish("1", "fan-1") == Wish.SEALED
    assert asked.wish("8", None) == Wish.ERASED
    assert asked.wish("8", "fan-1") == Wish.ERASED
    assert asked.wish("fan-1", "8") is None
    assert asked.wish("1", None) is None


def test_where_nobody_has_asked_nobody_is_known() -> None:
    """And that can be told at once."""
    assert not Asked()
    assert Asked().wish("1", "fan-1") is None
    assert _asked((What.COMMENT, "8", Wish.SEALED))


def test_two_salts_are_both_tried() -> None:
    """After a restore the record may hold those of two pasts."""
    both = Asked.of(
        [
            ("a", digest("a", What.ENTRANT, "fan-1"), Wish.SEALED),
            ("b", digest("b", What.ENTRANT, "fan-1"), Wish.ERASED),
            ("b", digest("b", What.ENTRANT, "fan-2"), Wish.SEALED),
        ]
    )

    assert [both.wish("1", one) for one in ("fan-1", "fan-2", "fan-3")] == [Wish.ERASED, Wish.SEALED, None]


def test_a_blank_comment_tells_nothing_of_anybody() -> None:
    """Its number, hour, votes and place in the thread stay: the result rests on them."""
    full = comment(7, "Hi @Ann", votes=3, tags=[Tag(3, 4, "Ann")], attachment="photo", reply_to="5")
    empty = blank(full)

    assert (empty.comment_id, empty.created_at, empty.votes, empty.parent_id) == ("7", full.created_at, 3, "5")
    assert (empty.text, empty.entrant_id, empty.entrant_name) == ("", None, None)
    assert (empty.tags, empty.attachment, empty.permalink, empty.graph_id) == ((), None, None, "7")


def test_only_what_was_erased_comes_without_words() -> None:
    """A sealed comment is kept as it is; where nothing was erased, the very same list comes back."""
    seen = [comment(1), comment(2), comment(3)]
    shown = without_words(seen, {"1": Wish.SEALED, "2": Wish.ERASED})

    assert [one.text for one in shown] == ["Caption number 1", "", "Caption number 3"]
    assert without_words(seen, {"1": Wish.SEALED}) is seen


@pytest.mark.parametrize(
    ("caption", "text", "struck"),
    [
        (LONG, f"The winner is “{LONG}” by a fan.", "The winner is “(gone)” by a fan."),
        (LONG, f"Next: “{LONG[:40]}…” by a fan.", "Next: “(gone)” by a fan."),
        (LONG, f"{LONG[:40]}… and {LONG[:30]}…", "(gone) and (gone)"),
        (LONG, f"{LONG[:40]} is how it begins", f"{LONG[:40]} is how it begins"),
        ("Neigh", "tallied “Neigh”, now “Nay”", "tallied “(gone)”, now “Nay”"),
        ("winner", "The winner's comment is gone", "The winner's comment is gone"),
        ("winner", "winner", "(gone)"),
        ("“Neigh,” he said.", "It had votes as “Neigh,” he said. then", "It had votes as (gone) then"),
        ("line\none and line two", "It was “line one and line two”.", "It was “(gone)”."),
    ],
)
def test_a_caption_is_taken_out_however_it_is_quoted(caption: str, text: str, struck: str) -> None:
    """Whole, on one line or cut; a short one only where it is quoted, for it may be a word of ours."""
    assert Quotes.of([caption], [], "(gone)").struck(text) == struck


@pytest.mark.parametrize(
    ("name", "text", "struck"),
    [
        ("Ann Lee", "Congratulations, Ann Lee!", "Congratulations, (gone)!"),
        ("Ann Lee", "ann lee asked", "(gone) asked"),
        ("Ann Lee", "Joann Leeds asked", "Joann Leeds asked"),
        ("Will", "Will asked; it will be late", "(gone) asked; it will be late"),
        ("C++", "C++ asked", "(gone) asked"),
    ],
)
def test_a_name_is_taken_out_as_a_name(name: str, text: str, struck: str) -> None:
    """Never out of the middle of another word."""
    assert Quotes.of([], [name], "(gone)").struck(text) == struck


def test_a_part_of_a_name_counts_only_where_it_is_asked_for() -> None:
    """In the reason that staff gave about them; elsewhere another Ann may be meant."""
    quotes = Quotes.of([], ["Ann Lee"], "(gone)")

    assert not quotes.stand_in("Ann wrote to us.")
    assert quotes.with_parts([]).struck("Ann wrote to us.") == "(gone) wrote to us."


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("Maria Lopez is staff", "Maria Lopez is staff"),
        ("maria lopez is staff, Lopez isn't", "maria lopez is staff, (gone) isn't"),
        ("Ana Lopez and Maria Lopez", "(gone) and Maria Lopez"),
        ("Ana and Maria", "(gone) and Maria"),
        ("Garcia wrote", "Garcia wrote"),
    ],
)
def test_a_part_of_a_name_is_not_taken_out_of_anothers_name(text: str, struck: str) -> None:
    """Maria, who has the same last name, is not half erased."""
    quotes = Quotes.of([], ["Ana Lopez"], "(gone)").with_parts(["Maria Lopez", "Bo Garcia", None])

    assert quotes.struck(text) == struck


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Whoa there, says Petra Unger", True),
        ("PÉTRA  unger’s horse", True),
        ("@Petra_Unger, look", True),
        ("Pet\u200bra Unger", True),
        ("Petra is hungry", False),
        ("Petra Ungerman", False),
        ("A will of its own", False),
        ("", False),
    ],
)
def test_a_text_names_somebody_however_it_is_spelt(text: str, named: bool) -> None:  # noqa: FBT001 # a parameter of pytest
    """By the whole name; a name of one word may be any word."""
    assert names_any(text, ["Petra Unger", "Will"]) is named
    assert not names_any(text, [])


def test_nothing_stands_where_nothing_was_written() -> None:
    """An empty caption is in every text, and is taken out of none; nor is one without words."""
    quotes = Quotes.of(["", None, "  ", "“", "!!"], [None, ""], "(gone)")

    assert quotes.struck("Any “text”!!") == "Any “text”!!"
    assert not quotes.stand_in("")


@PROPERTY
@given(st.text('XYZÄ“”"\n …\u202e', min_size=1, max_size=80), st.integers(30, 90))
def test_no_announcement_keeps_a_caption_whatever_it_is(caption: str, limit: int) -> None:
    """As we quote captions, cut or not: not a letter of it is left."""
    text = Quotes.of([caption], [], "(gone)").struck(f"so it is: {quoted(caption, limit)} wins.")

    assert not set(text) & set("XYZÄ")
