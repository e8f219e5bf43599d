"""Taking a result back: it stands in the record at once, and our own words on the Page say so, each once."""

from collections.abc import Callable

import pytest

from captionbot import decisions
from captionbot.contest.wording import WITHDRAWN
from captionbot.decisions import Retracted, Word
from captionbot.errors import NotNow, PermissionLost
from captionbot.queueing import waiting
from captionbot.store.utterances import Outcome
from tests.contest.made import PAGE
from tests.rooms.pretend import LOST, lies, refuses
from tests.rooms.public import DAY, correct, make_public
from tests.rooms.week import Week
from tests.store.made import ANNOUNCES, MINUTE

MakeWeek = Callable[..., Week]


def _retract(week: Week) -> Retracted:
    with week.store.transaction() as record:
        return decisions.retract(record, 1, Word("maria", week.clock.now(), "it was copied"))


def _said(week: Week) -> list[str]:
    """What stands in our words, the contest post first."""
    return [post.text for post in week.page.own()] + [reply.text for reply in week.page.own_replies()]


def test_our_own_words_say_so_and_keep_every_word(announced: Week) -> None:
    """Those that name the winner; nothing is deleted, nothing is hidden."""
    post, *before = _said(announced)
    _retract(announced)
    assert announced.stages == ["retracted"]
    for minutes in (0, 1, 60):
        announced.tick(ANNOUNCES + DAY + minutes * MINUTE)

    assert announced.page.acts() == ["edit", "edit"]
    assert _said(announced) == [post, *(f"{text}\n\n{WITHDRAWN}" for text in before)]


def test_a_corrected_result_is_withdrawn_everywhere(make_week: MakeWeek) -> None:
    """The old words and the new, and the contest post once."""
    week = make_public(make_week("ANNOUNCE_BY=reply,post,edit\n"))
    correct(week)
    week.tick()
    told = _retract(week)
    week.tick(ANNOUNCES + 2 * DAY)

    assert [text.count(WITHDRAWN) for text in _said(week)] == [1] * 5
    assert [name for name, _ in told.stands] == [
        "the contest post",
        "the reply to “Caption number 1”",
        "the announcement",
        "the reply to “Caption number 2”",
        "the correction",
    ]
    assert told.words == (
        "We have withdrawn the result of Beat the Caption of Friday 27 November 2026. There is no winner for now, "
        "and we are sorry. Thank you to everyone who sent a caption."
    )


def test_what_was_corrected_back_is_withdrawn_everywhere(make_week: MakeWeek) -> None:
    """Both replies to the one comment as well."""
    week = make_public(make_week("ANNOUNCE_BY=reply,post,edit\n"))
    for comment in ("2", "1"):
        week.clock.on(hours=1)
        correct(week, comment)
        week.tick()
    _retract(week)
    week.tick(ANNOUNCES + 2 * DAY)

    assert [text.count(WITHDRAWN) for text in _said(week)] == [1] * 7


def test_who_asked_to_be_forgotten_is_not_quoted(announced: Week) -> None:
    """The reply is named by the comment's number."""
    with announced.store.transaction() as record:
        row = record.comments.get(1, "1")
        assert row
        row.sealed_at = announced.clock.now()

    assert _retract(announced).stands[1][0] == "the reply to comment 9_1"


def test_staff_are_told_what_stands_and_what_they_may_write(announced: Week) -> None:
    """And `status` shows why."""
    told = _retract(announced)

    contest, result = (post.post_id for post in announced.page.own())
    assert ("the contest post", f"https://www.facebook.com/{contest}") in told.stands
    assert ("the announcement", f"https://www.facebook.com/{result}") in told.stands
    [reply] = announced.page.own_replies()
    place = f"under https://www.facebook.com/{contest} (no. {reply.graph_id})"
    assert ("the reply to “Caption number 1”", place) in told.stands
    assert announced.notices[-1].text.startswith(
        "Its result is retracted. On the Page stand: the contest post https://"
    )
    assert announced.notices[-1].do == f"You may write there: {told.words}"
    assert announced.view()["contests"][0]["note"] == "retracted by maria: it was copied"
    assert announced.contest().never_again
    assert announced.audit[-1].action == "retract"


def test_each_note_is_written_once_whatever_facebook_says(announced: Week) -> None:
    """It is looked for, and tried again where it surely isn't there."""
    _retract(announced)
    announced.page.answers(lies(3), LOST)
    for minutes in (0, 5, 11, 15, 30):
        announced.tick(ANNOUNCES + DAY + minutes * MINUTE)

    assert [text.count(WITHDRAWN) for text in _said(announced)] == [0, 1, 1]


def test_what_was_written_by_hand_is_not_written_again(announced: Week) -> None:
    """A restored record finds it, too."""
    _retract(announced)
    for thing in (announced.page.own()[1].post_id, announced.page.own_replies()[0].graph_id):
        announced.page.changes(thing.rpartition("_")[2], text=f"Sorry!\n{WITHDRAWN}")
    announced.tick()

    assert announced.page.acts() == []


