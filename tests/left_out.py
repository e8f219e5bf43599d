"""Tests that this machine can't run: left out by name, with the command that would add them; in CI a failure."""

import os
from collections import Counter
from typing import NoReturn

import pytest

PREFIX = "left out: "


def leave_out(what: str, command: str) -> NoReturn:
    """End the test, because the machine lacks what it needs; ``command`` would bring it."""
    reason = f"{PREFIX}{what}. To add it: {command}"
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def closing_lines(skipped: list[pytest.TestReport]) -> list[str]:
    """For each thing that the machine lacks, one line for the end of the output."""
    reasons = [str(report.longrepr[2]) for report in skipped if isinstance(report.longrepr, tuple)]
    counted = Counter(reason.partition(PREFIX)[2] for reason in reasons if PREFIX in reason)
    return [f"Left out: {count} tests; they need {reason}" for reason, count in counted.items()]
