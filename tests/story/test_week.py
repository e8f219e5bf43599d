"""A week by ticks alone, as cron would have it."""

import sqlite3
from typing import Any

from tests.story.town import ANNOUNCE, CLOSE, SLOT, Town, moment

SIDECAR = """\
Alt: Two officers on horseback outside a diner, one reaching for a milkshake.
Credit: Springfield Public Library
Fact: One of the horses, Biscuit, was banned from the diner a week later.

They promised the horses a treat. What's the caption?
"""
WINNER = "He asked for the stable special."
RUNNER_UP = "No straw for me, thanks. I had some for breakfast."
REASONS = {
    "late": "after the window",
    "page": "the Page itself",
    "reply": "a reply",
    "no words": "no words",
    "copy": "same caption as an earlier entry",
    "second entry": "second entry",
    "hidden": "hidden on Facebook",
    "withdrawn": "withdrawn",
}
"""Practice's words for what a right reading leaves out, and ours."""


def through_the_week(town: Town) -> dict[str, Any]:
    """Every tick of a week, with 149 comments under the post; gives what is right about them."""
    town.queue_photo("1974-mounted-patrol.jpg", SIDECAR)
    town.at("2026-11-27T15:59:30Z").tick_well()
    assert town.counts == (0, 0, 0)
    town.at(SLOT).later(seconds=5).tick_well()
    right = town.facebook.story(moment(CLOSE))
    for when in ("2026-11-27T16:15:00Z", "2026-11-29T03:00:00Z", "2026-11-30T15:59:59Z", CLOSE):
        town.at(when).tick_well()
    for when in ("2026-11-30T16:10:00Z", "2026-12-01T15:59:30Z"):
        town.at(when).tick_well()
    assert town.counts == (1, 0, 0)
    for when in (ANNOUNCE, "2026-12-01T16:00:30Z", "2026-12-02T12:00:00Z"):
        town.at(when).tick_well()
    return right


def test_a_week_by_ticks_alone(any_town: Town) -> None:
    """One post, one reply, one announcement, and the right winner although louder voices stand under the post."""
    town = any_town
    right = through_the_week(town)
    spoken = town.spoken()
    assert spoken.counts == (1, 1, 1)
    _the_post(town, spoken.posts[0])
    _the_tally(town, right)
    _the_reply(town, spoken.replies[0])
    _the_announcement(town, spoken.announcements[0])
    assert town.photos("queue") == []
    stem = "1974-mounted-patrol"
    assert town.photos("posted") == [f"{stem}.card.jpg", f"{stem}.jpg", f"{stem}.txt"]
    assert len(town.facebook.live_posts()) == 2


def _the_post(town: Town, post: dict[str, Any]) -> None:
    lines = str(post["message"]).splitlines()
    assert lines[0] == "They promised the horses a treat. What's the caption?"
    assert lines[-1] == "Beat the Caption · Friday 27 November 2026"
    assert "Photo: Springfield Public Library" in lines
    assert any("Monday 30 November at 10:00 AM CST" in line for line in lines)
    photos = {photo["id"]: photo for photo in town.facebook.world()["photos"]}
    assert [photos[one]["alt"] for one in post["photo_ids"]] == [SIDECAR.splitlines()[0].removeprefix("Alt: ")]


def _the_tally(town: Town, right: dict[str, Any]) -> None:
    tally = town.entries("1")
    left_out: dict[str, list[dict[str, Any]]] = {}
    assert tally["complete"] is True
    assert len(tally["entries"]) == right["entries"] == 137
    assert [(one["caption"], one["votes"]) for one in tally["entries"][:2]] == [(WINNER, 96), (RUNNER_UP, 61)]
    for one in tally["left_out"]:
        left_out.setdefault(one["reason"], []).append(one)
    assert {reason: len(ones) for reason, ones in left_out.items()} == {
        REASONS[name]: number for name, number in right["left_out"].items()
    }
    for name, caption in right["louder"].items():
        loudest = max(left_out[REASONS[name]], key=lambda one: int(one["votes"]))
        assert loudest["caption"] == caption
        assert loudest["votes"] > 96


def _the_reply(town: Town, reply: dict[str, Any]) -> None:
    winner = next(one for one in town.facebook.world()["comments"] if one["message"] == WINNER)
    assert reply["parent"] == winner["id"].partition("_")[2]
    assert WINNER in str(reply["message"])
    assert winner["from"]["name"] in str(reply["message"])


def _the_announcement(town: Town, post: dict[str, Any]) -> None:
    words = str(post["message"])
    assert words.splitlines()[-1] == "Beat the Caption · result of Friday 27 November 2026"
    winner = next(one for one in town.facebook.world()["comments"] if one["message"] == WINNER)
    for part in (
        f"“{WINNER}”",
        winner["from"]["name"],
        "96 reactions when entries closed, Monday 30 November at 10:00 AM CST",
        f"“{RUNNER_UP}”",
        "(61 reactions)",
        "One of the horses, Biscuit, was banned from the diner a week later.",
        "Photo: Springfield Public Library",
    ):
        assert part in words
    assert len(post["photo_ids"]) == 1


def test_the_wire_of_a_week(town: Town) -> None:
    """Each post went out in two steps, an upload nobody saw first, and the token was in no address."""
    town.post_the_first()
    town.fan("One for the road.", 3)
    town.at(CLOSE).tick_well()
    town.at(ANNOUNCE).tick_well()
    calls = town.facebook.calls()
    writes = [call["path"].rpartition("/")[2] for call in calls if call["method"] != "GET"]
    assert writes == ["photos", "feed", "comments", "photos", "feed"]
    assert not any(call["token_in_url"] for call in calls)
    assert all(call["token_sent"] for call in calls)
    assert town.counts == (1, 1, 1)


def test_a_person_can_read_the_record_with_sqlite_alone(town: Town) -> None:
    """Plain SQL on the file tells who won and when, in words and UTC."""
    town.in_review(("Hay fever is no excuse.", 5), ("Second.", 2))
    with sqlite3.connect(town.folder / "captionbot.db") as record:
        told = record.execute("SELECT number, stage, slot_at, photo, photo_in FROM contests").fetchall()
        order = record.execute(
            "SELECT text, counted_votes, verdict FROM comments WHERE contest = 1 ORDER BY rank"
        ).fetchall()
        acts = record.execute("SELECT action FROM audit ORDER BY id").fetchall()
        keyed = record.execute(
            "SELECT m.name FROM sqlite_master m WHERE m.type = 'table' AND m.name NOT IN ('alembic_version')"
            " AND NOT EXISTS (SELECT 1 FROM pragma_table_info(m.name) c WHERE c.name = 'page_id')"
            " AND m.name NOT LIKE 'sqlite_%'"
        ).fetchall()
    record.close()
    assert told == [(1, "review", "2026-11-27 16:00:00.000000", "1974-mounted-patrol.jpg", "posted")]
    assert order == [("Hay fever is no excuse.", 5, "entry"), ("Second.", 2, "entry")]
    assert [action for (action,) in acts][:2] == ["init", "posted"]
    assert keyed == []
