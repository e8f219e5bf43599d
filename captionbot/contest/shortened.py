"""Names as a public copy prints them."""

import unicodedata

import regex


def short_name(name: str | None) -> str:
    """The first name and the first letter of the last: ``Ottilie F.``; empty where there is no name."""
    words = [word for part in (name or "").split() if (word := _bare(part))]
    letter = regex.match(r"\X", words[-1]) if words[1:] else None
    return f"{words[0]} {letter[0]}." if letter else "".join(words)


def _bare(word: str) -> str:
    """A word without the signs around it, and without what can't be seen."""
    seen = "".join(char for char in word if not unicodedata.category(char).startswith("C") or char == "\u200d")
    signs = {char for char in seen if unicodedata.category(char).startswith("P")}
    return seen.strip("".join(signs))
