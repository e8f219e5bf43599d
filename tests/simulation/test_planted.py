"""The simulation sees what it is there to see: each fault that is planted in the program is found by a year or two."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from captionbot import decisions
from captionbot.runner import announcing, bot, posting, slots
from captionbot.runner.tick import _Pass
from captionbot.store import keeping
from captionbot.store.record import Record
from captionbot.store.schema import Decision
from captionbot.store.staff import Staff
from captionbot.utter import mouth
from tests.simulation.faults import FAIR, Weather
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
    for room in (announcing, posting, slots):
        patch.setattr(room, "pause_given", lambda *_: "")


def clocks_are_trusted(patch: pytest.MonkeyPatch) -> None:
    """Nobody asks Facebook for the time."""
    patch.setattr(bot.Tick, "trust_clock", lambda _: None)
    patch.setattr(mouth.Mouth, "_check_clock", lambda _: None)


def edits_are_forgotten(patch: pytest.MonkeyPatch) -> None:
    """A comment that is known already is not kept again."""
    add = keeping._Page.add
    patch.setattr(keeping._Page, "add", lambda page, comment, row: add(page, comment, row) if row is None else None)


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


BUSY = Weather("busy", writes=0.3, lag=0.6, meanwhile=0.25, upheaval=0.05)
LIES = Weather("lies", writes=0.8, lag=0.9)
PEOPLE = Weather("people", writes=0.1, lag=0.3, meanwhile=0.15)
STORM = Weather("storm", 0.25, 0.4, 0.004, 0.5, 0.04, 0.02)
CLOCKS = Weather("clocks", 0.05, 0.3, 0.004, 0.5, 0.05, 0.12)

PLANTED = {
    nobody_looks: (LIES, 11),
    nobody_waits: (LIES, 1),
    pauses_are_not_read: (CLOCKS, 4),
    clocks_are_trusted: (CLOCKS, 1),
    edits_are_forgotten: (PEOPLE, 3),
    staff_are_never_told: (STORM, 4),
    leases_are_not_checked: (BUSY, 4),
    photos_stay: (FAIR, 1),
    slots_are_missed: (FAIR, 1),
    picks_are_trampled_on: (PEOPLE, 9),
}
"""Each with a weather and a seed that show it soon."""
SEEDS, WEEKS = 15, 8


@pytest.mark.story
@pytest.mark.parametrize(("plant", "shown"), PLANTED.items(), ids=lambda one: getattr(one, "__name__", ""))
def test_a_planted_fault_is_found(plant: Plant, shown: tuple[Weather, int], template: Path, tmp_path: Path) -> None:
    """One of a few seeds breaks a promise, and without the fault it breaks none."""
    weather, first = shown

    def breaks(seed: int) -> bool:
        return breaks_a_promise(Year(seed, tmp_path, template, [weather]))

    with pytest.MonkeyPatch.context() as patch:
        plant(patch)
        found = next((seed for seed in range(first, first + SEEDS) if breaks(seed)), None)
    assert found, "the simulation is blind to it"
    assert not breaks(found), "it breaks a promise anyway"


def breaks_a_promise(year: Year) -> bool:
    """Whether it does within some weeks."""
    try:
        year.run(WEEKS)
    except Breach:
        return True
    return False
