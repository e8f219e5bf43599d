"""The queue on the command line: what is shown of it, how it is put in order, and how holidays leave weeks out."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from captionbot.errors import PhotosFolderError
from captionbot.intake import verdicts
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.intake import QueuedPhoto
from captionbot.queueing import queued
from captionbot.store.database import open_store
from tests.cli.conftest import Run
from tests.photos.pictures import put
from tests.photos.unlike import file_unlike
from tests.settings.written import REQUIRED, written

PAST = "Post-on: 2020-01-03"
CHANGE_IT = "Change its Post-on, or take that line out."
EXPORT_IT = "Export it as JPEG or PNG and put that into the queue."


@pytest.fixture
def queue(ready: Path) -> Path:
    """The queue of a Page: three photos, one pinned to the past, and something that is no photo."""
    folder = ready / "photos" / "queue"
    for number, (name, text) in enumerate({"a": "", "b": "", "old": PAST}.items()):
        put(folder, f"{name}.jpg", file_unlike(number))
        put(folder, f"{name}.txt", f"Alt: a drawing\n{text}")
    put(folder, "poster.jpg", b"%PDF-1.7 a poster")
    return folder


@pytest.mark.usefixtures("queue")
def test_the_queue_shows_what_goes_out_what_has_no_day_and_what_was_refused_just_now(run: Run) -> None:
    """Each in its own part, with what to do."""
    lines = run("queue").out.splitlines()

    assert lines[0].startswith("Every Friday at 10:00 AM, America/Chicago (CST, in summer CDT)")
    assert [line.split("\t")[1] for line in lines[1:3]] == ["a.jpg", "b.jpg"]
    assert lines[3].startswith("Photos for 2 more Fridays; the 3rd, ")
    assert lines[5:7] == [
        "Without a day",
        f"old.jpg\tIs pinned to the week of 3 January 2020, whose slot is past. {CHANGE_IT}",
    ]
    assert lines[8:] == [
        "Refused just now",
        f"poster.jpg was set aside in photos/rejected: poster.jpg is a PDF, not a photo. {EXPORT_IT}",
    ]
    assert "poster" not in run("queue").out


@pytest.mark.usefixtures("queue")
def test_queue_as_json_is_json_and_nothing_else(run: Run) -> None:
    """On stdout; whoever looks on finds nothing on stderr that is no terminal."""
    done = run("queue", "--json")
    shown = json.loads(done.out)

    assert done.err == ""
    assert [(one["name"], one["slot"] is None, one["waits"]) for one in shown["photos"]] == [
        ("a.jpg", False, False),
        ("b.jpg", False, False),
        ("old.jpg", True, True),
    ]
    assert [problem["do"] for problem in shown["photos"][2]["problems"]] == [CHANGE_IT]
    assert [(one["name"], one["stays"]) for one in shown["refused"]] == [("poster.jpg", "")]
    assert (shown["weeks"], shown["left_out"]) == (2, [])


def _order(run: Run, *words: str) -> list[str]:
    done = run("arrange", *words, "--by", "maria", "--json")
    assert done.code == 0, done.err
    return [photo["name"] for photo in json.loads(done.out)["photos"] if photo["slot"]]


@pytest.mark.usefixtures("queue")
def test_the_queue_is_put_in_order(run: Run) -> None:
    """And shown as it then stands."""
    assert _order(run, "b.jpg", "--first") == ["b.jpg", "a.jpg"]
    assert _order(run, "b.jpg", "--last") == ["a.jpg", "b.jpg"]
    assert _order(run, "b.jpg", "--before", "a.jpg") == ["b.jpg", "a.jpg"]
    assert _order(run, "--by-name") == ["a.jpg", "b.jpg"]
    assert "\tb.jpg\t" in run("arrange", "b.jpg", "--first", "--by", "maria").out.splitlines()[1]


def test_the_only_photo_is_first_wherever_it_is_put(run: Run, ready: Path) -> None:
    """There is no other to put it before."""
    put(ready / "photos" / "queue", "a.jpg", file_unlike(0))

    assert _order(run, "a.jpg", "--first") == ["a.jpg"]


WRONG = {
    "no place": ("arrange a.jpg", 2),
    "two places": ("arrange a.jpg --first --last", 2),
    "no photo": ("arrange --first", 2),
    "a photo by name": ("arrange a.jpg --by-name", 2),
    "a photo that is not there": ("arrange goat.jpg --first", 1),
    "before one that is not there": ("arrange a.jpg --before goat.jpg", 1),
    "one that is pinned": ("arrange old.jpg --first", 1),
}


@pytest.mark.usefixtures("queue")
@pytest.mark.parametrize(("words", "code"), WRONG.values(), ids=WRONG)
def test_an_order_that_makes_no_sense_is_refused(run: Run, words: str, code: int) -> None:
    """And nothing is changed by it."""
    assert run(*words.split(), "--by", "maria").code == code


def test_what_is_refused_and_cant_be_moved_is_told_once(run: Run, queue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Among what has no day, and not as if it had been refused just now."""

    def closed(self: PhotosFolder, *_: object, **__: object) -> str:
        raise PhotosFolderError("poster.jpg can't be moved to rejected: Permission denied.", "Let it.")

    monkeypatch.setattr(PhotosFolder, "set_aside", closed)
    for _ in range(2):
        told = run("queue").out
        assert "Refused just now" not in told
        assert told.count("is a PDF") + told.count("Is a PDF") == 1
        assert f"{EXPORT_IT} poster.jpg can't be moved to rejected: Permission denied. Let it.\n" in told
    assert json.loads(run("queue", "--json").out)["refused"][0]["stays"]


