"""The long form (`make crash`): it goes on to the end of each row, reads the simulation's figures, and plays again."""

import subprocess
import sys
from collections import Counter

import pytest

from tests.crash.benches import Bench
from tests.crash.cases import Case, case_of, takeover, wrong
from tests.crash.counting import PROPERTY, lines
from tests.crash.parts import Doubles, every_kill, takeovers
from tests.crash.years import Years
from tests.simulation.tally import Tally


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    """One that starts nothing."""
    return Bench.__new__(Bench)


def test_a_call_is_killed_until_a_week_survives(bench: Bench) -> None:
    """Each kind of call has as many cases as a week has of it, and one more that shows that there are no others."""
    part = every_kill(1.0, ("sqlite", "postgres"))
    played: Counter[tuple[str, str]] = Counter()
    while case := part.take(bench):
        call, _, when = case.words["inject"].split(":")
        played[case.database, call] += 1
        part.heard(case, {"crashes": int(when.partition("=")[2]) <= 3})
    assert set(played.values()) == {4}
    assert part.did().endswith("killed on SQLite and PostgreSQL: every one")


def test_a_row_whose_case_failed_goes_on(bench: Bench) -> None:
    """A laboratory that could not play a case is told of, and is not the end of the row."""
    part = every_kill(1.0, ("sqlite",))
    case = part.take(bench)
    assert case is not None
    assert wrong({"failed": "Traceback …\nTimeoutError: a bot has not answered"}) != []
    part.heard(case, {"failed": "…"})
    assert part.ended == 0
    assert part.waiting[-1][-1] == 2


def test_a_hundred_takeovers_on_each_database(bench: Bench) -> None:
    """And PostgreSQL is started anew in the middle of some more."""
    part, played = takeovers(1.0, ("sqlite", "postgres")), Counter[tuple[str, bool]]()
    while case := part.take(bench):
        played[case.database, "server" in case.words] += 1
    assert (played["sqlite", False], played["postgres", False], played["postgres", True]) == (100, 100, 20)


def test_two_thousand_seeds(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of them on each database, and every kind of plan on both."""
    given: list[tuple[str, int]] = []

    class Noted:
        def __init__(self, database: str) -> None:
            self.database = database

        def doubly_struck(self, seed: int) -> Case:
            given.append((self.database, seed))
            return Case(self.database, "a_week", {})

    monkeypatch.setattr(bench, "laboratory", Noted)
    part = Doubles("doubles", 1.0, ("sqlite", "postgres"), 1000)
    while part.take(bench):
        pass
    assert sorted(seed for _, seed in given) == list(range(1000, 3000))
    assert Counter((database, seed % 4 == 0) for database, seed in given) == {
        ("sqlite", True): 250,
        ("postgres", True): 250,
        ("sqlite", False): 750,
        ("postgres", False): 750,
    }


def test_the_figures_of_the_simulation_are_read() -> None:
    """Its last line is understood as it is now, and a broken promise comes with the command that shows it."""
    years, failures = Years(1), list[tuple[str, str]]()
    for line in [*Tally(years=3, weeks=156).lines(), "BROKEN by seed 7 at noon: two posts | make it again"]:
        years._heard(line, lambda what, again: failures.append((what, again)))
    assert (years.years, years.weeks) == (3, 156)
    assert failures == [("BROKEN by seed 7 at noon: two posts", "make it again")]


def test_a_case_is_played_again() -> None:
    """The words after --again are the case, and what it told is printed."""
    case = takeover("sqlite", ("post", "after", "POST */feed*"))
    assert case_of(case.told_as()) == case
    words = [sys.executable, "-m", "tests.crash", "--again", Case("sqlite", "a_week", {}).told_as()]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 0, done.stderr
    assert "broken: []" in done.stdout


def test_counts_are_summed_up() -> None:
    """Tests count each for themselves; one line tells the sum on each database."""
    told = [
        (PROPERTY, ["weeks", "sqlite", 7]),
        (PROPERTY, ["weeks", "postgres", 5]),
        (PROPERTY, ["weeks", "sqlite", 1]),
    ]
    assert list(lines([*told, ("other", [1])])) == ["Crashes: weeks: 8 on SQLite, 5 on PostgreSQL."]
