"""A laboratory for the whole run, and a line at its end that says what was played."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.starting import Laboratory, running

LINE = "tests.faults.line"
LONGER = bool(os.environ.get("CAPTIONBOT_LONGER"))


def pytest_configure(config: pytest.Config) -> None:
    """Have the line said."""
    if not config.pluginmanager.has_plugin(LINE):
        config.pluginmanager.import_plugin(LINE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a story; a row of weeks takes its time."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("story")
            item.add_marker(pytest.mark.timeout(3600 if LONGER else 300))


@pytest.fixture(scope="session")
def faults_laboratory() -> Iterator[Laboratory]:
    """Where weeks are played."""
    with running() as laboratory:
        yield laboratory
