"""Staff's word on one contest: what it changes, when it is refused, and the line it leaves in the audit."""

from collections.abc import Callable

import pytest

from captionbot import decisions
from captionbot.contest.stages import Stage
from captionbot.decisions import Word
from captionbot.errors import NotNow
from captionbot.store.record import Record
from captionbot.store.schema import Contest
from captionbot.store.utterances import Kind
from tests.contest.made import comment
from tests.rooms.made import CAPTIONS, MARIA, at_stage, read, reviewed
from tests.store.made import HOUR, utterance

Act = Callable[[Record], object]
ACTS: dict[str, Act] = {
    "pick": lambda record: decisions.pick(record, 1, "2", MARIA),
    "approve": lambda record: decisions.approve(record, 1, MARIA),
    "hold": lambda record: decisions.hold(record, 1, MARIA),
    "release": lambda record: decisions.release(record, 1, MARIA),
    "void": lambda record: decisions.void(record, 1, MARIA),
    "settle": lambda record: decisions.settle(record, 1, "555", MARIA),
}
TAKEN_AT: dict[str, set[Stage]] = {
    "pick": {Stage.REVIEW},
    "approve": {Stage.REVIEW},
    "hold": {Stage.POSTING, Stage.OPEN, Stage.REVIEW, Stage.ANNOUNCING},
    "void": {Stage.POSTING, Stage.OPEN, Stage.REVIEW, Stage.ANNOUNCING},
    "settle": {Stage.STUCK},
}


def _audited(record: Record) -> list[tuple[str, str, str | None, str, str]]:
    record._session.flush()
    return [(row.by, row.action, row.comment_id, row.because, row.detail) for row in record.staff.audit(1)]


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("name", TAKEN_AT)
def test_each_word_has_its_stages(record: Record, name: str, stage: Stage) -> None:
    """At any other it is refused in one line that names the contest, and nothing is changed."""
    row = at_stage(record, stage)
    if name == "settle":
        record.utterances.intend(utterance(kind=Kind.REPLY, decision=1, outcome="unknown", attempts=1))
    before = _state(row)

    if stage in TAKEN_AT[name]:
        ACTS[name](record)
        assert [line[:2] for line in _audited(record)] == [("maria", name)]
    else:
        with pytest.raises(NotNow, match=r"ontest no\. 1"):
            ACTS[name](record)
        assert _state(row) == before
        assert _audited(record) == []


@pytest.mark.parametrize("name", ACTS)
def test_a_contest_that_does_not_exist_is_named(record: Record, name: str) -> None:
    """Before anything else."""
    with pytest.raises(NotNow, match=r"There is no contest no\. 1"):
        ACTS[name](record)


WHY_NOT = {
    Stage.POSTING: "its post is not out yet",
    Stage.OPEN: "entries are open until Monday 30 November at 10:00 AM CST",
    Stage.ANNOUNCING: "its winner is being announced",
    Stage.ANNOUNCED: "its winner has been announced",
    Stage.STUCK: "settle it first",
    Stage.VOID: "it is void",
    Stage.MISSED: "it is missed",
    Stage.RETRACTED: "it is retracted",
}


@pytest.mark.parametrize(("stage", "why"), WHY_NOT.items())
def test_a_refusal_says_why_it_is_too_early_or_too_late(record: Record, stage: Stage, why: str) -> None:
    """In words that tell what to wait for."""
    at_stage(record, stage)

    with pytest.raises(NotNow, match=why):
        decisions.approve(record, 1, MARIA)


DO_NOW = {
    Stage.POSTING: "captionbot void 1",
    Stage.OPEN: "captionbot entries 1",
    Stage.ANNOUNCING: "captionbot hold 1",
    Stage.ANNOUNCED: "captionbot pick 1 COMMENT --correct",
    Stage.STUCK: "captionbot settle 1",
    Stage.VOID: "captionbot status",
}


@pytest.mark.parametrize(("stage", "do"), DO_NOW.items())
def test_a_refusal_says_what_to_do_instead(record: Record, stage: Stage, do: str) -> None:
    """At each stage something else."""
    at_stage(record, stage)

    with pytest.raises(NotNow) as refused:
        decisions.pick(record, 1, "2", MARIA)
    assert do in refused.value.do


