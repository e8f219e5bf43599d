"""A photo examined in this process: what the process of its own does, and what tests do that need no such process."""

import os
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Final

import pyvips

from captionbot.photos.picture import refusals
from captionbot.photos.picture.beside import beside
from captionbot.photos.picture.digesting import digesting
from captionbot.photos.picture.examined import MOST_SMALL_BYTES, SMALL_SIDE, Examined
from captionbot.photos.picture.header import Beside
from captionbot.photos.picture.kinds import BEGINNING, Kind, kind_of
from captionbot.photos.picture.likeness import NOTHING, likeness_of
from captionbot.photos.picture.preparing import Prepared, jpeg_of, prepare
from captionbot.photos.picture.reading import Small, read_small
from captionbot.photos.words.drafts import Drafts
from captionbot.photos.words.embedded import drafts_in

_SMALL_QUALITIES: Final = (80, 60, 30)
_LOOKED_AT: Final = 512
"""Pixels along the longer side of what brightness and likeness are taken from."""


def examine_here(descriptor: int, shown: str, *, allow: Callable[[float], None] = lambda _megapixels: None) -> Examined:
    """An ``Examiner`` without limits of its own: for tests, and for the child process that has them.

    ``allow`` is told the size (million pixels) once it is known, before the picture is decoded.
    """
    raw = os.pread(descriptor, BEGINNING, 0)
    if not raw:
        raise refusals.empty(shown)
    kind = kind_of(raw)
    if kind is None:
        raise refusals.other(raw, shown)
    with digesting(descriptor) as digest:
        small = read_small(descriptor, kind, shown, allow)
        try:
            ready = prepare(small, shown)
            with beside(partial(jpeg_of, ready.picture)) as jpeg:
                return _examined(kind, small, ready, digest, jpeg)
        except (MemoryError, pyvips.Error) as error:  # the picture was read whole: nothing else can fail
            raise refusals.no_memory(shown) from error


def _examined(kind: Kind, small: Small, ready: Prepared, digest: Future[str], jpeg: Future[bytes]) -> Examined:
    grey = _grey(ready.picture)
    return Examined(
        kind=kind,
        width=ready.width,
        height=ready.height,
        sent_width=ready.picture.width,
        sent_height=ready.picture.height,
        brightness=round(grey.avg() / 255, 4),
        likeness=_likeness(grey),
        drafts=_drafts(small.beside),
        small=_small(ready.picture),
        # what is made beside this is waited for last
        sha256=digest.result(),
        jpeg=jpeg.result(),
    )


def _small(picture: pyvips.Image) -> bytes:
    """The picture for a page of many; empty where it packs too badly."""
    scale = min(1.0, SMALL_SIDE / max(picture.width, picture.height))
    shrunk = picture.resize(scale).copy_memory()
    packed = (bytes(shrunk.jpegsave_buffer(Q=quality, keep="none")) for quality in _SMALL_QUALITIES)
    return next((jpeg for jpeg in packed if len(jpeg) <= MOST_SMALL_BYTES), b"")


def _grey(picture: pyvips.Image) -> pyvips.Image:
    """The picture in grey, so small that looking at all of it costs little."""
    scale = min(1.0, _LOOKED_AT / max(picture.width, picture.height))
    return picture.colourspace("b-w").resize(scale).copy_memory()


def _likeness(grey: pyvips.Image) -> str:
    try:
        return likeness_of(bytes(grey.write_to_memory()), grey.width, grey.height)
    except Exception:  # noqa: BLE001 - the photo is sound, whatever is thought of its likeness
        return NOTHING


def _drafts(beside: Beside) -> Drafts:
    try:
        return drafts_in(exif=beside.exif, iptc=beside.iptc, xmp=beside.xmp)
    except ImportError:
        raise
    except Exception:  # noqa: BLE001 - words in a photo are anyone's bytes, and no photo is refused for them
        return Drafts()
