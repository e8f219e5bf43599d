"""Where a backup goes: into the database that stands, or as a new file where none can be used."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from captionbot.errors import NotNow, StoreError
from captionbot.store.backup import holding, opened_backup, write_backup
from captionbot.store.database import Store, make_store, open_store
from captionbot.store.record import Record
from captionbot.store.restoring import bring_back, standing
from tests.store.made import SLOT
from tests.store.test_backup import held, lived_in

HOLD_OPEN = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("SELECT count(*) FROM pages").fetchall()
print("open", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database of two Pages, and a backup of the first beside it."""
    url = f"sqlite:///{tmp_path / 'captionbot.db'}"
    with closing(lived_in(make_store(url, "1"))) as store:
        lived_in(Store(store.engine, "2"))
        write_backup(store, tmp_path / "backup.db")
    return url


def _restored(url: str, folder: Path) -> Path | None:
    with opened_backup(folder / "backup.db", "1") as backup:

        def fill(record: Record) -> None:
            record.exchange(backup.connection)

        kept, _ = bring_back(url, "1", folder, SLOT, fill)
        return kept


def test_what_stood_there_is_kept_in_a_file_that_can_be_restored(url: str, tmp_path: Path) -> None:
    """Each under a name of its own; the other Page stays where it is."""
    with closing(open_store(url, "2")) as store:
        before = held(store)
    first, second = _restored(url, tmp_path), _restored(url, tmp_path)

    assert first == tmp_path / "captionbot.db.before-restore-2026-11-27T1600Z"
    assert second == tmp_path / "captionbot.db.before-restore-2026-11-27T1600Z.2"
    with closing(open_store(url, "2")) as store:
        assert held(store) == before
    with opened_backup(first, "1") as kept:
        assert kept.holding == standing(url, "1").holding


def test_a_file_that_is_damaged_in_its_middle_is_put_away_as_it_is(url: str, tmp_path: Path) -> None:
    """It opens, and can't be read to its end: then a new file takes its place."""
    file = tmp_path / "captionbot.db"
    content = file.read_bytes()
    spoilt = content[: 4096 * 3] + b"\xff" * 4096 * 20 + content[4096 * 23 :]
    file.write_bytes(spoilt)

    kept = _restored(url, tmp_path)

    assert kept is not None
    assert kept.read_bytes() == spoilt
    assert standing(url, "1").holding
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.db", "captionbot.db", kept.name]


def test_a_damaged_file_that_a_program_has_open_is_left(url: str, tmp_path: Path) -> None:
    """The program would go on with it, unseen, when another file took its name."""
    file = tmp_path / "captionbot.db"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_OPEN, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "open\n"
        with file.open("r+b") as spoilt:
            spoilt.write(b"no database")
        with pytest.raises(NotNow, match="A program has"):
            _restored(url, tmp_path)
        other.communicate("go on\n", timeout=30)

    assert file.read_bytes().startswith(b"no database")
    assert _restored(url, tmp_path)


def test_a_worker_is_named(url: str) -> None:
    """By its process and host, and nothing of its lease changes by asking."""
    with closing(open_store(url, "1")) as store:
        with store.transaction() as record:
            lease = record.take_lease()
        with pytest.raises(NotNow, match=r"captionbot works for this Page just now \(process \d+ on \S+\)"):
            standing(url, "1")
        assert standing(url, "2").holding
        with store.transaction() as record:
            assert lease is not None
            record.check_lease(lease)


def test_a_database_that_another_program_uses_is_never_put_away(tmp_path: Path, url: str) -> None:
    """Its file is not ours to move."""
    theirs = tmp_path / "theirs.db"
    with closing(sqlite3.connect(theirs)) as connection:
        connection.execute("CREATE TABLE notes (words)")
    for act in (lambda: standing(f"sqlite:///{theirs}", "1"), lambda: _restored(f"sqlite:///{theirs}", tmp_path)):
        with pytest.raises(StoreError, match="another program's tables"):
            act()


def test_what_fails_in_the_middle_changes_nothing(url: str, tmp_path: Path) -> None:
    """All of a restore is kept, or none."""
    with closing(open_store(url, "1")) as store:
        before = held(store)

    def fail(record: Record) -> None:
        with opened_backup(tmp_path / "backup.db", "1") as backup:
            record.exchange(backup.connection)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        bring_back(url, "1", tmp_path, SLOT, fail)
    (tmp_path / "captionbot.db").rename(tmp_path / "elsewhere.db")
    with pytest.raises(ZeroDivisionError):
        bring_back(url, "1", tmp_path, SLOT, fail)
    assert not list(tmp_path.glob("captionbot.db")) + list(tmp_path.glob("*.unfinished*"))
    with closing(open_store(f"sqlite:///{tmp_path / 'elsewhere.db'}", "1")) as store:
        assert held(store) == before


def test_a_folder_that_can_not_be_written_is_named(url: str, tmp_path: Path) -> None:
    """The file and what to do."""
    with pytest.raises(StoreError, match=re.escape("nowhere/captionbot.db")) as refused:
        _restored(f"sqlite:///{tmp_path / 'nowhere' / 'captionbot.db'}", tmp_path)
    assert "folder" in refused.value.do


def test_what_a_page_has_is_counted(url: str) -> None:
    """And nothing of a Page that the database doesn't know."""
    with closing(open_store(url, "1")) as store, store.one_instant() as connection:
        found = holding(connection, "1")
        assert found is not None
        assert (found.contests, found.comments) == (2, 6)
        assert holding(connection, "9") is None
