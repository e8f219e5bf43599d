"""The small lines of a card: whom the photo is owed to and who runs the contest stand there whole."""

from dataclasses import replace

import pytest

from captionbot.photos.card.drawn import DrawnCard
from captionbot.photos.card.here import draw_here
from captionbot.photos.card.layout import Layout, layout_of
from captionbot.photos.card.lettering import register
from captionbot.photos.card.logo import logo_of
from captionbot.photos.card.texts import texts_of
from tests.photos.card.cases import PLAIN, badge
from tests.photos.card.test_here import LONG, SHAPES, WORDS, photo

CREDIT = (
    "Photo: Given by the heirs of Captain Theodosia Wellington-Abernathy, first keeper of the horses of the Harbor "
    "City Mounted Patrol, to the Harbor City Public Library, box 14, folder 3b"
)
ORGANISER = "Springfield Police Department and the Friends of the Mounted Patrol"
TOGETHER = replace(WORDS, credit=CREDIT, organiser=ORGANISER)


@pytest.mark.parametrize("logo", [b"", badge()])
@pytest.mark.parametrize("shape", ["landscape", "portrait", "tall", "square", "tiny", "tiny upright"])
def test_a_long_credit_and_a_long_organiser_stand_there_whole(shape: str, logo: bytes) -> None:
    """In as many lines as they take; a donor's credit is a duty."""
    layout = _layout(shape, logo)

    assert layout.band.shortened == ()
    lowest = max(placed.top + placed.text.height for placed in layout.band.placed(layout.beside.height))
    assert lowest <= layout.beside.height - layout.band.column.pixels(4)


def test_words_beside_a_photo_make_room_for_a_long_credit() -> None:
    """The caption becomes smaller before the band goes beneath."""
    layout = _layout("tall")

    assert layout.beside.left > 0


@pytest.mark.parametrize("words", [CREDIT * 2, "写真 " + "港町警察署騎馬隊友の会" * 27])
def test_the_longest_credit_that_comes_here_stands_beneath_a_photo(words: str) -> None:
    """Cut to 300 characters before, in any writing."""
    assert _card(credit=words[:307]).shortened == ""


def test_what_must_be_cut_ends_with_a_whole_word_and_is_told() -> None:
    """Nothing but what no line can hold."""
    [left] = _card(credit="Photo: " + "Wellington Abernathy " * 60).shortened.split("\n")

    assert left.startswith("Photo: Wellington")
    assert left.endswith((" Wellington…", " Abernathy…"))


def test_a_single_word_is_cut_within() -> None:
    """There is no other place."""
    [left] = _card(by="Abernathy" * 30).shortened.split("\n")

    assert "AbernathyAber" in left
    assert left.endswith("…")


def test_an_usual_card_has_all_its_words() -> None:
    """A long caption among them."""
    assert _card(caption=LONG).shortened == ""


def _layout(shape: str, logo: bytes = b"") -> Layout:
    texts = texts_of(TOGETHER)
    register(texts.fonts)
    return layout_of(*SHAPES[shape], texts, logo_of(logo))


def _card(**words: str) -> DrawnCard:
    return draw_here(photo("landscape"), replace(WORDS, **words), PLAIN)
