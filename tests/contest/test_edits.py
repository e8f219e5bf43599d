"""Bait and switch: votes that were collected under other words."""

import pytest

from captionbot.contest.edits import Reworded, changed_since_tallied, reworded

Series = list[tuple[int, str]]
A, B, C = "A horse walks in.", "Buy my horse.", "Buy two."

SWITCHED: dict[str, tuple[Series, list[tuple[int, int]], Reworded | None]] = {
    "after it had votes": ([(1, A), (5, B)], [(1, 3), (5, 9)], Reworded(A, B)),
    "before the first vote": ([(1, A), (5, B)], [(5, 9)], None),
    "never": ([(1, A)], [(1, 3)], None),
    "twice": ([(1, A), (5, B), (7, C)], [(2, 3)], Reworded(A, C)),
    "the second time only": ([(1, A), (3, B), (7, C)], [(5, 3)], Reworded(B, C)),
    "and back again": ([(1, A), (5, B), (7, A)], [(1, 3)], Reworded(B, A)),
    "before the votes, and back again": ([(1, A), (5, B), (7, A)], [(6, 3)], Reworded(B, A)),
    "in its spaces alone": ([(1, A), (5, "A  horse walks in. ")], [(1, 3)], None),
    "after its votes were taken back": ([(1, A), (5, B)], [(1, 3), (4, 0)], None),
}


@pytest.mark.parametrize(("texts", "counts", "found"), SWITCHED.values(), ids=SWITCHED)
def test_a_caption_is_reworded(texts: Series, counts: list[tuple[int, int]], found: Reworded | None) -> None:
    """Where it had votes at the last reading before other words came, and these are not its words now."""
    assert reworded(texts, counts) == found


def test_both_texts_are_told_in_the_same_words() -> None:
    """Before the close and after it; on one line, whatever they hold."""
    assert Reworded(A, B).said == f"the winner's words changed: it had votes as “{A}”, now “{B}”"
    assert changed_since_tallied(A, f"{B}\n\u202e") == f"the winner's words changed: tallied “{A}”, now “{B}”"
    assert len(Reworded("x" * 9_000, "y" * 9_000).said) < 700
