"""Who wrote what, and how it is taken out: on SQLite and on PostgreSQL."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from captionbot.contest.forgetting import What, Wish, digest
from captionbot.store.database import Store, make_store, open_store
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow, Forgotten, Notice
from captionbot.store.scrubbing import older_copies, scrub
from tests.contest.made import comment
from tests.postgres import Server
from tests.store.made import POST_AT, SLOT, begun, decision, utterance

WORDS = "They promised the horses a milkshake and 100% of the hay."


def _read(record: Record, *shown: CommentRow | object, number: int = 1) -> None:
    reading = record.comments.begin_reading(number, SLOT)
    record.comments.keep(number, reading.id, list(shown), SLOT)  # type: ignore[arg-type] # comments, as a test makes them


@pytest.fixture
def read(record: Record) -> Record:
    """A contest with three comments: two of one person, and one whose author Facebook withholds."""
    begun(record)
    two = replace(comment(2, "And another."), entrant_id="fan-1", entrant_name="Fan One")
    _read(record, comment(1, WORDS), two, comment(3, "Fan 1 says 100% hay, not 1000", by=None))
    return record


def test_people_are_listed_with_all_their_names(read: Record) -> None:
    """Somebody may have changed theirs between two comments; whoever has none is nobody here."""
    [writer] = read.people.writers()

    assert (writer.entrant_id, writer.names, writer.comments, writer.contests) == (
        "fan-1",
        {"Fan 1", "Fan One"},
        2,
        {1},
    )
    assert [row.comment_id for row in read.people.written_by("fan-1")] == ["1", "2"]
    assert [row.comment_id for row in read.people.numbered(["3", "9"])] == ["3"]


def test_those_who_asked_are_found_among_all_comments(read: Record) -> None:
    """By the digest of the person or of the comment; by the stronger where there are two."""
    assert read.people.remembered(read.people.asked()) == []
    for what, of, erased_at in ((What.ENTRANT, "fan-1", None), (What.COMMENT, "2", SLOT), (What.COMMENT, "3", None)):
        row = Forgotten(digest=digest("s", what, of), salt="s", what=what, by="dana", at=SLOT, because="")
        row.erased_at = erased_at
        read.papers.forget(row)

    found = {row.comment_id: wish for row, wish in read.people.remembered(read.people.asked())}
    assert found == {"1": Wish.SEALED, "2": Wish.ERASED, "3": Wish.SEALED}


def test_a_name_in_others_words_is_found_however_it_is_spelt(read: Record) -> None:
    """The same on every database; a percent sign stands for nothing else; not in their own comments."""
    _read(read, comment(4, "FÁN  1 told it better"), comment(5, "Fan 12 didn't"))

    assert [row.comment_id for row in read.people.naming(["Fan 1"], but={"1", "2"})] == ["3", "4"]
    assert [row.comment_id for row in read.people.naming(["1%hay"], but=set())] == []
    assert read.people.naming([], but=set()) == []


def test_the_names_of_those_who_asked_are_known_while_they_are_kept(read: Record) -> None:
    """Nobody's where nobody asked; not those of others; not any more once they are erased."""
    assert read.people.sealed_names() == frozenset()
    rows = read.people.written_by("fan-1")
    row = Forgotten(digest=digest("s", What.ENTRANT, "fan-1"), salt="s", what=What.ENTRANT, by="dana", at=SLOT)
    row.because = ""
    read.papers.forget(row)
    read.people.seal(rows, SLOT)
    assert read.people.sealed_names() == {"Fan 1", "Fan One"}

    read.people.erase(rows, SLOT)
    assert read.people.sealed_names() == frozenset()


def test_notices_about_other_contests_are_left(read: Record) -> None:
    """Another Fan 1 may be meant there; what is about no contest may be about any."""
    for contest in (None, 1, 2):
        read.staff.tell(f"key {contest}", "Fan 1 asked", SLOT, contest=contest)
    read.people.strike_from_notices([1], lambda text: text.replace("Fan 1", "(gone)"))

    texts = {row.contest: row.text for row in read.staff.notices()}
    assert texts == {None: "(gone) asked", 1: "(gone) asked", 2: "Fan 1 asked"}


