"""An upgrade loses nothing: databases of every schema there was are brought forward, and kept as they were."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from captionbot.errors import StoreError
from captionbot.store import migrate
from captionbot.store.backup import opened_backup
from captionbot.store.database import open_store
from captionbot.store.safety_copy import KEPT, prune
from captionbot.store.schema import HEAD
from tests.store.old_records import PAGE_ID, REVISIONS, columns_of, old_file, old_url, rows_of

OPEN = "import sys; from captionbot.store.database import open_store; open_store(sys.argv[1], sys.argv[2]).close()"
COPY = f"captionbot.db.before-{HEAD}-*"


def test_there_is_a_database_of_every_schema_but_the_newest() -> None:
    """Whoever adds a migration adds the database that the code before it made."""
    versions = Path(migrate.MIGRATIONS / "versions").glob("0*.py")
    made = {path.name.partition("_")[0] for path in versions}

    assert set(REVISIONS) | {HEAD} == made


@pytest.mark.parametrize("revision", REVISIONS)
def test_an_old_database_is_brought_forward_and_nothing_in_it_is_lost(
    revision: str, database_url: str, tmp_path: Path
) -> None:
    """Every value of every row is there afterwards, and the copy that was kept holds the same."""
    url = old_url(revision, database_url, tmp_path)
    columns, before = columns_of(url), rows_of(url)
    assert before["comments"]
    open_store(url, PAGE_ID, tmp_path).close()

    assert rows_of(url, columns) == before
    (copy,) = tmp_path.glob(f"captionbot*.before-{HEAD}-*")
    assert rows_of(f"sqlite:///{copy}") == before
    assert copy.stat().st_mode & 0o777 == 0o600
    with opened_backup(copy, PAGE_ID) as backup:
        assert backup.holding.contests == 4


def test_it_is_brought_forward_once(tmp_path: Path) -> None:
    """Several programs start at once after an upgrade: one migrates and keeps one copy, the others wait for it."""
    url = f"sqlite:///{old_file('0001', tmp_path)}"
    started = [subprocess.Popen([sys.executable, "-c", OPEN, url, PAGE_ID], stderr=subprocess.PIPE) for _ in range(3)]
    said = b"".join(one.communicate(timeout=60)[1] for one in started)

    assert [one.returncode for one in started] == [0, 0, 0]
    (copy,) = tmp_path.glob(COPY)
    assert said.decode().count(f"is brought to schema {HEAD}; as it was before, it lies in {copy}") == 1


@contextmanager
def small_files(most: int) -> Iterator[None]:
    """A disk on which no file can grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_without_a_copy_nothing_is_changed(database_url: str, tmp_path: Path) -> None:
    """No room for it: the database is refused, as it was, and what to do is said; then it goes on."""
    url = old_url("0006", database_url, tmp_path)
    before = rows_of(url)
    there = set(tmp_path.iterdir())
    with small_files(100_000), pytest.raises(StoreError, match="no copy of it can be kept") as refused:
        open_store(url, PAGE_ID, tmp_path)

    assert refused.value.do.startswith("Make room there")
    assert rows_of(url) == before
    assert {path for path in tmp_path.iterdir() if "before" in path.name} <= there
    open_store(url, PAGE_ID, tmp_path).close()


@pytest.mark.postgres
def test_a_server_s_copy_needs_a_folder(postgres_url: str, tmp_path: Path) -> None:
    """Where nobody says which, nothing is changed."""
    url = old_url("0005", postgres_url, tmp_path)
    with pytest.raises(StoreError, match="nobody said where to"):
        open_store(url, PAGE_ID)

    assert "sent_at" not in columns_of(url)["notices"]


def test_a_migration_that_fails_leaves_the_database_and_no_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever starts captionbot again and again fills no disk with copies."""
    url = f"sqlite:///{old_file('0003', tmp_path)}"
    before, whole = rows_of(url), migrate.upgrade

    def halfway(connection: object) -> None:
        whole(connection)  # type: ignore[arg-type] # the connection that is passed on
        raise RuntimeError("the power went out")

    monkeypatch.setattr(migrate, "upgrade", halfway)
    with pytest.raises(RuntimeError, match="power"):
        open_store(url, PAGE_ID)

    assert rows_of(url) == before
    assert not list(tmp_path.glob(COPY))


def test_only_the_newest_copies_stay(tmp_path: Path) -> None:
    """Of this database; files that are called in any other way are nobody's to take away."""
    kept = ["captionbot.db", "captionbot.db.before-restore-2026-12-02T1600Z", "other.db.before-0002-2026-01-01T0000Z"]
    kept += ["captionbot.db.before-0002-my-own", "captionbot.db.before-0003-2026-01-04T0000Z.bak"]
    copies = [f"captionbot.db.before-000{number}-2026-01-0{number}T0000Z" for number in range(2, 8)]
    for hour, name in enumerate([*kept, *copies]):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (hour, hour))
    prune(tmp_path / copies[-1])

    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*kept, *copies[-KEPT:]])


def test_what_a_killed_upgrade_left_is_swept_away(tmp_path: Path) -> None:
    """Half a copy is no copy."""
    file = old_file("0002", tmp_path)
    left = tmp_path / "captionbot.db.before-0007-2026-01-01T0000Z.unfinished"
    left.touch()
    open_store(f"sqlite:///{file}", PAGE_ID).close()

    assert not left.exists()


def test_a_copy_is_restored_like_any_backup(tmp_path: Path) -> None:
    """Whoever goes back to it, or on from it, needs no other tool."""
    url = f"sqlite:///{old_file('0004', tmp_path)}"
    before = rows_of(url)
    open_store(url, PAGE_ID).close()
    (copy,) = tmp_path.glob(COPY)
    copy.replace(tmp_path / "captionbot.db")
    with closing(open_store(url, PAGE_ID)) as store, store.view() as record:
        assert {row.number for row in record.contests.all()} == {1, 2, 3, 4}
    (again,) = tmp_path.glob(COPY)

    assert rows_of(f"sqlite:///{again}") == before
