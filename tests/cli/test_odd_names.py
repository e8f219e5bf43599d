"""Commands that are offered with a photo's name: pasted into a shell as they are shown, they do what they say."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.photos.pictures import file_of, put, real_now
from tests.photos.unlike import unlike
from tests.photos.words.blocks import xmp
from tests.settings.written import REQUIRED, written

NAMES = [
    "two words.jpg",
    'Mayor\'s dog & "Biscuit".jpg',
    "line\nbreak.jpg",
    "-rf.jpg",
    "--again.jpg",
    "$(reboot) `x`; #.jpg",
    "narrow\u202fspace.jpg",
    "turned\u202egpj.exe.jpg",
    "\udcffraw.jpg",
    "Tränen 🐎.jpg",
]
OFFERED = re.compile(r"`captionbot (.+?)`(?= (?:shows them|with --alt|takes that)|\.(?: |$))")


@pytest.fixture(params=NAMES, ids=ascii)
def name(ready: Path, request: pytest.FixtureRequest) -> str:
    """A photo of that name on disk, which brings words along and waits for somebody to look at it."""
    written(ready, f"{REQUIRED}CHECKLIST=No prisoners.\n")
    name = str(request.param)
    put(ready / "photos" / "queue", name, file_of(unlike(1), xmp=xmp(photoshop_Headline="Biscuit")), now=real_now())
    return name


def _offered(text: str, command: str) -> list[str]:
    """The words of the commands of that name, as a shell would hand them over."""
    found = [shlex.split(line) for line in OFFERED.findall(text)]
    return next(words for words in found if words[0] == command)


def test_what_queue_offers_can_be_pasted(run: Run, name: str) -> None:
    """Vouch, words, and what `words` itself offers."""
    told = run("queue").out
    shown = run(*_offered(told, "words"))
    assert "No text stands beside" in shown.out
    added = run(*_offered(shown.out, "words"), "--alt", "a horse", "--by", "maria")
    assert (added.code, added.err) == (0, "")
    done = run(*_offered(told, "vouch"), "--checked", "--by", "maria")
    assert (done.code, done.err) == (0, "")
    again = run(*_offered(told, "vouch"), "--checked", "--by", "maria")
    assert (again.code, "Somebody has vouched for" in again.err) == (1, True)
    undone = run(*_offered(again.err, "vouch"), "--by", "maria")
    assert (undone.code, undone.err) == (0, "")


def test_a_name_as_a_shell_hands_it_over_is_taken(run: Run, name: str) -> None:
    """From its completion, with the folder before it; by every command that takes a photo."""
    typed = f"photos/queue/{name}"
    for words in (
        ("vouch", typed, "--checked"),
        ("arrange", typed, "--first"),
        ("arrange", "--before", typed, typed),
        ("post-now", "--photo", typed, "--dry-run"),
        ("words", typed, "--alt", "a horse"),
    ):
        done = run(*words, "--by", "maria")
        assert (done.code, done.err) == (0, "")
        assert "\u202e" not in done.out


@pytest.mark.parametrize("typed", ["a\x1b[2Jb.jpg", "\udcff\udcfe.jpg"])
def test_a_name_that_is_not_there_is_told_safely(run: Run, ready: Path, typed: str) -> None:
    """By every command alike."""
    put(ready / "photos" / "queue", "horse.jpg", file_of(unlike(1)), now=real_now())
    for words in (("vouch", typed), ("words", typed), ("arrange", typed, "--first"), ("post-now", "--photo", typed)):
        done = run(*words, "--by", "maria")
        assert (done.code, "in the queue. `captionbot queue` lists" in done.err.replace("\n", " ")) == (1, True)
        assert "\x1b" not in done.err
