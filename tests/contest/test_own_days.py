"""Days of the Page's own: how they are written, what is wrong with a line, and on which days they are."""

from datetime import date

import pytest

from captionbot.contest.own_days import LONGEST, OwnDays, read_own_days

FILE = """\
# Days on which the Page posts no photo.

2027-04-30 Funeral of Officer Lee
09-11
  05-15:   Peace Officers\tMemorial Day\r
02-29, a leap day
2028-05-15 Town fair
07-04 – Fourth of July, since 1776
"""

DAYS = {
    "once": (date(2027, 4, 30), "a day of your own: Funeral of Officer Lee"),
    "not in another year": (date(2028, 4, 30), ""),
    "every year, without a reason": (date(2031, 9, 11), "a day of your own"),
    "signs and spaces before the reason": (date(2026, 5, 15), "a day of your own: Peace Officers Memorial Day"),
    "a year's own goes before every year's": (date(2028, 5, 15), "a day of your own: Town fair"),
    "a dash before the reason": (date(2030, 7, 4), "a day of your own: Fourth of July, since 1776"),
    "a leap day": (date(2028, 2, 29), "a day of your own: a leap day"),
    "no leap year": (date(2027, 2, 28), ""),
    "a day like any other": (date(2026, 11, 27), ""),
}


@pytest.mark.parametrize(("day", "why"), DAYS.values(), ids=DAYS)
def test_a_day_is_told_with_its_reason(day: date, why: str) -> None:
    """In words for staff."""
    days, wrong = read_own_days(FILE)

    assert wrong == ()
    assert days.on(day) == why


FORM = "write a day such as 2027-04-30, or 04-30 for every year, and why after it"
MORE = "this line names more than one day; write one day a line"
WRONG = {
    "American": ("4/30/2027 Lee", "this line names no day; did you mean 2027-04-30?"),
    "European": ("30.4.2027", "this line names no day; did you mean 2027-04-30?"),
    "neither": ("31/31/2027", f"this line names no day; {FORM}"),
    "words": ("Christmas", f"this line names no day; {FORM}"),
    "no such day": ("2027-02-29 x", f"this line names a day that no calendar has; {FORM}"),
    "year nought": ("0000-01-01", f"this line names a day that no calendar has; {FORM}"),
    "run together": ("2027-04-30th", f"this line names no day; {FORM}"),
    "a range": ("2027-04-30..2027-05-02", f"this line names no day; {FORM}"),
    "a range with dates": ("2026-12-24 - 2026-12-26", MORE),
    "a range by its last day": ("2026-12-24 – 26", MORE),
    "a range in words": ("12-24 to 12-26", MORE),
    "a range with dots": ("12-24 ..26", MORE),
    "two days": ("2026-12-24 2026-12-25 Christmas", MORE),
    "two days of every year": ("12-24, 12-25", MORE),
    "another day in the reason": ("12-24 and 2026-12-31", MORE),
    "too much said": ("04-30 " + "x" * (LONGEST + 1), f"of more than {LONGEST} characters; write a shorter one"),
    "control": ("04-30 a\x1b[2Jb", "this line has a control character inside; write it anew"),
}


@pytest.mark.parametrize(("line", "told"), WRONG.values(), ids=WRONG)
def test_a_wrong_line_is_told_with_its_number_and_what_was_meant(line: str, told: str) -> None:
    """The right lines are read all the same."""
    days, wrong = read_own_days(f"# ours\n\n{line}\n12-24 Eve\n")

    ((number, sentence),) = wrong
    assert number == 3
    assert sentence.endswith(told)
    assert days == OwnDays({}, {(12, 24): "Eve"})


def test_a_day_twice_is_told() -> None:
    """Two reasons for one day: one of the lines is a slip."""
    _, wrong = read_own_days("12-24 Eve\n2026-12-24 This one\n12-24 Eve\n")

    assert wrong == ((3, "this line names the day of line 1 once more; keep one of the two"),)
