"""The winner's comment is read once more: gone, hidden or changed, a person decides."""

from collections.abc import Callable

import pytest

from captionbot.contest.doubts import GONE
from captionbot.contest.stages import Stage
from captionbot.runner.winner import HIDDEN
from tests.rooms.pretend import LOST, NOT_SENT, STANDS, lies
from tests.rooms.week import ACTS, Week
from tests.store.made import ANNOUNCES, HOUR, MINUTE


def _told(week: Week) -> list[tuple[str, str]]:
    """What staff were told after the close, and what to do."""
    return [(one.text, one.do) for one in week.notices if not one.key.startswith("closed")]


def test_a_winner_whose_words_changed_waits_for_a_person(review: Week) -> None:
    """Before and after are both in the record; told once, in the tick that saw it."""
    review.page.changes("1", text="Something nobody would sign")
    assert review.tick(ANNOUNCES).unfinished
    told = _told(review)
    review.tick(ANNOUNCES + HOUR)

    assert review.page.acts() == []
    row = review.contest()
    assert row.stage == Stage.REVIEW
    changed = "the winner's words changed: tallied “Caption number 1”, now “Something nobody would sign”"
    assert row.doubts == [changed]
    assert _told(review) == told
    assert [text for text, _ in told] == [f"A person must approve: {changed}."]
    assert "captionbot entries 1" in told[0][1]


def test_words_that_a_person_has_seen_are_announced(review: Week) -> None:
    """The yes is to the words that were tallied; if they change once more, it is asked again."""
    review.page.changes("1", text="Changed once")
    review.tick(ANNOUNCES)
    review.approve()
    review.tick(ANNOUNCES + HOUR)
    assert review.page.acts(*ACTS) == ["reply", "publish"]


def test_words_that_change_again_are_asked_about_again(review: Week) -> None:
    """The yes was to others."""
    review.page.changes("1", text="Changed once")
    review.tick(ANNOUNCES)
    review.approve()
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
    assert row.doubts == [GONE]
    assert [text for text, _ in _told(review)] == [f"A person must approve: {GONE}."]

    review.approve()
    review.tick(ANNOUNCES + HOUR)
    assert [one.target for one in review.page.facts.heard if one.act == "reply"] == ["9_2"]
    assert "Caption number 2" in review.page.own()[-1].text


def test_when_all_are_gone_there_is_no_winner(review: Week) -> None:
    """One after the other steps up, and then nobody is left."""
    for number in ("1", "2", "3"):
        review.page.loses(number)
        review.tick(ANNOUNCES)
        if review.contest().decision is not None:
            review.approve()
    review.tick(ANNOUNCES + HOUR)

    assert (review.stages, review.page.acts()) == (["void"], [])
    assert ("The winner's comment is gone from Facebook.", "No other entry is left.") in _told(review)
    words = "`captionbot draft nothing-found 1` has words for the Page."
    assert [one.text for one in review.notices if one.do == words] == [f"It is void: {review.contest().note}."]


def test_a_reply_goes_with_the_comment_that_it_answered(review: Week) -> None:
    """So where nothing else stands the runner-up steps up, and one announcement is made in all."""
    review.page.answers(lies(), NOT_SENT)
    review.tick(ANNOUNCES)
    review.page.loses("1")
    review.tick(ANNOUNCES + HOUR)
    assert (review.contest().stage, review.contest().decision) == (Stage.REVIEW, 2)

    review.approve()
    review.tick(ANNOUNCES + 2 * HOUR)
    assert [one.target for one in review.page.facts.heard if one.act == "reply"] == ["9_1", "9_2"]
    assert len(review.page.own()) == 2
    assert review.stages == ["announced"]


def test_an_announcement_that_stands_is_the_result(make_week: Callable[..., Week]) -> None:
    """Though its winner is gone before the reply was made: no second one is announced."""
    week = make_week("ANNOUNCE_BY=post,reply\n").in_review()
    week.page.answers(STANDS, NOT_SENT)
    week.tick(ANNOUNCES)
    week.page.loses("1")
    week.tick(ANNOUNCES + HOUR)

    assert (week.stages, week.contest().decision) == (["announced"], 1)
    assert week.contest().note == f"part of the announcement could not be said: {GONE}"
    assert _told(week) == [("The winner's comment is gone from Facebook.", "The announcement stands on the Page.")]
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
    assert review.contest().doubts == [HIDDEN]

    review.approve()
    review.tick(ANNOUNCES + HOUR)
    assert review.stages == ["announced"]


def test_a_contest_whose_post_is_gone_has_no_winner_to_announce(review: Week) -> None:
    """The winner went with it; looked for twice, ten minutes apart, it is void, and nothing is said."""
    review.page.loses("1")
    review.page.loses(review.contest().post_id or "")
    review.tick(ANNOUNCES)
    assert (review.stages, review.contest().decision) == (["review"], 1)
    review.tick(ANNOUNCES + 10 * MINUTE)

    assert (review.stages, review.page.acts()) == (["void"], [])


def test_words_that_change_while_an_act_is_in_doubt_are_not_asked_about_yet(review: Week) -> None:
    """The reply may stand; once it is known not to, a person decides."""
    review.page.answers(LOST, NOT_SENT)
    review.tick(ANNOUNCES)
    review.page.changes("1", text="Something nobody would sign")
    review.tick(ANNOUNCES + 5 * MINUTE)
    assert (review.stages, review.contest().doubts) == (["announcing"], [])

    review.tick(ANNOUNCES + 10 * MINUTE)
    assert review.stages == ["review"]
    assert len(review.contest().doubts) == 1
    assert review.page.acts(*ACTS) == ["reply", "publish"]  # neither of which stands


def test_words_that_change_after_a_part_was_said_change_nothing(review: Week) -> None:
    """The rest says the same as what stands already."""
    review.page.answers(STANDS, LOST)
    review.tick(ANNOUNCES)
    review.page.changes("1", text="Something nobody would sign")
    review.tick(ANNOUNCES + 10 * MINUTE)

    assert review.stages == ["announced"]
    assert "Caption number 1" in review.page.own()[-1].text
