"""A backup holds one Page's record whole, and brings it back to either database without touching another Page's."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from stat import S_IMODE

import pytest
from sqlalchemy import Connection

from captionbot.errors import NotNow, StoreError
from captionbot.store.backup import Backup, holding, opened_backup, write_backup
from captionbot.store.database import Store, make_store, open_store
from captionbot.store.record import Record
from captionbot.store.rows import NUMBERED, TABLES, PageRows, carry
from captionbot.store.schema import HEAD, Base, Disqualified, Forgotten, Slip
from tests.contest.made import comment
from tests.postgres import Server
from tests.store.made import HOUR, POST_AT, SLOT, begun, decision, facts, utterance
from tests.store.old_records import PAGE_ID, old_file

fresh = count(1)


def lived_in(store: Store, *, contests: int = 2) -> Store:
    """A Page that has something in every table."""
    with store.transaction() as record:
        record.begin_page(SLOT, POST_AT)
        for number in range(1, contests + 1):
            _live(record, number)
        record.staff.pause("maria", "a funeral", SLOT)
        record.staff.skip("2026-W52", "maria", SLOT)
        record.staff.tell("token", "The token is dead.", SLOT)
        record.accounts.add("maria", "Maria", "admin", "tom", SLOT)
        record.staff.mark_ours("70012", "Ottilie Fennimore", "maria", SLOT)
        record.papers.add_slip(
            Slip(number=1, contest=1, why="announced", body="{}", digest="d1", before="", made_at=SLOT)
        )
        record.photos.keep("horse.jpg", "1:2:3:4:5", facts("horse", jpeg=bytes(range(256)), brightness=0.1), SLOT)
        record.photos.say_yes(facts("horse").sha256, "checklist", "maria", "", SLOT)
        record.papers.forget(Forgotten(digest="f1", salt="s", what="entrant", by="maria", at=SLOT, because=""))
    return store


def _live(record: Record, number: int) -> None:
    row = begun(record, slot_key=f"2026-W{47 + number}", post_id=f"1_{number}", photo_in="posted")
    reading = record.comments.begin_reading(number, SLOT)
    record.comments.keep(number, reading.id, [comment(one, votes=2**40 + one) for one in range(1, 4)], SLOT)
    record.comments.end_reading(reading.id, SLOT, complete=True, rows=3, total=2**40)
    record.comments.note_changes(number, reading.id, [("1", "edited")], SLOT)
    record.staff.disqualify(
        Disqualified(contest=number, comment_id="2", reason="copied", because="", by="maria", at=SLOT)
    )
    record.contests.decide(row, decision(because="“most votes” 🐎"))
    record.cards.keep(number, 1, "horse.card.jpg", facts("card").sha256, SLOT)
    record.contests.settle_slot(row.slot_key, SLOT, "begun", SLOT, contest=number)
    record.utterances.begin_attempt(record.utterances.intend(utterance(contest=number)), 1, SLOT)
    record.staff.note(SLOT + HOUR, "maria", "hold", contest=number)


@pytest.fixture
def made(tmp_path: Path, postgres_server: Server) -> Iterator[Callable[[str, str], Store]]:
    """Makes a store for a Page in a new database of a kind."""
    with postgres_server.database() as url:
        stores: list[Store] = []

        def make(kind: str, page_id: str) -> Store:
            where = url if kind == "postgres" else f"sqlite:///{tmp_path / f'{kind}{next(fresh)}.db'}"
            stores.append(make_store(where, page_id))
            return stores[-1]

        yield make
        for store in stores:
            store.close()


KINDS = ("sqlite", "postgres")
Make = Callable[[str, str], Store]


def held(store: Store) -> dict[str, object]:
    """Everything that a store holds of its Page, as it lies there, numbers of rows apart."""
    with store.one_instant() as connection:
        return {table.name: list(PageRows(connection, store.page_id).of(table)) for table in TABLES}


def brought(backup: Backup, store: Store) -> None:
    """Restore into a store."""
    with store.transaction() as record:
        record.exchange(backup.connection)


@pytest.mark.parametrize("to", KINDS)
@pytest.mark.parametrize("of", KINDS)
def test_what_comes_back_is_what_was_there(made: Make, tmp_path: Path, of: str, to: str) -> None:
    """From either database to either, every row of every table, and the record goes on from there."""
    store, other = lived_in(made(of, "1")), made(to, "1")
    file = tmp_path / "backup.db"

    found = write_backup(store, file)
    before = held(store)
    if of == to == "postgres":
        with store.transaction() as record:
            record.staff.end_pause(record.staff.pauses()[0], "dana", SLOT)
        other = store
    with opened_backup(file, "1") as backup:
        assert backup.holding == found
        brought(backup, other)

    assert (found.contests, found.comments, found.newest) == (2, 6, SLOT + HOUR)
    assert held(other) == before
    assert {name for name, rows in before.items() if not rows} <= {"nothing"}
    with other.transaction() as record:
        _live(record, 3)


@pytest.mark.parametrize("kind", KINDS)
def test_another_pages_rows_stay_as_they_are(made: Make, tmp_path: Path, kind: str) -> None:
    """In a shared database the numbers that came from elsewhere give way, with all that refers to them."""
    alone = lived_in(made("sqlite", "1"), contests=3)
    write_backup(alone, tmp_path / "one.db")
    neighbour = lived_in(made(kind, "2"))
    shared = Store(neighbour.engine, "1")
    before = held(neighbour)

    for _ in range(2):
        with opened_backup(tmp_path / "one.db", "1") as backup:
            brought(backup, shared)

    assert held(neighbour) == before
    lived_in(Store(neighbour.engine, "3"))
    with shared.transaction() as record:
        (said,) = record.utterances.of_contest(3)
        assert len(record.utterances.attempts(said.id)) == 1
        assert record.comments.last_reading(3)
        _live(record, 4)
    with shared.one_instant() as connection:
        found = holding(connection, "1")
        assert found is not None
        assert (found.contests, found.comments) == (4, 12)


def test_a_backup_holds_one_page_and_its_lease_stays(made: Make, tmp_path: Path) -> None:
    """What others have in the same database goes nowhere, nor does a process's right to work."""
    store = lived_in(made("sqlite", "1"))
    lived_in(Store(store.engine, "2"))
    with store.transaction() as record:
        record.take_lease()

    write_backup(store, tmp_path / "one.db")

    with closing(sqlite3.connect(tmp_path / "one.db")) as file:
        pages = [file.execute(f"SELECT DISTINCT page_id FROM {table.name}").fetchall() for table in TABLES]  # noqa: S608 - ours
        assert pages == [[("1",)]] * len(TABLES)
        assert file.execute("SELECT * FROM leases").fetchall() == []
        assert file.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
    assert S_IMODE((tmp_path / "one.db").stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.glob("one.db*")) == ["one.db"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_is_of_one_instant(made: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """What is written while it is made is in it whole or not at all, and waits for nothing."""
    store = lived_in(made(kind, "1"))

    def meanwhile(source: PageRows, target: Connection) -> object:
        assert holding(source.connection, "1")
        with Store(store.engine, "1").transaction() as record:
            _live(record, 3)
        return carry(source, target)

    monkeypatch.setattr("captionbot.store.backup.carry", meanwhile)
    assert write_backup(store, tmp_path / "one.db").contests == 2


def test_nothing_is_overwritten(made: Make, tmp_path: Path) -> None:
    """A name that something has is refused, a folder too, and a folder that is missing is named."""
    store, there = lived_in(made("sqlite", "1")), tmp_path / "there.db"
    there.write_text("precious")

    for file, what in ((there, "there already"), (tmp_path, "is a folder")):
        with pytest.raises(NotNow, match=what):
            write_backup(store, file)
    with pytest.raises(StoreError, match="No such file") as refused:
        write_backup(store, tmp_path / "missing" / "one.db")

    assert "Make the folder" in refused.value.do
    assert there.read_text() == "precious"


def test_a_page_that_has_not_begun_has_no_backup(made: Make, tmp_path: Path) -> None:
    """An empty file would look like one that can be relied upon."""
    with pytest.raises(StoreError, match="knows nothing of the Page 9"):
        write_backup(made("sqlite", "9"), tmp_path / "nine.db")
    assert not list(tmp_path.glob("nine*"))


def _of_another_page(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("UPDATE pages SET page_id = '77'")
        other.execute("DROP TABLE seals")
        other.commit()


def _told(file: Path, words: str) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute(words)
        other.commit()


def _theirs(words: str) -> Callable[[Path], object]:
    def spoil(file: Path) -> None:
        file.unlink()
        _told(file, words)

    return spoil


def _cut(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.truncate(file.stat().st_size // 2)


def _one_byte(file: Path) -> None:
    content = file.read_bytes()
    assert content.count(b"Caption number 3") == 4
    file.write_bytes(content.replace(b"Caption number 3", b"Caption number 8", 1))


SPOILT: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "missing": (Path.unlink, "No such file", "captionbot backup"),
    "0 bytes": (lambda file: file.write_bytes(b""), "no captionbot database", "captionbot backup"),
    "a text": (lambda file: file.write_text("no database " * 99), "damaged, or no backup", "another"),
    "truncated": (_cut, "damaged", "another"),
    "one letter changed": (_one_byte, "was changed since it was made", "another"),
    "a row taken out": (lambda file: _told(file, "DELETE FROM skips"), "was changed since it was made", "another"),
    "another Page's": (_of_another_page, "record of 77 and not of the Page 1", "FACEBOOK_PAGE_ID"),
    "a newer captionbot's": (
        lambda file: _told(file, "UPDATE alembic_version SET version_num = '9999'"),
        "changed|newer captionbot",
        "",
    ),
    "another program's": (
        _theirs("CREATE TABLE theirs (id)"),
        "no captionbot database",
        "captionbot backup",
    ),
    "another program's that uses alembic": (
        _theirs("CREATE TABLE alembic_version (version_num)"),
        "no captionbot database",
        "captionbot backup",
    ),
}


@pytest.mark.parametrize(("spoil", "what", "do"), SPOILT.values(), ids=SPOILT)
def test_what_should_not_be_restored_is_refused(
    made: Make, tmp_path: Path, spoil: Callable[[Path], object], what: str, do: str
) -> None:
    """By the file's own name, with what to do; and the file is left as it was."""
    file = tmp_path / "backup.db"
    write_backup(lived_in(made("sqlite", "1")), file)
    spoil(file)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("backup*")}

    with pytest.raises(StoreError, match=what) as refused, opened_backup(file, "1"):
        pass

    assert str(file) in refused.value.message
    assert do in refused.value.do
    assert {path.name: path.read_bytes() for path in tmp_path.glob("backup*")} == before


def test_a_newer_captionbots_file_is_named_as_such(made: Make, tmp_path: Path) -> None:
    """A newer program's own backup, whose seals are whole."""
    store = lived_in(made("sqlite", "1"))
    store.close()
    file = tmp_path / "newer.db"
    shutil.copyfile(str(store.engine.url.database), file)
    _told(file, "UPDATE alembic_version SET version_num = '9999'")

    with (
        pytest.raises(StoreError, match=r"newer\.db was made by a newer captionbot") as refused,
        opened_backup(file, "1"),
    ):
        pass
    assert "Install that version" in refused.value.do


def test_an_older_backup_is_brought_forward_on_a_copy(made: Make, tmp_path: Path) -> None:
    """Years later the program is newer than the file, and the file stays as it was."""
    file, other = old_file("0001", tmp_path), made("sqlite", PAGE_ID)
    before, migrated = file.read_bytes(), shutil.copyfile(file, tmp_path / "migrated.db")

    with opened_backup(file, PAGE_ID) as backup:
        brought(backup, other)

    assert file.read_bytes() == before
    with closing(open_store(f"sqlite:///{migrated}", PAGE_ID)) as store:
        assert held(other) == held(store)


def test_a_copy_of_the_database_will_do_with_its_log(made: Make, tmp_path: Path) -> None:
    """Whoever copied the files of a dead machine has the newest rows in the log beside the file."""
    store = lived_in(made("sqlite", "1"))
    database = Path(str(store.engine.url.database))
    for ending in ("", "-wal"):
        shutil.copyfile(f"{database}{ending}", f"{tmp_path / 'copy.db'}{ending}")

    with opened_backup(tmp_path / "copy.db", "1") as backup:
        assert backup.holding.contests == 2


def test_every_shared_number_is_known() -> None:
    """A table that counts up by itself, or a column that holds such a number, is no surprise to a restore."""
    counting = {table.name for table in TABLES if table.autoincrement_column is not None}
    columns = {
        (table.name, column.name)
        for table in TABLES
        for column in table.columns
        if column.name in {"id", "reading", "last_reading", "utterance"}
    }

    assert {name for name in counting if "id" in Base.metadata.tables[name].columns} == set(NUMBERED)
    assert columns == {place for places in NUMBERED.values() for place in places.items()}
