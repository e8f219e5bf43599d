"""Contests in the record: their numbers, their moves, their slots and who won."""

from itertools import product

import pytest
from sqlalchemy.orm import Session

from captionbot.contest.stages import MOVES, Stage
from captionbot.errors import NotNow, StoreError
from captionbot.store.contests import Contests
from captionbot.store.database import Store
from captionbot.store.record import Record
from captionbot.store.schema import Slot
from tests.store.made import HOUR, MARKER, SLOT, begun, contest, decision, utterance

WEEK = 7 * 24 * HOUR


def test_contests_are_numbered_from_one(record: Record) -> None:
    """Each Page counts its own."""
    assert [begun(record, slot_key=key).number for key in "abc"] == [1, 2, 3]


def test_a_slot_has_one_contest(store: Store) -> None:
    """The database itself refuses a second."""
    with store.transaction() as record:
        begun(record)

    with pytest.raises(StoreError), store.transaction() as record:
        begun(record)
    with store.view() as record:
        assert len(record.contests.all()) == 1


@pytest.mark.parametrize(
    ("contests", "said"), [(0, "There has been none yet."), (2, "The newest is no. 2.")], ids=["none", "two"]
)
def test_a_number_that_is_none_is_told_with_the_newest(record: Record, contests: int, said: str) -> None:
    """One line, and where to look."""
    for number in range(contests):
        begun(record, slot_key=str(number))

    with pytest.raises(NotNow, match=r"There is no contest no\. 7\.") as refused:
        record.contests.get(7)
    assert said in refused.value.message
    assert "captionbot status" in refused.value.do


def test_lists_are_in_order_of_the_slots(record: Record) -> None:
    """Newest first for people, oldest first for work; what has ended is not worked on."""
    stages = [Stage.OPEN, Stage.ANNOUNCED, Stage.STUCK, Stage.VOID, Stage.POSTING, Stage.MISSED, Stage.REVIEW]
    for number, stage in enumerate(stages):
        begun(record, slot_key=str(number), slot_at=SLOT + number * WEEK, stage=stage)

    assert [row.number for row in record.contests.all()] == [7, 6, 5, 4, 3, 2, 1]
    assert [row.stage for row in record.contests.going()] == [Stage.OPEN, Stage.STUCK, Stage.POSTING, Stage.REVIEW]


def test_the_latest_is_the_newest_that_was_posted(record: Record) -> None:
    """A contest whose post is not out has no captions to show."""
    assert record.contests.latest() is None
    begun(record, slot_key="a", post_id="1_1")
    begun(record, slot_key="b", slot_at=SLOT + WEEK, post_id="1_2")
    begun(record, slot_key="c", slot_at=SLOT + 2 * WEEK)
    latest = record.contests.latest()

    assert latest
    assert latest.number == 2


@pytest.mark.parametrize(("before", "after"), [*product(Stage, Stage)], ids=str)
def test_a_contest_moves_only_where_a_move_leads(before: Stage, after: Stage) -> None:
    """Any other is our own fault and changes nothing."""
    shelf = Contests(Session(), "1")
    row = contest(number=1, stage=before, note="as it was")

    if after in MOVES[before]:
        shelf.move(row, after, "why")
        assert (row.stage, row.note) == (after, "why")
    else:
        with pytest.raises(AssertionError, match=rf"can't go from {before} to {after}"):
            shelf.move(row, after, "why")
        assert (row.stage, row.note) == (before, "as it was")


def test_the_newest_decision_is_in_force_and_none_is_lost(record: Record) -> None:
    """An override is one more decision, not a change of the first."""
    row = begun(record)
    assert record.contests.decision(row) is None

    record.contests.decide(row, decision())
    record.contests.decide(row, decision(kind="pick", comment_id="2", by="maria"))
    in_force = record.contests.decision(row)

    assert in_force
    assert (in_force.number, in_force.kind, in_force.comment_id) == (2, "pick", "2")
    row.decision = 1
    first = record.contests.decision(row)
    assert first
    assert (first.kind, first.comment_id, first.by) == ("tally", "1", "captionbot")


def test_winners_are_those_who_were_announced(record: Record) -> None:
    """By the decision in force, and not longer ago than asked."""
    for number, stage in enumerate([Stage.ANNOUNCED, Stage.ANNOUNCED, Stage.VOID, Stage.REVIEW]):
        row = begun(record, slot_key=str(number), slot_at=SLOT + number * WEEK, stage=stage)
        record.contests.decide(row, decision(comment_id=f"tallied {number}"))
    record.contests.decide(record.contests.get(2), decision(kind="pick", comment_id="picked 1"))

    assert record.contests.recent_winners(SLOT) == {"tallied 0", "picked 1"}
    assert record.contests.recent_winners(SLOT + WEEK) == {"picked 1"}
    assert record.contests.recent_winners(SLOT + 2 * WEEK) == set()


