"""Leaving an entry out by staff's word: when, for which reasons, and who leads then."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from captionbot import decisions
from captionbot.contest.entries import BY_STAFF, Reason
from captionbot.contest.stages import Stage
from captionbot.decisions import Word
from captionbot.decisions.leaving_out import disqualify, mark_ours, rank_again, readmit, reason_meant, unmark_ours
from captionbot.errors import NotNow
from captionbot.facts import terms_as_kept
from captionbot.store.record import Record
from captionbot.store.schema import Contest
from tests.contest.made import CLOSES, TERMS, comment
from tests.rooms.made import CAPTIONS, MARIA, at_stage, read, reviewed, said_post, tally_now
from tests.store.made import HOUR

JOE = Word("joe", CLOSES + 2 * HOUR, "two of us looked")
CRUDE = Reason.CRUDE


def terms(**changes: Any) -> dict[str, Any]:
    """The terms of a contest that asks for more."""
    return terms_as_kept(replace(TERMS, **changes))


def _winner(record: Record, row: Contest) -> tuple[str, str] | None:
    decision = record.contests.decision(row)
    return (decision.comment_id, decision.kind) if decision else None


def _ranks(record: Record) -> dict[str, int | str | None]:
    """The place of every entry, and the reason of everything else."""
    return {one.comment_id: one.rank or one.reason for one in record.comments.of_contest(1)}


def _audited(record: Record) -> list[tuple[str, str, str | None, str, str]]:
    record._session.flush()
    return [(row.by, row.action, row.comment_id, row.because, row.detail) for row in record.staff.audit(1)]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("crude or abusive", Reason.CRUDE),
        ("crude", Reason.CRUDE),
        (" Copied ", Reason.COPIED),
        ("names", Reason.PRIVATE_PERSON),
        ("about  an open", Reason.OPEN_CASE),
        ("the entrant asked", Reason.ASKED),
        ("a", None),
        ("", None),
        ("I dislike it", None),
        ("no words", None),
        ("crude or abusive!", None),
    ],
)
def test_a_reason_is_one_of_the_list(words: str, meant: Reason | None) -> None:
    """By its words or a beginning that no other has; what is found by rule is no reason of the staff's."""
    assert reason_meant(words) == meant


@pytest.mark.parametrize("reason", sorted(BY_STAFF))
def test_every_reason_leaves_out(record: Record, reason: Reason) -> None:
    """And stands beside the comment as its reason."""
    reviewed(record)
    disqualify(record, "2", reason, MARIA)

    assert _ranks(record) == {"1": 1, "2": reason, "3": 2, "4": "no words"}


def test_the_winner_is_left_out_and_the_next_waits_for_a_yes(record: Record) -> None:
    """The doubt says why in words, an earlier yes is gone, and the audit keeps who and why."""
    row = reviewed(record)
    decisions.approve(record, 1, MARIA)

    ranked = disqualify(record, "9_1", CRUDE, JOE)

    assert ranked.moved
    assert (_winner(record, row), row.approved_at) == (("2", "tally"), None)
    assert row.doubts == ["comment 1 was left out by joe (crude or abusive), and another entry leads"]
    assert _ranks(record) == {"1": "crude or abusive", "2": 1, "3": 2, "4": "no words"}
    assert _audited(record)[-1] == ("joe", "disqualify", "1", "two of us looked", "crude or abusive")


def test_what_staff_picked_stays_picked(record: Record) -> None:
    """With its yes, whoever is left out beside it."""
    row = reviewed(record)
    decisions.pick(record, 1, "3", MARIA)

    assert not disqualify(record, "1", CRUDE, JOE).moved
    assert (_winner(record, row), row.approved_by, row.doubts) == (("3", "pick"), "maria", [])


def test_a_pick_that_is_itself_left_out_gives_way(record: Record) -> None:
    """To the first in votes."""
    row = reviewed(record)
    decisions.pick(record, 1, "3", MARIA)

    assert disqualify(record, "3", Reason.COPIED, JOE).moved
    assert (_winner(record, row), row.approved_at) == (("1", "tally"), None)


def test_another_than_the_winner_changes_no_winner(record: Record) -> None:
    """Nor the yes that was given."""
    row = reviewed(record)
    decisions.approve(record, 1, MARIA)

    assert not disqualify(record, "2", CRUDE, JOE).moved
    assert (_winner(record, row), row.approved_at, row.doubts) == (("1", "tally"), MARIA.at, [])


def test_the_last_entry_left_out_leaves_no_winner(record: Record) -> None:
    """Staff may take it back until the hour; then it leads again, and waits."""
    row = reviewed(record, comment(1, votes=9))

    assert disqualify(record, "1", CRUDE, JOE).winner is None
    assert (row.decision, row.doubts) == (None, [])
    assert readmit(record, "1", MARIA).moved
    assert _winner(record, row) == ("1", "tally")
    assert row.doubts == ["comment 1 was taken back in by maria, and another entry leads"]


