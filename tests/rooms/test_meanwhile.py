"""Staff speak while a tick talks to Facebook: their word is never trampled on."""

from collections.abc import Callable

import pytest

from captionbot import decisions
from captionbot.contest.stages import Stage
from captionbot.store.record import Record
from tests.contest.made import CLOSES
from tests.rooms.week import ACTS, Week
from tests.store.made import ANNOUNCES, MINUTE

Act = Callable[[Record], object]


def _while_reading(week: Week, what: str, act: Act) -> None:
    """Have staff say something while Facebook answers the next such read."""
    read, left = week.page._read, [1]

    def meanwhile(name: str, *asked: object) -> None:
        read(name, *asked)
        if name == what and left:
            left.clear()
            with week.store.transaction() as record:
                act(record)

    week.page._read = meanwhile  # type: ignore[method-assign] # this one Page's


WORDS: dict[str, tuple[Callable[[Week], Act], str, str]] = {
    "called off": (lambda week: lambda record: decisions.void(record, 1, week.word), "void", ""),
    "on hold": (lambda week: lambda record: decisions.hold(record, 1, week.word), "review", "funnier"),
}


@pytest.mark.parametrize(("word", "stage", "held"), WORDS.values(), ids=WORDS)
def test_an_announcement_that_staff_stop_is_not_begun(
    review: Week, word: Callable[[Week], Act], stage: str, held: str
) -> None:
    """Though the tick had read its winner already."""
    _while_reading(review, "comment", word(review))
    review.tick(ANNOUNCES)
    review.tick(ANNOUNCES + MINUTE)

    assert review.page.acts(*ACTS) == []
    assert (review.stages, review.contest().held) == ([stage], held)


def test_a_pick_that_comes_while_the_winner_is_read_is_the_one_announced(review: Week) -> None:
    """Not the one that was read."""
    _while_reading(review, "comment", lambda record: decisions.pick(record, 1, "2", review.word))
    review.tick(ANNOUNCES)
    review.tick(ANNOUNCES + MINUTE)

    assert [one.target for one in review.page.facts.heard if one.act == "reply"] == ["9_2"]
    assert review.stages == ["announced"]


def test_a_contest_that_is_called_off_while_entries_are_counted_stays_so(week: Week) -> None:
    """No tally brings it back."""
    week.posted()
    week.comment(1, votes=3)
    _while_reading(week, "comment_pages", lambda record: decisions.void(record, 1, week.word))
    week.tick(CLOSES)
    week.tick(CLOSES + MINUTE)

    row = week.contest()
    assert (row.stage, row.decision) == (Stage.VOID, None)
    assert row.note == "called off by maria: funnier"


@pytest.mark.parametrize("name", ["recent_posts", "me"])
def test_a_pause_that_comes_while_the_page_is_looked_through_is_obeyed(week: Week, name: str) -> None:
    """Before anything is posted."""
    week.photo("horse.jpg")
    _while_reading(week, name, lambda record: decisions.pause(record, week.word, None))
    week.tick()

    assert week.page.acts("publish") == []
