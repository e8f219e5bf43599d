"""What the simulation has found, each told as briefly as it can be, so that it stays found."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from tests.simulation import expected
from tests.simulation.facebook import By, LivePost
from tests.simulation.faults import Fault
from tests.simulation.script import DAY, HOUR, MINUTE, Script
from tests.simulation.surroundings import ZERO
from tests.simulation.terms import settings
from tests.simulation.world import World

TEN_YEARS = 3653 * DAY
Town = Callable[..., Script]


@pytest.fixture
def script(world: World) -> Script:
    """Two photos in the queue, and a worker."""
    return Script(world)


@pytest.fixture
def town(template: Path, tmp_path: Path) -> Iterator[Town]:
    """A script in a world and under settings of its own, as often as it is asked for."""
    worlds: list[World] = []

    def made(**changed: str) -> Script:
        folder = tmp_path / str(len(worlds))
        folder.mkdir()
        worlds.append(World(1, folder, template, settings(**changed)))
        return Script(worlds[-1])

    yield made
    for world in worlds:
        world.close()


def at_every_point(town: Town, until: Callable[[Script], object], then: Callable[[Script], object]) -> None:
    """Kill the tick that comes after ``until`` at its first point, at its second … until it survives."""
    for point in count(1):
        script = town()
        until(script)
        script.dies_at(point)
        died = not script.world.workers
        script.ticks(8)
        then(script)
        if not died:
            assert point > 4, "nothing was tried"
            return


def told_of_everything(script: Script) -> None:
    """Staff have heard of what is stuck, missed or gone."""
    assert not list(expected.staff_are_told(script.world, script.world.time.host))


def lag(script: Script, span: timedelta) -> None:
    """Reads show a write only after so long."""
    script.world.outside.lag = lambda: span  # type: ignore[method-assign]


# a post is said once


@pytest.mark.parametrize("minutes", [-14, -11, 0, 11, 14])
def test_a_clock_that_is_minutes_off_finds_its_own_post(script: Script, minutes: int) -> None:
    """Facebook dates our post by its own clock; a post made "before" its slot is ours all the same."""
    script.world.set_clock(minutes * MINUTE)
    script.at_slot().force("publish", Fault.DONE).ticks(8)
    assert len(script.posts()) == 1
    assert script.contest()["stage"] == "open"


@pytest.mark.parametrize("step", [14 * MINUTE, -14 * MINUTE])
def test_a_clock_that_is_put_right_settles_nothing(script: Script, step: timedelta) -> None:
    """SETTLE_MINUTES are Facebook's: a clock that is set while we wait makes them no shorter."""
    lag(script, 9 * MINUTE)
    script.world.outside.names_stories = 0
    script.world.set_clock(-step / 2)
    script.at_slot().force("publish", Fault.DONE).tick()
    script.world.set_clock(step / 2)
    script.ticks(30, MINUTE)
    assert len(script.posts()) == 1


def test_the_waiting_begins_when_the_call_ends(script: Script) -> None:
    """A call may take two minutes; what Facebook accepts at its end shows SETTLE_MINUTES after that."""
    lag(script, 10 * MINUTE)
    script.world.outside.names_stories = 0
    script.world.outside.slow = True
    script.at_slot().force("publish", Fault.DONE).tick()
    script.ticks(40, MINUTE / 4)
    script.ticks(20, MINUTE)
    assert len(script.posts()) == 1


@pytest.mark.parametrize("fault", [Fault.PERMISSION, Fault.REFUSED, Fault.NOT_SENT, Fault.INCOMPLETE])
@pytest.mark.parametrize(("call", "late"), [("posts", 9 * MINUTE), ("post", 3 * HOUR)], ids=["list", "story"])
def test_a_look_that_fails_proves_nothing(script: Script, call: str, late: timedelta, fault: Fault) -> None:
    """While the list can't be read, or the post that Facebook names can't, nothing is sent again."""
    lag(script, late)
    script.world.outside.names_stories = 1
    script.at_slot().force("publish", Fault.DONE).force("story", Fault.INCOMPLETE).tick()
    script.force(call, *[fault] * 30).ticks(10)
    assert len(script.posts()) == 1


def test_a_clock_put_right_in_the_middle_of_a_tick_posts_no_future_slot(script: Script) -> None:
    """The slots of ten years were listed by a clock that is right again when they are taken."""
    script.at_slot().later(HOUR)
    script.world.set_clock(TEN_YEARS)
    script.during("me", lambda: script.world.set_clock(ZERO)).ticks(3)
    assert len(script.posts()) == 1
    assert script.contest()["number"] == 1


