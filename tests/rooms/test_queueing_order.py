"""In which order photos take slots: on this day, pins before everything, and a forecast that keeps its word."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from captionbot.contest.timetable import Week
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.words.sidecar import Problem, Sidecar
from captionbot.queueing import candidates, forecast

WAITS = (Problem("It is still being written.", "", waits=True),)
CHRISTMAS, NEW_YEAR = date(2026, 12, 25), date(2027, 1, 1)


def _photo(name: str, *, pin: date | None = None, taken: date | None = None, waits: bool = False) -> QueuedPhoto:
    return QueuedPhoto(name, Sidecar(post_on=pin), WAITS if waits else (), taken_on=taken)


def _names(photos: Sequence[QueuedPhoto]) -> str:
    return " ".join(photo.name for photo in photos)


THIS_DAY = {
    "the very day": (date(1974, 12, 25), CHRISTMAS, True),
    "another day of the week": (date(1974, 12, 21), CHRISTMAS, True),
    "the week before": (date(1974, 12, 20), CHRISTMAS, False),
    "the week after": (date(1974, 12, 28), CHRISTMAS, False),
    "before the turn of the year": (date(1999, 12, 28), NEW_YEAR, True),
    "after the turn of the year": (date(2000, 1, 3), NEW_YEAR, True),
    "a week later than that": (date(2000, 1, 4), NEW_YEAR, False),
    "29 February in a leap year": (date(1972, 2, 29), date(2028, 2, 29), True),
    "29 February where there is none": (date(1972, 2, 29), date(2027, 2, 28), True),
    "29 February in the week after": (date(1972, 2, 29), date(2027, 3, 1), False),
    "29 February in the week of the 28th of a leap year": (date(1972, 2, 29), date(2032, 2, 28), True),
    "29 February a week before its own": (date(1972, 2, 29), date(2028, 2, 22), False),
    "this very week": (date(2026, 12, 22), CHRISTMAS, False),
    "a year that is still to come": (date(2027, 12, 25), CHRISTMAS, False),
    "no day": (None, CHRISTMAS, False),
}


@pytest.mark.parametrize(("taken", "slot", "preferred"), THIS_DAY.values(), ids=THIS_DAY)
def test_a_photo_of_this_day_goes_before_the_queues_own_order(
    taken: date | None,
    slot: date,
    preferred: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """Where it was taken in the slot's week of an earlier year."""
    queue = [_photo("a"), _photo("b", taken=taken)]

    assert _names(candidates(queue, Week.of(slot))) == ("b a" if preferred else "a b")


def test_pins_go_before_this_day_and_this_day_before_the_rest() -> None:
    """Each group in the queue's own order, but for pins, of which the first by name has the week."""
    old = date(1974, 12, 25)
    queue = [
        _photo("z"),
        _photo("y", taken=old),
        _photo("x10", pin=CHRISTMAS),
        _photo("x9", pin=CHRISTMAS),
        _photo("w", taken=old),
        _photo("v", taken=old, waits=True),
        _photo("a"),
    ]

    assert _names(candidates(queue, Week.of(CHRISTMAS))) == "x9 x10 y w z a"


WEEKS = 12
SLOT = datetime(2026, 12, 4, 16, tzinfo=UTC)
days = st.none() | st.dates(date(2026, 11, 20), date(2027, 3, 10))
past = st.none() | st.dates(date(1970, 1, 1), date(2026, 12, 31))
queues = st.lists(st.tuples(days, past, st.booleans()), max_size=14).map(
    lambda rows: [_photo(f"{n}", pin=pin, taken=taken, waits=w) for n, (pin, taken, w) in enumerate(rows)]
)


def _slots(out: frozenset[int]) -> list[tuple[Week, datetime]]:
    """Fridays from the slot on, but for those that are left out."""
    every = (SLOT + timedelta(weeks=n) for n in range(WEEKS) if n not in out)
    return [(Week.of(slot.date()), slot) for slot in every]


@given(queues, st.frozensets(st.integers(0, WEEKS - 1)))
@settings(max_examples=300, deadline=None)
def test_the_forecast_is_what_the_runner_then_does(queue: list[QueuedPhoto], out: frozenset[int]) -> None:
    """Played week by week with the runner's own question, every photo goes out in the slot that was foretold."""
    slots = _slots(out)
    told = forecast(queue, iter(slots))

    left, done = list(queue), dict[str, datetime]()
    for week, slot in slots:
        for photo in islice(candidates(left, week), 1):
            done[photo.name] = slot
            left.remove(photo)

    assert told == done


@given(queues, st.frozensets(st.integers(0, WEEKS - 1)))
@settings(max_examples=300, deadline=None)
def test_no_slot_has_two_photos_and_a_pin_in_its_week_goes_before_everything(
    queue: list[QueuedPhoto], out: frozenset[int]
) -> None:
    """What waits has no slot, and a pin has none outside its week."""
    slots = _slots(out)
    told = forecast(queue, iter(slots))
    photos = {photo.name: photo for photo in queue}

    assert len(set(told.values())) == len(told)
    assert not any(photos[name].waits for name in told)
    for week, slot in slots:
        pins = [one for one in queue if not one.waits and one.sidecar.post_on and Week.of(one.sidecar.post_on) == week]
        taker = [photos[name] for name, at in told.items() if at == slot]
        assert not pins or taker[0] in pins
        assert not any(one.sidecar.post_on and one not in pins for one in taker)
