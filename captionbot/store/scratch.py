"""A tally under way, in a database of its own that nobody else sees: SQLite puts it on the disk where it grows large.

It sorts and compares what judging/ has found of each comment alone; which rules hold, it is told. Nothing is kept.
"""

import json
import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any, NamedTuple

from captionbot.errors import StoreError

CACHE = 2_000
"""Kilobytes of it that are held in memory: four times as many save a twentieth of the time of a large tally."""
_AT_A_QUERY = 500
"""Values in one question."""
_AT_HAND = 4_096
"""First captions that are put away together, half a megabyte: to put each away takes five times as long."""

_TABLES = """
CREATE TABLE comments (
    n INTEGER PRIMARY KEY, id TEXT, at TEXT, votes INTEGER, entrant TEXT, folded TEXT, sketch BLOB, reason TEXT,
    flags TEXT, marks TEXT, screened TEXT, joke TEXT, verdict TEXT, instead INTEGER
);
CREATE TABLE standings (rank INTEGER PRIMARY KEY, n INTEGER, tied INTEGER);
CREATE TABLE jokes (id TEXT PRIMARY KEY, first TEXT, stands INTEGER) WITHOUT ROWID;
CREATE TABLE firsts (number INTEGER PRIMARY KEY, id TEXT, folded TEXT);
"""
_PUT_IN = "id, at, votes, entrant, folded, sketch, reason, flags, marks, screened, joke, verdict"
"""The fields of a Sifted."""
_ADD = f"INSERT INTO comments ({_PUT_IN}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - ours
_IN_ORDER = (
    f"CREATE TABLE came AS SELECT {_PUT_IN} FROM comments",  # noqa: S608 - ours
    "DELETE FROM comments",
    f"INSERT INTO comments ({_PUT_IN}) SELECT {_PUT_IN} FROM came ORDER BY at, length(id), id",  # noqa: S608 - ours
    "DROP TABLE came",
)
# Each sorts once and then changes rows in the order in which they lie: to look every row up where it happens to lie
# takes a million readings from the disk for a million comments, several times over.
_COPIES = """
UPDATE comments SET reason = :reason, instead = copy.first FROM (
    SELECT n, first FROM (
        SELECT n, entrant, first_value(n) OVER same AS first, first_value(entrant) OVER same AS author
        FROM comments WHERE reason IS NULL WINDOW same AS (PARTITION BY folded ORDER BY n)
    )
    WHERE n <> first AND NOT (:one_each AND entrant IS NOT NULL AND entrant IS author) ORDER BY n
) AS copy WHERE comments.n = copy.n
"""
_SECONDS = """
UPDATE comments SET reason = :reason, instead = other.best FROM (
    SELECT n, best FROM (
        SELECT n, first_value(n) OVER (PARTITION BY entrant ORDER BY votes DESC, n) AS best
        FROM comments WHERE reason IS NULL AND entrant <> ''
    )
    WHERE n <> best ORDER BY n
) AS other WHERE comments.n = other.n
"""
_RANKS = """
INSERT INTO standings (n, tied)
SELECT n, coalesce(lag(votes) OVER best = votes, 0) OR coalesce(lead(votes) OVER best = votes, 0)
FROM comments WHERE reason IS NULL WINDOW best AS (ORDER BY votes DESC, n) ORDER BY votes DESC, n
"""
_FOUND = "c.id, c.votes, c.reason, other.id, s.rank, s.tied, c.flags, c.marks, j.first, c.screened, c.verdict"
_BESIDE = "LEFT JOIN jokes AS j ON j.id = c.id AND j.stands LEFT JOIN comments AS other ON other.n = c.instead"
_BY_RANK = f"SELECT {_FOUND} FROM standings AS s JOIN comments AS c ON c.n = s.n {_BESIDE}"  # noqa: S608 - ours
_BY_TIME = f"SELECT {_FOUND} FROM comments AS c LEFT JOIN standings AS s ON s.n = c.n {_BESIDE}"  # noqa: S608 - ours


