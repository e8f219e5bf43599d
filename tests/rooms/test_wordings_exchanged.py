"""Wordings are exchanged while a contest goes on, or the Page knows more than the record: nothing is said twice."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from captionbot import decisions
from captionbot.contest.stages import Stage
from captionbot.contest.wording import BUILT_IN, Wordings
from captionbot.errors import Unknown
from captionbot.runner.named import NAMED
from captionbot.store.utterances import RESULTS, Kind, Outcome
from tests.contest.own_words import STAFFS
from tests.rooms.pretend import LOST, Answer
from tests.rooms.public import DAY, correct, texts_of
from tests.rooms.week import ACTS, Week
from tests.store.made import ANNOUNCES, HOUR, MINUTE, SLOT

WAYS = ("reply", "post", "edit", "reply,post,edit")
EXCHANGES = {"ours-to-theirs": (BUILT_IN, STAFFS), "theirs-to-ours": (STAFFS, BUILT_IN)}

LIED = Answer(error=Unknown("The connection broke."))
"""It stands all the same."""

each_way = pytest.mark.parametrize("way", WAYS)
each_exchange = pytest.mark.parametrize(("before", "after"), EXCHANGES.values(), ids=EXCHANGES.keys())


def speak(week: Week, wordings: Wordings) -> None:
    """From now on it speaks in these words."""
    settings = week.settings.model_copy(update={"public_words": wordings})
    week.runner.bot = replace(week.runner.bot, settings=settings)


def forget_the_result(week: Week, stage: Stage) -> None:
    """The record is older than what was said of the winner."""
    with week.store.transaction() as record:
        row = record.contests.get(1)
        row.stage, row.approved_at, row.approved_by, row.decision = stage, None, "", 1
        for said in record.utterances.of_contest(1):
            if said.kind in RESULTS:
                record._session.delete(said)


def in_review(make_week: Callable[..., Week], way: str) -> Week:
    """A contest in review that is to be announced in that way."""
    return make_week(f"ANNOUNCE_BY={way}\n").in_review()


@each_way
@each_exchange
def test_what_was_said_in_other_words_is_not_said_again(
    make_week: Callable[..., Week], way: str, before: Wordings, after: Wordings
) -> None:
    """The same winner, in the words of another file and with other votes: found, and taken as it stands."""
    week = in_review(make_week, way)
    speak(week, before)
    week.tick(ANNOUNCES)
    said, texts = week.page.acts(*ACTS), texts_of(week)
    forget_the_result(week, Stage.REVIEW)
    with week.store.transaction() as record:
        decision = record.contests.decision(record.contests.get(1))
        assert decision
        decision.votes = 777
    speak(week, after)
    week.tick(ANNOUNCES + HOUR)

    assert (week.stages, week.page.acts(*ACTS), texts_of(week)) == (["announced"], said, texts)
    assert {row.outcome for row in week.utterances().values()} == {Outcome.SAID}


@each_way
@each_exchange
def test_nobody_is_named_beside_whom_other_words_have_named(
    make_week: Callable[..., Week], way: str, before: Wordings, after: Wordings
) -> None:
    """Another winner, runner-up of the first or not: the contest is held, and a person looks."""
    week = in_review(make_week, way)
    speak(week, before)
    with week.store.transaction() as record:
        decisions.pick(record, 1, "2", week.word)
    week.tick(ANNOUNCES)
    for reply in week.page.own_replies():  # readings go on, and keep what the Page says itself
        with week.store.transaction() as record:
            reading = record.comments.begin_reading(1, ANNOUNCES)
            record.comments.keep(1, reading.id, [reply], ANNOUNCES)
    said = week.page.acts(*ACTS)
    forget_the_result(week, Stage.REVIEW)
    speak(week, after)
    week.tick(ANNOUNCES + HOUR)

    assert (week.stages, week.page.acts(*ACTS)) == (["review"], said)
    assert week.contest().held == NAMED


@each_exchange
def test_what_is_in_doubt_is_found_in_the_words_in_which_it_was_sent(
    make_week: Callable[..., Week], before: Wordings, after: Wordings
) -> None:
    """What was written down before is what is said, whatever file is in force then."""
    week = in_review(make_week, "reply,post,edit")
    speak(week, before)
    week.page.answers(LIED, LOST, LIED)
    week.tick(ANNOUNCES)
    speak(week, after)
    for minutes in (5, 20, 40):
        week.tick(ANNOUNCES + minutes * MINUTE)

    assert week.stages == ["announced"]
    assert (len(week.page.own_replies()), len(week.page.own())) == (1, 2)
    texts = {row.kind: row.text for row in week.utterances().values()}
    assert week.page.own_replies()[0].text == texts[Kind.REPLY]
    assert week.page.own()[0].text.count("“Caption number 1”") == 1


@each_exchange
def test_a_contest_post_is_found_whatever_it_says(week: Week, before: Wordings, after: Wordings) -> None:
    """By its marker, which is in no wording."""
    speak(week, before)
    week.photo("horse.jpg")
    week.tick(SLOT)
    with week.store.transaction() as record:
        row = record.contests.get(1)
        row.stage, row.post_id = Stage.POSTING, None
        for said in record.utterances.of_contest(1):
            said.outcome, said.said_id, said.photo_id = Outcome.INTENDED, None, None
    speak(week, after)
    for minutes in (1, 20, 60):
        week.tick(SLOT + minutes * MINUTE)

    assert (week.stages, len(week.page.own())) == (["open"], 1)


@each_way
@each_exchange
def test_a_correction_in_other_words_is_not_said_again(
    make_week: Callable[..., Week], way: str, before: Wordings, after: Wordings
) -> None:
    """The record has forgotten it, and staff say it once more, under another file."""
    week = in_review(make_week, way)
    week.tick(ANNOUNCES)
    week.clock.at = ANNOUNCES + DAY
    speak(week, before)
    correct(week)
    week.tick()
    said, texts = week.page.acts(*ACTS), texts_of(week)
    with week.store.transaction() as record:
        row = record.contests.get(1)
        row.stage, row.decision = Stage.ANNOUNCED, 1
        for one in record.utterances.of_contest(1):
            if one.decision == 2 or one.kind not in {*RESULTS, Kind.POST}:
                record._session.delete(one)
        record._session.delete(record.contests.decision_of(1, 2))
    speak(week, after)
    correct(week)
    for minutes in (0, 1, 2):
        week.tick(ANNOUNCES + DAY + HOUR + minutes * MINUTE)

    assert (week.stages, week.page.acts(*ACTS), texts_of(week)) == (["announced"], said, texts)


@each_exchange
def test_back_to_the_first_winner_the_contest_post_is_told_so(
    make_week: Callable[..., Week], before: Wordings, after: Wordings
) -> None:
    """Though it has named that caption before: a second correction is another line."""
    week = in_review(make_week, "edit")
    speak(week, before)
    week.tick(ANNOUNCES)
    for day, comment in ((1, "2"), (2, "1")):
        week.clock.at = ANNOUNCES + day * DAY
        speak(week, after if day == 1 else before)
        correct(week, comment)
        week.tick()

    assert week.page.acts("edit") == ["edit"] * 3
    lines = [line for line in week.page.own()[0].text.splitlines() if "“Caption number" in line]
    assert [line.partition(":")[0] for line in lines[1:]] == ["Correction", "Correction 2"]
    assert "“Caption number 1”" in lines[2]
