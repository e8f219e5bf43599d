"""The days of the Page's own, from the file that SKIP_DAYS_FILE names; read again when it has changed."""

from dataclasses import dataclass
from pathlib import Path

from captionbot.contest.own_days import NO_DAYS, OwnDays, read_own_days
from captionbot.settings.envfile import Fingerprint, read_plain
from captionbot.settings.public_words import told_with_lines


@dataclass(frozen=True, slots=True)
class DaysFile:
    """What a file of days says, and what is wrong with it."""

    days: OwnDays = NO_DAYS
    """Those of its right lines."""
    seen: Fingerprint | None = None
    """The state of the file when it was read."""
    problems: tuple[str, ...] = ()
    """Each with the file's name and the line."""


def days_now(days_file: Path | None) -> DaysFile:
    """What the file says at this moment, whatever it said when the settings were read."""
    return DaysFile() if days_file is None else read_days_file(days_file, days_file.name)


def read_days_file(path: Path, label: str) -> DaysFile:
    """What stands in a file of days; ``label`` is the file as the person named it."""
    text, seen, unreadable = read_plain(path)
    if unreadable:
        return DaysFile(seen=seen, problems=told_with_lines(label, unreadable))
    days, wrong = read_own_days(text)
    return DaysFile(days, seen, told_with_lines(label, wrong))
