"""How winners' cards look: their colours, and the organiser's logo."""

import math
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from captionbot.errors import LogoError
from captionbot.settings.words import several, shown, words

READABLE: Final = 4.5
"""The least contrast of words and what they stand on: www.w3.org/TR/WCAG21/#contrast-minimum."""

LARGEST_LOGO: Final = 5_000_000
"""Bytes."""

_PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_SO_MANY: Final = 3
_STEPS: Final = 100
# A FIFO doesn't block and a link isn't followed.
_CAREFULLY: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a card, each as ``#rrggbb``."""

    band: str = "#14213d"
    """What the words stand on."""
    ink: str = "#ffffff"
    """The caption, and most other words."""
    accent: str = "#fcbf49"
    """The winner's name."""

    def __str__(self) -> str:
        """As a person writes them."""
        return f"{self.band} {self.ink} {self.accent}"


def colours(text: str) -> Colours:
    """Three colours for band, ink and accent, such as ``#14213d #ffffff #fcbf49``; what is written can be read."""
    found = [_colour(one) for one in several(words(text))]
    if len(found) != _SO_MANY:
        many = f"{len(found)} colour{'s' * (len(found) != 1)}"
        raise ValueError(
            f"names {many}; write three, for band, ink and accent, in quotation marks: '{Colours()}' "
            "(without them a # after a space begins a remark)"
        )
    band, ink, accent = found
    _refuse_unreadable("ink", ink, band)
    _refuse_unreadable("accent", accent, band)
    return Colours(band, ink, accent)


def _colour(word: str) -> str:
    digits = word.removeprefix("#").lower()
    if re.fullmatch(r"[0-9a-f]{3}", digits):
        return "#" + "".join(2 * digit for digit in digits)
    if re.fullmatch(r"[0-9a-f]{6}", digits):
        return f"#{digits}"
    raise ValueError(f"has {shown(word)}, which is no colour; write each as # and six digits, such as #14213d")


def _refuse_unreadable(name: str, colour: str, band: str) -> None:
    found = contrast(colour, band)
    if found >= READABLE:
        return
    figure = math.floor(found * 10) / 10  # 4.49 is not shown as 4.5
    raise ValueError(
        f"can't be read well: the {name} {colour} has a contrast of {figure}:1 on the band {band}, and words need "
        f"{READABLE}:1; take another band, or an {name} such as {_readable(colour, band)}"
    )


def _readable(colour: str, band: str) -> str:
    """The nearest colour on the way to white or to black that can be read on the band."""
    end = max("#ffffff", "#000000", key=lambda one: contrast(one, band))
    mixed = (_mixed(colour, end, step / _STEPS) for step in range(_STEPS + 1))
    return next(one for one in mixed if contrast(one, band) >= READABLE)


def _mixed(one: str, other: str, share: float) -> str:
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(255 * (a + (b - a) * share)):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """From 1 to 21 for two colours written ``#rrggbb``: www.w3.org/TR/WCAG21/#dfn-contrast-ratio."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - WCAG's own


def _channels(colour: str) -> list[float]:
    return [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]


def read_logo(path: Path) -> bytes:
    """The logo's file as it is now: a PNG or a JPEG of bounded size. Raises LogoError where it can't be used."""
    do = "Put a PNG or JPEG file there, or empty CARD_LOGO; until then the cards go out without it."
    try:
        content = _content(path)
    except OSError as error:
        raise LogoError(f"The logo {path} can't be read: {error.strerror or 'no reason given'}.", do) from error
    if content is None:
        raise LogoError(f"The logo {path} is no file but a link, a folder or a device.", do)
    if len(content) > LARGEST_LOGO:
        raise LogoError(f"The logo {path} is larger than {LARGEST_LOGO // 1_000_000} MB.", do)
    if not content.startswith(_PICTURES):
        raise LogoError(f"The logo {path} is neither a PNG nor a JPEG.", do)
    return content


def _content(path: Path) -> bytes | None:
    """At most one byte more than a logo may have; None where it is no regular file."""
    if not stat.S_ISREG(path.lstat().st_mode):
        return None
    with os.fdopen(os.open(path, _CAREFULLY), "rb") as file:
        return file.read(LARGEST_LOGO + 1)
