"""Decoding: each kind of photo by a reader chosen here, never guessed by a library.

libvips reads rows as they are asked for, so that a scan of 200 megapixels needs the memory of a few of them;
what our build of it lacks is read whole (``whole``).
"""

import logging
import os
from collections.abc import Callable
from functools import partial
from typing import Final

import pyvips

from captionbot.photos.picture.header import ENOUGH, MOST_IN_MEMORY, Beside, FromRow, Header
from captionbot.photos.picture.jpeg import samples_of, without_junk
from captionbot.photos.picture.kinds import BEGINNING, Kind
from captionbot.photos.picture.strips import Strips, source_of
from captionbot.photos.picture.webp import webp_claims

_LOADERS: Final = {
    Kind.JPEG: ("jpegload_source", "VipsForeignLoadJpegSource"),
    Kind.PNG: ("pngload_source", "VipsForeignLoadPngSource"),
    Kind.WEBP: ("webpload_source", "VipsForeignLoadWebpSource"),
    Kind.TIFF: ("tiffload_source", "VipsForeignLoadTiffSource"),
    Kind.GIF: ("gifload_source", "VipsForeignLoadNsgifSource"),
    Kind.AVIF: ("heifload_source", "VipsForeignLoadHeifSource"),
}
_STRICT: Final = frozenset({Kind.JPEG, Kind.GIF})
"""Kinds of which a missing part is only a warning to the library that reads them."""
_WHOLE: Final = {Kind.GIF: 6, Kind.AVIF: 6}
_DEEP_WHOLE: Final = {Kind.AVIF: 20}
"""Bytes for each pixel of the kinds that libvips can't read in pieces; measured, and rounded up. The second is for more
than eight bits a number."""

logging.getLogger("pyvips").setLevel(logging.CRITICAL)  # what libvips remarks on anyone's bytes is nobody's news
pyvips.cache_set_max(0)  # it would hold on to pictures that are done with
pyvips.concurrency_set(1)  # rows that are read in order leave a second thread nothing, and each takes memory
pyvips.operation_block_set("VipsForeignLoad", state=True)
for _, _name in _LOADERS.values():
    pyvips.operation_block_set(_name, state=False)


def header_of(descriptor: int, kind: Kind) -> Header:
    """What the header says, by the reader of that kind."""
    return _READERS.get(kind, _other)(descriptor, kind)


def header_by_another(descriptor: int, kind: Kind) -> Header | None:
    """What the header says by another reader, for a file that the first one gave up; None where there is no other."""
    if kind is Kind.TIFF:
        return _whole(descriptor, kind)
    if kind is Kind.JPEG and (plain := without_junk(descriptor)):
        return _jpeg(descriptor, kind, plain)
    return None


