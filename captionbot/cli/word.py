"""Staff's word on one contest: hold, release, void, settle, post-now."""

from collections.abc import Sequence

import click

from captionbot import decisions
from captionbot.cli import show
from captionbot.cli.looking import look_at_queue
from captionbot.cli.plug import ROOT, page_of, photos_of, recording, settings_of, viewing, word
from captionbot.clock import Clock
from captionbot.contest.stages import Stage
from captionbot.decisions.naming import photo_named
from captionbot.errors import Gone, GraphError, NotNow
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.names import shown_name
from captionbot.queueing import candidates, waiting
from captionbot.settings import Settings
from captionbot.store.schema import Utterance
from captionbot.store.utterances import OF_A_REPLY, Kind

number = click.argument("contest", type=int)


def _named(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Somebody's name."""
    if value is None:
        return None
    if value.strip().casefold() in {"", ROOT}:
        raise click.BadParameter("say who, by name")
    return value.strip()


by = click.option("--by", callback=_named, help="Who says so; default: your login name (root must give one).")
by_if_named = click.option("--by", callback=_named, help="Who says so; default: your login name.")
"""Where root may leave it out, too, and is told that the record then says only root."""


def _said(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """A reason that says something."""
    if not value.strip():
        raise click.BadParameter("say why, in a few words")
    return value.strip()


why = click.option("--because", required=True, callback=_said, help="The reason; it stays in the record.")
why_not = click.option("--because", default="", help="The reason; it stays in the record.")
dry_run = click.option("--dry-run", is_flag=True, help="Show what would be recorded, and record nothing.")
NEXT_TICK = "the next tick goes on from there"
NOTHING_KEPT = " (dry run: nothing was recorded)"


def kept(*, dry: bool) -> str:
    """What a line says at its end where nothing was recorded."""
    return NOTHING_KEPT if dry else ""


@click.command("hold")
@number
@why_not
@by
@click.pass_context
def hold_command(context: click.Context, contest: int, because: str, by: str | None) -> None:
    """Keep a contest from being posted or announced until it is released."""
    with recording(context) as record:
        decisions.hold(record, contest, word(by, because, must_name=True))
    show.line(f"Contest no. {contest} is on hold; `captionbot release {contest}` lets it go on.")


@click.command("release")
@number
@by
@dry_run
@click.pass_context
def release_command(context: click.Context, contest: int, by: str | None, *, dry_run: bool) -> None:
    """Let a held contest go on."""
    with recording(context, dry_run=dry_run) as record:
        decisions.release(record, contest, word(by, must_name=True))
    show.line(f"Contest no. {contest} is released; the next tick goes on with it{kept(dry=dry_run)}.")


@click.command("void")
@number
@why
@by
@dry_run
@click.pass_context
def void_command(context: click.Context, contest: int, because: str, by: str | None, *, dry_run: bool) -> None:
    """Call a contest off: nothing more is said for it."""
    with recording(context, dry_run=dry_run) as record:
        who = word(by, because, must_name=True)
        before = decisions.stood_before(record, record.contests.get(contest), who.by)
        decisions.void(record, contest, who)
    show.line(f"Contest no. {contest} is called off{kept(dry=dry_run)}; what stands on the Page already stays there.")
    if before:
        show.line(before)


@click.command("settle")
@number
@click.option("--live", "live_id", metavar="ID", help="It stands on the Page under this id.")
@click.option("--not-live", is_flag=True, help="It does not stand on the Page.")
@click.option("--what", type=click.Choice([*Kind]), help="Which act, where more than one is in doubt.")
@by_if_named
@click.pass_context
def settle_command(
    context: click.Context, contest: int, live_id: str | None, what: str | None, by: str | None, *, not_live: bool
) -> None:
    """Say whether what was sent for a stuck contest stands on the Page."""
    if (live_id is None) != not_live:
        raise click.UsageError("say either --live ID or --not-live")
    with recording(context) as record:
        row, kind = decisions.settle(record, contest, live_id, word(by), what=what or "")
        if live_id is not None:
            _doubt_what_is_not_there(context, [u for u in record.utterances.of_contest(contest) if u.kind == kind][-1])
        stage = row.stage
    goes_on = "the photo is still in the queue; `captionbot post-now` runs it" if stage == Stage.MISSED else NEXT_TICK
    if stage == Stage.STUCK:
        show.line(f"The {kind} of contest no. {contest} is settled; something else of it is still in doubt.")
    else:
        show.line(f"Contest no. {contest} is settled and {stage} now; {goes_on}.")


def _doubt_what_is_not_there(context: click.Context, utterance: Utterance) -> None:
    """A slip of the pen in an id voids the contest later; but Facebook's list may lag, so the person's word counts."""
    page = page_of(settings_of(context), Clock.from_environment())
    said = utterance.said_id or ""
    try:
        if utterance.kind == Kind.REPLY or utterance.kind in OF_A_REPLY:
            page.comment(said)
        else:
            page.post(said)
    except Gone:
        show.line(f"Facebook does not show {said} to captionbot (yet). Look at the id once more: a wrong one is taken")
        show.line("for a post that was deleted, and that voids the contest.")
    except GraphError:
        return  # it can't be asked now; the person has looked


@click.command("post-now")
@click.option("--photo", help="The photo's name in the queue; default: the next one.")
@by_if_named
@dry_run
@click.pass_context
def post_now_command(context: click.Context, photo: str | None, by: str | None, *, dry_run: bool) -> None:
    """Run a contest outside its slot; the next tick posts it."""
    settings, now = settings_of(context), Clock.from_environment().now()
    decisions.refuse_pause_file(photos_of(settings))
    look_at_queue(context)
    with viewing(context) as view:
        queue = waiting(view.record, view.photos, settings, now)
    chosen = _chosen(queue, settings, photo)
    with recording(context, dry_run=dry_run) as record:
        decisions.post_now(record, chosen if photo else None, word(by))
    show.line(f"The next tick begins a contest with {shown_name(chosen)}{kept(dry=dry_run)}.")


def _chosen(queue: Sequence[QueuedPhoto], settings: Settings, typed: str | None) -> str:
    """The photo that a contest asked for now would show; refused are those that wait for somebody."""
    if not queue:
        raise NotNow("The queue is empty.", f"Drop photos into {settings.photos_dir / 'queue'}.")
    free = [photo_named(queue, typed)] if typed is not None else candidates(queue, None)
    for problem in (free or queue)[0].problems:
        if problem.waits:
            raise NotNow(problem.what, problem.do)
    if not free:
        raise NotNow("Every photo that is ready has a week of its own (Post-on).", "Name one: --photo NAME.")
    return free[0].name
