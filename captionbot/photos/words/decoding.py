"""Text out of bytes of unknown origin, and back again without losing a byte.

Which of two dozen code pages a file was written in stands nowhere in it. What its bytes prove is believed: a mark,
UTF-16 by its NULs, UTF-8 because nothing else looks like it. The rest is read as Windows-1252, which is what a
Western Windows writes, or as Mac Roman where only that gives words; and a word that still looks wrong is named to
a person (``doubtful_word``), for only the writer knows.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED: Final = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_FEW_NULS: Final = 20
"""One NUL in so many bytes: a text in UTF-16 has at least its spaces and line ends, a stray NUL is rarer."""

_NOT_TEXT = re.compile("[\0-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_NO_LETTER = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"\S+")
_CAPITALS = "\u00c0-\u00d6\u00d8-\u00de\u0152\u0160\u0178\u017d"
_ODD = re.compile(
    rf"""[a-z][{_CAPITALS}] | [A-Za-z][{_CAPITALS}][a-z] | [.,!?][\u00d2-\u00d5]$   # Don\u00d5t: Mac Roman
    | [^\W\d_a-zA-Z]{{3,}}                                      # a word without a Western letter: Cyrillic, Greek
    | (?<![^\W_])[\u00a4\u00b2\u00b3\u00b9][a-z]                # \u00b3aciaty: Polish
    | [a-z][\u201a\u201e] | [a-z][\u2022\u2020\u2021\u2030\u00a1\u00bf][a-z]""",
    re.VERBOSE,
)
_FOREIGN_WORD = re.compile(r"(?<!\w)[^\W\d_a-zA-Z]{2,}(?!\w)")
_WITHIN = re.compile(r"(?<=[^\W\d_])([^\w\s\x00-\x7f])(?=[^\W\d_])")
_SIGNS: Final = frozenset({"Sm", "Sc", "So", "Sk", "No"})
_APOSTROPHES: Final = frozenset("\u00b4\u02bc")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, and how to write it again."""

    text: str
    """Bytes that mean nothing stand in it as lone surrogates; ``plain`` makes it storable."""
    encoding: str
    mark: bytes = b""
    """The byte order mark at its beginning, which is not in the text."""

    @property
    def assumed(self) -> bool:
        """Whether nothing in the bytes proves the encoding."""
        return self.encoding in {"cp1252", "mac_roman"}

    def encoded(self, text: str) -> bytes | None:
        """The bytes of another text in the same encoding, or None where it has letters that this one lacks."""
        try:
            return self.mark + text.encode(self.encoding, _errors(self.encoding))
        except UnicodeEncodeError:
            return None


def decode(raw: bytes) -> Decoded:
    """The text of a file as Notepad, Word, TextEdit or an editor wrote it."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return Decoded(_lenient(raw[len(mark) :], encoding), encoding, mark)
    encoding = _wide(raw) or _narrow(raw)
    return Decoded(_lenient(raw, encoding), encoding)


def decode_text(raw: bytes) -> str:
    """The text alone; bytes that mean nothing stand in it as U+FFFD."""
    return _NO_LETTER.sub("\ufffd", decode(raw).text)


def plain(text: str) -> str:
    """``text`` as every database stores it: NUL, other control characters and lone surrogates become U+FFFD."""
    return _NOT_TEXT.sub("\ufffd", text)


def not_text(line: str) -> bool:
    """Whether ``plain`` would change the line."""
    return _NOT_TEXT.search(line) is not None


def doubtful_word(line: str, *, assumed: bool = False) -> str:
    r"""A word whose letters were most likely lost or exchanged by a wrong encoding (caf\u00c3\u00a9), or nothing.

    Where the encoding was ``assumed``, so is what no Western word looks like (Don\u00d5t, Za\u00bf\u00f3\u00b3\u00e6).
    """
    words = (word for word in _WORD.findall(line) if not word.isascii())
    return next((word for word in words if _was_lost(word) or (assumed and _is_odd(word))), "")


def _was_lost(word: str) -> bool:
    return "\ufffd" in word or _was_utf8(word)


def _is_odd(word: str) -> bool:
    if _ODD.search(word):
        return True
    return any(unicodedata.category(sign) in _SIGNS and sign not in _APOSTROPHES for sign in _WITHIN.findall(word))


def _was_utf8(word: str) -> bool:
    """Whether its letters are the bytes of UTF-8, each taken for a letter of Windows-1252."""
    try:
        return word.encode("cp1252").decode("utf-8") != word
    except UnicodeError:
        return False


def _lenient(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding, _errors(encoding))
    except UnicodeDecodeError:  # UTF-16 or UTF-32 that was cut in the middle of a letter
        return raw.decode(encoding, "replace")


def _errors(encoding: str) -> str:
    return "surrogatepass" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"


def _wide(raw: bytes) -> str:
    """UTF-32 or UTF-16 without a mark, as old tools write it: told by its NULs; or nothing."""
    if raw.count(0) * _FEW_NULS < len(raw) or b"\0" not in raw:
        return ""
    return next((encoding for encoding in _UNMARKED if _is_text_in(raw, encoding)), "")


def _is_text_in(raw: bytes, encoding: str) -> bool:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    # Read in the wrong order, the letters of one script become signs of twenty; the right order has spaces or lines.
    latin = sum(char < "\u0080" for char in text)
    return not _NOT_TEXT.search(text) and latin * _FEW_NULS >= len(text)


def _narrow(raw: bytes) -> str:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "mac_roman" if _reads_oddly(raw, "cp1252") and _is_from_a_mac(raw) else "cp1252"
    return "utf-8"


def _reads_oddly(raw: bytes, encoding: str) -> bool:
    text = raw.decode(encoding, "surrogateescape")
    return not_text(text) or doubtful_word(text, assumed=True) != ""


def _is_from_a_mac(raw: bytes) -> bool:
    """Whether Mac Roman gives Western words, which it does not make of Cyrillic."""
    return not _reads_oddly(raw, "mac_roman") and not _FOREIGN_WORD.search(raw.decode("mac_roman"))