def _load(descriptor: int, kind: Kind, raw: bytes | None = None, **options: object) -> pyvips.Image:
    """The picture in the descriptor's file, or in the bytes in its stead."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    source = pyvips.Source.new_from_memory(raw) if raw else pyvips.Source.new_from_descriptor(descriptor)
    return _loaded(source, kind, **options)


def _loaded(source: pyvips.Source, kind: Kind, **options: object) -> pyvips.Image:
    fail_on = "warning" if kind in _STRICT else "error"
    return getattr(pyvips.Image, _LOADERS[kind][0])(source, access="sequential", fail_on=fail_on, **options)


def _jpeg(descriptor: int, kind: Kind, raw: bytes | None = None) -> Header:
    image = _load(descriptor, kind, raw)
    shrink = next((by for by in (8, 4, 2) if max(image.width, image.height) >= by * ENOUGH), 1)
    samples = samples_of(descriptor) if image.get("jpeg-multiscan") else 0
    return Header(
        width=image.width,
        height=image.height,
        in_memory=int(image.width * image.height * samples * 2) + len(raw or b""),
        read=partial(_load, descriptor, kind, raw, shrink=shrink),
        beside=_beside(image),
    )


def _webp(descriptor: int, kind: Kind) -> Header:
    width, height, bytes_each = webp_claims(os.pread(descriptor, BEGINNING, 0))
    needed = width * height * bytes_each
    if not width or needed > MOST_IN_MEMORY:  # libvips would make room for all of it to read the header
        return Header(width=width, height=height, in_memory=needed)
    image = _load(descriptor, kind, scale=min(1.0, ENOUGH / max(width, height)))
    return Header(width=width, height=height, in_memory=needed, read=lambda: image, beside=_beside(image))


def _other(descriptor: int, kind: Kind) -> Header:
    image = _load(descriptor, kind)
    deep = image.format == "ushort"
    bytes_each = (_DEEP_WHOLE if deep else _WHOLE).get(kind, 0)
    if kind is Kind.PNG and "interlaced" in image.get_fields():
        bytes_each = image.bands * (2 if deep else 1)
    return Header(
        width=image.width,
        height=image.height,
        in_memory=image.width * image.height * bytes_each,
        turned=kind is Kind.AVIF,
        read=lambda: image,
        beside=_beside(image),
    )


def _tiff(descriptor: int, kind: Kind) -> Header:
    from captionbot.photos.picture.tiff import tags_of  # noqa: PLC0415 - Pillow; most photos are JPEGs

    tags = tags_of(descriptor)
    if tags.camera_raw:
        return Header(width=0, height=0, camera_raw=True)
    if tags.beyond_libvips:
        return _whole(descriptor, kind)
    # libtiff's own 50 MB are too few for a scan packed in one strip; the limit on the process holds all the same.
    image = _load(descriptor, kind, unlimited=True)
    return Header(
        width=image.width,
        height=image.height,
        in_memory=tags.in_memory,
        read=lambda: image,
        beside=_beside(image, exif=tags.exif),
        from_row=_by_strips(descriptor, tags.strips) if tags.strips else None,
    )


def _by_strips(descriptor: int, strips: Strips) -> FromRow:
    held: list[pyvips.Source] = []  # libvips doesn't hold on to what Python reads for it

    def from_row(row: int) -> pyvips.Image:
        above = strips.before(row)
        source = source_of(descriptor, strips.instead(above))
        held.append(source)
        lower = _loaded(source, Kind.TIFF, unlimited=True).copy()
        lower.remove("vips-sequential")  # else libvips keeps, and makes, all rows down to the first that is asked for
        return lower.embed(0, above, lower.width, above + lower.height) if above else lower

    return from_row


def _png(descriptor: int, kind: Kind) -> Header:
    from captionbot.photos.picture.png import too_long  # noqa: PLC0415 - Pillow; most photos are JPEGs

    return too_long(descriptor) or _other(descriptor, kind)


def _heic(descriptor: int, _kind: Kind) -> Header:
    from captionbot.photos.picture.whole import heic  # noqa: PLC0415 - Pillow and libheif; most photos are JPEGs

    return heic(descriptor)


def _whole(descriptor: int, kind: Kind) -> Header:
    from captionbot.photos.picture.whole import whole  # noqa: PLC0415 - as above

    return whole(descriptor, kind)


_READERS: Final[dict[Kind, Callable[[int, Kind], Header]]] = {
    Kind.JPEG: _jpeg,
    Kind.PNG: _png,
    Kind.WEBP: _webp,
    Kind.TIFF: _tiff,
    Kind.BMP: _whole,
    Kind.HEIC: _heic,
}


def _beside(image: pyvips.Image, *, exif: bytes = b"") -> Beside:
    found = {name: _blob(image, f"{name}-data") for name in ("exif", "iptc", "xmp")}
    return Beside(**found | ({"exif": exif} if exif else {}))


def _blob(image: pyvips.Image, field: str) -> bytes:
    return bytes(image.get(field)) if image.get_typeof(field) else b""
