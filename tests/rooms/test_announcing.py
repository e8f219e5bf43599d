"""Announcing: the winner is read once more, each act is said once, and in doubt a person decides."""

from collections.abc import Callable

import pytest

from captionbot import decisions
from captionbot.contest.stages import Stage
from captionbot.decisions import UNDER_PAUSE, Word
from captionbot.errors import PermissionLost
from captionbot.store.utterances import Kind, Outcome
from tests.contest.made import CLOSES
from tests.rooms.pretend import LOST, NOT_SENT, STANDS, lies, refuses
from tests.rooms.week import Week, days
from tests.store.made import ANNOUNCES, HOUR, MINUTE

ACTS = ("reply", "publish", "edit")


@pytest.fixture
def review(week: Week) -> Week:
    """A contest in review: 9 votes lead before 5 and 2."""
    return _in_review(week)


def _in_review(week: Week) -> Week:
    week.posted()
    for number, votes in ((1, 9), (2, 5), (3, 2)):
        week.comment(number, votes=votes)
    week.tick(CLOSES)
    assert week.stages == ["review"]
    week.page.facts.heard.clear()
    return week


def _word(week: Week) -> Word:
    return Word("maria", week.clock.now(), "funnier")


def _approve(week: Week) -> None:
    with week.store.transaction() as record:
        decisions.approve(record, 1, _word(week))


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
    week = _in_review(make_week(f"ANNOUNCE_BY={ways}\n"))
    week.tick(ANNOUNCES)
    week.tick(ANNOUNCES + HOUR)

    assert sorted(week.page.acts(*ACTS)) == sorted(acts)
    assert week.stages == ["announced"]


def test_the_contest_post_keeps_the_words_that_stand_there(make_week: Callable[..., Week]) -> None:
    """Whatever staff have changed by hand meanwhile; ours are appended."""
    week = _in_review(make_week("ANNOUNCE_BY=edit\n"))
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


def test_a_winner_whose_words_changed_waits_for_a_person(review: Week) -> None:
    """Before and after are both in the record; told once."""
    review.page.changes("1", text="Something nobody would sign")
    review.tick(ANNOUNCES)
    review.tick(ANNOUNCES + HOUR)

    assert review.page.acts() == []
    row = review.contest()
    assert row.stage == Stage.REVIEW
    assert "tallied “Caption number 1”, now “Something nobody would sign”" in row.doubts[-1]
    assert len([one for one in review.notices if "until a person has decided" in one.text]) == 1


def test_words_that_a_person_has_seen_are_announced(review: Week) -> None:
    """The yes is to the words that were tallied; if they change once more, it is asked again."""
    review.page.changes("1", text="Changed once")
    review.tick(ANNOUNCES)
    _approve(review)
    review.tick(ANNOUNCES + HOUR)
    assert review.page.acts(*ACTS) == ["reply", "publish"]


def test_words_that_change_again_are_asked_about_again(review: Week) -> None:
    """The yes was to others."""
    review.page.changes("1", text="Changed once")
    review.tick(ANNOUNCES)
    _approve(review)
    review.page.changes("1", text="Changed twice")
    review.tick(ANNOUNCES + HOUR)

    assert review.page.acts() == []
    assert review.contest().approved_at is None


@pytest.mark.parametrize("spelling", ["Caption  number\n1 ", "Caption number 1"])
def test_spaces_are_no_change(review: Week, spelling: str) -> None:
    """Facebook folds them as it likes."""
    review.page.changes("1", text=spelling)
    review.tick(ANNOUNCES)

    assert review.stages == ["announced"]


def test_when_the_winner_is_gone_the_runner_up_steps_up_for_review(review: Week) -> None:
    """Nobody is announced that no person has said yes to."""
    review.page.loses("1")
    review.tick(ANNOUNCES)
    row = review.contest()
    assert (row.stage, row.decision, review.page.acts()) == (Stage.REVIEW, 2, [])
    assert "gone from Facebook" in row.doubts[0]

    _approve(review)
    review.tick(ANNOUNCES + HOUR)
    assert [one.target for one in review.page.facts.heard if one.act == "reply"] == ["9_2"]
    assert "Caption number 2" in review.page.own()[-1].text


