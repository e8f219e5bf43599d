"""A result slip for each ending of a contest, made by the tick in which it ended."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from captionbot import decisions
from captionbot.contest.entries import Reason
from captionbot.contest.slip import Verdict, read_json, sha256_of
from captionbot.contest.stages import Stage
from captionbot.errors import NotNow
from captionbot.facts import terms_as_kept
from captionbot.judging import retally
from captionbot.records import slips
from captionbot.records.ending import endings_without_slip
from captionbot.records.proving import check_contest
from captionbot.records.slips import make_slip
from captionbot.store.record import Record
from captionbot.store.schema import CommentText, Disqualified, Slip
from tests.contest.made import CLOSES, TERMS, comment
from tests.rooms.made import MARIA, reviewed, said_post
from tests.rooms.week import Week
from tests.store.made import ANNOUNCES, HOUR, decision, utterance

NOW = ANNOUNCES + HOUR


def made(record: Record, number: int = 1) -> Slip:
    """The slip of a contest, made now."""
    return make_slip(record, number, NOW)


def checked(record: Record, number: int = 1) -> Verdict:
    """What checking a contest's slip shows; the chain holds."""
    found = check_contest(record, number, NOW)
    assert not found.problems
    return found.verdicts[0]


def ended(record: Record, stage: Stage = Stage.ANNOUNCED) -> None:
    """A contest that has gone through its review and ended."""
    row = reviewed(record)
    row.stage = stage


def test_the_tick_that_announces_makes_the_slip(review: Week) -> None:
    """Once, whatever ticks come after; and the result follows from the record."""
    for minutes in range(3):
        review.tick(ANNOUNCES + timedelta(minutes=minutes))

    with review.store.view() as record:
        (slip,) = record.papers.slips()
        found = checked(record)
    body = read_json(slip.body.encode())
    assert (slip.number, slip.contest, slip.why, slip.before) == (1, 1, "announced", "")
    assert [one["votes"] for one in body["comments"]] == [9, 5, 2]
    assert {one["kind"]: one["outcome"] for one in body["said"]}["announcement"] == "said"
    assert (found.ok, found.withheld, found.named, found.won, found.by_staff) == (True, 0, 1, 1, False)


def test_no_word_and_no_name_stands_in_a_slip(review: Week) -> None:
    """It may be shown to anybody, and outlives everybody's leaving."""
    review.tick(ANNOUNCES)

    with review.store.view() as record:
        body = record.papers.slips()[0].body
    assert "Caption number" not in body
    assert "Fan 1" not in body
    assert "fan-1" not in body


def test_each_ending_has_one_slip(record: Record) -> None:
    """An announcement, its correction and its being taken back make three, each with the digest of the one before."""
    ended(record)
    row = record.contests.get(1)
    first = made(record)
    assert endings_without_slip(record) == []
    row.approved_at = None
    record.contests.decide(row, decision(kind="pick", comment_id="2", votes=5, by="maria", because="a typo", at=NOW))
    assert endings_without_slip(record) == [1]
    second = made(record)
    row.stage = Stage.RETRACTED
    third = made(record)

    assert [one.why for one in (first, second, third)] == ["announced", "corrected", "retracted"]
    assert [one.before for one in (first, second, third)] == ["", first.digest, second.digest]
    assert endings_without_slip(record) == []
    assert checked(record).ok


def said_of(record: Record, kind: str, number: int | None, target: str = "") -> None:
    """Something public that names the winner of a decision."""
    words = record.utterances.intend(utterance(kind=kind, decision=number, target=target))
    record.utterances.said(words, f"9_7{number}", NOW)


@pytest.mark.parametrize(
    ("kind", "left", "why"),
    [
        ("announcement", False, "corrected"),
        ("announcement", True, "corrected"),
        ("reply", False, "corrected"),
        ("reply", True, "announced"),
    ],
)
def test_a_correction_is_one_without_a_slip_before_it(record: Record, *, kind: str, left: bool, why: str) -> None:
    """As after an upgrade: it goes by what was public; a reply is gone with the comment of who left meanwhile."""
    ended(record)
    row, first = record.contests.get(1), record.comments.get(1, "1")
    assert first is not None
    first.withdrawn_at = NOW if left else None
    said_of(record, kind, row.decision, first.graph_id)
    record.contests.decide(row, decision(kind="pick", comment_id="2", votes=5, by="maria", because="a typo", at=NOW))
    said_of(record, "announcement", row.decision)

    assert made(record).why == why
    assert endings_without_slip(record) == []


