"""Staff's word on who takes part: disqualify, and "one of ours"."""

import click

from captionbot.cli import show
from captionbot.cli.plug import recording, word
from captionbot.cli.word import by, dry_run, kept
from captionbot.contest.entries import Reason
from captionbot.contest.quoting import for_staff
from captionbot.contest.stages import Stage, wants
from captionbot.contest.timetable import said_when
from captionbot.contest.worded import many
from captionbot.decisions import Word, stood_before
from captionbot.decisions.leaving_out import (
    REASONS,
    Ranked,
    disqualify,
    found,
    mark_ours,
    readmit,
    reason_meant,
    reasons_begun,
    unmark_ours,
)
from captionbot.facts import facts_of, zone_of
from captionbot.store.record import Record

SHOWN = 120
"""Characters of a caption that a person is shown."""


def _reason(_context: click.Context, _option: click.Parameter, value: str | None) -> Reason | None:
    """A reason of the list, by its words or their beginning."""
    meant = reason_meant(value) if value is not None else None
    if value is not None and meant is None:
        fits = reasons_begun(value)
        which = f"may be {' or '.join(f'“{one}”' for one in fits)}" if fits else "is none of the list"
        raise click.BadParameter(f"{value!r} {which}. Say one of: {', '.join(REASONS)}.")
    return meant


@click.command("disqualify")
@click.argument("comment")
@click.option("--reason", callback=_reason, help=f"One of: {', '.join(REASONS)}; the beginning is enough.")
@click.option("--ours", is_flag=True, help="Whoever wrote it is one of ours, in this and every later contest.")
@click.option("--undo", is_flag=True, help="Take it back, until the winner is announced.")
@click.option("--contest", "number", type=int, help="The contest, where two have such a comment.")
@click.option("--because", default="", help="More about the reason; it stays in the record.")
@by
@dry_run
@click.pass_context
def disqualify_command(
    context: click.Context,
    comment: str,
    reason: Reason | None,
    number: int | None,
    because: str,
    by: str | None,
    *,
    ours: bool,
    undo: bool,
    dry_run: bool,
) -> None:
    """Leave an entry out, for a reason of the published list."""
    if (reason is not None) == (ours or undo):
        raise click.UsageError(f"say why: --reason, one of: {', '.join(REASONS)}; or --ours; or --undo alone")
    who = word(by, because, must_name=True)
    with recording(context, dry_run=dry_run) as record:
        contest, _ = found(record, comment, number)
        before = stood_before(record, contest, who.by)
        if ours:
            lines = _ours(record, comment, who, number, undo=undo)
        elif reason:
            lines = _left_out(disqualify(record, comment, reason, who, number=number), reason, who)
        else:
            lines = _taken_back(readmit(record, comment, who, number=number), who)
    for line in [*lines, before, kept(dry=dry_run).strip()]:
        if line:
            show.line(line)


def _left_out(ranked: Ranked, reason: Reason, who: Word) -> list[str]:
    caption = for_staff(ranked.comment.text, SHOWN)
    told = f"Contest no. {ranked.contest.number}: {caption} is left out: {reason}. It stays on Facebook."
    return [told, *_what_now(ranked, who)]


def _taken_back(ranked: Ranked, who: Word) -> list[str]:
    caption = for_staff(ranked.comment.text, SHOWN)
    told = f"Contest no. {ranked.contest.number}: {caption} is no longer left out by staff; the rules decide about it."
    return [told, *_what_now(ranked, who)]


def _ours(record: Record, comment: str, who: Word, number: int | None, *, undo: bool) -> list[str]:
    moved = (unmark_ours if undo else mark_ours)(record, comment, who, number=number)
    _, row = found(record, comment, number)
    name = row.entrant_name or f"Whoever wrote {for_staff(row.text, SHOWN)}"
    now = "takes part again, in every" if undo else "is one of ours and can't win, in any"
    told = f"{name} {now} contest that is open or in review{' and in all' if undo else ', or'} to come."
    return [told, *(line for one in moved for line in _what_now(one, who))]


def _what_now(ranked: Ranked, who: Word) -> list[str]:
    """Where that leaves the contest."""
    contest, winner, n = ranked.contest, ranked.winner, ranked.contest.number
    zone = zone_of(contest)
    if contest.stage == Stage.OPEN:
        return [
            f"Entries are open until {said_when(contest.closes_at, zone)}; `captionbot entries {n}` shows the tally."
        ]
    if winner is None:
        hour = said_when(contest.announces_at, zone)
        return [f"Contest no. {n} has no winner now; unless staff pick one, it ends without on {hour}."]
    does = "leads now" if ranked.moved else "stays the winner"
    told = f"Contest no. {n}: {for_staff(winner.caption, SHOWN)} {does}, with {many(winner.votes, 'vote')}."
    asked = wants(facts_of(contest), who.at)
    return [told, f"Contest no. {n}: {asked}. `captionbot approve {n}`, or pick another."] if asked else [told]
