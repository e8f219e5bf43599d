"""Staff leave entries out, have a winner announced in better spelling, and decide two at a time."""

from tests.story.town import ANNOUNCE, CLOSE, LONG, Town

CRUDE, TYPED, THIRD = "Get that bastard nag off my lawn", "Sam Doe Teh horse ordered first", "Neigh means neigh."
MENDED = "The horse ordered first."


def _three(town: Town) -> list[str]:
    """A contest in review, with three entries; their ids as `entries` shows them."""
    post = town.post_the_first()
    names = ("Pat Poe", "Robert Smith", "Ana Lopez")
    said = zip((CRUDE, TYPED, THIRD), (12, 7, 4), names, strict=True)
    ids = [town.fan(caption, votes, post=post, by=name).rpartition("_")[2] for caption, votes, name in said]
    town.at(CLOSE).later(seconds=5).tick()
    return ids


def test_a_winner_left_out_and_the_next_announced_in_better_spelling(any_town: Town) -> None:
    """The runner-up steps up and waits; one yes later it stands on the Page in the words that staff gave."""
    town = any_town
    crude, typed, _ = _three(town)
    told = town.must("disqualify", crude, "--reason", "crude", "--because", "two complaints", "--by", "maria").out
    assert f"“{CRUDE}” is left out: crude or abusive. It stays on Facebook." in told
    assert f"“{TYPED}” leads now, with 7 votes." in told
    assert town.at(ANNOUNCE).tick().code == 1
    assert town.counts == (1, 0, 0)  # a person's yes is wanted first
    contest = town.status()["contests"][0]
    assert contest["winner"]["comment_id"] == typed
    assert "was left out by maria (crude or abusive), and another entry leads" in contest["note"]

    told = town.must("approve", "1", "--caption", MENDED, "--name", "Robert S.", "--by", "joe").out
    assert f"It is announced as “{MENDED}” by Robert S., instead of “{TYPED}” by Robert Smith." in told
    town.later(minutes=1).tick_well()
    town.later(minutes=10).tick_well()

    assert town.counts == (1, 1, 1)
    spoken = town.spoken()
    (reply,), (announcement,) = spoken.replies, spoken.announcements
    assert reply["parent"] == typed
    for words in (reply["message"], announcement["message"]):
        assert f"“{MENDED}”" in words
        assert "Robert S." in words
        assert "Robert Smith" not in words
        assert CRUDE not in words
    assert f"“{THIRD}” — Ana Lopez" in announcement["message"]
    winner = town.status()["contests"][0]["winner"]
    assert (winner["caption"], winner["announced_as"]) == (TYPED, {"caption": MENDED, "name": "Robert S."})
    assert [(one["caption"], one["reason"]) for one in town.entries("1")["left_out"]] == [(CRUDE, "crude or abusive")]
    audit = [(row["by"], row["action"], row["because"]) for row in town.rows("audit")]
    assert ("maria", "disqualify", "two complaints") in audit
    refused = town.refused("disqualify", typed, "--reason", "crude", "--by", "maria")
    assert "its winner has been announced" in refused
    assert "captionbot retract 1" in refused


def test_left_out_before_the_close_and_taken_back(town: Town) -> None:
    """It shows at once and holds at the close; what is taken back takes part as ever."""
    post = town.post_the_first()
    first, second = (town.fan(words, votes, post=post) for words, votes in ((TYPED, 9), (THIRD, 4)))
    town.later(minutes=20).tick_well()
    for one in (first, second):
        town.must("disqualify", one, "--reason", "copied", "--by", "maria")
    assert [one["reason"] for one in town.entries()["left_out"]] == ["copied", "copied"]
    town.must("disqualify", second, "--undo", "--by", "joe")
    town.at(CLOSE).later(seconds=5).tick_well()
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (1, 1, 1)
    assert f"“{THIRD}”" in town.spoken().announcements[0]["message"]


def test_one_of_ours_wins_neither_this_week_nor_the_next(town: Town) -> None:
    """Marked once, by any comment of theirs."""
    first, _, _ = _three(town)
    town.must("disqualify", first, "--ours", "--by", "maria")
    contest = town.status()["contests"][0]
    assert contest["winner"]["caption"] == TYPED
    assert "is one of ours, says maria" in contest["note"]
    town.must("void", "1", "--because", "enough for today", "--by", "maria")
    town.queue_photo("1981-parade.jpg")
    town.at("2026-12-04T16:00:05Z").tick_well()
    post = town.spoken().posts[-1]["id"]
    town.fan("Again somebody of the staff.", 30, post=post, by="Pat Poe")
    town.fan("A fan of the parade.", 2, post=post, by="Ana Lopez")
    town.at("2026-12-07T16:00:05Z").tick_well()
    assert town.status()["contests"][0]["winner"]["caption"] == "A fan of the parade."
    assert [one["reason"] for one in town.entries()["left_out"]] == ["one of ours"]


def test_two_people_at_the_same_instant(any_town: Town) -> None:
    """One decides after the other and is told what that was; both decisions stay, and one winner is announced."""
    town = any_town
    _, second, third = _three(town)
    picks = [
        town.start("pick", "1", comment, "--because", "the funnier", "--by", by)
        for comment, by in ((second, "maria"), (third, "joe"))
    ]
    ended = [process.communicate(timeout=LONG) for process in picks]
    assert [process.returncode for process in picks] == [0, 0], ended
    told = [out for out, _ in ended]
    decided = [(row["number"], row["kind"], row["by"]) for row in town.rows("decisions")]
    assert [(number, kind) for number, kind, _ in decided] == [(1, "tally"), (2, "pick"), (3, "pick")]
    earlier = decided[1][2]
    assert sum(f"was picked by {earlier} on" in out for out in told) == 1
    assert sum("Before that:" in out for out in told) == 1
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (1, 1, 1)
    assert town.status()["contests"][0]["winner"]["by"] == decided[2][2]