@pytest.mark.parametrize("call", ["upload", "publish"])
def test_a_photo_that_is_refused_is_replaced_whole(town: Town, call: str) -> None:
    """Killed anywhere while the next photo takes the slot: what stands on the Page is the photo in posted."""

    def whole(script: Script) -> None:
        (post,) = script.posts()
        posted = script.world.facebook.uploads[post.photo_ids[0]].jpeg.decode()
        assert script.world.shelf.where()[posted] == ["posted"]
        assert script.contest()["photo_in"] == "posted"

    at_every_point(town, lambda script: script.at_slot().force(call, Fault.PHOTO), whole)


# staff's word that comes meanwhile


@pytest.mark.parametrize("word", ["void", "hold"])
@pytest.mark.parametrize("call", ["posts", "upload", "publish"])
def test_called_off_before_the_first_byte(script: Script, call: str, word: str) -> None:
    """Staff call a contest off, or hold it, while its post is prepared: it is not posted, or they hear why."""
    script.at_slot().force("upload", Fault.NOT_SENT).tick()
    script.later(MINUTE).during(call, lambda: getattr(script.staff, word)(1)).ticks(3)
    if (call, word) == ("publish", "void"):
        assert "Nobody can tell yet" in script.world.journal.tail()
    else:
        assert not script.posts()


def test_a_pick_while_a_contest_is_ended_stands(script: Script) -> None:
    """At announce_at there is no winner; staff pick one while the tick asks Facebook for the time."""
    script.at_slot().tick()
    script.later(HOUR)
    said = script.fans.says(script.posts()[-1], "A joke without votes")
    said.votes = 0
    script.at("closes_at").tick()
    script.at("announces_at").during("me", lambda: script.staff.pick(1, said.comment_id)).ticks(3)
    assert script.contest()["stage"] != "void"
    assert script.world.ledger.picks == {1: said.comment_id}


def test_called_off_while_it_is_ended_or_announced(script: Script) -> None:
    """A void that comes in the middle of an announcement ends no tick in an error."""
    script.review().at("announces_at").during("comment", lambda: script.staff.void(1)).ticks(3)
    assert script.contest()["stage"] == "void"
    assert (len(script.posts()), script.replies()) == (1, 0)


def test_what_is_in_doubt_is_not_called_off(script: Script) -> None:
    """A post that may be live keeps its photo, whatever staff say: it is not posted a second time."""
    lag(script, 9 * MINUTE)
    script.at_slot().force("publish", Fault.DONE).tick()
    script.staff.void(1)
    script.ticks(4).at_slot().ticks(3)
    photos = [post.photo_ids for post in script.posts()]
    assert len({script.world.facebook.uploads[photo].jpeg for (photo,) in photos}) == len(photos)


# clocks that were wrong leave nothing behind


@pytest.mark.parametrize("by", ["file", "staff"])
def test_a_pause_that_a_wrong_clock_ended_is_over(script: Script, by: str) -> None:
    """It was ended in 2036 by a clock that was ahead; the next slots are posted."""
    begin, end = {"file": ("pause_by_file", "take_pause_file_away"), "staff": ("pause", "resume")}[by]
    getattr(script.staff, begin)()
    script.tick()
    script.world.set_clock(TEN_YEARS)
    script.tick()
    getattr(script.staff, end)()
    script.tick()
    script.world.set_clock(ZERO)
    script.ticks(2)
    script.at_slot().ticks(2)
    assert len(script.posts()) == 1


def test_a_lease_of_a_wrong_clock_runs_out(script: Script) -> None:
    """Extended by a clock ten years ahead, on a host that is gone: the next worker waits for minutes, not years."""
    script.world.stop(script.worker)
    script.world.set_clock(TEN_YEARS)
    gone = script.world.start("there")
    script.tick(gone)
    script.world.stop(gone, orderly=False)
    script.world.set_clock(ZERO)
    script.ticks(2)
    script.at_slot().ticks(2)
    assert len(script.posts()) == 1


def test_the_edit_is_not_said_by_a_wrong_clock(town: Town) -> None:
    """The clock is set wrong while the standing words are read, just before they are added to."""
    script = town(announce_by="edit").review()
    calls = iter(range(9))

    def meanwhile(name: str) -> None:
        if name == "post" and next(calls) == 1:
            script.world.set_clock(3 * DAY)

    script.world.meanwhile = meanwhile
    script.at("announces_at").tick()
    assert script.world.time.offset


