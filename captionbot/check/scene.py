"""What `check` looks at, and in which sections of docs/checks.md it is written what was found."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from captionbot.graph.page import Page
from captionbot.graph.tokens import TokenFacts
from captionbot.health import Trouble
from captionbot.intake import SetAside
from captionbot.machine import Machine
from captionbot.overview import View


@dataclass(slots=True)
class Scene:
    """What there is to look at, and what Facebook said on the way."""

    view: View
    page: Page
    machine: Machine | None = None
    """None: it is not looked at."""
    aside: Sequence[SetAside] = ()
    """What was set aside just now."""
    name: str = ""
    """The Page's, once Facebook has said it."""
    facts: TokenFacts | None = None
    """What Facebook says of the token, once it was asked and may be asked."""


Look = Callable[[Scene], Iterator[Trouble]]
"""Looks at one thing; an error of ours that leaves it is a problem as well."""


class See(StrEnum):
    """Where it is written what to do, under a heading of its own."""

    STANDING = "docs/checks.md#what-waits-for-a-person"
    SETTINGS = "docs/checks.md#settings"
    FACEBOOK = "docs/checks.md#the-page-and-its-token"
    VERSION = "docs/checks.md#the-version-of-the-graph-api"
    FANS = "docs/checks.md#what-fans-see"
    PHOTOS = "docs/checks.md#photos"
    WORDS = "docs/checks.md#words"
    RECORD = "docs/checks.md#the-record"
    RUNNING = "docs/checks.md#whether-it-runs"
    MACHINE = "docs/checks.md#the-machine"
    DESK = "docs/checks.md#the-desk"
    NOTICES = "docs/checks.md#telling-staff"
    HALL = "docs/checks.md#the-hall-of-fame"


def problem(key: str, what: str, do: str) -> Trouble:
    """What stops a contest."""
    return Trouble(what, do, stops=True, key=key)


def warning(key: str, what: str, do: str) -> Trouble:
    """What works but ought to be mended."""
    return Trouble(what, do, stops=False, key=key)
