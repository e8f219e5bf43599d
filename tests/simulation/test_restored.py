"""A backup of weeks ago is restored: what stands on the Page is taken up as it is."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from captionbot.contest.weekly import DAYS
from tests.simulation.database import Row
from tests.simulation.faults import Fault
from tests.simulation.script import DAY, HOUR, MINUTE, Script
from tests.simulation.terms import settings
from tests.simulation.world import World

WEEK = timedelta(weeks=1)


def picture_of(script: Script, contest: Row) -> str:
    """The picture that really stands in a contest's post."""
    post = script.world.facebook.posts[contest["post_id"]]
    return script.world.facebook.uploads[post.photo_ids[0]].jpeg.decode()


def weeks(script: Script, count: int) -> Script:
    """So many contests are posted, and nobody takes part."""
    for _ in range(count):
        script.staff.drop_photo(plain=True)
        script.at_slot().ticks(2)
    return script


def in_doubt(script: Script) -> Script:
    """What was published shows only minutes later."""
    script.world.outside.names_stories = 0
    script.world.outside.lag = lambda: 9 * MINUTE  # type: ignore[method-assign]
    return script


@pytest.mark.parametrize("lost", [1, 2, 5])
def test_each_contest_takes_up_its_own_photo(script: Script, lost: int) -> None:
    """However many weeks the record has forgotten: each contest has the photo that its post shows."""
    weeks(script, 1).world.back_up()
    weeks(script, lost).later(HOUR).world.restore()
    script.ticks(3)
    contests = script.world.database.rows("SELECT * FROM contests ORDER BY number")
    assert len(contests) == 1 + lost
    assert [one["photo_sha256"] for one in contests] == [picture_of(script, one) for one in contests]


@pytest.mark.parametrize("fails", [(), (Fault.INCOMPLETE,) * 5, (None, Fault.INCOMPLETE) * 5], ids=len)
def test_a_post_in_doubt_keeps_its_photo_too(script: Script, fails: tuple[Fault | None, ...]) -> None:
    """The newest post's photo was in the queue still: it is found there, and not posted again the week after."""
    in_doubt(script).world.back_up()
    weeks(script, 3).at_slot().force("publish", Fault.DONE).tick()
    script.world.restore()
    script.force("posts", *fails).ticks(6)
    weeks(script, 3)
    posted = script.world.database.rows("SELECT * FROM contests WHERE post_id IS NOT NULL")
    pictures = [picture_of(script, one) for one in posted]
    assert len(set(pictures)) == len(pictures) == len(script.posts())


def test_a_post_that_was_taken_down_lends_its_photo_to_no_other(script: Script) -> None:
    """Its photo lies in posted and is nobody's; that of the newest post, in doubt, is in the queue still."""
    in_doubt(script).world.back_up()
    weeks(script, 2)
    script.world.facebook.delete_post(script.posts()[0], script.world.time.true)
    script.at_slot().force("publish", Fault.DONE).tick()
    script.world.restore()
    weeks(script.ticks(3), 2)
    posted = script.world.database.rows("SELECT * FROM contests WHERE post_id IS NOT NULL")
    assert [one["photo_sha256"] for one in posted] == [picture_of(script, one) for one in posted]
    assert len({picture_of(script, one) for one in posted}) == len(posted)


def test_a_photo_that_was_set_aside_since_gives_way_again(script: Script) -> None:
    """Backed up with one photo, posted with the next: the contest takes that one up, and it is not posted again."""
    script.at_slot().force("upload", Fault.DONE).tick()
    in_doubt(script).world.back_up()
    script.force("upload", Fault.PHOTO).force("publish", Fault.DONE).later(11 * MINUTE).tick()
    script.world.restore()
    script.ticks(4)
    weeks(script, 2)
    contests = script.world.database.rows("SELECT * FROM contests WHERE post_id IS NOT NULL ORDER BY number")
    assert len(contests) == len(script.posts()) == 3
    assert [one["photo_sha256"] for one in contests] == [picture_of(script, one) for one in contests]


def test_a_photo_that_a_contest_in_doubt_gave_to_the_next_is_the_next_ones(script: Script) -> None:
    """Backed up while nobody could tell; then staff said that it wasn't live, and the same photo went out a week on."""
    script.at_slot().force("publish", Fault.UNDONE).tick()
    script.later(DAY).ticks(2)
    script.world.back_up()
    script.staff.settle(1)
    weeks(script, 1).later(HOUR)
    restored_to_its_photos(script)


ELSEWHERE = {"timezone": "Pacific/Kiritimati"}
EARLIER = {"post_at": "wednesday 08:00"}


def restored_to_its_photos(script: Script) -> None:
    """The backup comes back; every contest whose post stands has its own photo, and two weeks more bring new ones."""
    script.world.restore()
    weeks(script.ticks(4), 2)
    contests = script.world.database.rows("SELECT * FROM contests WHERE post_id IS NOT NULL ORDER BY number")
    assert [one["photo_sha256"] for one in contests] == [picture_of(script, one) for one in contests]
    assert len({picture_of(script, one) for one in contests}) == len(contests) == len(script.posts())


@pytest.mark.parametrize("changed", [ELSEWHERE, EARLIER, ELSEWHERE | EARLIER], ids=str)
@pytest.mark.parametrize(("before", "after"), [(2, 0), (1, 1), (0, 2)])
def test_an_hour_that_was_changed_since_the_backup_loses_no_contest(
    script: Script, changed: dict[str, str], before: int, after: int
) -> None:
    """Posts of before the change have the days of the old zone in their markers, those of after it the new ones."""
    weeks(in_doubt(script), 1).world.back_up()
    weeks(script, before).world.change_settings(settings(**changed))
    script.ticks(2)
    weeks(script, after).later(HOUR)
    restored_to_its_photos(script)


@pytest.mark.parametrize("days", range(7))
def test_this_weeks_post_by_a_new_hour_is_taken_up_before_the_old_hour_comes(script: Script, days: int) -> None:
    """Its photo was in the queue still when the record was lost, and the old hour's slot is days away."""
    weeks(in_doubt(script), 1).world.back_up()
    script.world.change_settings(settings(post_at=f"{DAYS[days].lower()} 08:00"))
    script.ticks(2).staff.drop_photo(plain=True)
    script.at_slot().force("publish", Fault.DONE).tick()
    restored_to_its_photos(script)


@pytest.fixture
def by_reply(template: Path, tmp_path: Path) -> Iterator[Script]:
    """A town that announces by a reply to the winner, and by nothing else."""
    world = World(1, tmp_path, template, settings(announce_by="reply"))
    yield Script(world)
    world.close()


def test_the_only_reply_is_not_followed_by_one_to_another(by_reply: Script) -> None:
    """The record knows the captions and has forgotten the reply; staff, who have forgotten it too, pick another."""
    script = by_reply.review()
    script.world.back_up()
    script.at("announces_at").tick()
    other = script.world.database.rows("SELECT comment_id FROM comments ORDER BY comment_id")[0]["comment_id"]
    script.later(10 * DAY).world.restore()
    script.staff.pick(1, other)
    script.ticks(3)
    assert script.replies() == 1
    assert "named another winner" in script.told()
