"""`token`: a new token is looked at, exchanged for the Page's own where it isn't, and written into `.env`."""

import os
from collections.abc import Mapping
from pathlib import Path

import click

from captionbot.admitting import OUT_OF_REACH, Admitted, admitted
from captionbot.cli import show
from captionbot.cli.asking import TOKEN, at_terminal, looked_at, pasted_token, reach_of, tell_admitted
from captionbot.cli.behind import TAKEN, refuse_what_stands_behind
from captionbot.cli.plug import store_of, word
from captionbot.cli.whose import refuse_settings_of_another
from captionbot.cli.word import by_if_named
from captionbot.clock import Clock
from captionbot.errors import CaptionbotError, NotNow
from captionbot.settings import Settings, load_settings, standing, write_answers

TO_COME = "to-come"
"""Stands in for the token that is replaced: it may be missing, or none."""
NOTHING_WRITTEN = "Nothing was written."
GOES_ON = "A captionbot that runs takes it at its next beat, within half a minute."


@click.command("token", context_settings=TAKEN)
@by_if_named
@click.option("--yes", is_flag=True, help="Write it although something is wrong with it.")
@click.option("--dry-run", is_flag=True, help="Only say what it is, and write nothing.")
@click.pass_context
def token_command(context: click.Context, by: str | None, *, yes: bool, dry_run: bool) -> None:
    """Take a new token, pasted or as a line of input: the Page's own, a System User's or a person's.

    A System User's or a person's is exchanged for the Page's own, and kept nowhere.
    """
    refuse_what_stands_behind(context)
    env_file: Path | None = context.find_root().obj
    path = env_file or Path(".env")
    _refuse_environment(os.environ)
    refuse_settings_of_another(env_file)
    before = standing(path, "Mend each of these and run the command again; nothing was changed.")
    settings = load_settings(env_file, {**os.environ, TOKEN: TO_COME}, silent=True)
    _refuse_without_record(settings)
    found = _brought(settings)
    right = tell_admitted(found, settings, Clock.from_environment().now())
    if dry_run:
        show.line(f"{NOTHING_WRITTEN} (dry run)")
        return
    if before.values.get(TOKEN) == found.token:
        show.line(f"It is the token that stands in {path} already. Nothing was changed.")
        return
    _confirm(right=right or yes)
    said, store = word(by), store_of(settings)
    with store.transaction() as record:
        record.staff.note(said.at, said.by, "token", detail=found.came)
        write_answers(path, {TOKEN: found.token}, before)
    store.close()
    show.line(f"Wrote it into {path} (only its owner can read that file). {GOES_ON}")
    show.line("Next: captionbot check")


def _refuse_environment(environ: Mapping[str, str]) -> None:
    """What stands there wins over the file, so that a line in the file would change nothing."""
    if environ.get(TOKEN, "").strip():
        raise NotNow(
            f"{TOKEN} is set in the environment, which wins over .env; nothing was changed.",
            "Change it where it is set, or take it out there, and run this again.",
        )


def _refuse_without_record(settings: Settings) -> None:
    """Before anybody pastes anything: who put a token in belongs into the record."""
    store = store_of(settings)
    with store.view() as record:
        record.page()
    store.close()


def _brought(settings: Settings) -> Admitted:
    reach = reach_of(settings)
    token = pasted_token("The token (not shown)")
    try:
        return admitted(reach, looked_at(reach, token), settings.facebook_page_id)
    except OUT_OF_REACH as error:
        what = f"{error.message} So nobody can say whose token this is. {NOTHING_WRITTEN}"
        raise NotNow(what, error.do) from error
    except CaptionbotError as error:
        raise NotNow(f"{error.message} {NOTHING_WRITTEN}", error.do) from error


def _confirm(*, right: bool) -> None:
    if right:
        return
    if not at_terminal():
        raise NotNow(NOTHING_WRITTEN, "With --yes it is written all the same.")
    if not click.confirm("Write it all the same?", default=False):
        raise NotNow(NOTHING_WRITTEN)
