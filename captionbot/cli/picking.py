"""Staff's word on the winner: pick and approve, and in which words it is announced."""

import click

from captionbot import decisions
from captionbot.cli import show
from captionbot.cli.plug import recording, settings_of, word
from captionbot.cli.word import by, dry_run, kept, number, why
from captionbot.contest.quoting import for_staff, quoted
from captionbot.contest.screens import Flag, WordList, screen_text
from captionbot.contest.stages import Stage
from captionbot.contest.timetable import said_when
from captionbot.contest.worded import many
from captionbot.contest.wording import NOBODY_KNOWN, Credited
from captionbot.decisions import AnnounceAs
from captionbot.decisions.winner import flags_of, passed_over
from captionbot.facts import credited, zone_of
from captionbot.settings.listed import listed_words
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Decision

SHOWN = 200
"""Characters of a caption that a person is shown."""
AT_ONCE = "and the next tick says so: a correction, to which what was said before then points"
CALLED_OFF = "as it was announced: its correction is called off, and nothing is said"
caption_as = click.option("--caption", metavar="TEXT", help="Announce these words: cuts and spelling only.")
name_as = click.option("--name", metavar="NAME", help='Announce this name: a shorter form, or "a fan".')


@click.command("pick")
@number
@click.argument("comment")
@why
@caption_as
@name_as
@click.option("--correct", "correcting", is_flag=True, help="Name another winner than the one announced.")
@by
@dry_run
@click.pass_context
def pick_command(
    context: click.Context,
    contest: int,
    comment: str,
    because: str,
    caption: str | None,
    name: str | None,
    by: str | None,
    *,
    correcting: bool,
    dry_run: bool,
) -> None:
    """Choose the winner of a contest; it is announced at its hour, and a correction at once."""
    with recording(context, dry_run=dry_run) as record:
        who, row = word(by, because, must_name=True), record.contests.get(contest)
        before = decisions.stood_before(record, row, who.by)
        choose = decisions.correct if correcting else decisions.pick
        decision = choose(record, contest, comment, who, AnnounceAs(caption, name))
        when = AT_ONCE if correcting else f"to be announced from {_announced_from(row)}"
        look = [*_flagged(record, row, decision), *([] if correcting else _passed_over(record, decision))]
        if row.stage == Stage.ANNOUNCED:
            when = CALLED_OFF
    caption_said = for_staff(decision.caption, SHOWN)
    show.line(f"Contest no. {contest}: {caption_said} wins, {when}{kept(dry=dry_run)}.")
    for told in look:
        show.line(told)
    _tell(decision, before, listed_words(settings_of(context).words_file))


@click.command("approve")
@number
@caption_as
@name_as
@click.option("--seen", metavar="COMMENT", help="Only if this comment is the winner still.")
@by
@dry_run
@click.pass_context
def approve_command(
    context: click.Context,
    contest: int,
    caption: str | None,
    name: str | None,
    seen: str | None,
    by: str | None,
    *,
    dry_run: bool,
) -> None:
    """Say yes to the winner as it stands, flags and all."""
    with recording(context, dry_run=dry_run) as record:
        who, row = word(by, must_name=True), record.contests.get(contest)
        before = decisions.stood_before(record, row, who.by)
        decisions.approve(record, contest, who, AnnounceAs(caption, name), seen=seen)
        hour, held, decision = _announced_from(row), row.held, record.contests.decision(row)
        look = _flagged(record, row, decision) if decision else []
    still = f" It is still on hold ({held}); `captionbot release {contest}` lets it go." if held else ""
    show.line(f"Contest no. {contest} is approved, to be announced from {hour}{kept(dry=dry_run)}.{still}")
    if decision:
        show.line(f"The winner: {for_staff(decision.caption, SHOWN)} ({many(decision.votes, 'vote')}).")
        for told in look:
            show.line(told)
        _tell(decision, before, listed_words(settings_of(context).words_file))


def _announced_from(contest: Contest) -> str:
    return said_when(contest.announces_at, zone_of(contest))


def _flagged(record: Record, contest: Contest, decision: Decision) -> list[str]:
    """The flags and the doubts to which this is the yes, in one line."""
    row = record.comments.get(contest.number, decision.comment_id)
    doubts = contest.doubts if contest.stage == Stage.REVIEW else []
    flags = dict.fromkeys([*(flags_of(row) if row else ()), *(one for one in doubts if one in set(Flag))])
    others = [one for one in doubts if one not in flags]
    said = [f"It is flagged: {', '.join(flags)}."] if flags else []
    said += [f"In doubt: {'; '.join(others)}."] if others else []
    return [" ".join(said)] if said else []


def _passed_over(record: Record, decision: Decision) -> list[str]:
    """What would put on record why the votes did not decide."""
    number = passed_over(record, decision)
    if not number:
        return []
    which, one = ("1 caption", "it") if number == 1 else (f"{number:,} captions", "one of them")
    puts = "captionbot disqualify COMMENT --reason … puts that on record"
    return [f"It passes over {which} with more votes; if {one} breaks a rule, {puts}."]


def _tell(decision: Decision, before: str, words: WordList) -> None:
    """In which words it is announced, what the screens say of them, and what somebody else had decided before."""
    said = [one for one in (decision.said_caption, decision.said_name) if one is not None]
    if said:
        show.line(f"It is announced as {_credit(credited(decision))}, instead of {_as_written(decision)}.")
    flags = {str(flag) for one in said for flag in screen_text(one, words)}
    if flags:
        show.line(f"Those words are flagged ({', '.join(sorted(flags))}); this is your yes to that.")
    if before:
        show.line(before)


def _credit(one: Credited) -> str:
    return f"{quoted(one.caption, SHOWN)} by {one.name or NOBODY_KNOWN}"


def _as_written(decision: Decision) -> str:
    return f"{for_staff(decision.caption, SHOWN)} by {decision.winner or NOBODY_KNOWN}"
