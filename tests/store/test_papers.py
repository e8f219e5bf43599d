"""What slips are made of, on SQLite and on PostgreSQL."""

import pytest

from captionbot.contest.stages import Stage
from captionbot.records.ending import endings_without_slip
from captionbot.records.proving import check_contest
from captionbot.records.slips import make_slip
from captionbot.store import papers
from captionbot.store.database import Store
from captionbot.store.papers import Ending
from captionbot.store.record import Record
from captionbot.store.schema import Slip
from tests.contest.made import CLOSES, comment
from tests.rooms.made import reviewed
from tests.store.made import ANNOUNCES, HOUR, begun

NOW = ANNOUNCES + HOUR
LATER = NOW + HOUR


def test_a_slip_proves_itself_on_either_database(store: Store) -> None:
    """Written in one transaction and checked in another: hours, text and numbers come back as they were."""
    words = ["naïve 🐎", "שלום", "a\nb", "'quoted'; --", "\u202egnol"]
    with store.transaction() as record:
        row = reviewed(record, *(comment(10 - n, one, votes=n) for n, one in enumerate(words)))
        row.stage = Stage.ANNOUNCED
        made = make_slip(record, 1, NOW)
        digest = made.digest
    with store.view() as record:
        found = check_contest(record, 1, LATER)
        assert (found.ok, found.verdicts[0].withheld, found.verdicts[0].comments) == (True, 0, 5)
        assert [one.digest for one in record.papers.chain()] == [digest]
        assert endings_without_slip(record) == []


def test_endings_are_known_by_why_their_newest_slip_was_made(record: Record) -> None:
    """Oldest first, those that have none among them, and of several slips the newest."""
    begun(record, stage=Stage.VOID)
    begun(record, stage=Stage.ANNOUNCED, slot_key="2026-W49", slot_at=LATER, decision=2)
    begun(record, stage=Stage.OPEN, slot_key="2026-W50")
    make_slip(record, 1, NOW)

    assert record.papers.endings(["void", "announced"]) == [
        Ending(1, "void", None, ("void", None)),
        Ending(2, "announced", 2, None),
    ]
    make_slip(record, 2, NOW)
    record.contests.get(2).decision = 3
    make_slip(record, 2, NOW)
    assert record.papers.endings(["announced"]) == [Ending(2, "announced", 3, ("corrected", 3))]
    assert record.papers.whys(2) == ["announced", "corrected"]


def test_a_slip_must_follow_the_chain(record: Record) -> None:
    """One that doesn't is our fault, and is not kept."""
    begun(record)
    stray = Slip(number=2, contest=1, why="void", body="{}", digest="1", before="", made_at=NOW)
    with pytest.raises(AssertionError, match="does not follow the chain"):
        record.papers.add_slip(stray)
    assert record.papers.last_slip() is None


def test_comments_come_in_any_order_with_every_text(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some at a time, the texts in the order in which they were seen."""
    monkeypatch.setattr(papers, "AT_A_TIME", 2)
    reviewed(record, *(comment(n) for n in range(1, 6)))
    record.comments.seen_again(1, comment(3, "Edited"), LATER)
    record._session.flush()
    found = [(row.comment_id, [one.text for one in texts]) for row, texts in record.papers.with_texts(1, [*"53124"])]

    assert [one for one, _ in found] == [*"53124"]
    assert dict(found)["3"] == ["Caption number 3", "Edited"]


def test_salts_are_kept_for_their_own_contest(record: Record) -> None:
    """The same comment can't be in another; none given, none changed."""
    reviewed(record, comment(1), comment(2))
    record.papers.salt(1, {})
    record.papers.salt(1, {"2": "abc"})
    record._session.expire_all()

    assert [row.salt for row in record.comments.of_contest(1)] == [None, "abc"]


def test_votes_and_readings_in_order(record: Record) -> None:
    """Every reading, and each comment's votes where they changed."""
    row = begun(record, stage=Stage.OPEN)
    for votes in (1, 1, 4):
        reading = record.comments.begin_reading(row.number, CLOSES - HOUR)
        record.comments.keep(row.number, reading.id, [comment(1, votes=votes)], CLOSES - HOUR)
        record._session.flush()

    assert [one.votes for one in record.papers.vote_counts(1)] == [1, 4]
    assert len(record.papers.readings(1)) == 3
    assert record.papers.decisions(1) == []


def test_entries_below_a_rank(record: Record) -> None:
    """The next few; from the first on where no rank is given."""
    reviewed(record, *(comment(n, votes=9 - n) for n in range(1, 6)))
    record._session.flush()

    assert [row.rank for row in record.papers.ranked_below(1, 2, 2)] == [3, 4]
    assert [row.rank for row in record.papers.ranked_below(1, None, 2)] == [1, 2]
