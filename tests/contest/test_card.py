"""The words of a winner's card: those of the announcement, and told whole to people who can't see it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from captionbot.contest.card import CardWords, card_alt, card_words
from captionbot.contest.terms import Terms
from captionbot.contest.wording import BUILT_IN, Credited

from .made import PROPERTY, TERMS
from .test_wording import CHICAGO, HOSTILE, RESULT, announced

ALT = "Two officers on horseback outside a diner, one reaching for a milkshake."


def words(caption: str, name: str | None = "Nora Bell", *, terms: Terms = TERMS, credit: str = "") -> CardWords:
    """The words on the card of that caption."""
    return card_words(terms, replace(RESULT, winner=Credited(caption, name, 3)), credit=credit, zone=CHICAGO)


def test_a_card_says_what_the_announcement_says() -> None:
    """Caption and name as announced, contest and day, the credit and who runs it."""
    terms = replace(TERMS, organiser="Springfield  Police")

    assert words("We were told there would be oats.", terms=terms, credit="City Library") == CardWords(
        caption="“We were told there would be oats.”",
        by="Nora Bell",
        contest="Beat the Caption no. 7",
        day="Friday 27 November 2026",
        credit="Photo: City Library",
        organiser="Springfield Police",
    )


@pytest.mark.parametrize("name", [None, "", " \u202e "])
def test_nobody_known_is_a_fan(name: str | None) -> None:
    """As in the announcement."""
    assert words("Whoa.", name).by == "a fan"


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("One.\nTwo.", "“One.\nTwo.”"),
        (" One.  \r\n\r\n\n Two, \t three. ", "“One.\nTwo, three.”"),
        ("\n".join("abcdef"), "“a\nb\nc\nd\ne\nf”"),
        ("\n".join("abcdefg"), "“a b c d e f g”"),
        ("“One.\nTwo.”", "“One.\nTwo.”"),
        ("אין תירס", "“אין תירס”"),
        ("@[12:0] {name}", "“@\u2060[12:0] {name}”"),
    ],
)
def test_a_caption_keeps_its_own_lines_six_at_most(typed: str, drawn: str) -> None:
    """And stands between quotation marks, its own where it has them; nothing turns its direction."""
    assert words(typed).caption == drawn


@PROPERTY
@given(st.sampled_from(HOSTILE) | st.text(max_size=60), st.sampled_from(HOSTILE) | st.text(max_size=60))
def test_hostile_words_are_safe_to_draw(caption: str, name: str) -> None:
    """No control character, no line break but the caption's, nothing too long, and the same name as announced."""
    told = words(caption, name)

    assert "\n" not in told.by + told.contest + told.day
    assert told.caption.count("\n") < 6
    assert not {char for char in told.caption + told.by if char < " " and char != "\n"}
    assert told.by in announced(replace(RESULT, winner=Credited(caption, name, 3)))


def test_the_alternative_text_says_what_the_photo_shows_and_who_won() -> None:
    """In sentences, as one would tell it, though the first be typed without its full stop."""
    for alt in (ALT, ALT.rstrip(".")):
        assert card_alt(words("One.\nTwo."), alt, 1000) == (
            f"{ALT} The winning caption is drawn with it: “One. Two.” by Nora Bell."
        )


def test_without_alt_it_says_which_photo_it_is() -> None:
    """Nobody is told of nothing."""
    assert card_alt(words("Whoa.", "Ana L."), "", 1000) == (
        "The photo of Beat the Caption no. 7, Friday 27 November 2026. "
        "The winning caption is drawn with it: “Whoa.” by Ana L."
    )


def test_it_is_cut_so_that_neither_is_lost() -> None:
    """Each keeps half of the room at least, the caption its quotation marks, and the name stays."""
    cut = card_alt(words("oats " * 100), "horse " * 100, 200)

    assert len(cut) <= 200
    assert cut.startswith("horse horse ")
    assert cut.count("horse") > 8
    assert cut.count("oats") > 8
    assert cut.endswith("…” by Nora Bell.")
    assert ALT in card_alt(words("oats " * 100), ALT, 300)
    assert "“Whoa.” by Nora Bell." in card_alt(words("Whoa."), "horse " * 100, 200)


@PROPERTY
@given(
    st.sampled_from(HOSTILE) | st.text(max_size=300),
    st.sampled_from(HOSTILE) | st.text(max_size=300),
    st.integers(150, 1000),
)
def test_it_is_never_longer_than_it_may_be(caption: str, alt: str, longest: int) -> None:
    """In code points, whatever was written; and on one line."""
    told = card_alt(words(caption, "Al"), alt, longest)

    assert len(told) <= longest
    assert "\n" not in told


@pytest.mark.parametrize("told", ["{caption} by {name}, yes: {caption}!", "{caption}: " + "{name}, " * 50])
def test_wordings_that_say_it_twice_make_it_no_longer(told: str) -> None:
    """Staff may repeat a field; the whole is cut then, never within a sign."""
    own = replace(BUILT_IN, card_caption=(told,))

    assert len(card_alt(words("🏴󠁧󠁢 oats " * 90, "Nora Bell " * 8), ALT, 1000, own)) <= 1000


@pytest.mark.parametrize(("credit", "told"), [("Photo: City Library", "Photo: City Library"), ("", "")])
def test_a_credit_that_says_photo_itself_is_not_told_twice(credit: str, told: str) -> None:
    """As staff write it who know how it will look."""
    assert card_words(TERMS, RESULT, credit=credit, zone=CHICAGO).credit == told


def test_wordings_of_staff_are_used() -> None:
    """For the credit on the card and for its alternative text."""
    own = replace(BUILT_IN, credit=("Foto: {credit}",), card_caption=("Gewonnen hat {caption} von {name}.",))
    said = card_words(TERMS, RESULT, credit="Stadtarchiv", zone=CHICAGO, wordings=own)

    assert said.credit == "Foto: Stadtarchiv"
    assert card_alt(said, "Ein Pferd.", 500, own) == (
        "Ein Pferd. Gewonnen hat “We were told there would be oats.” von Nora Bell."
    )
