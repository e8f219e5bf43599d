"""Slower near the limits, silent through a block."""

import pytest

from captionbot.errors import RateLimited
from captionbot.graph.pace import Pace
from tests.graph.conftest import StillTime


@pytest.mark.parametrize(("usage", "slept"), [(0, []), (89, []), (90, [1]), (95, [6]), (100, [10]), (500, [10])])
def test_reads_take_their_time_near_a_limit(still: StillTime, usage: float, slept: list[float]) -> None:
    """A second more for each percent, and never for long."""
    pace = Pace(sleep=still.sleep, monotonic=still.monotonic)
    pace.used(usage)
    pace.before_call(writes=False)
    assert still.slept == slept


def test_what_is_to_be_said_does_not_wait(still: StillTime) -> None:
    """It is one call and has its hour."""
    pace = Pace(sleep=still.sleep, monotonic=still.monotonic)
    pace.used(100)
    pace.before_call(writes=True)
    assert still.slept == []


@pytest.mark.parametrize(("named", "lasts"), [(90.0, 90.0), (None, 600.0)])
def test_a_block_is_kept_for_as_long_as_facebook_asks(still: StillTime, named: float | None, lasts: float) -> None:
    """No call is made, and what is left to wait is told."""
    pace = Pace(sleep=still.sleep, monotonic=still.monotonic)
    pace.refused(RateLimited("Enough.", "Wait.", code=4, wait_seconds=named))
    still.elapsed = lasts - 1
    for writes in (True, False):
        with pytest.raises(RateLimited, match="Enough") as caught:
            pace.before_call(writes=writes)
        assert caught.value.wait_seconds == 1
        assert caught.value.code == 4
    still.elapsed = lasts
    pace.before_call(writes=True)