def test_what_has_not_ended_has_no_slip(record: Record) -> None:
    """A contest in review is still open to staff's word; one that was never posted has no result."""
    reviewed(record)
    said_post(record, slot_key="2026-W49", stage=Stage.MISSED)

    assert endings_without_slip(record) == []
    with pytest.raises(NotNow, match="no result slip yet: it is review"):
        check_contest(record, 1, NOW)


def test_a_contest_called_off_early_has_a_slip(record: Record) -> None:
    """Without votes there is no result to count again."""
    row = said_post(record)
    reading = record.comments.begin_reading(row.number, CLOSES - HOUR)
    record.comments.keep(row.number, reading.id, [comment(1, votes=3)], CLOSES - HOUR)
    decisions.void(record, 1, MARIA)
    made(record)

    found = checked(record)
    assert (found.ok, found.recounted, found.comments, found.won) == (True, False, 1, None)


def test_an_override_is_shown_as_one(record: Record) -> None:
    """Who the votes would have named, beside whom staff chose."""
    reviewed(record)
    decisions.pick(record, 1, "2", MARIA)
    record.contests.get(1).stage = Stage.ANNOUNCED
    made(record)

    found = checked(record)
    assert (found.ok, found.named, found.won, found.by_staff, found.overridden) == (True, 1, 2, True, True)


def test_a_winner_who_left_is_followed_by_the_next(record: Record) -> None:
    """The tally's second decision names the first who was still there."""
    row = reviewed(record)
    gone = record.comments.get(1, "1")
    assert gone is not None
    gone.withdrawn_at = NOW
    record.contests.decide(row, decision(comment_id="2", votes=5, because="the winner is gone", at=NOW))
    row.stage = Stage.ANNOUNCED
    made(record)

    found = checked(record)
    assert (found.ok, found.named, found.won) == (True, 1, 2)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("text", "Another caption"),
        ("entrant_name", "Somebody Else"),
        ("counted_votes", 10),
        ("flags", ["link"]),
        ("salt", "0" * 32),
    ],
)
def test_a_changed_record_is_found(record: Record, column: str, value: object) -> None:
    """Whoever touches the database afterwards can't hide it."""
    ended(record)
    made(record)
    row = record.comments.get(1, "2")
    assert row is not None
    assert getattr(row, column) != value
    setattr(row, column, value)
    if column == "text":
        record._session.execute(update(CommentText).where(CommentText.comment_id == "2").values(text=value))

    assert "record of comment 2 is not what it was" in check_contest(record, 1, NOW).verdicts[0].problems[0]


def test_words_seen_later_change_no_slip(record: Record) -> None:
    """The winner's comment may be edited after all is said; what counted was what stood there."""
    ended(record)
    made(record)
    record.comments.seen_again(1, comment(1, "Edited since", votes=9), NOW + HOUR)

    assert checked(record).ok


def test_a_decision_that_was_touched_is_found(record: Record) -> None:
    """Staff's own words are in the chain as well."""
    ended(record)
    made(record)
    one = record.contests.decision(record.contests.get(1))
    assert one is not None
    one.because = "because we like it"

    assert "record of decision 1 is not what it was" in check_contest(record, 1, NOW).verdicts[0].problems[0]


def test_a_broken_chain_is_found(record: Record) -> None:
    """A slip that was taken out, or rewritten, breaks it for every contest."""
    ended(record)
    first = made(record)
    record.contests.get(1).stage = Stage.RETRACTED
    second = made(record)
    first.body = first.body.replace('"votes":9', '"votes":8')
    found = check_contest(record, 1, NOW)
    assert found.problems == ["Slip no. 1 (contest no. 1) is not what it was."]
    second.before = "0" * 64
    found = check_contest(record, 1, NOW)

    assert "Slip no. 2 doesn't follow the one before it in the chain." in found.problems
    assert not found.ok


