"""What every story begins with: a pretend Facebook, and a town that has run `init` on a Wednesday."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.practice.starting import Facebook, running
from tests.story.town import WEDNESDAY, Town


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a story."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("story")


@pytest.fixture
def facebook() -> Iterator[Facebook]:
    """A pretend Facebook in a process of its own, with nobody on it yet."""
    with running() as started:
        yield started


@pytest.fixture
def empty_town(facebook: Facebook, tmp_path: Path) -> Town:
    """A town whose settings are written and who has run nothing yet, on SQLite."""
    return _founded(facebook, tmp_path, f"sqlite:///{tmp_path / 'captionbot.db'}")


@pytest.fixture
def town(empty_town: Town) -> Town:
    """A town that has run `init` on a Wednesday, on SQLite."""
    empty_town.must("init", "--no-input")
    return empty_town


@pytest.fixture
def any_town(facebook: Facebook, tmp_path: Path, database_url: str) -> Town:
    """The same on SQLite, then on PostgreSQL."""
    founded = _founded(facebook, tmp_path, database_url)
    founded.must("init", "--no-input")
    return founded


def _founded(facebook: Facebook, folder: Path, database_url: str) -> Town:
    town = Town(folder, facebook, database_url)
    town.settle_in()
    return town.at(WEDNESDAY)
