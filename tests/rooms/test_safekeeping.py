"""What outlives a restore: staff's word since the backup, about people and about results."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest

from captionbot.contest.entries import Reason
from captionbot.contest.stages import Stage
from captionbot.decisions import Word
from captionbot.decisions.correcting import retract
from captionbot.decisions.leaving_out import disqualify, mark_ours, readmit, unmark_ours
from captionbot.decisions.winner import chosen
from captionbot.forgetting import forget, meant, person, unseal, writer_of
from captionbot.safekeeping import Restored, restore
from captionbot.settings import Settings
from captionbot.store.backup import opened_backup, write_backup
from captionbot.store.database import Store, make_store, open_store
from captionbot.store.record import Record
from captionbot.store.schema import Contest
from captionbot.store.utterances import Kind, Outcome
from tests.contest.made import PAGE
from tests.rooms.asking import DANA, HORSES, LEADER, SECOND, THIRD, row_of
from tests.rooms.conftest import SettingsWith
from tests.rooms.made import read, reviewed, said_post
from tests.store.made import ANNOUNCES, HOUR, POST_AT, SLOT, decision, utterance

RESTORED = Word("ops", ANNOUNCES + 2 * HOUR, "")
T = TypeVar("T")
Act = Callable[[Record], object]


class Kept:
    """A record in a file, of which a backup is made, and that goes on."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        """Nothing has happened yet."""
        self.settings = settings.model_copy(update={"database_url": f"sqlite:///{folder / 'captionbot.db'}"})
        self.folder = folder
        with closing(make_store(self.settings.database_url, PAGE)) as store, store.transaction() as record:
            record.begin_page(SLOT, POST_AT)

    def do(self, *acts: Act) -> "Kept":
        """Something happens."""
        with closing(self._store()) as store, store.transaction() as record:
            for act in acts:
                act(record)
        return self

    def back_up(self) -> "Kept":
        """Somebody makes a backup."""
        with closing(self._store()) as store:
            write_backup(store, self.folder / "backup.db")
        return self

    def restore(self) -> Restored:
        """It is brought back."""
        with opened_backup(self.folder / "backup.db", PAGE) as backup:
            return restore(self.settings, backup, self.folder, RESTORED)

    def seen(self, look: Callable[[Record], T]) -> T:
        """What the record shows now."""
        with closing(self._store()) as store, store.view() as record:
            return look(record)

    def forget(self, *, erase: bool) -> Act:
        """Ann asks to be forgotten."""
        return lambda record: forget(
            record, self.settings, person(record, meant(record, "Ann Lee")[0]), DANA, erase=erase
        )

    def contest(self, number: int = 1) -> Contest:
        """A contest as it stands now."""
        return self.seen(lambda record: record.contests.get(number))

    def winner(self) -> str | None:
        """The comment that wins the first contest by the decision in force."""
        decision = self.seen(lambda record: record.contests.decision(record.contests.get(1)))
        return decision.comment_id if decision else None

    def _store(self) -> Store:
        return open_store(self.settings.database_url, PAGE)


@pytest.fixture
def kept(settings_with: SettingsWith, tmp_path: Path) -> Kept:
    """A Page that has begun."""
    return Kept(settings_with(), tmp_path)


def in_review(record: Record) -> None:
    """Ann leads Bea and Cleo."""
    reviewed(record, LEADER, SECOND, THIRD)


def is_open(record: Record) -> None:
    """The three have written, and entries are open."""
    read(record, said_post(record), LEADER, SECOND, THIRD)


def is_announced(record: Record) -> None:
    """Ann has won, by a reply that stands on the Page."""
    row = record.contests.get(1)
    said = record.utterances.intend(utterance(kind=Kind.REPLY, decision=1, text="Congratulations!", target="9_1"))
    record.utterances.said(said, "9_77", ANNOUNCES)
    row.stage = Stage.ANNOUNCED


def ann_is_out(record: Record) -> None:
    """Staff leave the leader out."""
    disqualify(record, "1", Reason.COPIED, DANA)


def ann_is_ours(record: Record) -> None:
    """Staff know her."""
    mark_ours(record, "1", DANA)


# who was left out


def test_whom_staff_left_out_stays_left_out(kept: Kept) -> None:
    """In review the next one is proposed, and a person is asked first."""
    kept.do(in_review).back_up().do(ann_is_out)

    assert kept.restore().outlived.held == (1,)
    assert kept.contest().held == "a backup was restored; before that: staff had left out other entries"
    assert kept.winner() == "2"
    [out] = kept.seen(lambda record: record.staff.disqualified(1)).values()
    assert (out.comment_id, out.reason, out.because, out.by) == ("1", "copied", DANA.because, "dana")


def test_whom_staff_took_back_in_takes_part_again(kept: Kept) -> None:
    """The backup's word is older than theirs."""
    kept.do(in_review, ann_is_out).back_up().do(lambda record: readmit(record, "1", DANA))

    assert kept.restore().outlived.held == (1,)
    assert kept.winner() == "1"
    assert kept.seen(lambda record: record.staff.disqualified(1)) == {}


