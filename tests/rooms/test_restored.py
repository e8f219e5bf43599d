"""A restored backup: what the Page has named already is found, and nobody is named beside it."""

from collections.abc import Callable

import pytest

from captionbot import decisions
from captionbot.contest.comment import Comment
from captionbot.contest.stages import Stage
from captionbot.decisions import Word
from captionbot.errors import Gone
from captionbot.store.utterances import Kind, Outcome
from tests.contest.made import PAGE, comment
from tests.rooms.week import ACTS, Week
from tests.store.made import ANNOUNCES, HOUR, MINUTE

WAYS = {"reply": ["reply"], "post": ["publish"], "edit": ["edit"], "reply,post,edit": ["reply", "publish", "edit"]}
NAMED = "The Page has named another winner of this contest already (was a backup restored?)."
WAYS_OUT = "Look on the Page; then pick 1 COMMENT and release 1, or void 1, or take the old announcement down."


def _announced(week: Week, winner: str) -> None:
    """Staff picked a winner, who was announced; then the record forgot both."""
    with week.store.transaction() as record:
        decisions.pick(record, 1, winner, week.word)
    week.tick(ANNOUNCES)
    assert week.stages == ["announced"]
    for reply in week.page.own_replies():  # readings go on, and keep what the Page says itself
        with week.store.transaction() as record:
            reading = record.comments.begin_reading(1, ANNOUNCES)
            record.comments.keep(1, reading.id, [reply], ANNOUNCES)
    with week.store.transaction() as record:
        row = record.contests.get(1)
        row.stage, row.decision, row.approved_at, row.approved_by = Stage.REVIEW, 1, None, ""
        for said in record.utterances.of_contest(1):
            if said.kind != Kind.POST:
                record._session.delete(said)


def _release(week: Week) -> None:
    with week.store.transaction() as record:
        decisions.release(record, 1, week.word)


@pytest.fixture(params=WAYS)
def forgetful(request: pytest.FixtureRequest, make_week: Callable[..., Week]) -> Week:
    """A record that has forgotten that the second was announced, and would name the first; in each way."""
    week = make_week(f"ANNOUNCE_BY={request.param}\n").in_review()
    _announced(week, "2")
    return week


def test_no_second_winner_is_named_beside_the_first(forgetful: Week) -> None:
    """Whatever it was announced by; staff are told once, and `release` alone doesn't let it go on."""
    before = forgetful.page.acts(*ACTS)
    forgetful.tick(ANNOUNCES + HOUR)
    assert forgetful.contest().held == f"{NAMED[0].lower()}{NAMED[1:-1]}"
    for hour in (2, 3):
        _release(forgetful)
        assert forgetful.tick(ANNOUNCES + hour * HOUR).unfinished

    assert (forgetful.stages, forgetful.page.acts(*ACTS)) == (["review"], before)
    assert [(one.text, one.do) for one in forgetful.notices if one.text == NAMED] == [(NAMED, WAYS_OUT)]


def test_a_release_from_something_else_does_not_switch_the_look_off(forgetful: Week) -> None:
    """It was held for a funeral, and released."""
    before = forgetful.page.acts(*ACTS)
    with forgetful.store.transaction() as record:
        decisions.hold(record, 1, Word("maria", ANNOUNCES, "a funeral"))
    _release(forgetful)
    forgetful.tick(ANNOUNCES + HOUR)

    assert (forgetful.stages, forgetful.page.acts(*ACTS)) == (["review"], before)


def test_picked_as_it_was_named_it_is_taken_up_as_it_stands(forgetful: Week) -> None:
    """Nothing is said again."""
    before = forgetful.page.acts(*ACTS)
    forgetful.tick(ANNOUNCES + HOUR)
    with forgetful.store.transaction() as record:
        decisions.pick(record, 1, "2", forgetful.word)
    _release(forgetful)
    forgetful.tick(ANNOUNCES + 2 * HOUR)

    assert (forgetful.stages, forgetful.page.acts(*ACTS)) == (["announced"], before)
    assert {row.outcome for row in forgetful.utterances().values()} == {Outcome.SAID}


def test_the_same_winner_with_other_votes_is_taken_up_as_it_stands(forgetful: Week) -> None:
    """The votes were read anew, so that our own words would be others."""
    before = forgetful.page.acts(*ACTS)
    with forgetful.store.transaction() as record:
        decision = decisions.pick(record, 1, "2", forgetful.word)
        decision.votes = 777
    forgetful.tick(ANNOUNCES + HOUR)

    assert (forgetful.stages, forgetful.page.acts(*ACTS)) == (["announced"], before)


