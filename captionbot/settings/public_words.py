"""The wordings in force: staff's own, from the file that WORDINGS names, or ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from captionbot.contest.wording import BUILT_IN, Wordings, read_wordings
from captionbot.settings.envfile import Fingerprint, read_plain


@dataclass(frozen=True, slots=True)
class PublicWords:
    """What a file of wordings says, and what is wrong with it."""

    wordings: Wordings = BUILT_IN
    seen: Fingerprint | None = None
    """The state of the file when it was read."""
    problems: tuple[str, ...] = ()
    """Each with the file's name and the line."""


def read_public_words(path: Path, label: str) -> PublicWords:
    """What stands in a file of wordings; ``label`` is the file as the person named it."""
    text, seen, unreadable = read_plain(path)
    if unreadable:
        return PublicWords(seen=seen, problems=told_with_lines(label, unreadable))
    read = read_wordings(text)
    return PublicWords(read.wordings, seen, told_with_lines(label, read.problems))


def told_with_lines(label: str, problems: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """What is wrong with a file, each with its name and the line; line 0 is the file as a whole."""
    return tuple(f"{label}:{line}: {what}" if line else f"{label}: {what}" for line, what in problems)
