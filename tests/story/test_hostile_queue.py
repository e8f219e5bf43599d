"""A queue full of traps, by the commands that people and cron use: nothing hangs, and nothing but photos goes out."""

import json
import os
import re
from pathlib import Path

import pytest

from captionbot.photos.names import raw_name
from tests.photos.unlike import file_unlike
from tests.photos.zoo import NAMES, NO_FILES, named, no_files
from tests.story.town import SLOT, Ran, Town

UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\u202e\u2060\ud800-\udfff]")
"""What a terminal would obey, or not show; lines and the tabs between columns are ours."""


def queue_of(town: Town) -> Path:
    """The folder."""
    return town.folder / "photos" / "queue"


def told(town: Town, *words: str, codes: frozenset[int] = frozenset({0})) -> Ran:
    """A command that shows names; a terminal would take no harm."""
    ran = town.run(*words)
    assert ran.code in codes, ran.said
    assert "--json" in words or not UNPRINTABLE.findall(ran.said)
    return ran


def test_odd_names_are_shown_spelt_out_and_told_whole(town: Town) -> None:
    """On the terminal no name does anything; in JSON each is the name on disk; and each goes to its own slot."""
    named(queue_of(town))

    shown = told(town, "queue").out
    photos = told(town, "queue", "--json").json["photos"]
    told(town, "check", codes=frozenset({0, 1}))
    told(town, "check", "--json", codes=frozenset({0, 1}))

    assert {os.fsencode(raw_name(photo["name"])) for photo in photos} == {os.fsencode(name) for name in NAMES.values()}
    assert all(photo["slot"] for photo in photos), [photo["problems"] for photo in photos if not photo["slot"]]
    assert "\\x1b[31m" in shown
    assert "\\u202e" in shown
    assert "[bold red]" in shown


def test_twins_keep_their_own_words(town: Town) -> None:
    """TWIN.JPG and twin.jpg are two photos, each with the text of its own spelling."""
    named(queue_of(town))

    photos = {photo["name"]: photo for photo in told(town, "queue", "--json").json["photos"]}

    assert not [
        one for name in ("TWIN.JPG", "twin.jpg") for one in photos[name]["problems"] if "alternative" in one["what"]
    ]


def test_a_photo_of_every_odd_name_can_be_posted(town: Town) -> None:
    """Week after week, whatever it is called; its name never stands in public."""
    named(queue_of(town))

    for weeks in range(3):
        town.at(SLOT).later(weeks=weeks).tick()

    posted = [name for name in town.photos("posted") if not name.lower().endswith(".txt")]
    assert len(posted) == town.counts[0] == 3
    assert not [name for name in posted if name in json.dumps(town.spoken().posts, ensure_ascii=False)]


def test_what_is_no_file_is_left_alone_and_said(town: Town, tmp_path: Path) -> None:
    """Links, pipes, sockets and folders wait with a sentence each; the photo behind them is posted; nothing leaks."""
    outside = tmp_path / "outside"
    outside.mkdir()
    no_files(queue_of(town), outside)
    town.drop("z-sound.jpg", file_unlike(1))

    photos = {photo["name"]: photo for photo in told(town, "queue", "--json").json["photos"]}
    told(town, "check", codes=frozenset({0, 1}))
    town.at(SLOT).tick()

    assert photos.keys() == NO_FILES.keys() | {"z-sound.jpg"}
    assert all(photos[name]["waits"] and "not a file" in photos[name]["problems"][0]["what"] for name in NO_FILES)
    assert town.photos("posted") == ["z-sound.jpg"]
    assert set(town.photos("queue")) == NO_FILES.keys()
    assert town.photos("rejected") == []
    assert town.counts == (1, 0, 0)


@pytest.mark.parametrize("name", ["photos/queue", "photos"])
def test_a_share_that_is_gone_is_not_an_empty_queue(town: Town, name: str) -> None:
    """Commands say which folder is missing; the tick writes no empty week and makes no folder in its place."""
    town.drop("a.jpg", file_unlike(1))
    away = town.folder / name
    away.rename(town.folder / "unmounted")

    said = town.refused("queue")
    town.at(SLOT).run("tick")

    assert "is missing" in said
    assert not away.exists()
    assert not [slot for slot in town.rows("slots") if slot["outcome"] == "empty"]
    (town.folder / "unmounted").rename(away)
    town.later(minutes=10).tick()
    assert town.counts == (1, 0, 0)
