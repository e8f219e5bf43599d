"""The index of pieces remembers the first texts of each place, however many rows a place has moved through."""

from hypothesis import given
from hypothesis import strategies as st

from captionbot.contest.pieces import PLACES, REMEMBERED, Pieces

from .made import PROPERTY

NEAR = st.sampled_from([0, 1, 2, 77, PLACES - 1])
TEXTS = st.lists(st.lists(NEAR, max_size=4, unique=True), max_size=120)


@PROPERTY
@given(TEXTS)
def test_the_first_of_each_place_are_remembered(texts: list[list[int]]) -> None:
    """In their order, and no more than there is room for."""
    pieces = Pieces()
    plain: dict[int, list[int]] = {}
    for number, places in enumerate(texts):
        pieces.remember(places, number)
        for place in places:
            plain.setdefault(place, []).append(number)

    for place in (0, 1, 2, 77, PLACES - 1, 5):
        assert list(pieces.sharing([place])) == plain.get(place, [])[:REMEMBERED]


def test_rows_that_were_left_are_used_again() -> None:
    """So the index stays small."""
    pieces = Pieces()
    for place in range(50):
        for number in range(REMEMBERED):
            pieces.remember([place], number)

    assert [len(rows) for rows in pieces._rows.values()] == [4, 8, 16, 50 * REMEMBERED]
    assert all(list(pieces.sharing([place])) == list(range(REMEMBERED)) for place in range(50))
