"""Judging from the record: frozen at the close, the same for the same reading; and the runner-up who steps up."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from captionbot.contest.comment import Comment
from captionbot.contest.entries import Reason
from captionbot.contest.stages import Stage
from captionbot.facts import facts_of, sidecar_as_kept, terms_as_kept, terms_of
from captionbot.judging import close, judged, sorted_out, step_up
from captionbot.judging.tallying import still_holds
from captionbot.photos.words.sidecar import Sidecar
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Disqualified
from captionbot.store.scratch import Scratch
from tests.contest.made import CLOSES, TERMS, comment
from tests.rooms.made import CAPTIONS, read, reviewed, said_post, tally_now
from tests.store.made import ANNOUNCES, HOUR, MINUTE, SLOT, begun, decision


def _ranks(record: Record) -> dict[str, tuple[int | None, str | None]]:
    record._session.flush()
    record._session.expire_all()
    return {row.comment_id: (row.rank, row.reason) for row in record.comments.of_contest(1)}


def _closed(record: Record, *comments: Comment, late: int = 0, total: int | None = None, **changes: object) -> Contest:
    row = said_post(record, **changes)
    reading = read(record, row, *comments, total=total)
    reading.begun_at = CLOSES + late * MINUTE
    close(record, row, reading, CLOSES + MINUTE)
    record._session.flush()
    return row


def test_what_staff_say_after_the_comments_were_looked_at_is_not_passed_over(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server shows each question what is newest, so the last one of a tally may know more than the first."""
    row = said_post(record)
    read(record, row, *CAPTIONS)

    @contextmanager
    def and_meanwhile(*asked: Any) -> Iterator[Scratch]:
        with sorted_out(*asked) as scratch:
            said = {"reason": str(Reason.CRUDE), "because": "", "by": "maria", "at": CLOSES}
            record.staff.disqualify(Disqualified(contest=row.number, comment_id="1", **said))
            yield scratch

    monkeypatch.setattr("captionbot.judging.tallying.sorted_out", and_meanwhile)
    with judged(record, row, whole=True) as found:
        assert not still_holds(found, record, row)
    monkeypatch.undo()
    with judged(record, row, whole=True) as found:
        assert still_holds(found, record, row)


def test_every_comment_has_its_verdict_at_the_close(record: Record) -> None:
    """With its rank or its reason, and the votes that counted."""
    row = _closed(record, *CAPTIONS)

    assert _ranks(record) == {"1": (1, None), "2": (2, None), "3": (3, None), "4": (None, "no words")}
    assert (row.stage, row.votes_at, row.decision, row.note) == (Stage.REVIEW, CLOSES, 1, "")
    in_force = record.contests.decision(row)
    assert in_force
    assert (in_force.kind, in_force.by, in_force.votes, in_force.because) == ("tally", "captionbot", 9, "most votes")


def test_a_tie_is_decided_by_the_earlier_and_shown(record: Record) -> None:
    """In the decision and beside both."""
    row = _closed(record, comment(1, votes=5, minute=9), comment(2, votes=5, minute=8))

    in_force = record.contests.decision(row)
    assert in_force
    assert (in_force.comment_id, in_force.because) == ("2", "most votes, the earlier first")
    record._session.expire_all()
    assert [one.marks for one in record.comments.of_contest(1)] == [["tie"], ["tie"]]


NO_WINNER: dict[str, tuple[tuple[Comment, ...], dict[str, object], str]] = {
    "nobody": ((), {}, "no entries"),
    "nobody with words": ((comment(1, "🐎"),), {}, "no entries"),
    "nobody voted": ((comment(1, votes=0),), {}, "too few votes"),
    "too few came": ((comment(1),), {"min_entries": 2}, "too few entries"),
}


@pytest.mark.parametrize(("comments", "terms", "why"), NO_WINNER.values(), ids=NO_WINNER)
def test_without_a_winner_the_reason_is_noted(
    record: Record, comments: tuple[Comment, ...], terms: dict[str, object], why: str
) -> None:
    """Staff may still pick one."""
    row = _closed(record, *comments, terms=terms_as_kept(TERMS) | terms)

    assert (row.decision, row.stage) == (None, Stage.REVIEW)
    assert why in row.note
    assert not facts_of(row).has_winner


DOUBTS: dict[str, tuple[tuple[Comment, ...], int, int | None, str]] = {
    "nothing": (CAPTIONS, 0, None, ""),
    "a link in the first": ((comment(1, "See www.example.com", votes=9),), 0, None, "link"),
    "a link further down": ((comment(1, votes=9), comment(2, "See www.example.com")), 0, None, ""),
    "read an hour late": (CAPTIONS, 60, None, ""),
    "read more than an hour late": (
        CAPTIONS,
        61,
        None,
        "the votes were read late, on Monday 30 November at 11:01 AM CST",
    ),
    "five that Facebook doesn't show": (CAPTIONS, 0, 9, ""),
    "six that Facebook doesn't show": (CAPTIONS, 0, 10, "Facebook counts 6 comments more than it shows"),
    "a copy with more votes": (
        (comment(1, "Hold your horses", votes=3), comment(2, "hold your horses!", votes=9, minute=9)),
        0,
        None,
        "a copy has more votes",
    ),
}


@pytest.mark.parametrize(("comments", "late", "total", "doubt"), DOUBTS.values(), ids=DOUBTS)
def test_what_is_odd_waits_for_a_person(
    record: Record, comments: tuple[Comment, ...], late: int, total: int | None, doubt: str
) -> None:
    """And what is not, does not."""
    assert _closed(record, *comments, late=late, total=total).doubts == ([doubt] if doubt else [])


