"""`words`: what a photo goes out with, read and changed at the command line."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from captionbot.photos.folder import Place
from captionbot.store.database import open_store
from tests.cli.conftest import Run
from tests.contest.made import comment
from tests.photos.pictures import file_of, put, real_now
from tests.photos.unlike import unlike
from tests.photos.words.blocks import listed, xmp
from tests.rooms.made import reviewed

PAGE_ID = "1234567890"
PACKET = xmp(listed("dc:description", "From the archive") + listed("dc:rights", "City"), photoshop_Headline="Biscuit")


@pytest.fixture
def queue(ready: Path) -> Path:
    """A queue with one photo in it, into which its archive wrote three things."""
    folder = ready / "photos" / "queue"
    put(folder, "horse.jpg", file_of(unlike(1), xmp=PACKET), now=real_now())
    return folder


def _noted(queue: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(queue.parent.parent / "captionbot.db")) as connection:
        return connection.execute("SELECT by, detail FROM audit WHERE action = 'words'").fetchall()


def test_drafts_are_shown_as_such(run: Run, queue: Path) -> None:
    """They stand apart from what is sent, and nothing is written."""
    done = run("words", "horse.jpg")

    assert done.code == 0
    assert done.out.startswith("No text stands beside horse.jpg; `captionbot words horse.jpg` with --alt")
    sent, _, found = done.out.partition("Found in the photo itself, and not sent unless you take it")
    assert "From the archive" not in sent
    for line in ("headline: Biscuit", "description: From the archive", "rights: City"):
        assert f"    {line}\n" in found
    assert [path.name for path in queue.iterdir()] == ["horse.jpg"]
    assert _noted(queue) == []


def test_drafts_are_taken_over(run: Run, queue: Path) -> None:
    """All that the text doesn't say; or those named, in place of what it says."""
    put(queue, "horse.txt", "Rights: mine\n", now=real_now())
    done = run("words", "horse.jpg", "--take", "all", "--by", "maria")

    assert "Written into horse.txt: the words of the post." in done.out
    assert "Found in the photo itself" in done.out  # its rights differ from those in the text
    assert (queue / "horse.txt").read_text() == "Rights: mine\n\nBiscuit\n\nFrom the archive\n"
    done = run("words", "horse.jpg", "--take", "description", "--take", "rights", "--by", "maria")
    assert (queue / "horse.txt").read_text() == "Rights: City\n\nFrom the archive\n"
    assert "    headline: Biscuit\n" in done.out
    assert _noted(queue) == [
        ("maria", "horse.jpg: words in horse.txt"),
        ("maria", "horse.jpg: rights, words in horse.txt"),
    ]
    assert "says nothing of itself that horse.txt doesn't say" in run("words", "horse.jpg", "--take", "all").out


def test_what_the_photo_does_not_say_cant_be_taken(run: Run, queue: Path) -> None:
    """The option says it."""
    done = run("words", "horse.jpg", "--take", "credit", "--by", "maria")

    assert (done.code, done.out) == (1, "")
    assert "says nothing of: credit" in done.err


def test_fields_are_changed_in_the_file(run: Run, queue: Path) -> None:
    """As somebody with an editor could have typed them; empty takes a line out."""
    put(queue, "horse.txt", "credit : The Library\r\n\r\nWords\r\n", now=real_now())
    done = run("words", "photos/queue/horse.jpg", "--alt", "a horse", "--post-on", "2099-12-25", "--by", "maria")

    assert done.code == 0
    assert (queue / "horse.txt").read_bytes() == (
        b"Alt: a horse\r\ncredit : The Library\r\nPost-on: 2099-12-25\r\n\r\nWords\r\n"
    )
    assert "It waits: horse.txt, line 3: Post-on: 2099-12-25 is" in done.out
    run("words", "horse", "--post-on", "", "--credit", "", "--words", "New", "--by", "maria")
    assert (queue / "horse.txt").read_bytes() == b"Alt: a horse\r\n\r\nNew\r\n"


def test_a_dry_run_shows_the_text_and_writes_none(run: Run, queue: Path) -> None:
    """Neither in the folder nor in the record."""
    done = run("words", "horse.jpg", "--alt", "a horse", "--words", "W", "--by", "maria", "--dry-run")

    assert done.out == "horse.txt would say (dry run: nothing was recorded):\n    Alt: a horse\n    \n    W\n"
    assert [path.name for path in queue.iterdir()] == ["horse.jpg"]
    assert _noted(queue) == []


