"""Which texts share a piece: an index in flat arrays, for a hundred thousand texts stand in it at once."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import chain

PLACES = 1 << 18
"""Pieces share this many places; two in one place cost a comparison and nothing else."""
REMEMBERED = 32
"""Texts remembered for a piece: the first."""

_SIZES = (4, 8, 16, REMEMBERED)
"""Texts that a row has room for; a place that has filled its row moves to a longer one."""
_SIZE_OF = (0, *(next(size for size in _SIZES if size >= count) for count in range(1, REMEMBERED + 1)))
"""The size of the row that holds so many."""
_NUMBER = "I"


class Pieces:
    """The numbers of the texts that picked a piece, by its place; about fifty bytes for each text, 70 MB at most."""

    def __init__(self) -> None:
        """With no text in it."""
        self._counts = bytearray(PLACES)
        self._starts = array(_NUMBER, bytes(PLACES * array(_NUMBER).itemsize))
        """Where the row of a place begins, among the rows of its size."""
        self._rows = {size: array(_NUMBER) for size in _SIZES}
        self._left = {size: array(_NUMBER) for size in _SIZES}
        """Where rows begin that nobody is in any more."""

    def sharing(self, places: Iterable[int]) -> Iterator[int]:
        """The numbers of the texts that were remembered in these places, once for each place."""
        return chain.from_iterable(self._filled_rows(places))

    def remember(self, places: Iterable[int], number: int) -> None:
        """Remember a text in these places, as far as there is room."""
        for place in places:
            count = self._counts[place]
            if count == REMEMBERED:
                continue
            if count == _SIZE_OF[count]:
                self._move(place, count)
            self._rows[_SIZE_OF[count + 1]][self._starts[place] + count] = number
            self._counts[place] = count + 1

    def _filled_rows(self, places: Iterable[int]) -> "Iterator[array[int]]":
        for place in places:
            count, start = self._counts[place], self._starts[place]
            if count:
                yield self._rows[_SIZE_OF[count]][start : start + count]

    def _move(self, place: int, count: int) -> None:
        """Give a place whose row is full one of the next size."""
        size = _SIZE_OF[count + 1]
        rows, left = self._rows[size], self._left[size]
        start = left.pop() if left else len(rows)
        if start == len(rows):
            rows.frombytes(bytes(size * rows.itemsize))
        if count:
            before = self._starts[place]
            rows[start : start + count] = self._rows[count][before : before + count]
            self._left[count].append(before)
        self._starts[place] = start
