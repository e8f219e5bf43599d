"""Staff have the last word: what they say is recorded at once, and the next ticks do it."""

import pytest

from tests.story.town import ANNOUNCE, CLOSE, LONG, NEXT_SLOT, SLOT, Town

BY = ("--by", "dana")
BECAUSE = ("--because", "the first names a private person")
FIRST, SECOND = "The first in votes.", "The one staff like."


def test_a_pick_wins_over_the_tally(any_town: Town) -> None:
    """The caption that staff picked is announced at its hour, with its own votes; no later tick takes it back."""
    town = any_town
    _, second, _ = town.in_review((FIRST, 9), (SECOND, 4), ("Third.", 1))
    town.must("pick", "1", second.rpartition("_")[2], *BECAUSE, *BY)
    for when in ("2026-11-30T16:30:00Z", "2026-12-01T15:59:00Z"):
        town.at(when).tick_well()
    assert town.counts == (1, 0, 0)
    town.at(ANNOUNCE).tick_well()
    town.later(minutes=10).tick_well()
    assert town.counts == (1, 1, 1)
    spoken = town.spoken()
    assert spoken.replies[0]["parent"] == second.rpartition("_")[2]
    words = spoken.announcements[0]["message"]
    assert f"“{SECOND}”" in words
    assert "4 reactions" in words
    assert FIRST not in words  # passed over: not held up to everyone as second
    winner = town.status()["contests"][0]["winner"]
    assert (winner["caption"], winner["votes"], winner["by"]) == (SECOND, 4, "dana")
    assert [row["kind"] for row in town.rows("decisions")] == ["tally", "pick"]
    assert [(row["by"], row["because"]) for row in town.rows("audit") if row["action"] == "pick"] == [
        ("dana", BECAUSE[1])
    ]


def test_the_last_pick_counts(town: Town) -> None:
    """Staff may change their mind until the hour."""
    first, second = town.in_review((FIRST, 9), (SECOND, 4))
    town.must("pick", "1", second, *BECAUSE, *BY)
    town.must("pick", "1", first, "--because", "on second thought", *BY)
    town.at(ANNOUNCE).tick_well()
    assert f"“{FIRST}”" in town.spoken().announcements[0]["message"]
    assert town.counts == (1, 1, 1)


def test_hold_stops_and_release_goes_on(town: Town) -> None:
    """A held contest says nothing past its hour, and goes on as soon as it is released."""
    town.in_review((FIRST, 9))
    town.must("hold", "1", "--because", "a family has complained", *BY)
    assert town.at(ANNOUNCE).tick().code == 1
    assert town.later(hours=3).tick().code == 1
    assert town.counts == (1, 0, 0)
    assert "a family has complained" in town.status()["contests"][0]["note"]
    town.must("release", "1", *BY)
    assert town.counts == (1, 0, 0)  # a command never speaks by itself
    town.tick_well()
    assert town.counts == (1, 1, 1)


def test_void_ends_it(town: Town) -> None:
    """A contest that is called off says nothing more, and nothing brings it back."""
    first, _ = town.in_review((FIRST, 9), (SECOND, 4))
    town.must("void", "1", "--because", "a crash on the highway", *BY)
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (1, 0, 0)
    assert (town.stage(), town.contest()["note"]) == ("void", "called off by dana: a crash on the highway")
    town.refused("pick", "1", first, *BECAUSE, *BY)
    town.refused("release", "1", *BY)


def test_void_while_entries_are_open(town: Town) -> None:
    """A contest can be called off before it closes; its post stays, and the next Friday comes as ever."""
    town.post_the_first()
    town.queue_photo("b.jpg")
    town.must("void", "1", "--because", "wrong photo", *BY)
    town.at(CLOSE).tick_well()
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (1, 0, 0)
    town.at(NEXT_SLOT).tick_well()
    assert town.counts == (2, 0, 0)


@pytest.mark.parametrize("words", [("approve", "1"), ("pick", "1")], ids=["approve", "pick"])
def test_review_required(town: Town, words: tuple[str, ...]) -> None:
    """With REVIEW=required nothing is announced until a person has said yes, by approval or by a pick."""
    town.settle_in(REVIEW="required")
    first, _ = town.in_review((FIRST, 9), (SECOND, 4))
    assert town.at(ANNOUNCE).tick().code == 1
    assert town.later(hours=1).tick().code == 1
    assert town.counts == (1, 0, 0)
    assert "must approve or pick" in town.told()
    chosen = (first, *BECAUSE) if words[0] == "pick" else ()
    town.must(*words, *chosen, *BY)
    town.tick_well()
    assert town.counts == (1, 1, 1)


def test_an_approval_brings_no_hour_forward(town: Town) -> None:
    """A yes on Monday is a yes for Tuesday at ten."""
    town.settle_in(REVIEW="required")
    town.in_review((FIRST, 9))
    town.must("approve", "1", *BY)
    town.later(hours=1).tick_well()
    assert town.counts == (1, 0, 0)
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (1, 1, 1)


