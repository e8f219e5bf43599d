"""What is erased is gone: out of every row, for every later reading, and only when nothing keeps it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from captionbot import decisions
from captionbot.contest.entries import Reason
from captionbot.contest.stages import Stage
from captionbot.decisions import Word
from captionbot.decisions.leaving_out import disqualify
from captionbot.errors import NotNow
from captionbot.forgetting import forget, meant, person
from captionbot.judging import close
from captionbot.records.proving import check_contest
from captionbot.records.slips import make_slip
from captionbot.settings import Settings
from captionbot.store.record import Record
from captionbot.store.schema import CommentText, Contest
from captionbot.store.utterances import Kind
from tests.contest.made import CLOSES
from tests.rooms.asking import HORSES, LATER, LEADER, SECOND, THIRD, announced, by, everything, forgotten, row_of
from tests.rooms.conftest import SettingsWith
from tests.rooms.made import read, reviewed, said_post
from tests.store.made import ANNOUNCES, HOUR, utterance


@pytest.fixture
def settings(settings_with: SettingsWith) -> Settings:
    """The settings that most will have."""
    return settings_with()


def test_what_is_erased_is_in_no_row_of_the_record(record: Record, settings: Settings) -> None:
    """Texts old and new, names, ids, what we said, what staff were told and noted, and their reasons."""
    row = announced(record)
    later = replace(LEADER, text="Ann's second thoughts, and they are long.")
    reading = record.comments.begin_reading(1, CLOSES)
    record.comments.keep(1, reading.id, [later], CLOSES)
    decision = record.contests.decision(row)
    assert decision is not None
    decision.because, decision.said_caption, decision.said_name = "Lee made us laugh", "They promised.", "Annie"
    record.staff.note(CLOSES, "bob", "approve", contest=1, comment_id="1", detail="Ann Lee it is")
    row.doubts, row.note = [f"tallied “{HORSES}”"], "Ann Lee's"
    record.staff.mark_ours("ann-lee", "Ann Lee", "bob", CLOSES)
    done = forgotten(record, settings, erase=True)

    left = everything(record)
    for words in ("Ann", "Lee", "Annie", "ann-lee", "milkshake", "second thoughts", "They promised", "9_1"):
        assert words not in left, words
    assert done.erased
    assert "Two stallions, one stall." in left
    assert "Bea Lane" in left
    texts = record._session.query(CommentText).filter_by(comment_id="1").all()
    assert [one.text for one in texts] == ["", ""]


def test_what_is_about_no_contest_is_struck_too(record: Record, settings: Settings) -> None:
    """Why staff paused, in the pause itself and in the audit; and whom they had marked as theirs."""
    announced(record)
    record.staff.pause("dana", "Ann Lee complained", CLOSES)
    record.staff.note(CLOSES, "dana", "ours", detail="Ann Lee (ann-lee)")
    forgotten(record, settings)
    forgotten(record, settings, erase=True)

    assert "Ann Lee" not in everything(record)
    assert "ann-lee" not in everything(record)
    assert [one.because for one in record.staff.pauses()] == ["(erased) complained"]


def test_a_part_of_a_name_stays_in_anothers_name(record: Record, settings: Settings) -> None:
    """Bo Lee is somebody else, also in a reason about Ann's caption."""
    row = reviewed(record, LEADER, SECOND, by(4, "Neigh.", "Bo Lee"))
    decision = record.contests.decision(row)
    assert decision is not None
    decision.because = "Bo Lee is staff, so Lee's it is"
    row.stage = Stage.VOID
    record._session.flush()
    forgotten(record, settings, erase=True)

    assert decision.because == "Bo Lee is staff, so (erased)'s it is"


def test_numbers_outlive_an_erasure(record: Record, settings: Settings) -> None:
    """Votes, verdict, rank and who won by number: the slip rests on them, and on a salt that is gone."""
    row = announced(record)
    before = row_of(record)
    kept = (before.votes, before.counted_votes, before.verdict, before.rank, before.created_at)
    forgotten(record, settings, erase=True)

    erased = row_of(record)
    assert (erased.votes, erased.counted_votes, erased.verdict, erased.rank, erased.created_at) == kept
    assert (erased.salt, erased.sealed_at, row.stage, row.decision) == ("", LATER, Stage.ANNOUNCED, 1)
    decision = record.contests.decision(row)
    assert decision is not None
    assert (decision.comment_id, decision.caption, decision.winner) == ("1", "(erased)", None)
    last = record.utterances.of_contest(1)[-1].text
    assert last == "The winner is “(erased)” by (erased).\n“Two stallions, one stall.” — Bea Lane"
    assert record.utterances.post_of(1).text.startswith("What's the caption?")


