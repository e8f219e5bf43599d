"""`site`: what a person is told who writes the hall of fame."""

import json
from pathlib import Path

import pytest

from captionbot.cli.hall import NO_FEED
from captionbot.contest.slip import sha256_of
from captionbot.settings import load_settings
from captionbot.site.leaving import leaves_the_hall
from captionbot.store.database import open_store
from captionbot.store.schema import Page
from tests.cli.conftest import Run
from tests.photos.pictures import drawing, file_of
from tests.settings.written import REQUIRED, written
from tests.site.room.hung import announced


@pytest.fixture
def fame(ready: Path) -> Path:
    """A folder with a contest whose winner is announced."""
    settings = load_settings(ready / ".env", {})
    store = open_store(settings.database_url, settings.facebook_page_id)
    with store.transaction() as record:
        announced(record, 1, file_of(drawing(size=(200, 120))), {})
    store.close()
    return ready


def test_it_says_what_it_did_and_where(run: Run, fame: Path) -> None:
    """And what is missing without an address; a second time nothing has changed."""
    first, second = run("site", "hall"), run("site", "hall")

    assert (first.code, first.out.splitlines()) == (
        0,
        [
            "The hall of fame shows 1 contest: 7 files written, 1 card drawn.",
            f"Open {fame / 'hall' / 'index.html'}",
            NO_FEED,
        ],
    )
    assert second.out.startswith("The hall of fame shows 1 contest: nothing has changed.")


def test_it_says_so_as_json(run: Run, fame: Path) -> None:
    """Alone on stdout."""
    told = json.loads(run("site", "hall", "--json").out)

    assert told["folder"] == str(fame / "hall")
    assert (told["contests"], told["cards_drawn"], told["feed"]) == (1, 1, False)
    assert "contest-1.html" in told["written"]


def test_the_setting_names_the_folder(run: Run, fame: Path) -> None:
    """Without a word on the command line; with neither, it says what is missing."""
    assert run("site").code == 2
    written(fame, f"{REQUIRED}SITE_DIR=fame\nSITE_URL=https://captions.example.org\n")

    assert run("site").code == 0
    assert (fame / "fame" / "feed.xml").is_file()


def test_what_stands_in_the_way_is_named(run: Run, fame: Path) -> None:
    """With what to do; nothing was changed."""
    (fame / "hall").mkdir()
    (fame / "hall" / "index.html").write_text("theirs")
    done = run("site", "hall")

    assert (done.code, done.out) == (1, "")
    assert str(fame / "hall" / "index.html") in done.err
    assert "Move them elsewhere, or name another folder; nothing was changed." in done.err


def test_what_somebody_changed_is_named(run: Run, fame: Path) -> None:
    """And left alone, which wants a person."""
    run("site", "hall")
    (fame / "hall" / "rules.html").write_text("our lawyer's")
    done = run("site", "hall")

    assert done.code == 1
    assert "hall/rules.html was changed by somebody and stays as it is." in done.out


def test_what_somebody_changed_and_nobody_needs_is_named(run: Run, fame: Path) -> None:
    """It is theirs to delete."""
    run("site", "hall")
    (fame / "hall" / "contest-1.html").write_text("Ottilie won")
    run("retract", "1", "--because", "copied", "--by", "maria")
    done = run("site", "hall")

    assert done.code == 1
    assert "hall/contest-1.html stands in the hall no more, and was not removed" in done.out


def test_a_card_that_can_not_be_drawn_is_told(run: Run, fame: Path) -> None:
    """By its contest, and why."""
    settings = load_settings(fame / ".env", {})
    store = open_store(settings.database_url, settings.facebook_page_id)
    with store.transaction() as record:
        record.photos.drop_pictures(record.photos.pictured())
        assert record.photos.jpeg(sha256_of(b"")) is None
    store.close()
    done = run("site", "hall")

    assert done.code == 0
    assert "Contest no. 1 hangs there without its card: photo-1.jpg is in none of the photos folders" in done.out


def test_a_folder_that_shows_too_much_is_refused(run: Run, fame: Path) -> None:
    """The token lies beside it."""
    done = run("site", str(fame))

    assert done.code == 1
    assert "and a web server would show it" in done.err


def test_a_page_that_was_never_begun_is_told(run: Run, fame: Path) -> None:
    """As every command tells it."""
    settings = load_settings(fame / ".env", {})
    store = open_store(settings.database_url, settings.facebook_page_id)
    with store.transaction() as record:
        record._session.delete(record._session.get_one(Page, record.page_id))
    store.close()

    assert "Run `captionbot init` for it once" in run("site", "hall").err


def test_what_was_taken_back_leaves_the_hall(fame: Path) -> None:
    """Staff are told when."""
    settings = load_settings(fame / ".env", {})

    assert leaves_the_hall(settings).endswith("once `captionbot site DIR` has written it anew.")
    named = settings.model_copy(update={"site_dir": fame / "hall"})
    assert "written elsewhere" in leaves_the_hall(named)
    assert leaves_the_hall(named).startswith(f"The hall of fame in {fame / 'hall'} follows at the next tick")
