"""`init`: six questions, then the settings file, the folders and the database."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from captionbot import overview
from captionbot.cli import show
from captionbot.cli.behind import TAKEN, refuse_what_stands_behind
from captionbot.cli.plug import photos_of, word
from captionbot.cli.whose import refuse_settings_of_another
from captionbot.cli.word import by_if_named
from captionbot.clock import Clock
from captionbot.contest.timetable import deadlines, said_when
from captionbot.contest.wording import MarkerKind, contest_post, marker
from captionbot.notify import Outlets, told
from captionbot.overview import View
from captionbot.queueing import post_at
from captionbot.settings import Settings, load_settings, standing, write_answers
from captionbot.store.database import Store, make_store
from captionbot.store.owner import refuse_file_of_another

if TYPE_CHECKING:
    from captionbot.cli.interview import Answers

TRIAL = "captionbot: do notices arrive?"
TRIED = "captionbot was set up, and sent a notice to see whether it arrives."
HOLIDAYS_TOO = "Public holidays are posted on too; SKIP_HOLIDAYS=US leaves them out (docs/holidays.md)."
THIS_ONE_DID = "captionbot has been set up, and this notice arrived. Nothing needs to be done."


@click.command("init", context_settings=TAKEN)
@click.option("--no-input", is_flag=True, help="Ask nothing: take the settings as they stand.")
@by_if_named
@click.pass_context
def init_command(context: click.Context, by: str | None, *, no_input: bool) -> None:
    """Write .env, make the folders and the database; running it again changes nothing it wasn't asked to."""
    refuse_what_stands_behind(context)
    env_file: Path | None = context.find_root().obj
    path = env_file or Path(".env")
    refuse_settings_of_another(env_file)
    _refuse_root_elsewhere(path.absolute().parent)
    answers = None if no_input else _asked(path)
    settings = load_settings(env_file if no_input else path, os.environ)
    photos = photos_of(settings)
    photos.make()
    store = make_store(settings.database_url, settings.facebook_page_id, settings.folder)
    now = Clock.from_environment().now()
    with store.transaction() as record:
        new = record.begin_page(now, post_at(settings))
        if new:
            record.staff.note(now, "captionbot", "init", detail=post_at(settings))
        if answers and answers.new_token:
            record.staff.note(now, word(by).by, "token", detail=answers.new_token)
    with store.view() as record:
        _report(View(record, settings, photos, now), answers, new=new)
    if answers:
        _try_notices(store, settings, anew="NOTIFY_URLS" in answers.changed)
    with store.view() as record:
        show.line(_next(View(record, settings, photos, now), answers))
    store.close()


def _refuse_root_elsewhere(folder: Path) -> None:
    """What root makes in another account's folder, that account can't open."""
    if os.geteuid() == 0 and folder.is_dir():
        refuse_file_of_another(folder)


def _asked(path: Path) -> "Answers":
    """What a person answers, written down once all of it is known."""
    from captionbot.cli.interview import Interview  # noqa: PLC0415 - `--no-input` starts without requests

    before = standing(path)
    try:
        answers = Interview(path, before).held()
    except click.Abort:
        show.line("")
        show.line("Nothing was written.")
        raise
    show.line("")
    if write_answers(path, answers.values, before):
        show.line(f"Wrote {path} (only you can read it; it holds the token).")
    else:
        show.line(f"{path} says all of this already; nothing in it was changed.")
    return answers


def _report(view: View, answers: "Answers | None", *, new: bool) -> None:
    settings = view.settings
    show.line(
        f"The database is ready{'' if new else ' (it was there already)'}: {settings.database_url.rpartition('@')[2]}"
    )
    show.line(f"Photos go into {view.photos.root / 'queue'}, each with a text file beside it if you like.")
    show.line("The next slots:")
    for slot in overview.slots_ahead(view):
        show.line(f"  {said_when(slot, settings.zone)}  ({overview.iso(slot)})")
    if not settings.skip_holidays:
        show.line(HOLIDAYS_TOO)
    if answers:
        _show_first_post(view)
        show.line("")


def _show_first_post(view: View) -> None:
    """How the next post reads, where its photo brings no words of its own."""
    slot = next(iter(overview.slots_ahead(view, 1)), None)
    if slot is None:
        return
    settings, terms, zone = view.settings, view.settings.terms(), view.settings.zone
    times = deadlines(terms, slot, zone)
    words = contest_post(
        terms,
        number=view.record.contests.next_number(),
        slot=slot,
        words="",
        credit="",
        closes_at=times.closes_at,
        announces_at=times.announces_at,
        marker=marker(terms.contest_name, slot, zone, MarkerKind.CONTEST),
        zone=zone,
        wordings=settings.public_words,
    )
    show.line("")
    show.line("The first post, under a photo that brings no words of its own:")
    for line in words.splitlines():
        show.line(f"  | {line}".rstrip())


def _try_notices(store: Store, settings: Settings, *, anew: bool) -> None:
    """Offer to send staff a notice, so that nobody finds out in the first bad week that none arrives.

    It stands in the record like any other, so that `check` and Health go on saying who has not taken it.
    """
    outlets = Outlets(settings.notify_urls)
    if not (outlets.addresses and click.confirm("Send staff a notice now, to see whether it arrives?", default=anew)):
        return
    sent, now = outlets.send(TRIAL, THIS_ONE_DID), Clock.from_environment().now()
    lacking = [key for key, one in zip(outlets.keys, sent, strict=True) if not one.taken]
    with store.transaction() as record:
        record.staff.tell(f"set up {now.isoformat()}", TRIED, now)
        record.notices.went(f"set up {now.isoformat()}", now, lacking)
    show.line(f"  {told(sent)}")


def _next(view: View, answers: "Answers | None") -> str:
    """The one thing to do next."""
    if answers and answers.token is None:
        return "Next: `captionbot check`, which asks Facebook about the token."
    if answers and not answers.token_is_right:
        return "Next: mend the token as said above, then `captionbot token`."
    if not view.photos.queue(view.now):
        return "Next: put a photo into the queue, then `captionbot next`."
    return "Next: `captionbot check`, then `captionbot run`."
