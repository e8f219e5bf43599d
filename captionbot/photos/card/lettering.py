"""Words set by Pango, with the fonts that were chosen and no other: shaped, broken into lines, one band of ink."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Final

import pyvips

from captionbot.photos.card.fonts import EMOJI, FIRST, Chosen
from captionbot.photos.card.signs import BEFORE_MARK, JOINER, KEYCAP, is_selector

OWN_FONTS: Final = str(Path(__file__).with_name("fonts.conf"))
"""Which folders fontconfig looks through: none, for a machine's own settings and fonts are none of a card's."""
DOTS: Final = 72
"""An inch, so that a point is a pixel."""
_POINT: Final = 1024
"""Of which Pango counts so many units."""
_TIGHT: Final = 1.26
"""From line to line, in heights of the letters, for scripts without signs above and below them, and …"""
_LOOSE: Final[dict[str, float]] = {"CJK": 1.38, "Arabic": 1.55, "Thai": 1.5, "Lao": 1.5, "Hebrew": 1.36, "": 1.5}
"""… for others, by the font's name."""
_BASMALA: Final = "\ufdfd"
"""A whole sentence in one sign, so intricate that FreeType draws nothing for it in any other weight of a variable font;
of all signs of our fonts it is the only one."""
_FITZPATRICK: Final = "\U0001f3fb-\U0001f3ff"
_HANGING: Final = re.compile(f"[{JOINER}{BEFORE_MARK}{KEYCAP}{_FITZPATRICK}\U000e0020-\U000e007f]")


@dataclass(frozen=True, slots=True)
class Hand:
    """How one kind of text is set."""

    fonts: Chosen
    weight: str = ""
    """As Pango names it: ``Semi-Bold``; empty for the ordinary one."""

    @property
    def pitch(self) -> float:
        """From line to line, in heights of the letters."""
        others = [font.family for font in self.fonts.fonts if font.file.name not in FIRST and font.family != EMOJI]
        return max([_TIGHT, *(_looseness(family) for family in others)])

    @property
    def families(self) -> str:
        """The fonts' names, in order."""
        return ",".join(font.family for font in self.fonts.fonts)

    @property
    def language(self) -> str:
        """What locale the text is set in: always the same, whatever this machine's is."""
        variants = {"JP": "ja", "KR": "ko", "SC": "zh-cn", "TC": "zh-tw"}
        found = (variants.get(font.family.rsplit(" ", 1)[-1]) for font in self.fonts.fonts)
        return next((language for language in found if language), "en")


def register(fonts: Chosen) -> None:
    """Make the fonts known to Pango, and no others; it must come before the first text that is set."""
    with _no_folders():
        for file in dict.fromkeys(font.file for font in fonts.fonts):
            pyvips.Image.text("x", fontfile=str(file), dpi=DOTS)


@contextmanager
def _no_folders() -> Iterator[None]:
    """Let fontconfig, which reads its settings at the first text, read ours; no process that is started inherits it."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = OWN_FONTS
    try:
        yield
    finally:
        os.environ.pop("FONTCONFIG_FILE")
        if before is not None:
            os.environ["FONTCONFIG_FILE"] = before


def set_in_lines(text: str, hand: Hand, size: int, width: int, *, anywhere: bool = False) -> pyvips.Image:
    """The text as ink (0 to 255), cropped to what is inked; lines begin on the side that the text is read from.

    ``size`` is in pixels, ``width`` is the most that a line may have; a word that is longer sticks out, unless words
    may be broken ``anywhere``.
    """
    return pyvips.Image.text(
        _marked(text, hand, size),
        font=f"{hand.families}, {hand.weight} {size}",
        width=width,
        dpi=DOTS,
        wrap="word-char" if anywhere else "word",
    )


def _marked(text: str, hand: Hand, size: int) -> str:
    """The text in Pango's markup, in which nothing of the text is taken for markup."""
    pieces = (
        f'<span face="{EMOJI}" fallback="false">{escape(piece)}</span>' if emoji else _drawable(escape(piece))
        for emoji, piece in _pieces(text, hand.fonts)
    )
    return (
        f'<span lang="{hand.language}" insert_hyphens="false" line_height="{round(size * hand.pitch * _POINT)}">'
        f"{''.join(pieces)}</span>"
    )


def _pieces(text: str, fonts: Chosen) -> Iterator[tuple[bool, str]]:
    """The text in pieces, and whether each is emoji: a keycap's digit is, and so is whatever asks to look like one."""
    kinds: list[tuple[bool, str]] = []
    for index, char in enumerate(text):
        following = text[index + 1 : index + 3]
        before = bool(kinds) and kinds[-1][0]
        pictured = following.startswith((BEFORE_MARK, KEYCAP)) and any(
            font.family == EMOJI and font.has(char) for font in fonts.fonts
        )
        hanging = before and (bool(_HANGING.match(char)) or is_selector(char))
        kinds.append((pictured or hanging or fonts.is_emoji(char), char))
    for emoji, group in groupby(kinds, key=lambda kind: kind[0]):
        yield emoji, "".join(char for _, char in group)


def _drawable(piece: str) -> str:
    return piece.replace(_BASMALA, f'<span weight="normal">{_BASMALA}</span>')


def _looseness(family: str) -> float:
    return next(pitch for name, pitch in _LOOSE.items() if name in family)
