"""What is known of a photo once it has been opened; made by a process of its own, and kept by the record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from captionbot.errors import CaptionbotError
from captionbot.photos.words.drafts import Drafts

MOST_BYTES: Final = 4_000_000
"""Of the JPEG that is sent; Facebook takes no more (developers.facebook.com/docs/graph-api/reference/page/photos)."""

LONG_SIDE: Final = 2048
"""Pixels of the JPEG that is sent, along its longer side."""

SMALL_SIDE: Final = 640
"""Pixels of the small one that staff are shown, along its longer side."""

MOST_SMALL_BYTES: Final = 200_000
"""Of the small one; one that packs worse is not kept."""


class NotExamined(CaptionbotError):
    """The photo could not be opened on this machine now; whether it is one, nobody knows. It stays where it is."""

    def __init__(self, message: str, do: str = "", *, ours: bool = False) -> None:
        """Keep whether a fault of captionbot's own is to blame, which says nothing of the photo or the machine."""
        super().__init__(message, do)
        self.ours = ours


@dataclass(frozen=True, slots=True)
class Examined:
    """A photo that was decoded to its last row, and what is sent of it."""

    sha256: str
    """Of the file's bytes as found, in hex digits."""
    kind: str
    """What the file is by its content: JPEG, PNG, WebP, TIFF, BMP, GIF, HEIC or AVIF."""
    width: int
    """Pixels of the photo as found and as a person sees it (upright), as is ``height``."""
    height: int
    jpeg: bytes
    """What is sent: upright, sRGB, nothing in it but the picture."""
    sent_width: int
    """Pixels of the JPEG, as is ``sent_height``."""
    sent_height: int
    brightness: float
    """The mean lightness of the picture, 0 (black) to 1 (white)."""
    likeness: str
    """By which the same picture is known again (``captionbot.photos.picture.likeness``); ASCII, at most 4,000 signs."""
    drafts: Drafts
    """Words that stand in the photo itself: offered to staff, never sent unseen."""
    small: bytes = b""
    """The same picture as a small JPEG, for a page of many photos; empty where it could not be packed small."""


Examiner = Callable[[int, str], Examined]
"""Examines an open file by its descriptor; the text is the name by which a person knows it, for the sentences.

Reads from the beginning whatever the descriptor's place, and closes nothing.
Raises PhotoRefused where it can't be posted as a photo, NotExamined where that could not be found out.
"""