def test_rounds_of_one_day_are_counted(record: Record) -> None:
    """Signs that a database takes for wildcards are nothing but signs here."""
    names = [MARKER, f"{MARKER} · 2", "Beat_the Caption · Friday 27 November 2026", "100% · Friday 27 November 2026"]
    for number, name in enumerate(names):
        begun(record, slot_key=str(number), marker=name)

    assert record.contests.markers_like(MARKER) == 2
    assert record.contests.markers_like("Beat%") == 0
    assert record.contests.markers_like("Beat_the") == 1


def test_photos_are_those_that_went_to_posted_or_are_on_their_way(record: Record) -> None:
    """By the names they have there; what never went out is nobody's."""
    begun(record, slot_key="a", photo="horse.jpg", photo_in="posted")
    begun(record, slot_key="b", photo="goat.jpg")
    begun(record, slot_key="c", photo="cat.jpg", stage="missed")

    assert record.contests.photos() == {"horse.jpg", "goat.jpg"}
    assert record.contests.photos(but=1) == {"goat.jpg"}


@pytest.mark.parametrize(("post_id", "kept"), [(None, set[str]()), ("1_2", {"goat.jpg"})])
def test_a_photo_whose_post_had_no_answer_may_be_another_contests_by_now(
    record: Record, post_id: str | None, kept: set[str]
) -> None:
    """Until its post is found."""
    begun(record, photo="goat.jpg", post_id=post_id)
    said = record.utterances.intend(utterance())
    assert record.contests.photos() == {"goat.jpg"}
    record.utterances.begin_attempt(said, 1, SLOT)
    assert record.contests.photos() == kept


def test_the_last_photo_that_was_moved(record: Record) -> None:
    """That of the newest slot."""
    assert record.contests.last_moved(but=0) is None
    begun(record, slot_key="a", slot_at=SLOT, photo="horse.jpg", photo_in="posted")
    begun(record, slot_key="b", slot_at=SLOT + 7 * 24 * HOUR, photo="goat.jpg", photo_in="posted")
    begun(record, slot_key="c", slot_at=SLOT + 14 * 24 * HOUR, photo="cat.jpg")

    for but, photo in ((0, "goat.jpg"), (2, "horse.jpg")):
        moved = record.contests.last_moved(but=but)
        assert moved
        assert moved.photo == photo


def test_a_slot_is_written_down_once_and_renewed(record: Record) -> None:
    """What was begun and then missed is one slot with its last outcome."""
    assert record.contests.slot("2026-W48") is None
    record.contests.settle_slot("2026-W48", SLOT, "begun", SLOT, contest=1, photo="horse.jpg")
    record.contests.settle_slot("2026-W48", SLOT, "missed", SLOT + HOUR, contest=1, note="no network")

    [row] = record.contests.slots()
    assert _told(row) == ("2026-W48", "missed", 1, None, "no network")
    assert row.decided_at == SLOT + HOUR


def test_contests_that_were_asked_for_wait_in_order(record: Record) -> None:
    """The first asked is the first begun; the others are listed newest first."""
    record.contests.settle_slot("extra 1", SLOT + HOUR, "asked", SLOT + HOUR, photo="goat.jpg")
    record.contests.settle_slot("extra 2", SLOT + 2 * HOUR, "begun", SLOT)
    record.contests.settle_slot("extra 3", SLOT, "asked", SLOT)
    record._session.flush()

    assert [row.slot_key for row in record.contests.asked()] == ["extra 3", "extra 1"]
    assert [row.slot_key for row in record.contests.slots()] == ["extra 2", "extra 1", "extra 3"]


def _told(row: Slot) -> tuple[str, str, int | None, str | None, str]:
    return row.slot_key, row.outcome, row.contest, row.photo, row.note


def test_a_photo_is_moved_whose_post_stands(record: Record) -> None:
    """Oldest first, whatever became of the contest; one that was moved or never posted is none."""
    for number, (post_id, place) in enumerate([("1_9", "queue"), (None, "queue"), ("1_8", "posted"), ("1_7", "queue")]):
        row = begun(record, slot_key=str(number), slot_at=SLOT - number * WEEK)
        row.post_id, row.photo_in = post_id, place
    record._session.flush()

    assert [row.post_id for row in record.contests.unmoved()] == ["1_7", "1_9"]


def test_the_keys_of_what_is_written_down_are_known(record: Record) -> None:
    """Of every slot, however it ended."""
    for key, outcome in (("2026-W47", "missed"), ("2026-W48", "begun"), ("extra 1", "asked")):
        record.contests.settle_slot(key, SLOT, outcome, SLOT)
    record._session.flush()

    assert record.contests.slot_keys() == {"2026-W47", "2026-W48", "extra 1"}
