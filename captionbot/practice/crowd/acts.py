"""What a fan does under a post, and when."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

THE_POST = -1
"""The number that stands for the post itself, where an act is done to it."""


class Deed(StrEnum):
    """The kinds of act."""

    COMMENT = "comment"
    REACT = "react"
    EDIT = "edit"
    WITHDRAW = "withdraw"
    HIDE = "hide"


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a plan; comments are numbered, and the other acts name the number they are done to."""

    after: timedelta
    """Since the post."""
    deed: Deed
    number: int
    text: str = ""
    by: str = ""
    """A fan's name; empty is the Page itself."""
    to: int | None = None
    """The comment that this one answers."""
    tags: tuple[tuple[str, int, int], ...] = ()
    attachment: str | None = None
    withheld: bool = False
    reactions: tuple[tuple[str, int], ...] = ()


def in_order(acts: list[Act]) -> list[Act]:
    """Put acts in the order in which they happen; those of one instant keep theirs."""
    return sorted(acts, key=lambda act: act.after)
