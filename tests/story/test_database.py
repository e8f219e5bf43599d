"""What befalls the database: whatever it is, a command says so in a line with what to do, and nothing begins afresh."""

import json
import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.left_out import leave_out
from tests.practice.starting import Facebook
from tests.story.conftest import _founded
from tests.story.town import ANNOUNCE, CLOSE, SLOT, Town

COMMANDS = {
    "run": ("run", "--no-desk"),
    "tick": ("tick",),
    "status": ("status", "--json"),
    "pause": ("pause", "--because", "x"),
    "backup": ("backup", "copy.db"),
    "init": ("init", "--no-input"),
}
Befall = Callable[[Town], object]


def _file(town: Town) -> Path:
    """The database, which nobody has open."""
    return town.folder / "captionbot.db"


def _away(town: Town) -> Path:
    for path in town.folder.glob("captionbot.db*"):
        path.unlink()
    return _file(town)


def _foreign(words: str) -> Befall:
    def befall(town: Town) -> None:
        with closing(sqlite3.connect(_away(town))) as theirs:
            theirs.execute(words)
            theirs.commit()

    return befall


BEFALLEN: dict[str, tuple[Befall, str, str]] = {
    "a text": (
        lambda town: _away(town).write_text("no database " * 99),
        "is damaged or not a database",
        "restore FILE",
    ),
    "a folder": (lambda town: _away(town).mkdir(), "is a folder", "DATABASE_URL"),
    "0 bytes": (lambda town: os.truncate(_file(town), 0), "is empty (0 bytes)", "restore FILE"),
    "cut in half": (lambda town: os.truncate(_file(town), 9000), "is damaged", "restore FILE"),
    "its first page lost": (
        lambda town: _file(town).write_bytes(b"\0" * 4096 + _file(town).read_bytes()[4096:]),
        "is damaged",
        "restore FILE",
    ),
    "another program's": (_foreign("CREATE TABLE notes (words)"), "holds another program's tables", "DATABASE_URL"),
    "another program's that uses alembic": (
        _foreign("CREATE TABLE alembic_version (version_num)"),
        "holds another program's tables",
        "DATABASE_URL",
    ),
    "a newer captionbot's": (
        lambda town: town.sql("UPDATE alembic_version SET version_num = '9999'"),
        "was made by a newer captionbot",
        "Install the newer version",
    ),
}
"""What may become of a SQLite file, what is then said, and what to do."""


@pytest.mark.parametrize(("befall", "what", "do"), BEFALLEN.values(), ids=BEFALLEN)
def test_what_is_no_database_of_ours_is_refused_by_every_command(
    town: Town, befall: Befall, what: str, do: str
) -> None:
    """Every command: one line with its name and the remedy; it stays as it is, and Facebook is asked nothing."""
    befall(town)
    before = _lying(town.folder)
    for command in COMMANDS.values():
        said = town.refused(*command)
        assert what in said, said
        assert do in said, said
        assert str(_file(town)) in said or "newer" in said, said
        assert _lying(town.folder) == before, command
    assert town.facebook.calls() == []


def _lying(folder: Path) -> dict[str, bytes]:
    """The database's files, byte by byte; what SQLite lays beside it for a moment apart."""
    return {path.name: path.read_bytes() if path.is_file() else b"" for path in folder.glob("*.db")}


@pytest.mark.parametrize("command", [words for name, words in COMMANDS.items() if name != "init"])
def test_a_missing_database_is_made_by_nobody_but_init(town: Town, command: tuple[str, ...]) -> None:
    """Both ways out are named."""
    _away(town)
    said = town.refused(*command)
    assert str(_file(town)) in said
    assert "captionbot init" in said
    assert "captionbot restore FILE" in said
    assert _lying(town.folder) == {}


@pytest.fixture
def postgres_town(facebook: Facebook, tmp_path: Path, postgres_url: str) -> Town:
    """A town that has run `init`, on PostgreSQL."""
    founded = _founded(facebook, tmp_path, postgres_url)
    founded.must("init", "--no-input")
    return founded


ANEW = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"
ON_A_SERVER: dict[str, tuple[tuple[str, ...], str, str, bool]] = {
    "emptied": ((ANEW,), "holds no captionbot database", "captionbot restore FILE", False),
    "another program's": (
        (ANEW, "CREATE TABLE notes (words text)"),
        "holds another program's tables",
        "DATABASE_URL",
        True,
    ),
    "another program's that uses alembic": (
        (ANEW, "CREATE TABLE alembic_version (version_num text)"),
        "holds another program's tables",
        "DATABASE_URL",
        True,
    ),
    "a newer captionbot's": (
        ("UPDATE alembic_version SET version_num = '9999'",),
        "was made by a newer captionbot",
        "Install the newer version",
        True,
    ),
}


@pytest.mark.parametrize(("words", "what", "do", "by_init"), ON_A_SERVER.values(), ids=ON_A_SERVER)
def test_what_is_no_database_of_ours_on_a_server(
    postgres_town: Town, words: tuple[str, ...], what: str, do: str, *, by_init: bool
) -> None:
    """The same there; `init` makes the tables where there are none at all."""
    for each in words:
        postgres_town.sql(each)
    for name, command in COMMANDS.items():
        if name != "init" or by_init:
            said = postgres_town.refused(*command)
            assert what in said, said
            assert do in said, said
    assert postgres_town.facebook.calls() == []


