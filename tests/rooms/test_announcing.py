"""Announcing: each act is said once, at its hour and not under a pause; in doubt a person decides."""

from collections.abc import Callable

import pytest

from captionbot import decisions
from captionbot.contest.stages import Stage
from captionbot.decisions import UNDER_PAUSE
from captionbot.errors import PermissionLost
from captionbot.store.utterances import Kind, Outcome
from tests.contest.made import CLOSES
from tests.rooms.pretend import LOST, NOT_SENT, refuses
from tests.rooms.week import ACTS, Week, days
from tests.store.made import ANNOUNCES, HOUR, MINUTE


def test_nothing_is_said_before_its_hour(review: Week) -> None:
    """Staff have until then."""
    review.tick(ANNOUNCES - MINUTE)
    assert review.page.acts() == []

    review.tick(ANNOUNCES)
    assert review.page.acts(*ACTS) == ["reply", "publish"]
    assert review.stages == ["announced"]


WAYS = {
    "reply": ["reply"],
    "post": ["publish"],
    "reply,post,edit": ["reply", "publish", "edit"],
    "post,reply": ["publish", "reply"],
    "edit": ["edit"],
}


@pytest.mark.parametrize(("ways", "acts"), WAYS.items())
def test_it_is_said_in_the_ways_that_were_chosen(make_week: Callable[..., Week], ways: str, acts: list[str]) -> None:
    """And in no other."""
    week = make_week(f"ANNOUNCE_BY={ways}\n").in_review()
    week.tick(ANNOUNCES)
    week.tick(ANNOUNCES + HOUR)

    assert sorted(week.page.acts(*ACTS)) == sorted(acts)
    assert week.stages == ["announced"]


def test_the_contest_post_keeps_the_words_that_stand_there(make_week: Callable[..., Week]) -> None:
    """Whatever staff have changed by hand meanwhile; ours are appended."""
    week = make_week("ANNOUNCE_BY=edit\n").in_review()
    week.page.changes(week.page.own()[0].post_id.rpartition("_")[2], text="Changed by hand.")
    week.tick(ANNOUNCES)

    [post] = week.page.own()
    assert post.text.startswith("Changed by hand.\n\n")
    assert "Caption number 1" in post.text


def test_it_names_the_winner_and_those_behind(review: Week) -> None:
    """With the votes that counted when entries closed, and the photo again."""
    review.page.changes("1", votes=999)
    review.tick(ANNOUNCES)

    [reply] = review.page.own_replies()
    result = review.page.own()[-1]
    assert (reply.parent_id, "Fan 1" in reply.text, "9 reactions" in reply.text) == ("9_1", True, True)
    assert all(f"Caption number {number}" in result.text for number in (1, 2, 3))
    assert "999" not in result.text
    assert result.photos == 1


def test_an_act_that_is_refused_stops_no_other(review: Week) -> None:
    """The reply may not be, the announcement is; staff are told."""
    refused = PermissionLost("The token may not reply.", "Get another.", code=200)
    review.page.answers(refuses(refused))
    review.tick(ANNOUNCES)

    assert review.page.acts(*ACTS) == ["reply", "publish"]
    assert review.stages == ["announcing"]
    assert "The token may not reply." in [notice.text for notice in review.notices]
    review.tick(ANNOUNCES + HOUR)
    assert review.page.acts(*ACTS) == ["reply", "publish", "reply"]
    assert review.stages == ["announced"]


def test_an_act_that_is_lost_is_looked_for_and_then_said_again(review: Week) -> None:
    """The other stands and is left alone."""
    review.page.answers(LOST)
    for minutes in (0, 5, 10, 20):
        review.tick(ANNOUNCES + minutes * MINUTE)

    assert review.page.acts(*ACTS) == ["reply", "publish", "reply"]
    assert (len(review.page.own_replies()), len(review.page.own())) == (1, 2)
    assert review.stages == ["announced"]


def test_what_nobody_can_tell_in_time_is_stuck(review: Week) -> None:
    """Then only a person can look."""
    for minutes in (0, 20, 24 * 60 * 7 + 5):
        review.page.facts.answers.clear()
        review.page.answers(LOST, LOST)
        review.tick(ANNOUNCES + minutes * MINUTE)

    assert review.stages == ["stuck"]
    assert any("Nobody can tell whether its reply is live" in notice.text for notice in review.notices)
    assert any("settle 1 --not-live" in notice.do for notice in review.notices)


