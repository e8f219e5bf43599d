"""The hall of fame: written by the run, served from any folder, and reached by everything that staff take back."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests

from tests.story.pictures import BAND, share
from tests.story.test_card import SECOND, SIDECAR, WINNER, in_review
from tests.story.town import ANNOUNCE, LONG, NEXT_SLOT, Town

BY = ("--by", "maria")
ADDRESS = "https://captions.example.org/"
LOCAL = re.compile(r"""(?:href|src)=["']([^"'#]+)""")


class _Quiet(SimpleHTTPRequestHandler):
    """Any web server: it gives files and knows nothing."""

    def log_message(self, *_words: object) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A plain web server on a folder; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        serving.join(LONG)


def visited(address: str) -> dict[str, bytes]:
    """Everything that a visitor reaches from the front page, by its path; each link leads somewhere."""
    found: dict[str, bytes] = {}
    wanted = [address]
    while wanted:
        here = wanted.pop()
        if here in found:
            continue
        answer = requests.get(here, timeout=LONG)
        assert answer.status_code == 200, here
        found[here] = answer.content
        if here.endswith((".html", "/")):
            links = [urljoin(here, unescape(link)) for link in LOCAL.findall(answer.text)]
            wanted += [link for link in links if link.startswith(address)]
    return {here.removeprefix(address): content for here, content in found.items()}


def shown(hall: Path) -> dict[str, bytes]:
    """What stands in the folder, as a visitor meets it over HTTP."""
    with served(hall) as address:
        return visited(address)


def pictures(pages: dict[str, bytes]) -> list[bytes]:
    """The pictures that a visitor is shown."""
    return [content for path, content in pages.items() if path.endswith(".jpg")]


def text(pages: dict[str, bytes]) -> str:
    """All that a visitor can read."""
    return "\n".join(content.decode() for path, content in pages.items() if not path.endswith(".jpg"))


@pytest.fixture
def hall(town: Town) -> Path:
    """The folder of a town whose run writes a hall of fame, in review."""
    town.settle_in(SITE_DIR="hall", SITE_URL=ADDRESS, ORGANISER="Springfield Police")
    in_review(town)
    return town.folder / "hall"


@pytest.fixture
def announced(town: Town, hall: Path) -> Town:
    """The same, with a public winner."""
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (1, 1, 1)
    return town.later(hours=2)


def everywhere(hall: Path) -> bytes:
    """Every byte in the folder."""
    return b"\0".join(path.read_bytes() for path in sorted(hall.rglob("*")) if path.is_file())


def test_the_tick_that_announces_publishes(town: Town, hall: Path) -> None:
    """The winner's caption, card, story and runner-up are there for anybody, names shortened; before that, nobody."""
    assert WINNER.encode() not in everywhere(hall)
    town.at(ANNOUNCE).tick_well()
    pages = shown(hall)
    cards = pictures(pages)

    assert (hall / "index.html").is_file()
    assert WINNER in text(pages)
    assert SECOND in text(pages)
    assert "Ann L." in text(pages)
    assert "Ann Lee" not in text(pages)
    assert "Biscuit, was banned from the diner" in unescape(text(pages))
    assert cards
    assert all(share(card, BAND) > 0.1 for card in cards)
    assert f"{ADDRESS}contest-1.html" in (hall / "feed.xml").read_text()


def test_nothing_is_written_while_nothing_changes(announced: Town, hall: Path) -> None:
    """Ticks of quiet days leave every file as it is."""
    before = {path: path.stat().st_mtime_ns for path in hall.rglob("*")}
    for minutes in (1, 60, 1440):
        announced.later(minutes=minutes).tick_well()
    assert {path: path.stat().st_mtime_ns for path in hall.rglob("*")} == before


def test_a_correction_reaches_it(announced: Town, hall: Path) -> None:
    """The right winner hangs there, with a card of their own; the wrong one is at most a runner-up."""
    second = next(str(one["id"]) for one in announced.facebook.world()["comments"] if one["message"] == SECOND)
    wrong = set(hall.rglob("*.jpg"))
    announced.must("pick", "1", second, "--because", "copied", "--correct", *BY)
    announced.tick_well()
    announced.later(hours=1).tick_well()
    index = shown(hall)[""].decode()

    assert SECOND in index
    assert WINNER not in index
    assert not wrong & set(hall.rglob("*.jpg"))


def test_a_retraction_reaches_it(announced: Town, hall: Path) -> None:
    """Nobody is named any more, on no page, in no feed and on no card."""
    announced.must("retract", "1", "--because", "it was copied", *BY)
    announced.tick_well()

    assert WINNER.encode() not in everywhere(hall)
    assert SECOND.encode() not in everywhere(hall)
    assert list(hall.rglob("*.jpg")) == []
    assert shown(hall)


@pytest.mark.parametrize("how", [(), ("--erase", "--because", "she asked us to")], ids=["sealed", "erased"])
def test_who_asks_to_be_forgotten_is_taken_down(announced: Town, hall: Path, how: tuple[str, ...]) -> None:
    """At the next tick no byte of name or caption is left, nor the card."""
    announced.must("forget", "Ann Lee", *how, *BY)
    announced.tick()

    assert WINNER.encode() not in everywhere(hall)
    assert b"Ann L" not in everywhere(hall)
    assert list(hall.rglob("*.jpg")) == []
    assert shown(hall)


def test_a_folder_that_can_not_be_written_stops_nothing(town: Town) -> None:
    """The winner is announced, staff are told once what to mend, and then it is written after all."""
    town.settle_in(SITE_DIR="hall")
    in_review(town)
    hall = town.folder / "hall"
    for path in sorted(hall.rglob("*"), reverse=True) if hall.exists() else ():
        path.rmdir() if path.is_dir() else path.unlink()
    if hall.exists():
        hall.rmdir()
    hall.write_text("somebody's file", encoding="utf-8")
    town.at(ANNOUNCE).tick()
    town.later(minutes=30).tick()
    assert (town.stage(), town.counts) == ("announced", (1, 1, 1))
    assert len([line for line in town.told().splitlines() if "hall" in line]) == 1
    assert hall.read_text(encoding="utf-8") == "somebody's file"

    hall.unlink()
    town.later(hours=2).tick()
    assert WINNER in text(shown(hall))


def test_a_hall_by_hand(any_town: Town) -> None:
    """`site DIR` writes it wherever a person says, with or without the setting; names as the setting says."""
    town = any_town
    in_review(town)
    town.at(ANNOUNCE).tick_well()
    for names, name in (("full", "Ann Lee"), ("short", "Ann L."), ("none", "a fan")):
        town.settle_in(SITE_NAMES=names)
        told = town.must("site", f"by-{names}").out
        pages = text(shown(town.folder / f"by-{names}"))
        assert f"by-{names}" in told
        assert WINNER in pages
        assert name in pages
        assert ("Ann L" in pages, "Lee" in pages) == (names != "none", names == "full")


def test_two_weeks_hang_newest_first(announced: Town, hall: Path) -> None:
    """And the pages of the two lead to each other."""
    town = announced
    town.queue_photo("b.jpg", SIDECAR)
    town.at(NEXT_SLOT).tick_well()
    town.fan("A stable relationship.", 5, by="Dee Dunn")
    town.at("2026-12-07T16:00:05Z").tick_well()
    town.at("2026-12-08T16:00:00Z").tick_well()
    pages = shown(hall)
    index = pages[""].decode()

    assert index.index("A stable relationship.") < index.index(WINNER)
    assert "contest-1.html" in pages["contest-2.html"].decode()
    assert "contest-2.html" in pages["contest-1.html"].decode()
    assert len({card for card in pictures(pages) if share(card, BAND) > 0.1}) >= 2
