"""How many messages staff get: three in a good week at the most, one where they choose so."""

from pathlib import Path

import pytest

from tests.simulation.notices import ToldYear

WEEKS = 3


@pytest.mark.parametrize(("pace", "most"), [("normal", 3), ("weekly", 1)])
def test_a_good_week_is_few_messages(pace: str, most: int, template: Path, tmp_path: Path) -> None:
    """And what wants a person comes on top: here a caption with a link, which waits for a yes, and a backup."""
    year = ToldYear(1, tmp_path, template, pace, good=True)
    year.run(WEEKS)

    news = year.kinds["coming"] + year.kinds["posted"] + year.kinds["shortlist"] + year.kinds["announced"]
    urgent = year.kinds["waits"]
    assert year.kinds["shortlist"] == WEEKS
    assert len(year.world.post.sent) <= WEEKS * most + urgent + year.kinds["check"]
    assert news > WEEKS
    assert urgent <= WEEKS
    assert year.world.others.sent == []
