"""A thousand seeded weeks: twenty years, each with its own weather, people, settings and mishaps."""

from pathlib import Path

import pytest

from tests.simulation.year import play

YEARS = 20
"""Of 52 weeks each."""


@pytest.mark.story
@pytest.mark.parametrize("seed", range(1, YEARS + 1))
def test_a_year(seed: int, template: Path, tmp_path: Path) -> None:
    """No promise is broken in a year of a seed; one that fails says how to see it again."""
    year = play(seed, 52, tmp_path, template)

    assert len(year.world.facebook.posts) > 3, "nothing much happened"
