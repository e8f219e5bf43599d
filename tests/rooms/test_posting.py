"""The contest post: tried while there is time, given up in words that say what to do."""

import pytest

from captionbot import decisions
from captionbot.contest.stages import Stage
from captionbot.decisions import Word
from captionbot.errors import PermissionLost, PhotoNotTaken
from captionbot.photos.names import REASON
from captionbot.store.utterances import Kind
from tests.rooms.pretend import LOST, NOT_SENT, STANDS, Answer, PretendPage, lies, refuses
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

    assert due.stages == ["stuck"]
    assert any("settle 1 --live ID" in notice.do for notice in due.notices)
    assert due.tick(SLOT + 7 * HOUR).unfinished
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


@pytest.mark.parametrize("at", ["upload", "publish"])
def test_a_picture_that_facebook_does_not_take_makes_room_for_the_next(due: Week, at: str) -> None:
    """It is set aside with Facebook's reason, wherever the refusal comes."""
    if at == "upload":
        _refuse_first_upload(due.page)
    else:
        due.page.answers(refuses(NOT_TAKEN))
    due.tick()
    due.tick(SLOT + MINUTE)

    assert due.folder("rejected") == ["horse.jpg", f"horse.jpg{REASON}"]
    assert (due.stages, due.contest().photo) == (["open"], "zebra.jpg")
    assert due.folder("posted") == ["zebra.jpg"]


def test_when_no_picture_is_taken_the_slot_is_missed(week: Week) -> None:
    """All of them are set aside."""
    week.photo("horse.jpg")
    _refuse_first_upload(week.page)
    week.tick()

    assert week.stages == ["missed"]
    assert week.folder("queue") == []


def _refuse_first_upload(page: PretendPage) -> None:
    upload = page.upload

    def refusing(jpeg: bytes, *, alt: str) -> str:
        page.upload = upload  # type: ignore[method-assign] # the next one is taken
        raise NOT_TAKEN

    page.upload = refusing  # type: ignore[method-assign] # this one Page's


def test_a_photo_goes_to_posted_with_its_text(week: Week) -> None:
    """After the post stands, not before."""
    week.photo("horse.jpg", "Fact: Biscuit was banned.\n")
    week.page.answers(lies(5))
    week.tick()
    assert week.folder("queue") == ["horse.jpg", "horse.txt"]

    week.tick(SLOT + 6 * MINUTE)
    assert (week.folder("queue"), week.folder("posted")) == ([], ["horse.jpg", "horse.txt"])


def test_a_move_that_was_interrupted_is_finished_by_the_next_tick(week: Week) -> None:
    """The database knows the post before the folder does."""
    week.posted()
    with week.store.transaction() as record:
        record.contests.get(1).photo_in = "queue"
    (week.photos.root / "posted" / "horse.jpg").rename(week.photos.root / "queue" / "horse.jpg")
    week.tick(SLOT + MINUTE)

    assert week.folder("posted") == ["horse.jpg", "horse.txt"]
    assert week.contest().photo_in == "posted"


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