def test_json_has_fields_mistakes_and_drafts(run: Run, queue: Path) -> None:
    """For whoever builds on it."""
    put(queue, "horse.txt", "Alt: a\nTaken: June 1974\n", now=real_now())
    value = json.loads(run("words", "horse.jpg", "--json").out)

    assert (value["photo"], value["file"], value["stands"], value["changed"]) == ("horse.jpg", "horse.txt", True, [])
    assert (value["words"]["alt"], value["words"]["post_on"]) == ("a", "")
    assert (value["drafts"]["headline"], value["drafts"]["credit"]) == ("Biscuit", "")
    assert value["mistakes"] == [
        {
            "what": "horse.txt, line 2: Taken: “June 1974” is not a year, month or day.",
            "do": "Write it as 1974-06.",
            "waits": False,
        }
    ]


@pytest.mark.usefixtures("queue")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--post-on 25.12.2026", "write it as 2026-12-25"),
        ("--post-on 03/04/2027", "write it as 2027-03-04 or 2027-04-03"),
        ("--post-on Christmas", "write it as 2026-12-25"),
        ("--taken 1974-6", "write it as 1974, 1974-06 or 1974-06-05"),
        ("--take everything", "is not one of"),
    ],
)
def test_wrong_use_is_told_with_the_right_form(run: Run, words: str, told: str) -> None:
    """Nothing is guessed."""
    done = run("words", "horse.jpg", *words.split())

    assert done.code == 2
    assert told in done.err


def test_words_that_would_be_a_header_are_refused(run: Run, queue: Path) -> None:
    """And so is a document: its bytes are kept."""
    done = run("words", "horse.jpg", "--words", "Credit: me", "--by", "maria")
    assert (done.code, "can't begin with “Credit:”" in done.err) == (1, True)

    put(queue, "horse.txt", "{\\rtf1 hello}", now=real_now())
    done = run("words", "horse.jpg", "--alt", "a", "--by", "maria")
    assert (done.code, "horse.txt is a document" in done.err) == (1, True)
    assert (queue / "horse.txt").read_text() == "{\\rtf1 hello}"


def test_a_photo_that_is_none_is_not_found(run: Run, queue: Path) -> None:
    """Nor one whose beginning fits two."""
    put(queue, "horse.png", file_of(unlike(2), "PNG"), now=real_now())

    for name in ("zebra.jpg", "horse", "../horse.jpg/"):
        done = run("words", name, "--alt", "a", "--by", "maria")
        assert (done.code, "`captionbot queue` lists the photos" in done.err) == (
            (1, True) if name != "../horse.jpg/" else (0, False)
        )


def test_a_photo_whose_contest_has_begun_keeps_its_words(run: Run, queue: Path, ready: Path) -> None:
    """They are kept with the contest, wherever the file lies still."""
    store = open_store(f"sqlite:///{ready / 'captionbot.db'}", PAGE_ID)
    with store.transaction() as record:
        contest = reviewed(record, comment(1))
        contest.photo, contest.photo_in = "horse.jpg", Place.QUEUE
    store.close()
    done = run("words", "horse.jpg", "--alt", "a", "--by", "maria")

    assert (done.code, done.err.startswith("The contest of horse.jpg has begun")) == (1, True)
    assert not (queue / "horse.txt").exists()


def test_a_photo_that_cant_be_opened_now_shows_its_text_all_the_same(run: Run, queue: Path) -> None:
    """It was copied a second ago."""
    put(queue, "new.jpg", file_of(unlike(3)), age=1, now=real_now())
    put(queue, "new.txt", "Alt: a\n", now=real_now())
    done = run("words", "new.jpg")

    assert done.code == 0
    assert "    Alt: a\n" in done.out
    assert "What stands in the photo itself can't be told now: new.jpg is still being copied" in done.out
    assert run("words", "new.jpg", "--take", "all", "--by", "maria").code == 1


def test_what_is_no_photo_is_refused_with_its_reason(run: Run, queue: Path) -> None:
    """As everywhere."""
    put(queue, "letter.jpg", "%PDF-1.7 a letter", now=real_now())
    done = run("words", "letter.jpg")

    assert done.code == 1
    assert "letter.jpg is a PDF" in done.err
