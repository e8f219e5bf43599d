"""Whether the Page has named another winner of a contest already: after a restored backup we may not remember it."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from captionbot.contest.comment import Comment, Post
from captionbot.contest.notices import About
from captionbot.contest.worded import sentence
from captionbot.contest.wording import added_lines, carries_marker, names_caption, names_winner, result_words
from captionbot.errors import Gone
from captionbot.facts import credited, terms_of, zone_of
from captionbot.results import correction_marker, result_marker
from captionbot.runner.beginning import EARLY
from captionbot.runner.bot import Tick
from captionbot.runner.winner import winner_of
from captionbot.store.schema import CommentRow, Contest, Decision

ON_TIME = timedelta(hours=1)
"""A record that was restored since can't have made an announcement so short a while ago."""

CORRECTIONS = range(1, 10)
"""By which number one is looked for that this record may have forgotten."""

NAMED = "the Page has named another winner of this contest already (was a backup restored?)"


def hold_where_another_was_named(tick: Tick, contest: Contest) -> bool:
    """Hold a contest, and tell staff, while another winner of it stands on the Page; whether one does.

    It may be picked, the contest voided, or the old announcement taken down: a release alone changes nothing.
    """
    if not _another_was_named(tick, contest):
        return False
    with tick.deciding(contest) as (_, row):
        row.held = NAMED
    n = contest.number
    do = f"Look on the Page; then pick {n} COMMENT and release {n}, or void {n}, or take the old announcement down."
    tick.tell(f"named {n}", sentence(NAMED), do=do, contest=n, about=About.WAITS)
    return True


def _another_was_named(tick: Tick, contest: Contest) -> bool:
    posts = tick.bot.page.recent_posts(contest.slot_at - EARLY)
    with tick.bot.store.view() as record:
        decision, _ = winner_of(record, contest)
        comments = record.comments.of_contest(contest.number)
        ours = record.utterances.claimed(but=0)
    results = [post for post in posts if post.post_id not in ours and _is_result(contest, post)]
    return (
        any(not names_winner(post.text, credited(decision).caption) for post in results)
        or any(_tells_of_another(contest, post, decision, comments) for post in posts)
        or any(_is_answered(tick, contest, parent) for parent in _answered(contest, decision, comments))
        or (_is_late(tick, contest) and _answers_another(tick, contest, decision))
    )


def _is_late(tick: Tick, contest: Contest) -> bool:
    """Whether this record may have forgotten an announcement that was made at its hour, and that it never read."""
    return tick.now - contest.announces_at > ON_TIME


def _answers_another(tick: Tick, contest: Contest, decision: Decision) -> bool:
    """Whether the Page answers another comment as it answers a winner, by a fresh look at them all."""
    answered: set[str | None] = set()
    for page in tick.bot.page.comment_pages(contest.post_id or ""):
        with tick.writing() as record:
            record.comments.keep_other_texts(contest.number, page.comments, tick.now)
        answered |= _parents(contest, page.comments)
    return bool(answered - {None, decision.comment_id})


def _is_result(contest: Contest, post: Post) -> bool:
    markers = [result_marker(contest), *(correction_marker(contest, number) for number in CORRECTIONS)]
    return post.by_page and any(carries_marker(post.text, line) for line in markers)


def _tells_of_another(contest: Contest, post: Post, decision: Decision, comments: Sequence[CommentRow]) -> bool:
    """Whether a post is the contest's own and names another caption than the winner's, below its marker."""
    added = added_lines(post.text, contest.marker) if post.post_id == contest.post_id else []
    others = {one.text for one in comments if one.text.strip()} - {decision.caption}
    return any(names_caption(line, caption) for line in added for caption in others)


def _answered(contest: Contest, decision: Decision, comments: Sequence[CommentRow]) -> list[CommentRow]:
    """Comments but the winner's that were answered, when they were read, as the Page answers a winner."""
    parents = _parents(contest, comments) - {decision.comment_id}
    return [one for one in comments if one.comment_id in parents]


def _is_answered(tick: Tick, contest: Contest, parent: CommentRow) -> bool:
    """Whether such an answer stands still."""
    try:
        replies = tick.bot.page.replies(parent.graph_id)
    except Gone:
        return False
    return bool(_parents(contest, replies))


def _parents(contest: Contest, comments: Iterable[Comment | CommentRow]) -> set[str | None]:
    """Under which comments those of the Page stand that are worded as our reply to a winner of this contest is."""
    words = result_words(terms_of(contest).contest_name, contest.slot_at, zone_of(contest))
    return {one.parent_id for one in comments if one.entrant_id == contest.page_id and words in one.text}
