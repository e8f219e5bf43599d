"""Nothing goes out that no one would sign: what a screen flags waits for a person, in REVIEW=auto too."""

from tests.story.town import ANNOUNCE, CLOSE, Town

BY = ("--by", "dana")


def test_words_that_were_switched_after_they_had_votes(town: Town) -> None:
    """Bait and switch: staff see both texts, at a glance and in the tally, and pass it over."""
    post = town.post_the_first()
    bait = town.fan("The horse did it.", 9, post=post)
    other = town.fan("Neigh, officer.", 4, post=post)
    town.later(minutes=20).tick_well()
    town.facebook.edit(bait, "Buy my horse.")
    town.at(CLOSE).tick_well()
    first = town.entries("1")["entries"][0]
    assert first["flags"] == ["edited after it had votes"]
    assert first["notes"] == ["It had votes as “The horse did it.”, and reads “Buy my horse.” now."]
    assert town.at(ANNOUNCE).tick().code == 1
    assert town.counts == (1, 0, 0)
    town.must("pick", "1", other, "--because", "the other was switched", *BY)
    town.later(minutes=1).tick_well()
    assert "“Neigh, officer.”" in town.spoken().announcements[0]["message"]
    assert [row["what"] for row in town.rows("comment_changes")] == ["edited"]


def test_words_of_the_departments_own_list(town: Town) -> None:
    """What stands on their list waits, in a caption and in a name; who is flagged is no runner-up in public."""
    town.settle_in(WORDS_FILE="ours.txt")
    (town.folder / "ours.txt").write_text("# not in our town\ndoofus\n!!\n", encoding="utf-8")
    assert "1 line of WORDS_FILE can't be used: !!." in town.run("check").said
    post = town.post_the_first()
    leader = town.fan("You D00FUS.", 9, by="Robin Maplewood", post=post)
    town.fan("Neigh, officer.", 5, by="Sam Doofus", post=post)
    town.fan("Whoa there, sergeant.", 4, by="Ana Rowan", post=post)
    town.at(CLOSE).tick_well()
    assert [one["flags"] for one in town.entries("1")["entries"]] == [["word of our list"], [], []]
    assert "not named among the runners-up (its name: word of our list)" in town.must("entries", "1").out
    assert "word of our list" in town.at(ANNOUNCE).tick().said
    assert town.counts == (1, 0, 0)
    town.must("pick", "1", leader, "--because", "we can take a joke", *BY)
    town.later(minutes=1).tick_well()
    said = town.spoken().announcements[0]["message"]
    assert "Ana Rowan" in said
    assert "Sam Doofus" not in said


def test_a_list_that_changes_in_the_middle_of_a_week(town: Town) -> None:
    """A word written into it holds what was read before; without the file the winner waits."""
    own = town.folder / "ours.txt"
    town.settle_in(WORDS_FILE="ours.txt")
    own.write_text("nitwit", encoding="utf-8")
    post = town.post_the_first()
    town.fan("You doofus.", 9, by="Robin Maplewood", post=post)
    town.later(minutes=20).tick_well()
    assert town.entries("1")["entries"][0]["flags"] == []
    own.write_text("doofus", encoding="utf-8")
    town.later(minutes=20).tick_well()
    assert town.entries("1")["entries"][0]["flags"] == ["word of our list"]
    own.unlink()
    assert "ours.txt, can't be read" in town.at(CLOSE).tick().said
    assert town.run("check").code == 1
    assert town.entries("1")["entries"][0]["flags"] == ["word of our list"]
    assert "could not be read" in town.must("status").out
