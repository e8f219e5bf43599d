"""How the time of a round grows with its Pages."""

import pytest

from bench.pages import GROWTH, KINDS, LINEAR, growth


@pytest.mark.parametrize(("more", "exponent"), [(1.0, 1.0), (10.0, 1.5), (100.0, 2.0)])
def test_linear_is_one(more: float, exponent: float) -> None:
    """A Page among a hundred that costs a hundred times what it costs alone makes a square of it."""
    found = growth(KINDS[0], {1: [20.0] * 3, 100: [20.0 * more, 20.0 * more, 9e9]})

    assert found.ours == pytest.approx(exponent)
    assert found.met is (more <= 1)


def test_the_goal_leaves_a_quarter_for_noise() -> None:
    """The exponent's goal and that of one Page's time say the same."""
    assert pytest.approx(LINEAR, rel=0.02) == 100 ** (GROWTH - 1)


def test_every_idle_page_is_timed_in_every_round() -> None:
    """And with a reading so many that the bench has time for; where that is not all, the note says so."""
    idle, reading = KINDS

    assert [idle.ticks(pages) for pages in (1, 10, 100)] == [10, 10, 100]
    assert [reading.ticks(pages) for pages in (1, 10, 100)] == [10, 10, 10]
    assert "of a hundred Pages 10 a round are timed" in reading.note
    assert "would take" in growth(reading, {1: [20.0], 100: [20.0]}).note