@pytest.mark.parametrize("author", ["ann-lee", None])
def test_no_later_reading_brings_back_what_was_erased(record: Record, settings: Settings, author: str | None) -> None:
    """A restored backup may have the contest read once more; not even where Facebook withholds the author by then."""
    row = announced(record)
    forgotten(record, settings, erase=True)
    shown = replace(LEADER, entrant_id=author, votes=12)
    row.stage = Stage.OPEN
    read(record, row, shown, SECOND)
    record.comments.keep_other_texts(1, [shown], CLOSES)
    record.comments.seen_again(1, shown, CLOSES)

    assert (row_of(record).text, row_of(record).votes, row_of(record).entrant_name) == ("", 12, None)
    assert "milkshake" not in everything(record)
    assert "Ann" not in everything(record)


def test_whoever_was_erased_can_not_come_back_in_another_contest(record: Record, settings: Settings) -> None:
    """What they write there is kept as a number that was left out, without words or name."""
    announced(record)
    forgotten(record, settings, erase=True)
    row = said_post(record, slot_key="2026-W49", marker="Another day")
    close(record, row, read(record, row, by(7, "It is me again!", "Ann Lee", 90), by(8, "Neigh bother.", "Dee")), LATER)
    record._session.flush()

    came = row_of(record, "7", 2)
    assert (came.text, came.entrant_id, came.reason, came.votes) == ("", None, "the entrant asked", 90)
    decision = record.contests.decision(row)
    assert decision is not None
    assert decision.comment_id == "8"
    assert "me again" not in everything(record)


def _open(record: Record, row: Contest) -> None:
    said_post(record, slot_key="2026-W49", marker="Another day", slot_at=row.slot_at)
    read(record, record.contests.get(2), replace(LEADER, comment_id="9"))


def _keep(_: Record, row: Contest) -> None:
    row.kept_by, row.kept_because = "dana", "a lawsuit"


def _withdrawing(record: Record, row: Contest) -> None:
    row.stage = Stage.RETRACTED
    record.utterances.intend(utterance(kind=Kind.WITHDRAWN_REPLY, decision=1, text="Withdrawn."))
    record._session.flush()


@pytest.mark.parametrize(
    ("stop", "why"),
    [
        (_keep, r"contest no\. 1 is kept, says dana \(a lawsuit\), `captionbot keep 1 --undo`"),
        (_open, r"contest no\. 2 has not ended"),
        (_withdrawing, r"the result of contest no\. 1 is still being taken back"),
    ],
)
def test_what_must_be_kept_is_not_erased(
    record: Record, settings: Settings, stop: Callable[[Record, Contest], None], why: str
) -> None:
    """Which contest, and why; nothing of it is sealed or written down by the way."""
    stop(record, announced(record))

    with pytest.raises(NotNow, match=why) as refused:
        forgotten(record, settings, erase=True)
    assert refused.value.do == "Without --erase it is sealed now, and can be erased later."
    assert (record.papers.forgotten(), row_of(record).text) == ([], HORSES)


def test_the_retention_period_stands_in_the_way_until_its_last_day(record: Record, settings_with: SettingsWith) -> None:
    """Counted from the announcement, and named in the Page's own days."""
    announced(record)
    settings = settings_with("RETENTION_DAYS=30\n")

    with pytest.raises(NotNow, match=r"contest no\. 1 is kept until Thursday 31 December 2026 \(RETENTION_DAYS\)"):
        forgotten(record, settings, erase=True)
    [writer] = meant(record, "Ann Lee")
    on_the_day = Word("dana", ANNOUNCES + 30 * 24 * HOUR, "x")
    assert forget(record, settings, person(record, writer), on_the_day, erase=True).erased


# the proof


def _left_out(record: Record) -> None:
    disqualify(record, "3", Reason.COPIED, Word("dana", CLOSES + HOUR, "copied from Ann Lee"), number=1)


def _picked(record: Record) -> None:
    decisions.pick(record, 1, "2", Word("dana", CLOSES + HOUR, "funnier than Ann Lee's"))


@pytest.mark.parametrize(("reason", "other"), [(_left_out, "3"), (_picked, "2")])
def test_a_result_still_holds_where_a_reason_about_somebody_else_named_them(
    record: Record, settings: Settings, reason: Callable[[Record], None], other: str
) -> None:
    """The reason stands in the other one's salted record: that counts as withheld, and a later slip proves it again."""
    row = reviewed(record, LEADER, SECOND, THIRD)
    reason(record)
    record._session.flush()
    row.stage = Stage.ANNOUNCED
    make_slip(record, 1, LATER)
    assert check_contest(record, 1, LATER).ok
    forgotten(record, settings, erase=True)

    [proved] = check_contest(record, 1, LATER).verdicts
    assert (proved.problems, proved.recounted, proved.withheld) == ((), True, 2)
    assert (row_of(record).salt, row_of(record, other).salt, row_of(record, other).sealed_at) == ("", None, None)
    assert "Ann Lee" not in everything(record)
    row.stage = Stage.RETRACTED
    make_slip(record, 1, LATER + HOUR)
    [proved] = check_contest(record, 1, LATER + HOUR).verdicts
    assert (proved.problems, proved.withheld) == ((), 1)
