"""Knowing our own work on the Page: nothing that staff, a fan or we ourselves said otherwise is taken for it."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from captionbot.contest.comment import Comment, Post
from captionbot.contest.wording import MarkerKind, marker
from captionbot.store.utterances import Kind
from captionbot.utter import own_posts, own_replies
from captionbot.utter.traces import bears_our_trace, stands_in
from tests.contest.made import PAGE, TERMS
from tests.store.made import MARKER, MINUTE, SLOT, utterance

CHICAGO = ZoneInfo(TERMS.timezone)
OURS = Post(f"{PAGE}_1", SLOT, f"What's the caption?\n\n{MARKER}", ("photo-1",), 1)
LATER = replace(OURS, post_id=f"{PAGE}_2", created_at=SLOT + MINUTE)
ELSEWHERE = ("photo-9",)

FOUND: dict[str, tuple[Post, bool]] = {
    "our post": (OURS, True),
    "our post, words put before the marker by hand": (replace(OURS, text=f"Edited!\n{MARKER}\nSee the rules."), True),
    "its marker between spaces": (replace(OURS, text=f"What?\n  {MARKER} "), True),
    "posted a little before its slot": (replace(OURS, created_at=SLOT - 10 * MINUTE), True),
    "our photo, whatever the words are": (replace(OURS, text="", photos=3), True),
    "our photo, with a time of long ago": (replace(OURS, text="", created_at=SLOT - timedelta(days=9)), True),
    "a photo that we did not upload": (replace(OURS, photo_ids=ELSEWHERE), True),
    "a visitor's copy": (replace(OURS, by_page=False, photo_ids=ELSEWHERE), False),
    "a visitor's post with our very photo": (replace(OURS, by_page=False), False),
    "a teaser with the date in a sentence": (
        replace(OURS, text=f"Don't miss {MARKER}! Captions welcome.", photo_ids=ELSEWHERE),
        False,
    ),
    "another's marker": (
        replace(OURS, text="Beat the Caption · Friday 20 November 2026", photo_ids=ELSEWHERE),
        False,
    ),
    "the second round of that day": (replace(OURS, text=f"{MARKER} · 2", photo_ids=ELSEWHERE), False),
    "the result of that day": (
        replace(OURS, text=marker(TERMS.contest_name, SLOT, CHICAGO, MarkerKind.RESULT), photo_ids=ELSEWHERE),
        False,
    ),
    "last week's": (replace(OURS, created_at=SLOT - timedelta(days=7), photo_ids=ELSEWHERE), False),
    "a moment too old": (replace(OURS, created_at=SLOT - 10.1 * MINUTE, photo_ids=ELSEWHERE), False),
    "two photos": (replace(OURS, photos=2, photo_ids=(*ELSEWHERE, "photo-8")), False),
    "no photo": (replace(OURS, photos=0, photo_ids=()), False),
}


@pytest.mark.parametrize(("post", "ours"), FOUND.values(), ids=FOUND)
def test_our_post_is_known_by_its_photo_or_by_its_marker(post: Post, *, ours: bool) -> None:
    """By the marker only where it stands alone on a line, with one photo, by the Page, not too old."""
    said = utterance(photo_id="photo-1")

    assert own_posts([post], said, set()) == ([post.post_id] if ours else [])


RESULT = marker(TERMS.contest_name, SLOT, CHICAGO, MarkerKind.RESULT)
WON = replace(OURS, post_id=f"{PAGE}_8", created_at=SLOT + timedelta(days=4), text=f"Ana wins!\n\n{RESULT}")
RESULTS: dict[str, tuple[Post, bool]] = {
    "our announcement": (replace(WON, photo_ids=ELSEWHERE), True),
    "our photo, whatever the words are": (replace(WON, text=""), True),
    "the contest's own post": (replace(OURS, photo_ids=ELSEWHERE), False),
    "a visitor's copy": (replace(WON, by_page=False, photo_ids=ELSEWHERE), False),
    "a teaser with the date in a sentence": (replace(WON, text=f"Soon: {RESULT}!", photo_ids=ELSEWHERE), False),
    "a congratulation typed by hand": (replace(WON, text="Congratulations, Ana!", photo_ids=ELSEWHERE), False),
    "a congratulation without a photo": (replace(WON, photos=0, photo_ids=()), False),
    "last week's result": (
        replace(WON, text="Beat the Caption · result of Friday 20 November 2026", photo_ids=ELSEWHERE),
        False,
    ),
    "the result of the day's second round": (replace(WON, text=f"{RESULT} · 2", photo_ids=ELSEWHERE), False),
}


@pytest.mark.parametrize(("post", "ours"), RESULTS.values(), ids=RESULTS)
def test_our_announcement_is_known_by_its_photo_or_by_its_marker(post: Post, *, ours: bool) -> None:
    """Which is another than the contest post's."""
    said = utterance(kind=Kind.ANNOUNCEMENT, photo_id="photo-1", marker=RESULT)

    assert own_posts([post], said, set()) == ([post.post_id] if ours else [])


def test_of_two_exact_ones_the_older_comes_first() -> None:
    """However the Page lists them."""
    assert own_posts([LATER, OURS], utterance(), set()) == [OURS.post_id, LATER.post_id]


def test_what_we_said_under_another_heading_is_never_taken() -> None:
    """Though its marker and its photo were the same."""
    assert own_posts([OURS, LATER], utterance(photo_id="photo-1"), {OURS.post_id}) == [LATER.post_id]


