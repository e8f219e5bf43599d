"""Which fonts a card's words need: our own packages', then this machine's where ours lack a sign."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import uharfbuzz

from captionbot.photos.card.signs import BEFORE_MARK, KEYCAP, is_unseen

OURS: Final = ("manimgx_fonts", "manimgx_fonts_cjk")
"""The packages whose fonts a card is drawn with (SIL Open Font License 1.1)."""
FIRST: Final = ("NotoSans[wght].ttf",)
"""Before all others: digits, quotation marks and Latin look the same in every card."""
EMOJI: Final = "Noto Emoji"
MACHINE: Final = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "~/Library/Fonts",
)
"""Where this machine's fonts may be; looked through only for a sign that none of ours has."""
MOST_LOOKED_AT: Final = 3_000
"""Files of the machine's; a designer's machine has more, and nobody waits for them."""
_ENDINGS: Final = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_PICTURES: Final = frozenset({"CBDT", "COLR", "sbix", "SVG "})
"""Tables of a font whose signs are coloured pictures, which have no outline that a card could draw in its ink."""
_PLACEHOLDERS: Final = re.compile("last ?resort|blank|tofu|notdef|fallback", re.IGNORECASE)
"""Fonts that have every sign and show none of them."""
_SHEAR: Final = re.compile("italic|oblique|bold|black|light|thin|mono", re.IGNORECASE)
_KANA: Final = re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d]")
_HANGUL: Final = re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
_HAN: Final = re.compile("[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Font:
    """A font file (or one of several in a file), and the signs it has."""

    family: str
    file: Path
    signs: uharfbuzz.Set

    def has(self, char: str) -> bool:
        """Whether it can draw the sign."""
        return ord(char) in self.signs


@dataclass(frozen=True, slots=True)
class Chosen:
    """The fonts that a card is drawn with, in the order in which a sign is looked for in them."""

    fonts: tuple[Font, ...]
    missing: str = ""
    """The signs that none of them has, in order, each once."""

    def has(self, char: str) -> bool:
        """Whether one of them can draw the sign."""
        return any(font.has(char) for font in self.fonts)

    def is_emoji(self, char: str) -> bool:
        """Whether only the font for emoji has it, so that it is a picture and no sign of a text."""
        having = next((font for font in self.fonts if font.has(char)), None)
        return having is not None and having.family == EMOJI


def chosen_for(text: str, folders: Sequence[str] = MACHINE) -> Chosen:
    """The fonts for a text, no more than it needs."""
    wanted = {char for char in text if not is_unseen(char)}
    fonts, rest = _taken(_ours(_variant(text)), wanted, pictured=BEFORE_MARK in text or KEYCAP in text)
    if rest:
        more, rest = _taken(_machines(tuple(folders)), rest)
        fonts += more
    return Chosen(fonts, "".join(dict.fromkeys(char for char in text if char in rest)))


def our_fonts(text: str) -> Chosen:
    """All of ours, as a text with these signs would use them."""
    return Chosen(tuple(_ours(_variant(text))))


def _taken(fonts: Iterable[Font], wanted: set[str], *, pictured: bool = False) -> tuple[tuple[Font, ...], set[str]]:
    """Each font that has a sign which those before it lack, and what none of them has.

    Where signs are ``pictured`` that others have as well (a digit as a key), the one for emoji is among them.
    """
    taken, rest = [], set(wanted)
    for font in fonts:
        found = {char for char in rest if font.has(char)}
        if found or (pictured and font.family == EMOJI):
            taken.append(font)
            rest -= found
        if not rest and not pictured:
            break
    return tuple(taken), rest


def _variant(text: str) -> str:
    """In whose way Chinese characters are drawn: Japan's, Korea's, or China's, simplified or traditional."""
    if _KANA.search(text):
        return "JP"
    if _HANGUL.search(text):
        return "KR"
    han = "".join(_HAN.findall(text))
    return "TC" if not _encodes(han, "gb2312") and _encodes(han, "big5") else "SC"


def _encodes(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _ours(variant: str) -> Iterator[Font]:
    """Ours: text first, then emoji, then the large one for Chinese, Japanese and Korean."""
    small, large = (_files(package) for package in OURS)
    in_order = sorted(small, key=lambda file: (file.name not in FIRST, "Emoji" in file.name, file.name))
    for file in in_order:
        if "Italic" not in file.name:
            yield from _fonts_in(file)
    for file in large:
        yield from (font for font in _fonts_in(file) if font.family.endswith(variant))


def _files(package: str) -> list[Path]:
    spec = find_spec(package)
    folders = (spec.submodule_search_locations or []) if spec else []
    return sorted(file for folder in folders for file in Path(folder).iterdir() if file.suffix in _ENDINGS)


@cache
def _fonts_in(file: Path) -> tuple[Font, ...]:
    """The fonts in a file; none where it can't be read."""
    try:
        blob = uharfbuzz.Blob.from_file_path(file)
        faces = [uharfbuzz.Face(blob, index) for index in range(uharfbuzz.Face(blob).count)]
    except (OSError, uharfbuzz.HarfBuzzError):
        return ()
    return tuple(
        Font(family, file, face.unicodes)
        for face in faces
        if (family := _family(face)) and _PICTURES.isdisjoint(face.table_tags)
    )


def _family(face: uharfbuzz.Face) -> str:
    """The name by which all weights of it are known; a file's own may be ``… Light``."""
    names = uharfbuzz.OTNameIdPredefined
    found = (face.get_name(name) for name in (names.TYPOGRAPHIC_FAMILY, names.FONT_FAMILY))
    return next((str(family).replace(",", " ") for family in found if family), "")


def _machines(folders: tuple[str, ...]) -> Iterator[Font]:
    for file in _files_below(folders):
        yield from (font for font in _fonts_in(file) if not _PLACEHOLDERS.search(font.family))


@cache
def _files_below(folders: tuple[str, ...]) -> tuple[Path, ...]:
    """The machine's font files, upright and of ordinary weight first; always in the same order."""
    found: list[Path] = []
    for folder in folders:
        for path, names, files in os.walk(Path(folder).expanduser()):
            names.sort()
            found.extend(Path(path, name) for name in sorted(files) if Path(name).suffix.lower() in _ENDINGS)
            if len(found) >= MOST_LOOKED_AT:
                break
    return tuple(sorted(found[:MOST_LOOKED_AT], key=lambda file: bool(_SHEAR.search(file.name))))
