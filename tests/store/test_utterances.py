"""What is said in public: written down before, tried by a timetable, every attempt kept."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from captionbot.errors import StoreError
from captionbot.graph.access import Access
from captionbot.store.database import Store
from captionbot.store.lease import LEASE_SECONDS
from captionbot.store.record import Record
from captionbot.store.schema import Utterance
from captionbot.store.utterances import LONGEST_CALL, Kind, Outcome, Utterances, attempt_due
from tests.store.made import HOUR, MINUTE, SLOT, begun, utterance

TOKEN = 3


@pytest.fixture
def record(store: Store) -> Iterator[Record]:
    """One transaction with a contest in it."""
    with store.transaction() as opened:
        begun(opened)
        yield opened


def test_a_thing_is_intended_once(store: Store) -> None:
    """The database refuses a second row for the same contest, kind and decision."""
    with store.transaction() as record:
        begun(record)
        record.utterances.intend(utterance())

    with pytest.raises(StoreError), store.transaction() as record:
        record.utterances.intend(utterance())
    with store.view() as record:
        assert len(record.utterances.of_contest(1)) == 1


def test_a_correction_is_an_utterance_of_its_own(record: Record) -> None:
    """Contest, kind and decision tell one from the other."""
    for kind, decision in [(Kind.POST, 0), (Kind.REPLY, 1), (Kind.ANNOUNCEMENT, 1), (Kind.REPLY, 2)]:
        record.utterances.intend(utterance(kind=kind, decision=decision, text=f"{kind} {decision}"))

    found = record.utterances.find(1, Kind.REPLY, 2)
    assert found
    assert found.text == "reply 2"
    assert record.utterances.get(found.id) is found
    assert record.utterances.find(1, Kind.ANNOUNCEMENT, 2) is None
    assert [row.text for row in record.utterances.of_contest(1)] == ["post 0", "reply 1", "announcement 1", "reply 2"]


def test_what_we_said_elsewhere_is_claimed(record: Record) -> None:
    """An id that one utterance has is no other's."""
    ours, other, silent = (record.utterances.intend(utterance(decision=number)) for number in range(3))
    record.utterances.said(ours, "1_1", SLOT)
    record.utterances.said(other, "1_2", SLOT)
    record._session.flush()

    assert record.utterances.claimed(but=ours.id) == {"1_2"}
    assert record.utterances.claimed(but=silent.id) == {"1_1", "1_2"}


Act = Callable[[Utterances, Utterance], object]


def _begin(at: datetime = SLOT) -> Act:
    return lambda shelf, row: shelf.begin_attempt(row, TOKEN, at)


def _said(shelf: Utterances, row: Utterance) -> None:
    shelf.said(row, "1_7", SLOT + MINUTE)
    shelf.end_attempt(row, "said", SLOT + MINUTE, "1_7")


def _absent(shelf: Utterances, row: Utterance) -> None:
    shelf.absent(row, SLOT + MINUTE)


def _not_sent(shelf: Utterances, row: Utterance) -> None:
    shelf.not_sent(row, SLOT + MINUTE, "not sent", "no route")


COURSES: dict[str, tuple[list[Act], Outcome, int, list[str]]] = {
    "nothing yet": ([], Outcome.INTENDED, 0, []),
    "a byte is about to leave": ([_begin()], Outcome.UNKNOWN, 1, ["unknown"]),
    "said": ([_begin(), _said], Outcome.SAID, 1, ["said"]),
    "surely absent": ([_begin(), _absent], Outcome.INTENDED, 1, ["absent"]),
    "absent, then said": ([_begin(), _absent, _begin(), _said], Outcome.SAID, 2, ["absent", "said"]),
    "nothing left": ([_begin(), _not_sent], Outcome.INTENDED, 0, ["not sent"]),
    "nothing left, thrice": ([_begin(), _not_sent] * 3, Outcome.INTENDED, 0, ["not sent"] * 3),
    "absent, then nothing left": (
        [_begin(), _absent, _begin(), _not_sent],
        Outcome.INTENDED,
        1,
        ["absent", "not sent"],
    ),
}


@pytest.mark.parametrize(("course", "outcome", "attempts", "kept"), COURSES.values(), ids=COURSES)
def test_every_attempt_is_kept_and_those_that_left_are_counted(
    record: Record, course: list[Act], outcome: Outcome, attempts: int, kept: list[str]
) -> None:
    """What certainly never left uses up no attempt."""
    row = record.utterances.intend(utterance())
    for act in course:
        act(record.utterances, row)
        record._session.flush()

    assert (row.outcome, row.attempts) == (outcome, attempts)
    tried = record.utterances.attempts(row.id)
    assert [one.outcome for one in tried] == kept
    assert [one.number for one in tried] == list(range(1, len(kept) + 1))
    assert {one.lease_token for one in tried} <= {TOKEN}


