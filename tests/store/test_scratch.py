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
    about = str(number), f"at {number:05}", votes, f"fan-{number}"
    return Sifted(*about, folded, None, None, None, None, None, None, None)


def test_a_full_disk_is_told(scratch: Scratch) -> None:
    """With where to look: its files are no part of the record."""
    scratch._ask("PRAGMA max_page_count = 10").close()

    with pytest.raises(StoreError) as told:
        scratch.add(_said(number, folded="n" * 1000) for number in range(200))
    assert told.value.message == "The tally can't be sorted: database or disk is full."
    assert "TMPDIR" in told.value.do


@pytest.mark.parametrize("at_hand", [1, 3, 8, 100])
def test_it_takes_in_what_memory_would_not_hold(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch, at_hand: int
) -> None:
    """First captions of jokes are put away some at a time, and asked for by number."""
    monkeypatch.setattr(module, "_AT_A_QUERY", 2)
    monkeypatch.setattr(module, "_AT_HAND", at_hand)
    firsts = scratch.firsts()
    for number in range(8):
        firsts.add(f"id {number}", f"text {number}")

    assert firsts.texts([0, 1, 2, 4, 5, 7]) == [f"text {number}" for number in (0, 1, 2, 4, 5, 7)]
    assert firsts.texts([3]) == ["text 3"]
    assert (firsts.id_of(0), firsts.id_of(7), firsts.exactly("text 3")) == ("id 0", "id 7", None)


def test_what_came_out_of_order_is_put_in_order(scratch: Scratch) -> None:
    """By the hour, then the shorter id, then the id; what was taken out is gone."""
    scratch.add(_said(number)._replace(at=at) for number, at in ((10, "b"), (9, "b"), (7, "c"), (8, "a"), (11, "b")))
    scratch.drop(["7"])
    scratch.put_in_order()

    assert ([one.comment_id for one in scratch.all()], scratch.added()) == (["8", "9", "10", "11"], 4)


def test_an_empty_one_has_nothing(scratch: Scratch) -> None:
    """Nobody wrote anything."""
    scratch.rank()

    assert (scratch.number(), scratch.left_out_number(), scratch.most_votes("a reply")) == (0, 0, None)
    assert (list(scratch.best()), list(scratch.left_out()), scratch.reasons(), scratch.get("1")) == ([], [], {}, None)
