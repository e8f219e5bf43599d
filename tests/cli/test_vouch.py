"""`captionbot vouch` at the command line."""

import io
import sys
from pathlib import Path

import pytest

from captionbot.store.database import open_store
from tests.cli.conftest import Run
from tests.photos.pictures import put, real_now
from tests.photos.unlike import file_unlike
from tests.rooms.made import said_post
from tests.settings.written import REQUIRED, written

PAGE_ID = "1234567890"
NAME = "my horse.jpg"


@pytest.fixture
def queued(ready: Path, run: Run) -> Path:
    """A folder with a photo in its queue that contest no. 1 has shown, and a checklist."""
    written(ready, f"{REQUIRED}CHECKLIST=No prisoners.; No weapons.\n")
    put(ready / "photos" / "queue", NAME, file_unlike(1), now=real_now())
    run("queue")
    store = open_store(f"sqlite:///{ready / 'captionbot.db'}", PAGE_ID)
    with store.transaction() as record:
        [(_, row)] = record.photos.known_all().items()
        said_post(record, photo_sha256=row.sha256)
    store.close()
    return ready


class _Terminal(io.TextIOWrapper):
    """Somebody at a keyboard."""

    def isatty(self) -> bool:
        """A person answers."""
        return True


def _types(monkeypatch: pytest.MonkeyPatch, answers: str) -> None:
    monkeypatch.setattr(sys, "stdin", _Terminal(io.BytesIO(answers.encode())))


@pytest.mark.usefixtures("queued")
def test_the_line_that_queue_gives_is_the_line_that_helps(run: Run) -> None:
    """Typed with the answers, the photo has a day, and the command says which."""
    told = run("queue").out
    assert "captionbot vouch" in told
    done = run("vouch", NAME, "--again", "--checked", "--by", "maria")

    assert done.code == 0, done.err
    assert "my horse.jpg may go out again after contest no. 1, says maria." in done.out
    assert "my horse.jpg was held against the checklist (2 sentences), says maria." in done.out
    assert "It goes out on Friday " in done.out
    assert "captionbot vouch" not in run("queue").out


@pytest.mark.usefixtures("queued")
def test_on_a_terminal_each_is_asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The contest with its day, and every sentence of the checklist."""
    _types(monkeypatch, "y\ny\ny\n")
    done = run("vouch", NAME, "--by", "maria")

    assert done.code == 0, done.err
    assert "Contest no. 1 of Friday 27 November 2026 has shown this picture." in done.out
    assert all(words in done.out for words in ("May it go out again?", "No prisoners.", "No weapons."))


@pytest.mark.usefixtures("queued")
@pytest.mark.parametrize("answers", ["n\n", "y\nn\n", "y\ny\nn\n"])
def test_one_no_is_a_no(run: Run, monkeypatch: pytest.MonkeyPatch, answers: str) -> None:
    """Nothing is recorded, and the photo goes on waiting."""
    _types(monkeypatch, answers)
    done = run("vouch", NAME, "--by", "maria")

    assert done.code == 1
    assert "goes on waiting; nothing was recorded" in done.err
    assert run("vouch", NAME, "--undo", "--by", "maria").code == 1


@pytest.mark.usefixtures("queued")
@pytest.mark.parametrize(
    ("said", "missing"), [((), "--again"), (("--again",), "--checked"), (("--checked",), "--again")]
)
def test_without_a_terminal_all_must_be_said(run: Run, said: tuple[str, ...], missing: str) -> None:
    """Wrong use, with the option that is missing."""
    done = run("vouch", NAME, *said, "--by", "maria")

    assert done.code == 2
    assert missing in done.err


@pytest.mark.usefixtures("queued")
def test_a_dry_run_says_what_would_be(run: Run) -> None:
    """And records nothing."""
    done = run("vouch", NAME, "--again", "--checked", "--by", "maria", "--dry-run")

    assert done.code == 0
    assert "It goes out on Friday " in done.out
    assert "nothing was recorded" in done.out
    assert run("vouch", NAME, "--undo", "--by", "maria").code == 1


@pytest.mark.usefixtures("queued")
def test_a_yes_is_taken_back(run: Run) -> None:
    """It says what the photo waits for now."""
    run("vouch", NAME, "--again", "--checked", "--by", "maria")
    done = run("vouch", NAME, "--undo", "--by", "sam")

    assert done.code == 0
    assert "Nobody vouches for my horse.jpg any more." in done.out
    assert "It has no day: my horse.jpg is the photo of contest no. 1" in done.out


@pytest.mark.usefixtures("queued")
def test_a_yes_that_stands_is_not_asked_for_twice(run: Run) -> None:
    """It says so, and how it is taken back; nothing that is not true."""
    run("vouch", NAME, "--again", "--checked", "--by", "ann")
    for said in (("--again",), ("--checked",), ()):
        done = run("vouch", NAME, *said, "--by", "maria")
        assert done.code == 1
        assert done.err == (
            "Somebody has vouched for my horse.jpg already: it waits for nobody's yes. "
            "`captionbot vouch 'my horse.jpg' --undo` takes that back.\n"
        )


@pytest.mark.usefixtures("queued")
def test_what_is_asked_still_can_be_said_with_what_was_said(run: Run, queued: Path) -> None:
    """One yes was given, and then the checklist changed."""
    run("vouch", NAME, "--again", "--checked", "--by", "ann")
    written(queued, f"{REQUIRED}CHECKLIST=No horses.\n")
    done = run("vouch", NAME, "--again", "--checked", "--by", "maria")

    assert (done.code, done.err) == (0, "")
    assert "(1 sentence), says maria." in done.out
    assert "may go out again" not in done.out


@pytest.mark.usefixtures("queued")
def test_undo_stands_alone(run: Run) -> None:
    """It takes back everything."""
    assert run("vouch", NAME, "--undo", "--again", "--by", "maria").code == 2


@pytest.mark.usefixtures("queued")
def test_root_says_who(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A yes without a name is nobody's."""
    monkeypatch.delenv("SUDO_USER", raising=False)
    monkeypatch.setattr("getpass.getuser", lambda: "root")

    assert "--by NAME" in run("vouch", NAME, "--again", "--checked").err


@pytest.mark.usefixtures("queued")
def test_post_now_gives_the_line_that_helps(run: Run) -> None:
    """A photo that waits is not posted outside its slot either."""
    done = run("post-now", "--photo", NAME, "--by", "maria")

    assert done.code == 1
    assert "captionbot vouch 'my horse.jpg' --again" in done.err


def test_what_was_never_shown_needs_no_again(run: Run, ready: Path) -> None:
    """Whoever says it anyway has another photo in mind."""
    put(ready / "photos" / "queue", NAME, file_unlike(1), now=real_now())
    done = run("vouch", NAME, "--again", "--by", "maria")

    assert done.code == 1
    assert "No contest has shown my horse.jpg" in done.err
