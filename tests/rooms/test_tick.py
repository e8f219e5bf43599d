"""One tick: all that is due, once; and what stops it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from captionbot import decisions
from captionbot.decisions import UNDER_PAUSE, Word
from captionbot.errors import Blocked, CaptionbotError, Incomplete, NotSent, RateLimited, StoreError, TokenDead
from captionbot.store import lease as leases
from captionbot.store.database import Store
from captionbot.store.utterances import Kind
from tests.contest.made import CLOSES
from tests.photos.pictures import put
from tests.rooms.pretend import lies, refuses
from tests.rooms.week import Week, days
from tests.store.made import ANNOUNCES, HOUR, MINUTE, SLOT

MARIA = Word("maria", SLOT, "a funeral")


def test_a_whole_week_says_three_things(week: Week) -> None:
    """The post, a reply to the winner and the announcement, each once, however often it ticks."""
    week.posted()
    week.comment(1, votes=3)
    week.comment(2, votes=8)
    week.comment(3, votes=99, at=CLOSES)
    for at in (SLOT + 24 * HOUR, CLOSES, ANNOUNCES):
        week.tick(at)
        week.tick()

    assert week.page.acts("publish", "reply") == ["publish", "reply", "publish"]
    assert [one.target for one in week.page.facts.heard if one.act == "reply"] == ["9_2"]
    assert week.stages == ["announced"]
    assert week.folder("posted") == ["horse.card.jpg", "horse.jpg", "horse.txt"]
    said = week.page.own()[-1].text
    assert "Caption number 2" in said
    assert "Biscuit was banned" in said


def test_one_tick_does_all_that_is_overdue(week: Week) -> None:
    """After a long sleep it closes one contest, announces it, and posts the next."""
    week.posted()
    week.comment(1, votes=3)
    week.photo("goat.jpg")

    report = week.tick(days(7) + HOUR)

    assert week.stages == ["open", "review"]
    assert week.contest(1).doubts[0].startswith("the votes were read late")
    assert any("entries closed" in line for line in report.lines)


def test_a_tick_with_nothing_to_do_says_nothing(week: Week) -> None:
    """And wants nobody."""
    week.tick(SLOT + HOUR)
    report = week.tick(SLOT + 2 * HOUR)

    assert (report.lines, report.unfinished) == ([], False)


def test_a_second_worker_stands_by(week: Week, make_week: Callable[..., Week]) -> None:
    """And says so; it works at once when the first lets go."""
    week.tick()
    other = make_week()
    other.photo("horse.jpg")

    assert "stands by" in other.tick().lines[0]
    assert other.page.acts() == []
    week.runner.release()
    other.tick()
    assert other.stages == [] or other.page.acts("publish") == []


def test_a_worker_that_lost_its_lease_stops(week: Week) -> None:
    """It comes back as one that stands by."""
    week.tick()
    with week.store.transaction() as record:
        leases.take(record._session, week.store.page_id, "elsewhere 1 1", lambda _: False)
    week.photo("horse.jpg")

    assert "taken over" in week.tick().lines[0]
    assert "stands by" in week.tick().lines[0]
    assert week.page.acts() == []


def test_a_page_that_has_not_begun_is_not_worked_for(week: Week) -> None:
    """`init` comes first."""
    week.store = Store(week.store.engine, "4040")
    week.__post_init__()

    with pytest.raises(StoreError, match="4040"):
        week.tick()


STOPS = {
    "a dead token": TokenDead("The token no longer works.", "Get another.", code=190),
    "too many calls": RateLimited("Too many calls.", code=4, wait_seconds=1800),
}


@pytest.mark.parametrize("error", STOPS.values(), ids=STOPS)
def test_what_facebook_refuses_altogether_stops_the_tick(week: Week, error: CaptionbotError) -> None:
    """Staff are told once, and every slot and contest stays as it was."""
    week.photo("horse.jpg")
    week.page.facts.trouble = {"recent_posts": error}  # type: ignore[dict-item] # the three are of that family

    first, second = week.tick(), week.tick(SLOT + MINUTE)

    assert first.unfinished
    assert second.unfinished
    assert [notice.text for notice in week.notices] == [error.message]
    assert week.page.acts("publish") == []
    assert week.folder("queue") == ["horse.jpg"]


def test_a_token_that_dies_another_way_is_told_again(week: Week) -> None:
    """Once a day for each way: what helps against one need not help against the other."""
    for hour, subcode in ((0, 460), (1, 460), (2, 463)):
        dead = TokenDead(f"The token died by {subcode}.", "Get another.", code=190, subcode=subcode)
        week.page.facts.trouble = {"recent_posts": dead, "me": dead}
        week.tick(SLOT + hour * HOUR)

    assert [notice.text for notice in week.notices] == ["The token died by 460.", "The token died by 463."]


def test_nothing_is_asked_while_facebook_wants_quiet(week: Week) -> None:
    """As long as it says, and five minutes at least."""
    week.posted()
    week.page.facts.trouble = {"comment_pages": RateLimited("Too many calls.", code=4, wait_seconds=1800)}
    week.tick(SLOT + HOUR)
    week.page.facts.trouble = {}
    before = len(week.page.facts.reads)

    assert "is asked nothing until Friday 27 November at 11:30 AM CST" in week.tick(SLOT + HOUR + 29 * MINUTE).lines[0]
    assert len(week.page.facts.reads) == before
    week.tick(SLOT + HOUR + 30 * MINUTE)
    assert len(week.page.facts.reads) > before


def test_a_block_pauses_until_a_person_resumes(week: Week) -> None:
    """It is never tried again by itself."""
    week.photo("horse.jpg")
    week.page.answers(refuses(Blocked("Facebook blocks the Page.", code=368)))
    week.tick()
    for minute in (10, 60, 300):
        week.tick(SLOT + minute * MINUTE)

    assert week.page.acts("publish") == ["publish"]
    with week.store.transaction() as record:
        [pause] = record.staff.pauses()
        assert (pause.by, "blocks the Page" in pause.because) == ("captionbot", True)
        _, waiting = decisions.resume(record, MARIA)
        assert [row.number for row in waiting] == [1]
    assert week.contest().held == UNDER_PAUSE


def test_a_block_stops_the_other_acts_too(week: Week) -> None:
    """Refused the reply, the announcement is not even tried."""
    week.posted()
    week.comment(1, votes=3)
    week.tick(CLOSES)
    week.page.answers(refuses(Blocked("Facebook blocks the Page.", code=368)))
    week.tick(ANNOUNCES)

    assert week.page.acts("publish", "reply") == ["publish", "reply"]


def test_one_contests_trouble_is_no_others(week: Week) -> None:
    """Contests may overlap: one can't be read, the next is posted all the same."""
    week.posted()
    week.photo("goat.jpg")
    week.page.facts.trouble = {"comment_pages": Incomplete("The comments could be read only as far as 3.")}

    report = week.tick(days(7))

    assert report.unfinished
    assert week.stages == ["open", "open"]
    assert {notice.contest for notice in week.notices} == {1, 2}


