"""Everything is said once, whatever Facebook answers."""

import pytest

from tests.story.town import ANNOUNCE, CLOSE, NEXT_SLOT, SLOT, Town, moment

BY = ("--by", "dana")
DONE_BUT_DENIED = ["lie500", "lie-html502", "lie-empty", "reset-after", "timeout-after=1", "cut"]
NOT_DONE = ["500", "html502", "error200", "reset-before"]


def at_the_slot(town: Town, *faults: str) -> Town:
    """A photo in the queue, five seconds past its slot, with a Facebook that lies."""
    town.queue_photo("a.jpg")
    town.facebook.fault(*faults)
    return town.at(SLOT).later(seconds=5)


def to_the_end(town: Town) -> None:
    """From an open contest to its announcement, said once each."""
    town.fan("All's well.", 5)
    town.at(CLOSE).tick_well()
    town.at(ANNOUNCE).tick_well()
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 1, 1)


@pytest.mark.parametrize("fault", DONE_BUT_DENIED)
def test_the_post_that_was_denied(town: Town, fault: str) -> None:
    """A post that stands although the answer says otherwise, or never came, is adopted at once."""
    at_the_slot(town, f"{fault}:POST*/feed").tick_well()
    assert town.stage() == "open"
    for minutes in (1, 10, 30):
        town.later(minutes=minutes).tick_well()
    assert town.counts == (1, 0, 0)
    assert town.calls("POST", "feed") == 1


@pytest.mark.parametrize("fault", NOT_DONE)
def test_the_post_that_failed(any_town: Town, fault: str) -> None:
    """What isn't there is looked for over SETTLE_MINUTES and then tried again, with the same upload, in that tick."""
    town = any_town
    assert at_the_slot(town, f"{fault}:POST*/feed").tick().code == 1
    for minutes in (1, 8):
        assert town.later(minutes=minutes).tick().code == 1
    assert town.calls("POST", "feed") == 1
    town.later(minutes=1).tick_well()
    assert (town.calls("POST", "feed"), town.calls("POST", "photos")) == (2, 1)
    assert town.counts == (1, 0, 0)
    town.later(minutes=30).tick_well()
    to_the_end(town)


def test_a_silence_of_half_a_minute(town: Town) -> None:
    """Facebook takes the post and then says nothing at all: the bot gives up waiting, looks, and finds it."""
    at_the_slot(town, "timeout-after=45:POST*/feed").tick_well()
    assert town.stage() == "open"
    assert town.calls("POST", "feed") <= 1  # it is noted when it ends
    assert town.counts == (1, 0, 0)


@pytest.mark.parametrize("call", ["POST*/comments", "POST*/feed"], ids=["reply", "announcement"])
@pytest.mark.parametrize("fault", ["lie500", "reset-after", "500", "reset-before"])
def test_an_announcement_that_was_denied(town: Town, call: str, fault: str) -> None:
    """Reply and announcement are each said once too, and one's trouble never repeats the other."""
    town.in_review(("The winner.", 9))
    town.facebook.fault(f"{fault}:{call}")
    done = fault in DONE_BUT_DENIED
    assert town.at(ANNOUNCE).tick().code == (0 if done else 1)
    for _ in range(2):
        town.later(minutes=5).tick()
    assert town.counts == (1, 1, 1)
    assert town.stage() == "announced"
    assert town.calls("POST", call.rpartition("/")[2]) == {"comments": 1, "feed": 2}[call.rpartition("/")[2]] + (
        not done
    )


def test_reads_lag_behind_the_write(town: Town) -> None:
    """A post denied by a 500, that no read shows for five minutes, is waited for and found, not repeated."""
    at_the_slot(town, "lag=5:POST*/feed", "lie500:POST*/feed").tick()
    assert town.stage() == "posting"
    town.later(minutes=3).tick()
    assert town.stage() == "posting"
    town.facebook.clear_faults()
    town.later(minutes=3).tick_well()
    assert town.stage() == "open"
    assert town.counts == (1, 0, 0)
    assert town.calls("POST", "feed") == 1
    to_the_end(town)


def test_reads_lag_behind_the_reply(town: Town) -> None:
    """The same for the reply: denied, invisible for five minutes, said once."""
    town.in_review(("The winner.", 9))
    town.facebook.fault("lag=5:POST*/comments", "lie500:POST*/comments")
    town.at(ANNOUNCE).tick()
    town.facebook.clear_faults()
    for _ in range(4):
        town.later(minutes=3).tick()
    assert town.counts == (1, 1, 1)
    assert town.stage() == "announced"


def test_a_post_that_no_read_shows_yet(town: Town) -> None:
    """A post that was said and can't be read for five minutes is not taken for a deleted one."""
    at_the_slot(town, "lag=5:POST*/feed").tick()
    for _ in range(4):
        town.later(minutes=4).tick()
    assert town.stage() == "open"
    to_the_end(town)


def test_the_hours_of_further_attempts(town: Town) -> None:
    """Attempts are made at 0, 10, 30 and 90 minutes, each after the one before is surely absent."""
    at_the_slot(town, "500:POST*/feed:*").tick()
    begun, made = town.now, []
    for minutes in (5, 9, 10, 15, 20, 29, 30, 40, 60, 89, 90, 120):
        town.at(begun).later(minutes=minutes).tick()
        made.append((minutes, town.calls("POST", "feed")))
    assert made == [
        *((5, 1), (9, 1), (10, 2), (15, 2), (20, 2), (29, 2)),
        *((30, 3), (40, 3), (60, 3), (89, 3), (90, 4), (120, 4)),
    ]
    assert town.calls("POST", "photos") == 1