@pytest.mark.parametrize(
    ("votes", "total", "asked"),
    [(9, 2, True), (3, 2, True), (2, 2, False), (9, 1, False)],
    ids=["it led", "it was level", "it could not have won", "Facebook counts none more"],
)
def test_a_leader_that_vanishes_waits_for_a_person(record: Record, votes: int, total: int, *, asked: bool) -> None:
    """Deleted by its author, or on a page that Facebook left empty: where its count says more, nobody can tell."""
    row = said_post(record)
    stays = comment(1, votes=3)
    read(record, row, stays, comment(2, votes=votes))
    reading = read(record, row, stays, total=total)
    close(record, row, reading, CLOSES + MINUTE)

    gone = f"a comment with {votes} votes is gone, or Facebook doesn't show it now"
    assert row.doubts == ([gone] if asked else [])


def test_the_same_reading_has_the_same_tally(record: Record) -> None:
    """Whatever was asked in between."""
    row = _closed(record, *CAPTIONS)

    assert tally_now(record, row) == tally_now(record, row)


def test_a_winner_of_not_long_ago_is_left_out(record: Record) -> None:
    """As long as the terms of this contest say."""
    before = begun(record, slot_key="before", slot_at=SLOT - 7 * 24 * HOUR, stage=Stage.ANNOUNCED, post_id="1_1")
    read(record, before, comment(1, by="ana"))
    record.contests.decide(before, decision())
    row = said_post(record, terms=terms_as_kept(TERMS) | {"cooldown_weeks": 1})
    read(record, row, comment(7, by="ana", votes=9), comment(8, by="zoe"))

    assert [str(one.reason) for one in tally_now(record, row).left_out] == ["recent winner"]
    row.terms = terms_as_kept(TERMS)
    assert tally_now(record, row).left_out == ()


def test_the_runner_up_steps_up_and_waits_for_a_yes(record: Record) -> None:
    """With its own flags beside the reason; an earlier yes was to another."""
    row = reviewed(record, comment(1, votes=9), comment(2, "See www.example.com", votes=5))
    row.approved_at = CLOSES

    heir = step_up(record, row, CLOSES + HOUR, "the winner's comment is gone")

    assert heir
    assert (heir.number, heir.comment_id, heir.votes, heir.by) == (2, "2", 5, "captionbot")
    assert row.doubts == ["the winner's comment is gone", "link"]
    facts = facts_of(row)
    assert (row.decision, facts.approved_at) == (2, None)


def test_nobody_steps_up_where_nobody_is_left(record: Record) -> None:
    """Neither the one that is gone nor what was left out or withdrawn; with no winner there is none to doubt."""
    row = reviewed(record, comment(1, votes=9), comment(2, votes=3), comment(3, "🐎", votes=7))
    read(record, row, comment(1, votes=9), comment(3, "🐎", votes=7))
    record._session.expire_all()

    assert step_up(record, row, CLOSES + HOUR, "gone") is None
    assert (row.decision, row.doubts) == (None, [])


def test_when_a_pick_is_gone_the_first_of_the_tally_steps_up(record: Record) -> None:
    """Staff had passed it over, so they are asked."""
    row = reviewed(record)
    record.contests.decide(row, decision(kind="pick", comment_id="3"))

    heir = step_up(record, row, CLOSES + HOUR, "gone")
    assert heir
    assert heir.comment_id == "1"


def test_facts_are_those_of_the_row(record: Record) -> None:
    """What the core decides by."""
    row = reviewed(record, held="a funeral", approved_at=CLOSES)
    row.doubts = ["link"]
    facts = facts_of(row)

    assert (facts.stage, facts.has_winner, facts.held, facts.doubts) == (Stage.REVIEW, True, "a funeral", ("link",))
    assert (facts.closes_at, facts.announces_at, facts.approved_at) == (CLOSES, ANNOUNCES, CLOSES)
    assert (facts.announce_within.days, facts.review_required) == (7, False)
    row.terms = terms_as_kept(TERMS) | {"review": "required", "announce_within_days": 3}
    assert (facts_of(row).announce_within.days, facts_of(row).review_required) == (3, True)


def test_terms_come_back_as_they_were_kept(record: Record) -> None:
    """Through JSON, and whatever another version kept beside them or had not yet."""
    row = begun(record)
    record._session.flush()
    record._session.expire_all()
    assert terms_of(row) == TERMS

    kept = terms_as_kept(TERMS) | {"of_a_later_version": 1}
    del kept["cooldown_weeks"]
    row.terms = kept
    assert terms_of(row) == TERMS


def test_a_sidecar_is_kept_without_its_mistakes() -> None:
    """What goes out, and what is kept with the record."""
    kept = sidecar_as_kept(Sidecar(alt="Two horses", words="What?", people="Not for the Page"))

    assert (kept["alt"], kept["words"], kept["people"]) == ("Two horses", "What?", "Not for the Page")
    assert set(kept) == {"alt", "credit", "fact", "taken", "source", "rights", "people", "words"}


def test_on_a_viral_thread_jokes_are_compared_at_the_close_alone(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found then is shown by every later look."""
    monkeypatch.setattr("captionbot.judging.tallying.AT_A_LOOK", 1)
    row = said_post(record)
    told = (comment(1, "Looks like the horse is driving today"), comment(2, "Looks like the horses driving today!"))
    reading = read(record, row, *told)
    assert [one.entry.same_joke for one in tally_now(record, row).standings] == [None, None]
    close(record, row, reading, CLOSES + MINUTE)

    assert [one.entry.same_joke for one in tally_now(record, row).standings] == [None, "1"]
