"""`explain` between staff's word and the announcement: what they have said already."""

from captionbot import decisions
from captionbot.explaining import explain
from captionbot.overview import View
from captionbot.store.record import Record
from tests.rooms.made import MARIA, reviewed

HOUR = "to be announced from Tuesday 1 December at 10:00 AM CST"


def _sentence(view: View, comment: str) -> str:
    return explain(view, comment)[0].sentence


def test_the_winner_that_the_votes_name_is_none_yet(view: View, record: Record) -> None:
    """Nobody has said a word."""
    reviewed(record)

    assert _sentence(view, "1") == "1st of 3 with 9 votes; no winner yet"


def test_a_pick_that_stands_is_told(view: View, record: Record) -> None:
    """Of the entry that was picked, and of every other."""
    reviewed(record)
    decisions.pick(record, 1, "3", MARIA)

    assert _sentence(view, "3") == f"3rd of 3 with 2 votes; no winner yet; picked by maria, {HOUR}"
    assert _sentence(view, "1") == f"1st of 3 with 9 votes; no winner yet; another was picked by maria, {HOUR}"
    assert "maria" not in explain(view, "3")[0].reply


def test_an_approval_is_told(view: View, record: Record) -> None:
    """Of the winner that the votes name."""
    reviewed(record)
    decisions.approve(record, 1, MARIA)

    assert _sentence(view, "1") == f"1st of 3 with 9 votes; no winner yet; approved by maria, {HOUR}"
