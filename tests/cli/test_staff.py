"""Who says it, and what is not done: names for the audit, and doors that a PAUSE file or a date shuts."""

import getpass
import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from captionbot.cli import COMMANDS
from captionbot.store.database import open_store
from tests.cli.conftest import Run
from tests.contest.made import comment
from tests.photos.pictures import put
from tests.photos.unlike import file_unlike
from tests.rooms.made import reviewed

PAGE_ID = "1234567890"


@pytest.fixture
def judged(ready: Path) -> Path:
    """A folder whose record has a contest in review: two entries, and a comment that is left out."""
    store = open_store(f"sqlite:///{ready / 'captionbot.db'}", PAGE_ID)
    with store.transaction() as record:
        reviewed(record, comment(1, votes=9), comment(2, votes=5), comment(3, "!!!", votes=90))
    store.close()
    return ready


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody in particular has logged in."""
    monkeypatch.setattr(getpass, "getuser", lambda: "root")
    monkeypatch.delenv("SUDO_USER", raising=False)


def _audit(folder: Path) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(folder / "captionbot.db")) as connection:
        rows = connection.execute("SELECT by, action, because FROM audit WHERE action != 'init' ORDER BY id")
        return rows.fetchall()


@pytest.mark.parametrize("name", ["", "   ", "root", "Root "])
@pytest.mark.parametrize("words", ["approve 1", "resume", "skip 2099-12-20"])
def test_a_name_that_names_nobody_is_refused(run: Run, judged: Path, words: str, name: str) -> None:
    """In a record that says who, it would say nothing."""
    done = run(*words.split(), "--by", name)

    assert (done.code, "say who, by name" in done.err) == (2, True)
    assert _audit(judged) == []


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("words", ["skip 2099-12-20", "resume", "pause --because x"])
def test_root_is_told_that_the_record_names_nobody(run: Run, ready: Path, words: str) -> None:
    """What names no winner is done all the same: stopping must not wait for a name."""
    run("pause", "--because", "a funeral", "--by", "maria")
    done = run(*words.split())

    assert (done.code, "--by NAME" in done.err) == (0, True)
    assert _audit(ready)[-1][0] == "root"


@pytest.mark.parametrize("words", [*COMMANDS])
def test_the_help_says_whether_root_must_give_a_name(run: Run, words: str) -> None:
    """As the command does it."""
    told = " ".join(run(words, "--help").out.split())
    must = {"approve", "disqualify", "forget", "hold", "keep", "pick", "release", "retract", "void", "vouch"}
    must |= {"adopt", "rehearse"}

    assert ("(root must give one)" in told) == (words in must)


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("words", ["words horse.jpg --alt a", "arrange horse.jpg --first"])
def test_root_may_do_what_an_editor_could(run: Run, ready: Path, words: str) -> None:
    """And is told that the record names nobody."""
    put(ready / "photos" / "queue", "horse.jpg", file_unlike(1))
    done = run(*words.split())

    assert (done.code, "--by NAME" in done.err) == (0, True)
    assert _audit(ready)[-1][0] == "root"


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("name", ["", "   ", "root"])
def test_a_pause_takes_any_name(run: Run, ready: Path, name: str) -> None:
    """It must never fail for a form's sake."""
    assert run("pause", "--because", "a funeral", "--by", name).code == 0
    assert _audit(ready) == [("root", "pause", "a funeral")]


@pytest.mark.parametrize(
    ("because", "told", "kept"),
    [
        ("a funeral", "Paused: a funeral. Nothing is said", "a funeral"),
        ("A funeral.", "Paused: A funeral. Nothing is said", "A funeral."),
        ("  ", "Paused: no reason was given. Nothing is said", "no reason was given"),
    ],
)
def test_a_pause_tells_its_reason_as_a_sentence(run: Run, ready: Path, because: str, told: str, kept: str) -> None:
    """With one full stop, and even without a reason."""
    done = run("pause", "--because", because, "--by", "maria")

    assert done.out.startswith(told)
    assert _audit(ready) == [("maria", "pause", kept)]


def test_the_hours_are_those_of_the_page(run: Run, judged: Path) -> None:
    """As people on the Page read them."""
    hour = "Tuesday 1 December at 10:00 AM CST"

    assert f"to be announced from {hour}." in run("pick", "1", "2", "--because", "x", "--by", "maria").out
    assert f"to be announced from {hour}." in run("approve", "1", "--by", "maria").out


def test_a_pause_file_that_no_tick_has_seen_stops_the_doors(run: Run, ready: Path) -> None:
    """Without a daemon nobody has written it down yet."""
    put(ready / "photos" / "queue", "horse.jpg", b"jpeg")
    (ready / "photos" / "PAUSE").write_text("a funeral")

    for words in ("post-now", "resume"):
        done = run(words, "--by", "maria")
        assert (done.code, done.err) == (1, "A PAUSE file pauses this Page (a funeral). Take the file away.\n")
    assert run("status").out.startswith("PAUSED by a PAUSE file: a funeral\n")
    assert _audit(ready) == []


def test_the_end_of_a_pause_says_what_still_pauses(run: Run, ready: Path) -> None:
    """A PAUSE file, or a photos folder in which nobody can see whether there is one."""
    (ready / "photos" / "PAUSE").write_text("a funeral")
    run("pause", "--because", "x", "--by", "maria")
    assert run("resume", "--by", "maria").out == "Still paused by a PAUSE file (a funeral): take it away to go on.\n"

    run("pause", "--because", "x", "--by", "maria")
    (ready / "photos").rename(ready / "away")
    told = run("resume", "--by", "maria").out
    assert told.startswith("The pause is over, but nothing is said yet: The photos folder ")


@pytest.mark.parametrize("day", ["2020-01-01", "2206-12-25", "9999-12-31"])
def test_a_week_that_nobody_means_is_not_skipped(run: Run, ready: Path, day: str) -> None:
    """Past, or in a century."""
    done = run("skip", day, "--by", "maria")

    assert (done.code, done.out) == (1, "")
    assert _audit(ready) == []


def test_entries_and_what_is_left_out_stay_apart_without_a_terminal(run: Run, judged: Path) -> None:
    """The tally in lines alone, as a program takes them; what takes no part under its heading."""
    tally, left_out = run("entries").out.split("\n\n")

    assert [line.split("\t")[1] for line in tally.splitlines()] == ["9", "5"]
    assert left_out.splitlines() == ["Left out", "90\t!!!\tno words\t3"]


def test_a_photo_whose_name_is_no_utf8_can_be_asked_for(run: Run, ready: Path) -> None:
    """As the shell completes it, as `queue` shows it, and as `--json` gives it."""
    put(ready / "photos" / "queue", os.fsdecode(b"bad\xff.jpg"), file_unlike(1))
    [photo] = json.loads(run("queue", "--json").out)["photos"]

    assert photo["name"] == photo["shown"] == "bad\ufffdFF.jpg"
    for name in (os.fsdecode(b"bad\xff.jpg"), photo["name"]):
        done = run("post-now", "--photo", name, "--dry-run", "--by", "maria")
        assert (done.code, done.err) == (0, "")
        assert "bad\ufffdFF.jpg" in done.out
