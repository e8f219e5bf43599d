"""A pytest plugin: what the simulated years met, counted over all processes and said at the end.

It must be loaded where the terminal is, which collects no tests when others run them: the outermost conftest names it.
"""

from typing import Any

from tests.simulation.tally import Tally

PLAYED = "simulated"
"""The property by which a test hands over what it counted."""


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many weeks were played, what went wrong in them, and how many promises were broken."""
    total = Tally()
    for report in [*terminalreporter.stats.get("passed", []), *terminalreporter.stats.get("failed", [])]:
        for name, words in getattr(report, "user_properties", ()):
            if name == PLAYED:
                total.add(Tally.from_words(words))
    for line in total.lines() if total.years else []:
        terminalreporter.write_line(line)
