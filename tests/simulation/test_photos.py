"""What befalls photos, each told as briefly as it can be: a folder that can't be written, the same picture again."""

from datetime import timedelta

import pytest

from captionbot.photos.folder import Place
from tests.simulation.faults import Fault
from tests.simulation.script import DAY, HOUR, MINUTE, Script

WEEK = timedelta(weeks=1)


def rooms(script: Script) -> dict[str, list[str]]:
    """What lies where."""
    return {str(place): sorted(photos) for place, photos in script.world.shelf.places.items() if photos}


def pictures(script: Script) -> list[int]:
    """What is seen in the posts that stand, oldest first."""
    uploads, shelf = script.world.facebook.uploads, script.world.shelf
    return [shelf.picture(uploads[post.photo_ids[0]].jpeg.decode()) for post in script.posts()]


def test_in_a_folder_that_cannot_be_written_weeks_go_on_and_no_photo_goes_twice(script: Script) -> None:
    """The record is the truth; once the folder can be written, each photo is where it belongs."""
    script.staff.drop_photo(plain=True)
    script.world.shelf.read_only = True
    for weeks in (1, 2):
        script.at_slot().ticks(6, every=DAY)
        assert pictures(script) == list(range(1, weeks + 1))
    assert rooms(script) == {"queue": ["photo1.jpg", "photo2.jpg", "photo3.jpg"]}
    told = [line for line in script.told().splitlines() if "can't be moved" in line]
    assert told
    script.world.shelf.read_only = False
    script.tick()
    assert rooms(script) == {"posted": ["photo1.jpg", "photo2.jpg"], "queue": ["photo3.jpg"]}
    assert pictures(script) == [1, 2]


def test_what_is_no_photo_keeps_no_slot_where_it_cannot_be_moved(script: Script) -> None:
    """It is refused by the record, and set aside when that can be done."""
    shelf = script.world.shelf
    shelf.places[Place.QUEUE]["photo1.jpg"].broken = True
    shelf.read_only = True
    script.at_slot().ticks(3)
    assert pictures(script) == [2]
    shelf.read_only = False
    script.later(HOUR).ticks(2)
    assert rooms(script) == {"posted": ["photo2.jpg"], "rejected": ["photo1.jpg"]}


def test_what_is_no_photo_is_set_aside_when_it_lands_under_a_pause_too(script: Script) -> None:
    """Days before anybody needs it."""
    script.world.shelf.pause = ""
    script.world.shelf.drop(broken=True)
    script.tick()
    assert rooms(script) == {"queue": ["photo1.jpg", "photo2.jpg"], "rejected": ["photo3.jpg"]}
    assert "photo3.jpg was set aside" in script.told()


@pytest.mark.parametrize("copied", [True, False], ids=["the same file", "saved anew"])
def test_the_same_picture_again_waits_for_a_persons_yes(script: Script, *, copied: bool) -> None:
    """The next photo takes the slot, and with a yes it goes out after all."""
    shelf = script.world.shelf
    script.at_slot().tick()
    again = shelf.drop(again=shelf.dropped[0], copied=copied)
    script.later(WEEK).ticks(2)
    assert pictures(script) == [1, 2]
    script.later(WEEK).ticks(2)
    assert pictures(script) == [1, 2]
    assert rooms(script)["queue"] == [again]
    script.staff.vouch()
    script.later(WEEK).ticks(2)
    assert pictures(script) == [1, 2, 1]


@pytest.mark.parametrize("copied", [True, False], ids=["the same file", "saved anew"])
def test_a_copy_of_a_photo_whose_post_is_in_doubt_is_not_posted(script: Script, *, copied: bool) -> None:
    """The first may be live; nobody can say before a look at the Page has told."""
    shelf = script.world.shelf
    for photo in list(shelf.places[Place.QUEUE])[1:]:
        del shelf.places[Place.QUEUE][photo]
        shelf.dropped.pop()
    shelf.drop(again=shelf.dropped[0], copied=copied)
    script.world.outside.lag = lambda: 9 * MINUTE  # type: ignore[method-assign]
    script.at_slot().force("publish", Fault.DONE).tick()
    script.staff.post_now()
    script.ticks(20, every=MINUTE)
    assert pictures(script) == [1]


def test_a_photo_that_cannot_be_examined_now_is_passed_over_and_keeps_its_place(script: Script) -> None:
    """It may be examined later, and is the next then."""
    script.world.shelf.places[Place.QUEUE]["photo1.jpg"].baffling = 1
    script.at_slot().ticks(1)
    assert pictures(script) == [2]
    script.later(2 * HOUR).tick()
    script.at_slot().ticks(1)
    assert pictures(script) == [2, 1]


def test_a_photo_that_this_machine_can_never_examine_is_refused_in_the_end(script: Script) -> None:
    """After some tries, an hour apart; nothing waits for it."""
    script.world.shelf.places[Place.QUEUE]["photo1.jpg"].baffling = 99
    for _ in range(6):
        script.tick()
        script.later(2 * HOUR)
    assert rooms(script) == {"queue": ["photo2.jpg"], "rejected": ["photo1.jpg"]}
    assert "photo1.jpg" in script.told()


def test_a_photo_half_copied_waits_and_is_taken_when_it_is_whole(script: Script) -> None:
    """It is never opened meanwhile."""
    photo = script.world.shelf.places[Place.QUEUE]["photo1.jpg"]
    photo.copying = True
    script.at_slot().ticks(1)
    assert pictures(script) == [2]
    photo.copying = False
    script.at_slot().ticks(1)
    assert pictures(script) == [2, 1]
