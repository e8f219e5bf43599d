"""One comment, however Facebook prints its id."""

import pytest

from captionbot.contest.comment import last_segment


@pytest.mark.parametrize("printed", ["789", "456_789", "123_456_789"])
def test_an_id_is_known_by_its_last_part(printed: str) -> None:
    """Facebook prints the same comment's id with one, two or three parts."""
    assert last_segment(printed) == "789"
