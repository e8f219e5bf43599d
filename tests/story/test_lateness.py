"""Lateness is policy: what a tick does that comes hours or weeks after the slot."""

import pytest

from tests.story.town import ANNOUNCE, CLOSE, NEXT_SLOT, SLOT, Town


def test_three_hours_late(town: Town) -> None:
    """Within the catch-up window the photo is posted, once, and entries close when they would have."""
    town.queue_photo("a.jpg")
    town.at(SLOT).later(hours=3).tick_well()
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 0, 0)
    contest = town.status()["contests"][0]
    assert (contest["stage"], contest["slot"], contest["closes_at"]) == ("open", SLOT, CLOSE)
    assert contest["announces_at"] == ANNOUNCE


def test_seven_hours_late(town: Town) -> None:
    """After the window the slot is missed: staff are told, the photo stays first, the next slot is untouched."""
    town.queue_photo("a.jpg")
    town.queue_photo("b.jpg")
    assert town.at(SLOT).later(hours=7).tick().code == 1
    assert town.later(minutes=1).tick_well().out.strip() == "Nothing is due."
    assert town.counts == (0, 0, 0)
    assert "missed" in town.told()
    missed = town.status()["contests"][0]
    assert (missed["stage"], missed["slot"], missed["photo"], missed["number"]) == ("missed", SLOT, "a.jpg", None)
    queue = town.must("queue", "--json").json["photos"]
    assert [(photo["name"], photo["slot"]) for photo in queue] == [
        ("a.jpg", NEXT_SLOT),
        ("b.jpg", "2026-12-11T16:00:00Z"),
    ]
    town.at(NEXT_SLOT).tick_well()
    assert town.photos("posted") == ["a.jpg"]
    assert town.counts == (1, 0, 0)


@pytest.mark.parametrize(
    ("late", "posts"),
    [({"minutes": 359}, 1), ({"minutes": 360}, 0)],
    ids=["the last minute", "the end"],
)
def test_the_end_of_the_catch_up_window(town: Town, late: dict[str, float], posts: int) -> None:
    """The window ends exactly CATCH_UP_HOURS after the slot."""
    town.queue_photo("a.jpg")
    town.at(SLOT).later(**late).tick()
    assert town.counts == (posts, 0, 0)


def test_an_empty_queue_is_empty_however_late(town: Town) -> None:
    """Without a photo nothing was missed: a line says that the queue was empty, and the tick is content."""
    ran = town.at(SLOT).later(hours=7).tick()
    assert "empty" in ran.out
    assert "missed" not in ran.out
    assert ran.code == 0


@pytest.mark.parametrize(("hours", "posts"), [(1, 1), (7, 0)], ids=["one still catches up", "all three missed"])
def test_asleep_for_three_slots(town: Town, hours: int, posts: int) -> None:
    """However many slots went by, at most one photo is posted late; each of the others is told of."""
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        town.queue_photo(name)
    town.at("2026-12-11T16:00:00Z").later(hours=hours).tick()
    town.later(minutes=1).tick()
    assert town.counts == (posts, 0, 0)
    assert sum("was missed" in line for line in town.told().splitlines()) == 3 - posts
    assert town.photos("posted") == ["a.jpg"][:posts]


def test_slots_before_init_do_not_exist(empty_town: Town) -> None:
    """A department that begins on a Friday afternoon posts nothing for that morning, and is told of no loss."""
    town = empty_town.at(SLOT).later(hours=2)
    town.must("init", "--no-input")
    town.queue_photo("a.jpg")
    told = town.later(minutes=5).tick_well().out.strip()
    assert told == "One photo is ready for the next slot, and none for Friday 11 December at 10:00 AM CST."
    assert town.counts == (0, 0, 0)
    assert town.status()["contests"] == []
    town.at(NEXT_SLOT).tick_well()
    assert town.counts == (1, 0, 0)


def test_init_again_changes_nothing(town: Town) -> None:
    """`init` on a Page that has begun keeps its record, and a slot that just came is still served."""
    town.queue_photo("a.jpg")
    town.at(SLOT).later(minutes=30)
    town.must("init", "--no-input")
    town.tick_well()
    town.must("init", "--no-input")
    town.later(minutes=5).tick_well()
    assert town.counts == (1, 0, 0)


