"""The simulation tells the truth: what it plays is what the program meets, and the same seed is the same year."""

import inspect
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from captionbot.graph.page import Page
from captionbot.photos.folder import PhotosFolder
from captionbot.store.database import Store
from tests.simulation.database import WorkersStore
from tests.simulation.folder import PretendFolder
from tests.simulation.page import PretendPage
from tests.simulation.surroundings import BEGINNING
from tests.simulation.world import World
from tests.simulation.year import Year, play

WEEKS = 6
OF_COMMANDS = {"speaks_as", "audience", "thumbs", "picture_of"}
"""What only `check`, `adopt` and `rehearse` ask of Facebook; nobody types commands in a simulated year."""


def public(kind: type) -> dict[str, Any]:
    """The methods that the rooms may call."""
    return {name: member for name, member in vars(kind).items() if not name.startswith("_") and callable(member)}


@pytest.mark.parametrize(("real", "played"), [(Page, PretendPage), (PhotosFolder, PretendFolder)])
def test_what_is_played_has_the_same_face(real: type, played: type) -> None:
    """Every public method that a tick may call is played, with the same parameters: a new one can't be forgotten."""
    asked = {name: member for name, member in public(real).items() if name not in OF_COMMANDS}
    faces = {name: list(inspect.signature(member).parameters) for name, member in asked.items()}
    assert {name: list(inspect.signature(vars(played)[name]).parameters) for name in faces} == faces


def test_the_store_is_the_real_one() -> None:
    """Only transactions are played, for the points to die at."""
    assert set(public(WorkersStore)) <= set(public(Store))


def test_the_databases_clock_is_the_hosts(world: World) -> None:
    """Where SQLite is asked for the time it answers with the host's, in the form that it would have used."""
    world.set_clock(timedelta(hours=3, milliseconds=42))
    form = "%Y-%m-%d %H:%M:%f000"
    with world.database.engine.connect() as connection:
        played = connection.exec_driver_sql(f"SELECT strftime('{form}', 'now', '+300 seconds')").scalar()
    with closing(sqlite3.connect(":memory:")) as plain:
        when = f"{BEGINNING + timedelta(hours=3, seconds=300):%Y-%m-%d %H:%M:%S}.042"
        assert plain.execute(f"SELECT strftime('{form}', '{when}')").fetchone()[0] == played


@pytest.mark.story
def test_the_same_seed_is_the_same_year(template: Path, tmp_path: Path) -> None:
    """Twice here, and once in a process whose sets are in another order: every line is the same."""
    digests = set()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        digests.add(play(Year(5, tmp_path / name, template), WEEKS).world.journal.digest[:16])
    command = [sys.executable, "-m", "tests.simulation", "--seed", "5", "--weeks", str(WEEKS)]
    environ = {**os.environ, "PYTHONHASHSEED": "77"}
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=environ)
    digests.add(ran.stdout.split()[-1])
    assert len(digests) == 1


def test_another_seed_is_another_year(play_weeks: Callable[[int, int], Year]) -> None:
    """Chance is the seed's."""
    assert play_weeks(5, 2).world.journal.digest != play_weeks(6, 2).world.journal.digest
