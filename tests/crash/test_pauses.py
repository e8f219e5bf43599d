"""A pause set after the upload, before the words go out: nothing is said until staff say so."""

import pytest

from tests.crash.cases import INTENDED, UPLOADED
from tests.crash.starting import Laboratory


@pytest.mark.parametrize("by", ["pause", "pause file"])
@pytest.mark.parametrize("at", [UPLOADED, INTENDED])
@pytest.mark.parametrize(("hour", "said"), [("post", [0, 0, 0]), ("announce", [1, 1, 0])])
def test_a_pause_between_upload_and_publishing(
    laboratory: Laboratory, hour: str, said: list[int], at: str, by: str
) -> None:
    """Neither then nor by itself when the pause is over; once released it is said, once."""
    if (hour, at) == ("announce", INTENDED):
        said = [1, 0, 0]  # the first intent is the reply's
    told = laboratory.ask("paused", hour=hour, strike={"at": at, "when": "after"}, by=by)
    assert told["said"] == said
    assert "pause" in told["held"]
    assert told["after"] == said[0]
    assert told["broken"] == []
