"""The runbook followed to the letter: the wrong winner, before and after, an entry left out, a result taken back."""

from pathlib import Path

from tests.story.on_duty import OnDuty
from tests.story.town import ANNOUNCE, Town

NEIGH, HAY = "Neigh comment.", "Hay there, officers!"
EXAMPLE = "1440000000002"
"""The comment's number in the runbook's example."""


def test_another_wins_and_is_corrected_and_taken_back(town: Town) -> None:
    """All that can be done about a wrong winner, one after the other, each in the words of the runbook."""
    hay, neigh, _ = town.in_review((HAY, 9), (NEIGH, 5), ("We were promised oats.", 3))
    before = OnDuty(town, "The wrong winner")
    assert neigh.rpartition("_")[2] in before.does("entries")
    before.does("pick", **{EXAMPLE: neigh})
    before.reads("Contest no. 1: “Neigh comment.” wins, to be announced")
    before.does("hold")
    town.at(ANNOUNCE).later(minutes=1).tick()
    assert town.counts == (1, 0, 0)
    before.does("pick", **{EXAMPLE: hay})
    before.does("release")
    town.later(minutes=1).tick_well()
    after = OnDuty(town, "The wrong winner was announced")
    after.does('pick 1 COMMENT --because "', COMMENT=neigh)
    after.reads("Contest no. 1: “Neigh comment.” wins, and the next tick says so")
    town.later(minutes=1).tick_well()
    after.reads("It is corrected: ")
    back = OnDuty(town, "Take a result back")
    back.does("retract")
    back.reads("The result of contest no. 1 is retracted.", "The next tick adds")
    town.later(minutes=1).tick_well()
    assert "withdrawn" in town.spoken().announcements[-1]["message"]


def test_an_entry_is_left_out(town: Town) -> None:
    """The next one waits for a yes, and whoever belongs to the staff is marked."""
    neigh, hay, ours = town.in_review((NEIGH, 9), (HAY, 5), ("We were promised oats.", 3))
    out = OnDuty(town, "Leave an entry out, one of ours, announce as")
    out.does("disqualify COMMENT --reason", COMMENT=neigh)
    out.reads("Contest no. 1: “Neigh comment.” is left out")
    out.does("disqualify COMMENT --ours", COMMENT=ours)
    town.later(minutes=1).tick()
    town.at(ANNOUNCE).later(minutes=1).tick()
    assert town.counts == (1, 0, 0)
    out.reads("Contest no. 1: a person must approve")
    out.does("approve")
    town.later(minutes=1).tick_well()
    assert town.spoken().replies[0]["parent"] == hay.rpartition("_")[2]


def test_the_wrong_photo(town: Town) -> None:
    """Taken out of the queue; called off on the Page, and another run at once; set aside with its reason."""
    first = town.queue_photo("1974-patrol.jpg")
    town.queue_photo("1981-parade.jpg")
    wrong = OnDuty(town, "The wrong photo")
    aside = Path(first.rename(town.folder / first.name))
    assert "1981-parade.jpg" in wrong.does("next")
    post = town.post_the_first(aside.name)
    wrong.does("void")
    wrong.reads("Contest no. 1 is called off")
    town.facebook.lever("delete", id=post)
    wrong.does("post-now")
    wrong.reads("The next tick begins a contest with 1981-parade.jpg.")
    town.drop("0.jpg", b"%PDF-1.7 a form")
    town.later(minutes=1).tick()
    assert town.spoken().posts[-1]["message"].splitlines()[-1].endswith("Friday 27 November 2026 · 2")
    told = (town.folder / "photos" / "rejected" / "0.jpg.reason.txt").read_text(encoding="utf-8")
    wrong.heard.append(told)
    wrong.reads("0.jpg is a PDF, not a photo.")
