"""What Facebook refuses outright: a dead token, too many calls, a block."""

import pytest

from tests.story.town import ANNOUNCE, SLOT, Town

BY = ("--by", "dana")


def test_a_dead_token_at_the_slot(town: Town) -> None:
    """Staff are told once, the slot is kept, and the photo goes out when the token lives again."""
    town.queue_photo("a.jpg")
    town.facebook.kill_token()
    for minutes in (0, 30, 30):
        assert town.at(SLOT).later(minutes=minutes).tick().code == 1
    assert town.told().lower().count("token no longer works") <= 1
    assert len([row for row in town.rows("notices") if "token" in row["text"].lower()]) == 1
    town.facebook.revive_token()
    town.at(SLOT).later(hours=3).tick_well()
    assert town.counts == (1, 0, 0)
    assert town.facebook.token not in town.told()


def test_a_dead_token_past_the_window(town: Town) -> None:
    """A token that lives again only after the window finds a missed slot, and the photo still first."""
    town.queue_photo("a.jpg")
    town.facebook.kill_token()
    town.at(SLOT).tick()
    town.later(hours=7).tick()
    assert town.photos("queue") == ["a.jpg"]
    town.facebook.revive_token()
    town.later(minutes=5).tick()
    assert town.counts == (0, 0, 0)
    assert "was missed" in town.told()


def test_a_token_that_dies_between_upload_and_post(town: Town) -> None:
    """The post that a dead token kept back goes out once, with the same upload."""
    town.queue_photo("a.jpg")
    town.facebook.fault("190-460:POST*/feed")
    assert town.at(SLOT).tick().code == 1
    town.later(minutes=30).tick_well()
    assert town.counts == (1, 0, 0)
    assert (town.calls("POST", "feed"), town.calls("POST", "photos")) == (2, 1)


def test_a_dead_token_at_the_announcement(town: Town) -> None:
    """The result waits for the token, and nothing of it is said twice."""
    town.in_review(("The winner.", 9))
    town.facebook.fault("190-460:POST*/feed")
    assert town.at(ANNOUNCE).tick().code == 1
    assert town.counts == (1, 1, 0)
    town.later(hours=5).tick_well()
    assert town.counts == (1, 1, 1)


@pytest.mark.parametrize("call", ["POST*/feed", "POST*/photos"])
def test_a_block_pauses(town: Town, call: str) -> None:
    """A block (368) stops all speaking; nothing goes out until a person has resumed and released it."""
    town.queue_photo("a.jpg")
    town.facebook.fault(f"368-1390008:{call}")
    assert town.at(SLOT).tick().code == 1
    assert "block" in town.status()["paused"]["because"].lower()
    for _ in range(3):
        town.later(hours=1).tick()
    assert town.counts == (0, 0, 0)
    writes = [one for one in town.facebook.calls() if one["method"] != "GET"]
    resumed = town.must("resume", *BY).out
    town.later(minutes=1).tick()
    assert town.counts == (0, 0, 0)
    assert [one for one in town.facebook.calls() if one["method"] != "GET"] == writes
    assert "captionbot release 1" in resumed
    town.must("release", "1", *BY)
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 0, 0)


@pytest.mark.parametrize("call", ["POST*/feed", "GET*/published_posts", "GET*/comments"])
def test_too_many_calls(town: Town, call: str) -> None:
    """Through a rate limit (80001) not one call is made for as long as Facebook asks; then the week goes on."""
    town.queue_photo("a.jpg")
    town.facebook.fault(f"80001=30:{call}")
    assert town.at(SLOT).tick().code == 1
    calls = len(town.facebook.calls())
    for _ in range(2):
        assert town.later(minutes=14).tick().code == 1
    assert len(town.facebook.calls()) == calls
    town.later(minutes=3).tick_well()
    assert town.counts == (1, 0, 0)
    assert town.stage() == "open"


def test_a_lost_permission(town: Town) -> None:
    """A permission that is gone is told of with what to do, and the post goes out once it is back."""
    town.queue_photo("a.jpg")
    town.facebook.lever("token", scopes=["pages_show_list", "pages_read_engagement", "pages_read_user_content"])
    assert town.at(SLOT).tick().code == 1
    assert "permission" in town.told().lower()
    town.facebook.lever(
        "token",
        scopes=[
            *("pages_show_list", "pages_read_engagement", "pages_read_user_content"),
            *("pages_manage_posts", "pages_manage_engagement"),
        ],
    )
    town.later(hours=1).tick_well()
    assert town.counts == (1, 0, 0)


def test_a_post_refused_to_the_end_is_missed(town: Town) -> None:
    """What Facebook definitely refused all along is surely not live: the slot is missed, not stuck."""
    town.queue_photo("a.jpg")
    town.facebook.fault("200:POST*/feed:*")
    for hours in (0, 1, 3, 7):
        town.at(SLOT).later(hours=hours).tick()
    assert town.stage() == "missed"
    assert town.photos("queue") == ["a.jpg"]
    assert town.counts == (0, 0, 0)
