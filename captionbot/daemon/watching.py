"""The photos folder watched between two beats, so that a tick comes sooner when something lands in it.

It decides nothing and opens nothing, and every tick lists the folder whatever was seen here. For a network share
tells nobody what another machine writes into it, and a kernel may have no watches left: then the beats must do.
"""

import logging
import os
from collections.abc import Callable
from math import inf
from pathlib import Path
from threading import Lock
from typing import Final

from watchdog.events import FileClosedEvent, FileCreatedEvent, FileMovedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from captionbot.clock import monotonic
from captionbot.photos.folder import Place
from captionbot.photos.names import PAUSE_NAMES, folded, is_ignored
from captionbot.photos.opening import SETTLE_SECONDS

log = logging.getLogger(__name__)

QUIET_SECONDS: Final = SETTLE_SECONDS + 1
"""How long the queue must have been quiet: what landed is settled by then, also by a disk's clock that is ahead."""

_HEARD: list[type[FileSystemEvent]] = [FileCreatedEvent, FileMovedEvent, FileClosedEvent]
"""What we do ourselves is not among them (to open, to read, to move out), so that a tick never calls the next.

Nor is each write of a long copy, of which there are thousands: its end is the close.
"""

_Identity = tuple[int, int]


class Watch:
    """A watch over one photos folder; where there can be none, that is logged once and tried again at every beat."""

    def __init__(self, ring: Callable[[], object]) -> None:
        """Watch nothing yet; ``ring`` wakes whoever asks whether it ``calls``, where that can't wait."""
        self._ring = ring
        self._observer: BaseObserver | None = None
        self._watched: dict[Path, _Identity] = {}
        self._blind = False
        self._lock = Lock()
        self._at_once, self._quiet_at = False, inf

    def keep(self, root: Path) -> None:
        """Watch this photos folder from now on; nothing is done where it is watched already and is still the same."""
        try:
            folders = {folder: _identity(folder) for folder in (root, root / Place.QUEUE)}
            if folders != self._watched or not self._lives():
                self.stop()
                self._watched = folders
                self._begin()
        except OSError as error:
            self.stop()
            self._is_blind(root, error)
        except RuntimeError as error:  # no thread can be started; to try it at every beat would leak descriptors
            self._is_blind(root, error)

    def calls(self) -> bool:
        """Whether a tick should come now: a PAUSE file came, or something landed and the queue has been quiet since."""
        with self._lock:
            if self._at_once:
                self._at_once = False
                return True
            if monotonic() < self._quiet_at:
                return False
            self._quiet_at = inf
            return True

    def stop(self) -> None:
        """Watch nothing any more, and give the system back what a watch takes."""
        observer, self._observer, self._watched = self._observer, None, {}
        if observer is not None:
            observer.stop()

    def _lives(self) -> bool:
        """Whether no watch has ended: that of a deleted folder has, though the next one made may get its number."""
        threads = [self._observer, *self._observer.emitters] if self._observer else []
        return all(thread.is_alive() for thread in threads)

    def _begin(self) -> None:
        self._observer = observer = Observer()
        for folder, heard in zip(self._watched, (self._in_root, self._in_queue), strict=True):
            observer.schedule(_Ear(heard), folder, event_filter=_HEARD, follow_symlink=True)
        observer.start()
        if self._blind:
            self._blind = False
            log.info("the photos folder is watched again", extra={"action": "watching"})

    def _is_blind(self, root: Path, error: Exception) -> None:
        if not self._blind:
            self._blind = True
            why = getattr(error, "strerror", None) or str(error)
            sentence = "%s can't be watched (%s); what lands there is seen at the next beat, and not sooner"
            log.warning(sentence, root, why, extra={"action": "not watching"})

    def _in_root(self, name: str) -> None:
        if folded(name) in PAUSE_NAMES:
            with self._lock:
                self._at_once = True
            self._ring()

    def _in_queue(self, name: str) -> None:
        self._in_root(name)
        if not is_ignored(name):
            with self._lock:
                self._quiet_at = monotonic() + QUIET_SECONDS


class _Ear(FileSystemEventHandler):
    """Tells the name of whatever came into a folder, in the observer's thread."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._tell(Path(os.fsdecode(event.dest_path or event.src_path)).name)


def _identity(folder: Path) -> _Identity:
    """By which a folder is known to be the one that was watched, and not what is mounted there now."""
    found = folder.stat()
    with os.scandir(folder):  # an observer says nothing of a folder that is closed to us
        return found.st_dev, found.st_ino
