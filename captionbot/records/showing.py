"""What of a contest is shown to whom: everything to a records officer, little to the public, and never what is gone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from captionbot.contest.quoting import CUT, on_one_line
from captionbot.contest.slip import Filed, Json
from captionbot.contest.timetable import said_when
from captionbot.records.dossier import Dossier, Kept

KNOWN = 40
"""Characters by which somebody's words are known again in what was said of them: that may be cut."""


@dataclass(frozen=True)
class Showing:
    """A contest as an export shows it."""

    dossier: Dossier
    public: bool = False
    """Only texts that were announced, names shortened, nobody who asked to be forgotten."""
    withhold: frozenset[str] = frozenset()
    """Ids of comments whose records are left out of this export."""

    @property
    def number(self) -> int:
        """The contest's number."""
        return self.dossier.contest.number

    def shows(self, kept: Kept) -> bool:
        """Whether a comment's record may stand in this export."""
        return not (self.public or kept.destroyed or kept.record["comment_id"] in self.withhold)

    @cached_property
    def announced(self) -> Mapping[int, Json]:
        """What was announced, by the comment's line, as a public copy prints it."""
        rows = self.dossier.announced(self.dossier.salt_of)
        known = {one["n"] for one in self.dossier.body["announced"]} if self.dossier.body else set()
        return {
            record["n"]: record
            for row, record in rows
            if record["n"] in known and row.sealed_at is None and row.comment_id not in self.withhold
        }

    @cached_property
    def decided(self) -> Mapping[int, Json]:
        """The record of each decision, by its number, where it may be shown: it quotes the caption it is for."""
        if self.public:
            return {}
        decided = self.dossier.decided(self.dossier.salt_of)
        shown = ((one, record) for one, record in decided if record and one.comment_id not in self.withhold)
        return {one.number: record for one, record in shown}

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
        return (kept.record for kept in self.dossier.comments() if self.shows(kept))

    def told(self, text: str) -> str:
        """A text of ours or of staff's, unless it names or quotes somebody whose record is withheld."""
        if not any(_names(text, words) for words in self._withheld_words):
            return text
        return "(withheld: it names or quotes somebody whose record is withheld)"

    @cached_property
    def _withheld_words(self) -> list[str]:
        out = (self.dossier.record.comments.get(self.number, one) for one in self.withhold)
        return [words for row in out if row for words in (row.text, row.entrant_name, row.comment_id) if words]

    def hour(self, moment: datetime | str | None) -> str:
        """An hour as people read it, in the Page's zone and with its year; a dash for none."""
        if moment is None:
            return "–"
        when = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        zone = self.dossier.zone
        return f"{said_when(when, zone)}, {when.astimezone(zone).year}"


def _names(text: str, words: str) -> bool:
    """Whether a text has these words in it, or their beginning: what was announced may be cut."""
    known = on_one_line(words, KNOWN).removesuffix(CUT)
    return known != "" and known in text
