"""Comments and cases made for the tests, ordinary in everything that a test does not name."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import settings

from captionbot.contest.comment import Comment, Tag
from captionbot.contest.entries import Case, Entry, Judgement, Reason, Window, judge
from captionbot.contest.tally import Tally, tally
from captionbot.contest.terms import Terms

TERMS = Terms(timezone="America/Chicago", close_at="monday 10:00", announce_at="tuesday 10:00")
OPENS = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
CLOSES = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)
PAGE = "100200300"

PROPERTY = settings(max_examples=60, deadline=None, database=None)


def comment(
    number: int | str = 1,
    text: str | None = None,
    votes: int = 1,
    *,
    by: str | None = "",
    at: datetime | None = None,
    minute: int = 5,
    reply_to: str | None = None,
    hidden: bool = False,
    tags: Iterable[Tag] = (),
    attachment: str | None = None,
) -> Comment:
    """A comment in the window, with words and an author of its own."""
    return Comment(
        comment_id=str(number),
        graph_id=f"9_{number}",
        created_at=at or OPENS + timedelta(minutes=minute),
        text=f"Caption number {number}" if text is None else text,
        votes=votes,
        entrant_id=f"fan-{number}" if by == "" else by,
        entrant_name=None if by is None else f"Fan {number}",
        parent_id=reply_to,
        hidden=hidden,
        tags=tuple(tags),
        attachment=attachment,
    )


def case(
    *,
    staff: Iterable[str] = (),
    winners: Iterable[str] = (),
    withdrawn: Iterable[str] = (),
    disqualified: Mapping[str, Reason] | None = None,
    one_entry_each: bool = True,
    caption_max: int = 300,
) -> Case:
    """The case of an ordinary contest."""
    return Case(
        terms=replace(TERMS, one_entry_each=one_entry_each, caption_max=caption_max),
        window=Window(OPENS, CLOSES),
        page_id=PAGE,
        staff_ids=frozenset(staff),
        recent_winner_ids=frozenset(winners),
        withdrawn=frozenset(withdrawn),
        disqualified=disqualified or {},
    )


def entered(judgement: Judgement) -> list[str]:
    """Ids of the entries, in order of time."""
    return [entry.comment.comment_id for entry in judgement.entries]


def reasons(judgement: Judgement) -> dict[str, Reason]:
    """Why each comment was left out, by id."""
    return {one.comment.comment_id: one.reason for one in judgement.left_out}


def tally_of(*comments: Comment) -> Tally:
    """The tally of an ordinary contest with these comments."""
    return tally(judge(comments, case()))


def ranked(counted: Tally) -> list[str]:
    """Ids of the entries, by rank."""
    return [one.entry.comment.comment_id for one in counted.standings]


def entry_of(judgement: Judgement, comment_id: str) -> Entry:
    """The entry with that id."""
    return next(entry for entry in judgement.entries if entry.comment.comment_id == comment_id)
