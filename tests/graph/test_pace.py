"""Slower near the limits, silent through a block and with a dead token."""

import pytest

from captionbot.errors import Blocked, PermissionLost, RateLimited, Refused, TokenDead
from captionbot.graph.pace import DEAD_TOKEN, Pace
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


def test_a_block_is_kept_for_as_long_as_facebook_asks(still: StillTime) -> None:
    """No call is made, and what is left to wait is told."""
    pace = Pace(sleep=still.sleep, monotonic=still.monotonic)
    pace.refused(RateLimited("Enough.", "Wait.", code=4, subcode=9, wait_seconds=90))
    still.elapsed = 89
    for writes in (True, False):
        with pytest.raises(RateLimited, match="Enough") as caught:
            pace.before_call(writes=writes)
        assert (caught.value.wait_seconds, caught.value.code, caught.value.subcode) == (1, 4, 9)
    still.elapsed = 90
    pace.before_call(writes=True)


def test_a_dead_token_is_not_sent_again_for_a_while(still: StillTime) -> None:
    """What it died of is told again meanwhile; then it is tried, for it may have revived."""
    pace = Pace(sleep=still.sleep, monotonic=still.monotonic)
    pace.refused(TokenDead("It died.", "Renew it.", code=190, subcode=460))
    still.elapsed = DEAD_TOKEN.total_seconds() - 1
    with pytest.raises(TokenDead, match="It died") as caught:
        pace.before_call(writes=True)
    assert (caught.value.do, caught.value.code, caught.value.subcode) == ("Renew it.", 190, 460)
    still.elapsed += 1
    pace.before_call(writes=False)


@pytest.mark.parametrize(
    "why", [Refused("No."), PermissionLost("Not you.", code=10), Blocked("Abuse.", code=368), RateLimited("Now.")]
)
def test_what_is_refused_to_one_call_silences_no_other(still: StillTime, why: Refused) -> None:
    """Reading goes on though the Page may not speak."""
    pace = Pace(sleep=still.sleep, monotonic=still.monotonic)
    pace.refused(why)
    pace.before_call(writes=False)
    assert still.slept == []
