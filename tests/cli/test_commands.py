"""Commands in this process: what they write down, and what they say."""

import getpass
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from captionbot.store.database import open_store
from tests.cli.conftest import Run
from tests.contest.made import comment
from tests.photos.pictures import put
from tests.photos.unlike import file_unlike
from tests.rooms.made import reviewed

PAGE_ID = "1234567890"


@pytest.fixture
def judged(ready: Path) -> Path:
    """A folder whose record has a contest in review, with a hostile caption in it."""
    store = open_store(f"sqlite:///{ready / 'captionbot.db'}", PAGE_ID)
    with store.transaction() as record:
        reviewed(record, comment(1, votes=9), comment(2, "\x1b[2J\u202eevil\nline", votes=5))
    store.close()
    return ready


def _rows(folder: Path, words: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "captionbot.db")) as connection:
        return connection.execute(words).fetchall()


def _audit(folder: Path) -> list[tuple[object, ...]]:
    return _rows(folder, "SELECT by, action, because FROM audit WHERE action != 'init' ORDER BY id")


def test_init_makes_all_that_is_needed(run: Run, here: Path) -> None:
    """And says where photos go and when the next slots are."""
    done = run("init", "--no-input")

    assert done.code == 0
    assert (here / "captionbot.db").is_file()
    assert sorted(path.name for path in (here / "photos").iterdir()) == ["posted", "queue", "rejected"]
    assert done.out.count("Friday") == 5


def test_init_again_changes_nothing(run: Run, ready: Path) -> None:
    """Neither the record nor its beginning."""
    before = _rows(ready, "SELECT * FROM pages")
    done = run("init", "--no-input")

    assert "there already" in done.out
    assert _rows(ready, "SELECT * FROM pages") == before
    assert _rows(ready, "SELECT count(*) FROM audit") == [(1,)]


def test_what_is_shown_of_a_caption_does_nothing(run: Run, judged: Path) -> None:
    """In lines; as JSON it is the very text."""
    shown = run("entries").out
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert len(shown.partition("\n\n")[0].splitlines()) == 2

    captions = [one["caption"] for one in json.loads(run("entries", "--json").out)["entries"]]
    assert captions == ["Caption number 1", "\x1b[2J\u202eevil\nline"]


def test_staffs_word_is_recorded_with_their_name(run: Run, judged: Path) -> None:
    """Each in the audit."""
    for words in (
        ("hold", "1", "--because", "a funeral"),
        ("release", "1"),
        ("pick", "1", "2", "--because", "funnier"),
        ("approve", "1"),
        ("void", "1", "--because", "after all"),
    ):
        assert run(*words, "--by", "maria").code == 0

    assert _audit(judged) == [
        ("maria", "hold", "a funeral"),
        ("maria", "release", ""),
        ("maria", "pick", "funnier"),
        ("maria", "approve", ""),
        ("maria", "void", "after all"),
    ]


@pytest.mark.parametrize("words", ["pick 1 2 --because x", "approve 1", "hold 1", "void 1 --because x"])
def test_root_must_say_who_decides(run: Run, judged: Path, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """Root is nobody in particular; whoever used sudo is."""
    monkeypatch.setattr(getpass, "getuser", lambda: "root")
    monkeypatch.delenv("SUDO_USER", raising=False)
    done = run(*words.split())
    assert (done.code, "--by NAME" in done.err) == (2, True)
    assert _audit(judged) == []

    monkeypatch.setenv("SUDO_USER", "maria")
    assert run(*words.split()).code == 0
    assert _audit(judged)[0][0] == "maria"


def test_a_process_without_an_account_can_pause(run: Run, ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a container there may be no login name; stopping needs none."""

    def nobody() -> str:
        raise OSError("no login name")

    monkeypatch.setattr(getpass, "getuser", nobody)
    monkeypatch.delenv("SUDO_USER", raising=False)

    assert run("pause", "--because", "a funeral").code == 0
    assert _audit(ready) == [("root", "pause", "a funeral")]


@pytest.mark.parametrize("typed", ["Tr\udce4nen", "\udcff\udcfe", "Tränen 🐎"])
def test_words_of_any_terminal_are_recorded(run: Run, ready: Path, typed: str) -> None:
    """A terminal may send bytes that are no UTF-8: the Page is paused all the same."""
    assert run("pause", "--because", typed, "--by", typed).code == 0

    [(by, because)] = _rows(ready, "SELECT by, because FROM pauses")
    assert by == because
    assert run("status").out.startswith("PAUSED by")


def test_a_dry_run_records_nothing(run: Run, judged: Path) -> None:
    """And says so."""
    done = run("pick", "1", "2", "--because", "x", "--by", "maria", "--dry-run")

    assert "nothing was recorded" in done.out
    assert (done.code, _audit(judged)) == (0, [])
    assert _rows(judged, "SELECT decision FROM contests") == [(1,)]


def test_a_pause_and_its_end_are_told(run: Run, ready: Path) -> None:
    """With the reason, and how to go on."""
    assert "captionbot resume" in run("pause", "--because", "a funeral", "--by", "maria").out
    assert run("status").out.startswith("PAUSED by maria since ")
    assert json.loads(run("status", "--json").out)["paused"]["because"] == "a funeral"
    assert run("resume", "--by", "joe").out == "The pause is over.\n"
    again = run("resume")
    assert (again.code, "not paused" in again.err) == (1, True)


def test_a_week_is_named_by_any_of_its_days(run: Run, ready: Path) -> None:
    """Its Sunday too."""
    skipped = "Week 2099-W51 is skipped; its photo keeps its place.\n"
    assert run("skip", "2099-12-20", "--by", "maria").out == skipped
    assert run("skip", "2099-12-14").code == 1
    assert run("unskip", "2099-12-18", "--by", "maria").out == "Week 2099-W51 is back in.\n"


@pytest.mark.parametrize("words", ["--live 7 --not-live", ""])
def test_settle_wants_one_of_two(run: Run, judged: Path, words: str) -> None:
    """Live or not."""
    assert run("settle", "1", *words.split()).code == 2


def test_post_now_wants_a_photo_that_is_there(run: Run, ready: Path) -> None:
    """By its name in the queue."""
    assert "The queue is empty" in run("post-now").err
    put(ready / "photos" / "queue", "horse.jpg", file_unlike(1))
    assert run("post-now", "--photo", "goat.jpg").code == 1
    assert run("post-now", "--photo", "horse.jpg", "--dry-run").code == 0
    assert _rows(ready, "SELECT count(*) FROM slots") == [(0,)]
    assert run("post-now", "--photo", "horse.jpg", "--by", "maria").code == 0
    assert _rows(ready, "SELECT slot_key, photo FROM slots") == [("extra 1", "horse.jpg")]


def test_post_now_takes_no_photo_that_has_a_week_of_its_own(run: Run, ready: Path) -> None:
    """Not this week's either, for its slot is no calendar's; named, it goes."""
    queue = ready / "photos" / "queue"
    put(queue, "pinned.jpg", file_unlike(1))
    put(queue, "pinned.txt", "Post-on: 2026-12-18")
    done = run("post-now", "--by", "maria")
    assert (done.code, "has a week of its own (Post-on). Name one: --photo NAME." in done.err) == (1, True)
    put(queue, "zebra.jpg", file_unlike(2))
    assert "begins a contest with zebra.jpg" in run("post-now", "--dry-run", "--by", "maria").out
    assert "with pinned.jpg" in run("post-now", "--photo", "pinned", "--dry-run", "--by", "maria").out
