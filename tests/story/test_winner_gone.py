"""Between closing and announcing the winner's comment may go or change: then a person decides."""

from tests.story.town import ANNOUNCE, CLOSE, Town

BY = ("--by", "dana")
FIRST, SECOND, THIRD = "The first in votes.", "The second in votes.", "The third."


def three(town: Town) -> list[str]:
    """A contest in review, with three entries; their ids."""
    return town.in_review((FIRST, 9), (SECOND, 4), (THIRD, 2))


def test_a_winner_who_took_it_back(any_town: Town) -> None:
    """The runner-up steps up for review and waits; a person's yes announces them, and nobody else is named."""
    town = any_town
    first, second, _ = three(town)
    town.facebook.delete(first)
    assert town.at(ANNOUNCE).tick().code == 1
    assert town.later(hours=1).tick().code == 1
    assert town.counts == (1, 0, 0)
    assert "gone from Facebook" in town.told()
    contest = town.status()["contests"][0]
    assert (contest["stage"], contest["winner"]["caption"]) == ("review", SECOND)
    town.must("approve", "1", *BY)
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 1, 1)
    spoken = town.spoken()
    assert spoken.replies[0]["parent"] == second.rpartition("_")[2]
    words = spoken.announcements[0]["message"]
    assert f"“{SECOND}”" in words
    assert f"“{THIRD}”" in words
    assert FIRST not in words


def test_two_winners_who_took_it_back(town: Town) -> None:
    """An heir who goes as well is followed by the next."""
    first, second, _ = three(town)
    town.facebook.delete(first)
    town.at(ANNOUNCE).tick()
    town.must("approve", "1", *BY)
    town.facebook.delete(second)
    assert town.later(minutes=1).tick().code == 1
    assert town.counts == (1, 0, 0)
    assert town.status()["contests"][0]["winner"]["caption"] == THIRD
    town.must("approve", "1", *BY)
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 1, 1)


def test_nobody_left_to_win(town: Town) -> None:
    """Where the only entry is gone there is no winner, and nothing is announced."""
    (only,) = town.in_review((FIRST, 9))
    town.facebook.delete(only)
    for minutes in (0, 1, 30):
        town.at(ANNOUNCE).later(minutes=minutes).tick()
    assert town.stage() == "void"
    assert town.counts == (1, 0, 0)


def test_a_picked_winner_who_took_it_back(town: Town) -> None:
    """The same for a winner by staff's word: the yes to one caption is none to another."""
    _, second, _ = three(town)
    town.must("pick", "1", second, "--because", "the funnier", *BY)
    town.facebook.delete(second)
    assert town.at(ANNOUNCE).tick().code == 1
    assert town.counts == (1, 0, 0)
    town.must("approve", "1", *BY)
    town.later(minutes=1).tick_well()
    assert f"“{FIRST}”" in town.spoken().announcements[0]["message"]


def test_a_winner_gone_before_the_close(town: Town) -> None:
    """What is withdrawn while entries are open is left out, and the next wins without anybody being asked."""
    post = town.post_the_first()
    first = town.fan(FIRST, 9, post=post)
    town.fan(SECOND, 4, post=post)
    town.later(minutes=20).tick_well()
    town.facebook.delete(first)
    town.at(CLOSE).tick_well()
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (1, 1, 1)
    assert f"“{SECOND}”" in town.spoken().announcements[0]["message"]
    (left_out,) = town.entries("1")["left_out"]
    assert (left_out["caption"], left_out["reason"]) == (FIRST, "withdrawn")


def test_a_winner_who_changed_their_words(town: Town) -> None:
    """Words changed after the tally wait for a person, who sees both; their yes announces the winner once."""
    first, _, _ = three(town)
    town.facebook.edit(first, "Buy my book!")
    assert town.at(ANNOUNCE).tick().code == 1
    assert town.later(hours=1).tick().code == 1
    assert town.counts == (1, 0, 0)
    assert "the winner's words changed" in town.told()
    note = town.status()["contests"][0]["note"]
    assert FIRST in note
    assert "Buy my book!" in note
    town.must("approve", "1", *BY)
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 1, 1)


def test_words_changed_again_after_the_yes(town: Town) -> None:
    """A yes holds for the words that the person saw, and for no later ones."""
    first, _, _ = three(town)
    town.facebook.edit(first, "Better words.")
    town.at(ANNOUNCE).tick()
    town.must("approve", "1", *BY)
    town.facebook.edit(first, "Buy my book!")
    assert town.later(minutes=1).tick().code == 1
    assert town.counts == (1, 0, 0)
    town.must("void", "1", "--because", "enough of this", *BY)
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 0, 0)


def test_another_is_picked_instead(town: Town) -> None:
    """A person who doesn't like the new words picks another caption."""
    first, second, _ = three(town)
    town.facebook.edit(first, "Buy my book!")
    town.at(ANNOUNCE).tick()
    town.must("pick", "1", second, "--because", "the first was changed", *BY)
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 1, 1)
    words = town.spoken().announcements[0]["message"]
    assert f"“{SECOND}”" in words
    assert "Buy my book!" not in words
    assert FIRST not in words


def test_a_changed_space_is_no_change(town: Town) -> None:
    """Spaces don't count as a change of words."""
    first, _, _ = three(town)
    town.facebook.edit(first, f"  {FIRST.replace(' ', '  ')}\n")
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (1, 1, 1)


def test_a_winner_hidden_by_staff(town: Town) -> None:
    """A caption that staff have hidden on Facebook since the tally is not announced over their heads."""
    first, _, _ = three(town)
    town.facebook.hide(first)
    town.at(ANNOUNCE).tick()
    assert town.counts == (1, 0, 0)


def test_a_winner_gone_after_the_reply(town: Town) -> None:
    """With the reply said and the winner gone, the post waits, and the runner-up steps up for review."""
    first, second, _ = three(town)
    town.facebook.fault("500:POST*/feed")
    town.at(ANNOUNCE).tick()
    assert town.counts == (1, 1, 0)
    town.facebook.delete(first)
    for _ in range(2):  # whether the post stands has to be known first
        assert town.later(minutes=15).tick().code == 1
    assert town.spoken().announcements == []
    assert "gone from Facebook" in town.told()
    assert town.stage() == "review"
    town.must("approve", "1", *BY)
    town.later(minutes=1).tick_well()
    assert town.stage() == "announced"
    assert [f"“{SECOND}”" in post["message"] for post in town.spoken().announcements] == [True]
    assert town.spoken().replies[-1]["parent"] == second.rpartition("_")[2]


def test_a_winner_gone_before_the_reply_that_failed(town: Town) -> None:
    """With the announcement out and the winner gone, there is nobody to reply to: staff are told, and it is over."""
    first, _, _ = three(town)
    town.facebook.fault("500:POST*/comments")
    town.at(ANNOUNCE).tick()
    assert town.counts == (1, 0, 1)
    town.facebook.delete(first)
    town.later(minutes=15).tick()
    assert "gone from Facebook" in town.told()
    assert town.stage() == "announced"
    town.later(minutes=15).tick_well()
    assert town.counts == (1, 0, 1)


def test_the_post_deleted_before_the_announcement(town: Town) -> None:
    """A contest post that is gone by then makes the contest void, after two looks; nothing is announced."""
    three(town)
    (post,) = town.spoken().posts
    town.facebook.delete(post["id"])
    for minutes in (0, 5, 15):
        town.at(ANNOUNCE).later(minutes=minutes).tick()
    assert town.stage() == "void"
    assert "deleted on the Page" in town.told()
    assert town.counts == (0, 0, 0)
