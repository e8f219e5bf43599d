"""A JPEG taken apart marker by marker, to see that nothing is in it but the picture."""

import struct
from collections.abc import Iterator

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a length: TEM, and the restarts within a scan."""
PICTURE = frozenset({0xDB, 0xC4, 0xC0, 0xC1, 0xC2, 0xDD, _SOS})
"""Tables, frame, restart interval and scans (ITU-T T.81, table B.1)."""
JFIF = b"\xff\xe0\0\x10JFIF\0"


def parts(jpeg: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment between the first and the last marker: its marker, and its bytes with the length.

    Raises ValueError where a byte is in none of them, or after the end.
    """
    if jpeg[:2] != b"\xff\xd8":
        raise ValueError("it doesn't begin as a JPEG")
    place = 2
    while jpeg[place : place + 2] != b"\xff\xd9":
        if jpeg[place] != 0xFF or place + 4 > len(jpeg):
            raise ValueError(f"at byte {place} stands no marker")
        marker, length = struct.unpack_from(">BH", jpeg, place + 1)
        end = place + 2 + length
        yield marker, jpeg[place:end]
        place = _end_of_scan(jpeg, end) if marker == _SOS else end
    if place + 2 != len(jpeg):
        raise ValueError(f"{len(jpeg) - place - 2} bytes follow its end")


def _end_of_scan(jpeg: bytes, place: int) -> int:
    """Where the next marker stands that isn't part of the coded rows."""
    while True:
        place = jpeg.index(b"\xff", place)
        if jpeg[place + 1] and jpeg[place + 1] not in _ALONE:
            return place
        place += 2


def strange(jpeg: bytes) -> list[str]:
    """Whatever is in a JPEG beside its picture, in hex; JFIF's own header, without a small picture, may stand there."""
    return [
        f"{marker:02X}: {segment[:40]!r}"
        for marker, segment in parts(jpeg)
        if marker not in PICTURE and not (segment.startswith(JFIF) and segment.endswith(b"\0\0"))
    ]
