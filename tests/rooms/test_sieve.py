"""What a sieve has seen while a thread was read is what the record shows, or it says that it is not."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given

from captionbot.contest.comment import Comment
from captionbot.contest.entries import Reason, earlier
from captionbot.contest.forgetting import What, digest
from captionbot.contest.screening import Screening
from captionbot.contest.screens import NO_WORDS, WordList
from captionbot.errors import StoreError
from captionbot.facts import terms_as_kept
from captionbot.judging import Sieve, judged
from captionbot.judging import sieve as module
from captionbot.judging.grounds import case_of
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Disqualified, Forgotten
from captionbot.store.scratch import Scratch
from captionbot.store.verdicts import Verdicts
from tests.contest.made import CLOSES, TERMS, comment
from tests.rooms.made import CAPTIONS, said_post
from tests.rooms.test_streamed import CROWDS, OWN, SEEDS, TEXTS, crowd_of, on_a_server
from tests.store.made import MINUTE, SLOT

Happening = Callable[[Record, Contest], object]


def _leave_out(record: Record, row: Contest) -> None:
    said = {"contest": row.number, "reason": str(Reason.CRUDE), "because": "", "by": "maria", "at": CLOSES}
    known = record.staff.disqualified(row.number)
    first = next(one for one in record.comments.of_contest(row.number) if one.comment_id not in known)
    record.staff.disqualify(Disqualified(comment_id=first.comment_id, **said))
    record._session.flush()


def _mark_ours(record: Record, _: Contest) -> None:
    record.staff.mark_ours("bob", "Bob", "maria", SLOT)


def _forget(record: Record, row: Contest) -> None:
    """Somebody asks to be forgotten, and what they wrote is sealed."""
    one = record.comments.of_contest(row.number)[-1]
    one.sealed_at = CLOSES
    known = digest("salt", What.COMMENT, one.comment_id)
    row_of = {"salt": "salt", "what": What.COMMENT, "by": "dana", "at": SLOT, "because": ""}
    record.papers.forget(Forgotten(digest=known, erased_at=None, **row_of))
    record._session.flush()


def _nothing(_: Record, __: Contest) -> None:
    """Most of the time."""


HAPPENINGS: Sequence[Happening] = (*[_nothing] * 40, _leave_out, _mark_ours, _forget)


def _changed(one: Comment, rng: Random) -> Comment:
    """What another reading may show of a comment."""
    which = rng.randint(0, 9)
    changes: dict[int, dict[str, Any]] = {
        0: {"text": rng.choice(TEXTS)},
        1: {"votes": rng.randint(0, 9)},
        2: {"hidden": not one.hidden},
        3: {"entrant_id": None, "entrant_name": None},
    }
    return replace(one, **changes.get(which, {}))


def _pages(crowd: Sequence[Comment], rng: Random) -> Iterator[list[Comment]]:
    size = rng.choice([4, 9, 40])
    yield from (list(crowd[start : start + size]) for start in range(0, len(crowd), size))


@contextmanager
def _reading(
    record: Record,
    row: Contest,
    passes: Sequence[Sequence[Sequence[Comment]]],
    words: WordList | None,
    happen: Happening,
) -> Iterator[Sieve]:
    """A reading that has ended, page by page."""
    reading, shown = record.comments.begin_reading(row.number, CLOSES), 0
    with closing(Sieve(record, row, reading.id, words, whole=row.number % 2 == 0)) as sieve:
        for page in (page for one in passes for page in one):
            kept = record.comments.keep(row.number, reading.id, page, CLOSES, Screening(words or NO_WORDS))
            sieve.take(kept)
            shown += len(kept.first)
            happen(record, row)
        record.comments.end_reading(reading.id, CLOSES + MINUTE, complete=True, rows=shown, total=shown)
        record._session.flush()
        yield sieve


def _all_of(record: Record, row: Contest, words: WordList | None, sieve: Sieve | None = None) -> object:
    """All that a tally can be asked for."""
    with judged(record, row, words, whole=True, sieve=sieve) as found:
        best = list(found.best())
        return (
            found.head,
            [(one, found.flags_of(one), found.shown_marks_of(one)) for one in best],
            list(found.left_out()),
            found.reasons,
            list(found.to_keep(record, row)),
            list(found.verdicts()),
            (found.curves, found.reworded, found.grounds),
        )


def _through_readings(record: Record, rng: Random) -> None:
    """Three readings of a contest; comments change, come and go in between, and staff speak meanwhile."""
    terms = terms_as_kept(TERMS) | {"one_entry_each": rng.random() < 0.7}
    row = said_post(record, slot_key=f"week {rng.random()}", terms=terms)
    crowd = crowd_of(rng)
    for _ in range(3):
        shown = [_changed(one, rng) for one in crowd if rng.random() > 0.05]
        shown.sort(key=earlier)
        if rng.random() < 0.3:
            rng.shuffle(shown)
        again = [[_changed(one, rng) for one in page] for page in _pages(crowd, rng)] if rng.random() < 0.3 else []
        words = rng.choice([None, OWN])
        happenings = Random(rng.random())  # noqa: S311 - the same each time

        def happen(record: Record, row: Contest, dice: Random = happenings) -> None:
            dice.choice(HAPPENINGS)(record, row)

        with _reading(record, row, [list(_pages(shown, rng)), again], words, happen) as sieve:
            expected = _all_of(record, row, words)
            assert _all_of(record, row, words, sieve) == expected


@CROWDS
@given(SEEDS)
def test_a_tally_by_it_is_the_tally(record: Record, rng: Random) -> None:
    """Whatever a reading shows, in whatever order, and whatever staff and entrants say meanwhile."""
    _through_readings(record, rng)


def test_a_tally_by_it_is_the_tally_on_a_server(postgres_url: str) -> None:
    """The same there."""
    on_a_server(postgres_url, _through_readings)


def _not_again(*_: object) -> Iterator[Any]:
    raise AssertionError("The comments were looked at again.")


def _with_two_gone(shown: Sequence[Comment]) -> list[Comment]:
    return [replace(one, text="Neigh, officer") for one in shown[2:]]


@pytest.mark.parametrize("then", [list, _with_two_gone], ids=["nothing has changed", "some are gone or edited"])
def test_what_it_has_seen_is_not_looked_at_again(
    record: Record, monkeypatch: pytest.MonkeyPatch, then: Callable[[Sequence[Comment]], list[Comment]]
) -> None:
    """That is what it is for: only what changed, or was not shown, is looked up."""
    row = said_post(record)
    shown = sorted(crowd_of(Random(7)), key=earlier)  # noqa: S311 - the same crowd each time
    for pages in ([shown], [then(shown)]):
        with _reading(record, row, [pages], None, _nothing) as sieve, monkeypatch.context() as patched:
            expected = _all_of(record, row, None)
            patched.setattr(Verdicts, "to_judge", _not_again)
            assert _all_of(record, row, None, sieve) == expected


@pytest.mark.parametrize("happen", [_leave_out, _mark_ours, _forget])
def test_what_is_said_meanwhile_makes_it_good_for_nothing(record: Record, happen: Happening) -> None:
    """Then everything is looked at anew."""
    row = said_post(record)
    with _reading(record, row, [[CAPTIONS]], None, happen) as sieve:
        assert _given(sieve, record, row) is None
        assert _given(sieve, record, row) is None


def test_it_holds_for_one_list_of_words_and_for_an_open_contest(record: Record) -> None:
    """Against another list the screens may find something else, and after the close other votes count."""
    row = said_post(record)
    with _reading(record, row, [[CAPTIONS]], None, _nothing) as sieve:
        assert _given(sieve, record, row, OWN) is None
    row.votes_at = CLOSES
    with _reading(record, row, [[CAPTIONS]], None, _nothing) as sieve:
        assert _given(sieve, record, row) is None


def test_it_is_given_once(record: Record) -> None:
    """Sorting changes what was given; and a comment that came to the record some other way is no part of it."""
    row = said_post(record)
    with _reading(record, row, [[CAPTIONS]], None, _nothing) as sieve:
        given = _given(sieve, record, row)
        assert given is not None
        given.close()
        assert _given(sieve, record, row) is None
    with _reading(record, row, [[CAPTIONS]], None, _nothing) as sieve:
        record.comments.keep(row.number, sieve._reading, [comment(99)], CLOSES)
        assert _given(sieve, record, row) is None


def _given(sieve: Sieve, record: Record, row: Contest, words: WordList | None = None) -> Scratch | None:
    return sieve.seen_all(record, row, case_of(record, row), words, ())


def _full(*_: object) -> None:
    raise StoreError("The tally can't be sorted: disk is full.", "")


def test_a_reading_goes_on_where_it_can_hold_no_more(
    record: Record, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A full disk is told by the tally, which meets it again; the log says why everything is judged anew."""
    row = said_post(record)
    with monkeypatch.context() as patched:
        patched.setattr(Scratch, "add", _full)
        with _reading(record, row, [[CAPTIONS[:2], CAPTIONS[2:]]], None, _nothing) as sieve:
            patched.undo()
            assert _all_of(record, row, None, sieve) == _all_of(record, row, None)
    assert caplog.text.count("A reading's comments must be judged again.") == 1