def test_an_erasure_reaches_every_table(read: Record) -> None:
    """Texts, decisions, what was said, and every attempt at it; but not another's caption that names them."""
    contest = read.contests.get(1)
    for comment_id in ("1", "3"):
        read.contests.decide(contest, decision(comment_id=comment_id, caption="Fan 1 it is", because="Fan 1 is funny"))
    said = read.utterances.intend(utterance(kind="reply", decision=1, text="Hello Fan 1", marker="Fan 1"))
    read.utterances.begin_attempt(said, 1, SLOT)
    read.utterances.end_attempt(said, "refused", SLOT, "Fan 1 is blocked")
    read.people.erase(read.people.written_by("fan-1"), SLOT)
    read.people.strike_from_record([1], lambda text: text.replace("Fan 1", "(gone)"))

    first, second = read.papers.decisions(1)
    assert (first.caption, first.winner, first.because) == ("(erased)", None, "(gone) is funny")
    assert (second.caption, second.because) == ("Fan 1 it is", "(gone) is funny")
    assert (said.text, said.marker) == ("Hello (gone)", "(gone)")
    assert [one.detail for one in read.utterances.attempts(said.id)] == ["(gone) is blocked"]
    assert read.comments.ledger.texts(1) == {}
    assert {row.text for row in read.people.numbered(["1", "2"])} == {""}


def test_the_post_of_a_contest_is_nobodys(read: Record) -> None:
    """It was said before anybody had written a caption; a name in it is a coincidence."""
    read.utterances.intend(utterance(text="Ask Fan 1"))
    read.people.strike_from_record([1], lambda text: text.replace("Fan 1", "(gone)"))

    assert read.utterances.post_of(1).text == "Ask Fan 1"


# the bytes


def _lived(store: Store) -> Store:
    """Many weeks of words, some of them changed and some deleted, so that the file has free space in it."""
    with store.transaction() as record:
        record.begin_page(SLOT, POST_AT)
        begun(record)
        _read(record, *[comment(number, f"{WORDS} {number}" * 30) for number in range(60)])
    with store.transaction() as record:
        _read(record, *[comment(number, f"Now {WORDS} {number}") for number in range(60)])
        record.staff.tell("key", f"“{WORDS}”", SLOT)
    with store.transaction() as record:
        for notice in record.staff.notices():
            record._session.delete(record._session.merge(notice))
        record.people.erase(record.people.numbered([str(number) for number in range(60)]), SLOT)
    return store


def _in_files(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if b"milkshake" in path.read_bytes()]


def test_no_byte_of_it_is_left_in_a_sqlite_file(tmp_path: Path) -> None:
    """Not in the file and not in its log, also while somebody else has the database open."""
    url = f"sqlite:///{tmp_path / 'captionbot.db'}"
    with closing(make_store(url, "1")) as store, closing(open_store(url, "1")) as other:
        with other.view() as record:
            assert not record.has_begun()
        _lived(store)
        assert _in_files(tmp_path)

        assert scrub(store) == ""
        assert _in_files(tmp_path) == []
        with other.view() as record:
            assert record.comments.count(1) == 60
            assert record._session.query(Notice).count() == 0


def test_a_file_in_use_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody reads in it just now: what was erased may lie there still, and the person hears what to do."""
    monkeypatch.setattr("captionbot.store.database.BUSY_SECONDS", 0.1)
    url = f"sqlite:///{tmp_path / 'captionbot.db'}"
    with closing(make_store(url, "1")) as store, closing(open_store(url, "1")) as other:
        _lived(store)
        with other.one_instant() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM pages").fetchall()
            assert "stop captionbot" in scrub(store)
        assert scrub(store) == ""


@pytest.mark.postgres
def test_on_postgresql_it_is_said_what_the_server_keeps(postgres_server: Server) -> None:
    """Its tables are written anew; its log and its own backups are not ours to clean."""
    with postgres_server.database() as url, closing(_lived(make_store(url, "1"))) as store:
        assert "log (WAL)" in scrub(store)
        with store.view() as record:
            assert record.comments.count(1) == 60


def test_what_restore_put_aside_is_found(tmp_path: Path) -> None:
    """Beside the database, whatever its name; elsewhere there is nothing to find."""
    url = f"sqlite:///{tmp_path / 'a[1].db'}"
    aside = tmp_path / "a[1].db.before-restore-2026-12-02T1600Z"
    upgraded = tmp_path / "a[1].db.before-0007-2026-12-02T1600Z"
    backed_up = tmp_path / "before-upgrade-20261202T1600Z.backup"
    taken_back = tmp_path / "a[1].db.after-20261202T1600Z"
    on_server = tmp_path / "captionbot.before-0007-2026-12-02T1600Z.db"
    for file in (
        aside,
        upgraded,
        backed_up,
        taken_back,
        on_server,
        tmp_path / "a1.db.before-restore-x",
        tmp_path / "a[1].db.bak",
    ):
        file.touch()

    assert older_copies(url, tmp_path) == [taken_back, upgraded, aside, backed_up]
    assert older_copies("postgresql+psycopg://here/db", tmp_path) == [backed_up, on_server]
    assert older_copies("sqlite:///:memory:", tmp_path) == []
