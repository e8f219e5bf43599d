"""What is no captionbot database is refused by name, with what to do, and never begun afresh."""

import os
import pwd
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from captionbot.errors import StoreError
from captionbot.store.database import make_store, open_store
from tests.store.made import SLOT, begun

Make = Callable[[Path], None]


def _url(path: Path) -> str:
    return f"sqlite:///{path}"


def _whole(path: Path) -> None:
    store = make_store(_url(path), "1")
    with store.transaction() as record:
        begun(record)
    store.close()


def _told(path: Path, *words: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for each in words:
            connection.execute(each)


def _text(path: Path) -> None:
    path.write_text("no database " * 99)


def _truncated(path: Path) -> None:
    _whole(path)
    os.truncate(path, 3000)


def _scribbled_over(path: Path) -> None:
    _whole(path)
    path.write_bytes(b"\0" * 4096 + path.read_bytes()[4096:])


def _newer(path: Path) -> None:
    _whole(path)
    _told(path, "UPDATE alembic_version SET version_num = '9999'")


REFUSED: dict[str, tuple[Make, str, str]] = {
    "missing": (lambda _: None, "no database", "captionbot init"),
    "0 bytes": (Path.touch, "empty (0 bytes)", "backup"),
    "a folder": (Path.mkdir, "is a folder", "DATABASE_URL"),
    "a text": (_text, "damaged or not a database", "backup"),
    "truncated": (_truncated, "damaged", "backup"),
    "its first page lost": (_scribbled_over, "damaged", "backup"),
    "no tables": (lambda path: _told(path, "PRAGMA user_version = 1"), "no captionbot database", "captionbot init"),
    "another program's": (lambda path: _told(path, "CREATE TABLE ours (id)"), "another program's", "DATABASE_URL"),
    "a newer captionbot's": (_newer, "newer captionbot", "Install the newer version"),
}


@pytest.mark.parametrize(("make", "what", "do"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_ours_is_refused_and_left_as_it_is(tmp_path: Path, make: Make, what: str, do: str) -> None:
    """A fresh start by mistake could post old weeks again."""
    path = tmp_path / "captionbot.db"
    make(path)
    before = _content(tmp_path)

    with pytest.raises(StoreError, match=re.escape(what)) as refused:
        open_store(_url(path), "1")

    assert do in refused.value.do
    assert str(path) in refused.value.message or "newer" in what
    assert _content(tmp_path) == before


REFUSED_BY_INIT = {
    name: (make, re.escape(what)) for name, (make, what, _) in REFUSED.items() if name not in {"missing", "no tables"}
}


@pytest.mark.parametrize(("make", "what"), REFUSED_BY_INIT.values(), ids=REFUSED_BY_INIT)
def test_init_refuses_what_it_would_spoil(tmp_path: Path, make: Make, what: str) -> None:
    """It makes a database only where there is none."""
    path = tmp_path / "captionbot.db"
    make(path)
    before = _content(tmp_path)

    with pytest.raises(StoreError, match=what) as refused:
        make_store(_url(path), "1")

    assert refused.value.do
    assert _content(tmp_path) == before


def test_init_keeps_what_is_there(tmp_path: Path) -> None:
    """Run twice, it opens the record that it made."""
    _whole(tmp_path / "captionbot.db")

    store = make_store(_url(tmp_path / "captionbot.db"), "1")

    with store.view() as record:
        assert record.contests.get(1).slot_at == SLOT
    store.close()


def test_init_names_a_folder_that_is_missing(tmp_path: Path) -> None:
    """SQLite makes no folders."""
    with pytest.raises(StoreError, match=r"nowhere/captionbot\.db") as refused:
        make_store(_url(tmp_path / "nowhere" / "captionbot.db"), "1")

    assert "folder" in refused.value.do


CLOSED: dict[str, tuple[int, int]] = {"a read-only file in a read-only folder": (0o444, 0o555)}
CLOSED["a file that can't be read"] = (0o000, 0o755)
CLOSED["a folder that can't be entered"] = (0o644, 0o000)


@pytest.mark.parametrize(("file_mode", "folder_mode"), CLOSED.values(), ids=CLOSED)
def test_a_file_that_we_may_not_use_is_refused(open_folder: Path, file_mode: int, folder_mode: int) -> None:
    """By name, whoever owns it."""
    path = open_folder / "captionbot.db"
    _whole(path)
    path.chmod(file_mode)
    open_folder.chmod(folder_mode)

    with _as_nobody_special(), pytest.raises(StoreError, match=r"captionbot\.db") as refused:
        open_store(_url(path), "1")

    assert refused.value.do


def test_a_file_that_may_only_be_read_is_never_written(open_folder: Path) -> None:
    """Where the folder still lets SQLite open it, the first write is refused by name and nothing is lost."""
    path = open_folder / "captionbot.db"
    _whole(path)
    if os.geteuid() == 0:  # of another account's it would not even be opened
        os.chown(path, pwd.getpwnam("nobody").pw_uid, -1)
    path.chmod(0o444)
    open_folder.chmod(0o777)

    with _as_nobody_special(), pytest.raises(StoreError, match=r"captionbot\.db.*readonly"):
        _begin_another(path)


def _begin_another(path: Path) -> None:
    store = open_store(_url(path), "1")
    try:
        with store.transaction() as record:
            begun(record)
    finally:
        store.close()


@pytest.mark.parametrize("open_or_make", [open_store, make_store])
def test_a_server_that_is_not_there_is_named_without_the_password(open_or_make: Callable[[str, str], object]) -> None:
    """The URL holds a password and is never shown."""
    with pytest.raises(StoreError, match="captions on 127") as refused:
        open_or_make("postgresql+psycopg://captionbot:s3cret@127.0.0.1:1/captions", "1")

    assert "s3cret" not in f"{refused.value!r} {refused.value.message} {refused.value.do}"
    assert "the server runs" in refused.value.do


def test_an_empty_server_is_not_begun_afresh(postgres_url: str) -> None:
    """Only init does that."""
    with pytest.raises(StoreError, match="no captionbot database") as refused:
        open_store(postgres_url, "1")

    assert "captionbot init" in refused.value.do


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another account can reach; tmp_path is ours alone."""
    folder = Path(tempfile.mkdtemp(prefix="captionbot-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o700)
    shutil.rmtree(folder)


@contextmanager
def _as_nobody_special() -> Iterator[None]:
    """Root may do anything, so these are tried as another account."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(pwd.getpwnam("nobody").pw_uid)
    try:
        yield
    finally:
        os.seteuid(before)


def _content(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, byte by byte."""
    return {path.name: path.read_bytes() if path.is_file() else b"" for path in sorted(folder.iterdir())}
