"""What of a contest is shown to whom: everything to a records officer, little to the public, and never what is gone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from captionbot.contest.forgetting import names_any
from captionbot.contest.slip import Filed, Json
from captionbot.contest.timetable import said_when
from captionbot.records.dossier import Dossier, Kept
from captionbot.records.withholding import Withheld
from captionbot.store.schema import CommentRow

WITHHELD = "(withheld: it names or quotes somebody whose record is withheld)"


@dataclass(frozen=True)
class Showing:
    """A contest as an export shows it."""

    dossier: Dossier
    public: bool = False
    """Only texts that were announced, names shortened, nobody who asked to be forgotten."""
    withhold: frozenset[str] = frozenset()
    """Ids of comments whose writers are left out of this export, with all that they wrote."""

    @property
    def number(self) -> int:
        """The contest's number."""
        return self.dossier.contest.number

    def shows(self, kept: Kept) -> bool:
        """Whether a comment's words may stand in this export."""
        return not (self.public or kept.erased or self.withheld.wrote_or_stands_in(kept.record))

    @cached_property
    def withheld(self) -> Withheld:
        """Whoever is left out of this export."""
        return Withheld.of(self.dossier.record, self.withhold)

    @cached_property
    def announced(self) -> Mapping[int, Json]:
        """What was announced, by the comment's line, as a public copy prints it."""
        rows = self.dossier.announced(self.dossier.salt_of)
        known = {one["n"] for one in self.dossier.body["announced"]} if self.dossier.body else set()
        return {record["n"]: record for row, record in rows if record["n"] in known and self._may_print(row, record)}

    @cached_property
    def decided(self) -> Mapping[int, Json]:
        """The record of each decision, by its number, where it may be shown: it quotes the caption it is for."""
        if self.public:
            return {}
        decided = self.dossier.decided(self.dossier.salt_of)
        shown = ((one, record) for one, record in decided if record)
        return {one.number: record for one, record in shown if not self.withheld.decided_or_stands_in(record)}

    def _may_print(self, row: CommentRow, announced: Json) -> bool:
        printed = (announced["caption"], announced["name"])
        if row.comment_id in self.withheld.comments or any(map(self.withheld.is_quoted_in, printed)):
            return False
        return not self.public or (row.sealed_at is None and not any(names_any(one, self._sealed) for one in printed))

    @cached_property
    def _sealed(self) -> frozenset[str]:
        return self.dossier.record.people.sealed_names()

    def filed(self) -> Filed:
        """As a file that `verify` reads."""
        newest = self.dossier.slip
        slips = self.dossier.record.papers.slips(self.number) if newest else []
        return Filed(
            self.number,
            newest.body.encode() if newest else None,
            newest.digest if newest else None,
            [(one.digest, one.body.encode()) for one in slips[:-1]],
            self.announced.values(),
            self.decided.values(),
            self._records(),
        )

    def _records(self) -> Iterator[Json]:
        return (kept.record for kept in self.dossier.comments() if self.shows(kept) and not kept.destroyed)

    def told(self, text: str) -> str:
        """A text of ours or of staff's, unless it names or quotes somebody whose record is withheld."""
        return WITHHELD if self.withheld.is_in(text) else text

    def hour(self, moment: datetime | str | None) -> str:
        """An hour as people read it, in the Page's zone and with its year; a dash for none."""
        if moment is None:
            return "–"
        when = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        zone = self.dossier.zone
        return f"{said_when(when, zone)}, {when.astimezone(zone).year}"
