"""The contest post: tried while there is time, given up in words that say what to do."""

from datetime import datetime, timedelta

import pytest

from captionbot import decisions
from captionbot.contest.comment import Post
from captionbot.contest.stages import Stage
from captionbot.decisions import Word
from captionbot.errors import PermissionLost, PhotoNotTaken
from captionbot.store.utterances import Kind
from tests.rooms.pretend import LOST, NOT_SENT, STANDS, Answer, lies, refuses
from tests.rooms.week import Week
from tests.store.made import HOUR, MINUTE, SLOT

NOT_TAKEN = PhotoNotTaken("Facebook does not take this picture.", "Save it again as JPEG.", code=324)


@pytest.fixture
def due(week: Week) -> Week:
    """A bot whose slot has come, with two photos."""
    week.photo("horse.jpg")
    week.photo("zebra.jpg")
    return week


def test_a_post_that_was_lost_is_tried_again_in_time(due: Week) -> None:
    """With the same upload, when it is surely absent."""
    due.page.answers(LOST)
    for minute in (0, 5, 10):
        due.tick(SLOT + minute * MINUTE)

    assert due.page.acts() == ["upload", "publish", "publish"]
    assert due.stages == ["open"]
    assert len(due.page.own()) == 1


def test_a_post_nobody_can_tell_of_is_stuck_when_its_time_is_over(due: Week) -> None:
    """A person looks; the tick says so each time."""
    for minute in (0, 10, 360):
        due.page.facts.answers.clear()
        due.page.answers(LOST)
        due.tick(SLOT + minute * MINUTE)

    text = (
        "Nobody can tell whether its post is live. The post was sent twice, on Friday 27 November at 10:00 AM CST and "
        "on Friday 27 November at 10:10 AM CST, without a clear answer. Its photo was uploaded as photo-1. "
        "Look for the line “Beat the Caption · Friday 27 November 2026”."
    )
    do = "Look on the Page, then `captionbot settle 1 --live ID` or `captionbot settle 1 --not-live`."
    assert (due.stages, due.contest().note) == (["stuck"], text)
    assert due.view()["contests"][0]["note"] == text
    assert [(one.text, one.do, one.contest) for one in due.notices] == [(text, do, 1)]
    assert due.tick(SLOT + 7 * HOUR).unfinished
    assert len(due.notices) == 1
    assert due.folder("queue") == ["horse.jpg", "zebra.jpg"]


@pytest.mark.parametrize("answer", [NOT_SENT, refuses(PermissionLost("The token may not post.", code=200))])
def test_a_post_that_never_went_out_is_missed_and_its_photo_stays(due: Week, answer: Answer) -> None:
    """Nothing is in doubt, so nobody has to look."""
    for hour in (0, 3, 6):
        due.page.facts.answers.clear()
        due.page.answers(answer)
        due.tick(SLOT + hour * HOUR)

    assert (due.stages, due.slots) == (["missed"], {"2026-W48": "missed"})
    assert any("post-now" in notice.do for notice in due.notices)
    assert due.folder("queue") == ["horse.jpg", "zebra.jpg"]


def test_a_refusal_is_told_and_tried_again(due: Week) -> None:
    """Somebody may have mended it meanwhile."""
    due.page.answers(refuses(PermissionLost("The token may not post.", "Get another.", code=200)))
    assert due.tick().unfinished
    due.tick(SLOT + MINUTE)

    assert [notice.text for notice in due.notices] == ["The token may not post."]
    assert due.stages == ["open"]


def test_two_posts_that_stand_are_told_and_the_older_is_the_contests(due: Week) -> None:
    """Somebody may have posted it by hand as well."""
    due.page.answers(LOST)
    due.tick()
    words = due.utterances()[Kind.POST].text
    first = due.page.publish(words, photo_id="by-hand")
    due.clock.on(minutes=1)
    due.page.publish(words, photo_id="again")
    due.tick(SLOT + 2 * MINUTE)

    assert due.contest().post_id == first
    assert any("2 times" in notice.text for notice in due.notices)


