"""The comments of a reading, judged singly page by page while the next page is on its way.

It spares a tally a second look at them and decides nothing: what it did not see as it stands is looked up, and where
anything has changed that it went by, it says so and everything is looked up. tests/rooms/test_sieve.py holds that.
"""

import logging
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache

from captionbot.contest.comment import Comment
from captionbot.contest.entries import Case, earlier
from captionbot.contest.same_joke import sketch
from captionbot.contest.screens import WordList
from captionbot.judging.grounds import case_of, forgotten_by
from captionbot.judging.remembering import Remembered
from captionbot.judging.singly import as_in_the_record, as_just_kept
from captionbot.store.keeping import KeptPage
from captionbot.store.record import Record
from captionbot.store.schema import Contest
from captionbot.store.scratch import Scratch, Sifted

log = logging.getLogger(__name__)

AT_A_LOOK = 10_000
"""Entries among which "same joke?" is looked for whenever somebody looks: a second's work; else only at the close."""

_remembered_sketch = lru_cache(AT_A_LOOK)(sketch)
"""Until entries close, for the next reading shows nearly the same captions: that is a fifth of its work.

Three megabytes for captions of forty letters, a dozen if all were as long as they may be.
"""


class Sieve:
    """What one reading of an open contest has shown so far, in a database of its own; whoever makes it closes it."""

    def __init__(
        self, record: Record, contest: Contest, reading: int, words: WordList | None = None, *, whole: bool = False
    ) -> None:
        """Judge by what holds now, and against ``words``; ``whole``: all captions will be compared, however many."""
        self._reading, self._words, self._whole = reading, words, whole
        self._screens = Remembered(words, ())
        self._scratch: Scratch | None = None
        self._good, self._few, self._sketched = True, False, 0
        with self._guarded():
            self._few = not record.desk.more_than(AT_A_LOOK, contest.number)
            self._case, self._forgotten = case_of(record, contest), forgotten_by(record)
        self._unsure: list[str] = []
        """Ids of comments that stand in the record otherwise than they were shown."""
        self._last: tuple[object, ...] = ()
        self._in_order = True

    def close(self) -> None:
        """Be good for nothing from now on."""
        self._good = False
        if self._whole:
            _remembered_sketch.cache_clear()
        if self._scratch is not None:
            self._scratch.close()
            self._scratch = None

    def take(self, page: KeptPage) -> None:
        """Judge singly what a page has shown. A reading is never broken off by it."""
        if not self._good:
            return
        with self._guarded():
            self._scratch = self._scratch or Scratch()
            self._scratch.add(self._judged(page))

    def seen_all(
        self, record: Record, contest: Contest, case: Case, words: WordList | None, reworded: Collection[str]
    ) -> Scratch | None:
        """Every comment of the contest, judged singly; None where that would not be what holds now.

        ``reworded`` are the ids of those edited after they had votes. Whoever gets it closes it.
        """
        if self._good and self._scratch is not None:
            with self._guarded():
                self._complete(record, contest, case, words, reworded)
        given, self._scratch, self._good = self._scratch, None, False
        return given

    def _complete(
        self, record: Record, contest: Contest, case: Case, words: WordList | None, reworded: Collection[str]
    ) -> None:
        """Look up what it has not seen as it stands; close where something has changed that it went by."""
        fits = case == self._case and words is self._words and contest.votes_at is None
        if self._scratch is None or not fits or forgotten_by(record) != self._forgotten:
            self.close()
            return
        verdicts = record.comments.verdicts(contest)
        others = {*verdicts.not_shown_by(self._reading), *self._unsure, *reworded}
        if others:
            self._scratch.drop(others)
            screens = Remembered(words, reworded)
            for some in verdicts.these_to_judge(others):
                self._scratch.add(as_in_the_record(some, case, screens))
        if others or not self._in_order:
            self._scratch.put_in_order()
        if self._scratch.added() != record.comments.count(contest.number):
            self.close()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Whatever fails ends the sieve and nothing else: the tally judges anew, and tells what it meets."""
        try:
            yield
        except Exception:
            log.warning("A reading's comments must be judged again.", exc_info=True, extra={"action": "sieve"})
            self.close()

    def _judged(self, page: KeptPage) -> Iterator[Sifted]:
        sure = [(one, page.screened[one.comment_id]) for one in page.first if one.comment_id in page.screened]
        self._unsure += [one.comment_id for one in page.first if one.comment_id not in page.screened]
        self._note_order(one for one, _ in sure)
        for one in as_just_kept(sure, self._case, self._screens):
            yield one if one.folded is None else one._replace(sketch=self._sketch(one.folded))

    def _sketch(self, folded: str) -> bytes | None:
        if self._few:
            self._sketched += 1
            if self._sketched <= AT_A_LOOK:
                return _remembered_sketch(folded)
            self._few = False
            _remembered_sketch.cache_clear()
        return sketch(folded) if self._whole else None

    def _note_order(self, comments: Iterable[Comment]) -> None:
        for key in map(earlier, comments):
            self._in_order = self._in_order and self._last < key
            self._last = key