def test_what_is_taken_back_leads_again_by_a_persons_yes(record: Record) -> None:
    """The audit keeps both acts, with the reason that was taken back."""
    row = reviewed(record)
    disqualify(record, "1", CRUDE, JOE)
    decisions.approve(record, 1, JOE)

    assert readmit(record, "1", MARIA).moved
    assert (_winner(record, row), row.approved_at) == (("1", "tally"), None)
    assert _ranks(record) == {"1": 1, "2": 2, "3": 3, "4": "no words"}
    assert _audited(record)[-1] == ("maria", "readmit", "1", "funnier", "crude or abusive, by joe: two of us looked")


def test_too_few_entries_are_left_without_it(record: Record) -> None:
    """The winner stays, and a person decides."""
    row = reviewed(record, terms=terms(min_entries=3))
    decisions.approve(record, 1, MARIA)

    assert not disqualify(record, "3", CRUDE, JOE).moved
    assert _winner(record, row) == ("1", "tally")
    assert row.approved_at is None
    assert row.doubts == ["comment 3 was left out by joe (crude or abusive): too few entries"]


def test_too_few_are_left_with_the_next_in_front(record: Record) -> None:
    """It is proposed all the same, with both said."""
    row = reviewed(record, terms=terms(min_votes=6))

    assert disqualify(record, "1", CRUDE, JOE).moved
    assert _winner(record, row) == ("2", "tally")
    assert row.doubts[-1] == "too few votes"


def test_nobody_who_did_not_win_by_themselves_wins_by_this(record: Record) -> None:
    """Where the tally proposed nobody, it still doesn't."""
    row = reviewed(record, terms=terms(min_entries=5))

    assert not disqualify(record, "3", CRUDE, JOE).moved
    assert not readmit(record, "3", JOE).moved
    assert row.decision is None


def test_a_copy_of_what_was_left_out_takes_its_place(record: Record) -> None:
    """Whoever sent the same words later is an entry then; where it leads, a person is asked."""
    row = reviewed(record, comment(1, votes=9), comment(2, "Neigh", votes=5), comment(3, "NEIGH!", votes=50, minute=9))
    row.doubts = []

    assert disqualify(record, "2", CRUDE, JOE).moved
    assert _winner(record, row) == ("3", "tally")


def test_before_the_close_it_holds_from_the_close_on(record: Record) -> None:
    """The tally so far shows it at once, and the closing reading leaves it out."""
    row = said_post(record)
    read(record, row, *CAPTIONS)

    assert not disqualify(record, "1", CRUDE, MARIA).moved
    counted = tally_now(record, row)
    assert [one.entry.comment.comment_id for one in counted.standings] == ["2", "3"]
    assert {one.comment.comment_id: one.reason for one in counted.left_out}["1"] == CRUDE
    assert _winner(record, row) is None


LATE: dict[Stage, tuple[str, str]] = {
    Stage.POSTING: ("it is posting", "captionbot void 1"),
    Stage.ANNOUNCING: ("its winner is being announced", "captionbot hold 1"),
    Stage.ANNOUNCED: ("its winner has been announced", "captionbot retract 1 --because"),
    Stage.STUCK: ("it is stuck", "captionbot settle 1"),
    Stage.VOID: ("it is void", "captionbot status"),
    Stage.MISSED: ("it is missed", "captionbot status"),
    Stage.RETRACTED: ("it is retracted", "captionbot status"),
}


@pytest.mark.parametrize(
    "act", [lambda record: disqualify(record, "2", CRUDE, MARIA), lambda r: readmit(r, "2", MARIA)]
)
@pytest.mark.parametrize("stage", LATE)
def test_too_early_or_too_late_is_refused(record: Record, stage: Stage, act: Callable[[Record], object]) -> None:
    """With what to do next, and nothing is changed."""
    at_stage(record, stage)
    why, do = LATE[stage]

    with pytest.raises(NotNow, match=why) as refused:
        act(record)
    assert do in refused.value.do
    assert _audited(record) == []


def test_what_a_rule_leaves_out_stays_as_it_is(record: Record) -> None:
    """The rule is named, and the entry keeps its reason."""
    reviewed(record)

    with pytest.raises(NotNow, match="by rule already: no words") as refused:
        disqualify(record, "4", CRUDE, MARIA)
    assert "no letter or digit is left" in refused.value.do
    assert record.staff.disqualified(1) == {}
    assert _audited(record) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"withdrawn_at": CLOSES}, Reason.WITHDRAWN),
        ({"hidden": True}, Reason.HIDDEN),
        ({"verdict": None, "rank": None}, Reason.AFTER),
    ],
)
def test_what_has_become_of_it_since_the_close_leaves_it_out(
    record: Record, change: dict[str, Any], reason: Reason
) -> None:
    """Taken back or hidden in review, or seen by no closing reading."""
    reviewed(record)
    row = record.comments.get(1, "2")
    assert row
    for name, value in change.items():
        setattr(row, name, value)

    with pytest.raises(NotNow, match=f"by rule already: {reason}"):
        disqualify(record, "2", CRUDE, MARIA)