def test_a_network_that_is_down_leaves_everything_as_it_is(week: Week) -> None:
    """Told once a day; the slot stays open while there is time."""
    week.photo("horse.jpg")
    down = NotSent("No route to Facebook.", "Check the network.")
    week.page.facts.trouble = dict.fromkeys(("me", "recent_posts"), down)
    week.tick()
    assert "Still:" in week.tick(SLOT + HOUR).lines[0]
    week.page.facts.trouble = {}
    week.tick(SLOT + 2 * HOUR)

    assert [notice.text for notice in week.notices] == ["No route to Facebook."]
    assert week.stages == ["open"]


def test_a_clock_that_is_wrong_says_nothing_and_writes_nothing_off(week: Week) -> None:
    """A jump of ten years would miss every slot there is."""
    week.photo("horse.jpg")
    week.page.facts.ahead = -timedelta(days=3650)
    report = week.tick(days(3650))

    assert report.unfinished
    assert "clock" in report.lines[0]
    assert (week.slots, week.page.acts()) == ({}, [])
    week.page.facts.ahead = timedelta(0)
    week.tick(SLOT)
    assert week.stages == ["open"]


@pytest.mark.parametrize("name", ["PAUSE", "pause.txt"])
def test_a_pause_file_stops_everything_and_its_end_is_written_down(week: Week, name: str) -> None:
    """Who can reach the folder needs no command."""
    file = put(week.photos.root, name, "see the chief")
    week.photo("horse.jpg")
    week.tick(SLOT - HOUR)
    week.tick(SLOT)
    assert (week.slots, week.page.acts()) == ({"2026-W48": "paused"}, [])

    file.unlink()
    week.tick(SLOT + HOUR)
    assert [(row.by, row.action, row.because + row.detail) for row in week.audit] == [
        ("PAUSE file", "pause", "see the chief"),
        ("PAUSE file", "resume", "see the chief"),
    ]
    assert week.folder("queue") == ["horse.jpg"]