def test_who_asked_to_be_forgotten_is_not_picked(record: Record) -> None:
    """Their words would be public again."""
    reviewed(record)
    row = record.comments.get(1, "2")
    assert row
    row.sealed_at = MARIA.at

    with pytest.raises(NotNow, match="asked to be forgotten"):
        decisions.pick(record, 1, "2", MARIA)


def test_a_pick_overrules_the_tally(record: Record) -> None:
    """And is approval of the flags that were shown; the earlier decision stays in the record."""
    row = reviewed(record, held="")
    row.doubts, row.note = ["link"], "no winner by itself: no votes"

    chosen = decisions.pick(record, 1, "2", MARIA)

    assert (chosen.number, chosen.kind, chosen.comment_id, chosen.by) == (2, "pick", "2", "maria")
    assert (chosen.caption, chosen.winner, chosen.votes) == ("Caption number 2", "Fan 2", 5)
    assert (row.decision, row.approved_at, row.approved_by, row.note) == (2, MARIA.at, "maria", "")
    assert row.doubts == []  # the flag was that of the entry which was replaced
    assert _audited(record) == [("maria", "pick", "2", "funnier", "before: 1 (tally)")]


def test_a_favourite_can_be_picked_where_the_tally_found_no_winner(record: Record) -> None:
    """With the votes that it had, be it none."""
    reviewed(record, comment(1, votes=0))

    assert decisions.pick(record, 1, "1", MARIA).votes == 0
    assert _audited(record) == [("maria", "pick", "1", "funnier", "before: no winner")]


def test_a_pick_counts_the_votes_of_the_close(record: Record) -> None:
    """Not those that came later."""
    row = reviewed(record)
    read(record, row, *(comment(number, votes=50) for number in (1, 2)))
    record._session.expire_all()

    assert decisions.pick(record, 1, "2", MARIA).votes == 5


@pytest.mark.parametrize("named", ["2", "9_2", "1_9_2", " 2 "])
def test_a_comment_is_named_by_any_form_of_its_id(record: Record, named: str) -> None:
    """The part after the last underline is enough."""
    reviewed(record)

    assert decisions.pick(record, 1, named, MARIA).comment_id == "2"


UNPICKABLE = {
    "unknown": ("77", "has no comment 77"),
    "left out": ("4", r"was left out \(no words\)"),
    "withdrawn": ("3", "was withdrawn"),
}


@pytest.mark.parametrize(("named", "why"), UNPICKABLE.values(), ids=UNPICKABLE)
def test_only_an_entry_that_still_stands_can_win(record: Record, named: str, why: str) -> None:
    """Whatever else is picked is refused with the reason."""
    row = reviewed(record)
    read(record, row, *(one for one in CAPTIONS if one.comment_id != "3"))
    record._session.expire_all()

    with pytest.raises(NotNow, match=why):
        decisions.pick(record, 1, named, MARIA)
    assert (row.decision, _audited(record)) == (1, [])


def test_an_approval_is_of_the_winner_as_it_stands(record: Record) -> None:
    """The flags that were seen are written down."""
    row = reviewed(record)
    row.doubts = ["link", "phone number"]

    decisions.approve(record, 1, MARIA)

    assert (row.approved_at, row.approved_by, row.decision) == (MARIA.at, "maria", 1)
    assert _audited(record) == [("maria", "approve", "1", "funnier", "link; phone number")]


def test_nobody_approves_no_winner(record: Record) -> None:
    """A favourite is picked instead."""
    reviewed(record, comment(1, votes=0))

    with pytest.raises(NotNow, match="no winner to approve") as refused:
        decisions.approve(record, 1, MARIA)
    assert "captionbot pick 1" in refused.value.do


def test_a_hold_lasts_until_it_is_released(record: Record) -> None:
    """With its reason, and both in the audit."""
    row = reviewed(record)
    decisions.hold(record, 1, MARIA)
    assert row.held == "funnier"

    decisions.release(record, 1, Word("joe", MARIA.at + HOUR))
    assert (row.held, row.released_at) == ("", MARIA.at + HOUR)
    assert _audited(record) == [
        ("maria", "hold", None, "funnier", ""),
        ("joe", "release", None, "", "funnier"),
    ]