def test_before_the_close_a_rule_is_found_by_judging(record: Record) -> None:
    """As `entries` shows it."""
    read(record, said_post(record), *CAPTIONS)

    with pytest.raises(NotNow, match="by rule already: no words"):
        disqualify(record, "4", CRUDE, MARIA)


def test_what_is_left_out_already_names_who_did(record: Record) -> None:
    """Two people at once: the second is told, and nothing is written over."""
    reviewed(record)
    disqualify(record, "2", CRUDE, MARIA)

    with pytest.raises(NotNow, match=r"by maria on .*November.* already: crude or abusive") as refused:
        disqualify(record, "2", Reason.COPIED, JOE)
    assert refused.value.do == "`captionbot disqualify 2 --undo` takes that back."
    assert record.staff.disqualified(1)["2"].reason == CRUDE


def test_only_what_staff_left_out_is_taken_back(record: Record) -> None:
    """A rule is not undone."""
    reviewed(record)

    for comment_id in ("1", "4"):
        with pytest.raises(NotNow, match=r"not left out of contest no\. 1 by staff"):
            readmit(record, comment_id, MARIA)


def test_a_comment_finds_its_contest(record: Record) -> None:
    """Where two have one of that id, it must be named; where none has, that is said."""
    reviewed(record)
    second = reviewed(record, comment(1, votes=4), comment(7, votes=3), slot_key="2026-W49")

    assert disqualify(record, "7", CRUDE, MARIA).contest.number == second.number
    with pytest.raises(NotNow, match=r"stands in contests no\. 2 and no\. 1|no\. 1 and no\. 2") as refused:
        disqualify(record, "1", CRUDE, MARIA)
    assert refused.value.do == "Say which: --contest N."
    assert disqualify(record, "1", CRUDE, MARIA, number=1).contest.number == 1
    for number in (None, 1):
        with pytest.raises(NotNow, match="comment 99"):
            disqualify(record, "99", CRUDE, MARIA, number=number)


def test_one_of_ours_takes_part_nowhere(record: Record) -> None:
    """Every contest in review is counted anew, a later one finds it at its close, and the reason stands beside it."""
    first = reviewed(record)
    second = reviewed(record, comment(21, votes=8, by="fan-1"), comment(22, votes=1), slot_key="2026-W49")
    third = said_post(record, slot_key="2026-W50")
    read(record, third, comment(31, votes=8, by="fan-1"), comment(32, votes=1))

    moved = mark_ours(record, "1", MARIA)

    assert [one.contest.number for one in moved] == [first.number, second.number]
    assert (_winner(record, first), _winner(record, second)) == (("2", "tally"), ("22", "tally"))
    assert first.doubts == ["who wrote comment 1 is one of ours, says maria, and another entry leads"]
    assert _ranks(record)["1"] == "one of ours"
    assert [one.entry.comment.comment_id for one in tally_now(record, third).standings] == ["32"]
    assert [one.winner.comment_id for one in unmark_ours(record, "21", JOE) if one.winner] == ["1", "21"]
    assert [line[:3] for line in _audited(record)] == [("maria", "ours", "1")]
    assert tally_now(record, third).standings[0].entry.comment.comment_id == "31"


def test_one_of_ours_is_said_once(record: Record) -> None:
    """The second is told who said it; what was not said is not taken back."""
    reviewed(record)
    with pytest.raises(NotNow, match="Fan 1 is not marked as one of ours"):
        unmark_ours(record, "1", MARIA)
    mark_ours(record, "1", MARIA)

    with pytest.raises(NotNow, match="Fan 1 is one of ours already, says maria") as refused:
        mark_ours(record, "1", JOE)
    assert "captionbot disqualify 1 --ours --undo" in refused.value.do


def test_nobody_is_marked_where_facebook_names_nobody(record: Record) -> None:
    """The one entry can be left out instead; the Page needs no mark."""
    reviewed(record, comment(1, by=None), comment(2, by="100200300"))

    with pytest.raises(NotNow, match="Facebook doesn't say who wrote comment 1") as refused:
        mark_ours(record, "1", MARIA)
    assert "captionbot disqualify 1 --reason" in refused.value.do
    with pytest.raises(NotNow, match="The Page itself"):
        mark_ours(record, "2", MARIA)
    assert record.staff.ours() == {}


def test_only_a_contest_in_review_is_counted_anew(record: Record) -> None:
    """Whatever has been announced stays as it was."""
    row = at_stage(record, Stage.ANNOUNCED)

    assert not rank_again(record, row, MARIA.at, "somebody asked")
    assert _winner(record, row) == ("1", "tally")
