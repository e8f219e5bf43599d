"""A person's yes to what a photo waits for."""

import sys

import click

from captionbot.cli import show
from captionbot.cli.looking import look_at_queue
from captionbot.cli.plug import photos_of, recording, settings_of, viewing, word
from captionbot.cli.word import by, dry_run, kept, why_not
from captionbot.contest.timetable import said_date
from captionbot.contest.worded import many
from captionbot.decisions import Word
from captionbot.decisions.vouching import Asked, asked, take_back, vouch, vouched_for
from captionbot.errors import NotNow
from captionbot.overview import View
from captionbot.photos.names import shown_name
from captionbot.queueing import plan
from captionbot.settings import Settings


@click.command("vouch")
@click.argument("photo")
@click.option("--again", is_flag=True, help="The same picture may go out again.")
@click.option("--checked", is_flag=True, help="It was looked at, and every sentence of CHECKLIST is true of it.")
@click.option("--undo", is_flag=True, help="Take back what was said of it.")
@why_not
@by
@dry_run
@click.pass_context
def vouch_command(
    context: click.Context,
    photo: str,
    because: str,
    by: str | None,
    *,
    again: bool,
    checked: bool,
    undo: bool,
    dry_run: bool,
) -> None:
    """Say yes to what a photo waits for: the same picture again, or the checklist.

    On a terminal you are asked; elsewhere say --again, --checked or both. The yes belongs to these very bytes.
    """
    if undo and (again or checked):
        raise click.UsageError("say --undo alone: it takes back everything that was said of the photo")
    settings, who = settings_of(context), word(by, because, must_name=True)
    for aside in look_at_queue(context):
        if not aside.stays:
            show.line(aside.line)
    seen = _seen(context, photo, undo=undo)
    if not undo:
        _agree(seen, settings, again=again, checked=checked)
    with recording(context, dry_run=dry_run) as record:
        if undo:
            take_back(record, seen, who)
        else:
            vouch(record, settings, seen, who)
        view = View(record, settings, photos_of(settings), who.at)
        told = [*_said(seen, who, undo=undo), *(_now(view, seen) if dry_run else [])]
    for line in told:
        show.line(line)
    _tell_now(context, seen, dry=dry_run)


def _seen(context: click.Context, photo: str, *, undo: bool) -> Asked:
    with viewing(context) as view:
        if undo:
            return vouched_for(view.record, view.photos, photo, view.now)
        return asked(view.record, view.photos, view.settings, photo, view.now)


def _tell_now(context: click.Context, seen: Asked, *, dry: bool) -> None:
    """What comes of it, read when it is recorded: nobody else waits for it meanwhile."""
    if dry:
        show.line(kept(dry=dry).strip())
        return
    with viewing(context) as view:
        for line in _now(view, seen):
            show.line(line)


def _agree(seen: Asked, settings: Settings, *, again: bool, checked: bool) -> None:
    """Ask what was not said with the command; raises where a person says no, or nobody can be asked."""
    shown = shown_name(seen.name)
    if again and not (seen.shown_by or seen.may_again):
        do = "`captionbot queue` lists the photos, and what each waits for."
        raise NotNow(f"No contest has shown {shown} that it would need a yes for.", do)
    if seen.shown_by and not again:
        for one in seen.shown_by:
            show.line(f"Contest no. {one.contest} of {said_date(one.slot_at, settings.zone)} has shown this picture.")
        _ask("May it go out again?", shown, "--again")
    if seen.questions and not checked:
        _ask_each(seen.questions, shown)


def _ask_each(questions: tuple[str, ...], shown: str) -> None:
    if not sys.stdin.isatty():
        for question in questions:
            show.line(f"  {question}")
        raise click.UsageError(f"look at {shown}, and say --checked if all of that is true")
    show.line(f"Look at {shown}. Is this true of it?")
    for question in questions:
        _ask(question, shown, "--checked")


def _ask(question: str, shown: str, option: str) -> None:
    if not sys.stdin.isatty():
        raise click.UsageError(f"say {option} if a person has looked at {shown} and says yes")
    if not click.confirm(show.safely(question)):
        raise NotNow(
            f"{shown} goes on waiting; nothing was recorded.", "Take it out of the queue, if it is not to go out."
        )


def _said(seen: Asked, who: Word, *, undo: bool) -> list[str]:
    """What was said yes to, or taken back."""
    shown, lines = shown_name(seen.name), []
    if undo:
        return [f"Nobody vouches for {shown} any more."]
    if seen.shown_by:
        contests = " and ".join(f"no. {one.contest}" for one in seen.shown_by)
        word_ = "contest" if len(seen.shown_by) == 1 else "contests"
        lines.append(f"{shown} may go out again after {word_} {contests}, says {who.by}.")
    if seen.questions:
        sentences = many(len(seen.questions), "sentence")
        lines.append(f"{shown} was held against the checklist ({sentences}), says {who.by}.")
    return lines


def _now(view: View, seen: Asked) -> list[str]:
    """When the photo goes out, or what it waits for; nothing where it has gone."""
    planned = plan(view.record, view.photos, view.settings, view.now).photos
    mine = next((one for one in planned if one.photo.name == seen.name), None)
    if mine is None:
        return []
    if mine.slot:
        return [f"It goes out on {said_date(mine.slot, view.settings.zone)}, if nothing changes."]
    problems = sorted(mine.photo.problems, key=lambda problem: not problem.waits)
    return [f"It has no day: {problems[0].what} {problems[0].do}" if problems else "No slot that is left takes it."]
