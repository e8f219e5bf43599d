"""The database of a tally under way: what it says when the disk is full, and its memory of first captions."""

from collections.abc import Iterator

import pytest

from captionbot.errors import StoreError
from captionbot.store import scratch as module
from captionbot.store.scratch import Scratch, Sifted


@pytest.fixture
def scratch() -> Iterator[Scratch]:
    """An empty one."""
    found = Scratch()
    yield found
    found.close()


def _said(number: int, folded: str = "neigh", votes: int = 1) -> Sifted:
    return Sifted(str(number), votes, f"fan-{number}", folded, None, None, None, None, None, None)


def test_a_full_disk_is_told(scratch: Scratch) -> None:
    """With where to look: its files are no part of the record."""
    scratch._ask("PRAGMA max_page_count = 10").close()

    with pytest.raises(StoreError) as told:
        scratch.add(_said(number, folded="n" * 1000) for number in range(200))
    assert told.value.message == "The tally can't be sorted: database or disk is full."
    assert "TMPDIR" in told.value.do


def test_it_takes_in_what_memory_would_not_hold(scratch: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    """First captions of jokes are asked for by number, some at a time."""
    monkeypatch.setattr(module, "_AT_A_QUERY", 2)
    firsts = scratch.firsts()
    for number in range(8):
        firsts.add(f"id {number}", f"text {number}")

    assert firsts.texts([0, 1, 2, 4, 5, 7]) == [f"text {number}" for number in (0, 1, 2, 4, 5, 7)]
    assert firsts.texts([3]) == ["text 3"]
    assert (firsts.id_of(0), firsts.id_of(7), firsts.exactly("text 3")) == ("id 0", "id 7", None)


def test_an_empty_one_has_nothing(scratch: Scratch) -> None:
    """Nobody wrote anything."""
    scratch.rank()

    assert (scratch.number(), scratch.left_out_number(), scratch.most_votes("a reply")) == (0, 0, None)
    assert (list(scratch.best()), list(scratch.left_out()), scratch.reasons(), scratch.get("1")) == ([], [], {}, None)
