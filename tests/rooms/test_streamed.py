"""The tally that is streamed through a scratch database is that of the plain rules, whatever the crowd."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from captionbot.contest.comment import Comment
from captionbot.contest.entries import Reason
from captionbot.contest.screening import Screening
from captionbot.contest.screens import NO_WORDS, UNREAD, WordList, read_words
from captionbot.contest.stages import Stage
from captionbot.contest.tally import Tally, outcome
from captionbot.facts import terms_as_kept, terms_of
from captionbot.judging import close, judged, retally
from captionbot.store.database import make_store
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Disqualified
from tests.contest.made import CLOSES, OPENS, PAGE, TERMS, comment
from tests.rooms.in_memory import tally_in_memory
from tests.rooms.made import read, said_post, tally_now
from tests.store.made import HOUR, POST_AT, SLOT, begun, decision

OWN = read_words("biscuit")
LISTS = (None, NO_WORDS, OWN, UNREAD)
PEOPLE = (None, None, "ann", "ann", "bob", "cy", "officer", "champion", PAGE)
TEXTS = (
    "Neigh", "NEIGH!", "neigh", "Whoa", "whoa!", "whoa 2", "Whoa 3", "😂", "", "Oats https://example.org", "n" * 301,
    "Biscuit did it", "Looks like the horse is driving today", "looks like the horses driving today!",
    "Looks like the horse is driving today 2", "Look like the horse is driving, today",
)  # fmt: skip
NUMBERS = (*range(1, 40), *range(95, 1200))
LATELY = "the last winner's"

SEEDS = st.integers(0, 2**32).map(Random)
CROWDS = settings(
    max_examples=25, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
weeks = count()


def crowd_of(rng: Random) -> list[Comment]:
    """Thirty comments that get in each other's way: what is drawn one by one seldom does."""
    return [
        comment(
            number,
            rng.choice(TEXTS),
            rng.randint(0, 4),
            by=rng.choice(PEOPLE),
            at=rng.choice((*[None] * 12, OPENS, CLOSES, OPENS - HOUR)),
            minute=rng.randint(0, 3),
            reply_to=rng.choice((*[None] * 12, "9")),
            hidden=rng.random() < 0.1,
        )
        for number in rng.sample(NUMBERS, 30)
    ]


def _contest(record: Record, **terms: Any) -> Contest:
    """A contest some weeks after one that was won, in the same record."""
    week = next(weeks)
    before = begun(record, slot_key=f"before {week}", slot_at=SLOT - 24 * HOUR, stage=Stage.ANNOUNCED, post_id="1_1")
    read(record, before, comment(LATELY, by="champion"))
    record.contests.decide(before, decision(comment_id=LATELY))
    record.staff.mark_ours("officer", "Officer", "maria", SLOT)
    return said_post(record, slot_key=f"week {week}", terms=terms_as_kept(TERMS) | terms)


def _leave_out(record: Record, row: Contest, comment_id: str) -> None:
    said = {"contest": row.number, "reason": str(Reason.CRUDE), "because": "", "by": "maria", "at": CLOSES}
    record.staff.disqualify(Disqualified(comment_id=comment_id, **said))
    record._session.flush()


def _happen(record: Record, row: Contest, rng: Random) -> None:
    """Some are gone, some sealed, some left out by staff."""
    for one in record.comments.of_contest(row.number):
        what = rng.randint(0, 20)
        one.withdrawn_at = CLOSES if what == 1 else one.withdrawn_at
        one.sealed_at = CLOSES if what == 2 else one.sealed_at
        one.hidden = one.hidden or what == 4
        if what == 3:
            _leave_out(record, row, one.comment_id)


def _by_id(counted: Tally) -> tuple[object, object]:
    return counted.standings, {one.comment.comment_id: one for one in counted.left_out}


