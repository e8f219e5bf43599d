"""A correction that staff think better of before a word of it is public; and fans who write our own words."""

from collections.abc import Callable

import pytest

from captionbot import decisions
from captionbot.contest.wording import CORRECTED, WITHDRAWN
from captionbot.decisions import AnnounceAs, Word
from captionbot.errors import NotNow
from captionbot.store.utterances import Kind
from tests.rooms.pretend import LOST, STANDS
from tests.rooms.public import DAY, correct, said_by, texts_of
from tests.rooms.week import Week
from tests.store.made import ANNOUNCES, MINUTE

MakeWeek = Callable[..., Week]


@pytest.fixture(params=["at once", "held", "intended"])
def regretted(announced: Week, request: pytest.FixtureRequest) -> Week:
    """A week with a correction of which nothing is said; once as nobody has looked at it, once as a tick has."""
    correct(announced)
    if request.param != "at once":
        with announced.store.transaction() as record:
            decisions.hold(record, 1, announced.word)
        announced.tick()
    if request.param == "intended":
        with announced.store.transaction() as record:
            decisions.release(record, 1, announced.word)
    assert announced.page.acts() == []
    return announced


def _retract(week: Week) -> None:
    with week.store.transaction() as record:
        decisions.retract(record, 1, Word("maria", week.clock.now(), "it was copied"))


def test_naming_the_announced_winner_calls_it_off(regretted: Week) -> None:
    """It is announced as it was, and nothing is said."""
    correct(regretted, "1")
    for minutes in (0, 1, 5000):
        regretted.tick(ANNOUNCES + DAY + minutes * MINUTE)

    assert (regretted.stages, regretted.page.acts(), regretted.contest().decision) == (["announced"], [], 1)
    assert (regretted.contest().held, regretted.contest().note) == ("", "its correction was called off by maria")
    assert ("correction called off", "2") in [(one.action, one.comment_id) for one in regretted.audit]


def test_a_third_is_named_instead(regretted: Week) -> None:
    """And the second never is."""
    correct(regretted, "3")
    regretted.tick()

    assert regretted.page.acts() == ["reply", "upload", "publish", "edit", "edit"]
    assert regretted.stages == ["announced"]
    assert not any("by Fan 2," in text for text in texts_of(regretted).values())
    assert [one.action for one in regretted.audit][-3:] == ["correction called off", "correct", "corrected"]


def test_the_whole_result_is_taken_back(regretted: Week) -> None:
    """Only what stands has its note."""
    _retract(regretted)
    regretted.tick()

    assert (regretted.stages, regretted.page.acts()) == (["retracted"], ["edit", "edit"])
    assert regretted.contest().decision == 1


def test_other_words_for_the_announced_winner_are_refused_and_change_nothing(regretted: Week) -> None:
    """As they are without a correction."""
    with pytest.raises(NotNow, match="is the winner announced already"), regretted.store.transaction() as record:
        decisions.correct(record, 1, "1", regretted.word, AnnounceAs(name="a fan"))

    assert (regretted.stages, regretted.contest().decision) == (["announcing"], 2)


@pytest.mark.parametrize("answers", [(LOST,), (STANDS, LOST)], ids=["in doubt", "said in part"])
def test_what_is_public_or_in_doubt_is_not_called_off(announced: Week, answers: tuple[object, ...]) -> None:
    """It is finished first."""
    correct(announced)
    announced.page.answers(*answers)  # type: ignore[arg-type] # as a parameter
    announced.tick()

    with pytest.raises(NotNow, match="its winner is being announced"):
        correct(announced, "3")
    with pytest.raises(NotNow, match="its winner is being announced"):
        _retract(announced)


@pytest.mark.parametrize("called", ["off", "back", "another"])
def test_called_off_while_a_tick_is_at_work_it_is_not_said(announced: Week, called: str) -> None:
    """The photo is being uploaded: its post is not made any more, whatever is decided instead."""
    correct(announced)
    announced.page.answers(STANDS)
    with announced.store.transaction() as record:
        record.contests.get(1).terms = {**record.contests.get(1).terms, "announce_by": ["post"]}
    upload = announced.page.upload

    def and_staff_decide(jpeg: bytes, *, alt: str) -> str:
        announced.page.upload = upload  # type: ignore[method-assign] # this one Page's
        if called == "off":
            correct(announced, "1")
        elif called == "back":
            _retract(announced)
        else:
            correct(announced, "3")
        return upload(jpeg, alt=alt)

    announced.page.upload = and_staff_decide  # type: ignore[method-assign] # this one Page's
    announced.tick()
    announced.tick(ANNOUNCES + DAY + MINUTE)

    assert not said_by(announced, 2).get(Kind.ANNOUNCEMENT)
    assert not any("is “Caption number 2”" in text for text in texts_of(announced).values())


def _in_our_words(make_week: MakeWeek, words: str) -> Week:
    """A week whose public winner wrote our own words."""
    week = make_week("CAPTION_MAX=299\n").in_review()
    with week.store.transaction() as record:
        row = record.comments.get(1, "1")
        decision = record.contests.decision(record.contests.get(1))
        assert row
        assert decision
        row.text = decision.caption = words
    week.page.changes("1", text=words)
    week.tick(ANNOUNCES)
    assert week.stages == ["announced"]
    week.page.facts.heard.clear()
    week.clock.on(days=1)
    return week


def test_a_caption_in_our_words_stops_no_note_of_a_retraction(make_week: MakeWeek) -> None:
    """It stands in the quotation, and the note below it."""
    week = _in_our_words(make_week, WITHDRAWN)
    _retract(week)
    for minutes in (0, 1, 60):
        week.tick(ANNOUNCES + DAY + minutes * MINUTE)

    assert week.page.acts() == ["edit", "edit"]
    assert [text.endswith(f"\n\n{WITHDRAWN}") for text in texts_of(week).values()] == [False, True, True]


def test_a_caption_in_our_words_stops_no_note_of_a_correction(make_week: MakeWeek) -> None:
    """Nor is it said twice where Facebook gives other line ends and staff type on."""
    week = _in_our_words(make_week, CORRECTED)
    correct(week)
    week.page.answers(STANDS, STANDS, LOST)
    week.tick()
    week.page.changes("9_r3", text=f"Well said! “{CORRECTED}” wins.\r\n\r\n {CORRECTED} Really.")
    week.tick(ANNOUNCES + DAY + 15 * MINUTE)

    assert sum(f"\n\n{CORRECTED}" in text for text in texts_of(week).values()) == 1
    assert week.stages == ["announced"]


def test_the_first_words_stay_true_when_the_correction_is_corrected(announced: Week) -> None:
    """They name nobody but whom they named."""
    first = said_by(announced, 1)
    before = texts_of(announced)
    for comment in ("2", "3"):
        announced.clock.on(hours=1)
        correct(announced, comment)
        announced.tick()

    after = texts_of(announced)
    for said_id in first.values():
        if said_id in before:
            assert "Caption number" not in after[said_id].removeprefix(before[said_id])


def test_a_new_winner_that_is_gone_is_noted_as_any_withdrawal(announced: Week) -> None:
    """With its line among what fans have changed."""
    correct(announced)
    announced.page.loses("9_2")
    announced.tick()

    with announced.store.view() as record:
        assert [(one.comment_id, one.what) for one in record.comments.ledger.changes(1)] == [("2", "withdrawn")]
