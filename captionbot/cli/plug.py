"""The composition root: settings become edges, and edges a bot, here and nowhere else."""

import getpass
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from captionbot.cli.whose import refuse_settings_of_another
from captionbot.clock import Clock, monotonic, pause_briefly
from captionbot.machine import Machine
from captionbot.notify import Outlets
from captionbot.overview import View
from captionbot.photos.card.apart import draw_apart
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.picture.apart import examine_apart
from captionbot.settings import Settings, load_settings
from captionbot.store.database import Store, open_store
from captionbot.store.record import Record

if TYPE_CHECKING:
    from captionbot.decisions import Word
    from captionbot.graph.access import Access
    from captionbot.graph.page import Page
    from captionbot.runner.bot import Bot


ROOT = "root"
NOBODY = (ROOT, "captionbot")
"""Names that say nothing of a person: the record would take the second for the program itself."""
"""The login name that is nobody's."""


def settings_of(context: click.Context, *, speaks: bool = False) -> Settings:
    """The settings that this command runs under; only one that ``speaks`` for the Page needs right wordings."""
    env_file: Path | None = context.find_root().obj
    refuse_settings_of_another(env_file)
    return load_settings(env_file, os.environ, silent=not speaks)


def photos_of(settings: Settings) -> PhotosFolder:
    """The photos folder."""
    return PhotosFolder(settings.photos_dir, pause_briefly, examine_apart, draw_apart, settings.pause_files)


def store_of(settings: Settings) -> Store:
    """The database; it must be there."""
    return open_store(settings.database_url, settings.facebook_page_id, settings.folder)


def bot_of(settings: Settings) -> "Bot":
    """Everything that a tick works with."""
    from captionbot.runner.bot import Bot  # noqa: PLC0415 - `status` starts without it

    clock = Clock.from_environment()
    outlets, backup = Outlets(settings.notify_urls), Outlets(settings.notify_backup, backup=True)
    store, page, photos = store_of(settings), page_of(settings, clock), photos_of(settings)
    return Bot(settings, store, page, photos, clock, outlets, backup, Machine())


def page_of(settings: Settings, clock: Clock) -> "Page":
    """The Page, by its token; what is logged from now on is without it."""
    from captionbot.graph.page import Page  # noqa: PLC0415 - `status` starts without requests

    access = access_of(settings)
    hide_in_logs(access)
    return Page(access, now=clock.now, sleep=pause_briefly, monotonic=monotonic)


def access_of(settings: Settings) -> "Access":
    """Who we are to Facebook, and where it is."""
    from captionbot.graph.access import Access  # noqa: PLC0415 - as above

    return Access(
        page_id=settings.facebook_page_id,
        token=settings.facebook_page_token.get_secret_value(),
        graph_url=settings.facebook_graph_url,
        version=settings.facebook_graph_version,
        app_secret=settings.facebook_app_secret.get_secret_value(),
        app_id=settings.facebook_app_id,
    )


def hide_in_logs(access: "Access") -> None:
    """From now on nothing is logged with a secret of this access in it."""
    from captionbot.graph.access import Redaction  # noqa: PLC0415 - as above

    for handler in logging.getLogger().handlers:
        handler.addFilter(Redaction(access.hide))


@contextmanager
def viewing(context: click.Context, *, speaks: bool = False) -> Iterator[View]:
    """What a reading command reads from."""
    settings = settings_of(context, speaks=speaks)
    store = store_of(settings)
    with store.view() as record:
        record.page()
        yield View(record, settings, photos_of(settings), Clock.from_environment().now())
    store.close()


@contextmanager
def recording(context: click.Context, *, dry_run: bool = False) -> Iterator[Record]:
    """The record to write staff's word in; a dry run keeps nothing."""
    store = store_of(settings_of(context))
    with store.view() if dry_run else store.transaction() as record:
        record.page()
        if not dry_run:
            record.alone()  # two people at once: the second decides after the first, and is told what that was
        yield record
    store.close()


def word(by: str | None, because: str = "", *, must_name: bool = False) -> "Word":
    """Who says it: the login name by default. Root and the service's own account are nobody in particular.

    They must say who it is. Without ``must_name`` (what stops the Page or names no winner) it is done all the same, and
    they are told.
    """
    name = by or os.environ.get("SUDO_USER") or _login()
    if name in NOBODY and must_name:
        raise click.UsageError(f"{name} must say who decides: --by NAME")
    if name in NOBODY:
        click.echo(f"Without a name the record says only {name}; --by NAME says who.", err=True)
    from captionbot.decisions import Word  # noqa: PLC0415 - whoever only looks decides nothing

    return Word(typed(name), Clock.from_environment().now(), typed(because))


def typed(text: str) -> str:
    """What a person typed, as text that can be stored: a terminal may send bytes that are no UTF-8."""
    return os.fsencode(text).decode("utf-8", "replace")


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a process without an account, as in a container
        return ROOT
