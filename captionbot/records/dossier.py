"""All that is kept of one contest, in the form in which slips digest it and exports print it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from captionbot.contest.entries import Reason
from captionbot.contest.forgetting import DESTROYED
from captionbot.contest.quoting import quoted
from captionbot.contest.shortened import short_name
from captionbot.contest.slip import Json, derived, instant, read_json
from captionbot.contest.wording import LINE_CUT
from captionbot.facts import credited, zone_of
from captionbot.store.papers import Seen
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow, Contest, Decision, Reading, Slip
from captionbot.store.utterances import Outcome

Salts = Callable[[str], str | None]
"""Gives a comment's salt by its id."""
"""The salt of a record that can be proved no more."""
RUNNERS_UP = 12
"""So many entries below the winner may be looked for in an announcement."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A comment as it is kept."""

    n: int
    record: Json
    """With its salt, once it has one."""
    verdict: Json
    sealed: bool
    """Nothing public names or quotes it."""
    erased: bool
    """Its words and name are gone for good."""

    @property
    def destroyed(self) -> bool:
        """Whether its salt is gone, so that its record can't be proved: erased, or a reason in it was struck."""
        return bool(self.record["salt"] == DESTROYED)


@dataclass(frozen=True)
class Dossier:
    """One contest and its newest slip, if it has one; what stands there is read as it is asked for."""

    record: Record
    contest: Contest
    slip: Slip | None
    until: datetime
    """What was seen later is left aside: the hour of the slip, or now."""

    @classmethod
    def of(cls, record: Record, contest: Contest, now: datetime) -> "Dossier":
        """With the newest slip of a contest, and everything as it was when that was made."""
        slips = record.papers.slips(contest.number)
        return cls(record, contest, slips[-1] if slips else None, slips[-1].made_at if slips else now)

    @property
    def zone(self) -> ZoneInfo:
        """In which people are told its hours."""
        return zone_of(self.contest)

    @cached_property
    def body(self) -> Json | None:
        """What its newest slip says."""
        return None if self.slip is None else read_json(self.slip.body.encode())

    @cached_property
    def readings(self) -> Sequence[Reading]:
        """Every reading."""
        return self.record.papers.readings(self.contest.number)

    @cached_property
    def decisions(self) -> Sequence[Decision]:
        """Every decision, or those that its slip tells of."""
        known = {one["number"] for one in self.body["decisions"]} if self.body else None
        return [
            one for one in self.record.papers.decisions(self.contest.number) if known is None or one.number in known
        ]

    @cached_property
    def in_order(self) -> list[str]:
        """The ids of its comments; the first is line 1."""
        return self.record.papers.written_in_order(self.contest.number)

    @cached_property
    def lines(self) -> Mapping[str, int]:
        """The line of each comment, by its id."""
        return {comment_id: n for n, comment_id in enumerate(self.in_order, start=1)}

    @cached_property
    def left_out_by_staff(self) -> Mapping[str, Json]:
        """Who left a comment out and why, by its id."""
        rows = self.record.staff.disqualified(self.contest.number)
        return {
            one: {"by": row.by, "because": row.because, "at": instant(row.at)}
            for one, row in rows.items()
            if row.at <= self.until
        }

    def comments(self) -> Iterator[Kept]:
        """Every comment, in the order of its line."""
        rows = self.record.papers.with_texts(self.contest.number, self.in_order)
        for n, (row, texts) in enumerate(rows, start=1):
            yield Kept(n, self._record(n, row, texts), _verdict(row), row.sealed_at is not None, row.salt == DESTROYED)

    def _record(self, n: int, row: CommentRow, texts: Sequence[Seen]) -> Json:
        gone = row.withdrawn_at is not None and row.withdrawn_at <= self.until
        return {
            "n": n,
            "comment_id": row.comment_id,
            "graph_id": row.graph_id,
            "permalink": row.permalink,
            "created_at": instant(row.created_at),
            "entrant_id": row.entrant_id,
            "name": row.entrant_name,
            "text": self._counted_text(row, texts),
            "texts": [
                {"text": one.text, "seen_at": instant(one.seen_at)} for one in texts if one.seen_at <= self.until
            ],
            "votes": row.votes if row.counted_votes is None else row.counted_votes,
            "parent_id": row.parent_id,
            "hidden": row.reason == Reason.HIDDEN if row.verdict else row.hidden,
            "tags": row.tags,
            "attachment": row.attachment,
            "first_seen_at": instant(row.first_seen_at),
            "withdrawn_at": instant(row.withdrawn_at) if gone else None,
            "flags": row.flags or [],
            "marks": row.marks or [],
            "left_out": self.left_out_by_staff.get(row.comment_id),
            "salt": DESTROYED if row.salt is None and self.slip else row.salt,
        }

    def _counted_text(self, row: CommentRow, texts: Sequence[Seen]) -> str:
        """Its words at the reading that counts, whatever was seen of it later."""
        counted = self._counted_reading
        at_close = [one.text for one in texts if counted is not None and one.reading <= counted]
        return at_close[-1] if at_close else row.text

    @cached_property
    def _counted_reading(self) -> int | None:
        hour = self.contest.votes_at
        return next((one.id for one in reversed(self.readings) if one.closing and one.begun_at == hour), None)

    def salt_of(self, comment_id: str) -> str | None:
        """What a comment's record is salted with; None where it has no salt yet, empty where it has it no longer."""
        row = self.record.comments.get(self.contest.number, comment_id)
        return DESTROYED if row is None or (row.salt is None and self.slip) else row.salt

    def decided(self, salt_of: Salts) -> Iterator[tuple[Decision, Json | None]]:
        """Each decision with its record: by whom, why, and the words announced; None where those are destroyed."""
        for one in self.decisions:
            salt = salt_of(one.comment_id)
            yield one, None if salt == DESTROYED else self._decided(one, salt)

    def _decided(self, one: Decision, salt: str | None) -> Json:
        return {
            "number": one.number,
            "comment_id": one.comment_id,
            "by": one.by,
            "because": one.because,
            "caption": one.caption,
            "name": one.winner,
            "said_caption": one.said_caption,
            "said_name": one.said_name,
            "salt": salt and derived(salt, f"decision {one.number}"),
        }

    def announced(self, salt_of: Salts) -> Iterator[tuple[CommentRow, Json]]:
        """What a public copy prints: each caption that was announced, its name shortened; the winner first."""
        for row, caption, name in self.named():
            salt = salt_of(row.comment_id)
            if salt:
                shown = {"n": self.lines[row.comment_id], "caption": caption, "name": short_name(name)}
                yield row, shown | {"salt": derived(salt, "announced")}

    def named(self) -> list[tuple[CommentRow, str, str | None]]:
        """Whoever was announced, with caption and name; the winner first. Nobody where that was taken back."""
        said = self._said_aloud()
        won = next((one for one in self.decisions if one.number == self.contest.decision), None)
        if won is None or not said:
            return []
        winner = self.record.comments.get(self.contest.number, won.comment_id)
        named = [(winner, credited(won).caption, credited(won).name)] if winner else []
        rank = winner.rank if winner else None
        below = self.record.papers.ranked_below(self.contest.number, rank, RUNNERS_UP)
        behind = [row for row in below if row is not winner and _is_in(row.text, said)]
        return named + [(row, row.text, row.entrant_name) for row in behind]

    def _said_aloud(self) -> str:
        """What was announced of the decision in force; empty where nothing was, or it was taken back."""
        if self.contest.stage != "announced":
            return ""
        said = [one for one in self.record.utterances.of_contest(self.contest.number) if one.outcome == Outcome.SAID]
        return "\n".join(one.text for one in said if one.decision == self.contest.decision)


def _verdict(row: CommentRow) -> Json:
    return {"verdict": row.verdict, "reason": row.reason, "rank": row.rank}


def _is_in(caption: str, said: str) -> bool:
    """Whether a caption stands in what was said, between quotation marks and cut as it is there."""
    return quoted(caption, LINE_CUT) in said
