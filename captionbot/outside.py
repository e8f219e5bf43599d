"""Judging a contest that was run by hand: read from the Page, judged under the settings, and written nowhere."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from captionbot.contest.comment import Comment, Post, last_segment
from captionbot.contest.entries import Case, LeftOut, Window, judge
from captionbot.contest.links import Link, is_link, is_number, read_link
from captionbot.contest.same_joke import told_before
from captionbot.contest.screens import Mark, screen
from captionbot.contest.tally import Outcome, Proposed, Standing, Tally, outcome, tally
from captionbot.contest.timetable import said_when
from captionbot.contest.worded import many
from captionbot.errors import GraphError, NotNow, Refused
from captionbot.graph.page import Page
from captionbot.overview import Json, iso
from captionbot.overview.view import entrant
from captionbot.settings import Settings
from captionbot.settings.listed import listed_words
from captionbot.settings.words import shown

PASSES = 4
"""The comments are walked again while Facebook counts more than it has shown and the last pass showed something new."""

NO_SUCH_THING = 100
"""Facebook's code for an id that leads nowhere (subcode 33), and for one that is a photo's and not a post's."""

LATELY = timedelta(days=60)
"""How far back the Page's own posts are listed."""

OPEN_END = datetime.max.replace(tzinfo=UTC)
NO_RECORD = "Not applied, for nothing is on record: “one of ours”, “recent winner”, and the reasons that staff give."
WITHHELD = "Facebook withholds who wrote {entries}: there the rules about one person's entries can't be applied."
COUNTED_NOW = "The votes are those of now: reactions that came after entries closed are among them."
NOTHING_SHOWN = (
    "Facebook showed no comment and no count: is FACEBOOK_PAGE_TOKEN the Page's own? `captionbot check` looks."
)


@dataclass(frozen=True, slots=True)
class ByHand:
    """A post's comments, judged as they stand on the Page now."""

    post: Post
    read_at: datetime
    closes_at: datetime | None
    """When entries closed; None: they are open still."""
    counted: Tally
    result: Outcome
    comments: int
    total: int | None
    """Facebook's own count; it may be above what it shows."""
    trouble: str
    """Why the reading is incomplete; empty: it is complete."""
    notes: tuple[str, ...]
    """What must be known beside the result, a sentence each."""

    @property
    def complete(self) -> bool:
        """Whether the comments were read to their end."""
        return not self.trouble

    @property
    def closed(self) -> bool:
        """Whether entries had closed when the post was read."""
        return self.closes_at is not None and self.closes_at <= self.read_at

    @property
    def winner(self) -> Standing | None:
        """Whom the tally proposes; nobody while entries are open, or where the reading is incomplete."""
        judged = self.complete and self.closed
        return self.result.winner if judged and isinstance(self.result, Proposed) else None

    def json(self, limit: int | None = None) -> Json:
        """The shape of `entries --json`, with what there is to say of the post and of the reading."""
        return {
            "contest": None,
            "post_id": self.post.post_id,
            "complete": self.complete,
            "votes_at": iso(self.read_at),
            "opens_at": iso(self.post.created_at),
            "closes_at": iso(self.closes_at),
            "comments": self.comments,
            "total": self.total,
            "winner": _entry(self.winner) if self.winner else None,
            "notes": [*([self.trouble] if self.trouble else []), *self.notes],
            "entries": [_entry(one) for one in self.counted.standings[:limit]],
            "left_out": [_left_out(one) for one in by_votes(self.counted.left_out)[:limit]],
        }


def by_votes(left_out: tuple[LeftOut, ...]) -> list[LeftOut]:
    """What was left out, most votes first."""
    return sorted(left_out, key=lambda one: -one.comment.votes)


@dataclass(slots=True)
class _Reading:
    """What passes over the comments of one post have shown; a comment stays as the first pass had it."""

    seen: dict[str, Comment] = field(default_factory=dict)
    total: int | None = None
    malformed: int = 0
    trouble: str = ""


def tally_by_hand(
    page: Page, settings: Settings, what: str, now: datetime, *, closes_at: datetime | None, told: Callable[[int], None]
) -> ByHand:
    """Read a post's comments and judge them by the settings in force, from the post's own hour until ``closes_at``.

    ``told`` hears how many comments were read so far. Raises NotNow for a post that can't be judged.
    """
    post = find_post(page, settings.facebook_page_id, what)
    if closes_at is not None and closes_at <= post.created_at:
        made = said_when(post.created_at, settings.zone)
        raise NotNow(f"The post was made on {made}, after the hour given as --closes.", "Give a later hour.")
    reading = _read(page, post.post_id, settings.terms().counted_reactions, told)
    case = Case(
        terms=settings.terms(),
        window=Window(post.created_at, closes_at or OPEN_END),
        page_id=settings.facebook_page_id,
    )
    screened = partial(screen, words=listed_words(settings.words_file))
    counted = _marked(tally(judge(reading.seen.values(), case, screened)))
    return ByHand(
        post=post,
        read_at=now,
        closes_at=closes_at,
        counted=counted,
        result=outcome(counted, settings.terms()),
        comments=len(reading.seen),
        total=reading.total,
        trouble=reading.trouble,
        notes=tuple(_notes(reading, counted, closed=closes_at is not None and closes_at <= now)),
    )


