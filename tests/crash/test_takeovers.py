"""The holder of the lease is stopped as it speaks, another takes over, and the first one wakes up: still said once."""

from collections.abc import Callable

import pytest

from tests.crash.cases import BETWEEN, MOMENTS, Case, takeover, wrong
from tests.crash.starting import Laboratory

Count = Callable[[str, str, int], None]


@pytest.mark.parametrize("moment", MOMENTS, ids=" ".join)
def test_a_holder_that_slept_past_its_lease_says_nothing_more(
    laboratory: Laboratory, count: Count, moment: tuple[str, str, str]
) -> None:
    """Stopped there until another has acted, then woken: one post, one reply, one announcement, and no crash."""
    told = laboratory.play(takeover(laboratory.kind, moment))
    assert wrong(told) == [], told
    count("leases taken from a stopped holder", laboratory.kind, 1)


@pytest.mark.parametrize("moment", BETWEEN, ids=" ".join)
def test_postgresql_started_anew_in_the_middle(
    postgres_laboratory: Laboratory, count: Count, moment: tuple[str, str, str]
) -> None:
    """The server is stopped at once and started again between two transactions of a tick, and another bot acts."""
    told = postgres_laboratory.play(takeover("postgres", moment, restart=True))
    assert wrong(told) == [], told
    count("servers started anew in the middle", "postgres", 1)


@pytest.mark.parametrize("at", ["POST */feed*", "answer in utter.*._send"])
@pytest.mark.parametrize("hour", ["post", "announce"])
def test_postgresql_down_for_the_rest_of_a_tick(postgres_laboratory: Laboratory, hour: str, at: str) -> None:
    """The words are out and the record can't be told: the tick says so, and the next ones find what stands."""
    words = {"hour": hour, "strike": {"at": at, "when": "after"}, "server": True}
    told = postgres_laboratory.play(Case("postgres", "server_down", words))
    assert wrong(told) == []
    assert "can't be used" in told["error"] or "can't be reached" in told["error"]


def test_of_two_bots_the_second_stands_by(laboratory: Laboratory) -> None:
    """While one lives the other does nothing; once it is killed the other acts at its very next tick."""
    told = laboratory.ask("two_bots")
    assert told["broken"] == []
    assert told["second"] == [["Another captionbot works for this Page; this one stands by."]] * 3
    assert told["alone"][-1] == "Contest no. 1 is announced."
