"""A fan asks why theirs did not win, through a week; and a contest that staff ran by hand is judged."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.story.test_week import REASONS, RUNNER_UP, WINNER
from tests.story.town import ANNOUNCE, CLOSE, SLOT, WEDNESDAY, Town, moment


def _why(town: Town, *what: str) -> tuple[str, str]:
    """The sentence and the reply."""
    told = town.must("explain", *what, "--json").json
    return told["sentence"], told["reply"]


def test_a_fan_asks_through_a_week(town: Town) -> None:
    """While entries are open, in review, and once staff's choice is public: each time what is so then."""
    town.settle_in(RULES_URL="https://example.org/rules")
    post = town.post_the_first()
    town.later(minutes=5)
    first = town.fan("He asked for the stable special.", 40, by="Briony Applethwaite", post=post)
    town.later(minutes=5)
    town.fan("Two horses walk into a diner and pay.", 40, by="Linus Picklesworth", post=post)
    picked = town.fan("Neigh means neigh around here.", 12, by="Juniper Thistlewood", post=post)
    town.later(minutes=10).tick_well()

    assert _why(town, "Linus")[0] == "2nd of 3 with 40 votes; no winner yet"
    assert "entries close on Monday 30 November at 10:00 AM CST" in town.must("explain", first).out

    town.at(CLOSE)
    town.later(minutes=4)
    town.fan("Sorry, I came late to the diner.", 99, by="Nestor Vinegarden", post=post)
    town.later(seconds=30).tick()
    link = f"https://www.facebook.com/springfield/posts/1?comment_id={first}"

    assert _why(town, "came late to the diner")[0] == "left out: posted 4 minutes after entries closed"
    assert _why(town, link)[0] == "1st of 3 with 40 votes; no winner yet"

    town.must("pick", "1", picked, "--because", "Linus told that one last year")
    town.at(ANNOUNCE).later(seconds=5).tick_well()
    sentence, reply = _why(town, "Briony Applethwaite")

    assert sentence == "1st of 3 with 40 votes; staff chose another caption: Linus told that one last year"
    assert reply == (
        "Thank you for your caption! It came 1st of 3 with 40 reactions when entries closed; our staff have the last "
        "word, and chose another of the shortlist, as the rules let them. How we judge stands in our rules: https://example.org/rules"
    )
    assert "no words" not in town.refused("explain", "a caption that nobody ever wrote")
    assert town.counts == (1, 1, 1)


@pytest.fixture
def by_hand(empty_town: Town) -> tuple[Town, str, dict[str, Any]]:
    """A town that never ran `init`, whose staff posted a photo by hand; its comments, and what is right about them."""
    town = empty_town.at(SLOT)
    made = town.facebook.lever("posts", text="Caption this one!\nThe best wins.", photo=True)
    right = town.facebook.story(moment(CLOSE), post=made["id"])
    town.at(CLOSE).later(hours=2)
    return town, str(made["id"]), right


def test_a_contest_run_by_hand_is_judged(by_hand: tuple[Town, str, dict[str, Any]]) -> None:
    """The winner, the entries and what was left out are those of a contest of ours."""
    town, post, right = by_hand
    told = town.must("tally", post, "--closes", "2026-11-30 10:00", "--json").json
    left_out = [one["reason"] for one in told["left_out"]]

    assert told["complete"] is True
    assert (told["winner"]["caption"], told["winner"]["votes"]) == (WINNER, 96)
    assert [one["caption"] for one in told["entries"][:2]] == [WINNER, RUNNER_UP]
    assert len(told["entries"]) == right["entries"]
    # What was withdrawn before anybody looked is not on record anywhere.
    assert {reason: left_out.count(reason) for reason in set(left_out)} == {
        REASONS[name]: number for name, number in right["left_out"].items() if name != "withdrawn"
    }


def test_judging_by_hand_writes_nothing(by_hand: tuple[Town, str, dict[str, Any]]) -> None:
    """Not on the Page, no database, no folder; and asks Facebook in GETs alone."""
    town, post, _ = by_hand
    before = (town.facebook.world(), _files(town.folder))
    said = town.must(
        "tally", f"https://www.facebook.com/x/posts/{post.partition('_')[2]}", "--closes", "2026-11-30 10:00"
    )

    assert (
        "The winner is “He asked for the stable special.” by Briony Applethwaite with 96 votes; the next has 61."
        in (said.out)
    )
    after = town.facebook.world()
    assert [after[key] for key in ("posts", "comments", "photos")] == [
        before[0][key] for key in ("posts", "comments", "photos")
    ]
    assert _files(town.folder) == before[1] == [".env"]
    assert {call["method"] for call in town.facebook.calls()} == {"GET"}


def _files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_nobody_wins_by_hand_while_entries_are_open(by_hand: tuple[Town, str, dict[str, Any]]) -> None:
    """Who leads is told as that, and an hour to come, of next year too, as one to come."""
    town, post, _ = by_hand
    still, later = town.must("tally", post).out, town.must("tally", post, "--closes", "2027-01-04 10:00").out

    assert "; entries are open. " in still
    assert "\nLeads so far: “" in still
    assert "; give --closes WHEN to judge it." in still
    assert "; entries close on Monday 4 January 2027 at 10:00 AM CST. " in later
    assert "; judge it then." in later
    assert "closed" not in still + later
    assert "The winner is" not in still + later


def test_a_link_that_hides_the_number_leads_to_the_list(by_hand: tuple[Town, str, dict[str, Any]]) -> None:
    """And the list holds the number."""
    town, post, _ = by_hand
    said = town.refused("tally", "https://www.facebook.com/springfield/posts/pfbid02aBcDeF")
    listed = town.must("tally")

    assert "`captionbot tally` alone lists the Page's latest posts" in said
    assert f"Friday 27 November 2026\t{post.partition('_')[2]}\tCaption this one! The best wins." in listed.out
    assert [one["post_id"] for one in town.must("tally", "--json").json["posts"]] == [post]


def test_a_page_without_posts_says_so(empty_town: Town) -> None:
    """Nothing to list is no error."""
    assert "has posted nothing in the last two months" in empty_town.must("tally").out


def test_an_incomplete_reading_names_nobody(by_hand: tuple[Town, str, dict[str, Any]]) -> None:
    """What was read is shown, and the exit code says that it is not all."""
    town, post, _ = by_hand
    town.facebook.fault("10:GET*/comments:*:1")
    ran = town.run("tally", post, "--closes", "2026-11-30 10:00")

    assert ran.code == 1
    assert "INCOMPLETE, so nobody is named" in ran.out
    assert "The winner is" not in ran.out
    town.facebook.clear_faults()
    town.facebook.fault("10:GET*/comments:*:1")
    told = json.loads(town.run("tally", post, "--json").out)
    assert (told["complete"], told["winner"], told["comments"]) == (False, None, 100)


def test_somebody_elses_post_is_refused(empty_town: Town) -> None:
    """Only what the Page posted itself can be judged."""
    town = empty_town.at(WEDNESDAY)
    post = town.facebook.lever("posts", text="A visitor writes", by="Robin Maplewood")["id"]

    assert "That post is somebody else's" in town.refused("tally", post)
