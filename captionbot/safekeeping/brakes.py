"""Staff's brakes: pauses, skipped weeks, and contests that they stopped, took back or keep."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from captionbot.contest.comment import last_segment
from captionbot.contest.notices import About
from captionbot.contest.stages import ENDED, Stage
from captionbot.contest.timetable import said_date
from captionbot.decisions import SPEAKING, Word
from captionbot.decisions.adopting import is_by_hand
from captionbot.decisions.correcting import retract
from captionbot.facts import credited
from captionbot.settings import Settings
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Decision, Pause

OVER = frozenset({Stage.VOID, Stage.RETRACTED})
"""What a contest that the backup doesn't know is not taken up from again."""

NAMED = frozenset({Stage.ANNOUNCING, Stage.ANNOUNCED})
LEFT_OUT = "staff had left out other entries"
FORGOTTEN = "its winner was named on the Page, and has asked to be forgotten"
CORRECTED = "Its result was corrected after the backup that was restored."
BY_HAND = "Its post was made by hand, and the backup that was restored doesn't know that captionbot took it over."
SAY_ONCE_MORE = (
    "Say so once more: captionbot pick {n} {comment} --because TEXT --correct. "
    "What stands on the Page already is found, and not said again."
)


@dataclass(frozen=True, slots=True)
class Stopped:
    """A contest that must not go on by itself."""

    key: str
    slot: datetime
    why: str
    stage: Stage
    note: str


@dataclass(frozen=True, slots=True)
class ByHand:
    """A contest whose post staff made: on the Page nothing tells that it is one."""

    key: str
    slot: datetime
    post_id: str


@dataclass(frozen=True, slots=True)
class Brakes:
    """What staff have stopped, and what they keep."""

    pauses: Sequence[Pause]
    skips: frozenset[str]
    stopped: tuple[Stopped, ...]
    left_out: tuple[Stopped, ...]
    """Contests that go on, but without entries that staff left out."""
    kept: dict[str, tuple[str, str]]
    """By slot, who keeps a contest for good and why; empty words where nobody does."""
    named: dict[str, Decision]
    """By slot, who is named on the Page as the winner, or is about to be."""
    by_hand: tuple[ByHand, ...]
    """Contests that staff had captionbot take over, and that go on."""

    @classmethod
    def of(cls, record: Record) -> Self:
        """As they are in a record."""
        contests = record.contests.all()
        pauses = [row for row in record.staff.pauses() if row.source != "file"]  # the file itself is there still
        why = {row.number: _why_stopped(record, row) for row in contests}
        stopped = tuple(_stopped(row, why[row.number]) for row in contests if why[row.number])
        going = (row for row in contests if row.stage in SPEAKING and not why[row.number])
        left_out = tuple(_stopped(row, LEFT_OUT) for row in going if record.staff.disqualified(row.number))
        kept = {row.slot_key: (row.kept_by, row.kept_because) for row in contests}
        won = {row.slot_key: record.contests.decision(row) for row in contests if row.stage in NAMED}
        named = {key: decision for key, decision in won.items() if decision}
        taken = (row for row in contests if row.stage not in ENDED and is_by_hand(record, row))
        by_hand = tuple(ByHand(row.slot_key, row.slot_at, row.post_id or "") for row in taken)
        return cls(pauses, frozenset(record.staff.skips()), stopped, left_out, kept, named, by_hand)

    def put_on(self, record: Record, settings: Settings, word: Word) -> tuple[int, ...]:
        """Stop again what was stopped; gives the contests that are so held."""
        paused = {(row.since, row.because) for row in record.staff.pauses()}
        for row in self.pauses:
            if (row.since, row.because) not in paused:
                record.staff.pause(row.by, row.because, row.since, until=row.until, source=row.source)
        for week in self.skips - record.staff.skips():
            record.staff.skip(week, word.by, word.at)
        known = known_contests(record)
        for key in known.keys() & self.kept.keys():
            known[key].kept_by, known[key].kept_because = self.kept[key]
        unknown = [one for one in (*self.stopped, *self.left_out) if one.key not in known]
        _stop_unknown(record, unknown, settings, word)
        return tuple(hold_again(known[one.key], one.why) for one in self.stopped if goes_on(known.get(one.key)))

    def take_back_again(self, record: Record, word: Word) -> tuple[int, ...]:
        """Retract again what staff had retracted since; gives those contests."""
        known = known_contests(record)
        back = [(known[one.key], one) for one in self.stopped if one.stage == Stage.RETRACTED and one.key in known]
        back = [(contest, one) for contest, one in back if contest.stage != Stage.RETRACTED]
        for contest, one in back:
            if contest.stage == Stage.ANNOUNCED:
                retract(record, contest.number, word)  # what the Page says of it already is found, and not said again
            # The backup may know it at any stage before. Nothing more is said for it, whatever it was about to say.
            contest.stage, contest.note, contest.never_again, contest.held = Stage.RETRACTED, one.note, True, ""
        return tuple(contest.number for contest, _ in back)

    def hold_where_named(self, record: Record) -> tuple[int, ...]:
        """Hold contests whose winner, named on the Page by now, asked to be forgotten: nobody is named beside them."""
        asked, known = record.people.asked(), known_contests(record)
        named = [known.get(key) for key, one in self.named.items() if asked.wish(one.comment_id, None)]
        return tuple(hold_again(row, FORGOTTEN) for row in named if row is not None and goes_on(row))

    def tell_of_posts_by_hand(self, record: Record, word: Word) -> tuple[str, ...]:
        """Tell staff of posts that were taken over since, and leave their weeks to them; gives the posts' numbers."""
        known = known_contests(record)
        unknown = [one for one in self.by_hand if one.key not in known]
        for one in unknown:
            if not one.key.startswith("extra") and record.contests.slot(one.key) is None:
                record.contests.settle_slot(one.key, one.slot, "skipped", word.at, note="its post was made by hand")
            number = last_segment(one.post_id)
            key, do = f"by hand {number} {word.at:%Y-%m-%d}", f"Once more: captionbot adopt {number}"
            record.staff.tell(key, BY_HAND, word.at, do=do, about=About.WAITS)
        return tuple(last_segment(one.post_id) for one in unknown)

    def tell_of_corrections(self, record: Record, word: Word) -> tuple[int, ...]:
        """Tell staff of results that were corrected since, for the record names the winner before; gives them."""
        contests = [(row, self.named[key]) for key, row in known_contests(record).items() if key in self.named]
        corrected = [(row, new) for row, new in contests if _names_another(record, row, new)]
        for row, new in corrected:
            do = SAY_ONCE_MORE.format(n=row.number, comment=new.comment_id)
            key = f"corrected since {row.number} {word.at:%Y-%m-%d %H:%M:%S}"
            record.staff.tell(key, CORRECTED, word.at, do=do, contest=row.number)
        return tuple(row.number for row, _ in corrected)


