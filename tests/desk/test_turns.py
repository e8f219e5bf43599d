"""Slow work takes turns, and never all of the desk's threads."""

from captionbot.desk.turns import Turn


def test_one_works_one_waits_and_nobody_else_is_kept() -> None:
    """The third is told at once, however long it would wait; after them all it is anybody's turn again."""
    turn = Turn()
    with turn.taken(0) as works, turn.taken(0) as waits, turn.taken(3600) as third:
        assert (works, waits, third) == (True, False, False)

    with turn.taken(0) as works:
        assert works
