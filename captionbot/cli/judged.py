"""What a judgement says to one person, and of a contest that was run by hand: explain, tally."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import click

from captionbot.cli import show
from captionbot.cli.plug import page_of, settings_of, typed, viewing
from captionbot.cli.read import as_json
from captionbot.clock import Clock
from captionbot.contest.comment import Post, last_segment
from captionbot.contest.forgetting import DESTROYED
from captionbot.contest.quoting import for_staff, on_one_line, spelled_out
from captionbot.contest.tally import NoWinner
from captionbot.contest.timetable import instant, said_date, said_when
from captionbot.contest.worded import many
from captionbot.explaining import Explained, explain
from captionbot.outside import ByHand, by_votes, latest_posts, tally_by_hand
from captionbot.overview import iso
from captionbot.settings import Settings

SHOWN = 120
"""Characters of a caption in a line."""
MOST = 20
"""So many of the comments that may be meant are listed."""

SHORTLIST = 10

when_type = click.DateTime(["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"])


@click.command("explain")
@click.argument("what", nargs=-1, required=True)
@click.option("--contest", type=int, help="Look in this contest alone; default: in all, the newest first.")
@as_json
@click.pass_context
def explain_command(context: click.Context, what: tuple[str, ...], contest: int | None, *, json_: bool) -> None:
    """Say why a caption did or did not win, with a reply ready to paste.

    WHAT is its words, its number, its link, or the name of whoever wrote it.
    """
    asked = typed(" ".join(what))
    if not asked.strip():
        raise click.UsageError("say which caption: its words, its number, its link, or who wrote it")
    with viewing(context) as view:
        found = explain(view, asked, contest)
        if json_:
            shapes = [one.json() for one in found]
            show.as_json(shapes if shapes[1:] else shapes[0])
        elif found[1:]:
            _choose(found)
        else:
            _explained(found[0])


def _explained(one: Explained) -> None:
    show.line(f"{_which(one)}:")
    show.line(f"{one.sentence}.")
    show.line(one.as_of)
    if one.row.sealed_at is not None:
        show.line("This person asked to be forgotten: answer in private, and quote nothing.")
    show.gap()
    show.line("A reply to paste:")
    show.line(one.reply)


def _which(one: Explained) -> str:
    which = f"Contest no. {one.contest}, comment {one.row.comment_id}"
    if one.row.salt == DESTROYED:
        return f"{which} (erased)"
    name = spelled_out(one.row.entrant_name or "", SHOWN) or "somebody whom Facebook doesn't name"
    return f"{which}, {for_staff(one.row.text, SHOWN)} by {name}"


def _choose(found: list[Explained]) -> None:
    show.line(f"{many(len(found), 'comment')} may be meant:")
    for one in found[:MOST]:
        show.line(f"  {_which(one)}: {one.sentence}.")
    if found[MOST:]:
        show.line(f"  … and {len(found) - MOST:,} more; --contest N looks in one contest alone.")
    show.line(f"Say which, by its number: captionbot explain {found[0].row.comment_id}")


@click.command("tally")
@click.argument("post", required=False)
@click.option(
    "--closes", type=when_type, metavar="WHEN", help="When entries closed (YYYY-MM-DD HH:MM); default: they are open."
)
@click.option("--limit", type=click.IntRange(min=1), help="Show only the first few (the shortlist: 10).")
@as_json
@click.pass_context
def tally_command(
    context: click.Context, post: str | None, closes: datetime | None, limit: int | None, *, json_: bool
) -> int:
    """Judge a contest that was run by hand; writes nothing on the Page or anywhere else.

    POST is the post's link or number; without it, the Page's latest posts are listed.
    """
    settings, clock = settings_of(context), Clock.from_environment()
    page, now = page_of(settings, clock), clock.now()
    if post is None:
        _list(latest_posts(page, now), settings, json_=json_)
        return 0
    closes_at = instant(closes.date(), closes.time(), settings.zone) if closes else None
    with _progress() as told:
        found = tally_by_hand(page, settings, typed(post), now, closes_at=closes_at, told=told)
    if json_:
        show.as_json(found.json(limit))
    else:
        _tell(found, settings.zone, limit or SHORTLIST)
    return 0 if found.complete else 1


def _list(posts: list[Post], settings: Settings, *, json_: bool) -> None:
    if json_:
        shapes = [{"post_id": post.post_id, "created_at": iso(post.created_at), "text": post.text} for post in posts]
        show.as_json({"posts": shapes})
        return
    if not posts:
        show.line("The Page has posted nothing in the last two months; give a post's number or link.")
        return
    rows = [
        [said_date(post.created_at, settings.zone), last_segment(post.post_id), on_one_line(post.text, SHOWN) or "–"]
        for post in posts
    ]
    show.table("The Page's latest posts", ("Day", "Number", "Words"), rows)
    show.gap()
    show.line("Judge one by its number: captionbot tally NUMBER")


@contextmanager
def _progress() -> Iterator[Callable[[int], None]]:
    """A line that counts the comments on a terminal, and nothing elsewhere; stdout stays for the result."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - only where there is a terminal
    from rich.progress import Progress, SpinnerColumn, TextColumn  # noqa: PLC0415 - as above

    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task("reading the comments")
        yield lambda read: bar.update(task, description=f"{many(read, 'comment')} read")


