"""Help: complete, and shown without loading what the commands need."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from captionbot.cli import COMMANDS, captionbot
from tests.cli.conftest import Run

HEAVY = ("sqlalchemy", "alembic", "requests", "facebook", "flask", "waitress", "PIL", "rich", "schedule", "pydantic")
EDGES = ("requests", "facebook", "flask", "waitress", "PIL", "alembic", "rich", "schedule", "captionbot.practice")
LOADED = """
import sys
from captionbot.cli import captionbot
captionbot(sys.argv[1:], standalone_mode=False)
print("\\n".join(sys.modules), file=sys.stderr)
"""


def _loads(folder: Path, *words: str) -> set[str]:
    """The modules that are loaded when a command has run."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words], cwd=folder, capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_help_loads_no_library_but_click(tmp_path: Path) -> None:
    """A tenth of a second instead of one."""
    loaded = _loads(tmp_path, "--help")

    assert "click" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_reading_commands_load_nothing_that_speaks(ready: Path) -> None:
    """`status` needs the record, and neither Facebook nor pictures nor the desk."""
    assert _loads(ready, "status").isdisjoint(EDGES)


def test_every_command_is_listed(run: Run) -> None:
    """With its line, in the order in which a person meets them."""
    done = run("--help")
    places = [done.out.find(f"\n  {name} ") for name in COMMANDS]

    assert done.code == 0
    assert places == sorted(places)
    assert -1 not in places


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    """What it does in a sentence, and each option in another."""
    context = click.Context(captionbot)
    command = captionbot.get_command(context, name)

    assert command
    assert command.name == name
    assert (command.help or "").strip().split("\n")[0].rstrip(".;:") != ""
    unexplained = [one.name for one in command.params if isinstance(one, click.Option) and not one.help]
    assert unexplained == []


@pytest.mark.parametrize("words", [["-h"], ["pick", "-h"], ["--version"]])
def test_help_and_version_leave_with_nought(run: Run, words: list[str]) -> None:
    """Nothing is touched for them."""
    done = run(*words)

    assert (done.code, done.err) == (0, "")
    assert "captionbot" in done.out