@pytest.mark.parametrize(
    ("caption", "flag"),
    [
        ("See more at www.example.org/funny", "link"),
        ("Call 713-555-0123 for hay.", "phone number"),
        ("Write to hay@example.org", "e-mail address"),
    ],
)
def test_a_flagged_leader_waits(town: Town, caption: str, flag: str) -> None:
    """A leading caption that no one may want to sign waits for a person, who may let it go."""
    town.in_review((caption, 9), (SECOND, 4))
    assert town.at(ANNOUNCE).tick().code == 1
    assert town.counts == (1, 0, 0)
    assert flag in town.told()
    assert flag in town.entries("1")["entries"][0]["flags"]
    town.must("approve", "1", *BY)
    town.tick_well()
    assert town.counts == (1, 1, 1)


def test_a_flagged_follower_holds_nothing(town: Town) -> None:
    """A flag on the second waits for nobody, and the second is not held up beside the winner."""
    town.in_review((FIRST, 9), ("See www.example.org", 4), ("Third.", 2))
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (1, 1, 1)
    words = town.spoken().announcements[0]["message"]
    assert "example.org" not in words
    assert "Third." in words


def test_a_pick_approves_the_flags_it_saw(town: Town) -> None:
    """Who picks a flagged caption has seen its flag: nothing more is asked."""
    _, flagged = town.in_review((FIRST, 9), ("See www.example.org", 4))
    town.must("pick", "1", flagged, *BECAUSE, *BY)
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (1, 1, 1)


def test_a_tie(town: Town) -> None:
    """The earlier of two captions with equal votes wins, and staff see the tie."""
    post = town.post_the_first()
    town.later(minutes=1)
    town.fan("The earlier.", 5, post=post)
    town.later(minutes=1)
    town.fan("The later.", 5, post=post)
    town.at(CLOSE).tick_well()
    first, second = town.entries("1")["entries"]
    assert (first["caption"], first["rank"]) == ("The earlier.", 1)
    assert "tie" in first["marks"]
    assert "tie" in second["marks"]
    town.at(ANNOUNCE).tick_well()
    assert "“The earlier.”" in town.spoken().announcements[0]["message"]


def test_post_now(town: Town) -> None:
    """A named photo is run outside its slot by the next tick; Friday's slot has its own, in the queue's order."""
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        town.queue_photo(name)
    assert "c.jpg" in town.must("post-now", "--photo", "c.jpg", *BY).out
    assert town.counts == (0, 0, 0)
    town.later(minutes=1).tick_well()
    assert town.photos("posted") == ["c.jpg"]
    assert "z.jpg" in town.refused("post-now", "--photo", "z.jpg", *BY)
    town.at(SLOT).tick_well()
    assert town.photos("posted") == ["a.jpg", "c.jpg"]
    markers = [post["message"].splitlines()[-1] for post in town.spoken().posts]
    assert markers == ["Beat the Caption · Wednesday 25 November 2026", "Beat the Caption · Friday 27 November 2026"]


def test_post_now_twice_on_one_day(town: Town) -> None:
    """Two contests of one day are two posts and two results, and neither is taken for the other."""
    town.post_the_first()
    one = town.fan("Of the first.", 3)
    town.queue_photo("b.jpg")
    town.later(hours=1).must("post-now", *BY)
    town.later(minutes=1).tick_well()
    assert town.counts == (2, 0, 0)
    two = town.fan("Of the second.", 4)
    town.at(CLOSE).tick_well()
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (2, 2, 2)
    assert {reply["parent"] for reply in town.spoken().replies} == {id_.rpartition("_")[2] for id_ in (one, two)}
    lines = [post["message"].splitlines()[-1] for post in town.facebook.live_posts()]
    assert len(set(lines)) == 4


@pytest.mark.parametrize("words", [("void", "1", "--because", "wrong photo"), ("hold", "1")], ids=["void", "hold"])
def test_stopped_between_the_upload_and_the_post(town: Town, words: tuple[str, ...]) -> None:
    """A contest that is called off or held while its photo is uploaded is not posted."""
    town.queue_photo("a.jpg")
    town.facebook.fault("slow=6:POST*/photos")
    with town.at(SLOT).forked("tick") as tick:
        while tick.runs and not town.hanging():
            pass
        town.must(*words, *BY)
        assert tick.runs
        assert tick.ended(LONG).code in {0, 1}
    town.later(minutes=1).tick()
    assert town.counts == (0, 0, 0)
    assert town.stage() == ("void" if words[0] == "void" else "posting")


def test_root_is_nobody_in_particular(town: Town) -> None:
    """Root and the service's own account must say who decides, exit 2; a person's login name is enough."""
    first, second = town.in_review((FIRST, 9), (SECOND, 4))
    words = ("pick", "1", second, *BECAUSE)
    for nobody in ("root", "captionbot"):
        ran = town.run(*words, LOGNAME=nobody, SUDO_USER="")
        assert (ran.code, ran.out) == (2, "")
        assert f"{nobody} must say who decides: --by NAME" in ran.err
    assert len(town.rows("decisions")) == 1
    assert town.run(*words, LOGNAME="robin", SUDO_USER="").code == 0
    assert town.run("pick", "1", first, *BECAUSE, LOGNAME="root", SUDO_USER="sam").code == 0
    assert [row["by"] for row in town.rows("decisions")] == ["captionbot", "robin", "sam"]
