"""The traces by which we know our own work on the Page."""

from collections.abc import Sequence

from captionbot.contest.comment import Comment, Post
from captionbot.contest.wording import begins_a_line, carries_marker, is_added
from captionbot.store.schema import Utterance


def own_posts(posts: Sequence[Post], utterance: Utterance, claimed: set[str]) -> list[str]:
    """Posts of the Page that are surely this utterance, oldest first.

    The uploaded photo's id settles it; else the marker, alone on a line of a post by the Page that carries
    one photo and is no older than the utterance can be. What we said under another heading is never taken.
    """
    ours = [post for post in posts if post.by_page and post.post_id not in claimed and _is_ours(post, utterance)]
    return [post.post_id for post in sorted(ours, key=lambda post: post.created_at)]


def _is_ours(post: Post, utterance: Utterance) -> bool:
    if utterance.photo_id and utterance.photo_id in post.photo_ids:
        return True
    return post.created_at >= utterance.not_before and is_marked(post, utterance.marker)


def is_marked(post: Post, marker: str) -> bool:
    """Whether a post is of the form of ours: one photo, and the marker alone on a line."""
    return post.photos == 1 and carries_marker(post.text, marker)


def bears_our_trace(post: Post, utterance: Utterance) -> bool:
    """Whether the post that Facebook names for our photo shows that photo, or our marker, as it should."""
    return utterance.photo_id in post.photo_ids or carries_marker(post.text, utterance.marker)


def stands_in(text: str, utterance: Utterance) -> bool:
    """Whether an edit's words begin a line of a post: our very words, or a line that names the same winner.

    The second holds after a restored backup, when votes or wording may be other ones. A caption may hold the same
    words, but it stands between quotation marks, and begins no line.
    """
    ours = any(begins_a_line(text, words) for words in (utterance.text, utterance.marker))
    return ours or is_added(text, utterance.marker)


def own_replies(replies: Sequence[Comment], utterance: Utterance, claimed: set[str]) -> list[str]:
    """Replies by the Page that are ours, oldest first: with our very words, or naming the contest as only we do.

    The second holds after a restored backup, when the votes may read otherwise. A congratulation that staff typed
    by hand is not ours.
    """
    said = [
        reply
        for reply in replies
        if reply.entrant_id == utterance.page_id
        and (reply.text.split() == utterance.text.split() or (utterance.marker and utterance.marker in reply.text))
        and reply.comment_id not in claimed
        and reply.graph_id not in claimed
    ]
    return [reply.graph_id for reply in sorted(said, key=lambda reply: reply.created_at)]
