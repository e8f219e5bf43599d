"""Where a picture is found: in the record, or made anew from the file of a photo that was posted long ago."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from captionbot.desk.source import Source
from captionbot.desk.turns import Turn
from captionbot.errors import CaptionbotError
from captionbot.intake import examined_again
from captionbot.overview import View
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.picture.examined import Examined

REMEMBERED: Final = 200
"""Small pictures that were made anew and are kept in memory, some 60 KB each."""
PATIENCE: Final = 10.0
"""Seconds for which a request waits until another has made its picture."""


class NoPicture(CaptionbotError):
    """There is none of that photo now."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A photo of which the record keeps no picture of that size."""

    sha256: str
    name: str
    photos: PhotosFolder


@dataclass(slots=True)
class Album:
    """The pictures of one desk."""

    source: Source
    _made: OrderedDict[str, bytes] = field(default_factory=OrderedDict)
    _keeping: Lock = field(default_factory=Lock)
    _making: Turn = field(default_factory=Turn)

    def large(self, sha256: str) -> bytes:
        """What is or was sent of a photo. Raises NoPicture."""
        with self.source.viewing() as view:
            jpeg = view.record.photos.jpeg(sha256)
            if jpeg is not None:
                return jpeg
            wanted = _wanted(view, sha256)
        return self._made_anew(wanted).jpeg

    def small(self, sha256: str) -> bytes:
        """The small picture of a photo, or the large one where there is no other. Raises NoPicture."""
        with self.source.viewing() as view:
            jpeg = view.record.photos.small(sha256) or view.record.photos.jpeg(sha256)
            if jpeg is not None:
                return jpeg
            wanted = _wanted(view, sha256)
        return self._remembered(sha256) or self._made_small(wanted)

    def of_contest(self, number: int) -> bytes:
        """The small picture of a contest's photo. Raises NoPicture, and NotNow where there is no such contest."""
        with self.source.viewing() as view:
            sha256 = view.record.contests.get(number).photo_sha256
        return self.small(sha256)

    def _made_small(self, wanted: _Wanted) -> bytes:
        examined = self._made_anew(wanted)
        small = examined.small or examined.jpeg
        with self._keeping:
            self._made[wanted.sha256] = small
            while len(self._made) > REMEMBERED:
                self._made.popitem(last=False)
        return small

    def _remembered(self, sha256: str) -> bytes | None:
        with self._keeping:
            if sha256 in self._made:
                self._made.move_to_end(sha256)
            return self._made.get(sha256)

    def _made_anew(self, wanted: _Wanted) -> Examined:
        """Open the file again; one at a time, for it is the machine's hardest work."""
        with self._making.taken(PATIENCE) as mine:
            if not mine:
                raise NoPicture("Other pictures are being made just now.", "Open the page again in a moment.")
            try:
                return examined_again(wanted.photos, wanted.sha256, wanted.name, renamed=False)
            except CaptionbotError as error:
                raise NoPicture(error.message, error.do) from error


def _wanted(view: View, sha256: str) -> _Wanted:
    """A photo that the record knows; nothing else in the photos folder is ever opened. Raises NoPicture."""
    row, contest = view.record.photos.of(sha256), view.record.contests.with_photo(sha256)
    name = contest.photo if contest else row.name if row and not row.refused else ""
    if not name:
        raise NoPicture("No photo of the queue and of no contest is known under this number.")
    return _Wanted(sha256, name, view.photos)
