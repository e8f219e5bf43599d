"""A correction that meets trouble: each act is said once, and until a word of it stands the old result counts."""

from collections.abc import Callable

import pytest

from captionbot import decisions
from captionbot.decisions import UNDER_PAUSE
from captionbot.errors import NotNow, NotSent, PermissionLost
from captionbot.store.utterances import Kind
from tests.rooms.landed import lose_photo
from tests.rooms.pretend import LOST, NOT_SENT, STANDS, Answer, lies, refuses
from tests.rooms.public import DAY, SORRY, correct, make_public, said_by, texts_of
from tests.rooms.week import Week
from tests.store.made import ANNOUNCES, HOUR, MINUTE

MakeWeek = Callable[..., Week]


def test_under_a_pause_it_waits_for_a_person(announced: Week) -> None:
    """As everything does."""
    with announced.store.transaction() as record:
        record.staff.pause("maria", "a funeral", announced.clock.now())
    correct(announced)
    announced.tick()
    assert (announced.page.acts(), announced.contest().held) == ([], UNDER_PAUSE)

    with announced.store.transaction() as record:
        decisions.resume(record, announced.word)
    announced.tick(ANNOUNCES + 2 * DAY)
    assert announced.page.acts() == []
    with announced.store.transaction() as record:
        decisions.release(record, 1, announced.word)
    announced.tick()
    assert announced.page.acts("reply", "publish", "edit") == ["reply", "publish", "edit", "edit"]


def test_an_act_that_is_lost_is_looked_for_and_said_once(announced: Week) -> None:
    """Each of the four, whether it stands or not."""
    correct(announced)
    announced.page.answers(lies(3), LOST, lies(3), LOST)
    for minutes in (0, 5, 11, 15, 30, 60, 90):
        announced.page.facts.answers.clear() if minutes > 30 else None
        announced.tick(ANNOUNCES + DAY + minutes * MINUTE)

    assert announced.stages == ["announced"]
    assert [text.count(SORRY) for text in texts_of(announced).values()] == [0, 1, 0, 1, 0]


def test_the_old_words_wait_an_hour_for_the_link_and_no_longer(announced: Week) -> None:
    """The new winner has a reply and the post can't be made: then they name the winner without it."""
    correct(announced)
    refused = refuses(PermissionLost("The token may not post.", code=200))
    announced.page.answers(STANDS, refused)
    announced.tick()
    announced.page.answers(refused)
    announced.tick(ANNOUNCES + DAY + 59 * MINUTE)
    assert announced.page.acts("edit") == []

    announced.page.answers(refused, STANDS, STANDS)
    announced.tick(ANNOUNCES + DAY + 61 * MINUTE)
    assert announced.page.acts("edit") == ["edit", "edit"]
    assert not any("https" in text for text in texts_of(announced).values() if SORRY in text)
    announced.tick(ANNOUNCES + DAY + 120 * MINUTE)
    assert announced.stages == ["announced"]


def test_a_photo_that_is_gone_keeps_no_reply_back(announced: Week) -> None:
    """Each act survives the others' failure; the old words wait for the link all the same."""
    lose_photo(announced)
    correct(announced)
    announced.tick()
    assert announced.page.acts() == ["reply"]
    assert any("horse.jpg" in notice.text for notice in announced.notices)

    announced.tick(ANNOUNCES + DAY + HOUR)
    assert announced.page.acts() == ["reply", "edit", "edit"]
    assert not any("https" in text for text in texts_of(announced).values() if SORRY in text)


def test_a_contest_post_that_is_gone_is_told(make_week: MakeWeek) -> None:
    """It is no word of ours that needs none: a person looks."""
    week = make_public(make_week("ANNOUNCE_BY=post,edit\n"))
    week.page.loses(week.contest().post_id or "")
    correct(week)
    week.tick()

    assert (week.stages, week.page.acts("publish", "edit")) == (["announcing"], ["publish", "edit"])
    assert any("is not to be seen" in notice.text for notice in week.notices)


