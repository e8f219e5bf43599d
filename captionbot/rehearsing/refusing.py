"""Keeping a rehearsal off a Page that people read."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from captionbot.contest.worded import many
from captionbot.errors import NotNow
from captionbot.graph.page import Page
from captionbot.store.record import Record

MOST_FOLLOWERS: Final = 50
MOST_POSTS: Final = 10
LATELY: Final = timedelta(days=60)

DO: Final = "Rehearse on a Page made for trying (docs/rehearsal.md); or say --yes-this-page, if this is one."


@dataclass(frozen=True, slots=True)
class Audience:
    """Who would see it."""

    followers: int | None
    """None: Facebook doesn't say."""
    posts: int
    """Of the last two months, but for those of rehearsals."""


def audience_of(page: Page, now: datetime) -> Audience:
    """Ask Facebook."""
    posts = page.recent_posts(now - LATELY)
    return Audience(page.audience(), sum(not is_ours(post.text) for post in posts))


def is_ours(text: str) -> bool:
    """Whether a post's words are those of a rehearsal."""
    return any(line.startswith("Rehearsal ") for line in text.splitlines())


def refuse_public(record: Record | None, audience: Audience) -> None:
    """Raise NotNow where the Page has contests, followers or posts of its own, or Facebook doesn't say."""
    contests = len(record.contests.all()) if record else 0
    if contests:
        raise NotNow(f"This Page has {many(contests, 'contest')} on record.", DO)
    if audience.followers is None:
        raise NotNow("Facebook doesn't say how many people follow this Page.", DO)
    if audience.followers > MOST_FOLLOWERS:
        raise NotNow(f"{many(audience.followers, 'person', 'people')} follow this Page.", DO)
    if audience.posts > MOST_POSTS:
        raise NotNow(f"This Page has made {many(audience.posts, 'post')} in the last two months.", DO)
