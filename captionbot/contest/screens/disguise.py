"""What a text says once its disguises are off: the shapes that the other screens look at.

Everything here is bounded: no more than ``SCREENED`` characters are looked at, and a text that has more
is flagged for that alone, so nothing goes out unseen.
"""

# Letters that look like others are what is undone here.
# ruff: noqa: RUF002

import re
import unicodedata
from typing import NamedTuple

import regex

from captionbot.contest.comment import Comment
from captionbot.contest.folding import INVISIBLE, bare_text

SCREENED = 600
"""Characters of a text that are screened; of a million real captions one in five thousand is longer."""

# The two overrides of the writing direction show nothing either, but they say that something is to be hidden.
_SHOWS_NOTHING = regex.compile(r"[\p{Default_Ignorable_Code_Point}--[\u202d\u202e]]", regex.VERSION1)
_MARKS = regex.compile(r"[\p{Mn}\p{Me}]+")
_ENCLOSING_KEYCAP = "\u20e3"

# Letters of other alphabets, signs and old letters that are read as Latin ones. NFKD undoes the rest
# (full-width, mathematical, circled); it knows nothing of looks.
_LOOKALIKES = str.maketrans(
    {
        **dict(zip("авекмнорстухіјѕԁһԛԝգցոսօ", "abekmhopctyxijsdhqwgqnuo", strict=True)),
        **dict(zip("αβεηικνορτυχωγ", "abenikvoptuxwy", strict=True)),
        **dict(zip("ɑɡıłøđħŧʀɴɪʏʙʜʟ", "agilodhtrniybhl", strict=True)),
        **dict(zip("ᴀᴄᴅᴇɢᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢꜰꜱ", "acdegjkmoptuvwzfs", strict=True)),
        **{chr(0x1F130 + place): chr(97 + place) for place in range(26)},  # 🄰 squared
        **{chr(0x1F150 + place): chr(97 + place) for place in range(26)},  # 🅐 in a dark circle
        **{chr(0x1F170 + place): chr(97 + place) for place in range(26)},  # 🅰 in a dark square
        **{chr(0x1F1E6 + place): chr(97 + place) for place in range(26)},  # 🇦 halves of flags
        "æ": "ae",
        "œ": "oe",
        "¡": "i",
        "€": "e",
        "£": "l",
        "¢": "c",
    }
)
_FOR_LETTERS = str.maketrans("013457@$!|+", "oieastasiit")
_DIGITS_FOR_LETTERS = re.compile(r"(?<![\w$@!|+])(?=[\w$@!|+]*[a-z])[\w$@!|+]{1,40}[\w$@]")
_SPELLED_OUT = re.compile(r"(?<![^\W_])[^\W_]([\W_])\1{0,2}[^\W_](?![^\W_])(?:\1{1,3}[^\W_](?![^\W_])){1,40}")
_RUN = re.compile(r"([a-z])\1{2,}")

# What there is none of without it: found in a tenth of the time, and in few texts.
_SIGN_OF_DIGITS_FOR_LETTERS = re.compile(r"[013457@$]|[!|+]+[\w$@]")
_SIGN_OF_SPELLED_OUT = re.compile(r"[\W_][^\W_][\W_]{1,3}[^\W_](?![^\W_])")
_SIGN_OF_A_RUN = re.compile(r"([a-z])\1\1")


class Seen(NamedTuple):
    """A text as the screens look at it; never longer than what is screened."""

    original: str
    """As it came, without what shows nothing."""
    text: str
    """Full-width, fancy and keycap letters made plain; case and accents as they were."""
    words: str
    """What is left of that without tagged names, links and emoji."""
    unmasked: tuple[str, ...]
    """The ways to read it in lower case, with look-alikes, digits for letters and spelled-out words undone."""
    cut: bool
    """Whether there is more than is screened."""


def seen(comment: Comment) -> Seen:
    """A comment's text, undisguised."""
    original = _shown(comment.text)
    text = _plain(original)
    return Seen(original[:SCREENED], text, _plain(bare_text(comment)), unmasked(text), cut=len(original) > SCREENED)


def seen_text(text: str) -> Seen:
    """Any other text, undisguised."""
    original = _shown(text)
    shown = _plain(original)
    return Seen(original[:SCREENED], shown, shown, unmasked(shown), cut=len(original) > SCREENED)


def _shown(text: str) -> str:
    return text if text.isascii() else _SHOWS_NOTHING.sub("", text)


def _plain(text: str) -> str:
    if text.isascii():
        return text[:SCREENED]
    shown = unicodedata.normalize("NFKC", INVISIBLE.sub("", text[:SCREENED]))
    return shown.replace(_ENCLOSING_KEYCAP, "")[:SCREENED]


def unmasked(text: str) -> tuple[str, ...]:
    """What a reader makes of it: ``f u c k``, ``fսсk``, ``sh1t`` and ``shiiiit`` become words again.

    Where a letter is drawn out there are three readings: with one letter in its place, with two, and as it stands.
    """
    letters = _letters(text)
    if _SIGN_OF_DIGITS_FOR_LETTERS.search(letters):
        letters = _DIGITS_FOR_LETTERS.sub(lambda word: word[0].translate(_FOR_LETTERS), letters)
    if _SIGN_OF_SPELLED_OUT.search(letters):
        letters = _SPELLED_OUT.sub(lambda word: re.sub(r"[\W_]", "", word[0]), letters)
    if not _SIGN_OF_A_RUN.search(letters):
        return (letters,)
    return _RUN.sub(r"\1", letters), _RUN.sub(r"\1\1", letters), letters


def _letters(text: str) -> str:
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_LOOKALIKES))
    return _MARKS.sub("", letters).translate(_LOOKALIKES)