def test_no_route_stops_it_for_now(announced: Week) -> None:
    """No other act would fare better."""
    correct(announced)
    announced.page.answers(NOT_SENT, STANDS)
    announced.tick()
    assert announced.page.acts("publish", "edit") == ["publish", "edit", "edit"]
    announced.page.facts.trouble = {"comment": NotSent("No route to Facebook.")}
    announced.tick()
    announced.page.facts.trouble = {}
    announced.tick(ANNOUNCES + DAY + HOUR)
    assert announced.stages == ["announced"]


GONE_NOW = "the winner's comment is gone from Facebook"
DOUBTS = {
    "gone": (None, GONE_NOW),
    "reworded": ({"text": "Buy my shoes"}, "its words changed: picked “Caption number 2”, now “Buy my shoes”"),
    "hidden": ({"hidden": True}, "the new winner's comment is hidden on Facebook"),
}


@pytest.mark.parametrize(("changes", "why"), DOUBTS.values(), ids=DOUBTS)
def test_a_new_winner_that_is_not_what_it_was_stops_it(
    announced: Week, changes: dict[str, object] | None, why: str
) -> None:
    """The old result stays announced, and a person decides."""
    correct(announced)
    if changes is None:
        announced.page.loses("9_2")
    else:
        announced.page.changes("2", **changes)
    report = announced.tick()

    assert (announced.page.acts(), announced.stages) == ([], ["announced"])
    shown = announced.view()["contests"][0]
    assert (shown["note"], shown["winner"]["comment_id"]) == (f"its correction was stopped: {why}", "1")  # type: ignore[index] # JSON
    told = announced.notices[-1]
    assert told.text == f"Its correction was stopped: {why}."
    assert (
        told.do == "The old result stands. `captionbot pick 1 COMMENT --because TEXT --correct` names another winner."
    )
    assert report.unfinished
    announced.tick(ANNOUNCES + 2 * DAY)
    assert announced.page.acts() == []


def test_picked_once_more_with_its_new_words_it_is_said(announced: Week) -> None:
    """They were shown to whoever picked."""
    correct(announced)
    announced.page.changes("2", text="Hay there", hidden=True)
    announced.tick()
    correct(announced)
    announced.tick()

    assert "“Hay there”" in announced.page.own()[-1].text


def test_a_new_winner_that_is_gone_can_not_be_picked_again(announced: Week) -> None:
    """Another can."""
    correct(announced)
    announced.page.loses("9_2")
    announced.tick()

    with pytest.raises(NotNow, match="withdrawn"):
        correct(announced)
    correct(announced, "3")
    announced.tick()
    assert "“Caption number 3”" in announced.page.own()[-1].text
    assert announced.utterances()[Kind.REPLY].decision == 3


@pytest.mark.parametrize("stands", [True, False])
def test_a_winner_that_goes_while_the_post_is_in_doubt(make_week: MakeWeek, *, stands: bool) -> None:
    """It is known first whether the post stands: then it is the result, and else the old one is."""
    week = make_public(make_week("ANNOUNCE_BY=post,reply\n"))
    correct(week)
    week.page.answers(lies(3) if stands else LOST, NOT_SENT)
    week.tick()
    week.page.loses("9_2")
    for minutes in (1, 2, 12, 13, 14):
        week.tick(ANNOUNCES + DAY + minutes * MINUTE)

    assert week.stages == ["announced"]
    if stands:
        assert week.view()["contests"][0]["winner"]["comment_id"] == "2"  # type: ignore[index] # JSON
        assert week.page.acts("edit") == ["edit", "edit"]
        assert "Its reply could not be said in time; the rest stands on the Page." in [one.text for one in week.notices]
    else:
        assert week.view()["contests"][0]["note"] == f"its correction was stopped: {GONE_NOW}"
        assert week.page.acts("edit") == []


def test_a_winner_that_goes_while_nobody_can_look(make_week: MakeWeek) -> None:
    """A look that fails proves nothing: the doubt stays a doubt."""
    week = make_public(make_week("ANNOUNCE_BY=post\n"))
    correct(week)
    week.page.answers(LOST)
    week.tick()
    week.page.loses("9_2")
    week.page.facts.trouble = {"recent_posts": PermissionLost("May not list.", code=10)}
    week.tick(ANNOUNCES + DAY + 15 * MINUTE)
    assert week.stages == ["announcing"]

    week.page.facts.trouble = {}
    week.tick(ANNOUNCES + DAY + 20 * MINUTE)
    assert week.stages == ["announced"]
    assert week.view()["contests"][0]["note"].startswith("its correction was stopped")


