"""The curve of votes as a picture: lines within their frame, told apart without colour, and the same in numbers."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from captionbot.desk.contests.curve import BOTTOM, DASHES, HEIGHT, LABELS_APART, ROWS, WIDTH, curve_of
from tests.contest.made import CLOSES, OPENS, PROPERTY

CHICAGO = ZoneInfo("America/Chicago")


def entry(place: int, *votes: int, since: datetime = OPENS, hours: float = 6) -> dict[str, Any]:
    """An entry whose votes were counted every few hours."""
    points = [(since + n * timedelta(hours=hours), count) for n, count in enumerate(votes)]
    curve = [{"at": at.strftime("%Y-%m-%dT%H:%M:%SZ"), "votes": count} for at, count in points]
    return {"rank": place, "caption": f"Caption {place}", "curve": curve}


NONE = {"nobody": [], "one reading": [entry(1, 5)], "no vote": [entry(1, 0, 0), entry(2, 0, 0)]}


@pytest.mark.parametrize("entries", NONE.values(), ids=NONE)
def test_where_there_is_nothing_to_compare_there_is_no_picture(entries: list[dict[str, Any]]) -> None:
    """A line needs two points, and a scale something to measure."""
    assert curve_of(entries, OPENS, CLOSES, CHICAGO) is None


def test_each_line_has_dashes_and_a_place_of_its_own() -> None:
    """Colour tells nothing that they don't."""
    found = curve_of([entry(place, 0, 10 * place) for place in range(1, 8)], OPENS, CLOSES, CHICAGO)

    assert found is not None
    assert [line.place for line in found.lines] == [1, 2, 3, 4, 5]
    assert len({line.dashes for line in found.lines}) == len(DASHES)
    assert found.most == 50


def test_what_was_read_once_is_a_point() -> None:
    """It has its place too, beside those that have a line."""
    found = curve_of([entry(1, 4, 9), entry(2, 3)], OPENS, CLOSES, CHICAGO)

    assert found is not None
    assert [len(line.points.split()) for line in found.lines] == [2, 1]
    assert found.lines[1].points == f"{found.lines[1].end},{found.lines[1].top}"


def test_the_days_are_those_of_the_page() -> None:
    """Their midnights, from Friday morning to Monday morning in Chicago."""
    found = curve_of([entry(1, 1, 2)], OPENS, CLOSES, CHICAGO)

    assert found is not None
    assert [day.name for day in found.days] == ["Sat", "Sun", "Mon"]


def test_the_numbers_are_those_of_a_few_readings() -> None:
    """The first and the last among them; what a reading did not show yet has none."""
    entries = [entry(1, *range(40), hours=1), entry(2, 7, 8, since=OPENS + timedelta(hours=38), hours=1)]
    found = curve_of(entries, OPENS, CLOSES, CHICAGO)

    assert found is not None
    assert len(found.rows) <= ROWS
    assert found.rows[0].votes == (0, None)
    assert found.rows[-1].votes == (39, 8)
    assert found.rows[-1].at == OPENS + timedelta(hours=39)


counts = st.lists(st.integers(0, 10**9), min_size=2, max_size=80)


@PROPERTY
@given(st.lists(counts, min_size=1, max_size=5), st.floats(0.25, 30), st.integers(-200, 200))
def test_every_point_lies_in_the_frame(votes: list[list[int]], hours: float, late: int) -> None:
    """Whatever was counted and whenever, before the window or after it; and no label lies upon another."""
    since = OPENS + timedelta(hours=late)
    ranked = sorted(votes, key=lambda one: -one[-1])
    entries = [entry(place, *one, since=since, hours=hours) for place, one in enumerate(ranked, start=1)]
    found = curve_of(entries, OPENS, CLOSES, CHICAGO)
    if found is None:
        assert not any(any(one) for one in votes)
        return
    for line in found.lines:
        for x, y in (map(float, point.split(",")) for point in line.points.split()):
            assert 0 <= x <= WIDTH
            assert 0 <= y <= HEIGHT - BOTTOM
    labels = [line.label for line in found.lines]
    assert all(later - before >= LABELS_APART - 0.2 for before, later in pairwise(labels))
    assert all(0 <= label <= HEIGHT for label in labels)
