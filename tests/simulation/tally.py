"""What was played, counted: by it one sees that a run without a broken promise was no idle one."""

import json
from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Figures of some years."""

    years: int = 0
    weeks: int = 0
    broken: int = 0
    """Years that broke a promise, which ended them."""
    done: "Counter[str]" = field(default_factory=Counter)
    """Ticks, posts and announcements."""
    faults: "Counter[str]" = field(default_factory=Counter)
    """By kind: what went wrong on the wire, and what befell the host, its clock, its disk and its record."""

    def add(self, other: "Tally") -> None:
        """Add what was counted elsewhere."""
        self.years += other.years
        self.weeks += other.weeks
        self.broken += other.broken
        self.done.update(other.done)
        self.faults.update(other.faults)

    def as_words(self) -> str:
        """The figures as text, for another process."""
        return json.dumps(vars(self))

    @classmethod
    def from_words(cls, words: str) -> "Tally":
        """The figures that another process wrote."""
        figures = json.loads(words)
        figures["done"], figures["faults"] = Counter(figures["done"]), Counter(figures["faults"])
        return cls(**figures)

    def lines(self) -> list[str]:
        """The figures for people; the last line says how many promises were broken."""
        kinds = ", ".join(f"{kind} {times:,}" for kind, times in self.faults.most_common())
        done = ", ".join(f"{times:,} {what}" for what, times in self.done.items())
        ended = f"{self.faults.total():,} faults, {self.broken:,} broken promises"
        played = f"{self.years:,} years, {self.weeks:,} weeks, {done}, {ended}"
        return [f"Simulation: faults met: {kinds}.", f"Simulation: {played}."]
