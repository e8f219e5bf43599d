"""What the crash tests did to the weeks, summed up at the end of the output, also where xdist shares them out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

PROPERTY = "crashes"
"""What a test calls its counts: what was done, to which kind of database, how often."""
NAMES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line for each thing that was done."""
    passed: Iterable[Any] = terminalreporter.stats.get("passed", ())
    for line in lines(properties for report in passed for properties in report.user_properties):
        terminalreporter.write_line(line)


def lines(properties: Iterable[tuple[str, Sequence[Any]]]) -> Iterator[str]:
    """The sums, in the order in which they were first met."""
    counted: Counter[tuple[str, str]] = Counter()
    for name, told in properties:
        if name == PROPERTY:
            what, database, times = told
            counted[what, database] += times
    for what in dict.fromkeys(what for what, _ in counted):
        each = [f"{counted[what, key]:,} on {name}" for key, name in NAMES.items() if (what, key) in counted]
        yield f"Crashes: {what}: {', '.join(each)}."
