"""The photos folder with its three rooms; the face of this package.

Photos are known by text names (see ``names``). A text ``name.txt`` serves every photo of that name in the queue
(``name.jpg`` and ``name.png``): each takes a copy along, the last one the file itself. ``name.jpg.txt`` serves
that photo alone and goes before the other.
"""

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from captionbot.errors import PhotosFolderError
from captionbot.photos import keeping, moving
from captionbot.photos.card.drawn import Drawer
from captionbot.photos.intake import Landed, QueuedPhoto, queued, take_in
from captionbot.photos.listing import Listing, list_folder
from captionbot.photos.names import (
    is_card,
    is_card_of,
    is_numbered_form,
    is_one_name,
    raw_name,
    shown_name,
    shown_raw,
    text_name,
)
from captionbot.photos.opening import PhotoNotReady, look, out_of_reach, sha256_of, still_changing
from captionbot.photos.pausing import pause_word
from captionbot.photos.picture.examined import Examiner
from captionbot.photos.words.beside import open_sidecar
from captionbot.photos.words.sidecar import Problem


class Place(StrEnum):
    """Where a photo is; also the folder's name."""

    QUEUE = "queue"
    POSTED = "posted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Found:
    """Where a photo was found, and its text name there."""

    place: Place
    name: str


@dataclass(frozen=True, slots=True)
class PhotosFolder:
    """A folder with ``queue``, ``posted`` and ``rejected`` in it."""

    root: Path
    wait: Callable[[float], None]
    """Sleeps real seconds, while photos are watched."""
    examine: Examiner
    """Opens a picture and makes what is sent of it."""
    draw: Drawer
    """Draws a winner's card from what is sent of a photo."""
    pause_files: tuple[Path, ...] = ()
    """Files elsewhere that pause as well."""

    def make(self) -> None:
        """Create what is missing. Raises PhotosFolderError."""
        for place in Place:
            try:
                (self.root / place).mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise _not_made(self.root / place, error) from error

    def problems(self) -> list[Problem]:
        """What is wrong with the folders themselves."""
        folders = [self.root / place for place in Place]
        return [_folder_problem(folder) for folder in folders if not os.access(folder, os.R_OK | os.W_OK | os.X_OK)]

    def pause_word(self) -> str | None:
        """Why a PAUSE file pauses everything, or None. Raises PhotosFolderError, which pauses as well."""
        # Staff drop things into the queue; taken for a photo and set aside, a PAUSE there would undo itself.
        return pause_word((self.root, self.root / Place.QUEUE), self.pause_files)

    def queue(self, now: datetime) -> list[QueuedPhoto]:
        """The photos that wait, in name order. Raises PhotosFolderError: a queue that is missing is not empty."""
        listing = self._listing(Place.QUEUE)
        return [self._queued(listing, raw, now) for raw in listing.photos]

    def strays(self) -> list[Problem]:
        """What lies in the queue and is neither photo nor a photo's text; it is left where it is."""
        listing = self._listing(Place.QUEUE)
        rename = "Give it the name of its photo (picnic.txt beside picnic.jpg)."
        texts = [Problem(f"{shown_raw(raw)} has no photo beside it.", rename) for raw in listing.unused_texts()]
        others = [
            Problem(f"{shown_raw(raw)} is {kind}, not a photo.", "Put the photos themselves into the queue.")
            for raw, kind in listing.others.items()
        ]
        return texts + others

    def take_in(self, name: str, known: Callable[[str], bool] | None = None, *, place: Place = Place.QUEUE) -> Landed:
        """Open a photo once and examine it, unless its bytes are ``known`` by their SHA-256.

        Raises PhotoNotReady, in words for people, where it can't be taken now: it stays where it is.
        """
        return take_in(self._path(place, name), self.examine, known)

    def posted_since(self, moment: datetime, *, but: Collection[str]) -> QueuedPhoto | None:
        """The photo that came to ``posted`` first at or after ``moment``, by the machine's own clock.

        Those named in ``but`` aside; None where there is none. Raises PhotosFolderError, or PhotoNotReady.
        """
        since = [one for one in self._came(but) if one[0] >= moment.timestamp()]
        return self._posted(min(since)[1]) if since else None

    def newest_posted(self, *, but: Collection[str]) -> QueuedPhoto | None:
        """The photo that came to ``posted`` last, those named in ``but`` aside; raises as ``posted_since``."""
        came = self._came(but)
        return self._posted(max(came)[1]) if came else None

    def came_since(self, name: str, moment: datetime) -> bool:
        """Whether a photo is in ``posted`` and came there at or after ``moment``, by the machine's own clock."""
        path = self.root / Place.POSTED / raw_name(name)
        return path.exists() and path.lstat().st_ctime >= moment.timestamp()

    def _came(self, but: Collection[str]) -> list[tuple[float, str]]:
        """When each photo came to ``posted``, and its name there; a folder that was copied has the hour of the copy."""
        if not (self.root / Place.POSTED).is_dir():
            return []  # made when first needed
        room, names = self.root / Place.POSTED, self._posted_photos()
        # A rename sets ctime, and leaves mtime alone.
        return [((room / raw).lstat().st_ctime, raw) for raw in names if text_name(raw) not in but]

    def _posted_photos(self) -> list[str]:
        """Names on disk in ``posted``; winners' cards lie there too, and are no photos."""
        return [raw for raw in self._listing(Place.POSTED).photos if not is_card(raw)]

    def _posted(self, raw: str) -> QueuedPhoto:
        path = self.root / Place.POSTED / raw
        trace, sha256 = look(path), sha256_of(path)
        if sha256 is None:
            raise out_of_reach(path, OSError())
        sidecar = open_sidecar(self._sidecar(self._listing(Place.POSTED), path))
        return QueuedPhoto(text_name(raw), sidecar, trace=trace.text, sha256=sha256)

    def find(self, sha256: str, name: str, *, renamed: bool = True) -> Found | None:
        """Where the photo with these bytes is, whatever staff call it by now; posted goes before the queue.

        Raises PhotosFolderError where that can't be told. Reads whole folders where the name has changed: not so
        without ``renamed``, for whoever can do without the photo.
        """
        for place in (Place.POSTED, Place.QUEUE, Place.REJECTED):
            found = self._search(place, sha256, name, renamed=renamed)
            if found is not None:
                return Found(place, found)
        return None

    def readable_posted(self) -> list[bool]:
        """Of each photo in ``posted`` whether it can be read; none where the folder is empty.

        One on a drive of its own is empty while that is away. Raises PhotosFolderError.
        """
        room = self.root / Place.POSTED
        return [os.access(room / raw, os.R_OK) for raw in self._posted_photos()] if room.is_dir() else []

    def sha256(self, name: str) -> str | None:
        """The SHA-256 of a queued photo's bytes, in hex digits; None where they can't be read now."""
        return sha256_of(self._path(Place.QUEUE, name))

    def to_posted(self, name: str, sha256: str) -> str:
        """Move a photo and its text to ``posted`` and return its name there; after a crash, repeat it.

        Raises PhotosFolderError where it can't be moved, or neither folder has a photo with these bytes.
        """
        if self.sha256(name) == sha256:
            try:
                return self._move(name, Place.POSTED)
            except PhotoNotReady as error:  # touched at this very moment
                raise PhotosFolderError(error.message, error.do) from error
        there = self._search(Place.POSTED, sha256, name)
        if there is None:
            raise nowhere(name)
        return there

    def set_aside(self, name: str, reason: str, *, as_seen: str = "") -> str:
        """Move a photo and its text to ``rejected``, ``NAME.reason.txt`` beside them, and return its name there.

        Raises PhotosFolderError where it can't be moved, PhotoNotReady where it isn't in the queue, or where its trace
        isn't ``as_seen`` (if given) any more: then another photo has its name, which nobody has judged.
        """
        path = self._path(Place.QUEUE, name)
        if as_seen and look(path).text != as_seen:
            raise still_changing(path)
        rest = "It was set aside unchanged. Once mended, put it back into the queue; this note may then go."
        return self._move(name, Place.REJECTED, note=f"{reason}\n\n{rest}\n")

    def keep_card(self, photo: str, jpeg: bytes) -> str:
        """Keep a winner's card beside its photo in ``posted`` and return its name; repeated, it is the same.

        Nothing that lies there is overwritten. Raises PhotosFolderError where it can't be kept.
        """
        room = self.root / Place.POSTED
        try:
            return text_name(keeping.keep(room, raw_name(photo), jpeg).name)
        except OSError as error:
            raise PhotosFolderError(
                f"Its card can't be kept in {room}: {error.strerror or 'no reason given'}.",
                "Let the user that captionbot runs as write there, and see that the disk has room.",
            ) from error

    def card(self, name: str, sha256: str) -> bytes | None:
        """A card that was kept, if it lies there as it was made."""
        return keeping.kept(self.root / Place.POSTED / raw_name(name), sha256)

    def cards_beside(self, photo: str) -> list[str]:
        """The cards that lie in ``posted`` beside a photo, known or not. Raises PhotosFolderError."""
        room, raw = self.root / Place.POSTED, raw_name(photo)
        return [text_name(name) for name in list_folder(room).photos if is_card_of(name, raw)] if room.is_dir() else []

    def delete_card(self, name: str, sha256: str, *, but: Collection[str] = ()) -> bool:
        """Delete a card, whatever staff call it by now; whether there is none any more, as far as can be told.

        Under its name may lie another card with a digest that is among ``but``. Any other file there stays too, and
        PhotosFolderError is raised, as where the card can't be deleted: it may be the card that somebody has edited.
        """
        found = Found(Place.POSTED, name) if self.card(name, sha256) else self.find(sha256, name)
        if found is not None:
            self._delete_card(self.root / found.place / raw_name(found.name), name)
        there = self.root / Place.POSTED / raw_name(name)
        if os.path.lexists(there) and sha256_of(there) not in but:
            raise PhotosFolderError(
                f"{shown_name(name)} in {there.parent} is not the card that was kept, and may name them all the same.",
                "Look at it, and delete it by hand; if it names nobody who asked for that, give it another name.",
            )
        return found is not None or bool(self.readable_posted())

    def _delete_card(self, path: Path, name: str) -> None:
        try:
            keeping.delete(path)
        except OSError as error:
            raise PhotosFolderError(
                f"The card {shown_name(name)} can't be deleted: {error.strerror or 'no reason given'}.",
                f"Let the user that captionbot runs as write in {path.parent}, or delete it by hand.",
            ) from error

    def _queued(self, listing: Listing, raw: str, now: datetime) -> QueuedPhoto:
        path = self.root / Place.QUEUE / raw
        return queued(text_name(raw), path, self._sidecar(listing, path), now)

    def _listing(self, place: Place) -> Listing:
        return list_folder(self.root / place)

    def _path(self, place: Place, name: str) -> Path:
        raw = raw_name(name)
        if not is_one_name(raw):
            raise PhotoNotReady(f"{shown_name(name)} is not the name of a photo.", "`captionbot queue` lists them.")
        return self.root / place / raw

    def _sidecar(self, listing: Listing, photo: Path) -> Path | None:
        name = listing.sidecar_of(photo.name)
        return photo.with_name(name) if name else None

    def _search(self, place: Place, sha256: str, name: str, *, renamed: bool = True) -> str | None:
        """The name of the photo with these bytes in a folder; the likeliest names are looked at first."""
        if place is not Place.QUEUE and not (self.root / place).is_dir():
            return None  # made when first needed; a photos folder that is gone shows in its queue
        raw = raw_name(name)
        maybe = [one for one in self._listing(place).photos if renamed or is_numbered_form(one, raw)]
        likeliest = sorted(maybe, key=lambda other: (not is_numbered_form(other, raw), is_card(other)))
        found = next((other for other in likeliest if sha256_of(self.root / place / other) == sha256), None)
        return None if found is None else text_name(found)

    def _move(self, name: str, into: Place, note: str = "") -> str:
        listing, path = self._listing(Place.QUEUE), self._path(Place.QUEUE, name)
        look(path)
        sidecar = self._sidecar(listing, path)
        keep = sidecar is not None and listing.is_shared(sidecar.name, path.name)
        try:
            target = moving.move(path, self.root / into, sidecar, keep_sidecar=keep, note=note)
        except OSError as error:
            look(path)  # moved by somebody else, or taken away
            raise _not_moved(name, (path.parent, self.root / into), error) from error
        return text_name(target.name)


