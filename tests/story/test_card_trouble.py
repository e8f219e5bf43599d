"""A card that can't be drawn or kept costs no announcement: the photo goes out as it is, and staff are told once."""

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import ROOT
from tests.story.pictures import BAND, alt_of, sent, share
from tests.story.test_card import ALT, CARD, PHOTO, SIDECAR, WINNER, WORDS, in_review
from tests.story.test_read_only import AS_ANYBODY
from tests.story.town import ANNOUNCE, CLOSE, LONG, Ran, Town


def _ran(town: Town, python: list[str], *words: str) -> Ran:
    """A command by that Python, started from nothing."""
    ended = subprocess.run(
        [*python, "-m", "captionbot", *words],
        cwd=town.folder,
        env=town._environ({}),
        capture_output=True,
        text=True,
        timeout=LONG,
        check=False,
    )
    assert ended.returncode in {0, 1}, ended.stdout + ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr
    return Ran(ended.returncode, ended.stdout, ended.stderr)


@pytest.fixture
def damaged(tmp_path: Path) -> list[str]:
    """A Python that has everything but a library for drawing, as after an update that was cut short."""
    folder = tmp_path / "damaged"
    venv.create(folder, symlinks=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "the-rest.pth").write_text(f"{sysconfig.get_path('purelib')}\n{ROOT}\n", encoding="utf-8")
    broken = packages / "uharfbuzz"
    broken.mkdir()
    (broken / "__init__.py").write_text("raise ImportError('libharfbuzz.so: file too short')\n", encoding="utf-8")
    return [str(folder / "bin" / "python")]


@pytest.fixture
def closed(town: Town) -> Iterator[Town]:
    """A town in review whose folder of posted photos has become read-only."""
    in_review(town)
    posted = town.folder / "photos" / "posted"
    posted.chmod(0o555)
    yield town
    posted.chmod(0o755)


def _announced_with_the_photo(town: Town, *kept: str) -> None:
    """The announcement stands with the photo itself and its own alt text; staff were told once and can mend it."""
    (post,), (announcement,) = town.spoken().posts, town.spoken().announcements
    assert town.counts == (1, 1, 1)
    assert f"“{WINNER}”" in announcement["message"]
    assert sent(town, announcement) == sent(town, post)
    assert share(sent(town, announcement), BAND) < 0.01
    assert alt_of(town, announcement) == ALT
    assert town.photos("posted") == [*kept, PHOTO, WORDS]
    assert [row["contest"] for row in town.rows("notices") if "card" in row["text"]] == [1]


def test_a_machine_that_can_not_draw(town: Town, damaged: list[str]) -> None:
    """An installation that lacks a library for it: nothing waits, and `status` is whole."""
    in_review(town)
    town.at(ANNOUNCE)
    for _ in range(3):
        _ran(town, damaged, "tick")
        town.later(minutes=15)
    _announced_with_the_photo(town)
    assert town.stage() == "announced"
    assert town.status()["contests"][0]["winner"]["caption"] == WINNER


def test_a_folder_that_can_not_be_written(closed: Town) -> None:
    """What can't be kept is not sent: a picture of ours on the Page is always in the folder too."""
    town = closed.at(ANNOUNCE)
    for _ in range(3):
        _ran(town, [*AS_ANYBODY, sys.executable], "tick")
        town.later(minutes=15)
    _announced_with_the_photo(town)


@pytest.mark.parametrize("refusal", ["324:POST*/photos", "1366046:POST*/feed"], ids=["at its upload", "in the post"])
def test_a_card_that_facebook_does_not_take(town: Town, refusal: str) -> None:
    """The photo was taken once, and is again; the card stays in the folder."""
    in_review(town)
    town.facebook.fault(refusal)
    town.at(ANNOUNCE).tick()
    for minutes in (15, 30):
        town.later(minutes=minutes).tick()
    _announced_with_the_photo(town, CARD)
    assert town.stage() == "announced"


def test_signs_that_no_font_has(town: Town) -> None:
    """Letters that nobody can draw here are in the post alone; the card says where, and staff hear of it."""
    town.post_the_first(PHOTO, SIDECAR)
    caption = "\U00010a80\U00010a81\U00010a82 \U00010a83\U00010a84"  # Old North Arabian: in neither font package
    town.fan(caption, 9, by="Ann Lee")
    town.at(CLOSE).tick()
    town.must("approve", "1", "--by", "dana")
    town.at(ANNOUNCE).tick_well()
    (announcement,) = town.spoken().announcements

    assert caption in announcement["message"]
    assert CARD in town.photos("posted")
    assert share(sent(town, announcement), BAND) > 0.1
    assert len([line for line in town.told().splitlines() if "no font here has" in line]) == 1


def test_a_picture_of_a_card_is_left_alone(town: Town) -> None:
    """A file of that name that was there before is somebody's: the card takes another name."""
    in_review(town)
    theirs = town.folder / "photos" / "posted" / CARD
    theirs.write_bytes(b"somebody's own")
    os.utime(theirs, (1_000_000_000, 1_000_000_000))
    town.at(ANNOUNCE).tick()
    (announcement,) = town.spoken().announcements

    assert theirs.read_bytes() == b"somebody's own"
    assert share(sent(town, announcement), BAND) > 0.1
    (row,) = town.rows("cards")
    assert (town.folder / "photos" / "posted" / row["name"]).read_bytes() == sent(town, announcement)