def test_what_was_said_is_kept_with_its_id_and_hour(record: Record) -> None:
    """And the attempt says when it began and ended."""
    row = record.utterances.intend(utterance())
    _begin()(record.utterances, row)
    record._session.flush()
    _said(record.utterances, row)

    [tried] = record.utterances.attempts(row.id)
    assert (row.said_id, row.said_at) == ("1_7", SLOT + MINUTE)
    assert (tried.begun_at, tried.ended_at, tried.detail) == (SLOT, SLOT + MINUTE, "1_7")


def test_an_attempt_is_ended_by_its_number(record: Record) -> None:
    """A late worker's answer is about its own attempt, not about the newest."""
    row = record.utterances.intend(utterance())
    for _ in range(2):
        _begin()(record.utterances, row)
        record._session.flush()
    record.utterances.end_attempt(row, "refused", SLOT, number=1)

    assert [one.outcome for one in record.utterances.attempts(row.id)] == ["refused", "unknown"]


def test_ending_an_attempt_that_never_began_is_nothing(record: Record) -> None:
    """What is found on the Page before the first attempt needs none."""
    row = record.utterances.intend(utterance())
    record.utterances.end_attempt(row, "found", SLOT)

    assert record.utterances.attempts(row.id) == []


def test_an_attempt_that_ended_is_over_then(record: Record) -> None:
    """The newest counts: those before it were settled."""
    row = record.utterances.intend(utterance())
    for minute in (0, 20):
        _begin(SLOT + minute * MINUTE)(record.utterances, row)
        record._session.flush()
        record.utterances.end_attempt(row, "unknown", SLOT + (minute + 1) * MINUTE)

    assert record.utterances.surely_over(row.id) == SLOT + 21 * MINUTE


def test_an_attempt_without_an_end_is_over_when_the_longest_call_is(record: Record) -> None:
    """From the instant at which its first byte left: the process may have died in the middle of it."""
    row = record.utterances.intend(utterance())
    _begin()(record.utterances, row)
    record._session.flush()
    assert record.utterances.surely_over(row.id) == SLOT + 2 * MINUTE

    record.utterances.leaves(row.id, 1, SLOT + MINUTE)
    record.utterances.end_attempt(row, "unknown", None, "silence")
    [tried] = record.utterances.attempts(row.id)
    assert (tried.begun_at, tried.ended_at, tried.detail) == (SLOT + MINUTE, None, "silence")
    assert record.utterances.surely_over(row.id) == SLOT + 3 * MINUTE


def test_the_longest_call_is_the_wires_own(record: Record) -> None:
    """And a lease lasts longer, so that nobody else looks while a call may still be under way."""
    longest = Access(record.page_id, "token").total_seconds

    assert timedelta(seconds=longest) == LONGEST_CALL
    assert longest < LEASE_SECONDS


OUTCOMES = {
    "unknown": True,
    "absent": True,
    "said": False,
    "refused": False,
    "not sent": False,
    "withheld": False,
    "not live": False,
    "found": False,
}


@pytest.mark.parametrize(("outcome", "doubtful"), OUTCOMES.items())
def test_an_attempt_is_in_doubt_where_facebook_never_said_clearly(
    record: Record,
    outcome: str,
    doubtful: bool,  # noqa: FBT001 - a table's column
) -> None:
    """What was looked for in vain is in doubt still; what was refused never was."""
    row = record.utterances.intend(utterance())
    _begin()(record.utterances, row)
    record._session.flush()
    record.utterances.end_attempt(row, outcome, SLOT)

    assert [one.number for one in record.utterances.in_doubt(row.id)] == ([1] if doubtful else [])
    assert record.utterances.ever_unknown(row.id) is doubtful


DUE = {
    0: None,
    1: 10 * MINUTE,
    2: 30 * MINUTE,
    3: 90 * MINUTE,
    4: 270 * MINUTE,
    5: 810 * MINUTE,
    6: 2430 * MINUTE,
}


@pytest.mark.parametrize(("attempts", "after"), DUE.items())
def test_attempts_have_their_hours(attempts: int, after: timedelta | None) -> None:
    """At once, then 10, 30 and 90 minutes after the first, then at thrice the last span each time."""
    first = None if after is None else SLOT

    assert attempt_due(utterance(attempts=attempts, first_attempt_at=first)) == (after and SLOT + after)


def test_attempts_never_run_out_of_hours() -> None:
    """However many there are, the next has an hour, and it is not before the last."""
    hours = [attempt_due(utterance(attempts=number, first_attempt_at=SLOT)) for number in range(1, 60)]

    assert hours == sorted(hour for hour in hours if hour)
    assert hours[-1]
    assert hours[-1] < SLOT + 2000 * HOUR


def test_an_attempt_that_never_left_leaves_the_timetable_as_it_was(record: Record) -> None:
    """The first to leave is the one that the others follow."""
    row = record.utterances.intend(utterance())
    _begin()(record.utterances, row)
    record._session.flush()
    _not_sent(record.utterances, row)
    assert attempt_due(row) is None

    _begin(SLOT + HOUR)(record.utterances, row)
    record._session.flush()
    _absent(record.utterances, row)
    assert attempt_due(row) == SLOT + HOUR + 10 * MINUTE
