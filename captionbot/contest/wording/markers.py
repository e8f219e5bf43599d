"""The marker: the line by which we know our own post, added by us and never by a wording."""

import unicodedata
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from captionbot.contest.quoting import on_one_line
from captionbot.contest.timetable import said_date
from captionbot.contest.wording.filling import NAME_CUT


class MarkerKind(StrEnum):
    """Which of our posts a marker stands in."""

    CONTEST = "contest"
    RESULT = "result"
    CORRECTION = "correction"


def marker(
    contest_name: str, slot: datetime, zone: ZoneInfo, kind: MarkerKind, edition: int = 1, *, correction: int = 1
) -> str:
    """The line by which we know our own post; each later ``edition`` of the same day has a line of its own.

    So has each later ``correction`` of one contest.
    """
    day = said_date(slot, zone)
    headings = {MarkerKind.RESULT: "result of ", MarkerKind.CORRECTION: f"{nth('correction', correction)} of "}
    dated = headings.get(kind, "") + day
    again = f" · {edition}" if edition > 1 else ""
    return f"{_start(contest_name)}{dated}{again}"


def carries_marker(text: str, marker: str) -> bool:
    """Whether the marker stands alone on a line of the text."""
    return any(_same_spelling(line) == _same_spelling(marker) for line in text.splitlines())


def below_marker(text: str, marker: str) -> str:
    """What stands below the last such line; all of the text where staff have taken it out by hand."""
    lines = text.splitlines()
    last = max((at for at, line in enumerate(lines) if _same_spelling(line) == _same_spelling(marker)), default=-1)
    return "\n".join(lines[last + 1 :])


def without_markers(words: str, contest_name: str) -> str:
    """The words, where a line that looks like a marker is made to look like none.

    Staff may paste an old post, and a wording of theirs may spell the contest's name out.
    """
    start = _start(contest_name)
    return "\n".join(
        line.replace(" · ", " — ", 1) if _same_spelling(line).startswith(start) else line for line in words.split("\n")
    )


def nth(word: str, number: int) -> str:
    """``correction``, ``correction 2``."""
    return f"{word} {number}" if number > 1 else word


def _start(contest_name: str) -> str:
    return _same_spelling(on_one_line(contest_name, NAME_CUT)) + " · "


def _same_spelling(line: str) -> str:
    return unicodedata.normalize("NFC", line.strip())
