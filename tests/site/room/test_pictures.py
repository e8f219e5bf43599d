"""The cards of the hall: drawn once, kept under their facts, and a page goes without where none can be drawn."""

import pytest

from captionbot.contest.card import CardWords
from captionbot.contest.slip import sha256_of
from captionbot.photos.card.drawn import DrawnCard, NotDrawn, Style
from captionbot.photos.card.here import draw_here
from captionbot.site.publishing import Wanted
from tests.photos.drawing_words import draw_words
from tests.site.room.conftest import MakeHall
from tests.site.room.hung import NOW, Hall, dangling


def refusing(_jpeg: bytes, _words: CardWords, _style: Style) -> DrawnCard:
    """A machine on which no card can be drawn."""
    raise NotDrawn("This machine has no memory left.", "Give it some.")


def without_photos(hall: Hall) -> None:
    """Nothing is kept of any photo, and none lies in the folder."""
    with hall.store.transaction() as record:
        record.photos.drop_pictures(record.photos.pictured())


def cards(hall: Hall) -> set[str]:
    """The files of cards in the hall."""
    return {name for name in hall.files if name.startswith("cards/")}


def test_a_real_card_comes_in_two_sizes(hall: Hall) -> None:
    """The smaller one for the board, at most 640 pixels wide."""
    hall.drawing(draw_here).hang(1).write()
    large = next(name for name in cards(hall) if not name.endswith("-640.jpg"))
    with_small = large.replace(".jpg", "-640.jpg")

    assert hall.files[large].startswith(b"\xff\xd8")
    assert len(hall.files[with_small]) < len(hall.files[large])
    assert with_small in hall.text("index.html")


def test_a_photo_that_is_gone_costs_its_picture_alone(hall: Hall) -> None:
    """The page stands, and who asked is told why."""
    hall.hang(1, 2)
    without_photos(hall)
    done = hall.write()

    assert cards(hall) == set()
    assert "“Words 0 of week 1”" in hall.text("contest-1.html")
    assert [number for number, _ in done.without] == [2, 1]
    assert "photo-1.jpg" in done.without[1][1]
    assert dangling(hall.place) == set()


def test_a_card_that_was_drawn_outlives_its_photo(hall: Hall) -> None:
    """It is not drawn again."""
    hall.hang(1).write()
    before = cards(hall)
    without_photos(hall)

    assert hall.write().written == ()
    assert cards(hall) == before


def test_a_machine_that_can_not_draw_is_asked_again(hall: Hall) -> None:
    """By the run a day later, by a person at once; the hall counts as done meanwhile."""
    few = Wanted(cards_at_most=2)
    hall.drawing(refusing).hang(1, 2, 3)
    assert [number for number, _ in hall.write(few).without] == [3, 2]
    assert hall.write(few).without == ((1, "This machine has no memory left. Give it some."),)
    assert hall.current
    assert hall.write(few).without == ()

    assert len(hall.write().without) == 3
    hall.drawing(draw_words)
    assert hall.write(few).drawn == 0
    hall.now = NOW.replace(day=3)
    assert hall.write(few).drawn == 2
    assert hall.write().drawn == 1


@pytest.mark.parametrize(("names", "drawn"), [("full", 1), ("short", 0)])
def test_the_card_that_was_posted_stands_in_for_a_lost_photo(
    make_hall: MakeHall, jpeg: bytes, names: str, drawn: int
) -> None:
    """Where the hall names people as the post did."""
    hall = make_hall(f"SITE_NAMES={names}\n").hang(1)
    with hall.store.transaction() as record:
        name = hall.photos.keep_card("photo-1.jpg", jpeg)
        record.cards.keep(1, 1, name, sha256_of(jpeg), NOW)
    without_photos(hall)

    assert hall.write().drawn == drawn
    assert bool(cards(hall)) == bool(drawn)


def test_another_look_draws_them_anew(hall: Hall, make_hall: MakeHall) -> None:
    """Colours, organiser or credit; the old files go."""
    hall.hang(1).write()
    before = cards(hall)
    hall.settings = make_hall("CARD_COLOURS='#000000 #ffffff #ffff00'\n").settings
    done = hall.write()

    assert (done.drawn, set(done.removed) >= before) == (1, True)
    assert hall.write().drawn == 0
