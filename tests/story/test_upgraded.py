"""An upgrade in the middle of a week: the contest that older code began is read, closed and announced by this one."""

from pathlib import Path

from captionbot.store.schema import HEAD
from tests.practice.starting import running
from tests.store.old_records import NOW, PAGE_ID, REVISIONS, old_file, old_photos, old_world
from tests.story.town import Town

CLOSE, ANNOUNCE = "2027-01-04T16:00:05Z", "2027-01-05T16:00:05Z"


def test_a_week_goes_on_under_a_newer_captionbot(tmp_path: Path) -> None:
    """Nothing is said twice, old results get their slips, and the database as it was lies beside the new one."""
    folder = tmp_path / "town"
    folder.mkdir()
    old_photos(folder)
    url = f"sqlite:///{old_file(REVISIONS[0], folder)}"
    with running("--page-id", PAGE_ID, file=old_world(tmp_path)) as facebook:
        town = Town(folder, facebook, url)
        town.settle_in()
        before = town.at(NOW).counts
        town.later(minutes=20).tick_well()
        assert town.counts == before
        town.at(CLOSE).tick()
        assert town.stage(4) == "review"
        town.must("approve", "4", "--by", "dana")
        town.at(ANNOUNCE).tick()

        assert town.stage(4) == "announced"
        assert town.counts == (before[0], before[1] + 1, before[2] + 1)
        assert "Snow joke." in town.spoken().announcements[-1]["message"]
        assert "the slip is whole. 9 of 9 records fit" in town.must("verify", "1").out
    assert len(list(folder.glob(f"captionbot.db.before-{HEAD}-*"))) == 1
