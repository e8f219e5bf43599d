"""`init`: six questions, then the settings file, the folders and the database."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from captionbot import overview
from captionbot.cli import show
from captionbot.cli.plug import photos_of
from captionbot.clock import Clock
from captionbot.contest.timetable import said_when
from captionbot.overview import View
from captionbot.queueing import post_at
from captionbot.settings import Settings, load_settings, problem_with, standing, write_answers
from captionbot.store.database import make_store


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that `init` asks."""

    setting: str
    words: str
    default: str = ""
    secret: bool = False


QUESTIONS = (
    Question("FACEBOOK_PAGE_ID", "The Page's id (on the Page: About, Page transparency)"),
    Question("FACEBOOK_PAGE_TOKEN", "The Page token (docs/facebook-setup.md says how to get one)", secret=True),
    Question("TIMEZONE", "The Page's time zone", "America/Chicago"),
    Question("POST_AT", "When the photo is posted", "friday 10:00"),
    Question("REVIEW", "Announce by itself (auto), or wait for a person's yes (required)", "required"),
    Question("ORGANISER", "Who runs the contest, as fans know you", "-"),
)
NONE = "-"
"""What a person types to leave a question unanswered."""


@click.command("init")
@click.option("--no-input", is_flag=True, help="Ask nothing: take the settings as they stand.")
@click.pass_context
def init_command(context: click.Context, *, no_input: bool) -> None:
    """Write .env, make the folders and the database; running it again changes nothing it wasn't asked to."""
    env_file: Path | None = context.find_root().obj
    path = env_file or Path(".env")
    if not no_input:
        write_answers(path, _ask(path))
        show.line(f"Wrote {path} (only you can read it; it holds the token).")
    settings = load_settings(env_file if no_input else path, os.environ)
    photos = photos_of(settings)
    photos.make()
    store = make_store(settings.database_url, settings.facebook_page_id)
    now = Clock.from_environment().now()
    with store.transaction() as record:
        new = record.begin_page(now, post_at(settings))
        if new:
            record.staff.note(now, "captionbot", "init", detail=post_at(settings))
    with store.view() as record:
        _report(View(record, settings, photos, now), settings, new=new)
    store.close()


def _ask(path: Path) -> Mapping[str, str]:
    """The answers to the six questions; what the file says already is the default."""
    before = standing(path)
    return {one.setting: _answer(one, before.get(one.setting, ""), path.absolute().parent) for one in QUESTIONS}


def _answer(one: Question, before: str, folder: Path) -> str:
    default = before or one.default
    while True:
        shown = "kept" if one.secret and before else default
        given = click.prompt(one.words, default=shown or None, hide_input=one.secret, show_default=not one.secret)
        value = str(before if one.secret and given == "kept" else given).strip()
        value = "" if value == NONE else value
        wrong = problem_with(one.setting, value, folder) if value else ""
        if not wrong:
            return value
        show.line(wrong)


def _report(view: View, settings: Settings, *, new: bool) -> None:
    show.line(
        f"The database is ready{'' if new else ' (it was there already)'}: {settings.database_url.rpartition('@')[2]}"
    )
    show.line(f"Photos go into {view.photos.root / 'queue'}, each with a text file beside it if you like.")
    show.line("The next slots:")
    for slot in overview.slots_ahead(view):
        show.line(f"  {said_when(slot, settings.zone)}  ({overview.iso(slot)})")
    show.line("Next: put a photo into the queue, then `captionbot next`.")
