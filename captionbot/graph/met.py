"""Which ids a walk has met, in about ten bytes each: of a million comments the ids alone would fill 100 MB as text."""

from collections import defaultdict

PLACES = 2048
"""So many small heaps are searched instead of a large one."""

_WIDTH = 8
_LONGEST = 19
"""Digits of which every number fits ``_WIDTH`` bytes."""


class Met:
    """A set of ids that only grows. Nearly all are plain numbers; whatever is none is kept as the text that it is."""

    def __init__(self) -> None:
        """Empty."""
        self._numbers: defaultdict[int, bytearray] = defaultdict(bytearray)
        self._others: set[str] = set()
        self._count = 0

    def __len__(self) -> int:
        """How many different ones."""
        return self._count

    def add(self, name: str) -> bool:
        """Keep ``name``, and tell whether it is new."""
        new = self._add_number(name) if _is_plain(name) else self._add_other(name)
        self._count += new
        return new

    def _add_number(self, name: str) -> bool:
        # By the text's hash: ids may go in steps, and all those of one step could end on one heap by themselves.
        alike, key = self._numbers[hash(name) % PLACES], int(name).to_bytes(_WIDTH)
        at = alike.find(key)
        while at > 0 and at % _WIDTH:  # two others that touch may read as this one
            at = alike.find(key, at + 1)
        if at < 0:
            alike += key
        return at < 0

    def _add_other(self, name: str) -> bool:
        known = len(self._others)
        self._others.add(name)
        return len(self._others) > known


def _is_plain(name: str) -> bool:
    """Whether it is a number as numbers are printed, so that no two texts mean the same one."""
    return name.isascii() and name.isdigit() and not name.startswith("0") and len(name) <= _LONGEST
