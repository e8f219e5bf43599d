"""Announcing: each act is said once, at its hour and not under a pause; in doubt a person decides."""

from collections.abc import Callable
from typing import Any

import pytest

from captionbot import decisions
from captionbot.contest.stages import Stage
from captionbot.decisions import UNDER_PAUSE
from captionbot.errors import PermissionLost
from captionbot.runner.winner import winner_of
from captionbot.store.record import Record
from captionbot.store.schema import Notice
from captionbot.store.utterances import Kind
from captionbot.utter import Heard, Mouth
from tests.contest.made import CLOSES
from tests.rooms.landed import lose_photo
from tests.rooms.pretend import LOST, NOT_SENT, STANDS, refuses
from tests.rooms.week import ACTS, Week, days
from tests.store.made import ANNOUNCES, HOUR, MINUTE, begun


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
    assert (reply.parent_id, "Fan 1" in reply.text, "9 reactions" in reply.text) == ("1", True, True)
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


STUCK = {
    "reply": (
        (
            "Nobody can tell whether its reply is live. The reply was sent 3 times, first on Tuesday 1 December at "
            "10:00 AM CST and last on Tuesday 8 December at 9:55 AM CST, without a clear answer. "
            "It answers the comment 9_1."
        ),
        "Look on the Page, then `captionbot settle 1 --live ID --what reply` or `--not-live --what reply`.",
    ),
    "post": (
        (
            "Nobody can tell whether its announcement is live. The announcement was sent 3 times, first on Tuesday "
            "1 December at 10:00 AM CST and last on Tuesday 8 December at 9:55 AM CST, without a clear answer. "
            "Its photo was uploaded as photo-6. "
            "Look for the line “Beat the Caption · result of Friday 27 November 2026”."
        ),
        (
            "Look on the Page, then `captionbot settle 1 --live ID --what announcement` or "
            "`--not-live --what announcement`."
        ),
    ),
    "edit": (
        (
            "Nobody can tell whether its post was edited. The edit was sent 3 times, first on Tuesday 1 December at "
            "10:00 AM CST and last on Tuesday 8 December at 9:55 AM CST, without a clear answer. "
            "It is added to the post 100200300_502."
        ),
        "Look on the Page, then `captionbot settle 1 --live ID --what edit` or `--not-live --what edit`.",
    ),
}


@pytest.mark.parametrize(("way", "told"), STUCK.items())
def test_what_nobody_can_tell_in_time_is_stuck(make_week: Callable[..., Week], way: str, told: tuple[str, str]) -> None:
    """Then only a person can look: told once of all that is known, and `status` says it too."""
    week = make_week(f"ANNOUNCE_BY={way}\n").in_review()
    _lost_to_the_end(week)

    assert (week.stages, week.contest().note) == (["stuck"], told[0])
    assert [(one.text, one.do) for one in _told(week)] == [told]
    assert week.view()["contests"][0]["note"] == told[0]
    assert any(line.startswith("Still: Contest no. 1: ") for line in week.tick(days(20)).lines)
    assert len(_told(week)) == 1


def test_two_acts_in_doubt_are_told_in_one(review: Week) -> None:
    """With the way to settle each."""
    _lost_to_the_end(review)

    [notice] = _told(review)
    assert notice.text.startswith("Nobody can tell whether its reply is live, nor whether its announcement is live. ")
    assert all(words in notice.text for words in ("The reply was sent 3 times", "The announcement was sent 3 times"))
    assert notice.do == (
        "Look on the Page, then `captionbot settle 1 --live ID --what reply` or `--not-live --what reply`, "
        "and `captionbot settle 1 --live ID --what announcement` or `--not-live --what announcement`."
    )


def test_what_is_stuck_again_is_told_again(make_week: Callable[..., Week]) -> None:
    """A person said that it was not live; it was lost once more."""
    week = make_week("ANNOUNCE_BY=reply\n").in_review()
    _lost_to_the_end(week)
    with week.store.transaction() as record:
        decisions.settle(record, 1, None, week.word)
    at = week.clock.at
    for minutes in (1, 7 * 24 * 60 + 20, 7 * 24 * 60 + 40):
        week.page.facts.answers.clear()
        week.page.answers(LOST)
        week.tick(at + minutes * MINUTE)

    assert week.stages == ["stuck"]
    assert [one.text.partition(".")[0] for one in _told(week)] == ["Nobody can tell whether its reply is live"] * 2


