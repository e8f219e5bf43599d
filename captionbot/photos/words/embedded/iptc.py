"""IPTC's first form, IIM: numbered records, often inside Photoshop's image resources (iptc.org, IIM 4.2)."""

import hashlib
import re
import struct
from collections.abc import Iterator
from typing import Final

from captionbot.photos.words.decoding import decode
from captionbot.photos.words.embedded.said import MOST_BYTES, Said, partial_date

_FIELDS: Final = {
    (2, 105): "headline",
    (2, 120): "description",
    (2, 110): "credit",
    (2, 116): "rights",
    (2, 115): "source",
    (2, 55): "taken",
}
_BY_LINE = (2, 80)
_CHARACTER_SET = (1, 90)
_UTF8 = b"\x1b%G"
_PHOTOSHOP = b"Photoshop 3.0\0"
_IPTC, _DIGEST = 0x0404, 0x0425
_DAY = re.compile(rb"([0-9]{4})([0-9]{2})([0-9]{2})")
_MOST_RECORDS: Final = 2_000


def iptc_words(raw: bytes) -> Said:
    """What the records say; of those that may be repeated the first."""
    records: dict[tuple[int, int], bytes] = {}
    for key, value in _records(_resources(raw).get(_IPTC, b"")):
        records.setdefault(key, value)
    utf8 = records.get(_CHARACTER_SET) == _UTF8
    said = {name: _text(records[key], utf8=utf8) for key, name in _FIELDS.items() if key in records}
    if not said.get("credit", "").strip() and _BY_LINE in records:
        said["credit"] = _text(records[_BY_LINE], utf8=utf8)
    return {**said, "taken": _day(records.get((2, 55), b""))}


def written_after_xmp(raw: bytes) -> bool:
    """Whether Photoshop's digest says that the records were changed by a program that left the XMP alone."""
    found = _resources(raw)
    digest = found.get(_DIGEST, b"")
    # Sixteen zeros are written by programs that mean "no digest".
    return bool(digest.strip(b"\0")) and digest != hashlib.md5(found.get(_IPTC, b""), usedforsecurity=False).digest()


def _resources(raw: bytes) -> dict[int, bytes]:
    """Photoshop's image resources by their number; bare records stand as if they were in theirs."""
    if len(raw) > MOST_BYTES:
        return {}
    if raw.startswith(b"\x1c"):
        return {_IPTC: raw}
    found: dict[int, bytes] = {}
    at = raw.find(b"8BIM", 0, len(_PHOTOSHOP) + 64)
    while at >= 0 and raw[at : at + 4] == b"8BIM" and len(raw) >= at + 12:
        number, name = struct.unpack_from(">HB", raw, at + 4)
        begin = at + 7 + name + (name + 1) % 2  # the name and its length are padded to an even number together
        size = int.from_bytes(raw[begin : begin + 4], "big")
        found.setdefault(number, raw[begin + 4 : begin + 4 + size])
        at = begin + 4 + size + size % 2
    return found


def _records(raw: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    at = 0
    for _ in range(_MOST_RECORDS):
        if raw[at : at + 1] != b"\x1c" or len(raw) < at + 5:
            return
        record, number, size = struct.unpack_from(">BBH", raw, at + 1)
        if size & 0x8000:  # an extended size, for which no field of ours has a use
            return
        yield (record, number), raw[at + 5 : at + 5 + size]
        at += 5 + size


def _text(value: bytes, *, utf8: bool) -> str:
    """A field's text: in UTF-8 where the records say so, and else as any text of unknown origin is read."""
    return value.decode("utf-8", "replace") if utf8 else decode(value).text


def _day(value: bytes) -> str:
    found = _DAY.match(value)
    return partial_date(b"-".join(found.groups()).decode()) if found else ""