class Sifted(NamedTuple):
    """A comment, and what it is by itself."""

    comment_id: str
    at: str
    """When it was written, in a form that sorts."""
    votes: int
    entrant: str | None
    folded: str | None
    """By which copies are known; None where it takes no part."""
    sketch: bytes | None
    """What it is compared by, where that has been made (contest/same_joke.py)."""
    reason: str | None
    """Why it takes no part; None: nothing speaks against it so far."""
    flags: str | None
    marks: str | None
    screened: str | None
    """What the screens found, where they had to look now."""
    joke: str | None
    """The id of the earlier caption that it was nearly the same as, when they were last compared."""
    verdict: str | None
    """The verdict that stood before."""


class Found(NamedTuple):
    """A comment and what the tally made of it; all but the votes as it was put in."""

    comment_id: str
    votes: int
    reason: str | None
    instead: str | None
    """Id of the comment that has the credit, or that stands in this one's place."""
    rank: int | None
    tied: bool | None
    flags: str | None
    marks: str | None
    same_joke: str | None
    """Id of the earlier entry that it is nearly the same as."""
    screened: str | None
    verdict: str | None


class Scratch:
    """The comments of one contest, in the order in which they were written."""

    def __init__(self) -> None:
        """Begin an empty one; it is gone when it is closed. Raises StoreError where the disk can't hold it."""
        self._database = sqlite3.connect("", isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", f"cache_size=-{CACHE}"):
            self._database.execute(f"PRAGMA {pragma}").close()
        self._database.executescript(_TABLES).close()
        self._ask("BEGIN")  # one transaction: or each row would be one

    def close(self) -> None:
        """Let go of it."""
        self._database.close()

    def add(self, comments: Iterable[Sifted]) -> None:
        """Take in some more, in the order in which they were written, or ``put_in_order`` when all are there."""
        with _trouble():
            self._database.executemany(_ADD, comments).close()

    def drop(self, comment_ids: Iterable[str]) -> None:
        """Take some out again, all in one pass: nothing here is found by its id, and thousands may be asked for."""
        these = json.dumps(list(comment_ids))
        self._ask("DELETE FROM comments WHERE id IN (SELECT value FROM json_each(?))", (these,))

    def put_in_order(self) -> None:
        """Put all that was added in the order in which it was written."""
        for one in _IN_ORDER:
            self._ask(one)

    def added(self) -> int:
        """How many comments there are."""
        return int(self._one("SELECT count(*) FROM comments"))

    def leave_out_copies(self, reason: str, *, one_each: bool) -> None:
        """Leave out what reads as an earlier one does; with ``one_each`` a person's own are no copies of each other."""
        self._ask(_COPIES, {"reason": reason, "one_each": one_each})

    def leave_out_seconds(self, reason: str) -> None:
        """Leave out all but the best of each person's: the one with most votes, or the earlier."""
        self._ask(_SECONDS, {"reason": reason})

    def rank(self) -> None:
        """Put what is left in order: by votes, then the earlier."""
        self._ask(_RANKS)
        self._ask("CREATE UNIQUE INDEX places ON standings (n)")

    def entries(self) -> Iterator[tuple[str, str, bytes | None]]:
        """The id, folded text and sketch of each entry, in the order in which they were written."""
        yield from self._ask("SELECT id, folded, sketch FROM comments WHERE reason IS NULL ORDER BY n")

    def add_jokes(self, jokes: Iterable[tuple[str, str]]) -> None:
        """Note of entries by their ids that they are nearly the same as an earlier one."""
        with _trouble():
            self._database.executemany("INSERT INTO jokes VALUES (?, ?, TRUE)", jokes).close()

    def jokes_as_before(self) -> None:
        """Take the jokes as they were found when they were last compared; those hold whose first is an entry still."""
        self._ask("INSERT INTO jokes SELECT id, joke, FALSE FROM comments WHERE joke IS NOT NULL")
        self._ask("UPDATE jokes SET stands = TRUE WHERE first IN (SELECT id FROM comments WHERE reason IS NULL)")

    def number(self) -> int:
        """How many entries there are, once they are ranked."""
        return int(self._one("SELECT count(*) FROM standings"))

    def left_out_number(self) -> int:
        """How many comments take no part."""
        return int(self._one("SELECT count(*) FROM comments WHERE reason IS NOT NULL"))

    def most_votes(self, reason: str) -> int | None:
        """The votes of the best that was left out for a reason, where there is one."""
        votes = self._one("SELECT max(votes) FROM comments WHERE reason = ?", reason)
        return None if votes is None else int(votes)

    def best(self, most: int | None = None) -> Iterator[Found]:
        """The entries, the best first."""
        return self._found(f"{_BY_RANK} ORDER BY s.rank LIMIT ?", -1 if most is None else most)

    def left_out(self, most: int | None = None) -> Iterator[Found]:
        """What takes no part, most votes first, then the earlier."""
        query = f"{_BY_TIME} WHERE c.reason IS NOT NULL ORDER BY c.votes DESC, c.n LIMIT ?"
        return self._found(query, -1 if most is None else most)

    def left_out_for(self, reason: str, most: int) -> Iterator[Found]:
        """Some of what was left out for a reason, most votes first, then the earlier."""
        return self._found(f"{_BY_TIME} WHERE c.reason = ? ORDER BY c.votes DESC, c.n LIMIT ?", reason, most)

    def reasons(self) -> dict[str, int]:
        """For how many comments each reason holds."""
        rows = self._ask("SELECT reason, count(*) FROM comments WHERE reason IS NOT NULL GROUP BY reason")
        return {reason: int(number) for reason, number in rows}

    def get(self, comment_id: str) -> Found | None:
        """One comment."""
        return next(self._found(f"{_BY_TIME} WHERE c.id = ?", comment_id), None)

    def all(self) -> Iterator[Found]:
        """Every comment, in the order in which they were written."""
        return self._found(f"{_BY_TIME} ORDER BY c.n")

    def to_keep(self) -> Iterator[tuple[str, str | None, str | None]]:
        """Of what the screens had to look at, and whose joke is another: its id, what they found now, and the joke."""
        yield from self._ask(
            "SELECT c.id, CASE WHEN c.reason IS NULL THEN c.screened END, j.first FROM comments AS c"
            " LEFT JOIN jokes AS j ON j.id = c.id"
            " WHERE c.reason IS NULL AND c.screened IS NOT NULL OR c.joke IS NOT j.first ORDER BY c.n"
        )

    def firsts(self) -> "Firsts":
        """Where the first captions of jokes are remembered."""
        return Firsts(self._database)

    def _found(self, query: str, *values: Any) -> Iterator[Found]:
        return map(Found._make, self._ask(query, values))

    def _one(self, query: str, *values: Any) -> Any:
        with closing(self._ask(query, values)) as rows:
            return rows.fetchone()[0]

    def _ask(self, query: str, values: Any = ()) -> sqlite3.Cursor:
        with _trouble():
            return self._database.execute(query, values)


class Firsts:
    """The first caption of each joke (contest/same_joke.py says what for)."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Belongs to a Scratch."""
        self._database = database
        self._put_away = 0
        """How many are in the database; those after them are at hand."""
        self._at_hand: list[tuple[str, str]] = []

    def add(self, comment_id: str, folded: str) -> None:
        """Remember one more."""
        self._at_hand.append((comment_id, folded))
        if len(self._at_hand) == _AT_HAND:
            rows = ((number, *one) for number, one in enumerate(self._at_hand, self._put_away))
            with _trouble():
                self._database.executemany("INSERT INTO firsts VALUES (?, ?, ?)", rows).close()
            self._put_away += _AT_HAND
            self._at_hand = []

    def texts(self, numbers: Sequence[int]) -> list[str]:
        """The texts of these, in their order, which goes up."""
        away = bisect_left(numbers, self._put_away)
        found: list[str] = []
        for start in range(0, away, _AT_A_QUERY):
            some = numbers[start : min(start + _AT_A_QUERY, away)]
            asked = ",".join("?" * len(some))
            query = f"SELECT folded FROM firsts WHERE number IN ({asked}) ORDER BY number"  # noqa: S608 - ours
            found += [folded for (folded,) in self._database.execute(query, some)]
        return found + [self._at_hand[number - self._put_away][1] for number in numbers[away:]]

    def id_of(self, number: int) -> str:
        """The comment id of one."""
        if number >= self._put_away:
            return self._at_hand[number - self._put_away][0]
        return str(self._database.execute("SELECT id FROM firsts WHERE number = ?", (number,)).fetchone()[0])

    def exactly(self, folded: str) -> int | None:
        """None: no two entries read the same, for copies are left out first."""


@contextmanager
def _trouble() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        what = f"The tally can't be sorted: {error}."
        raise StoreError(what, "See that the disk for temporary files (TMPDIR, or /var/tmp) has room.") from error