def test_one_slot_for_each_week(town: Town) -> None:
    """A day that is changed after the post holds from the next week on: a week has one contest."""
    town.post_the_first()
    town.queue_photo("b.jpg")
    town.settle_in(POST_AT="saturday 10:00")
    for when in ("2026-11-27T18:00:00Z", "2026-11-28T16:00:30Z", "2026-12-04T16:00:30Z"):
        town.at(when).tick()
        assert town.counts[0] == 1
    town.at("2026-12-05T16:00:30Z").tick()
    assert town.counts[0] == 2


def test_a_day_moved_ahead_of_the_slot(town: Town) -> None:
    """A slot that is moved within a week without a contest is served at its new hour, and the old one is no more."""
    town.queue_photo("a.jpg")
    town.queue_photo("b.jpg")
    town.settle_in(POST_AT="thursday 10:00")
    town.at("2026-11-25T19:00:00Z").tick_well()
    town.at("2026-11-26T16:00:30Z").tick_well()
    assert town.counts[0] == 1
    town.at(SLOT).later(seconds=30).tick_well()
    assert town.counts[0] == 1


def test_contests_overlap(town: Town) -> None:
    """Next Friday's photo is posted although last week's result is still held, and each goes its own way."""
    town.in_review(("Held for a week.", 7))
    town.must("hold", "1", "--because", "the chief wants to see it", "--by", "dana")
    town.queue_photo("b.jpg")
    town.at(ANNOUNCE).tick()
    assert town.counts == (1, 0, 0)
    town.at(NEXT_SLOT).tick()
    assert town.counts == (2, 0, 0)
    assert (town.stage(1), town.stage(2)) == ("review", "open")
    town.fan("Of the second week.", 3)
    town.must("release", "1", "--by", "dana")
    town.later(minutes=1).tick_well()
    assert town.counts == (2, 1, 1)
    assert "Held for a week." in town.spoken().announcements[0]["message"]
    town.at("2026-12-07T16:00:00Z").tick_well()
    town.at("2026-12-08T16:00:00Z").tick_well()
    assert town.counts == (2, 2, 2)
    assert "Of the second week." in town.spoken().announcements[1]["message"]


def test_each_contest_keeps_the_terms_it_began_with(town: Town) -> None:
    """Settings changed under way move no hour of a contest that has begun."""
    town.post_the_first()
    town.fan("By the old terms.", 2)
    town.settle_in(CLOSE_AT="sunday 10:00", ANNOUNCE_AT="monday 18:00", CONTEST_NAME="Something Else")
    kept = "Contest no. 1 keeps the terms it began with: CLOSE_AT monday 10:00 (now sunday 10:00)"
    assert kept in town.run("check").said
    town.at("2026-11-29T16:30:00Z").tick_well()
    assert town.stage() == "open"
    town.at(CLOSE).tick_well()
    town.at("2026-12-01T15:00:00Z").tick_well()
    assert town.counts == (1, 0, 0)
    town.at(ANNOUNCE).tick_well()
    assert town.spoken().announcements[0]["message"].endswith("Beat the Caption · result of Friday 27 November 2026")


def test_an_announcement_days_late(town: Town) -> None:
    """Within ANNOUNCE_WITHIN_DAYS the winner is announced by itself, votes as counted when entries closed."""
    (winner,) = town.in_review(("Late is fine.", 4))
    town.facebook.vote(winner, 50)
    town.at("2026-12-07T12:00:00Z").tick()
    assert town.counts == (1, 1, 1)
    assert "4 reactions when entries closed" in town.spoken().announcements[0]["message"]


def test_an_announcement_too_late(town: Town) -> None:
    """After ANNOUNCE_WITHIN_DAYS a person is asked, and their fresh yes is enough."""
    town.in_review(("Almost forgotten.", 4))
    assert town.at("2026-12-08T16:00:30Z").tick().code == 1
    assert town.counts == (1, 0, 0)
    assert "too late to announce without a fresh yes" in town.told()
    town.must("approve", "1", "--by", "dana")
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 1, 1)


def test_a_closing_reading_more_than_an_hour_late(town: Town) -> None:
    """Votes read late carry their real hour and wait for a person."""
    town.post_the_first()
    town.fan("Read late.", 9)
    town.at(CLOSE).later(hours=2).tick()
    assert town.at(ANNOUNCE).tick().code == 1
    assert town.counts == (1, 0, 0)
    town.must("approve", "1", "--by", "dana")
    town.later(minutes=1).tick_well()
    assert "counted on Monday 30 November at 12:00 PM CST" in town.spoken().announcements[0]["message"]