def _told(week: Week) -> list[Notice]:
    """What staff were told of the contest, after its close; that it lasts long is test_overdue's."""
    return [one for one in week.notices if one.contest == 1 and not one.key.startswith(("closed", "overdue"))]


def _lost_to_the_end(week: Week) -> None:
    """Whatever is sent is lost, until the time for it is over."""
    for minutes in (0, 20, 24 * 60 * 7 - 5, 24 * 60 * 7 + 5, 24 * 60 * 7 + 20):
        week.page.facts.answers.clear()
        week.page.answers(LOST, LOST)
        week.tick(ANNOUNCES + minutes * MINUTE)


def test_an_announcement_that_never_went_out_is_not_called_announced(review: Week) -> None:
    """A week without a network: nothing stands, so a person is asked for a fresh yes or it ends without."""
    review.page.answers(NOT_SENT, NOT_SENT)
    review.tick(ANNOUNCES)
    review.tick(days(30))

    assert review.page.own_replies() == []
    assert (review.stages, review.contest().approved_at) == (["review"], None)
    assert "its announcement could not be said in time" in review.view()["contests"][0]["note"]

    review.approve()
    review.tick(days(30) + MINUTE)
    assert review.stages == ["announced"]
    assert (len(review.page.own_replies()), len(review.page.own())) == (1, 2)


def test_what_could_not_be_said_in_time_is_told(review: Week) -> None:
    """The reply stands, the post never went out: the winner is public, and staff may say the rest by hand."""
    refused = refuses(PermissionLost("The token may not post.", code=200))
    review.page.answers(STANDS, refused)
    review.tick(ANNOUNCES)
    review.page.answers(refused)
    report = review.tick(days(30))

    assert (review.stages, review.contest().note) == (["announced"], "part of the announcement could not be said")
    what = "Its announcement could not be said in time; the rest stands on the Page."
    assert (what, "Say it by hand on Facebook if it is still wanted.") in [(one.text, one.do) for one in _told(review)]
    late = "the time for the announcement is over, and nothing of it was said (The token may not post)"
    assert f"Contest no. 1: {late}." in report.lines
    assert report.unfinished


def test_an_announcement_is_not_made_by_a_clock_that_is_wrong(review: Week) -> None:
    """Neither the first act nor any other."""
    review.page.facts.ahead = -16 * MINUTE
    report = review.tick(ANNOUNCES)

    assert (review.stages, review.page.acts(*ACTS)) == (["announcing"], [])
    assert report.unfinished
    assert [one.key for one in review.notices] == ["closed 1", "clock 2026-12-01"]


def test_a_folder_that_can_not_be_read_only_delays_it(review: Week) -> None:
    """That is a pause which nobody gave: when the folder is back, nobody has to release anything."""
    elsewhere = review.photos.root.rename(review.photos.root.with_name("elsewhere"))
    report = review.tick(ANNOUNCES)
    assert (review.page.acts(*ACTS), review.contest().held) == ([], "")
    assert f"Contest no. 1 waits: The photos folder {review.photos.root} is missing." in report.lines

    elsewhere.rename(review.photos.root)
    review.tick(ANNOUNCES + MINUTE)
    assert review.stages == ["announced"]


def test_called_off_while_the_last_act_is_said(make_week: Callable[..., Week]) -> None:
    """What staff did meanwhile stands."""
    review, say = make_week("ANNOUNCE_BY=reply\n").in_review(), Mouth.say

    def meanwhile(mouth: Mouth, utterance_id: int, **more: Any) -> Heard:
        heard = say(mouth, utterance_id, **more)
        with review.store.transaction() as record:
            record.contests.get(1).stage = Stage.VOID
        return heard

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Mouth, "say", meanwhile)
        review.tick(ANNOUNCES)

    assert (review.stages, review.page.acts(*ACTS)) == (["void"], ["reply"])


def test_a_contest_without_a_winner_is_not_announced(record: Record) -> None:
    """That would be our own fault, and is said to be."""
    with pytest.raises(AssertionError, match="contest 1 has no winner to announce"):
        winner_of(record, begun(record, stage=Stage.REVIEW))


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
        assert [one.text for one in _told(week)] == ["A person must approve or pick."]
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
    lose_photo(week)
    week.tick(ANNOUNCES)

    assert week.page.acts(*ACTS) == ["reply"]
    assert week.stages == ["announcing"]
    assert any("horse.jpg" in notice.text for notice in week.notices)
