"""The photos folder in memory: the same methods as the real one, and moves at which a process may die."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any, Final

from captionbot.contest.card import CardWords
from captionbot.errors import PhotoRefused, PhotosFolderError
from captionbot.photos.card.drawn import DrawnCard, NotDrawn, Style
from captionbot.photos.folder import Found, PhotosFolder, Place
from captionbot.photos.intake import Landed, QueuedPhoto
from captionbot.photos.names import card_name, in_name_order, is_card_of, numbered
from captionbot.photos.opening import PhotoNotReady, still_changing
from captionbot.photos.picture.examined import Examined, NotExamined
from captionbot.photos.picture.likeness import likeness_of
from captionbot.photos.words.drafts import Drafts
from captionbot.photos.words.sidecar import Problem, Sidecar
from tests.simulation.surroundings import Perils, Time, dice

CARD: Final = b"card of"
"""How a card's bytes begin."""
SIDE: Final = 32
"""Pixels of the pictures that likenesses are made of."""


@dataclass
class Photo:
    """A photo's file."""

    number: int
    """Of all files that were ever dropped; a copy is another file."""
    name: str
    picture: int
    """What is seen in it."""
    sha256: str
    sidecar: Sidecar
    broken: bool = False
    copying: bool = False
    baffling: int = 0
    """How often this machine still fails to examine it."""
    moved_at: datetime | None = None

    @property
    def trace(self) -> str:
        """What changes when the file changes."""
        return f"0:{self.number}:{int(self.copying)}:0:0"


@dataclass
class Shelf:
    """What lies in the folder."""

    time: Time
    places: dict[Place, dict[str, Photo]] = field(default_factory=lambda: {place: {} for place in Place})
    pause: str | None = None
    """The words of a PAUSE file."""
    missing: bool = False
    read_only: bool = False
    """Nothing can be moved."""
    writable_since: datetime | None = None
    """When somebody made it writable again last."""
    dropped: list[Photo] = field(default_factory=list)
    """Every photo that ever lay in it."""
    cards: dict[str, bytes] = field(default_factory=dict)
    """Winners' cards beside the photos in posted, by their names."""

    def drop(self, *, sidecar: Sidecar | None = None, again: Photo | None = None, **state: Any) -> str:
        """Staff put a photo into the queue; gives its name.

        ``again`` is the same picture, and the very same bytes with ``copied``.
        """
        number, copied = len(self.dropped) + 1, state.pop("copied", False)
        name = f"photo{number}.jpg"
        sha = again.sha256 if again and copied else sha256(name.encode()).hexdigest()
        photo = Photo(number, name, again.picture if again else number, sha, sidecar or Sidecar(), **state)
        self.places[Place.QUEUE][name] = photo
        self.dropped.append(photo)
        return name

    def ready(self) -> list[Photo]:
        """Photos in the queue that can be posted in any week, and whose picture lies nowhere else."""
        seen = Counter(photo.picture for photo in self.dropped)
        queue = self.places[Place.QUEUE].values()
        return [
            photo
            for photo in queue
            if not (photo.broken or photo.copying or photo.baffling or photo.sidecar.post_on or seen[photo.picture] > 1)
        ]

    def where(self) -> dict[str, list[str]]:
        """The places in which each photo's bytes lie, by their sha256."""
        found: dict[str, list[str]] = {photo.sha256: [] for photo in self.dropped}
        for place, photos in self.places.items():
            for photo in photos.values():
                found[photo.sha256].append(str(place))
        return found

    def lie(self) -> Counter[str]:
        """How often each file lies in the folder, by the name that it was dropped under."""
        lying = Counter(photo.number for photos in self.places.values() for photo in photos.values())
        return Counter({f"photo{photo.number}.jpg": lying[photo.number] for photo in self.dropped})

    def picture(self, sha256: str) -> int:
        """What is seen in a photo with these bytes."""
        return next(photo.picture for photo in self.dropped if photo.sha256 == sha256)


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

    def take_in(self, name: str, known: Callable[[str], bool] | None = None, *, place: Place = Place.QUEUE) -> Landed:
        """Open a photo, and examine it unless it is known."""
        self._there()
        photo = self.shelf.places[place].get(name)
        if photo is None or photo.copying:
            raise PhotoNotReady(f"{name} can't be taken now.")
        self._point(f"before {name} is opened")
        found = None if known and known(photo.sha256) else _found(photo)
        self._point(f"after {name} was opened")
        return Landed(photo.trace, photo.sha256, found)

    def posted_since(self, moment: datetime, *, but: Collection[str]) -> QueuedPhoto | None:
        """The photo that came to ``posted`` first since then."""
        since = [one for one in self._arrivals(but) if one[0] >= moment]
        return _posted(min(since, key=lambda one: one[0])[1]) if since else None

    def newest_posted(self, *, but: Collection[str]) -> QueuedPhoto | None:
        """The photo that came to ``posted`` last."""
        came = self._arrivals(but)
        return _posted(max(came, key=lambda one: one[0])[1]) if came else None

    def came_since(self, name: str, moment: datetime) -> bool:
        """Whether a photo came to ``posted`` since then."""
        return any(photo.name == name and at >= moment for at, photo in self._arrivals(()))

    def _arrivals(self, but: Collection[str]) -> list[tuple[datetime, Photo]]:
        self._there()
        room = [photo for name, photo in self.shelf.places[Place.POSTED].items() if name not in but]
        return [(photo.moved_at, photo) for photo in room if photo.moved_at]

    def find(self, sha256: str, name: str, *, renamed: bool = True) -> Found | None:
        """Where the photo with these bytes is."""
        del renamed  # nobody here looks at pictures
        self._there()
        for place in (Place.POSTED, Place.QUEUE, Place.REJECTED):
            for photo in self.shelf.places[place].values():
                if photo.sha256 == sha256:
                    return Found(place, photo.name)
        return None

    def readable_posted(self) -> list[bool]:
        """All that lies in ``posted`` can be read."""
        self._there()
        return [True for _ in self.shelf.places[Place.POSTED]]

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

    def set_aside(self, name: str, reason: str, *, as_seen: str = "") -> str:
        """Move a photo to ``rejected``."""
        self._there()
        photo = self.shelf.places[Place.QUEUE].get(name)
        if photo is None:
            raise PhotoNotReady(f"{name} is not in the queue.")
        assert as_seen in {"", photo.trace}  # here nobody puts one photo in another's place
        return self._shelve(photo, Place.REJECTED)

    def keep_card(self, photo: str, jpeg: bytes) -> str:
        """Keep a card beside its photo."""
        self._there()
        if self.shelf.read_only:
            raise PhotosFolderError("Its card can't be kept: Read-only file system.")
        self._point(f"before the card of {photo} is kept")
        cards = self.shelf.cards
        name = next(name for number in count(1) if cards.get(name := card_name(photo, number), jpeg) == jpeg)
        cards[name] = jpeg
        self._point(f"after {name} was kept")
        return name

    def card(self, name: str, sha256: str) -> bytes | None:
        """A card that was kept."""
        return None if self.shelf.missing else self.shelf.cards.get(name)

    def cards_beside(self, photo: str) -> list[str]:
        """The cards beside a photo."""
        self._there()
        return [name for name in self.shelf.cards if is_card_of(name, photo)]

    def delete_card(self, name: str, sha256: str, *, but: Collection[str] = ()) -> bool:
        """Nobody is erased here."""
        raise AssertionError(f"{name} ({sha256}, not {but}) was about to be deleted.")

    def _shelve(self, photo: Photo, into: Place) -> str:
        if self.shelf.read_only:
            raise PhotosFolderError(f"{photo.name} can't be moved to {into}: Read-only file system.")
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
    return PretendFolder(Path("photos"), lambda _: None, _never, partial(_draw, perils), shelf=shelf, perils=perils)


