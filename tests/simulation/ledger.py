"""What the world itself knows that the record must not forget: staff's word, and what was read."""

from dataclasses import dataclass, field

from captionbot.settings import Settings
from tests.simulation.database import Database, Row


@dataclass
class Ledger:
    """Kept beside the record, and turned back with it when a backup is restored."""

    database: Database
    settings: Settings
    paused: bool = False
    """Staff paused the Page and have not resumed."""
    picks: dict[int, str] = field(default_factory=dict)
    """The comment that staff last picked, by contest."""
    excuses: dict[str, str] = field(default_factory=dict)
    """Why a week's slot may stay without a post."""
    may_be_posted_again: set[int] = field(default_factory=set)
    """Pictures of which staff have said so."""
    decisions: dict[tuple[int, int], Row] = field(default_factory=dict)
    frozen: dict[int, list[Row]] = field(default_factory=dict)
    """The verdicts of each contest that has closed."""
    stages: dict[int, str] = field(default_factory=dict)
    stages_before: dict[int, str] = field(default_factory=dict)
    """As they were a step ago."""
    read: set[tuple[str, str]] = field(default_factory=set)
    """Every comment id and text that was found in the record once."""
    has_backup: bool = False
    was_restored: bool = False
    _shown_then: list[tuple[str, str]] = field(default_factory=list)

    def noted_backup(self, shown: list[tuple[str, str]]) -> None:
        """A backup holds what was read until now."""
        self.has_backup, self._shown_then = True, list(shown)

    def restored(self) -> list[tuple[str, str]]:
        """The record is an older one: what it held then is all that it must hold; gives what had been shown."""
        self.was_restored = True
        self.paused = bool(self.database.rows("SELECT 1 FROM pauses WHERE ended_at IS NULL AND source = 'staff'"))
        self.picks = {row["contest"]: row["comment_id"] for row in self.in_force() if row["kind"] == "pick"}
        self.decisions, self.frozen, self.stages, self.stages_before, self.read = {}, {}, {}, {}, set()
        return list(self._shown_then)

    def in_force(self) -> list[Row]:
        """The decision in force of every contest that has one."""
        return self.database.rows(
            "SELECT d.* FROM decisions d JOIN contests c ON d.contest = c.number AND d.number = c.decision"
        )