def test_when_all_are_gone_there_is_no_winner(review: Week) -> None:
    """One after the other steps up, and then nobody is left."""
    for number in ("1", "2", "3"):
        review.page.loses(number)
        review.tick(ANNOUNCES)
        if review.contest().decision is not None:
            _approve(review)
    review.tick(ANNOUNCES + HOUR)

    assert (review.stages, review.page.acts()) == (["void"], [])


def test_a_reply_goes_with_the_comment_that_it_answered(review: Week) -> None:
    """So where nothing else stands the runner-up steps up, and one announcement is made in all."""
    review.page.answers(lies(), NOT_SENT)
    review.tick(ANNOUNCES)
    review.page.loses("1")
    review.tick(ANNOUNCES + HOUR)
    assert (review.contest().stage, review.contest().decision) == (Stage.REVIEW, 2)

    _approve(review)
    review.tick(ANNOUNCES + 2 * HOUR)
    assert [one.target for one in review.page.facts.heard if one.act == "reply"] == ["9_1", "9_2"]
    assert len(review.page.own()) == 2
    assert review.stages == ["announced"]


def test_an_announcement_that_stands_is_the_result(make_week: Callable[..., Week]) -> None:
    """Though its winner is gone before the reply was made: no second one is announced."""
    week = _in_review(make_week("ANNOUNCE_BY=post,reply\n"))
    week.page.answers(STANDS, NOT_SENT)
    week.tick(ANNOUNCES)
    week.page.loses("1")
    week.tick(ANNOUNCES + HOUR)

    assert (week.stages, week.contest().decision) == (["announced"], 1)
    assert "gone from Facebook" in week.contest().note
    assert week.page.acts("publish") == ["publish"]


def test_while_an_act_is_in_doubt_nothing_else_is_said(review: Week) -> None:
    """The announcement may stand, and then another winner would be a second one."""
    review.page.answers(NOT_SENT, lies(60))
    review.tick(ANNOUNCES)
    review.page.loses("1")
    review.tick(ANNOUNCES + 5 * MINUTE)
    row = review.contest()
    assert (row.stage, row.decision, row.held) == (Stage.ANNOUNCING, 1, "")
    assert review.page.acts(*ACTS) == ["reply", "publish"]

    review.tick(ANNOUNCES + 61 * MINUTE)
    assert (review.stages, review.contest().decision) == (["announced"], 1)
    assert review.page.acts(*ACTS) == ["reply", "publish"]


def test_a_winner_that_was_hidden_since_waits_for_a_person(review: Week) -> None:
    """Staff or Facebook's filter hid it; a yes after that is a yes."""
    review.page.changes("1", hidden=True)
    review.tick(ANNOUNCES)
    assert (review.stages, review.page.acts()) == (["review"], [])

    _approve(review)
    review.tick(ANNOUNCES + HOUR)
    assert review.stages == ["announced"]


def test_a_winner_that_the_page_has_named_is_not_named_again(review: Week) -> None:
    """A restored backup may not remember that another was announced; the Page does."""
    review.tick(ANNOUNCES - HOUR)
    other = review.page
    with review.store.transaction() as record:
        decisions.pick(record, 1, "2", _word(review))
    review.tick(ANNOUNCES)
    assert review.stages == ["announced"]
    with review.store.transaction() as record:
        row = record.contests.get(1)
        row.stage, row.decision, row.approved_at = Stage.REVIEW, 1, None
        for said in record.utterances.of_contest(1)[1:]:
            record._session.delete(said)
    review.tick(ANNOUNCES + HOUR)

    assert "another winner" in review.contest().held
    assert other.acts(*ACTS) == ["reply", "publish"]


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
    review.tick(ANNOUNCES - HOUR)
    for minutes in (0, 20, 60, 120, 300, 900, 2700, 8100, 24 * 60 * 7 + 5):
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

    _approve(review)
    review.tick(days(30) + HOUR)
    assert review.stages == ["announced"]


@pytest.mark.parametrize("settings", ["REVIEW=required\n", ""])
def test_a_yes_is_asked_for_where_it_is_required(make_week: Callable[..., Week], settings: str) -> None:
    """And where it is not, the hour is enough."""
    week = _in_review(make_week(settings))
    week.tick(ANNOUNCES)
    if settings:
        assert week.page.acts() == []
        assert any("Waits for a person" in notice.text for notice in week.notices)
        _approve(week)
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
        decisions.release(record, 1, _word(review))
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
        decisions.pick(record, 1, "2", _word(review))
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
    week = _in_review(make_week("ANNOUNCE_BY=post,reply\n"))
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
