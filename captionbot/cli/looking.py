"""Looking at what has landed in the queue, before a command shows or uses it."""

import sys

import click

from captionbot.cli.plug import photos_of, settings_of, store_of
from captionbot.cli.show import safely
from captionbot.clock import Clock
from captionbot.intake import Intake, SetAside, look_back

WIPED = "\r\x1b[K"
"""Back to the beginning of a terminal's line, and nothing left on it."""
ROOM = 40
"""Characters of a name beside the count."""


def look_at_queue(context: click.Context) -> list[SetAside]:
    """Examine what has landed since anybody looked, and what past contests have shown; gives what was set aside now.

    On a terminal stderr tells how far it is: a photo may take seconds.
    """
    settings = settings_of(context)
    store = store_of(settings)
    with store.view() as record:
        record.page()
    intake = Intake(photos_of(settings), store, Clock.from_environment().now)
    try:
        aside = intake.look(again=True, beat=_beat)
        look_back(intake, beat=_beat)
    finally:
        store.close()
        if sys.stderr.isatty():
            click.echo(WIPED, nl=False, err=True)
    return aside


def _beat(done: int, of: int, name: str) -> None:
    if sys.stderr.isatty():
        shown = safely(name)
        short = shown if len(shown) <= ROOM else f"{shown[: ROOM - 1]}…"
        click.echo(f"{WIPED}Looking at photo {done + 1} of {of}: {short}", nl=False, err=True)
