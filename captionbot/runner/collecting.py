"""Reading the comments of a contest, and closing it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from captionbot.contest.comment import CommentPage
from captionbot.contest.notices import About
from captionbot.contest.screening import Screening
from captionbot.contest.screens import UNREAD, WordList
from captionbot.contest.stages import Stage
from captionbot.errors import Gone, GraphError, Incomplete, WordsFileError
from captionbot.facts import terms_of
from captionbot.judging import Sieve, close, judged
from captionbot.runner.beginning import EARLY
from captionbot.runner.bot import Tick
from captionbot.runner.showing import show_reading
from captionbot.settings.listed import listed_words
from captionbot.store.schema import Contest, Reading

PASSES = 4
"""At the close the comments are walked until a pass shows nothing new: ranked pages can skip a row."""

DELETED = "Its post was deleted on the Page; the contest is void."
NOT_AGAIN = "It is not posted again. `captionbot post-now` runs another photo outside its slot."

TENTH = 10
"""A reading may take at most a tenth of the time."""


def read(tick: Tick, contest: Contest) -> bool:
    """One pass over the comments of an open contest, and the tally that staff are shown."""
    with _begun(tick, contest, _own_words(tick), closing=False) as walk:
        reading = _read_by(walk)
        if reading is not None and tick.now < contest.closes_at:  # or the close comes next, with a tally of its own
            show_reading(tick, contest.number, walk.sieve)
    return reading is not None


def close_entries(tick: Tick, contest: Contest) -> bool:
    """The closing reading, and the tally; whether the contest moved on to its review."""
    words = _own_words(tick)
    with _begun(tick, contest, words, closing=True) as walk:
        reading = _read_by(walk)
        if reading is None:
            return False
        with (
            tick.bot.store.view() as seen,  # nobody's writing waits while a viral thread is judged
            judged(seen, seen.contests.get(contest.number), words, whole=True, sieve=walk.sieve) as found,
            tick.deciding(contest) as (record, row),
        ):
            said = close(record, row, reading, tick.now, words, found)
            record.staff.tell(
                f"closed {row.number}", f"Entries closed: {said}.", tick.now, contest=row.number, about=About.SHORTLIST
            )
    tick.report.did(f"Contest no. {contest.number}: entries closed; {said}.", "closed")
    return True


def _own_words(tick: Tick) -> WordList:
    """The Page's own list, as it stands now; where it can't be read staff are told, and the winner waits for them."""
    try:
        return listed_words(tick.bot.settings.words_file)
    except WordsFileError as error:
        tick.tell(f"words {tick.now:%Y-%m-%d}", error)
        return UNREAD


@contextmanager
def _begun(tick: Tick, contest: Contest, words: WordList, *, closing: bool) -> Iterator["_Walk"]:
    """A reading that begins, with a sieve for the tally that comes after it."""
    with tick.writing() as record:
        reading = record.comments.begin_reading(contest.number, tick.now, closing=closing)
    with tick.bot.store.view() as record:
        row = record.contests.get(contest.number)
        # While entries are open staff are shown what the screens found when a comment was read, whatever list it was.
        sieve = Sieve(record, row, reading.id, words if closing else None, whole=closing)
    try:
        yield _Walk(tick, contest, reading, Screening(words), sieve)
    finally:
        sieve.close()


def _read_by(walk: "_Walk") -> Reading | None:
    """One reading; None where it was cut short."""
    tick, contest, reading = walk.tick, walk.contest, walk.reading
    try:
        walk.once()
        while reading.closing and walk.found_new and walk.passes < PASSES:
            walk.once()
        walk.doubt_nothing_at_all()
    except Gone:
        _end(walk, "the post could not be read")
        post_gone(tick, contest)
        return None
    except Incomplete as error:
        _end(walk, error.message)
        tick.tell(f"incomplete {contest.number} {tick.now:%Y-%m-%d}", error, contest=contest.number)
        return None
    except GraphError as error:
        _end(walk, error.message)
        raise
    return _end(walk, "")


class _Walk:
    """Passes over the comments of one contest; a comment is kept as the first pass that showed it had it."""

    def __init__(self, tick: Tick, contest: Contest, reading: Reading, screening: Screening, sieve: Sieve) -> None:
        self.tick, self.contest, self.reading = tick, contest, reading
        self.screening, self.sieve = screening, sieve
        self.rows = 0
        """Comments that it has shown; each counts once."""
        self.total: int | None = None
        self.malformed = 0
        """Rows that could not be understood, in the pass that had most of them."""
        self.passes, self.found_new = 0, False

    def once(self) -> None:
        """One pass; ``found_new`` says whether it showed a comment of the window that no earlier pass had."""
        self.passes, self.found_new = self.passes + 1, False
        malformed, terms = 0, terms_of(self.contest)
        for page in self.tick.bot.page.comment_pages(self.contest.post_id or "", counted=terms.counted_reactions):
            self._keep(page)
            malformed += page.malformed
            self.malformed = max(self.malformed, malformed)

    def doubt_nothing_at_all(self) -> None:
        """Raise Incomplete where no row came and no count, although comments were there: a person's token gets that.

        developers.facebook.com/docs/graph-api/reference/object/comments
        """
        if self.rows or self.malformed or self.total is not None:
            return
        with self.tick.bot.store.view() as record:
            were_there = record.comments.count_standing(self.contest.number)
        if were_there:
            raise Incomplete(
                f"Facebook shows none of the comments that were there ({were_there:,}), and counts none.",
                "Is FACEBOOK_PAGE_TOKEN the Page's own? `captionbot check` looks; the reading is tried again.",
            )

    def _keep(self, page: CommentPage) -> None:
        self.total = page.total if page.total is not None else self.total
        if not page.comments:
            return
        with self.tick.writing() as record:
            kept = record.comments.keep(
                self.contest.number, self.reading.id, page.comments, self.tick.now, self.screening
            )
        self.sieve.take(kept)
        self.rows += len(kept.first)
        self.found_new = self.found_new or any(comment.created_at < self.contest.closes_at for comment in kept.first)


def _end(walk: _Walk, trouble: str) -> Reading:
    tick, contest, reading = walk.tick, walk.contest, walk.reading
    now = tick.now
    note = trouble or (_not_understood(walk.malformed))
    with tick.writing() as record:
        ended = record.comments.end_reading(
            reading.id,
            now,
            complete=not trouble,
            sure=not walk.malformed,
            rows=walk.rows,
            total=walk.total,
            note=note,
        )
        row = record.contests.get(contest.number)
        row.last_reading_at = reading.begun_at
        every = timedelta(minutes=tick.bot.settings.collect_every_minutes)
        asked = reading.begun_at < row.next_reading_at <= now  # by staff, while this one was under way
        row.next_reading_at = (
            now if asked else max(reading.begun_at + every, now + (now - reading.begun_at) * (TENTH - 1))
        )
        if not trouble:
            row.gone_since = None
    return ended


def _not_understood(rows: int) -> str:
    """What is said of comments that Facebook showed in a shape that could not be read."""
    if not rows:
        return ""
    return "1 comment could not be understood" if rows == 1 else f"{rows} comments could not be understood"


def post_gone(tick: Tick, contest: Contest) -> bool:
    """Tell whether a post that can't be read (100/33, which a lost permission gives as well) is gone from the Page.

    Only if the Page's own list lacks it twice, ``SETTLE_MINUTES`` apart, is the contest void. True if it is.
    """
    listed = {post.post_id for post in tick.bot.page.recent_posts(contest.slot_at - EARLY)}
    now, n = tick.now, contest.number
    if contest.post_id in listed:
        what = "Facebook lists its post but won't let it be read: the token may have lost a permission."
        tick.tell(f"unreadable {n} {now:%Y-%m-%d}", what, do="Check the token; see docs/facebook-setup.md.", contest=n)
        with tick.deciding(contest) as (_, row):
            row.gone_since = None
        return False
    with tick.deciding(contest) as (record, row):
        row.gone_since = row.gone_since or tick.mouth.facebook_now()
        gone = tick.mouth.facebook_now() - row.gone_since >= tick.settle
        if gone:
            record.contests.move(row, Stage.VOID, "its post was deleted on the Page")
            record.staff.tell(f"deleted {n}", DELETED, now, do=NOT_AGAIN, contest=n)
    if gone:
        tick.report.wants(f"Contest no. {n}: {DELETED} {NOT_AGAIN}", "deleted")
    else:
        tick.report.wants(f"Contest no. {n}: its post seems to be gone from the Page; looking again.", "gone")
    return gone
