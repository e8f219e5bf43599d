"""What a WebP claims to be, read here because libvips makes room for all of it to find out."""

from typing import Final

_LOSSY_BYTES, _OTHER_BYTES = 3, 6
"""Bytes for each pixel while it is decoded, measured and rounded up."""
_SIDE: Final = (1 << 14) - 1
_START: Final = b"\x9d\x01\x2a"


def webp_claims(raw: bytes) -> tuple[int, int, int]:
    """Width, height and the bytes that each pixel needs, by the first chunk (RFC 9649); zeros where it says nothing."""
    chunk, body = raw[12:16], raw[20:30]
    if chunk == b"VP8X" and len(body) == 10:  # noqa: PLR2004 - the chunk has ten bytes
        return 1 + _number(body[4:7]), 1 + _number(body[7:10]), _OTHER_BYTES
    if chunk == b"VP8L":
        bits = _number(body[1:5])
        return 1 + (bits & _SIDE), 1 + (bits >> 14 & _SIDE), _OTHER_BYTES
    if chunk == b"VP8 " and body[3:6] == _START:
        return _number(body[6:8]) & _SIDE, _number(body[8:10]) & _SIDE, _LOSSY_BYTES
    return 0, 0, 0


def _number(raw: bytes) -> int:
    return int.from_bytes(raw, "little")
