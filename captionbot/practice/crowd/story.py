"""A thread whose right answer is known: 137 entries, and louder voices that must not win.

A caption made the very instant that entries close, the Page's own comment and a reply all have more
votes than the winner; so do a sticker and a tagged name.
"""

from datetime import timedelta
from typing import Any

from captionbot.practice.crowd import captions, people
from captionbot.practice.crowd.acts import Act, Deed, in_order

ENTRIES = 137
FIRST = timedelta(seconds=20)
WITHHELD = (39, 79, 119)
"""Entries whose authors Facebook does not tell."""
WINNER, WINNER_BY, WINNER_VOTES = "He asked for the stable special.", people.name(3), 96
RUNNER_UP, RUNNER_UP_VOTES = "No straw for me, thanks. I had some for breakfast.", 61
LATE, FROM_THE_PAGE, REPLY = "Too late to matter, too good to delete.", captions.FROM_THE_PAGE, "No, THIS is the one."
EXPECTED: dict[str, Any] = {
    "entries": ENTRIES,
    "winner": {"caption": WINNER, "by": WINNER_BY, "votes": WINNER_VOTES},
    "runner_up": {"caption": RUNNER_UP, "votes": RUNNER_UP_VOTES},
    "louder": {"late": LATE, "page": FROM_THE_PAGE, "reply": REPLY},
    "left_out": {
        "late": 1,
        "page": 1,
        "reply": 3,
        "no words": 4,
        "copy": 1,
        "second entry": 1,
        "hidden": 1,
        "withdrawn": 1,
    },
}
"""What a right reading makes of the thread once entries are closed, by the default rules of the game."""

_WINNER, _RUNNER_UP, _LAST = 3, 7, ENTRIES - 1
_FAN = 500


def plan(window: timedelta) -> list[Act]:
    """Plan the thread for entries open for ``window`` after the post."""
    entries = [_entry(number, window) for number in range(ENTRIES)]
    return in_order([*entries, *_votes(window), *_left_out(window), *_second_thoughts(window)])


def _entry(number: int, window: timedelta) -> Act:
    """Write entry ``number``: the first soon after the post, the last a second before entries close."""
    after = FIRST + (window - FIRST) * (number / ENTRIES) ** 2
    if number == _LAST:
        after = window - timedelta(seconds=1)
    return Act(after, Deed.COMMENT, number, _words(number), people.name(number), withheld=number in WITHHELD)


def _words(number: int) -> str:
    said = {_WINNER: WINNER, _RUNNER_UP: RUNNER_UP}
    return said[number] if number in said else captions.caption(number)


def _votes(window: timedelta) -> list[Act]:
    """Give the winner 96, the runner-up 61, and the others few or none, with ties among them."""
    counts = {number: max(0, 30 - number) for number in range(0, ENTRIES, 3)}
    counts |= {_WINNER: WINNER_VOTES, _RUNNER_UP: RUNNER_UP_VOTES, 8: counts[6], _LAST: 5}
    return [
        Act(_when(number, window), Deed.REACT, number, reactions=(("LIKE", votes - votes // 2), ("HAHA", votes // 2)))
        for number, votes in counts.items()
        if votes
    ]


def _when(number: int, window: timedelta) -> timedelta:
    return window - timedelta(seconds=1) if number == _LAST else max(_entry(number, window).after, window / 2)


def _left_out(window: timedelta) -> list[Act]:
    friend = people.name(_FAN)
    early = window / 4
    said = [
        (Act(window, Deed.COMMENT, 1001, LATE, people.name(_FAN + 1)), 240),
        (Act(early, Deed.COMMENT, 1002, FROM_THE_PAGE, ""), 180),
        (Act(early, Deed.COMMENT, 1003, REPLY, people.name(_FAN + 2), to=_WINNER), 150),
        (Act(early, Deed.COMMENT, 1004, "😂😂😂", people.name(_FAN + 3), to=_WINNER), 2),
        (Act(early, Deed.COMMENT, 1005, "Ha, no", WINNER_BY, to=_RUNNER_UP), 0),
        (Act(early, Deed.COMMENT, 1006, friend, people.name(_FAN + 4), tags=((friend, 0, len(friend)),)), 120),
        (Act(early, Deed.COMMENT, 1007, "", people.name(_FAN + 5), attachment="sticker"), 110),
        (Act(early, Deed.COMMENT, 1008, "😂😂😂", people.name(_FAN + 6)), 12),
        (Act(early, Deed.COMMENT, 1009, "", people.name(_FAN + 7), attachment="photo"), 31),
        (Act(early, Deed.COMMENT, 1010, "HE ASKED for the stable special!!! 😂", people.name(_FAN + 8)), 33),
        (Act(early, Deed.COMMENT, 1011, "Also: hay there, officer.", WINNER_BY), 40),
        (
            Act(early, Deed.COMMENT, 1012, "Hidden by the filter, for a word about oats.", people.name(_FAN + 9)),
            55,
        ),
        (Act(early, Deed.COMMENT, 1013, "I take this back tomorrow.", people.name(_FAN + 10)), 44),
    ]
    loud = [Act(act.after, Deed.REACT, act.number, reactions=(("LOVE", votes),)) for act, votes in said if votes]
    return [act for act, _ in said] + loud


def _second_thoughts(window: timedelta) -> list[Act]:
    return [
        Act(window / 3, Deed.HIDE, 1012),
        Act(window / 2, Deed.WITHDRAW, 1013),
        Act(window / 3, Deed.EDIT, 20, "Mended: he paid with a carrot and kept the change."),
    ]