def test_a_hold_without_a_reason_names_its_author(record: Record) -> None:
    """Somebody can be asked."""
    row = reviewed(record)
    decisions.hold(record, 1, Word("maria", MARIA.at))

    assert row.held == "held by maria"


def test_what_is_not_on_hold_is_not_released(record: Record) -> None:
    """At any stage."""
    reviewed(record)

    with pytest.raises(NotNow, match="is not on hold"):
        decisions.release(record, 1, MARIA)


@pytest.mark.parametrize("stage", [Stage.VOID, Stage.ANNOUNCED, Stage.MISSED, Stage.RETRACTED])
def test_what_has_ended_is_not_released(record: Record, stage: Stage) -> None:
    """Nothing goes on, so nobody is told that it does."""
    at_stage(record, stage).held = "a funeral"

    with pytest.raises(NotNow):
        decisions.release(record, 1, MARIA)


def test_a_contest_is_called_off_with_its_reason(record: Record) -> None:
    """And the stage it was at."""
    row = reviewed(record)
    decisions.void(record, 1, MARIA)

    assert (row.stage, row.note) == (Stage.VOID, "called off by maria: funnier")
    assert _audited(record) == [("maria", "void", None, "funnier", "was review")]


@pytest.mark.parametrize("kind", [Kind.REPLY, Kind.ANNOUNCEMENT])
def test_a_winner_that_is_public_is_not_called_off(record: Record, kind: Kind) -> None:
    """What stands on the Page can't be taken back by a word here."""
    row = at_stage(record, Stage.ANNOUNCING)
    record.utterances.said(record.utterances.intend(utterance(kind=kind, decision=1)), "9_7", MARIA.at)

    with pytest.raises(NotNow, match=f"its {kind} stands on the Page"):
        decisions.void(record, 1, MARIA)
    assert row.stage == Stage.ANNOUNCING


def test_what_is_stuck_is_settled_before_it_is_called_off(record: Record) -> None:
    """Or nobody would ever look for what may stand there."""
    at_stage(record, Stage.STUCK)

    with pytest.raises(NotNow, match="is stuck") as refused:
        decisions.void(record, 1, MARIA)
    assert "captionbot settle 1" in refused.value.do


def test_a_winner_that_may_be_public_is_not_called_off(record: Record) -> None:
    """Nobody can tell yet whether its reply stands: that is settled first."""
    at_stage(record, Stage.ANNOUNCING)
    record.utterances.intend(utterance(kind=Kind.REPLY, decision=1, outcome="unknown", attempts=1))

    with pytest.raises(NotNow):
        decisions.void(record, 1, MARIA)


def _state(row: Contest) -> dict[str, object]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}


LATE, GONE = "the votes were read late, on Tuesday", "a comment with 40 votes is gone, or Facebook doesn't show it now"


def test_a_pick_keeps_the_doubts_of_the_reading_alone(record: Record) -> None:
    """Beside the flags of the entry that was chosen; what was said of the other is no ground for an approval."""
    flagged = comment(2, "See www.example.com, said the horse", votes=5)
    row = reviewed(record, comment(1, votes=9), flagged)
    row.doubts = ["crude word", "the winner's name: link", LATE, GONE]

    decisions.pick(record, 1, "2", MARIA)
    decisions.approve(record, 1, Word("joe", MARIA.at + HOUR))

    assert row.doubts == ["link", LATE, GONE]
    assert _audited(record)[-1][-1] == f"link; {LATE}; {GONE}"


def test_a_pick_of_the_winner_itself_changes_no_doubt(record: Record) -> None:
    """They are about it."""
    row = reviewed(record)
    row.doubts = ["crude word", LATE]
    decisions.pick(record, 1, "1", MARIA)

    assert row.doubts == ["crude word", LATE]


def test_the_note_of_a_reading_is_one_of_its_doubts(record: Record) -> None:
    """Whatever its words are."""
    row = reviewed(record)
    reading = record.comments.last_reading(1, whole=True)
    assert reading
    reading.note = "the comments were read only as far as the 40th"
    row.doubts = ["link", reading.note]
    decisions.pick(record, 1, "3", MARIA)

    assert row.doubts == [reading.note]