@pytest.mark.parametrize("step", ["drop", "put_in_order", "added"])
def test_a_tally_needs_no_more_room_than_without_it(record: Record, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Where the disk has room for a tally, but not for what the sieve does beside, it is judged anew."""
    row = said_post(record)
    with _reading(record, row, [[CAPTIONS]], None, _nothing):
        pass
    with _reading(record, row, [[CAPTIONS[1:]]], None, _nothing) as sieve, monkeypatch.context() as patched:
        patched.setattr(Scratch, step, _full)
        assert _all_of(record, row, None, sieve) == _all_of(record, row, None)


def test_a_reading_begins_whatever_a_tally_would_meet(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """What staff said may be of a kind that this version doesn't know."""
    row = said_post(record)
    with monkeypatch.context() as patched:
        patched.setattr(module, "case_of", _full)
        with _reading(record, row, [[CAPTIONS]], None, _nothing) as sieve:
            assert _given(sieve, record, row) is None


@pytest.mark.parametrize("whole", [False, True])
def test_no_more_is_sketched_than_is_compared(record: Record, monkeypatch: pytest.MonkeyPatch, *, whole: bool) -> None:
    """At a look only few are; at the close all, but no more of them are remembered."""
    monkeypatch.setattr(module, "AT_A_LOOK", 2)
    row, crowd = said_post(record), [comment(number, f"Neigh, said number {number}") for number in range(4)]
    for sketched in ([True, True, whole, whole], [whole] * 4):
        reading = record.comments.begin_reading(row.number, CLOSES)
        with closing(Sieve(record, row, reading.id, whole=whole)) as sieve:
            sieve.take(record.comments.keep(row.number, reading.id, crowd, CLOSES))
            given = _given(sieve, record, row)
            assert given is not None
            assert [drawn is not None for _, _, drawn in given.entries()] == sketched
            given.close()
    assert module._remembered_sketch.cache_info().currsize == 0