def _folder_problem(folder: Path) -> Problem:
    what = "can't be read and written" if folder.is_dir() else "is missing"
    return Problem(
        f"The folder {folder} {what}.", "Let the user that captionbot runs as write it; `captionbot init` makes it."
    )


def _not_made(folder: Path, error: OSError) -> PhotosFolderError:
    return PhotosFolderError(
        f"The folder {folder} can't be made: {error.strerror or 'no reason given'}.",
        "Choose another PHOTOS_DIR, or let the user that captionbot runs as write there.",
    )


def _not_moved(name: str, folders: tuple[Path, Path], error: OSError) -> PhotosFolderError:
    """The error for a photo that stays in the queue; the system doesn't say which of the two folders is closed."""
    closed = [str(folder) for folder in folders if not os.access(folder, os.W_OK | os.X_OK)]
    do = f"See that {folders[1]} can be written and has room; it is tried again."
    if closed:
        do = f"Let the user that captionbot runs as write {' and '.join(closed)}; the photo stays until then."
    why = error.strerror or "no reason given"
    return PhotosFolderError(f"{shown_name(name)} can't be moved to {folders[1].name}: {why}.", do)


def nowhere(name: str) -> PhotosFolderError:
    """The error for a photo that was posted and is in no folder any more."""
    return PhotosFolderError(
        f"{shown_name(name)} is in none of the photos folders any more, or its bytes have changed.",
        "Put the photo back as it was posted, into the posted folder.",
    )
