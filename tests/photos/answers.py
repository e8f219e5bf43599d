"""What the photos folder answers, asked in the way most tests ask it."""

import struct

from captionbot.photos.folder import PhotosFolder
from tests.photos.pictures import GPS_WORDS, NOW

FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "HEIF", "AVIF")
PRIVATE = (
    b"Exif",
    b"GPS",
    b"http://ns.adobe.com",
    b"Photoshop",
    b"8BIM",
    b"ICC_PROFILE",
    b"Secret",
    GPS_WORDS.encode(),
)


def markers(jpeg: bytes) -> set[int]:
    """The segment markers of a JPEG before its picture."""
    found, place = set(), 2
    while jpeg[place + 1] != 0xDA:
        found.add(jpeg[place + 1])
        place += 2 + struct.unpack_from(">H", jpeg, place + 2)[0]
    return found


def assert_bare(jpeg: bytes) -> None:
    """Only what JPEG itself needs: JFIF's header, tables and frame, no other APPn and no comment."""
    assert not [word for word in PRIVATE if word in jpeg]
    assert markers(jpeg) <= {0xE0, 0xDB, 0xC4, 0xC0}


def problem(folder: PhotosFolder) -> str:
    """The one thing that the one photo in the queue waits for."""
    (photo,) = folder.queue(NOW)
    (found,) = photo.problems
    assert photo.waits
    assert found.do
    return found.what
