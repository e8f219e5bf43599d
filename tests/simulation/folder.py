"""The photos folder in memory: the same methods as the real one, and moves at which a process may die."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import count
from pathlib import Path

from captionbot.errors import PhotoRefused, PhotosFolderError
from captionbot.photos.folder import Found, PhotosFolder, Place
from captionbot.photos.intake import LoadedPhoto, QueuedPhoto
from captionbot.photos.names import in_name_order, numbered
from captionbot.photos.opening import PhotoNotReady
from captionbot.photos.words.sidecar import Problem, Sidecar
from tests.simulation.surroundings import Perils, Time


@dataclass
class Photo:
    """A photo's file."""

    name: str
    sha256: str
    sidecar: Sidecar
    broken: bool = False
    copying: bool = False
    moved_at: datetime | None = None


@dataclass
class Shelf:
    """What lies in the folder."""

    time: Time
    places: dict[Place, dict[str, Photo]] = field(default_factory=lambda: {place: {} for place in Place})
    pause: str | None = None
    """The words of a PAUSE file."""
    missing: bool = False
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    dropped: list[str] = field(default_factory=list)
    """The sha256 of every photo that ever lay in it."""

    def drop(self, *, sidecar: Sidecar | None = None, broken: bool = False, copying: bool = False) -> str:
        """Staff put a photo into the queue; gives its name."""
        number = next(self._numbers)
        name = f"photo{number}.jpg"
        sha = sha256(name.encode()).hexdigest()
        self.places[Place.QUEUE][name] = Photo(name, sha, sidecar or Sidecar(), broken, copying)
        self.dropped.append(sha)
        return name

    def ready(self) -> list[Photo]:
        """Photos in the queue that can be posted in any week."""
        queue = self.places[Place.QUEUE].values()
        return [photo for photo in queue if not (photo.broken or photo.copying or photo.sidecar.post_on)]

    def where(self) -> dict[str, list[str]]:
        """The places in which each photo lies, by its sha256."""
        found: dict[str, list[str]] = {sha: [] for sha in self.dropped}
        for place, photos in self.places.items():
            for photo in photos.values():
                found[photo.sha256].append(str(place))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class PretendFolder(PhotosFolder):
    """The folder as the program sees it."""

    shelf: Shelf
    perils: Perils

    def make(self) -> None:
        """It is there."""

    def problems(self) -> list[Problem]:
        """Nothing is wrong with it."""
        return []

    def strays(self) -> list[Problem]:
        """Nothing else lies in it."""
        return []

    def pause_word(self) -> str | None:
        """The words of the PAUSE file."""
        self._there()
        return self.shelf.pause

    def queue(self, now: datetime) -> list[QueuedPhoto]:
        """The photos that wait."""
        self._there()
        photos = self.shelf.places[Place.QUEUE]
        return [_queued(photos[name]) for name in sorted(photos, key=in_name_order)]

    def load(self, name: str, now: datetime, *, watch: bool = True) -> LoadedPhoto:
        """Open a queued photo."""
        self._there()
        photo = self.shelf.places[Place.QUEUE].get(name)
        if photo is None or photo.copying:
            raise PhotoNotReady(f"{name} can't be taken now.")
        return _loaded(photo)

    def reload(self, sha256: str, name: str) -> LoadedPhoto:
        """A photo that was taken before."""
        found = self.find(sha256, name)
        if found is None:
            raise PhotosFolderError(f"{name} is nowhere.")
        return _loaded(self.shelf.places[found.place][found.name])

    def posted_since(self, moment: datetime, *, but: Collection[str]) -> LoadedPhoto | None:
        """The photo that came to ``posted`` first since then."""
        since = [one for one in self._arrivals(but) if one[0] >= moment]
        return _loaded(min(since, key=lambda one: one[0])[1]) if since else None

    def newest_posted(self, *, but: Collection[str]) -> LoadedPhoto | None:
        """The photo that came to ``posted`` last."""
        came = self._arrivals(but)
        return _loaded(max(came, key=lambda one: one[0])[1]) if came else None

    def came_since(self, name: str, moment: datetime) -> bool:
        """Whether a photo came to ``posted`` since then."""
        return any(photo.name == name and at >= moment for at, photo in self._arrivals(()))

    def _arrivals(self, but: Collection[str]) -> list[tuple[datetime, Photo]]:
        self._there()
        room = [photo for name, photo in self.shelf.places[Place.POSTED].items() if name not in but]
        return [(photo.moved_at, photo) for photo in room if photo.moved_at]

    def find(self, sha256: str, name: str) -> Found | None:
        """Where the photo with these bytes is."""
        self._there()
        for place in (Place.POSTED, Place.QUEUE, Place.REJECTED):
            for photo in self.shelf.places[place].values():
                if photo.sha256 == sha256:
                    return Found(place, photo.name)
        return None

    def sha256(self, name: str) -> str | None:
        """The name of a queued photo's bytes."""
        photo = self.shelf.places[Place.QUEUE].get(name)
        return photo.sha256 if photo else None

    def to_posted(self, name: str, sha256: str) -> str:
        """Move a photo to ``posted``."""
        self._there()
        photo = self.shelf.places[Place.QUEUE].get(name)
        if photo is not None and photo.sha256 == sha256:
            return self._shelve(photo, Place.POSTED)
        found = self.find(sha256, name)
        if found is None or found.place is not Place.POSTED:
            raise PhotosFolderError(f"{name} is nowhere.")
        return found.name

    def set_aside(self, name: str, reason: str) -> str:
        """Move a photo to ``rejected``."""
        self._there()
        photo = self.shelf.places[Place.QUEUE].get(name)
        if photo is None:
            raise PhotoNotReady(f"{name} is not in the queue.")
        return self._shelve(photo, Place.REJECTED)

    def _shelve(self, photo: Photo, into: Place) -> str:
        self._point(f"before {photo.name} moves to {into}")
        room = self.shelf.places[into]
        name = next(name for number in count(1) if (name := numbered(photo.name, number)) not in room)
        del self.shelf.places[Place.QUEUE][photo.name]
        photo.name, photo.moved_at = name, self.shelf.time.host
        room[name] = photo
        self._point(f"after {name} moved to {into}")
        return name

    def _point(self, where: str) -> None:
        self.perils.point(where)

    def _there(self) -> None:
        if self.shelf.missing:
            raise PhotosFolderError("The photos folder is missing.")


def pretend_folder(shelf: Shelf, perils: Perils) -> PretendFolder:
    """The folder over a shelf."""
    return PretendFolder(Path("photos"), lambda _: None, shelf=shelf, perils=perils)


def _queued(photo: Photo) -> QueuedPhoto:
    waits = (Problem(f"{photo.name} is still being copied.", "", waits=True),) if photo.copying else ()
    return QueuedPhoto(photo.name, photo.sidecar, waits)


def _loaded(photo: Photo) -> LoadedPhoto:
    if photo.broken:
        raise PhotoRefused(f"{photo.name} is broken.", "Copy it again.")
    return LoadedPhoto(photo.name, photo.sha256, photo.sha256.encode(), 800, 600, photo.sidecar)
