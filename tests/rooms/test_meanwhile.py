"""Staff speak while a tick talks to Facebook: their word is never trampled on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from captionbot import decisions
from captionbot.contest.entries import Reason
from captionbot.contest.stages import Stage
from captionbot.decisions.leaving_out import disqualify
from captionbot.judging import Judged, judged
from captionbot.store.record import Record
from tests.contest.made import CLOSES
from tests.rooms.week import ACTS, Week
from tests.store.made import ANNOUNCES, HOUR, MINUTE, SLOT

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


def test_an_entry_that_staff_leave_out_while_entries_are_judged_is_left_out(
    week: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No writer waits for the judging, and none of them is passed over."""
    week.posted()
    for number, votes in ((1, 9), (2, 3)):
        week.comment(number, votes=votes)

    @contextmanager
    def and_meanwhile(*asked: Any, **how: Any) -> Iterator[Judged]:
        with judged(*asked, **how) as found:
            with week.store.transaction() as record:
                disqualify(record, "1", Reason.CRUDE, week.word, number=1)
            yield found

    monkeypatch.setattr("captionbot.runner.collecting.judged", and_meanwhile)
    week.tick(CLOSES)

    with week.store.view() as record:
        rows = {row.comment_id: (row.verdict, row.rank) for row in record.comments.of_contest(1)}
        decision = record.contests.decision(record.contests.get(1))
    assert rows == {"1": ("left out", None), "2": ("entry", 1)}
    assert decision
    assert decision.comment_id == "2"


@pytest.mark.parametrize("name", ["recent_posts", "me"])
def test_a_pause_that_comes_while_the_page_is_looked_through_is_obeyed(week: Week, name: str) -> None:
    """Before anything is posted."""
    week.photo("horse.jpg")
    _while_reading(week, name, lambda record: decisions.pause(record, week.word, None))
    week.tick()

    assert week.page.acts("publish") == []


def test_a_slot_that_a_clock_ahead_has_listed_is_not_taken_when_it_is_right_again(week: Week) -> None:
    """It was set right while Facebook was asked for the time."""
    week.photo("horse.jpg")
    me = week.page.me

    def set_right() -> dict[str, str]:
        week.clock.at, week.page.facts.ahead = SLOT - HOUR, 0 * MINUTE
        return me()

    week.page.me = set_right  # type: ignore[method-assign] # this one Page's
    week.page.facts.ahead = -HOUR
    week.tick(SLOT)
    assert (week.slots, week.page.acts()) == ({}, [])

    week.tick(SLOT + MINUTE)
    assert week.slots == {}  # it is set back once more
    week.page.me = me  # type: ignore[method-assign] # as it was
    week.tick(SLOT + MINUTE)
    assert week.slots == {"2026-W48": "begun"}


def test_a_word_that_comes_again_and_again_ends_the_tick_and_not_the_program(week: Week) -> None:
    """Six times it is thought over again; the next tick goes on."""
    week.posted()
    me, asked = week.page.me, list[int]()

    def meanwhile() -> dict[str, str]:
        asked.append(1)
        with week.store.transaction() as record:
            record.contests.get(1).released_at = SLOT + len(asked) * MINUTE
        return me()

    week.page.me = meanwhile  # type: ignore[method-assign] # this one Page's
    week.tick(CLOSES)
    assert (len(asked), week.stages) == (6, ["open"])

    week.page.me = me  # type: ignore[method-assign] # as it was
    week.tick(CLOSES + MINUTE)
    assert week.stages == ["review"]


def test_a_worker_that_never_worked_has_no_lease_to_give_back(week: Week) -> None:
    """It is told to stop before its first tick."""
    week.runner.release()
    assert week.runner.lease is None

    week.tick()
    assert week.runner.lease is not None


def test_a_contest_that_staff_asked_for_without_a_photo_is_told(week: Week) -> None:
    """In words of its own: there was no slot."""
    with week.store.transaction() as record:
        record.contests.settle_slot("2026-W48", SLOT, "skipped", SLOT)
        decisions.post_now(record, None, week.word)
    week.tick()

    assert [(one.text, one.do) for one in week.notices] == [
        (
            "No photo could be posted for the contest that staff asked for.",
            "Drop photos into photos/queue; `captionbot post-now` runs one at once.",
        )
    ]
    assert week.slots["extra 1"] == "empty"


@pytest.mark.parametrize(("word", "stage"), [(decisions.void, "void"), (decisions.hold, "posting")])
def test_a_contest_that_is_stopped_while_its_photo_is_uploaded_is_not_posted(
    week: Week, word: Callable[..., object], stage: str
) -> None:
    """Called off or held: the upload is no word, and nothing is said after theirs."""
    week.photo("horse.jpg")
    upload = week.page.upload

    def meanwhile(jpeg: bytes, *, alt: str) -> str:
        with week.store.transaction() as record:
            word(record, 1, week.word)
        return upload(jpeg, alt=alt)

    week.page.upload = meanwhile  # type: ignore[method-assign] # this one Page's
    week.tick()

    assert (week.page.acts(), week.contest().stage) == (["upload"], stage)
    assert week.utterances()["post"].attempts == 0
