"""After the close: what staff leave out, who is one of ours, and what is gone; everything else stays frozen."""

from dataclasses import replace

import pytest

from captionbot.contest.comment import Comment
from captionbot.contest.entries import Reason
from captionbot.contest.stages import Stage
from captionbot.facts import terms_as_kept
from captionbot.judging import close, retally, step_up
from captionbot.store.record import Record
from captionbot.store.schema import Disqualified
from tests.contest.made import CLOSES, TERMS, comment, ranked
from tests.rooms.made import first_of, read, reviewed, said_post, tally_now
from tests.store.made import HOUR, SLOT, begun, decision

COPIES = (
    comment(1, "Hold your horses", votes=3, minute=1, by="ana"),
    comment(2, "hold your horses!", votes=9, minute=2, by="bea"),
    comment(3, "Neigh.", votes=5, minute=3, by="ana"),
)
"""The first has the credit, its copy more votes; and whoever was first has a better one."""


def _leave_out(record: Record, comment_id: str, reason: Reason = Reason.CRUDE, contest: int = 1) -> None:
    row = Disqualified(contest=contest, comment_id=comment_id, reason=str(reason), because="", by="maria", at=CLOSES)
    assert record.staff.disqualify(row)
    record._session.flush()


def _verdicts(record: Record) -> dict[str, tuple[int | None, str | None]]:
    return {row.comment_id: (row.rank, row.reason) for row in record.comments.of_contest(1)}


def test_while_entries_are_open_staffs_word_counts_at_once(record: Record) -> None:
    """What they left out, and whom they marked as one of ours."""
    row = said_post(record)
    read(record, row, *(comment(number, votes=number) for number in range(1, 4)))
    _leave_out(record, "3", Reason.ADVERTISING)
    record.staff.mark_ours("fan-2", "Fan 2", "maria", SLOT)

    counted = tally_now(record, row)
    assert ranked(counted) == ["1"]
    assert {one.comment.comment_id: one.reason for one in counted.left_out} == {
        "3": Reason.ADVERTISING,
        "2": Reason.ONE_OF_OURS,
    }


def test_a_copy_has_its_place_once_the_first_is_left_out(record: Record) -> None:
    """And whoever was first has another entry; taken back, all is as it was, and nothing was decided by it."""
    row = reviewed(record, *COPIES)
    before = _verdicts(record)
    assert before == {"1": (None, "second entry"), "2": (None, "same caption as an earlier entry"), "3": (1, None)}

    _leave_out(record, "1")
    assert first_of(retally(record, row)) == ["2", "3"]
    assert _verdicts(record) == {"1": (None, "crude or abusive"), "2": (1, None), "3": (2, None)}
    assert record.staff.readmit(1, "1")
    retally(record, row)
    assert (_verdicts(record), row.decision) == (before, 1)


def test_a_second_entry_steps_in_for_the_first(record: Record) -> None:
    """Of one who has two, the other counts."""
    row = reviewed(record, *COPIES[::2])
    _leave_out(record, "3")

    assert first_of(retally(record, row)) == ["1"]


def test_somebody_of_ours_can_not_win(record: Record) -> None:
    """From the moment that staff say so, and no longer."""
    row = reviewed(record, *COPIES)
    record.staff.mark_ours("ana", "Ana", "maria", CLOSES)
    assert first_of(retally(record, row)) == ["2"]
    record.staff.unmark_ours("ana")
    assert first_of(retally(record, row)) == ["3"]


def test_votes_and_words_are_those_of_the_closing_reading(record: Record) -> None:
    """Whatever was read since; only what is gone or hidden now makes a difference."""
    row = reviewed(record, comment(1, votes=9), comment(2, votes=5), comment(3, votes=2))
    seen = (comment(1, "🐎", votes=1), comment(2, votes=50), comment(3, votes=70))
    record.comments.seen_again(1, seen[0], CLOSES + HOUR)
    read(record, row, seen[0], replace(seen[1], hidden=True), seen[2], comment(4, votes=99))

    counted = retally(record, row)
    assert [(one.entry.comment.text, one.votes) for one in counted.shortlist] == [
        ("Caption number 1", 9),
        ("Caption number 3", 2),
    ]
    assert _verdicts(record)["2"] == (None, "hidden on Facebook")
    assert _verdicts(record)["4"] == (None, None)


def test_who_steps_up_is_judged_afresh(record: Record) -> None:
    """The one who had the credit is gone: the copy with the more votes is next, with its own flags."""
    row = reviewed(record, *(replace(one, text=f"{one.text} www.example.com") for one in COPIES[:2]))
    record.comments.seen_gone(1, "1", CLOSES + HOUR)

    heir = step_up(record, row, CLOSES + HOUR, "gone")
    assert heir
    assert (heir.comment_id, row.doubts) == ("2", ["gone", "link"])


@pytest.mark.parametrize("word", ["nothing", "left out and let in again", "one of ours for a while"])
def test_a_winner_of_not_long_ago_stays_one(record: Record, word: str) -> None:
    """As the close found it; staff's word in between changes nothing about that."""
    before = begun(record, slot_key="before", slot_at=SLOT - 7 * 24 * HOUR, stage=Stage.ANNOUNCED, post_id="1_1")
    read(record, before, comment(1, by="ana"))
    record.contests.decide(before, decision())
    row = said_post(record, terms=terms_as_kept(TERMS) | {"cooldown_weeks": 1})
    _close(record, row.number, comment(7, by="ana", votes=9), comment(8, by="zoe"))
    if word.startswith("left"):
        _leave_out(record, "7", contest=row.number)
        retally(record, row)
        record.staff.readmit(row.number, "7")
    if word.startswith("one"):
        record.staff.mark_ours("ana", "Ana", "maria", CLOSES)
        retally(record, row)
        record.staff.unmark_ours("ana")

    assert first_of(retally(record, row)) == ["8"]


def test_who_won_since_is_no_recent_winner_yet(record: Record) -> None:
    """Contests may overlap; the closing reading knew nothing of it."""
    before = begun(record, slot_key="before", slot_at=SLOT - 7 * 24 * HOUR, stage=Stage.REVIEW, post_id="1_1")
    read(record, before, comment(1, by="ana"))
    record.contests.decide(before, decision())
    row = said_post(record, terms=terms_as_kept(TERMS) | {"cooldown_weeks": 1})
    _close(record, row.number, comment(7, by="ana", votes=9), comment(8, by="zoe"))
    before.stage = Stage.ANNOUNCED

    assert first_of(retally(record, row)) == ["7", "8"]


def _close(record: Record, number: int, *comments: Comment) -> None:
    row = record.contests.get(number)
    close(record, row, read(record, row, *comments), CLOSES)
    record._session.flush()