def test_before_the_close_it_holds_from_the_close_on(kept: Kept) -> None:
    """The contest waits for a person, so that nobody need remember."""
    kept.do(is_open).back_up().do(ann_is_out)

    assert kept.restore().outlived.held == (1,)
    assert list(kept.seen(lambda record: record.staff.disqualified(1))) == ["1"]


def test_where_nothing_was_said_since_nothing_is_held(kept: Kept) -> None:
    """An entry that was left out before the backup is left out in it."""
    kept.do(in_review, ann_is_out, ann_is_ours).back_up()

    outlived = kept.restore().outlived
    assert (outlived.held, outlived.retracted, outlived.sealed, outlived.erased) == ((), (), 0, 0)
    assert kept.winner() == "2"


def test_a_contest_without_the_entries_left_out_waits_where_the_backup_never_knew_it(kept: Kept) -> None:
    """Taken up from the Page, nobody would remember whom staff had left out."""
    kept.back_up().do(in_review, ann_is_out)

    [why] = kept.restore().outlived.pauses
    assert why.endswith("(Friday 27 November 2026: staff had left out other entries)")


@pytest.mark.parametrize(("before", "after", "wins"), [((), (ann_is_ours,), "2"), ((ann_is_ours,), None, "1")])
def test_one_of_ours_is_as_staff_said_last(
    kept: Kept, before: tuple[Act, ...], after: tuple[Act, ...] | None, wins: str
) -> None:
    """Marked since, or taken back since: the tally follows, and whoever leads then waits for a person."""
    kept.do(in_review, *before).back_up().do(*(after or (lambda record: unmark_ours(record, "1", DANA),)))
    kept.restore()

    assert kept.winner() == wins
    assert kept.contest().doubts[0] == "staff had marked others as one of ours, and another entry leads"


# results


def retract_it(record: Record) -> None:
    """Staff take the result back."""
    retract(record, 1, Word("dana", ANNOUNCES + HOUR, "the wrong photo"))


def test_what_was_taken_back_stays_so(kept: Kept) -> None:
    """The photo takes no slot again; what the Page says of it is looked for, and written where it isn't there."""
    kept.do(in_review, is_announced).back_up().do(retract_it)

    assert kept.restore().outlived.retracted == (1,)
    row = kept.contest()
    assert (row.stage, row.never_again, row.note) == (Stage.RETRACTED, True, "retracted by dana: the wrong photo")
    said = kept.seen(lambda record: record.utterances.of_contest(1))
    assert [(one.kind, one.outcome) for one in said[2:]] == [(Kind.WITHDRAWN_REPLY, Outcome.INTENDED)]


@pytest.mark.parametrize("stage", [is_open, in_review])
def test_what_the_backup_knows_at_an_earlier_stage_is_taken_back_too(kept: Kept, stage: Act) -> None:
    """Nothing more is ever said for it."""

    def on(record: Record) -> None:
        if stage is is_open:
            record.contests.get(1).stage = Stage.REVIEW
            record.contests.decide(record.contests.get(1), decision())
        is_announced(record)
        retract_it(record)

    kept.do(stage).back_up().do(on)

    assert kept.restore().outlived.retracted == (1,)
    row = kept.contest()
    assert (row.stage, row.never_again, row.held) == (Stage.RETRACTED, True, "")


def test_a_retracted_contest_that_the_backup_never_knew_is_not_taken_up(kept: Kept) -> None:
    """Its slot is passed by, as that of a contest that was called off."""
    kept.back_up().do(in_review, is_announced, retract_it)
    kept.restore()

    slot = kept.seen(lambda record: record.contests.slot("2026-W48"))
    assert slot is not None
    assert (slot.outcome, slot.note) == (
        "skipped",
        "its result was retracted (retracted by dana: the wrong photo)",
    )
    assert kept.seen(lambda record: record.staff.pauses()) == []


