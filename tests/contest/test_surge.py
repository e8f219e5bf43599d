"""Votes that come at once are marked, and a thread that comes alive is not."""

from datetime import timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

import pytest

from captionbot.contest.surge import Counted, drawn, late_surge

from .made import OPENS

CHICAGO = ZoneInfo("America/Chicago")


def curve(own: list[int], others: list[int]) -> list[Counted]:
    """Readings a quarter of an hour apart, from what a caption and all others gained before each."""
    return [
        Counted(OPENS + timedelta(minutes=15 * place), votes, votes + of_others)
        for place, (votes, of_others) in enumerate(zip(accumulate(own), accumulate(others), strict=True), start=1)
    ]


STEADY = [1] * 20


@pytest.mark.parametrize(
    ("own", "others", "surges"),
    [
        pytest.param([1] * 10 + [30] + [0] * 9, STEADY, True, id="a-burst"),
        pytest.param([1] * 10 + [15, 15] + [0] * 8, STEADY, True, id="a-burst-upon-a-reading"),
        pytest.param([2] * 19 + [25], [0] * 20, True, id="at-the-very-end-of-a-silent-thread"),
        pytest.param([3] * 10 + [30] + [3] * 9, STEADY, True, id="a-leader-with-most-votes-of-the-thread"),
        pytest.param([1] * 10 + [30] + [0] * 9, [2] * 10 + [90] + [2] * 9, False, id="the-whole-thread-woke"),
        pytest.param([1] * 10 + [13] + [0] * 9, STEADY, False, id="a-family"),
        pytest.param([9] * 10 + [30] + [9] * 9, [9] * 20, False, id="a-small-part-of-its-votes"),
        pytest.param([5, 30, 10] + [1] * 17, STEADY, False, id="its-first-hour"),
        pytest.param([2] * 20, STEADY, False, id="steady"),
        pytest.param([30] + [-1] * 19, STEADY, False, id="falling"),
        pytest.param([0] * 20, [0] * 20, False, id="nothing"),
    ],
)
def test_a_surge_is_out_of_step(own: list[int], others: list[int], *, surges: bool) -> None:
    """A third of the votes at once, when the other captions gained nothing like it."""
    assert (late_surge(curve(own, others)) is not None) is surges


@pytest.mark.parametrize("readings", [0, 1])
def test_a_single_reading_says_nothing(readings: int) -> None:
    """There is no stretch to look at."""
    assert late_surge(curve([40], [2])[:readings]) is None


def test_staff_read_what_happened() -> None:
    """With hours of their own zone, and what the others did meanwhile."""
    surge = late_surge(curve([1] * 10 + [30] + [0] * 9, STEADY))

    assert surge is not None
    assert surge.said(CHICAGO) == (
        "30 of its 40 votes came between Friday 27 November at 12:30 PM CST and Friday 27 November at 12:45 PM CST; "
        "meanwhile all other captions gained 1 together."
    )


@pytest.mark.parametrize(
    ("votes", "bars"),
    [
        ([], ""),
        ([1, 2], ""),
        ([0, 0, 0], ""),
        ([0, 7, 14], "▁▄█"),
        ([9, 3, 0], "█▃▁"),
        ([0] * 99 + [5], "▁" * 20 + "█"),
    ],
    ids=["nothing", "too few", "no votes", "rising", "falling", "many readings"],
)
def test_a_curve_is_drawn_on_one_line(votes: list[int], bars: str) -> None:
    """For staff at a terminal; many readings take no more room than some."""
    assert drawn(votes) == bars
