"""The Page's own list of words, read from WORDS_FILE: staff write it, and it is read anew whenever it is asked for."""

from pathlib import Path

from captionbot.contest.screens import NO_WORDS, WordList, read_words
from captionbot.errors import WordsFileError

LARGEST = 200_000
"""Bytes; a longer file is another one than was meant."""


def listed_words(words_file: Path | None) -> WordList:
    """The list as it stands now; without a file it has no words. Raises WordsFileError where it can't be read."""
    return NO_WORDS if words_file is None else read_words(_text(words_file))


def _text(path: Path) -> str:
    do = "Mend WORDS_FILE or the file: one word a line; docs/screens.md says how."
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise WordsFileError(f"Your own list of words, {path}, can't be read: {error.strerror}.", do) from error
    if len(content) > LARGEST or b"\0" in content:
        raise WordsFileError(f"Your own list of words, {path}, is no list: too long, or no text.", do)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:  # an editor on Windows
        return content.decode("cp1252", "replace")