# nothing is lost


def test_a_post_that_was_deleted_is_told(town: Town) -> None:
    """Killed anywhere while the contest is ended: staff hear of it."""

    def deleted(script: Script) -> None:
        script.open()
        script.world.facebook.delete_post(script.posts()[-1], script.world.time.true)
        script.at("closes_at").tick()
        script.later(11 * MINUTE)

    at_every_point(town, deleted, told_of_everything)


def test_a_slot_that_was_missed_is_told(town: Town) -> None:
    """Killed anywhere while a contest is given up: staff hear of it."""

    def given_up(script: Script) -> None:
        script.at_slot().force("upload", *[Fault.NOT_SENT] * 9).tick()
        script.later(DAY)

    at_every_point(town, given_up, told_of_everything)


def test_a_slot_that_was_slept_through_is_told(town: Town) -> None:
    """Killed anywhere while a slot is written off: staff hear of it."""
    at_every_point(town, lambda script: script.at_slot().later(DAY), told_of_everything)


def test_an_edit_between_two_passes_is_kept(script: Script) -> None:
    """The closing reading walks until nothing is new; what the second walk shows is read as well."""
    post = script.open().posts()[-1]
    one = next(iter(post.comments.values()))
    script.at("closes_at")
    calls = iter(range(9))

    def meanwhile(name: str) -> None:
        if name == "comments" and next(calls) == 1:
            one.text = "Other words"

    script.world.meanwhile = meanwhile
    script.tick()
    texts = [row["text"] for row in script.world.database.rows("SELECT text FROM comment_texts ORDER BY text")]
    assert "Other words" in texts


# a restored backup repeats nothing


@pytest.mark.parametrize("votes", [0, 50], ids=["the same winner", "another winner"])
@pytest.mark.parametrize("answer", ["attend", "release"])
def test_a_restored_backup_announces_nothing_again(script: Script, answer: str, votes: int) -> None:
    """The record has forgotten the announcement; whatever staff answer, there is one reply and one result."""
    script.open()
    script.world.back_up()
    script.at("closes_at").tick()
    script.at("announces_at").tick()
    assert (len(script.posts()), script.replies()) == (2, 1)
    next(iter(script.posts()[0].comments.values())).votes += votes
    script.later(DAY)
    script.world.restore()
    for _ in range(6):
        script.ticks(2)
        script.staff.approve(1)
        script.staff.attend() if answer == "attend" else script.staff.release(1)
    assert (len(script.posts()), script.replies()) == (2, 1)


@pytest.mark.parametrize("late", [HOUR, 3 * DAY, 10 * DAY])
def test_a_restored_backup_posts_nothing_again(script: Script, late: timedelta) -> None:
    """Made before the slot, restored after it: the contest is taken up where it stands."""
    script.world.back_up()
    script.at_slot().ticks(2)
    before = script.posts()
    script.later(late)
    script.world.restore()
    script.ticks(3)
    assert [post.post_id for post in script.posts()][:1] == [post.post_id for post in before]
    assert script.contest(1)["post_id"] == before[0].post_id


# what only looks like ours


@pytest.mark.parametrize("photos", [0, 1, 2])
@pytest.mark.parametrize("words", ["Soon: {line}!", "{line} \u2014 be there", "Look\n{line}."])
def test_a_teaser_is_not_ours(script: Script, words: str, photos: int) -> None:
    """Staff type the marker into a sentence, before the slot and in the middle of it."""
    line = "Beat the Caption · Friday 27 November 2026"

    def tease() -> LivePost:
        text = words.format(line=line)
        return script.world.facebook.publish(text, by=By.STAFF, at=script.world.time.true, lag=ZERO, photos=photos)

    tease()
    script.at_slot()
    tease()
    script.force("publish", Fault.UNDONE).ticks(4)
    assert [post.by for post in script.posts()] == [By.BOT]


def test_a_congratulation_by_hand_is_not_ours(script: Script) -> None:
    """Staff were quicker: the bot still says its own words, once."""
    script.review()
    winner = list(script.posts()[0].comments.values())[-1]
    us = ("1001", "Springfield Police")
    script.world.facebook.comment(
        script.posts()[0],
        "Congratulations!",
        by=By.STAFF,
        at=script.world.time.true,
        lag=ZERO,
        entrant=us,
        parent=winner.comment_id,
    )
    script.at("announces_at").force("reply", Fault.DONE).ticks(4)
    assert (len(script.posts()), script.replies()) == (2, 1)
