"""The holder of the lease is stopped as it speaks, another takes over, and the first one wakes up: still said once."""

from typing import Any

import pytest

from tests.crash.long import TIMES
from tests.crash.starting import Laboratory
from tests.postgres import Server

LOOKED, UPLOADED = "answer in utter.mouth._look", "answer in utter.mouth._upload"
INTENDED, CHECKED = "commit in utter.mouth._intend", "commit in utter.mouth._last_check"
SAID = "commit in utter.mouth._said"
MOMENTS: list[tuple[str, str, str]] = [
    ("post", "before", "POST */feed*"),
    ("post", "after", "POST */feed*"),
    ("post", "after", "answer in utter.mouth._send"),
    *(("post", "after", at) for at in ("commit in runner.beginning.begin", LOOKED, UPLOADED, INTENDED, CHECKED, SAID)),
    ("post", "after", "commit in runner.posting._opened"),
    ("announce", "before", "POST */comments*"),
    ("announce", "after", "POST */comments*"),
    ("announce", "before", "POST */feed*"),
    ("announce", "after", "POST */feed*"),
    *(("announce", "after", at) for at in (LOOKED, UPLOADED, INTENDED, CHECKED, SAID)),
    ("announce", "after", "commit in runner.announcing._intend"),
]
"""Twenty, between the words being written down and their being known to stand."""


@pytest.mark.parametrize(("hour", "when", "at"), MOMENTS * (3 * TIMES or 1))
def test_a_holder_that_slept_past_its_lease_says_nothing_more(
    laboratory: Laboratory, hour: str, when: str, at: str
) -> None:
    """Stopped there until another has acted, then woken: one post, one reply, one announcement, and no crash."""
    told = laboratory.ask("taken_over", hour=hour, strike={"at": at, "when": when})
    assert told["broken"] == [], told["acts"]


def test_of_two_bots_the_second_stands_by(laboratory: Laboratory) -> None:
    """While one lives the other does nothing; once it is killed the other acts at its very next tick."""
    told = laboratory.ask("two_bots")
    assert told["broken"] == []
    assert told["second"] == [["Another captionbot works for this Page; this one stands by."]] * 3
    assert told["alone"][-1] == "Contest no. 1 is announced."


def _restart(server: Server) -> list[Any]:
    """The command, and the account to run it as."""
    words = ["--pgdata", server.folder / "cluster", "--log", server.folder / "log", "--mode=immediate", "--silent"]
    return [[str(word) for word in (server.programs / "pg_ctl", "restart", *words)], server._account]


@pytest.mark.parametrize(("hour", "when", "at"), [moment for moment in MOMENTS if moment[2] in {INTENDED, SAID}])
def test_postgresql_started_anew_in_the_middle(
    postgres_laboratory: Laboratory, postgres_server: Server, hour: str, when: str, at: str
) -> None:
    """The server is stopped at once and started again between two transactions of a tick, and another bot acts."""
    told = postgres_laboratory.ask(
        "taken_over", hour=hour, strike={"at": at, "when": when}, restart=_restart(postgres_server)
    )
    assert told["broken"] == [], told["acts"]
