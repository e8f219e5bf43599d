"""The line that ends a run in which the matrix was played: how many weeks, and what came of them."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest

PROPERTY = "weeks of the fault matrix"


def line(rows: Iterable[dict[str, int]]) -> str:
    """The sum of all rows in a sentence; nothing where none was played."""
    total: Counter[str] = sum((Counter(row) for row in rows), Counter())
    if not total["weeks"]:
        return ""
    figures = ", ".join(f"{total[name]:,} {name}" for name in FIGURES)
    return f"Each fault on each act: {total['weeks']:,} weeks of {total['rows']} rows: {figures}."


FIGURES = (
    "posts",
    "announcements",
    "double posts",
    "double announcements",
    "comments lost",
    "photos in two places or none",
    "stuck without a word",
    "not said though known to be missing",
)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say it."""
    reports: list[pytest.TestReport] = [
        one for outcome in ("passed", "failed") for one in terminalreporter.stats.get(outcome, [])
    ]
    told: list[Any] = [value for report in reports for name, value in report.user_properties if name == PROPERTY]
    said = line(told)
    if said:
        terminalreporter.write_line(said)