def _marked(counted: Tally) -> Tally:
    """The tally with "same joke?" beside what is nearly an earlier caption."""
    jokes = told_before(one.entry.comment for one in counted.standings)
    marked = (
        replace(one, entry=replace(one.entry, marks=(*one.entry.marks, Mark.SAME_JOKE)))
        if one.entry.comment.comment_id in jokes
        else one
        for one in counted.standings
    )
    return replace(counted, standings=tuple(marked))


def latest_posts(page: Page, now: datetime) -> list[Post]:
    """The Page's own posts of the last two months, newest first."""
    return sorted(page.recent_posts(now - LATELY), key=lambda post: post.created_at, reverse=True)


def find_post(page: Page, page_id: str, what: str) -> Post:
    """The post that a link or an id names; raises NotNow where there is none of this Page's."""
    for post_id in _candidates(page, page_id, what):
        try:
            post = page.post(post_id)
        except Refused as error:
            if error.code != NO_SUCH_THING:
                raise
            continue
        if not post.by_page:
            do = "Give a post that the Page made itself; `captionbot tally` alone lists the latest."
            raise NotNow("That post is somebody else's: only what this Page posted can be judged.", do)
        return post
    raise NotNow(
        "Facebook shows captionbot no such post of this Page: it may be another Page's, deleted or hidden.",
        "`captionbot tally` alone lists the Page's latest posts; `captionbot check` says whether the token works.",
    )


def _candidates(page: Page, page_id: str, what: str) -> Iterator[str]:
    """The ids under which the post may stand, the likeliest first."""
    named = read_link(what) if is_link(what) else Link()
    number = last_segment(what.strip()) if is_number(what) else named.post
    # A number alone may be the photo's: people copy what stands at the end of a photo's address.
    photo = named.photo or (number if is_number(what) else "")
    if not number and not photo:
        raise _not_named(what, named)
    if number:
        yield f"{page_id}_{number}"
    if photo:
        story = page.story_of(photo)
        yield from [story, f"{page_id}_{photo}"] if story else [f"{page_id}_{photo}"]


def _not_named(what: str, named: Link) -> NotNow:
    if named.opaque:
        return NotNow(
            "That link holds a short id that Facebook alone can turn into a number.",
            "`captionbot tally` alone lists the Page's latest posts with their numbers: give the number.",
        )
    if is_link(what):
        return NotNow("That link names no post.", "Click on the hour under the post and copy that address.")
    return NotNow(
        f"{shown(what)} is neither a link nor the number of a post.", "`captionbot tally` alone lists the latest."
    )


def _read(page: Page, post_id: str, counted: tuple[str, ...], told: Callable[[int], None]) -> _Reading:
    """Walk the comments until nothing new is to be expected; what cuts a walk short is kept with what was read."""
    reading = _Reading()
    try:
        for _ in range(PASSES):
            before = len(reading.seen)
            _walk(page, post_id, counted, reading, told)
            if len(reading.seen) == before or (reading.total or 0) <= len(reading.seen):
                break
    except GraphError as error:
        if not reading.seen:
            raise
        reading.trouble = f"{error.message} {error.do}".strip()
    if not reading.seen and reading.total is None:
        reading.trouble = NOTHING_SHOWN
    return reading


def _walk(page: Page, post_id: str, counted: tuple[str, ...], reading: _Reading, told: Callable[[int], None]) -> None:
    malformed = 0
    for part in page.comment_pages(post_id, counted=counted):
        for comment in part.comments:
            reading.seen.setdefault(comment.comment_id, comment)
        reading.total = part.total if part.total is not None else reading.total
        malformed += part.malformed
        reading.malformed = max(reading.malformed, malformed)
        told(len(reading.seen))


def _notes(reading: _Reading, counted: Tally, *, closed: bool) -> Iterator[str]:
    missing = (reading.total or 0) - len(reading.seen) - reading.malformed
    if missing > 0:
        yield f"Facebook counts {many(reading.total or 0, 'comment')}, {missing:,} more than it shows."
    if reading.malformed:
        yield f"{many(reading.malformed, 'comment')} could not be understood."
    if closed:
        yield COUNTED_NOW
    withheld = sum(one.entry.comment.entrant_id is None for one in counted.standings)
    if withheld:
        yield WITHHELD.format(entries=f"{withheld:,} of the {len(counted.standings):,} entries")
    yield NO_RECORD


def _entry(one: Standing) -> Json:
    comment = one.entry.comment
    return {
        "comment_id": comment.comment_id,
        "entrant": entrant(comment),
        "caption": comment.text,
        "votes": one.votes,
        "rank": one.rank,
        "flags": [str(flag) for flag in one.entry.flags],
        "marks": one.marks,
        "created_at": iso(comment.created_at),
    }


def _left_out(one: LeftOut) -> Json:
    comment = one.comment
    return {
        "comment_id": comment.comment_id,
        "entrant": entrant(comment),
        "caption": comment.text,
        "votes": comment.votes,
        "reason": str(one.reason),
    }