def known_contests(record: Record) -> dict[str, Contest]:
    """Every contest by its slot: the number of one that began after the backup may be another's."""
    return {row.slot_key: row for row in record.contests.all()}


def _names_another(record: Record, contest: Contest, new: Decision) -> bool:
    """Whether a contest that is announced names another winner than the one who is right by now."""
    old, comment = record.contests.decision(contest), record.comments.get(contest.number, new.comment_id)
    if contest.stage != Stage.ANNOUNCED or old is None or comment is None or comment.sealed_at is not None:
        return False  # who asked to be forgotten is named by nobody
    return (old.comment_id, credited(old)) != (new.comment_id, credited(new))


def _stopped(contest: Contest, why: str) -> Stopped:
    return Stopped(contest.slot_key, contest.slot_at, why, Stage(contest.stage), contest.note)


def _why_stopped(record: Record, contest: Contest) -> str:
    """Why a contest must not go on by itself; empty where it may."""
    if contest.stage == Stage.VOID:
        return f"it was void ({contest.note})"
    if contest.stage == Stage.RETRACTED:
        return f"its result was retracted ({contest.note})"
    if contest.stage not in SPEAKING:
        return ""
    decision = record.contests.decision(contest)
    if decision is not None and decision.kind == "pick":
        return f"staff had picked comment {decision.comment_id}"
    return contest.held


def _stop_unknown(record: Record, stopped: Iterable[Stopped], settings: Settings, word: Word) -> None:
    """Contests that the backup knows nothing of: what was over isn't taken up, for the others all wait for a person."""
    waiting = []
    for one in stopped:
        if one.stage in OVER:
            record.contests.settle_slot(one.key, one.slot, "skipped", word.at, note=one.why)
        else:
            waiting.append(f"{said_date(one.slot, settings.zone)}: {one.why}")
    if waiting:
        record.staff.pause(word.by, f"the backup is older than what staff stopped ({'; '.join(waiting)})", word.at)


def goes_on(contest: Contest | None) -> bool:
    """Whether a contest would say something by itself yet."""
    return contest is not None and contest.stage in SPEAKING and not contest.held


def hold_again(contest: Contest, why: str) -> int:
    """Hold a contest until a person has looked; gives its number."""
    contest.held = f"a backup was restored; before that: {why}"
    return contest.number
