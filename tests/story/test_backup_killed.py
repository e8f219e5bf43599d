"""`backup` and `restore` killed at any of their effects: a file, and a database, are the old one or the new one."""

import os
import signal
import sys
from itertools import count
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from tests.story.forked import _be_captionbot
from tests.story.town import ANNOUNCE, Town

RESTORE = ("restore", "backup.db", "--yes")
STEP = 11 if not os.environ.get("CAPTIONBOT_LONGER") else 1
"""Every so many effects, so that it takes a minute."""
_context = get_context("forkserver")


def lengths(town: Town) -> dict[str, int]:
    """How much is in each table; `restore` adds to the audit."""
    return {table: len(rows) for table, rows in town.everything().items() if table != "audit"}


def _killed_at(point: int, words: tuple[str, ...], town: Town) -> bool:
    """Whether a command died at its ``point``-th effect (a statement, or an act on a file); it has ended otherwise."""
    environ = {**os.environ, "CAPTIONBOT_DEMO_CLOCK": town.clock, "LOGNAME": "dana"}
    process = _context.Process(target=_die, args=(point, words, town.folder, environ))
    process.start()
    process.join(60)
    assert process.exitcode in {0, -signal.SIGKILL}
    return process.exitcode != 0


def _die(point: int, words: tuple[str, ...], folder: Path, environ: dict[str, str]) -> None:
    left = count(point, -1)

    def effect(*_: object) -> None:
        if next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def seen(name: str, _words: object) -> None:
        if name in {"os.link", "os.rename", "os.remove", "shutil.copyfile"}:
            effect()

    sys.addaudithook(seen)
    for name in ("before_cursor_execute", "commit"):
        event.listen(Engine, name, effect)
    _be_captionbot(words, folder, environ, Path(os.devnull), folder / "stdout", folder / "stderr")


def test_a_restore_that_is_killed(any_town: Town) -> None:
    """At any statement, commit or act on a file: the old record or the new, never half and never none."""
    town = any_town
    town.in_review(("The winner.", 9))
    town.must("backup", "backup.db")
    town.at(ANNOUNCE).tick_well()
    after = lengths(town)
    wanted = None
    for point in range(0, 10_000, STEP):
        killed = _killed_at(point, RESTORE, town)
        found = lengths(town)
        assert town.run("status").code == 0, point
        if found != after:
            wanted = wanted or found
            assert found == wanted, point
            assert town.stage() == "review"
        if not killed:
            break
    assert found != after
    assert point > 100
    assert not list(town.folder.glob("*.unfinished")) or killed
    town.later(minutes=13).tick()
    town.later(minutes=13).tick()
    assert town.counts == (1, 1, 1)


@pytest.mark.parametrize("damage", ["missing", "a text"])
def test_a_restore_that_is_killed_where_no_database_can_be_used(town: Town, damage: str) -> None:
    """The database is missing or damaged as before, or it is the new one."""
    town.in_review(("The winner.", 9))
    town.must("backup", "backup.db")
    wanted, database = lengths(town), town.folder / "captionbot.db"
    for point in range(0, 10_000, 3 * STEP):
        for path in town.folder.glob("captionbot.db*"):
            path.unlink()
        if damage == "a text":
            database.write_text("no database " * 99)
        killed = _killed_at(point, RESTORE, town)
        if not killed:
            break
        said = town.run("status")
        if said.code == 0:
            assert lengths(town) == wanted, point
        else:
            assert ("There is no database" if damage == "missing" else "is damaged") in said.err, point
    assert point > 60
    assert lengths(town) == wanted


def test_a_backup_that_is_killed(town: Town) -> None:
    """The file is there whole or not at all, and the next one under its name is made."""
    town.in_review(("The winner.", 9))
    for point in range(0, 10_000, 3 * STEP):
        if not _killed_at(point, ("backup", "backup.db"), town):
            break
        if (town.folder / "backup.db").exists():
            assert "0 comments" not in town.must(*RESTORE).out
            (town.folder / "backup.db").unlink()
    assert point > 30
    assert not (town.folder / "backup.db.unfinished").exists()
    town.must(*RESTORE)
    assert town.stage() == "review"