@pytest.mark.usefixtures("queue")
@pytest.mark.parametrize("words", ["arrange b.jpg --first", "vouch b.jpg --checked", "post-now", "words b.jpg --alt b"])
def test_nobody_waits_while_the_queue_is_judged(
    run: Run, ready: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    """That takes long where there are many photos: what another person says meanwhile is written at once."""
    written(ready, f"{REQUIRED}CHECKLIST=No prisoners.\n")
    run("vouch", "a.jpg", "--checked", "--by", "maria")
    other = open_store(f"sqlite:///{ready / 'captionbot.db'}", "1234567890")
    judging, noted = verdicts.judged, []

    def slowly(*given: Any) -> list[QueuedPhoto]:
        with other.transaction() as record:  # would wait for a minute, and fail
            record.staff.note(datetime.now(UTC), "sam", "said meanwhile")
            noted.append("sam")
        return judging(*given)

    monkeypatch.setattr(queued, "judged", slowly)
    done = run(*words.split(), "--by", "maria")
    other.close()

    assert (done.code, done.err) == (0, "")
    assert noted or words.startswith("words")


def test_an_empty_queue_says_where_photos_go(run: Run, ready: Path) -> None:
    """Nothing else is said of it."""
    assert run("queue").out == f"The queue is empty. Drop photos into {ready / 'photos' / 'queue'}.\n"


def test_a_holiday_is_taken_back_in(run: Run, ready: Path) -> None:
    """Once; a day like any other was never out, and one that is past stays so."""
    with (ready / ".env").open("a") as settings:
        settings.write("SKIP_HOLIDAYS=US\n")
    done = run("unskip", "2099-12-25", "--by", "maria")

    assert done.out == "Week 2099-W52 is back in, although its slot is on Christmas Day.\n"
    assert "is not skipped" in run("unskip", "2099-12-25", "--by", "maria").err
    assert "is not skipped" in run("unskip", "2099-12-18", "--by", "maria").err
    assert run("unskip", "2020-12-25", "--by", "maria").code == 1
    assert run("unskip", "9999-12-31", "--by", "maria").code == 1
