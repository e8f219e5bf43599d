"""The simulation sees what it is there to see: each fault that is planted in the program is found by a year or two."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from captionbot import decisions
from captionbot.runner import announcing, bot, slots
from captionbot.runner.tick import _Pass
from captionbot.store.comments import Comments
from captionbot.store.record import Record
from captionbot.store.schema import Decision
from captionbot.store.staff import Staff
from captionbot.utter import mouth
from tests.simulation.faults import WEATHERS
from tests.simulation.surroundings import Breach
from tests.simulation.year import Year

Plant = Callable[[pytest.MonkeyPatch], None]


def nobody_looks(patch: pytest.MonkeyPatch) -> None:
    """It is sent again on hope."""
    patch.setattr(mouth.Mouth, "_look", lambda *_: [])


def nobody_waits(patch: pytest.MonkeyPatch) -> None:
    """What a read doesn't show at once is taken for absent."""
    patch.setattr(bot.Tick, "settle", timedelta(0))


def pauses_are_not_read(patch: pytest.MonkeyPatch) -> None:
    """The Page is never quiet."""
    patch.setattr(_Pass, "_silent", lambda *_: "")
    patch.setattr(Staff, "paused_between", lambda *_: None)
    for room in (announcing, slots):
        patch.setattr(room, "pause_reason", lambda *_: "")


def clocks_are_trusted(patch: pytest.MonkeyPatch) -> None:
    """Nobody asks Facebook for the time."""
    patch.setattr(bot.Tick, "trust_clock", lambda _: None)
    patch.setattr(mouth.Mouth, "_check_clock", lambda _: None)


def edits_are_forgotten(patch: pytest.MonkeyPatch) -> None:
    """A comment that is known already is not kept again."""
    patch.setattr(Comments, "_renew", lambda *_: None)


def staff_are_never_told(patch: pytest.MonkeyPatch) -> None:
    """Notices are lost."""
    patch.setattr(Staff, "tell", lambda *_, **__: True)


def leases_are_not_checked(patch: pytest.MonkeyPatch) -> None:
    """A worker that was taken over goes on."""
    patch.setattr(Record, "check_lease", lambda *_: None)


def photos_stay(patch: pytest.MonkeyPatch) -> None:
    """A posted photo is left in the queue."""
    patch.setattr("captionbot.runner.tick.move_posted", lambda _: None)


def slots_are_missed(patch: pytest.MonkeyPatch) -> None:
    """Every other slot is forgotten."""
    taken = slots.take_slot
    patch.setattr("captionbot.runner.tick.take_slot", lambda *a: taken(*a) if int(a[1][-1:], 36) % 2 else None)


def picks_are_trampled_on(patch: pytest.MonkeyPatch) -> None:
    """The tally's first stays in force, whomever staff pick."""
    picked = decisions.pick

    def pick(record: Record, number: int, comment: str, word: decisions.Word) -> Decision:
        decision = picked(record, number, comment, word)
        record.contests.get(number).decision = 1
        return decision

    patch.setattr(decisions, "pick", pick)


PLANTED = {
    nobody_looks: "lies",
    nobody_waits: "lies",
    pauses_are_not_read: "showers",
    clocks_are_trusted: "upheaval",
    edits_are_forgotten: "fair",
    staff_are_never_told: "showers",
    leases_are_not_checked: "upheaval",
    photos_stay: "fair",
    slots_are_missed: "fair",
    picks_are_trampled_on: "fair",
}
"""Each with the weather in which it shows soonest."""


@pytest.mark.story
@pytest.mark.parametrize(("plant", "weather"), PLANTED.items(), ids=lambda one: getattr(one, "__name__", one))
def test_a_planted_fault_is_found(
    plant: Plant, weather: str, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of a few seeds breaks a promise."""
    plant(monkeypatch)
    weathers = [one for one in WEATHERS if one.name == weather]
    years = (Year(seed, tmp_path, template, weathers) for seed in range(1, 16))
    assert any(breaks_a_promise(year) for year in years)


def breaks_a_promise(year: Year) -> bool:
    """Whether it does within half a year."""
    try:
        year.run(26)
    except Breach:
        return True
    return False