@pytest.mark.parametrize(("named", "told"), [("2", (1,)), ("1", ())])
def test_a_correction_since_is_told(kept: Kept, named: str, told: tuple[int, ...]) -> None:
    """The record names the winner before, the Page the new one; the same winner once more is no correction."""

    def correct(record: Record) -> None:
        row = record.comments.get(1, named)
        assert row is not None
        record.contests.decide(record.contests.get(1), chosen(row, DANA))

    kept.do(in_review, is_announced).back_up().do(correct)

    assert kept.restore().outlived.corrected == told
    notices = [one.do for one in kept.seen(lambda record: record.staff.notices())]
    assert [one.split(". ")[0] for one in notices if "--correct" in one] == [
        f"Say so once more: captionbot pick {n} 2 --because TEXT --correct" for n in told
    ]


def test_what_staff_keep_for_good_stays_kept(kept: Kept) -> None:
    """Or is kept no longer, as they said last."""

    def keep(record: Record) -> None:
        row = record.contests.get(1)
        row.kept_by, row.kept_because = "dana", "a lawsuit"

    kept.do(in_review).back_up().do(keep)
    kept.restore()

    row = kept.contest()
    assert (row.kept_by, row.kept_because) == ("dana", "a lawsuit")


# who asked to be forgotten


def test_whoever_was_sealed_is_sealed_again(kept: Kept) -> None:
    """Also what the backup knows of them under another verdict: the next one steps up."""
    kept.do(in_review).back_up().do(kept.forget(erase=False))

    outlived = kept.restore().outlived
    assert (outlived.sealed, outlived.erased) == (1, 0)
    row = kept.seen(row_of)
    assert (row.text, row.sealed_at is not None, row.reason) == (HORSES, True, "the entrant asked")
    assert kept.winner() == "2"


def test_whoever_was_erased_is_erased_again(kept: Kept) -> None:
    """To the last byte of the database; only the backup itself has it."""
    kept.do(in_review, ann_is_ours).back_up().do(is_announced, kept.forget(erase=True))

    restored = kept.restore()
    assert (restored.outlived.erased, restored.remains) == (1, "")
    assert kept.winner() == "2"
    assert kept.seen(lambda record: record.staff.ours()) == {}
    holding = [file.name for file in kept.folder.iterdir() if b"milkshake" in file.read_bytes()]
    assert holding == ["backup.db"]


@pytest.mark.parametrize("erase", [True, False])
def test_nobody_is_named_beside_a_winner_who_was_forgotten(kept: Kept, erase: bool) -> None:  # noqa: FBT001 - a case
    """The Page has named her; the record, which knew the contest in review, would name the next one."""
    kept.do(in_review).back_up().do(is_announced, kept.forget(erase=erase))

    assert kept.restore().outlived.held == (1,)
    assert "its winner was named on the Page, and has asked to be forgotten" in kept.contest().held


def test_what_was_about_to_be_said_of_them_waits(kept: Kept) -> None:
    """The backup was made in the minutes of the announcement: nobody is named who asked not to be."""

    def announcing(record: Record) -> None:
        text = f"The winner is “{HORSES}” by Ann Lee."
        record.utterances.intend(utterance(kind=Kind.ANNOUNCEMENT, decision=1, text=text))
        record.contests.get(1).stage = Stage.ANNOUNCING

    kept.do(in_review, announcing).back_up().do(is_announced, kept.forget(erase=True))
    kept.restore()

    row = kept.contest()
    assert row.held == "a backup was restored; its winner, or somebody it names, has asked to be forgotten"
    assert [one.text for one in kept.seen(lambda record: record.utterances.of_contest(1))][1:] == [
        "The winner is “(erased)” by (erased)."
    ]


def test_a_seal_that_was_taken_back_since_is_none(kept: Kept) -> None:
    """She takes part, as staff said last."""

    def undo(record: Record) -> None:
        unseal(record, person(record, meant(record, "Ann Lee")[0]), DANA)

    kept.do(in_review, kept.forget(erase=False)).back_up().do(undo)
    kept.restore()

    assert kept.seen(row_of).sealed_at is None
    assert kept.winner() == "1"


def test_whoever_had_asked_before_the_backup_is_forgotten_in_it(kept: Kept) -> None:
    """Nothing need be done again, and nobody is told that it was."""
    kept.do(in_review, kept.forget(erase=False)).back_up()

    assert kept.restore().outlived.sealed == 0
    assert kept.seen(row_of).sealed_at is not None


def test_a_seal_that_became_an_erasure_since_is_an_erasure(kept: Kept) -> None:
    """Also by the number of one comment."""

    def erase(record: Record) -> None:
        record.contests.get(1).stage = Stage.VOID
        forget(record, kept.settings, writer_of(record, ["1"]), DANA, erase=True)

    kept.do(in_review, kept.forget(erase=False)).back_up().do(erase)
    outlived = kept.restore().outlived

    assert (outlived.sealed, outlived.erased) == (0, 1)
    assert kept.seen(row_of).text == ""
