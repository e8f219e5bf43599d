"""A TIFF from one of its strips on, as a TIFF of its own: two threads can then decode one file at once.

libvips reads a TIFF's strips one after the other, from the first. Here it is handed the very same bytes but for three
entries of the first directory: how many rows there are, where their strips begin, and how long each is (TIFF 6.0,
part 1, sections 2 and 8).
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from struct import Struct
from typing import Any, Final

import pyvips

_HEIGHT: Final = 257
_COMPRESSION: Final = 259
_PLACES: Final = 273
_ROWS: Final = 278
_LENGTHS: Final = 279
_PLANES: Final = 284

_APART: Final = frozenset({5, 8, 32946})
"""Compressions that begin anew with each strip: LZW, Deflate, and Deflate's older number. Where nothing is packed, or
by PackBits, there is too little to decode for two."""
_FEWEST: Final = 16
"""Strips without which there is nothing to gain: one of them is decoded twice."""
_MOST: Final = 200_000
"""Strips of which as many numbers need 20 MB; a file may claim millions."""
_MOST_ENTRIES: Final = 4096
_BIG: Final = 43
_SHORT, _LONG, _LONG8 = 3, 4, 16
_BYTES: Final = {_SHORT: 2, _LONG: 4, _LONG8: 8}
"""Of the kinds of numbers in which places and lengths are written."""

Instead = tuple[int, bytes]
"""A place in the file, and what is read there instead of what stands there."""


@dataclass(frozen=True, slots=True)
class _Entry:
    place: int
    tag: int
    kind: int
    count: int
    value: int
    """Where its numbers stand, if they don't fit here."""


@dataclass(frozen=True, slots=True)
class Strips:
    """The strips of a TIFF's first picture, each of so many rows but for the last."""

    rows: int
    height: int
    form: Struct
    """Of an entry of the directory."""
    entries: Mapping[int, _Entry]

    def before(self, row: int) -> int:
        """The row at which the strip begins that holds this one."""
        return row // self.rows * self.rows

    def instead(self, row: int) -> list[Instead]:
        """What makes the file one that begins with this row, which begins a strip."""
        height = self.entries[_HEIGHT]
        whole = _LONG8 if self.form.size == _form_of("<", big=True).size else _LONG
        made = [(height.place, self.form.pack(_HEIGHT, whole, 1, self.height - row))]
        for tag in (_PLACES, _LENGTHS):
            entry, first = self.entries[tag], row // self.rows
            value = entry.value + first * _BYTES[entry.kind]
            made.append((entry.place, self.form.pack(tag, entry.kind, entry.count - first, value)))
        return made


class _Reader:
    """What libvips reads from: a file with other bytes in some places, at a place of its own in it."""

    def __init__(self, descriptor: int, instead: Iterable[Instead]) -> None:
        self._descriptor = descriptor
        self._instead = tuple(instead)
        self._size = os.fstat(descriptor).st_size
        self._place = 0

    def read(self, room: Any) -> int:
        """Fill the room, which is a ``cffi`` buffer; how many bytes there were."""
        read = os.preadv(self._descriptor, [room], self._place)
        for place, raw in self._instead:
            start, end = max(place, self._place), min(place + len(raw), self._place + read)
            if start < end:
                room[start - self._place : end - self._place] = raw[start - place : end - place]
        self._place += read
        return read

    def seek(self, offset: int, whence: int) -> int:
        """As a file's."""
        self._place = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._size}[whence]
        return self._place


def source_of(descriptor: int, instead: Iterable[Instead]) -> pyvips.Source:
    """The file as read so; to be held on to as long as a picture is read from it."""
    reader, source = _Reader(descriptor, instead), pyvips.SourceCustom()
    source.signal_connect("read", reader.read)  # its own `on_read` copies every byte once more
    source.signal_connect("seek", reader.seek)
    return source


def strips_of(descriptor: int, tags: Mapping[int, Any]) -> Strips | None:
    """The strips of a TIFF with these tags, where all of them are in order; None where anything is unusual."""
    try:
        return _in_order(descriptor, tags)
    except Exception:  # noqa: BLE001 - the tags are anyone's: what they say of strips may spoil nothing else they say
        return None


def _in_order(descriptor: int, tags: Mapping[int, Any]) -> Strips | None:
    rows, height = tags[_ROWS], tags[_HEIGHT]
    many = -(-height // rows)
    if not _FEWEST <= many <= _MOST or tags.get(_PLANES, 1) != 1 or tags.get(_COMPRESSION) not in _APART:
        return None
    form, entries = _directory(descriptor)
    found = {entry.tag: entry for entry in entries}
    both = found[_PLACES], found[_LENGTHS]
    if len(found) != len(entries) or any(one.kind not in _BYTES or one.count != many for one in both):
        return None
    places, lengths = tags[_PLACES], tags[_LENGTHS]  # only now: Pillow makes a number of each
    return Strips(rows, height, form, found) if _clear(entries, form.size, places, lengths) else None


def _clear(entries: Sequence[_Entry], size: int, places: Iterable[int], lengths: Iterable[int]) -> bool:
    """Whether no strip lies where the directory does: what is read instead would be seen."""
    start, end = entries[0].place, entries[-1].place + size
    strips = zip(places, lengths, strict=True)
    return all(length > 0 and (place >= end or place + length <= start) for place, length in strips)


def _directory(descriptor: int) -> tuple[Struct, list[_Entry]]:
    """The entries of the first directory as they stand in the file, and their form."""
    head = os.pread(descriptor, 16, 0)
    order, big = ("<" if head.startswith(b"II") else ">"), _BIG in head[2:4]
    form, many = _form_of(order, big=big), Struct(order + ("Q" if big else "H"))
    (start,) = Struct(order + "Q").unpack(head[8:]) if big else Struct(order + "L").unpack(head[4:8])
    (count,) = many.unpack(os.pread(descriptor, many.size, start))
    first = start + many.size
    raw = os.pread(descriptor, min(count, _MOST_ENTRIES) * form.size, first)
    found = enumerate(form.iter_unpack(raw))
    return form, [_Entry(first + number * form.size, *entry) for number, entry in found]


def _form_of(order: str, *, big: bool) -> Struct:
    """A tag, its kind of numbers, how many there are, and where: in a BigTIFF, the last two are longer."""
    return Struct(order + ("HHQQ" if big else "HHLL"))
