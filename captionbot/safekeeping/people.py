"""What staff said of people: whom they left out, who is one of theirs, and who asked to be forgotten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from captionbot import forgetting
from captionbot.contest.stages import Stage
from captionbot.decisions import Word
from captionbot.decisions.leaving_out import rank_again
from captionbot.safekeeping.brakes import LEFT_OUT, goes_on, hold_again, known_contests
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Disqualified, Forgotten, OneOfOurs

OURS = "staff had marked others as one of ours"


@dataclass(frozen=True, slots=True)
class SaidOfPeople:
    """As it stands in a record."""

    left_out: Mapping[str, Sequence[Disqualified]]
    """By slot."""
    ours: Mapping[str, OneOfOurs]
    forgotten: Sequence[Forgotten]

    @classmethod
    def of(cls, record: Record) -> Self:
        """From the record that is about to be exchanged."""
        left_out = {row.slot_key: list(record.staff.disqualified(row.number).values()) for row in record.contests.all()}
        return cls(left_out, record.staff.ours(), record.papers.forgotten())

    def leave_out_again(self, record: Record, word: Word) -> list[int]:
        """Leave out whom staff had left out, and nobody else; gives the contests that wait for a person therefore."""
        marked = self._mark_ours(record)
        contests = [(row, self.left_out[key]) for key, row in known_contests(record).items() if key in self.left_out]
        changed = [contest for contest, rows in contests if _disqualify(record, contest, rows)]
        for contest, _ in contests if marked else ():
            rank_again(record, contest, word.at, OURS)
        for contest in changed:
            rank_again(record, contest, word.at, LEFT_OUT)
        return [
            hold_again(one, LEFT_OUT) for one in changed if one.stage in {Stage.OPEN, Stage.REVIEW} and goes_on(one)
        ]

    def _mark_ours(self, record: Record) -> bool:
        """Whether anybody had been marked, or was no longer."""
        before = record.staff.ours()
        for entrant_id in before.keys() - self.ours.keys():
            record.staff.unmark_ours(entrant_id)
        new = [row for entrant_id, row in self.ours.items() if entrant_id not in before]
        for row in new:
            record.staff.mark_ours(row.entrant_id, row.name, row.by, row.at)
        return bool(new) or before.keys() != self.ours.keys()

    def forget_again(self, record: Record, word: Word) -> tuple[int, int]:
        """Do again what was asked for since; gives how many comments are sealed, and how many are erased."""
        before = record.papers.forgotten()
        if gone := {row.digest for row in before} - {row.digest for row in self.forgotten}:
            freed = {row.contest for row in record.people.unseal(gone)}
            for number in freed:
                rank_again(record, record.contests.get(number), word.at, forgetting.BACK)
        known = {(row.digest, row.erased_at is not None) for row in before}
        new = [row for row in self.forgotten if (row.digest, row.erased_at is not None) not in known]
        for row in new:
            record.papers.forget(_copied(row))
        return forgetting.forget_again(record, word) if new else (0, 0)


def _disqualify(record: Record, contest: Contest, rows: Sequence[Disqualified]) -> bool:
    """Leave out these entries and no others; whether that changes anything."""
    before = {comment_id: row.reason for comment_id, row in record.staff.disqualified(contest.number).items()}
    if before == {row.comment_id: row.reason for row in rows}:
        return False
    for comment_id in before:
        record.staff.readmit(contest.number, comment_id)
    for row in rows:
        kept = {name: getattr(row, name) for name in ("comment_id", "reason", "because", "by", "at")}
        record.staff.disqualify(Disqualified(contest=contest.number, **kept))
    return True


def _copied(row: Forgotten) -> Forgotten:
    """The same in this transaction."""
    names = ("digest", "salt", "what", "by", "at", "because", "erased_at")
    return Forgotten(**{name: getattr(row, name) for name in names})