def test_a_slip_that_stands_for_another_contest_is_found(record: Record) -> None:
    """Two that are exchanged have digests as they should be, and lie all the same."""
    said_post(record, stage=Stage.VOID)
    said_post(record, slot_key="2026-W49", stage=Stage.VOID)
    made(record)
    made(record, 2)
    record._session.execute(update(Slip).values(contest=3 - Slip.contest))
    record._session.expire_all()

    for number in (1, 2):
        found = check_contest(record, number, NOW)
        assert "Slip no. 1 says of itself another contest, ending, number or slip before it." in found.problems


def test_a_slip_that_is_none_is_found(record: Record) -> None:
    """Though its digest was written anew."""
    ended(record)
    slip = made(record)
    slip.body, slip.digest = "{}", sha256_of(b"{}")
    found = check_contest(record, 1, NOW)

    assert found.verdicts[0].problems == ("That is no slip as captionbot makes them.",)
    assert found.problems == ["Slip no. 1 says of itself another contest, ending, number or slip before it."]


def test_a_destroyed_record_is_withheld(record: Record) -> None:
    """With its salt gone nobody can prove what it was; the chain and the result hold, now and in later slips."""
    ended(record)
    made(record)
    row = record.comments.get(1, "2")
    assert row is not None
    row.salt, row.text, row.entrant_name, row.entrant_id = "", "", None, None
    assert (checked(record).ok, checked(record).withheld) == (True, 1)
    record.contests.get(1).stage = Stage.RETRACTED
    made(record)

    assert (checked(record).ok, checked(record).withheld) == (True, 1)


def test_every_comment_keeps_its_salt(record: Record) -> None:
    """Each has one of its own, and a later slip takes the same."""
    ended(record)
    made(record)
    record._session.expire_all()
    salts = [row.salt for row in record.comments.of_contest(1)]
    record.contests.get(1).stage = Stage.RETRACTED
    made(record)
    record._session.expire_all()

    assert len({*salts}) == 4
    assert None not in salts
    assert [row.salt for row in record.comments.of_contest(1)] == salts


def test_many_comments_are_salted_some_at_a_time(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """A viral thread needs no more memory than another."""
    monkeypatch.setattr(slips, "AT_A_TIME", 2)
    ended(record)
    made(record)

    assert checked(record).ok


def test_comments_of_one_instant_stand_by_their_ids(record: Record) -> None:
    """The lower id first, as numbers: 9 before 10."""
    row = said_post(record)
    reading = record.comments.begin_reading(row.number, CLOSES)
    record.comments.keep(row.number, reading.id, [comment(10), comment(9), comment(100)], CLOSES)
    record._session.flush()

    assert record.papers.written_in_order(1) == ["9", "10", "100"]
    assert [one.comment_id for one, _ in record.papers.with_texts(1, ["100", "9"])] == ["100", "9"]


def test_what_was_announced_is_known_for_the_public_copy(record: Record) -> None:
    """The winner and the runners-up that stand in the announcement, and nobody else."""
    ended(record)
    row = record.contests.get(1)
    text = "“Caption number 1” wins. Runner-up: “Caption number 2”"
    said = record.utterances.intend(utterance(kind="announcement", decision=row.decision, text=text))
    record.utterances.said(said, "9_77", NOW)
    body = read_json(made(record).body.encode())

    assert [one["n"] for one in body["announced"]] == [1, 2]
    assert checked(record).ok


def test_a_winner_with_too_few_entries_left_is_proved_by_a_yes(record: Record) -> None:
    """Staff left others out until the votes alone would name nobody, and said yes to the first all the same."""
    row = reviewed(record, terms=terms_as_kept(replace(TERMS, min_entries=3)))
    for comment_id in ("2", "3"):
        left_out = {"reason": str(Reason.CRUDE), "because": "", "by": "maria", "at": NOW}
        record.staff.disqualify(Disqualified(contest=1, comment_id=comment_id, **left_out))
    retally(record, row)
    row.approved_at, row.stage = NOW, Stage.ANNOUNCED
    made(record)

    found = checked(record)
    assert (found.ok, found.named, found.won, found.by_staff) == (True, None, 1, False)
