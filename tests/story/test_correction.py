"""A result is corrected and taken back on the pretend Facebook, as staff do it, with `kill -9` at any moment."""

import pytest

from tests.story.test_killed import killed_in
from tests.story.town import ANNOUNCE, Town

WRONG, RIGHT = "Neigh comment.", "We were promised oats."
BY = ("--by", "maria")
SORRY = "Correction: we made a mistake here, and we are sorry."
WITHDRAWN = "This result has been withdrawn."
EDIT = "POST*_*[0-9]"
CALLS = ("GET*", "GET*/comments", "POST*/comments", "GET*/published_posts", "POST*/photos", "POST*/feed", EDIT, EDIT)
"""Each kind of call that a correction makes, in their order."""


@pytest.fixture
def announced(town: Town) -> Town:
    """A town whose winner is public, and should have been another."""
    town.in_review((WRONG, 9), (RIGHT, 5), ("Third.", 2))
    town.at(ANNOUNCE).later(seconds=5).tick_well()
    assert (town.stage(), town.counts) == ("announced", (1, 1, 1))
    town.later(hours=2)
    return town


def _comment(town: Town, words: str) -> str:
    return next(str(one["id"]) for one in town.facebook.world()["comments"] if one["message"] == words)


def _pick(town: Town, *more: str) -> str:
    return town.must("pick", "1", _comment(town, RIGHT), "--because", "copied", "--correct", *BY, *more).out


def _corrected(town: Town) -> None:
    """The new winner is named once by each of the two, and both old ones say so, once and at their end."""
    spoken = town.spoken()
    assert (town.stage(), spoken.counts) == ("announced", (1, 2, 2))
    old, new = spoken.announcements
    assert new["message"].splitlines()[-1] == "Beat the Caption · correction of Friday 27 November 2026"
    assert f"“{RIGHT}”" in new["message"]
    assert len(new["photo_ids"]) == 1
    reply = next(one for one in spoken.replies if WRONG in one["message"])
    for text in (old["message"], reply["message"]):
        assert text.count(SORRY) == 1
        assert text.index(SORRY) > text.index(WRONG)
        assert text.splitlines()[-1].endswith(new["id"].rpartition("_")[2])


def test_a_wrong_winner_is_corrected(announced: Town) -> None:
    """At the next tick; staff have both links, and `status` names the right one."""
    assert "dry run: nothing was recorded" in _pick(announced, "--dry-run")
    assert "already" not in announced.tick_well().out
    assert announced.counts == (1, 1, 1)

    assert _pick(announced) == (
        f"Contest no. 1: “{RIGHT}” wins, and the next tick says so: "
        "a correction, to which what was said before then points.\n"
    )
    announced.tick_well()
    announced.later(hours=1).tick_well()
    _corrected(announced)
    shown = announced.status()["contests"][0]
    assert (shown["winner"]["caption"], shown["note"].count("http")) == (RIGHT, 2)
    assert "It is corrected: http" in announced.told()


@pytest.mark.parametrize("hang", ["slow", "timeout-before"], ids=["once it is done", "before it is done"])
def test_killed_in_every_call_of_a_correction(announced: Town, hang: str) -> None:
    """One after the other; it stands once all the same."""
    _pick(announced)
    killed = 0
    for call in (*CALLS, "", "", ""):
        killed += not killed_in(announced, call, hang)
        announced.later(minutes=13)
    assert killed == len(CALLS)
    _corrected(announced)


@pytest.mark.parametrize("hang", ["slow", "timeout-before"], ids=["once it is done", "before it is done"])
def test_a_result_is_taken_back_and_killed_meanwhile(announced: Town, hang: str) -> None:
    """Our own words say so, once each; nothing is deleted, and its photo is not posted again."""
    told = announced.must("retract", "1", "--because", "it was copied", *BY).out
    assert "You may write there:\n  We have withdrawn the result of Beat the Caption" in told
    for call in ("GET*", EDIT, EDIT, "", ""):
        killed_in(announced, call, hang)
        announced.later(minutes=13)

    spoken = announced.spoken()
    assert (announced.stage(), spoken.counts) == ("retracted", (1, 1, 1))
    assert [one["message"].count(WITHDRAWN) for one in spoken.posts + spoken.replies + spoken.announcements] == [
        0,
        1,
        1,
    ]
    assert spoken.announcements[0]["message"].endswith(f"2026\n\n{WITHDRAWN}")
    [photo] = [name for name in announced.photos("posted") if ".card" not in name]
    announced.drop("again.jpg", (announced.folder / "photos" / "posted" / photo).read_bytes())
    [problem] = announced.must("queue", "--json").json["photos"][0]["problems"][:1]
    assert problem["what"] == "again.jpg is the photo of contest no. 1, whose result was retracted."


def test_what_a_person_must_think_about_once_more(announced: Town) -> None:
    """The reason in one line."""
    right, wrong = _comment(announced, RIGHT), _comment(announced, WRONG)
    assert "its winner has been announced" in announced.refused("pick", "1", right, "--because", "x", *BY)
    _pick(announced)
    assert (
        "its correction is called off, and nothing is said"
        in announced.must("pick", "1", wrong, "--because", "x", "--correct", *BY).out
    )
    assert "is the winner announced already" in announced.refused(
        "pick", "1", wrong, "--because", "x", "--correct", *BY
    )
    _pick(announced)
    announced.tick_well()
    announced.must("retract", "1", "--because", "x", *BY)
    assert "was retracted" in announced.refused("pick", "1", right, "--because", "x", "--correct", *BY)
