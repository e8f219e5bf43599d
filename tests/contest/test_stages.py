"""What a contest needs next: every stage at every hour, with everything that may stand in the way."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from captionbot.contest.stages import ENDED, MOVES, Due, Facts, Stage, Step, next_step, wants

from .made import CLOSES, OPENS, PROPERTY

HOUR, DAY, INSTANT = timedelta(hours=1), timedelta(days=1), timedelta(microseconds=1)
ANNOUNCES = CLOSES + DAY
LAST = ANNOUNCES + 7 * DAY
FACTS = Facts(
    stage=Stage.OPEN,
    closes_at=CLOSES,
    announces_at=ANNOUNCES,
    announce_within=7 * DAY,
    next_reading_at=OPENS + HOUR,
    has_winner=True,
)


def _facts(stage: Stage, **changes: Any) -> Facts:
    return replace(FACTS, stage=stage, **changes)


STEPS: dict[str, tuple[Facts, datetime, Step, datetime | None]] = {
    "a post that is not out": (_facts(Stage.POSTING), OPENS, Step.SAY_POST, OPENS),
    "a post that is held is looked for": (_facts(Stage.POSTING, held="x"), OPENS, Step.SAY_POST, OPENS),
    "before the next reading": (_facts(Stage.OPEN), OPENS, Step.WAIT, OPENS + HOUR),
    "at the next reading": (_facts(Stage.OPEN), OPENS + HOUR, Step.READ, OPENS + HOUR),
    "just before entries close": (_facts(Stage.OPEN), CLOSES - INSTANT, Step.READ, OPENS + HOUR),
    "a reading planned for after the close": (
        _facts(Stage.OPEN, next_reading_at=CLOSES + HOUR),
        CLOSES - HOUR,
        Step.WAIT,
        CLOSES,
    ),
    "a reading planned by a clock that was ahead": (
        _facts(Stage.OPEN, next_reading_at=OPENS + 26 * HOUR),
        OPENS,
        Step.READ,
        OPENS,
    ),
    "as entries close": (_facts(Stage.OPEN), CLOSES, Step.CLOSE, CLOSES),
    "entries close while it is held": (_facts(Stage.OPEN, held="a funeral"), CLOSES, Step.CLOSE, CLOSES),
    "long after entries closed": (_facts(Stage.OPEN), CLOSES + 30 * DAY, Step.CLOSE, CLOSES),
    "just before the announcement": (_facts(Stage.REVIEW), ANNOUNCES - INSTANT, Step.WAIT, ANNOUNCES),
    "at the announcement": (_facts(Stage.REVIEW), ANNOUNCES, Step.ANNOUNCE, ANNOUNCES),
    "no winner, before the hour": (_facts(Stage.REVIEW, has_winner=False), CLOSES, Step.WAIT, ANNOUNCES),
    "no winner, and a doubtful reading": (
        _facts(Stage.REVIEW, has_winner=False, doubts=("Facebook counts 40 comments more than it shows",)),
        ANNOUNCES,
        Step.ASK,
        None,
    ),
    "no winner, and its doubts answered": (
        _facts(Stage.REVIEW, has_winner=False, doubts=("much is not shown",), approved_at=CLOSES),
        ANNOUNCES,
        Step.VOID,
        ANNOUNCES,
    ),
    "no winner, at the hour": (_facts(Stage.REVIEW, has_winner=False), ANNOUNCES, Step.VOID, ANNOUNCES),
    "held at the hour": (_facts(Stage.REVIEW, held="a funeral"), ANNOUNCES, Step.ASK, None),
    "held and approved": (_facts(Stage.REVIEW, held="x", approved_at=CLOSES), ANNOUNCES, Step.ASK, None),
    "flagged at the hour": (_facts(Stage.REVIEW, doubts=("link",)), ANNOUNCES, Step.ASK, None),
    "flagged and approved": (
        _facts(Stage.REVIEW, doubts=("link",), approved_at=CLOSES),
        ANNOUNCES,
        Step.ANNOUNCE,
        ANNOUNCES,
    ),
    "a yes is required": (_facts(Stage.REVIEW, review_required=True), ANNOUNCES, Step.ASK, None),
    "a required yes was given": (
        _facts(Stage.REVIEW, review_required=True, approved_at=CLOSES),
        ANNOUNCES,
        Step.ANNOUNCE,
        ANNOUNCES,
    ),
    "a yes never brings the hour forward": (
        _facts(Stage.REVIEW, review_required=True, approved_at=CLOSES),
        ANNOUNCES - HOUR,
        Step.WAIT,
        ANNOUNCES,
    ),
    "as late as it may be": (_facts(Stage.REVIEW), LAST, Step.ANNOUNCE, ANNOUNCES),
    "too late": (_facts(Stage.REVIEW), LAST + INSTANT, Step.ASK, None),
    "too late, approved in time": (_facts(Stage.REVIEW, approved_at=LAST), LAST + INSTANT, Step.ASK, None),
    "too late, approved afresh": (
        _facts(Stage.REVIEW, approved_at=LAST + INSTANT),
        LAST + HOUR,
        Step.ANNOUNCE,
        ANNOUNCES,
    ),
    "being announced": (_facts(Stage.ANNOUNCING), ANNOUNCES, Step.ANNOUNCE, ANNOUNCES),
    "being announced late": (_facts(Stage.ANNOUNCING, doubts=("link",)), LAST + DAY, Step.ANNOUNCE, LAST + DAY),
    "held while being announced": (_facts(Stage.ANNOUNCING, held="x"), ANNOUNCES, Step.ANNOUNCE, ANNOUNCES),
    "stuck": (_facts(Stage.STUCK), ANNOUNCES, Step.ASK, None),
} | {f"{stage} is the end": (_facts(stage), LAST, Step.NOTHING, None) for stage in sorted(ENDED)}


@pytest.mark.parametrize(("facts", "now", "step", "at"), STEPS.values(), ids=STEPS)
def test_the_next_step_follows_from_facts_and_the_hour(
    facts: Facts, now: datetime, step: Step, at: datetime | None
) -> None:
    """And from nothing else."""
    due = next_step(facts, now)

    assert (due.step, due.at) == (step, at)


def test_every_stage_is_in_the_table() -> None:
    """None is forgotten."""
    assert {facts.stage for facts, *_ in STEPS.values()} == set(Stage)


WANTED = {
    "nothing": (_facts(Stage.REVIEW), ""),
    "a release": (_facts(Stage.REVIEW, held="a funeral", doubts=("link",)), "on hold: a funeral"),
    "a yes to each flag": (
        _facts(Stage.REVIEW, doubts=("link", "phone number")),
        "a person must approve: link; phone number",
    ),
    "a yes to anything": (_facts(Stage.REVIEW, review_required=True), "a person must approve or pick"),
}


@pytest.mark.parametrize(("facts", "asked"), WANTED.values(), ids=WANTED)
def test_what_a_person_must_say_is_said_in_words(facts: Facts, asked: str) -> None:
    """The words that status and the desk show, before the hour and at it."""
    assert wants(facts, CLOSES) == asked
    assert next_step(facts, CLOSES).why == asked
    assert next_step(facts, ANNOUNCES).why == asked


def test_a_fresh_yes_is_asked_for_after_the_last_hour() -> None:
    """And not before; a yes of before no longer counts."""
    assert wants(_facts(Stage.REVIEW), LAST) == ""
    assert "a fresh yes" in wants(_facts(Stage.REVIEW), LAST + HOUR)
    assert "a fresh yes" in wants(_facts(Stage.REVIEW, approved_at=LAST), LAST + HOUR)


def test_a_stuck_contest_says_what_to_do() -> None:
    """Only a person can look."""
    assert "settle" in next_step(_facts(Stage.STUCK), OPENS).why


STAGES = some.sampled_from(Stage)
HOURS = some.integers(-100, 1000).map(lambda hours: OPENS + hours * HOUR)
ANY = some.builds(
    replace,
    some.just(FACTS),
    stage=STAGES,
    next_reading_at=HOURS,
    has_winner=some.booleans(),
    review_required=some.booleans(),
    held=some.sampled_from(["", "a funeral"]),
    doubts=some.sampled_from([(), ("link",)]),
    approved_at=some.none() | HOURS,
)


@PROPERTY
@given(facts=ANY, now=HOURS)
def test_nothing_is_announced_that_nobody_would_sign(facts: Facts, now: datetime) -> None:
    """Never before its hour, never held, never with a flag that no person has seen."""
    due = next_step(facts, now)
    if due.step is Step.ANNOUNCE and facts.stage is Stage.REVIEW:
        assert now >= facts.announces_at
        assert facts.has_winner
        assert not facts.held
        assert facts.approved_at is not None or not (facts.doubts or facts.review_required)
    if due.step in {Step.SAY_POST, Step.ANNOUNCE}:
        assert due.why == facts.held  # by which whoever does the step keeps silent


@PROPERTY
@given(facts=ANY, now=HOURS)
def test_what_waits_has_its_hour_still_before_it(facts: Facts, now: datetime) -> None:
    """And what is due has had it; so a later look at the same facts is never too early."""
    due = next_step(facts, now)
    if due.step is Step.WAIT:
        assert due.at
        assert due.at > now
        assert next_step(facts, due.at).step is not Step.WAIT
    elif due.at:
        assert due.at <= now


def test_the_same_facts_give_the_same_step() -> None:
    """A step is a plain value."""
    assert next_step(FACTS, OPENS) == next_step(FACTS, OPENS) == Due(Step.WAIT, OPENS + HOUR, "collecting captions")


def test_every_stage_has_its_moves() -> None:
    """Those that have ended lead nowhere by themselves; only a correction or a retraction begins anew."""
    assert set(MOVES) == set(Stage)
    assert {stage for stage in Stage if not MOVES[stage]} == ENDED - {Stage.ANNOUNCED}
    assert MOVES[Stage.ANNOUNCED] == {Stage.RETRACTED, Stage.ANNOUNCING}


def test_the_life_of_an_ordinary_contest_is_a_path_of_moves() -> None:
    """From the queue to the announcement."""
    life = [Stage.POSTING, Stage.OPEN, Stage.REVIEW, Stage.ANNOUNCING, Stage.ANNOUNCED]

    assert all(after in MOVES[before] for before, after in pairwise(life))


def test_whatever_is_going_can_be_called_off() -> None:
    """At every stage that has not ended, but for what nobody can tell of: that is settled first."""
    assert {stage for stage in Stage if Stage.VOID not in MOVES[stage]} == ENDED | {Stage.STUCK}


def test_who_picks_or_voids_is_asked_where_nobody_won() -> None:
    """There is nothing to approve."""
    facts = _facts(Stage.REVIEW, has_winner=False, doubts=("much is not shown",))
    assert next_step(facts, ANNOUNCES).why == "a person must pick or void: much is not shown"
