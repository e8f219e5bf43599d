"""The host's clock is set while the program is at work."""

from datetime import timedelta

import pytest

from tests.simulation.script import DAY, HOUR, MINUTE, Script
from tests.simulation.surroundings import ZERO

TEN_YEARS = 3653 * DAY


@pytest.mark.parametrize("call", ["me", "posts", "upload"])
@pytest.mark.parametrize("jump", [TEN_YEARS, 3 * DAY, -3 * DAY, 2 * HOUR], ids=str)
def test_a_clock_set_while_a_slot_is_taken_costs_no_week(script: Script, call: str, jump: timedelta) -> None:
    """Whatever call it is set in, and put right a quarter of an hour later: there is one post, in its week.

    Set while the very post is on its way, it can't be known to be wrong: Facebook's answer comes too late.
    """
    script.at_slot().during(call, lambda: script.world.set_clock(jump)).tick()
    script.later(15 * MINUTE).world.set_clock(ZERO)
    script.ticks(6)
    assert len(script.posts()) == 1
    assert script.contest()["number"] == 1