def test_an_announcement_that_never_went_out_is_not_called_announced(review: Week) -> None:
    """A week without a network: nothing stands, so a person is asked for a fresh yes or it ends without."""
    review.page.answers(NOT_SENT, NOT_SENT)
    review.tick(ANNOUNCES)
    review.tick(days(30))

    assert review.page.own_replies() == []
    assert review.stages != ["announced"]


def test_too_late_it_is_said_with_a_fresh_yes(review: Week) -> None:
    """A yes of long ago is none."""
    review.tick(days(30))
    assert (review.stages, review.page.acts()) == (["review"], [])

    review.approve()
    review.tick(days(30) + HOUR)
    assert review.stages == ["announced"]


@pytest.mark.parametrize("settings", ["REVIEW=required\n", ""])
def test_a_yes_is_asked_for_where_it_is_required(make_week: Callable[..., Week], settings: str) -> None:
    """And where it is not, the hour is enough."""
    week = make_week(settings).in_review()
    week.tick(ANNOUNCES)
    if settings:
        assert week.page.acts() == []
        assert any("Waits for a person" in notice.text for notice in week.notices)
        week.approve()
        week.tick(ANNOUNCES + HOUR)

    assert week.stages == ["announced"]


def test_what_fell_due_under_a_pause_is_not_said_when_it_ends(review: Week) -> None:
    """Even where no tick ran under it; released, it is said."""
    with review.store.transaction() as record:
        record.staff.pause("maria", "a funeral", ANNOUNCES - HOUR)
        record._session.flush()
        record.staff.end_pause(record.staff.pauses()[0], "maria", ANNOUNCES + HOUR)
    review.tick(ANNOUNCES + 2 * HOUR)
    assert (review.contest().held, review.page.acts()) == (UNDER_PAUSE, [])

    with review.store.transaction() as record:
        decisions.release(record, 1, review.word)
    review.tick(ANNOUNCES + 3 * HOUR)
    assert review.stages == ["announced"]


def test_a_pause_that_was_over_before_the_hour_holds_nothing(review: Week) -> None:
    """It fell due after it."""
    with review.store.transaction() as record:
        record.staff.pause("maria", "a funeral", CLOSES)
        record._session.flush()
        record.staff.end_pause(record.staff.pauses()[0], "maria", ANNOUNCES - HOUR)
    review.tick(ANNOUNCES)

    assert review.stages == ["announced"]


def test_a_pick_is_announced_and_those_passed_over_are_not_named(review: Week) -> None:
    """Staff had their reason."""
    with review.store.transaction() as record:
        decisions.pick(record, 1, "2", review.word)
    review.tick(ANNOUNCES)

    words = review.page.own()[-1].text
    assert ("Caption number 2" in words, "Caption number 3" in words, "Caption number 1" in words) == (
        True,
        True,
        False,
    )
    assert review.utterances()[Kind.REPLY].target == "9_2"


def test_a_photo_that_is_gone_keeps_no_reply_back(make_week: Callable[..., Week]) -> None:
    """Each act survives the others' failure."""
    week = make_week("ANNOUNCE_BY=post,reply\n").in_review()
    for path in (week.photos.root / "posted").iterdir():
        path.unlink()
    week.tick(ANNOUNCES)

    assert week.page.acts(*ACTS) == ["reply"]
    assert week.stages == ["announcing"]
    assert any("horse.jpg" in notice.text for notice in week.notices)


def test_a_restored_backup_announces_nothing_twice(review: Week) -> None:
    """What stands is found by its words and its marker."""
    review.tick(ANNOUNCES)
    with review.store.transaction() as record:
        row = record.contests.get(1)
        row.stage = Stage.ANNOUNCING
        for said in record.utterances.of_contest(1):
            if said.kind != Kind.POST:
                said.outcome, said.said_id, said.photo_id = Outcome.INTENDED, None, None
    review.tick(ANNOUNCES + HOUR)

    assert review.page.acts(*ACTS) == ["reply", "publish"]
    assert review.stages == ["announced"]