def test_without_an_upload_no_photo_is_ours() -> None:
    """A restored record has none, and a post without ids matches nothing by that."""
    nameless = replace(OURS, text="", photo_ids=("",))

    assert own_posts([nameless], utterance(photo_id=None), set()) == []
    assert own_posts([nameless], utterance(photo_id=""), set()) == []


SAID = "Congratulations, Ana! “Hold your horses” is the winner."
NAMED = "Beat the Caption of Friday 27 November 2026"
REPLY = Comment("5", "9_5", SLOT, SAID, 0, PAGE, "Springfield Police", "1")
REPLIES: dict[str, tuple[Comment, bool]] = {
    "our reply": (REPLY, True),
    "our reply, its spaces folded": (replace(REPLY, text=SAID.replace(" ", "\n", 1) + " "), True),
    "other words of ours, that name the contest": (replace(REPLY, text=f"Well said! {NAMED}, with 9 votes."), True),
    "the contest named by a fan": (replace(REPLY, text=f"Who won {NAMED}?", entrant_id="fan-1"), False),
    "a congratulation typed by hand": (replace(REPLY, text="Congratulations, Ana!"), False),
    "our words and a few more": (replace(REPLY, text=f"{SAID} Well done!"), False),
    "our words, in a fan's mouth": (replace(REPLY, entrant_id="fan-1"), False),
    "our words, by nobody knows whom": (replace(REPLY, entrant_id=None), False),
    "a teaser of staff's with the day in it": (replace(REPLY, text="Tune in on Friday 27 November 2026!"), False),
    "a thank-you of staff's that names the contest": (replace(REPLY, text=f"Thanks for entering {NAMED}!"), True),
    "last week's contest": (replace(REPLY, text="You won Beat the Caption of Friday 20 November 2026!"), False),
}


@pytest.mark.parametrize(("reply", "ours"), REPLIES.values(), ids=REPLIES)
def test_our_reply_is_known_by_its_author_and_its_words(reply: Comment, *, ours: bool) -> None:
    """Or by naming the contest, as after a restored backup, when the votes may read otherwise."""
    said = utterance(kind=Kind.REPLY, text=SAID, page_id=PAGE, marker=NAMED)

    assert own_replies([reply], said, set()) == (["9_5"] if ours else [])


@pytest.mark.parametrize("claimed", ["5", "9_5"])
def test_a_reply_that_is_anothers_is_not_taken(claimed: str) -> None:
    """By whichever form of its id we know it."""
    assert own_replies([REPLY], utterance(text=SAID, page_id=PAGE), {claimed}) == []


def test_of_two_replies_the_older_comes_first() -> None:
    """It is the one that fans have seen."""
    second = replace(REPLY, comment_id="6", graph_id="9_6", created_at=SLOT + MINUTE)

    assert own_replies([second, REPLY], utterance(text=SAID, page_id=PAGE), set()) == ["9_5", "9_6"]


EDIT = "And the winner is “Hold your horses” by Ana, with 9 reactions when entries closed."
WINS = "And the winner is “Hold your horses” by Ana"
STANDING = f"What's the caption?\n\n{MARKER}"
EDITS: dict[str, tuple[str, bool]] = {
    "our words": (f"{STANDING}\n\n{EDIT}", True),
    "our words, their spaces folded": (f"{STANDING}\n{EDIT.replace(' ', chr(10), 3)}  Thanks to all.", True),
    "our words, twice": (f"{STANDING}\n\n{EDIT}\n\n{EDIT}", True),
    "the same winner with other votes": (f"{STANDING}\n\n{WINS}, with 11, counted on Tuesday.", True),
    "the post as it was": (STANDING, False),
    "another winner": (f"{STANDING}\n\nAnd the winner is “Neigh” by Bob, with 9 reactions.", False),
    "a congratulation typed by hand": (f"{STANDING}\n\nCongratulations, Ana! “Hold your horses” made us laugh.", False),
    "a teaser with the date in it": (f"{STANDING}\n\nWe name the winner on Tuesday 1 December.", False),
}


@pytest.mark.parametrize(("text", "ours"), EDITS.values(), ids=EDITS)
def test_our_edit_is_known_by_its_words_or_by_its_winner(text: str, *, ours: bool) -> None:
    """As only we name one; the votes may read otherwise after a restored backup."""
    said = utterance(kind=Kind.EDIT, text=EDIT, marker=WINS)

    assert stands_in(text, said) is ours


def test_an_edit_without_a_line_of_its_own_is_known_by_its_words_alone() -> None:
    """An empty line would stand in every post."""
    assert not stands_in(STANDING, utterance(kind=Kind.EDIT, text=EDIT, marker=""))
    assert not stands_in(STANDING, utterance(kind=Kind.EDIT, text="", marker=""))


NAMED_BY_FACEBOOK: dict[str, tuple[Post, bool]] = {
    "with our photo": (replace(OURS, text="Come and see us!"), True),
    "with our marker": (replace(OURS, photo_ids=ELSEWHERE, photos=2), True),
    "by whom it doesn't say": (replace(OURS, by_page=False), True),
    "with neither": (replace(OURS, text="Come and see us!", photo_ids=ELSEWHERE), False),
}


@pytest.mark.parametrize(("post", "ours"), NAMED_BY_FACEBOOK.values(), ids=NAMED_BY_FACEBOOK)
def test_a_post_that_facebook_names_for_our_photo_shows_it(post: Post, *, ours: bool) -> None:
    """Or our marker; anything else is looked at by a person."""
    assert bears_our_trace(post, utterance(photo_id="photo-1")) is ours