def _draw(perils: Perils, jpeg: bytes, words: CardWords, _style: Style) -> DrawnCard:
    """A card that says what it is; of one winner in eight this machine can't draw it."""
    perils.point("before a card is drawn")
    drawn = b" ".join((CARD, jpeg, repr(words).encode()))
    if sha256(drawn).digest()[0] % 8 == 0:
        raise NotDrawn("The card could not be drawn.", "Nothing.")
    return DrawnCard(drawn, 1200, 1500)


def _never(_descriptor: int, _shown: str) -> Examined:
    raise AssertionError("Nothing here has a descriptor.")


def _queued(photo: Photo) -> QueuedPhoto:
    still = still_changing(Path(photo.name))
    waits = (Problem(still.message, still.do, waits=True),) if photo.copying else ()
    return QueuedPhoto(photo.name, photo.sidecar, waits, photo.trace, settled=not photo.copying)


def _posted(photo: Photo) -> QueuedPhoto:
    return QueuedPhoto(photo.name, photo.sidecar, trace=photo.trace, sha256=photo.sha256)


def _found(photo: Photo) -> Examined | PhotoRefused | NotExamined:
    """What comes of opening it."""
    if photo.baffling:
        photo.baffling -= 1
        return NotExamined(f"{photo.name} could not be examined.", "Nothing yet: it is tried again.")
    if photo.broken:
        return PhotoRefused(f"{photo.name} is broken.", "Copy it again.")
    jpeg, likeness = photo.sha256.encode(), _likeness(photo.picture)
    return Examined(photo.sha256, "JPEG", 800, 600, jpeg, 800, 600, 0.5, likeness, Drafts())


@cache
def _likeness(picture: int) -> str:
    """Of noise that is the same for the same picture, and unlike that of any other."""
    return likeness_of(dice(picture).randbytes(SIDE * SIDE), SIDE, SIDE)