@pytest.mark.parametrize("way", WAYS)
def test_once_the_old_one_is_taken_down_the_new_one_is_said(make_week: Callable[..., Week], way: str) -> None:
    """By hand, on Facebook; then it is released."""
    week = make_week(f"ANNOUNCE_BY={way}\n").in_review()
    words = week.page.own()[0].text
    _announced(week, "2")
    week.tick(ANNOUNCES + HOUR)
    for post in week.page.own()[1:]:
        week.page.loses(post.post_id)
    for reply in week.page.own_replies():
        week.page.loses(reply.graph_id)
        with week.store.transaction() as record:
            gone = record.comments.get(1, reply.comment_id)
            assert gone
            gone.withdrawn_at = week.clock.at
    week.page.changes(week.page.own()[0].post_id, text=words)
    week.page.facts.heard.clear()
    _release(week)
    week.tick(ANNOUNCES + 2 * HOUR)

    assert (week.stages, week.page.acts(*ACTS)) == (["announced"], WAYS[way])


def test_an_answer_that_went_with_its_comment_names_nobody(make_week: Callable[..., Week]) -> None:
    """Its winner deleted the comment, and the reply with it: the first of those left is announced."""
    week = make_week("ANNOUNCE_BY=reply\n").in_review()
    _announced(week, "2")
    week.page.loses("2")
    week.page.facts.heard.clear()
    week.page.facts.trouble = {"replies": Gone("not to be seen", code=100, subcode=33)}
    replies, asked = week.page.replies, list[str]()

    def gone(graph_id: str) -> list[Comment]:
        asked.append(graph_id)
        if graph_id == "9_1":
            week.page.facts.trouble = {}
        return replies(graph_id)

    week.page.replies = gone  # type: ignore[method-assign] # this one Page's
    week.tick(ANNOUNCES + HOUR)

    assert asked[:2] == ["9_2", "9_1"]
    assert (week.stages, [one.target for one in week.page.facts.heard]) == (["announced"], ["9_1"])


def test_what_staff_say_about_others_names_no_winner(review: Week) -> None:
    """An answer under a caption, without the contest's name; a caption quoted above the marker; an empty one."""
    with review.store.transaction() as record:
        reading = record.comments.begin_reading(1, ANNOUNCES)
        ours = comment(7, "Thank you!", by=PAGE, reply_to="2")
        record.comments.keep(1, reading.id, [ours, comment(8, ""), comment(9, "Caption number 1")], ANNOUNCES)
    [post] = review.page.own()
    review.page.changes(post.post_id, text=f"“Caption number 2” made us laugh.\n\n{post.text}\n\n“”")
    review.tick(ANNOUNCES)

    assert (review.stages, review.page.acts(*ACTS)) == (["announced"], ["reply", "publish"])


def test_the_named_line_in_the_words_of_a_visitor_names_no_winner(review: Week) -> None:
    """Only the Page announces."""
    _announced(review, "2")
    for reply in review.page.own_replies():
        review.page.changes(reply.comment_id, entrant_id="fan-7")
        with review.store.transaction() as record:
            row = record.comments.get(1, reply.comment_id)
            assert row
            row.entrant_id = "fan-7"
    result = review.page.own()[-1]
    review.page.changes(result.post_id, by_page=False)
    review.page.facts.heard.clear()
    review.tick(ANNOUNCES + HOUR)

    assert (review.stages, review.page.acts(*ACTS)) == (["announced"], ["reply", "publish"])


def test_a_restored_backup_announces_nothing_twice(review: Week) -> None:
    """What stands is found by its words and its marker."""
    review.tick(ANNOUNCES)
    with review.store.transaction() as record:
        row = record.contests.get(1)
        row.stage = Stage.ANNOUNCING
        for said in record.utterances.of_contest(1):
            if said.kind != Kind.POST:
                said.outcome, said.said_id, said.photo_id = Outcome.INTENDED, None, None
    report = review.tick(ANNOUNCES + HOUR)

    assert review.page.acts(*ACTS) == ["reply", "publish"]
    assert review.stages == ["announced"]
    assert report.lines == [
        "Contest no. 1: the reply was found on the Page and is not said again (9_r3).",
        "Contest no. 1: the announcement was found on the Page and is not said again (100200300_505).",
        "Contest no. 1 is announced.",
    ]


def test_what_is_said_is_reported_in_plain_words(make_week: Callable[..., Week]) -> None:
    """A line for each act, with its id."""
    week = make_week("ANNOUNCE_BY=reply,post,edit\n").in_review()
    assert week.tick(ANNOUNCES + MINUTE).lines == [
        "Contest no. 1: the winner has a reply (9_r3).",
        "Contest no. 1: the announcement is posted (100200300_505).",
        "Contest no. 1: the post is edited (100200300_502).",
        "Contest no. 1 is announced.",
    ]