def _hold_together(record: Record, row: Contest, words: WordList | None, *, compared: bool = True) -> None:
    """Entries, reasons, credits, places, ties, flags, marks, jokes, what is kept, and the winner."""
    expected, kept = tally_in_memory(record, row, words, compared=compared)
    assert _by_id(tally_now(record, row, words)) == _by_id(expected)
    with judged(record, row, words) as found:
        assert dict(found.to_keep(record, row)) == kept
        mine, theirs = outcome(found.head, terms_of(row)), outcome(expected, terms_of(row))
        assert (found.head.number, found.head.left_out_number) == (expected.number, len(expected.left_out))
        by_votes = sorted(expected.left_out, key=lambda one: -one.comment.votes)
        assert [one.comment_id for one in found.left_out()] == [one.comment.comment_id for one in by_votes]
        assert found.reasons == {str(why): sum(one.reason is why for one in by_votes) for why in _reasons(expected)}
    assert replace(mine, **_nobody_tied(mine)) == replace(theirs, **_nobody_tied(theirs))
    assert bool(getattr(mine, "tied_with", ())) == bool(getattr(theirs, "tied_with", ()))


def _reasons(counted: Tally) -> set[Reason]:
    return {one.reason for one in counted.left_out}


def _nobody_tied(result: object) -> dict[str, Any]:
    return {"tied_with": ()} if hasattr(result, "tied_with") else {}


def _verdicts(record: Record, row: Contest) -> dict[str, tuple[object, ...]]:
    rows = record.comments.of_contest(row.number)
    return {one.comment_id: (one.rank, one.reason, one.counted_votes, one.flags, one.marks) for one in rows}


def _expected(counted: Tally) -> dict[str, tuple[object, ...]]:
    entries: dict[str, tuple[object, ...]] = {
        one.entry.comment.comment_id: (one.rank, None, one.votes, [str(flag) for flag in one.entry.flags], one.marks)
        for one in counted.standings
    }
    for out in counted.left_out:
        entries[out.comment.comment_id] = (None, str(out.reason), out.comment.votes, [], [])
    return entries


def _through_a_week(record: Record, rng: Random) -> None:
    """While entries are open, at the close, and when it is counted anew after somebody's word."""
    row = _contest(record, one_entry_each=rng.random() < 0.7, cooldown_weeks=rng.choice([0, 1]))
    crowd, words = crowd_of(rng), rng.choice(LISTS)
    reading = read(record, row, *crowd)
    some = [one for one in crowd if rng.random() < 0.5]
    record.comments.keep(row.number, reading.id, some, CLOSES, Screening(rng.choice([NO_WORDS, OWN])))
    _happen(record, row, rng)
    _hold_together(record, row, words)

    expected, _ = tally_in_memory(record, row, words)
    close(record, row, reading, CLOSES, words)
    assert _verdicts(record, row) == _expected(expected)
    with judged(record, row) as found:
        assert list(found.verdicts()) == []
        assert list(found.to_keep(record, row)) == []

    _happen(record, row, rng)
    _hold_together(record, row, None)
    expected, _ = tally_in_memory(record, row)
    retally(record, row)
    assert _verdicts(record, row) == _expected(expected)


def on_a_server(postgres_url: str, through: Callable[[Record, Random], None]) -> None:
    """Do something with three crowds in a new record there."""
    store = make_store(postgres_url, PAGE)
    try:
        with store.transaction() as record:
            record.begin_page(SLOT - 24 * HOUR, POST_AT)
            for seed in range(3):
                through(record, Random(seed))  # noqa: S311 - the same crowds at every run
    finally:
        store.close()


@CROWDS
@given(SEEDS)
def test_it_is_the_plain_rules(record: Record, rng: Random) -> None:
    """In whatever order comments came, and whatever was said of them."""
    _through_a_week(record, rng)


def test_it_is_the_plain_rules_on_a_server(postgres_url: str) -> None:
    """Rows come through a cursor of the server's there, and its language puts no id before another."""
    on_a_server(postgres_url, _through_a_week)


@CROWDS
@given(SEEDS)
def test_where_jokes_are_not_compared_they_are_as_before(
    record: Record, monkeypatch: pytest.MonkeyPatch, rng: Random
) -> None:
    """Those hold whose first is an entry still."""
    row = _contest(record)
    close(record, row, read(record, row, *crowd_of(rng)), CLOSES)
    _happen(record, row, rng)
    with monkeypatch.context() as patched:
        patched.setattr("captionbot.judging.tallying.AT_A_LOOK", -1)
        _hold_together(record, row, None, compared=False)
