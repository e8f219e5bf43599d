"""The watch over the photos folder: real files and the system's own events, by a clock that a test sets."""

import errno
import logging
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from captionbot.daemon import watching
from captionbot.daemon.watching import QUIET_SECONDS, Watch

SOON = 10.0
"""Real seconds within which the system tells what happened, on a busy machine."""


class Watched:
    """A photos folder under a watch, and how much time has gone by for it."""

    def __init__(self, root: Path) -> None:
        """A folder with its rooms, watched as at a beat."""
        self.root, self.queue, self.posted = root / "photos", root / "photos" / "queue", root / "photos" / "posted"
        for room in (self.queue, self.posted):
            room.mkdir(parents=True)
        self.outside = root / "outside"
        self.rings = list[bool]()
        self.watch, self.seconds = Watch(lambda: self.rings.append(True)), 0.0
        self.beat()

    def beat(self) -> None:
        """What every beat does."""
        self.watch.keep(self.root)

    def brought(self, name: str, room: Path) -> None:
        """A whole file comes from somewhere else in one step."""
        self.outside.write_bytes(b"whole")
        self.outside.rename(room / name)

    def all_told(self, room: Path) -> None:
        """Wait until the system has told everything that was done in a room: what comes last calls at once."""
        self.brought("PAUSE", room)
        until(self.watch.calls)
        (room / "PAUSE").unlink()

    def calls_after(self, seconds: float) -> bool:
        """Whether the next tick is called for when so much more time has gone by."""
        self.seconds += seconds
        return self.watch.calls()


def until(holds: Callable[[], object]) -> None:
    """Wait for something that happens in another thread."""
    soon = time.monotonic() + SOON
    while not holds():
        assert time.monotonic() < soon, "it did not happen"
        time.sleep(0.005)


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    """A watched photos folder."""
    made = Watched(tmp_path)
    monkeypatch.setattr(watching, "monotonic", lambda: made.seconds)
    yield made
    made.watch.stop()


def test_a_photo_that_lands_calls_once_the_queue_has_been_quiet(watched: Watched) -> None:
    """Then it is settled, and the tick takes it at once."""
    (watched.queue / "horse.jpg").write_bytes(b"a horse")
    watched.all_told(watched.queue)
    assert not watched.calls_after(QUIET_SECONDS - 0.1)
    assert watched.calls_after(0.1)
    assert not watched.calls_after(1000)


def test_while_things_go_on_landing_nothing_calls(watched: Watched) -> None:
    """However many they are: one call when the last is there, and till then the beats."""
    for number in range(50):
        watched.brought(f"{number}.jpg", watched.queue)
        watched.all_told(watched.queue)
        assert not watched.calls_after(QUIET_SECONDS / 2)
    assert watched.calls_after(QUIET_SECONDS / 2)
    assert not watched.calls_after(1000)


def test_a_copy_that_has_its_name_at_last_calls(watched: Watched) -> None:
    """Programs that copy give a file its own name when it is whole."""
    watched.brought("horse.jpg.part", watched.queue)
    watched.all_told(watched.queue)
    assert not watched.calls_after(QUIET_SECONDS)
    (watched.queue / "horse.jpg.part").rename(watched.queue / "horse.jpg")
    watched.all_told(watched.queue)
    assert watched.calls_after(QUIET_SECONDS)


@pytest.mark.parametrize("name", ["PAUSE", "pause.txt", "Pause"])
@pytest.mark.parametrize("room", ["root", "queue"])
def test_a_pause_file_calls_at_once(watched: Watched, room: str, name: str) -> None:
    """And leaves what has landed before it to be called for in its turn."""
    watched.brought("horse.jpg", watched.queue)
    watched.all_told(watched.queue)
    watched.brought(name, watched.root if room == "root" else watched.queue)
    until(watched.watch.calls)
    until(lambda: len(watched.rings) >= 2)
    assert watched.calls_after(QUIET_SECONDS)
    assert not watched.calls_after(1000)


def test_what_the_bot_does_itself_calls_nobody(watched: Watched) -> None:
    """To list, to read, to move out of the queue: a tick would call the next for ever."""
    photo = watched.queue / "horse.jpg"
    photo.write_bytes(b"a horse")
    watched.all_told(watched.queue)
    assert watched.calls_after(QUIET_SECONDS)
    assert list(watched.queue.iterdir()) == [photo]
    assert photo.read_bytes() == b"a horse"
    photo.rename(watched.posted / "horse.jpg")
    (watched.posted / "horse.reason.txt").touch()
    watched.all_told(watched.queue)
    assert not watched.calls_after(QUIET_SECONDS)


def test_what_is_no_photo_and_no_text_of_one_calls_nobody(watched: Watched) -> None:
    """Nor does a long copy at each of its writes, nor what lies beside the queue."""
    copied = (watched.queue / "horse.jpg").open("wb")
    watched.all_told(watched.queue)
    assert watched.calls_after(QUIET_SECONDS)
    copied.write(b"a horse")
    copied.flush()
    for name in (".hidden", "~$horse.docx", "Thumbs.db", "horse.jpg.crdownload"):
        watched.brought(name, watched.queue)
    watched.brought("horse.jpg", watched.root)
    watched.all_told(watched.queue)
    watched.all_told(watched.root)
    assert not watched.calls_after(QUIET_SECONDS)
    copied.close()
    watched.all_told(watched.queue)
    assert watched.calls_after(QUIET_SECONDS)


