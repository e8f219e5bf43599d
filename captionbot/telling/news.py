"""What a week brings that staff are told, before it is a notice in the record."""

from dataclasses import dataclass

from captionbot.contest.notices import About


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell staff, once under its key."""

    key: str
    about: About
    text: str
    do: str = ""
    contest: int | None = None