def test_a_server_that_is_read_only(postgres_town: Town) -> None:
    """As a standby or a full one makes itself: what can be read is read, and what can't be written is named."""
    postgres_town.queue_photo("a.jpg")
    name = make_url(postgres_town.database_url).database
    postgres_town.sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    assert postgres_town.status()["contests"] == []
    said = postgres_town.at(SLOT).refused("tick")
    assert "read-only transaction" in said
    assert "Nothing was written." in said
    assert postgres_town.counts == (0, 0, 0)


@pytest.mark.parametrize("command", [words for name, words in COMMANDS.items() if name != "init"])
def test_a_database_of_another_page(any_town: Town, command: tuple[str, ...]) -> None:
    """It knows nothing of this Page, and nothing is begun for it by a slip in the settings."""
    any_town.settle_in(FACEBOOK_PAGE_ID="999")
    said = any_town.refused(*command)
    assert "knows nothing of the Page 999" in said
    assert "FACEBOOK_PAGE_ID" in said
    assert len(any_town.rows("pages")) == 1


def test_a_database_that_is_locked_for_a_while(town: Town) -> None:
    """A write waits for another program's, reading goes on, and the post goes out once."""
    town.queue_photo("a.jpg")
    town.at(SLOT)
    with closing(sqlite3.connect(_file(town), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with town.forked("tick") as tick:
            time.sleep(2)
            assert tick.runs
            assert town.status()["contests"] == []
            other.execute("ROLLBACK")
            assert tick.ended(60).code == 0
    assert town.counts == (1, 0, 0)


# the disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], check=False, capture_output=True)
    if mounted.returncode:
        leave_out("the right to mount a disk of a megabyte", "sudo make test")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk(facebook: Facebook, tmp_path: Path, small_disk: Path) -> None:
    """It is said which file can't grow and what to do; with room again all goes on, and nothing is said twice."""
    town = _founded(facebook, tmp_path, f"sqlite:///{small_disk / 'captionbot.db'}")
    town.must("init", "--no-input")
    town.queue_photo("a.jpg")
    town.at(SLOT).tick_well()
    for number in range(60):
        town.fan(f"Caption {number} " + "of many words " * 15, number)
    for when in (town.now, CLOSE, ANNOUNCE):
        town.at(when).later(minutes=20)
        filled = _fill(small_disk)
        said = town.refused("tick")
        assert f"The file {small_disk / 'captionbot.db'} can't grow: there is no room left on its disk." in said
        assert "Make room there" in said
        assert "no room left" in town.refused("pause", "--because", "x")
        assert (
            "No space left" in (refused := town.refused("backup", str(small_disk / "copy.db"))) or "no room" in refused
        )
        filled.unlink()
        assert _lying(small_disk).keys() == {"captionbot.db"}
        town.tick()
        town.later(minutes=1).tick()
    assert town.counts == (1, 1, 1)
    assert len(town.rows("comments")) == 60


def _fill(disk: Path) -> Path:
    """Leave no byte."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (65536, 4096):
            try:
                while file.write(b"\1" * size):
                    pass
            except OSError:
                continue
    assert shutil.disk_usage(disk).free == 0
    return ballast


# what no database can keep as it came

UGLY = "NUL \0, half a pair \ud83d, bell \a, and a horse 🐎"
TAMED = "NUL \ufffd, half a pair \ufffd, bell \a, and a horse 🐎"
BEYOND = 2**64


def test_what_no_database_can_keep_is_tamed_alike_on_both(any_town: Town) -> None:
    """Captions, names and words beside a photo are read back the same; a count beyond 64 bits ends no reading."""
    town = any_town
    name = os.fsdecode(b"1974 \xe9\xff \x07.jpg")
    town.queue_photo("plain.jpg").rename(town.folder / "photos" / "queue" / name)
    beside = b"Alt: A \0 horse\nCredit: Springfield \x1b Library\nFact: \0\n\nWhat \0 did it say?\n"
    (town.folder / "photos" / "queue" / os.fsdecode(b"1974 \xe9\xff \x07.txt")).write_bytes(beside)
    town.at(SLOT).later(seconds=5).tick_well()
    town.fan(UGLY, 3, by="Robin \0 \udc00 Maplewood")
    town.facebook.fault(f"total={BEYOND}:GET*/comments:1")
    town.later(minutes=20).tick()
    town.facebook.fault(f"total={2**40}:GET*/comments:*", f"votes={BEYOND}:GET*/comments:1")
    town.later(minutes=20).tick()
    town.later(minutes=20).tick()
    (row,) = town.rows("comments")
    assert (row["text"], row["entrant_name"], row["votes"]) == (TAMED, "Robin \ufffd \ufffd Maplewood", 3)
    contest = town.contest()
    sidecar = contest["sidecar"] if isinstance(contest["sidecar"], dict) else json.loads(contest["sidecar"])
    assert contest["photo"] == "1974 \ufffdE9\ufffdFF \x07.jpg"
    assert {header: words for header, words in sidecar.items() if words} == {
        "alt": "A \ufffd horse",
        "credit": "Springfield \ufffd Library",
        "fact": "\ufffd",
        "words": "What \ufffd did it say?",
    }
    readings = [(one["rows"], one["total"], bool(one["complete"])) for one in town.rows("readings")[-3:]]
    assert readings == [(1, None, True), (0, 2**40 + 1, True), (1, 2**40 + 1, True)]
    town.must("backup", "ugly.db")
    assert "1 comment" in town.must("restore", "ugly.db", "--yes").out
