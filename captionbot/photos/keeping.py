"""Cards kept beside their photos: made once, and nothing is ever overwritten by them."""

import hashlib
import os
from contextlib import suppress
from itertools import count
from pathlib import Path

from captionbot.photos.durably import discard_unfinished, make_durable, new_file
from captionbot.photos.names import card_name
from captionbot.photos.opening import PhotoNotReady, read_whole, sha256_of

_MOST_BYTES = 50_000_000
"""More than any card has: what is longer is another file."""


def keep(room: Path, photo: str, jpeg: bytes) -> Path:
    """Write a card beside its photo, durably, and give its place; the very same card is not written twice.

    Whatever else has its name by now keeps it, and the card gets a number. Raises OSError.
    """
    room.mkdir(exist_ok=True)
    discard_unfinished(room)
    place = next(place for number in count(1) if _stands(place := room / card_name(photo, number), jpeg))
    make_durable(room)
    return place


def _stands(place: Path, jpeg: bytes) -> bool:
    """Whether the card stands there, now or already."""
    if not os.path.lexists(place):
        with (
            suppress(FileExistsError),
            new_file(place) as file,
        ):  # who has put one there this very moment keeps the name
            file.write(jpeg)
    return sha256_of(place) == hashlib.sha256(jpeg).hexdigest()


def kept(place: Path, sha256: str) -> bytes | None:
    """The card that was kept there, if it is as it was made."""
    try:
        jpeg = read_whole(place, _MOST_BYTES)
    except PhotoNotReady:
        return None
    return jpeg if hashlib.sha256(jpeg).hexdigest() == sha256 else None


def delete(place: Path) -> None:
    """Delete a card, and bring that to the disk. Raises OSError."""
    place.unlink(missing_ok=True)
    make_durable(place.parent)