def test_what_is_refused_is_told_and_tried_for_a_week(announced: Week) -> None:
    """Then it is a person's; said once more, it is tried again."""
    refused = refuses(PermissionLost("The token may not edit.", code=200))
    _retract(announced)
    announced.page.answers(refused, refused)
    announced.tick()
    assert "The token may not edit." in [one.text for one in announced.notices]

    report = announced.tick(ANNOUNCES + 9 * DAY)
    post = announced.page.own()[1].post_id
    what = (
        "The note in the announcement that the result is withdrawn was not written: "
        f"the time for it is over (The token may not edit). https://www.facebook.com/{post}"
    )
    assert what in [one.text for one in announced.notices]
    assert any(what in line for line in report.lines)
    announced.tick(ANNOUNCES + 10 * DAY)
    assert announced.page.acts() == ["edit", "edit"]

    _retract(announced)
    announced.tick()
    assert announced.page.acts() == ["edit", "edit", "edit", "edit"]
    assert [text.count(WITHDRAWN) for text in _said(announced)] == [0, 1, 1]


def test_what_nobody_can_tell_of_is_told_and_never_stuck(announced: Week) -> None:
    """A person looks."""
    _retract(announced)
    announced.page.answers(LOST)
    announced.tick()
    announced.tick(ANNOUNCES + 9 * DAY)

    assert announced.stages == ["retracted"]
    assert any("nobody can tell whether it was written" in one.text for one in announced.notices)


def test_under_a_pause_nothing_is_written_and_nothing_when_it_ends(announced: Week) -> None:
    """Somebody says it once more."""
    with announced.store.transaction() as record:
        record.staff.pause("maria", "a funeral", announced.clock.now())
    _retract(announced)
    announced.tick()
    assert any("was not written: the Page was paused (a funeral)." in one.text for one in announced.notices)
    with announced.store.transaction() as record:
        decisions.resume(record, announced.word)
    announced.tick(ANNOUNCES + 2 * DAY)
    assert announced.page.acts() == []

    _retract(announced)
    announced.tick()
    assert announced.page.acts() == ["edit", "edit"]


def test_a_folder_that_can_not_be_read_only_delays_it(announced: Week) -> None:
    """Nobody gave that pause."""
    _retract(announced)
    elsewhere = announced.photos.root.rename(announced.photos.root.with_name("elsewhere"))
    report = announced.tick()
    assert announced.page.acts() == []
    assert f"Contest no. 1 waits: The photos folder {announced.photos.root} is missing." in report.lines

    elsewhere.rename(announced.photos.root)
    announced.tick(ANNOUNCES + DAY + MINUTE)
    assert announced.page.acts() == ["edit", "edit"]


def test_what_was_taken_down_by_hand_needs_no_note(announced: Week) -> None:
    """Once it is sure that it isn't merely not shown yet."""
    announced.page.loses(announced.page.own()[1].post_id)
    announced.page.loses(announced.page.own_replies()[0].graph_id)
    _retract(announced)
    announced.tick()
    announced.tick(ANNOUNCES + DAY + 11 * MINUTE)

    assert (announced.page.acts(), len([one for one in announced.notices if "not written" in one.text])) == ([], 0)
    with announced.store.view() as record:
        assert {row.outcome for row in record.utterances.of_contest(1)} == {Outcome.SAID, Outcome.GIVEN_UP}
        assert not record.utterances.withdrawing()


def test_facebook_out_of_reach_stops_nothing_but_the_tick(announced: Week) -> None:
    """It is tried at the next."""
    _retract(announced)
    announced.page.facts.trouble = {"comment": PermissionLost("May not read.", code=10)}
    announced.tick()
    assert "May not read." in [one.text for one in announced.notices]

    announced.page.facts.trouble = {}
    announced.tick(ANNOUNCES + DAY + MINUTE)
    assert [text.count(WITHDRAWN) for text in _said(announced)] == [0, 1, 1]


def test_a_retracted_winner_is_no_winner_of_late(announced: Week) -> None:
    """It counts for no cooldown."""
    _retract(announced)

    with announced.store.view() as record:
        assert record.contests.recent_winners(ANNOUNCES - 30 * DAY) == set()


def test_its_photo_takes_no_slot_any_more(announced: Week) -> None:
    """Whatever it is called by now; the next one does."""
    announced.photo("again.jpg", content=announced.jpeg)
    announced.photo("horses.jpg")
    _retract(announced)
    announced.tick()

    with announced.store.view() as record:
        first, second = waiting(record, announced.photos, announced.settings, announced.clock.now())
    what = "again.jpg is the photo of contest no. 1, whose result was retracted."
    assert (what, True) in [(one.what, one.waits) for one in first.problems]
    assert (second.name, second.waits) == ("horses.jpg", False)


def test_a_result_is_retracted_once(announced: Week) -> None:
    """There is nothing to try again where all was written."""
    _retract(announced)
    announced.tick()

    with pytest.raises(NotNow, match="is retracted already"):
        _retract(announced)


@pytest.mark.parametrize("stage", ["review", "announcing", "stuck", "open", "void", "missed"])
def test_only_what_is_public_is_retracted(announced: Week, stage: str) -> None:
    """With the reason."""
    with announced.store.transaction() as record:
        record.contests.get(1).stage = stage

    with pytest.raises(NotNow, match="You can't retract the result of contest no"):
        _retract(announced)


def test_facebooks_own_link_to_the_comment_is_given(announced: Week) -> None:
    """The reply stands right under it."""
    with announced.store.transaction() as record:
        row = record.comments.get(1, "1")
        assert row
        row.permalink = "https://facebook.example/c/1"

    assert ("the reply to “Caption number 1”", "https://facebook.example/c/1") in _retract(announced).stands
    assert announced.contest().page_id == PAGE
