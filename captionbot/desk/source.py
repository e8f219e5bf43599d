"""What the desk reads from and writes in, and who asks: for the length of one request."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol, cast

from flask import Flask, current_app, g, request

from captionbot.accounts import Person
from captionbot.decisions import Word
from captionbot.overview import View

_KEPT = "captionbot"
LONGEST_SEARCH = 200
"""Characters."""


class Source(Protocol):
    """The record and the photos, by the settings in force; the desk never speaks to Facebook."""

    def viewing(self) -> AbstractContextManager[View]:
        """Read: nothing that is changed in the view is kept."""

    def recording(self) -> AbstractContextManager[View]:
        """Write: the view's record is kept at the end, all of it or none; nobody else writes meanwhile."""

    def now(self) -> datetime:
        """What time it is, by the daemon's clock."""


def keep_source(app: Flask, source: Source) -> None:
    """Let the pages find ``source``."""
    app.extensions[_KEPT] = source


def source() -> Source:
    """What this request reads from and writes in."""
    return cast("Source", current_app.extensions[_KEPT])


def person() -> Person | None:
    """Who is signed in, if anybody is."""
    return cast("Person | None", g.get("person"))


def signed_in() -> Person:
    """Who is signed in; only for pages that are open to nobody else."""
    found = person()
    if found is None:
        raise LookupError("a page for those who are signed in was shown to a stranger")
    return found


def looked_for() -> str:
    """What is typed into a page's search: a long text is cut, for a database gives up on it."""
    return request.args.get("q", "").strip()[:LONGEST_SEARCH]


def word(because: str = "") -> Word:
    """Staff's word, by whoever is signed in."""
    return Word(signed_in().name, source().now(), because)
