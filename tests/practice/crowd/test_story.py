"""The written thread: 137 entries, a winner, and louder voices that must not win."""

from datetime import timedelta
from typing import Any

from captionbot.practice.crowd import story
from captionbot.practice.crowd.acts import Deed
from tests.practice.conftest import FRIDAY
from tests.practice.starting import Facebook

CLOSES = FRIDAY + timedelta(hours=72)


def test_its_plan_keeps_what_it_promises() -> None:
    """So many entries by different fans with different words, each in time, and one clear winner."""
    acts = story.plan(timedelta(hours=72))
    said = {act.number: act for act in acts if act.deed is Deed.COMMENT}
    entries = [act for number, act in said.items() if number < story.ENTRIES]

    assert len(entries) == story.ENTRIES
    assert len({act.text.casefold() for act in entries}) == len({act.by for act in entries}) == story.ENTRIES
    assert all(timedelta(0) < act.after < timedelta(hours=72) for act in entries)
    assert sum(story.EXPECTED["left_out"].values()) == len(said) - story.ENTRIES


def test_it_plays_over_http(facebook: Facebook) -> None:
    """At the close the thread is as told: the winner has 96, and a late one, the Page and a reply have more."""
    post = facebook.post_photo("The story")
    expected = facebook.story(CLOSES, post)
    facebook.stand_still_at(CLOSES)

    rows: list[dict[str, Any]] = []
    after: dict[str, str] = {}
    while True:
        page = facebook.get(
            f"{post}/comments",
            fields="id,message,created_time,is_hidden,reactions.limit(0).summary(total_count)",
            filter="stream",
            limit=100,
            **after,
        )
        rows += page["data"]
        if "next" not in page["paging"]:
            break
        after = {"after": page["paging"]["cursors"]["after"]}
    votes = {row["message"]: row["reactions"]["summary"]["total_count"] for row in rows}

    assert votes[expected["winner"]["caption"]] == expected["winner"]["votes"] == 96
    assert votes[expected["runner_up"]["caption"]] == expected["runner_up"]["votes"]
    assert all(votes[text] > 96 for text in expected["louder"].values())
    late = next(row for row in rows if row["message"] == expected["louder"]["late"])
    assert late["created_time"] == CLOSES.strftime("%Y-%m-%dT%H:%M:%S+0000")
    assert sum(row["is_hidden"] for row in rows) == 1
    assert len(rows) == expected["entries"] + sum(expected["left_out"].values()) - expected["left_out"]["withdrawn"]
