"""Public holidays: which days are some, under which name, and who is asked."""

import subprocess
import sys
from datetime import date

import pytest

from captionbot.contest.holidays import holiday_on, holidays_in, is_known
from captionbot.contest.timetable import Week

THANKSGIVING = Week(2026, 48)

DAYS = {
    "a public holiday": (date(2026, 12, 25), "US", "Christmas Day"),
    "a day like any other": (date(2026, 12, 18), "US", None),
    "an observed day": (date(2026, 7, 3), "US", "Independence Day (observed)"),
    "a state's own": (date(2026, 11, 27), "US-TX", "Friday After Thanksgiving"),
    "which the country hasn't": (date(2026, 11, 27), "US", None),
    "two on one day": (
        date(2026, 6, 19),
        "US-TX",
        "Emancipation Day In Texas and Juneteenth National Independence Day",
    ),
    "in English, whatever the country": (date(2026, 10, 3), "DE", "German Unity Day"),
    "unofficial": (date(2026, 10, 30), "US", None),
}


@pytest.mark.parametrize(("day", "code", "name"), DAYS.values(), ids=DAYS)
def test_a_public_holiday_has_its_name(day: date, code: str, name: str | None) -> None:
    """As the country's law has it, and by no list of ours."""
    assert holiday_on(day, code) == name


def test_a_week_names_its_holidays_from_monday_on() -> None:
    """Each once, whichever day of the week they fall on."""
    assert holidays_in(THANKSGIVING, "US-TX") == ("Thanksgiving Day", "Friday After Thanksgiving")
    assert holidays_in(THANKSGIVING.next, "US-TX") == ()
    assert holidays_in(Week(2026, 53), "US") == ("New Year's Day",)


@pytest.mark.parametrize(
    ("code", "known"), [("US", True), ("US-TX", True), ("CA-ON", True), ("XX", False), ("US-ZZ", False), ("", False)]
)
def test_what_the_package_knows_is_known(code: str, known: bool) -> None:  # noqa: FBT001 - a row of the table
    """A country or a part of it; a slip of the pen is neither."""
    assert is_known(code) is known


def test_the_package_is_imported_only_when_it_is_asked() -> None:
    """Most Pages have no SKIP_HOLIDAYS, and `status` has no time to lose."""
    told = "import sys, captionbot.cli.queueing, captionbot.queueing; print('holidays' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, timeout=30)

    assert done.stdout == "False\n"
