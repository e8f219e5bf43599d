"""Putting what others wrote into a wording: once, and never read as a wording itself."""

from collections.abc import Sequence

import regex

FIELD = regex.compile(r"\{([a-z]+)\}")
"""A field as a wording holds it; there is no other sign between braces."""

CAPTION_CUT, NAME_CUT, LINE_CUT, WORDS_CUT = 1_000, 80, 300, 5_000
"""Characters as a reader counts them; with them no text of ours comes near Facebook's 63,206."""

CORRECTED = "Correction: we made a mistake here, and we are sorry."
WITHDRAWN = "This result has been withdrawn."
OUR_OWN = (CORRECTED, WITHDRAWN)
"""Sentences by which we know later what we have said: captionbot writes them itself, and no wording begins so."""

_ENDS = (".", "…", "!", "?", "。", "\uff01", "\uff1f")
_CLOSING = "”“»」\"'\u2069"
_NOTHING = "\u2060"


def filled(wording: str, *, count: str = "", **values: str) -> str:
    """The wording with its values, and no full stop after a value that ends a sentence itself.

    Where a value stands at the very beginning, it can't make one of our own sentences: a sign that shows nothing
    is put before it then.
    """
    wording = wording.replace("{count}", count)
    for name, text in values.items():
        if text.rstrip(_CLOSING).endswith(_ENDS):
            wording = wording.replace(f"{{{name}}}.", f"{{{name}}}")
    said = str(FIELD.sub(lambda found: values[found[1]], wording))
    return _NOTHING + said if begins_as_ours(said) else said


def begins_as_ours(text: str) -> bool:
    """Whether a text begins with one of our own sentences."""
    plain = " ".join(text.split()).casefold()
    return any(plain.startswith(sentence.casefold()) for sentence in OUR_OWN)


def turn(wordings: Sequence[str], number: int) -> str:
    """The wording whose turn it is in a contest of that number."""
    return wordings[number % len(wordings)]


def lines(parts: Sequence[str]) -> str:
    """The parts that say anything, one a line."""
    return "\n".join(part for part in parts if part)


def paragraphs(*parts: str) -> str:
    """The parts that say anything, with an empty line between."""
    return "\n\n".join(part for part in parts if part)