def test_a_held_post_goes_out_when_it_is_released_in_time(due: Week) -> None:
    """And is missed if that comes too late."""
    due.page.answers(NOT_SENT)
    due.tick()
    word = Word("maria", SLOT, "a funeral")
    with due.store.transaction() as record:
        decisions.hold(record, 1, word)
    assert due.tick(SLOT + HOUR).unfinished
    assert due.page.acts("publish") == ["publish"]
    assert due.contest().held == "a funeral"

    with due.store.transaction() as record:
        decisions.release(record, 1, word)
    due.tick(SLOT + 2 * HOUR)
    assert due.stages == ["open"]


def test_a_post_that_crossed_its_calling_off_is_told(due: Week) -> None:
    """It was found in the moment in which staff called it off: nothing more is said, and somebody hides it."""
    due.page.answers(NOT_SENT)
    due.tick()
    posts = due.page.recent_posts
    standing = due.page.publish(due.utterances()[Kind.POST].text, photo_id="photo-1")

    def meanwhile(since: datetime) -> list[Post]:
        with due.store.transaction() as record:
            decisions.void(record, 1, Word("maria", SLOT, "a funeral"))
        return posts(since)

    due.page.recent_posts = meanwhile  # type: ignore[method-assign] # this one Page's
    due.tick(SLOT + MINUTE)

    assert (due.stages, due.contest().post_id) == (["void"], standing)
    what = f"Its post went out while it was called off ({standing})."
    assert (what, "Hide it on Facebook; nothing more is said for it.") in [(one.text, one.do) for one in due.notices]


@pytest.mark.parametrize("minutes", [-14, 14])
def test_a_clock_that_is_set_leaves_no_comment_before_the_window(due: Week, minutes: int) -> None:
    """Entries open with the post by Facebook's clock, wherever ours stood when it was sent."""
    due.page.facts.ahead = minutes * MINUTE
    due.page.answers(lies(5))
    due.tick()
    due.page.facts.ahead = timedelta(0)
    due.tick(SLOT + 6 * MINUTE)

    assert due.contest().opens_at == min(SLOT, SLOT + minutes * MINUTE)


@pytest.mark.parametrize("minutes", [-15, 15])
def test_our_own_post_is_found_whatever_time_facebook_gives_it(due: Week, minutes: int) -> None:
    """As far as two clocks may be apart."""
    due.page.facts.ahead = minutes * MINUTE
    due.page.answers(lies())
    due.tick()
    [thing] = due.page.facts.things
    due.page.changes(due.page.own()[0].post_id, created_at=SLOT + minutes * MINUTE)
    thing.seen_from = SLOT + MINUTE
    due.tick(SLOT + MINUTE)

    assert due.stages == ["open"]
    assert due.page.acts("publish") == ["publish"]


def test_a_settled_post_goes_on_from_there(due: Week) -> None:
    """A person has looked: it is live, and its captions are read."""
    due.page.answers(lies(10_000))
    for minute in (0, 360):
        due.tick(SLOT + minute * MINUTE)
    live = due.page.own()[0].post_id
    with due.store.transaction() as record:
        decisions.settle(record, 1, live, Word("maria", due.clock.now()))
    due.clock.at = SLOT + 10_001 * MINUTE

    assert due.contest().stage == Stage.OPEN
    assert due.contest().post_id == live


def test_entries_open_with_the_post_even_by_a_clock_that_is_behind(week: Week) -> None:
    """Facebook dates a comment by its own clock."""
    week.page.facts.ahead = -3 * MINUTE
    week.posted()

    assert week.contest().opens_at <= SLOT - 3 * MINUTE


def test_an_answer_that_stands_needs_no_second_look(due: Week) -> None:
    """One upload, one post."""
    due.page.answers(STANDS)
    due.tick()
    for hour in (1, 2, 3):
        due.tick(SLOT + hour * HOUR)

    assert due.page.acts() == ["upload", "publish"]