def test_a_look_that_fails_proves_nothing(town: Town) -> None:
    """While the Page can't be read, nothing is sent a second time."""
    at_the_slot(town, "lie500:POST*/feed", "lag=5:POST*/feed").tick()
    town.facebook.fault("10:GET*/published_posts:*")
    for _ in range(3):
        town.later(minutes=15).tick()
    assert town.calls("POST", "feed") == 1
    assert town.stage() == "posting"
    town.facebook.clear_faults()
    town.later(minutes=15).tick_well()
    assert town.stage() == "open"
    assert (town.counts, town.calls("POST", "feed")) == ((1, 0, 0), 1)


def test_a_look_that_fails_before_the_first_attempt(town: Town) -> None:
    """Before anything is said at all the Page is read, and where it can't be nothing is said."""
    at_the_slot(town, "10:GET*/published_posts:*").tick()
    assert town.calls("POST", "feed") == 0
    town.facebook.clear_faults()
    town.later(minutes=15).tick_well()
    assert town.counts == (1, 0, 0)


def test_stuck_and_live(town: Town) -> None:
    """Where nobody can tell by the end of the window, a person says that it is live, and the week goes on."""
    at_the_slot(town, "lie500:POST*/feed", "lag=500:POST*/feed:1", "500:POST*/feed:*")
    for minutes in (0, 10, 30, 90, 370):
        town.at(SLOT).later(minutes=minutes, seconds=5).tick()
    assert town.stage() == "stuck"
    assert "captionbot settle 1" in town.told()
    known = "Nobody can tell whether its post is live. The post was sent 4 times, first on Friday 27 November at 10:00"
    assert town.contest()["note"].startswith(known)
    assert known in town.told()
    (post,) = town.spoken().posts
    town.facebook.clear_faults()
    town.must("settle", "1", "--live", post["id"].rpartition("_")[2], *BY)
    town.at("2026-11-29T16:00:00Z").tick_well()
    assert town.contest()["post_id"] == post["id"]
    assert town.photos("posted") == ["a.jpg"]
    to_the_end(town)


def test_stuck_and_not_live(town: Town) -> None:
    """A person says that it is not live: past its window the contest is missed, and the photo is still first."""
    at_the_slot(town, "500:POST*/feed:*")
    for minutes in (0, 10, 30, 90, 370):
        town.at(SLOT).later(minutes=minutes, seconds=5).tick()
    assert town.stage() == "stuck"
    assert town.later(days=1).tick().code == 1
    town.facebook.clear_faults()
    town.must("settle", "1", "--not-live", *BY)
    assert town.stage() == "missed"
    town.later(minutes=5).tick_well()
    assert town.counts == (0, 0, 0)
    town.at(NEXT_SLOT).tick_well()
    assert town.counts == (1, 0, 0)
    assert town.photos("posted") == ["a.jpg"]


def test_a_stuck_announcement(town: Town) -> None:
    """An announcement nobody can tell of waits for a person; told that it is not live, it is made once."""
    town.in_review(("The winner.", 9))
    town.facebook.fault("500:POST*/comments:*")
    town.at(ANNOUNCE).tick()
    town.later(days=7, minutes=30).tick()
    town.later(minutes=30).tick()
    assert town.stage() == "stuck"
    known = "Nobody can tell whether its reply is live. The reply was sent "
    assert town.contest()["note"].startswith(known)
    assert town.told().count(known) == 1
    town.facebook.clear_faults()
    town.must("settle", "1", "--not-live", *BY)
    town.later(minutes=1).tick()
    town.later(minutes=1).tick()
    assert town.stage() == "announced"
    assert town.counts == (1, 1, 1)


def test_a_marker_that_is_not_ours(town: Town) -> None:
    """Neither a visitor's post with our marker, nor words of staff without a photo, is taken for our own."""
    line = "Beat the Caption · Friday 27 November 2026"
    town.at(SLOT)
    town.facebook.lever("posts", text=f"Haha\n{line}", by="A Visitor", photo=True)
    town.facebook.lever("posts", text=f"Coming up today:\n{line}")
    town.facebook.lever("posts", text=f"Soon: {line}!", photo=True)
    at_the_slot(town).tick_well()
    assert town.counts == (1, 0, 0)


def test_no_network(town: Town) -> None:
    """What certainly never left uses up no attempt and holds up no slot."""
    at_the_slot(town)
    town.settle_in(FACEBOOK_GRAPH_URL="http://127.0.0.1:9")
    assert town.tick().code == 1
    town.settle_in()
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 0, 0)


def test_clocks_apart(town: Town) -> None:
    """Where our clock and Facebook's differ by more than 15 minutes nothing is said, and staff are told."""
    at_the_slot(town)
    town.facebook.stand_still_at(moment(SLOT.replace("16:00", "15:40")))
    assert town.tick().code == 1
    assert town.counts == (0, 0, 0)
    assert "clock" in town.told()
    town.later(minutes=5).tick_well()
    assert town.counts == (1, 0, 0)
