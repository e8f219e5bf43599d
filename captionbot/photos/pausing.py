"""The PAUSE file: anyone who can reach the photos folder can stop everything, at once and without a command."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from captionbot.photos.names import PAUSE_NAMES, folded
from captionbot.photos.opening import PhotoNotReady, folder_unreadable, read_whole
from captionbot.photos.words.sidecar import decode_text, plain

NO_REASON: Final = "no reason was given"
REASON_LIMIT: Final = 500
"""Characters of the reason that are kept."""


def pause_word(folders: Iterable[Path], files: Iterable[Path]) -> str | None:
    """Why everything is paused: the text of a PAUSE file in a folder, or of one of the files; None if there is none.

    Raises PhotosFolderError where a folder can't be read: what can't be seen pauses as well.
    """
    found = [path for folder in folders for path in _in_folder(folder)] + [path for path in files if _is_there(path)]
    if not found:
        return None
    return next((reason for reason in map(_reason, found) if reason), NO_REASON)


def _in_folder(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if folded(path.name) in PAUSE_NAMES)
    except OSError as error:
        raise folder_unreadable(folder, error) from error


def _is_there(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True  # can't be seen: in doubt nothing is said
    return True


def _reason(path: Path) -> str:
    try:
        raw = read_whole(path, 4 * REASON_LIMIT)
    except PhotoNotReady:  # a folder, a link, unreadable: it is there, and that is enough
        return ""
    return " ".join(plain(decode_text(raw)).removeprefix("\ufeff").split())[:REASON_LIMIT]
