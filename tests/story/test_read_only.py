"""A photos folder that captionbot may read and not write: the record is the truth, and the weeks go on."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.story.town import LONG, NEXT_SLOT, SLOT, Ran, Town

AS_ANYBODY = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner"] if os.geteuid() == 0 else []
"""Root may write everywhere; so it is run without that right."""


@pytest.fixture
def read_only(town: Town) -> Iterator[Town]:
    """A town whose photos folder is closed to writing, with two photos and a file that is none."""
    town.drop("0000-budget.jpg", b"%PDF-1.7 no photo at all")
    for name in ("a.jpg", "b.jpg"):
        town.queue_photo(name)
    _let_write(town, may=False)
    yield town
    _let_write(town, may=True)


def _let_write(town: Town, *, may: bool) -> None:
    photos = town.folder / "photos"
    for folder in (photos, *(photos / room for room in ("queue", "posted", "rejected"))):
        folder.chmod(0o755 if may else 0o555)


def ran(town: Town, *words: str) -> Ran:
    """A command of somebody who may not write there."""
    command = [*AS_ANYBODY, sys.executable, "-m", "captionbot", *words]
    ended = subprocess.run(
        command, cwd=town.folder, env=town._environ({}), capture_output=True, text=True, timeout=LONG, check=False
    )
    assert ended.returncode in {0, 1}, ended.stdout + ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr
    return Ran(ended.returncode, ended.stdout, ended.stderr)


def test_posts_go_out_and_no_photo_goes_twice(read_only: Town) -> None:
    """At each slot the next photo, though none can be moved away; staff hear of it; what is no photo keeps no slot."""
    town = read_only
    for slot, posts in ((SLOT, 1), (NEXT_SLOT, 2)):
        ran(town.at(slot), "tick")
        for hours in (1, 24):
            ran(town.later(hours=hours), "tick")
        assert town.counts == (posts, 0, 0)
    assert [row["photo"] for row in town.rows("contests")] == ["a.jpg", "b.jpg"]
    assert town.photos("queue") == ["0000-budget.jpg", "a.jpg", "b.jpg"]
    told = town.told().splitlines()
    assert len([line for line in told if "a.jpg can't be moved to posted: Permission denied" in line]) == 1
    assert len([line for line in told if line.startswith("0000-budget.jpg can't be posted")]) == 1
    assert [one["name"] for one in ran(town, "queue", "--json").json["photos"]] == ["0000-budget.jpg"]


def test_when_it_can_be_written_again_everything_goes_where_it_belongs(read_only: Town) -> None:
    """By itself, and nothing is said anew."""
    town = read_only
    ran(town.at(SLOT), "tick")
    _let_write(town, may=True)
    town.later(hours=2).tick_well()
    assert town.photos("posted") == ["a.jpg"]
    assert town.photos("queue") == ["b.jpg"]
    assert town.photos("rejected") == ["0000-budget.jpg", "0000-budget.jpg.reason.txt"]
    assert town.counts == (1, 0, 0)
