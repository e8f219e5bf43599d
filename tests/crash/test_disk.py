"""A disk that is full or broken: nothing is said without a durable intent, and all goes on once it is mended."""

import shutil
from pathlib import Path

import pytest

from tests.crash import tracing
from tests.crash.long import LONG
from tests.crash.starting import Laboratory
from tests.left_out import leave_out

FRAME = 4096 + 24
"""Bytes that SQLite adds to its log for each page written."""
STEP = 1 if LONG else 5


@pytest.fixture
def strace() -> None:
    """What spoils and notes syscalls."""
    if not shutil.which("strace"):
        leave_out("strace", "sudo apt install -y strace")


@pytest.mark.parametrize("part", range(2))
def test_a_disk_that_fills_up_in_the_middle_of_a_tick(sqlite_laboratory: Laboratory, part: int) -> None:
    """Whichever page of the log is the first that does not fit, until all of the tick's fit."""
    full = 0
    for page in range(part * STEP, 1000, 2 * STEP):
        told = sqlite_laboratory.ask("disk_full", room=page * FRAME + 100)
        assert (told["broken"], told["unfounded"]) == ([], []), f"room for {page} pages"
        if not told["error"]:
            break
        full += 1
    assert full >= 2


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("call", ["pwrite64", "fdatasync", "fsync", "rename"])
def test_a_disk_that_fails_once(sqlite_laboratory: Laboratory, strace: None, call: str, error: str) -> None:
    """Each write, sync or rename of the posting tick in turn; a sync that failed is no sync."""
    for number in range(1, 1000, 1 if LONG else {"pwrite64": 40, "fdatasync": 7, "fsync": 3, "rename": 2}[call]):
        told = sqlite_laboratory.ask("disk_broken", inject=f"{call}:error={error}:when={number}")
        assert (told["broken"], told["unfounded"]) == ([], []), f"{call} no. {number}: {told['error']}"
        if not told["hit"]:
            return
    raise AssertionError(f"no end of {call}")


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
    """Both folders, and a note written anew, are synced to the disk before the next write to the database."""
    trace = tmp_path / "trace"
    assert sqlite_laboratory.ask("order_of_syscalls", trace=str(trace))["broken"] == []
    moved, too_early = tracing.moves(trace)
    assert len(moved) == 5  # two photos, their texts, and the note that says why one was set aside
    assert too_early == []
