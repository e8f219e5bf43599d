"""A thousand seeded weeks: twenty years, each with its own weather, people, settings and mishaps."""

from collections.abc import Callable

import pytest

from tests.simulation.year import Year

YEARS = 20
"""Of 52 weeks each."""


@pytest.mark.story
@pytest.mark.timeout(400)
@pytest.mark.parametrize("seed", range(1, YEARS + 1))
def test_a_year(seed: int, play_counted: Callable[[int, int], Year]) -> None:
    """No promise is broken in a year of a seed; one that fails says how to see it again."""
    year = play_counted(seed, 52)

    assert len(year.world.facebook.posts) > 3, "nothing much happened"