def test_a_winner_that_goes_and_a_post_that_nobody_can_find(make_week: MakeWeek) -> None:
    """Too late to look any more, it is stuck, as an announcement would be."""
    week = make_public(make_week("ANNOUNCE_BY=post\n"))
    correct(week)
    week.page.answers(LOST)
    week.tick()
    week.page.loses("9_2")
    week.tick(ANNOUNCES + 30 * DAY)

    assert week.stages == ["stuck"]
    assert week.notices[-1].do.startswith("Look on the Page, then `captionbot settle 1 --live ID --what announcement`")


def test_what_is_not_said_in_time_leaves_the_old_result(announced: Week) -> None:
    """Staff are asked; nothing was said."""
    correct(announced)
    announced.page.answers(NOT_SENT)
    announced.page.facts.trouble = {"replies": NotSent("No route.")}
    announced.tick()
    announced.page.facts.trouble = {}
    announced.tick(ANNOUNCES + 30 * DAY)

    assert announced.page.acts("reply", "publish", "edit") == []
    assert announced.view()["contests"][0]["note"] == "its correction was stopped: it could not be said in time"
    assert announced.contest().decision == 1


def test_an_edit_that_nobody_can_tell_of_is_stuck_and_settled(announced: Week) -> None:
    """By the kind of the edit."""
    correct(announced)
    announced.page.answers(STANDS, STANDS, LOST)
    announced.tick()
    announced.tick(ANNOUNCES + 30 * DAY)
    assert announced.stages == ["stuck"]
    assert "Nobody can tell whether its old reply was edited. The note in the old reply was sent once" in (
        announced.contest().note
    )

    with announced.store.transaction() as record:
        decisions.settle(record, 1, None, announced.word, what=Kind.CORRECTED_REPLY)
    announced.tick()
    assert announced.stages == ["announced"]
    assert [text.count(SORRY) for text in texts_of(announced).values()] == [0, 1, 0, 1, 0]


def test_old_words_that_were_taken_down_need_no_note(announced: Week) -> None:
    """What was said a moment ago may only not be shown yet; so it is looked for a while."""
    for said_id in said_by(announced, 1).values():
        announced.page.loses(said_id)
    correct(announced)
    report = announced.tick()
    assert announced.stages == ["announcing"]
    assert any("the note in the old reply is not on the Page; it is tried again" in line for line in report.lines)

    announced.tick(ANNOUNCES + DAY + 10 * MINUTE)
    assert (announced.stages, announced.page.acts("edit")) == (["announced"], [])
    link = f"https://www.facebook.com/{said_by(announced, 2)[Kind.ANNOUNCEMENT]}"
    assert announced.notices[-1].text == f"It is corrected: {link}."


def test_staff_who_speak_meanwhile_are_heard(announced: Week) -> None:
    """A hold keeps quiet what is not said yet."""
    correct(announced)
    with announced.store.transaction() as record:
        decisions.hold(record, 1, announced.word)
    announced.tick()

    assert announced.page.acts() == []
    assert announced.notices[-1].text == "On hold: funnier."


ANSWERS = {"a lie": lies(), "a lie and a lag": lies(9), "lost": LOST, "not sent": NOT_SENT, "refused": refuses()}


@pytest.mark.parametrize("act", range(5), ids=["reply", "post", "contest post", "old reply", "old post"])
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_whatever_comes_of_an_act_each_is_said_once(make_week: MakeWeek, act: int, answer: Answer) -> None:
    """And the others are said all the same."""
    week = make_public(make_week("ANNOUNCE_BY=reply,post,edit\n"))
    correct(week)
    week.page.answers(*[STANDS] * act, answer)
    for minutes in (0, 1, 5, 11, 13, 15, 30, 60, 90):
        week.tick(ANNOUNCES + DAY + minutes * MINUTE)

    assert week.stages == ["announced"]
    texts = list(texts_of(week).values())
    assert (len(week.page.own()), len(week.page.own_replies())) == (3, 2)
    assert sum(text.count(SORRY) for text in texts) == 2
    assert week.page.own()[0].text.count("Correction: the winner is") == 1
    assert week.notices[-1].text.startswith("It is corrected")
