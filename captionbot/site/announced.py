"""What is public of each announced contest: who won, who came next, and nobody else."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from captionbot.cards import words_of
from captionbot.contest.card import CardWords
from captionbot.contest.forgetting import DESTROYED, naming
from captionbot.contest.links import link_of
from captionbot.contest.quoting import on_one_line
from captionbot.contest.shortened import short_name
from captionbot.contest.slip import canonical, sha256_of
from captionbot.contest.wording import NAME_CUT, NOBODY_KNOWN, Wordings
from captionbot.facts import credited, zone_of
from captionbot.records.dossier import Dossier
from captionbot.settings import Settings
from captionbot.store.hall import SlipHead
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow, Contest, Decision, Utterance
from captionbot.store.utterances import Kind

_DIGITS: Final = 16


class Names(StrEnum):
    """How whoever won is named (SITE_NAMES)."""

    SHORT = "short"
    FULL = "full"
    NONE = "none"

    def shown(self, name: str | None) -> str:
        """A name as the pages print it; ``a fan`` where nobody is named."""
        printed = {Names.SHORT: short_name(name), Names.FULL: name or "", Names.NONE: ""}[self]
        return on_one_line(printed, NAME_CUT) or NOBODY_KNOWN

    def may_print(self, shortened: str) -> bool:
        """Whether a text with this name in it, shortened, may stand in the hall."""
        return self is not Names.NONE or not shortened


@dataclass(frozen=True, slots=True)
class Behind:
    """A runner-up that was announced."""

    comment: str
    caption: str
    by: str
    votes: int


@dataclass(frozen=True)
class Announced:
    """One contest whose winner is announced, named as SITE_NAMES says."""

    contest: Contest
    decision: Decision
    words: CardWords
    behind: tuple[Behind, ...]
    said_at: datetime
    """When a winner was announced first."""
    corrected_at: datetime | None
    """When another one was announced in their place."""
    post: str
    """The announcement on Facebook, or else the contest's post; empty where no link is known."""
    slip: SlipHead | None
    provable: tuple[str, ...]
    """The comments of whoever is named whose records the slip can still prove."""

    @property
    def number(self) -> int:
        """The contest's number."""
        return self.contest.number

    @property
    def zone(self) -> ZoneInfo:
        """In which people are told its hours."""
        return zone_of(self.contest)

    @property
    def changed_at(self) -> datetime:
        """When what is public of it changed last."""
        return self.corrected_at or self.said_at

    @property
    def winner(self) -> str:
        """A digest of what is printed of whoever won: by it a file is known to show them."""
        return _digest(self.number, self.decision.comment_id, self.words.caption, self.words.by)

    @property
    def named(self) -> tuple[str, ...]:
        """The same of everybody who is named, the winner first."""
        others = (_digest(self.number, one.comment, one.caption, one.by) for one in self.behind)
        return self.winner, *others

    def told(self, name: str) -> str:
        """What stood beside the photo when the contest began: ``alt``, ``fact``, ``credit``."""
        return str(self.contest.sidecar.get(name, "") or "")


def announced(record: Record, settings: Settings, now: datetime) -> list[Announced]:
    """Everything that is public of contests, newest first; nobody in it has asked to be forgotten."""
    asked, slips = naming(record.people.sealed_names()), record.hall.slips()
    gathering = _Gathering(record, Names(settings.site_names), settings.public_words, asked, now)
    found = (gathering.announced(one, slips.get(one.number)) for one in record.hall.announced())
    return [one for one in found if one is not None]


@dataclass(frozen=True, slots=True)
class _Gathering:
    """What each contest is told by."""

    record: Record
    names: Names
    wordings: Wordings
    asked: Callable[[str], bool]
    """Whether a text names somebody who asked to be forgotten."""
    now: datetime

    def announced(self, contest: Contest, slip: SlipHead | None) -> Announced | None:
        """One contest; None where its winner asked to be forgotten, or nothing of it is public after all."""
        named = Dossier(self.record, contest, None, self.now).named()
        decision = self.record.contests.decision(contest)
        if decision is None or not named or not self._may_stand(named[0]):
            return None
        results = self.record.utterances.results(contest.number)
        mine = [one for one in results if one.decision == decision.number]
        out = self.record.staff.disqualified(contest.number)
        rows = [one for one in named[1:] if self._may_stand(one) and one[0].comment_id not in out]
        words = words_of(contest, decision, self.wordings)
        return Announced(
            contest,
            decision,
            replace(words, by=self.names.shown(credited(decision).name)),
            tuple(self._behind(rows)),
            said_at=_first(results, decision.at),
            corrected_at=_first(mine, decision.at) if len(mine) < len(results) else None,
            post=_link(contest, mine),
            slip=slip,
            provable=tuple(row.comment_id for row, _, _ in (named[0], *rows) if row.salt),
        )

    def _may_stand(self, named: tuple[CommentRow, str, str | None]) -> bool:
        """Whether somebody may be named, and their caption quoted, by what people have asked for."""
        row, caption, name = named
        if row.sealed_at is not None or row.salt == DESTROYED:
            return False
        return not any(self.asked(text) for text in (caption, name) if text)

    def _behind(self, rows: Sequence[tuple[CommentRow, str, str | None]]) -> Iterator[Behind]:
        for row, caption, name in rows:
            yield Behind(row.comment_id, caption, self.names.shown(name), row.counted_votes or 0)


def _digest(*printed: object) -> str:
    return sha256_of(canonical(list(printed)))[:_DIGITS]


def _first(said: Sequence[Utterance], else_at: datetime) -> datetime:
    return min((one.said_at for one in said if one.said_at), default=else_at)


def _link(contest: Contest, said: Sequence[Utterance]) -> str:
    posts = [one.said_id for one in said if one.kind == Kind.ANNOUNCEMENT]
    found = next((one for one in [*posts, contest.post_id] if one), None)
    return link_of(found) if found else ""
