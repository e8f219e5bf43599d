"""The judge is no rubber stamp: each promise that is broken on purpose is noticed."""

from dataclasses import replace
from typing import Any

import pytest

from tests.faults import week
from tests.faults.truth import Truth, broken, unread


def _post(number: int, words: str) -> dict[str, Any]:
    return {"id": f"6_{number}", "message": words, "by_app": True, "deleted": False, "created_time": ""}


CONTEST = _post(1, f"What's the caption?\n\nBeat the Caption · Friday\n\nThe winner is “{week.WINNER}”.")
RESULT = _post(2, f"We have a winner! “{week.WINNER}”\n\nBeat the Caption · result of Friday")
FAN: dict[str, Any] = {"id": "1_7", "message": week.WINNER, "by_page": False, "deleted": False}
REPLY: dict[str, Any] = {"id": "1_8", "message": "Congratulations", "by_page": True, "deleted": False}
KEPT = Truth(
    world={"posts": [CONTEST, RESULT], "comments": [FAN, REPLY]},
    contests=[{"stage": "announced"}],
    slots=[{"outcome": "begun"}],
    audit=[{"action": "announced", "at": "2"}],
    comments=[{"comment_id": "7"}],
    notices=[{"contest": 1, "text": "Entries closed.", "do": "", "at": "1"}],
    photos={week.FIRST: ["posted"], week.SECOND: ["queue"]},
    tracebacks=[],
)
OTHER = _post(3, f"We have a winner! “{week.SECOND_BEST}”\n\nBeat the Caption · result of Friday")


def test_a_good_week_breaks_nothing() -> None:
    """One of each, every comment kept, each photo in one place."""
    assert (broken(KEPT), unread(KEPT), KEPT.counts, KEPT.stage) == ([], [], (1, 1, 1, 1), "announced")


@pytest.mark.parametrize(
    ("truth", "noticed"),
    [
        (replace(KEPT, world={"posts": [CONTEST, CONTEST, RESULT], "comments": [FAN, REPLY]}), "2 posts"),
        (replace(KEPT, world={"posts": [CONTEST, RESULT, RESULT], "comments": [FAN, REPLY]}), "2 announcements"),
        (replace(KEPT, world={"posts": [CONTEST, RESULT], "comments": [FAN, REPLY, REPLY]}), "2 replies"),
        (replace(KEPT, world={"posts": [CONTEST, OTHER], "comments": [FAN, REPLY]}), "two winners are named"),
        (replace(KEPT, world={"posts": [CONTEST], "comments": [FAN, REPLY]}), "without a word to staff of what"),
        (replace(KEPT, contests=[{"stage": "stuck"}], notices=[]), "ended as stuck without a word"),
        (replace(KEPT, contests=[], slots=[], notices=[]), "ended as nothing without a word"),
        (replace(KEPT, photos={week.FIRST: [], week.SECOND: ["posted"]}), f"{week.FIRST} is in no place"),
        (replace(KEPT, photos={week.FIRST: ["queue"], week.SECOND: ["queue"]}), "1 posts, and in photos/posted []"),
        (replace(KEPT, photos={week.FIRST: ["posted", "queue"], week.SECOND: ["queue"]}), "is in ['posted', 'queue']"),
        (replace(KEPT, comments=[{"comment_id": "7"}, {"comment_id": "7"}]), "kept twice"),
        (replace(KEPT, tracebacks=["Traceback"]), "Traceback"),
    ],
)
def test_each_broken_promise_is_noticed(truth: Truth, noticed: str) -> None:
    """Whatever else is said, this is."""
    assert noticed in "\n".join(broken(truth))


def test_a_comment_that_the_record_lacks_is_noticed() -> None:
    """The Page's own are none of it."""
    assert unread(replace(KEPT, comments=[])) == [week.WINNER]
