"""A world that is kept in a file goes on after a restart."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from captionbot.practice.world.things import Person
from captionbot.practice.world.world import World
from tests.practice.conftest import FRIDAY
from tests.practice.starting import running

AT = datetime(2026, 11, 27, 16, tzinfo=UTC)
PAGE = Person("610000000000001", "Practice Page")


def _busy(world: World) -> None:
    """Let everything happen once."""
    photo = world.upload(at=AT, picture=b"\xff\xd8\xff", mime="image/jpeg", alt="A horse")
    post = world.publish(at=AT, text="Caption?", photos=[photo.number])
    held = world.publish(at=AT, text="Held", photos=[], published=False, due_at=AT + timedelta(days=1))
    one = world.write(at=AT, on=post.number, text="One", by="Ann", tags=[("Bea", 0, 3)], key="0-1")
    two = world.write(at=AT, on=post.number, text="Two", person_id="77", withheld=True, attachment="sticker")
    world.write(at=AT, on=post.number, text="Reply", parent=one.number)
    world.write(at=AT, on=post.number, text="By id", person_id=PAGE.person_id)
    world.react(to=one.number, kind="LOVE", by=world.meet(name="Bea").person_id)
    world.add_reactions(to=two.number, counts={"HAHA": 4})
    world.add_reactions(to=post.number, counts={"LIKE": 2})
    world.edit(number=one.number, text="One, mended")
    world.hide(number=two.number)
    world.keep_to_roles(number=two.number)
    world.delete(number=one.number)
    world.bring_out(number=held.number)
    world.veil(number=two.number, until=AT + timedelta(minutes=3))
    world.gather(name="crowd", on=post.number, size=5, seed=1, hours=72.0)
    world.played(play=0, through=2)


def _told(world: World) -> object:
    return world.photos, world.posts, world.comments, world.fans, world.plays


def test_a_diary_replayed_makes_the_same_world(tmp_path: Path) -> None:
    """Every kind of thing that can happen is written down and happens again the same."""
    file = tmp_path / "kept" / "world.jsonl"
    first = World(PAGE, file)
    _busy(first)
    first.diary.close()

    again = World(PAGE, file)
    again.diary.close()

    assert [repr(one) for one in again.posts] == [repr(one) for one in first.posts]
    assert repr(_told(again)) == repr(_told(first))


def test_a_line_cut_short_is_left_aside(tmp_path: Path) -> None:
    """A crash in the middle of a line loses that line and nothing else, now or later."""
    file = tmp_path / "world.jsonl"
    first = World(PAGE, file)
    post = first.publish(at=AT, text="Whole", photos=[])
    first.diary.close()
    with file.open("a", encoding="utf-8") as torn:
        torn.write('["publish", {"at": {"$at": "2026-')

    second = World(PAGE, file)
    second.write(at=AT, on=post.number, text="After the crash", by="Ann")
    second.diary.close()
    third = World(PAGE, file)
    third.diary.close()

    assert [one.text for one in third.posts] == ["Whole"]
    assert [one.text for one in third.comments.values()] == ["After the crash"]


def test_a_killed_practice_goes_on_where_it_was(tmp_path: Path) -> None:
    """After a power cut the posts, the comments and the crowd under way are all there, once."""
    file = tmp_path / "world.jsonl"
    with running(file=file, crowd=30) as facebook:
        facebook.stand_still_at(FRIDAY)
        post = facebook.post_photo("What's the caption?")
        facebook.stand_still_at(FRIDAY + timedelta(hours=3))
        before = facebook.world()["comments"]
        facebook.kill()

    with running(file=file, crowd=30) as facebook:
        facebook.stand_still_at(FRIDAY + timedelta(hours=3))
        assert facebook.world()["comments"] == before
        facebook.stand_still_at(FRIDAY + timedelta(hours=200))
        after = [one["id"] for one in facebook.world()["comments"]]
        assert len(after) == len(set(after)) > len(before) > 0
        assert [one["id"] for one in facebook.live_posts()] == [post]