def test_what_fell_due_under_a_pause_file_waits_too(week: Week) -> None:
    """Taking it away is no yes to what was held back."""
    week.posted()
    week.comment(1, votes=3)
    week.tick(CLOSES)
    file = put(week.photos.root, "PAUSE", "see the chief")
    week.tick(ANNOUNCES)
    file.unlink()
    week.tick(ANNOUNCES + HOUR)

    assert week.contest().held == UNDER_PAUSE
    assert week.page.acts("reply") == []


def test_staff_are_asked_whether_to_go_on_when_the_day_has_come(week: Week) -> None:
    """Once; the pause stays until somebody ends it."""
    with week.store.transaction() as record:
        decisions.pause(record, MARIA, days(2))
    week.tick(days(1))
    assert week.notices == []
    week.tick(days(2))
    week.tick(days(3))

    [notice] = week.notices
    assert "a funeral" in notice.text
    assert "captionbot resume" in notice.do


def test_a_photos_folder_that_is_gone_pauses_and_is_told(week: Week) -> None:
    """A network drive that is off looks like an empty queue, and is none."""
    week.photo("horse.jpg")
    gone = week.photos.root.rename(week.photos.root.with_name("elsewhere"))
    report = week.tick()
    assert report.unfinished
    assert any("missing" in notice.text for notice in week.notices)
    assert week.slots.get("2026-W48") != "empty"

    gone.rename(week.photos.root)
    assert week.folder("queue") == ["horse.jpg"]


def test_the_tick_is_noted(week: Week) -> None:
    """By which a person sees that it lives."""
    week.tick(SLOT + HOUR)

    with week.store.view() as record:
        assert record.page().last_tick_at == SLOT + HOUR


def test_a_pause_that_comes_while_the_post_is_made_is_obeyed(week: Week) -> None:
    """The upload is no word; nothing is posted, and a person lets it go on."""
    week.photo("horse.jpg")
    upload = week.page.upload

    def paused_meanwhile(jpeg: bytes, *, alt: str) -> str:
        with week.store.transaction() as record:
            decisions.pause(record, MARIA, None)
        return upload(jpeg, alt=alt)

    week.page.upload = paused_meanwhile  # type: ignore[method-assign] # this one Page's
    week.tick()

    assert week.page.acts() == ["upload"]
    assert week.contest().held == UNDER_PAUSE
    with week.store.transaction() as record:
        decisions.resume(record, MARIA)
        decisions.release(record, 1, MARIA)
    week.tick(SLOT + HOUR)
    assert week.page.acts("publish") == ["publish"]


def test_a_500_that_lied_is_found_by_the_same_tick(week: Week) -> None:
    """Most of what it denies stands already."""
    week.page.answers(lies())
    week.posted()

    assert week.stages == ["open"]
    assert week.utterances()[Kind.POST].said_id == week.contest().post_id