def _tell(found: ByHand, zone: ZoneInfo, limit: int) -> None:
    post = found.post
    made = _when(post.created_at, found.read_at, zone)
    show.line(f"Post {last_segment(post.post_id)} of {made}: {for_staff(post.text, SHOWN)}")
    read = f"{many(found.comments, 'comment')} read on {said_when(found.read_at, zone)}"
    show.line(f"{read}; entries {_closes(found, zone)}. {many(len(found.counted.left_out), 'comment')} left out.")
    if not found.complete:
        show.line(f"INCOMPLETE, so nobody is named: {found.trouble}")
    show.line(_result(found))
    show.gap("Shortlist")
    _shortlist(found, limit)
    _left_out(found)
    show.gap()
    for note in found.notes:
        show.line(note)


def _closes(found: ByHand, zone: ZoneInfo) -> str:
    """Whether entries are open, and until when."""
    if found.closes_at is None:
        return "are open"
    return f"{'closed' if found.closed else 'close'} on {_when(found.closes_at, found.read_at, zone)}"


def _when(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """An instant in words, with its year where that is not this year."""
    year, words = moment.astimezone(zone).year, said_when(moment, zone)
    return words if year == now.astimezone(zone).year else words.replace(" at ", f" {year} at ", 1)


def _result(found: ByHand) -> str:
    leader, result = found.counted.leader, found.result
    if isinstance(result, NoWinner):
        return f"No winner by itself{'' if found.closed else ' so far'}: {result.reason.sentence}"
    if leader is None or not found.complete:
        return "As far as could be read, this is how it stands:"
    first = leader.entry.comment
    second = found.counted.standings[1:2]
    named = f" by {spelled_out(first.entrant_name, SHOWN)}" if first.entrant_name else ""
    than = f"; the next has {second[0].votes:,}" if second else ""
    tie = (
        f" Among {many(len(result.tied_with) + 1, 'caption')} with as many, it was written first."
        if result.tied_with
        else ""
    )
    flags = f" A person should look first: {'; '.join(result.flags)}." if result.flags else ""
    said = f"{for_staff(first.text, SHOWN)}{named} with {many(leader.votes, 'vote')}{than}"
    if not found.closed:
        do = "judge it then" if found.closes_at else "give --closes WHEN to judge it"
        return f"Leads so far: {said}; {do}.{tie}{flags}"
    return f"The winner is {said}.{tie}{flags}"


def _shortlist(found: ByHand, limit: int) -> None:
    rows = [
        [
            one.rank,
            one.votes,
            one.entry.comment.text,
            one.entry.comment.entrant_name or "–",
            "; ".join([*one.entry.flags, *one.marks]),
            one.entry.comment.comment_id,
        ]
        for one in found.counted.standings[:limit]
    ]
    columns = ("Rank", "Votes", "Caption", "Entrant", "Flags", "Comment")
    show.table(
        f"Shortlist, of {many(len(found.counted.standings), 'caption')}", columns, rows, numbers=("Rank", "Votes")
    )


def _left_out(found: ByHand) -> None:
    """How many for each reason, and the one that had most votes: what a person would miss first."""
    out = by_votes(found.counted.left_out)
    loudest = {one.reason: one.comment for one in reversed(out)}
    rows = [
        [number, str(reason), loudest[reason].votes, loudest[reason].text]
        for reason, number in Counter(one.reason for one in out).most_common()
    ]
    if rows:
        show.gap("Left out")
        columns = ("Comments", "Reason", "Most votes", "Of them")
        show.table("Left out", columns, rows, numbers=("Comments", "Most votes"))
