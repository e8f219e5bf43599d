"""Staff call a contest off while the process that posts it is dead."""

import pytest

from tests.simulation.script import Script


@pytest.mark.parametrize("point", range(1, 45))
def test_what_was_posted_keeps_its_photo(script: Script, point: int) -> None:
    """Killed at any point of the slot's tick, then called off: no photo is posted a second time the week after."""
    script.staff.drop_photo(plain=True)
    script.at_slot().dies_at(point)
    if script.world.database.rows("SELECT 1 FROM contests"):
        script.staff.void(1)
    script.ticks(3).at_slot().ticks(3)
    posts = script.posts()
    shown = {script.world.facebook.uploads[post.photo_ids[0]].jpeg.decode() for post in posts}
    assert len(shown) == len(posts)
    assert all(script.world.shelf.where()[photo] == ["posted"] for photo in shown)
