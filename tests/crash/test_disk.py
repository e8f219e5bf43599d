"""A disk that is full or broken, a database that is locked: nothing is said without a durable intent, and all goes on.

`make crash` fails each write where these tests fail every tenth or so.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crash import tracing
from tests.crash.cases import INTENDED, UPLOADED, wrong
from tests.crash.starting import Laboratory

Count = Callable[[str, str, int], None]

FRAME = 4096 + 24
"""Bytes that SQLite adds to its log for each page written."""
STEPS = {"pwrite64": 11, "fdatasync": 4, "fsync": 2, "rename": 1}
"""How many of a call are passed over between two that fail."""


@pytest.mark.parametrize("part", range(2))
def test_a_disk_that_fills_up_in_the_middle_of_a_tick(sqlite_laboratory: Laboratory, part: int) -> None:
    """Whichever page of the log is the first that does not fit, until all of the tick's fit."""
    full = 0
    for page in range(part * 5, 1000, 10):
        told = sqlite_laboratory.ask("disk_full", room=page * FRAME + 100)
        assert wrong(told) == [], f"room for {page} pages"
        if not told["error"]:
            break
        full += 1
    assert full >= 2


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("call", STEPS)
def test_a_disk_that_fails_once(
    sqlite_laboratory: Laboratory, strace: None, count: Count, call: str, error: str
) -> None:
    """Writes, syncs and renames of the posting tick in turn; a sync that failed is no sync."""
    for number in range(1, 1000, STEPS[call]):
        told = sqlite_laboratory.ask("disk_broken", inject=f"{call}:error={error}:when={number}")
        assert wrong(told) == [], f"{call} no. {number}: {told['error']}"
        if not told["hit"]:
            return
        count("writes, syncs and renames failed with ENOSPC or EIO", "sqlite", 1)
    raise AssertionError(f"no end of {call}")


@pytest.mark.parametrize("at", [UPLOADED, INTENDED, "POST */feed*", "answer in utter.*._send"])
@pytest.mark.parametrize("hour", ["post", "announce"])
def test_a_database_locked_for_too_long(sqlite_laboratory: Laboratory, hour: str, at: str) -> None:
    """A lock that outlasts the wait is told, and what Facebook did meanwhile is found again."""
    told = sqlite_laboratory.ask("locked", hour=hour, strike={"at": at, "when": "after"}, waits=0.2, seconds=0.6)
    assert wrong(told) == []
    assert told["errors"]


def test_a_database_locked_for_a_while(sqlite_laboratory: Laboratory) -> None:
    """A lock is waited out, and nobody is troubled."""
    strike = {"at": "POST */feed*", "when": "after"}
    told = sqlite_laboratory.ask("locked", hour="post", strike=strike, waits=60, seconds=0.3)
    assert (wrong(told), told["errors"]) == ([], [])


def test_what_is_said_was_durable_before(sqlite_laboratory: Laboratory, strace: None, tmp_path: Path) -> None:
    """Before each POST leaves, whatever was last written to the log has been synced to the disk."""
    trace = tmp_path / "trace"
    told = sqlite_laboratory.ask("order_of_syscalls", trace=str(trace))
    assert told["broken"] == []
    spoken, too_early = tracing.spoken(trace)
    assert [address.rpartition("/")[2] for address in spoken] == ["photos", "feed", "comments", "photos", "feed"]
    assert too_early == []


def test_a_photo_has_moved_before_the_record_says_so(
    sqlite_laboratory: Laboratory, strace: None, tmp_path: Path
) -> None:
    """Both folders, and a note or a card written anew, are synced to the disk before the next write to the database."""
    trace = tmp_path / "trace"
    assert sqlite_laboratory.ask("order_of_syscalls", trace=str(trace))["broken"] == []
    moved, too_early = tracing.moves(trace)
    assert len(moved) == 6  # two photos, their texts, the note that says why one was set aside, and the card
    assert too_early == []