@pytest.mark.parametrize("name", [b"\xff\xfe.jpg", "\u202egpj.exe\n.jpg".encode(), b"A" * 251 + b".jpg"])
def test_a_name_of_any_bytes_is_heard(watched: Watched, name: bytes) -> None:
    """And ends no thread."""
    (watched.queue / os.fsdecode(name)).touch()
    watched.all_told(watched.queue)
    assert watched.calls_after(QUIET_SECONDS)


def test_a_queue_that_is_a_link_to_a_folder_elsewhere_is_watched(watched: Watched, tmp_path: Path) -> None:
    """As staff's share may be."""
    share = tmp_path / "share"
    watched.queue.rename(share)
    watched.queue.symlink_to(share)
    watched.beat()
    watched.brought("horse.jpg", share)
    watched.all_told(share)
    assert watched.calls_after(QUIET_SECONDS)


def test_a_folder_that_goes_is_logged_once_and_watched_again_when_it_comes_back(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    """As a share that is unmounted for a while."""
    caplog.set_level(logging.INFO, "captionbot")
    away = watched.root.with_name("away")
    watched.root.rename(away)
    for _ in range(3):
        watched.beat()
    (told,) = caplog.records
    assert told.getMessage().startswith(f"{watched.root} can't be watched (No such file or directory); what lands")
    away.rename(watched.root)
    watched.beat()
    assert "is watched again" in caplog.text
    watched.brought("horse.jpg", watched.queue)
    watched.all_told(watched.queue)
    assert watched.calls_after(QUIET_SECONDS)


def _made_anew(watched: Watched) -> None:
    shutil.rmtree(watched.queue)
    until(lambda: not watched.watch._lives())
    watched.queue.mkdir()


def _exchanged(watched: Watched) -> None:
    watched.queue.rename(watched.root / "old")
    watched.queue.mkdir()


@pytest.mark.parametrize("befalls", [_made_anew, _exchanged])
def test_another_folder_in_the_place_of_the_queue_is_watched_from_the_next_beat(
    watched: Watched, befalls: Callable[[Watched], None]
) -> None:
    """Whether or not it has the number that the old one had on the disk."""
    befalls(watched)
    watched.beat()
    watched.brought("horse.jpg", watched.queue)
    watched.all_told(watched.queue)
    assert watched.calls_after(QUIET_SECONDS)


def test_changed_settings_move_the_watch(watched: Watched, tmp_path: Path) -> None:
    """What lands in the folder of before calls nobody any more."""
    other = tmp_path / "other"
    (other / "queue").mkdir(parents=True)
    watched.watch.keep(other)
    watched.brought("horse.jpg", watched.queue)
    watched.all_told(other / "queue")
    assert not watched.calls_after(QUIET_SECONDS)


def _taken() -> tuple[int, int]:
    """The descriptors and threads of this process."""
    return len(list(Path("/proc/self/fd").iterdir())), threading.active_count()


def test_to_watch_anew_costs_nothing_that_lasts(watched: Watched, tmp_path: Path) -> None:
    """Neither a descriptor nor a thread, however often settings change and the folder goes."""
    before = _taken()
    for name in ("other", "third") * 20:
        (tmp_path / name / "queue").mkdir(parents=True, exist_ok=True)
        watched.watch.keep(tmp_path / name)
        watched.watch.keep(tmp_path / "missing")
    watched.beat()
    until(lambda: _taken() == before)


@pytest.mark.parametrize(
    "error", [OSError(errno.EMFILE, "inotify instance limit reached"), RuntimeError("can't start new thread")]
)
def test_where_the_system_has_no_watch_left_the_beats_do(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    """It is said once."""
    tried: list[int] = []

    def refused() -> None:
        tried.append(1)
        raise error

    watched.watch.stop()
    monkeypatch.setattr(watching, "Observer", refused)
    for _ in range(3):
        watched.beat()
    (told,) = caplog.records
    assert f"can't be watched ({getattr(error, 'strerror', error)})" in told.getMessage()
    assert not watched.calls_after(QUIET_SECONDS)
    # What could free a descriptor is tried again; for want of a thread some would stay open at every try.
    assert len(tried) == (3 if isinstance(error, OSError) else 1)


def test_a_watch_that_begins_and_fails_leaves_nothing_behind(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As where the system has a descriptor left and no watch."""
    before = _taken()

    def refused(*_: object) -> int:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    with monkeypatch.context() as patched:
        patched.setattr("watchdog.observers.inotify_c.InotifyFD.add_callback", refused)
        for _ in range(9):
            watched.watch.stop()
            watched.beat()
    assert "inotify watch limit reached" in caplog.text
    watched.beat()
    until(lambda: _taken() == before)
    watched.brought("horse.jpg", watched.queue)
    watched.all_told(watched.queue)
    assert watched.calls_after(QUIET_SECONDS)


def test_a_process_that_watches_can_leave(tmp_path: Path) -> None:
    """Nobody has to stop the watch first."""
    (tmp_path / "queue").mkdir()
    opened = f"w = Watch(print); w.keep(Path({str(tmp_path)!r}))"
    code = f"from captionbot.daemon.watching import *; {opened}; assert w._lives()"
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 0
