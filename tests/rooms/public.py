"""A week whose winner is public, and what is done about it then."""

from captionbot import decisions
from tests.rooms.week import Week
from tests.store.made import ANNOUNCES, HOUR

DAY = 24 * HOUR
MARKER = "Beat the Caption · correction of Friday 27 November 2026"
SORRY = "Correction: we made a mistake here, and we are sorry. "


def make_public(week: Week) -> Week:
    """Its winner, caption number 1, is public since a day; what was written until then is forgotten."""
    week.in_review().tick(ANNOUNCES)
    assert week.stages == ["announced"]
    week.page.facts.heard.clear()
    week.clock.on(days=1)
    return week


def correct(week: Week, comment: str = "2") -> None:
    """Somebody says who should have won."""
    with week.store.transaction() as record:
        decisions.correct(record, 1, comment, week.word)


def texts_of(week: Week) -> dict[str, str]:
    """What stands in our words: each of our posts and replies, by its id."""
    posts = {post.post_id: post.text for post in week.page.own()}
    return posts | {reply.graph_id: reply.text for reply in week.page.own_replies()}


def said_by(week: Week, decision: int) -> dict[str, str]:
    """The id of each thing that was said for a decision, by its kind."""
    with week.store.view() as record:
        rows = record.utterances.of_contest(1)
    return {row.kind: row.said_id or "" for row in rows if row.decision == decision}
