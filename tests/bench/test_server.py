"""The server of the comments bench sends its thread as Facebook would, and counts what it is asked."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from bench.comments.alternatives import FIELDS
from bench.comments.server import Thread
from bench.comments.serving import serving
from bench.comments.thread import EDITED, NEW, OPENED, POST_ID, written
from captionbot.graph.reading import comment, comment_fields

SIZE = 250
Rows = list[dict[str, Any]]


def walked(thread: Thread, **asked: str) -> list[Rows]:
    """The rows of every page, from the first to the one that names no next."""
    target = f"/v26.0/{POST_ID}/comments?" + "&".join(f"{name}={value}" for name, value in asked.items())
    pages: list[Rows] = []
    while target:
        page = json.loads(thread.answer(target))
        pages.append(page["data"])
        following = urlsplit(page["paging"].get("next", ""))
        target = f"{following.path}?{following.query}" if following.path else ""
        assert dict(parse_qsl(following.query)).items() >= (asked if target else {}).items()
    return pages


def test_every_comment_comes_once(tmp_path: Path) -> None:
    """Page by page, as many as were asked for, and 25 where nobody says how many."""
    thread = Thread(written(tmp_path, SIZE))

    assert [len(page) for page in walked(thread, limit="100", access_token="invented")] == [100, 100, 50]
    assert [len(page) for page in walked(thread)] == [25] * 10
    assert len({row["id"] for page in walked(thread) for row in page}) == SIZE
    assert json.loads(thread.answer("/bench"))["pages"] == 23
    assert json.loads(thread.answer("/bench"))["calls"] == 0


def test_captionbot_understands_every_row(tmp_path: Path) -> None:
    """A thread that it could not read would be read very fast."""
    rows = [row for page in walked(Thread(written(tmp_path, SIZE))) for row in page]
    read = [comment(row) for row in rows]

    assert len(read) == SIZE
    assert any(one.parent_id for one in read)
    assert any(one.tags for one in read)
    assert len({one.entrant_id for one in read}) < SIZE
    assert len({one.text for one in read}) < SIZE
    assert read[0].votes > read[1].votes > read[-1].votes


def test_the_alternative_asks_as_captionbot_does() -> None:
    """The bare download asks for the same fields, so that it gets the same bytes."""
    assert comment_fields(()) == FIELDS


def test_later_little_has_changed(tmp_path: Path) -> None:
    """Ten are new, three are edited, one in a hundred has another vote; all else is the same."""
    before, later = (
        [row for page in walked(Thread(written(tmp_path, SIZE, later=late))) for row in page] for late in (False, True)
    )
    pairs = list(zip(before, later, strict=False))

    assert len(later) == SIZE + NEW
    assert sum(one["message"] != other["message"] for one, other in pairs) == EDITED
    assert [number for number, (one, other) in enumerate(pairs) if one["reactions"] != other["reactions"]] == [
        0,
        100,
        200,
    ]
    assert [one["id"] for one in before] == [one["id"] for one in later[:SIZE]]


def test_it_serves_and_counts(tmp_path: Path) -> None:
    """A process of its own answers over HTTP, and ends with whoever started it."""
    with serving(written(tmp_path, SIZE), OPENED) as server:
        assert server.address.startswith("http://127.0.0.1:")
        assert server.counted().calls == 0
