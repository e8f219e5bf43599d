"""A record as a Page has it after ten years: past contests, one viral thread that is open, and one in review."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from sqlalchemy import Connection, Integer, Table, and_, cast, insert, or_, select

from captionbot.contest.comment import Comment
from captionbot.contest.screening import Screening
from captionbot.contest.screens import NO_WORDS
from captionbot.contest.stages import Stage
from captionbot.contest.terms import Terms
from captionbot.facts import terms_as_kept
from captionbot.store.database import Store
from captionbot.store.record import Record
from captionbot.store.schema import Base, Contest, Decision, Utterance
from captionbot.store.utterances import Kind, Outcome

OF_PAST: Final = 30
"""Comments in each past contest."""
READINGS: Final = 60
"""Of each thread: every hour or so, from its post to its close."""
CHANGED: Final = 20
"""Each reading finds other votes on one comment in so many."""
AT_A_TIME: Final = 20_000
WEEK: Final = timedelta(weeks=1)
HOUR: Final = timedelta(hours=1)
WORDS: Final = ("horse", "diner", "shake", "officer", "badge", "donut", "coffee", "oats", "neigh", "stable", "cowboy")


def fill(store: Store, now: datetime, past: int, comments: int) -> tuple[int, int]:
    """Fill a record; gives the numbers of the contest that is open and of that in review."""
    terms = terms_as_kept(Terms(timezone="America/Chicago", close_at="monday 10:00", announce_at="tuesday 10:00"))
    with store.transaction() as record:
        record.begin_page(now - (past + 2) * WEEK, "friday 10:00 America/Chicago")
        for week in range(past):
            _past(record, now - (past + 2 - week) * WEEK, terms)
        reviewed = begun(record, now - WEEK, terms, Stage.REVIEW, now - WEEK + 72 * HOUR)
        opened = begun(record, now - 48 * HOUR, terms, Stage.OPEN, now + 24 * HOUR)
        numbers = opened.number, reviewed.number
    with store.engine.begin() as connection:
        for number in range(1, past + 1):
            _thread(connection, store.page_id, number, now - (past + 2 - number) * WEEK, OF_PAST, closed=True)
        _thread(connection, store.page_id, numbers[1], now - WEEK, comments, closed=True)
        _thread(connection, store.page_id, numbers[0], now - 48 * HOUR, comments, closed=False)
        _texts(connection)
        _counts(connection)
    return numbers


def _past(record: Record, slot: datetime, terms: dict[str, Any]) -> None:
    contest = begun(record, slot, terms, Stage.ANNOUNCED, slot + 72 * HOUR)
    record.staff.tell(f"closed {contest.number}", "Entries closed: 30 entries; 96 votes lead.", slot + 72 * HOUR)
    record.staff.note(slot + 73 * HOUR, "Maria", "approve", contest=contest.number, comment_id="1")


def begun(record: Record, slot: datetime, terms: dict[str, Any], stage: Stage, closes: datetime) -> Contest:
    """A contest that began in a slot and is at this stage, its post said; one that is open is read at its close."""
    closed = stage != Stage.OPEN
    contest = Contest(
        slot_key=f"{slot:%G-W%V}",
        slot_at=slot,
        stage=stage,
        photo=f"photo-{slot:%Y-%m-%d}.jpg",
        photo_sha256=f"{slot.toordinal():064x}",
        photo_in="posted",
        sidecar={"words": "They promised the horses a treat. What's the caption?", "alt": "Two officers on horseback."},
        terms=terms,
        marker=f"Beat the Caption · {slot:%A %d %B %Y}",
        opens_at=slot,
        closes_at=closes,
        announces_at=closes + 24 * HOUR,
        post_until=slot + 6 * HOUR,
        next_reading_at=closes,
        votes_at=closes if closed else None,
        post_id=f"{record.page_id}_{slot.toordinal()}",
        doubts=[],
    )
    record.contests.add(contest)
    record.contests.settle_slot(contest.slot_key, slot, "begun", slot, contest=contest.number, photo=contest.photo)
    record.utterances.intend(_post(contest))
    if closed:
        record.contests.decide(contest, _decision(closes))
    return contest


def _post(contest: Contest) -> Utterance:
    return Utterance(
        contest=contest.number,
        kind=Kind.POST,
        text=f"What's the caption?\n\n{contest.marker}",
        marker=contest.marker,
        not_before=contest.slot_at,
        outcome=Outcome.SAID,
        said_id=contest.post_id,
        said_at=contest.slot_at,
        attempts=1,
    )


def _decision(at: datetime) -> Decision:
    return Decision(
        kind="tally", comment_id="1", caption="Oats.", winner="Fan 1", votes=9, by="captionbot", because="", at=at
    )


def _thread(connection: Connection, page: str, contest: int, slot: datetime, comments: int, *, closed: bool) -> None:
    """The comments of a contest, with what its readings found, written as no reading could: all at once."""
    tables, of = Base.metadata.tables, {"page_id": page, "contest": contest}
    first = contest * (READINGS + 1)
    _put(connection, tables["readings"], _readings(of, first, slot, comments))
    _put(connection, tables["comments"], _comments(of, first, slot, comments, closed=closed))


def _put(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == AT_A_TIME:
            connection.execute(insert(table), some)
            some.clear()
    if some:
        connection.execute(insert(table), some)


def _readings(of: dict[str, Any], first: int, slot: datetime, comments: int) -> Iterator[dict[str, Any]]:
    for number in range(READINGS):
        at = slot + (number + 1) * 48 * HOUR / READINGS
        seen = {"id": first + number, "begun_at": at, "ended_at": at, "complete": True, "closing": False}
        yield {**of, **seen, "rows": comments, "total": comments, "note": ""}


def _comments(
    of: dict[str, Any], first: int, slot: datetime, comments: int, *, closed: bool
) -> Iterator[dict[str, Any]]:
    innocent = Screening(NO_WORDS)(_comment(1, slot))  # as all of them are: to ask for each would take a minute
    for number in range(1, comments + 1):
        comment, votes = _comment(number, slot), _votes(number)
        rank = {"verdict": "entry", "rank": number, "counted_votes": votes, "flags": [], "marks": []}
        kept = {name: getattr(comment, name) for name in ("comment_id", "graph_id", "created_at", "text", "hidden")}
        yield {
            **of,
            **kept,
            **(rank if closed else dict.fromkeys(rank)),
            "votes": votes,
            "entrant_id": comment.entrant_id,
            "entrant_name": comment.entrant_name,
            "tags": [],
            "first_seen_at": slot,
            "last_reading": first + READINGS - 1,
            "screened": innocent,
        }


def _comment(number: int, slot: datetime) -> Comment:
    words = " ".join(Random(number).choices(WORDS, k=8))  # noqa: S311 - the same captions at every run
    return Comment(
        comment_id=str(number),
        graph_id=f"9_{number}",
        created_at=slot + timedelta(seconds=number),
        text=f"{words} {number}",
        votes=_votes(number),
        entrant_id=f"fan-{number}",
        entrant_name=f"Fan {number}",
    )


def _votes(number: int) -> int:
    """A few have many, and most have one or none."""
    return 20_000 // number


def _texts(connection: Connection) -> None:
    """Each comment's first text, from the comments themselves: the database fills its tables faster than Python."""
    comments, texts = Base.metadata.tables["comments"], Base.metadata.tables["comment_texts"]
    found = select(
        comments.c.page_id,
        comments.c.contest,
        comments.c.comment_id,
        comments.c.contest * (READINGS + 1),
        comments.c.text,
        comments.c.first_seen_at,
    )
    connection.execute(insert(texts).from_select(list(texts.columns), found))


def _counts(connection: Connection) -> None:
    """What each reading found changed, likewise."""
    comments, readings = Base.metadata.tables["comments"], Base.metadata.tables["readings"]
    counts = Base.metadata.tables["vote_counts"]
    number, reading = cast(comments.c.comment_id, Integer), readings.c.id - readings.c.contest * (READINGS + 1)
    found = (
        select(
            comments.c.page_id,
            comments.c.contest,
            comments.c.comment_id,
            readings.c.id,
            comments.c.votes * (reading + 1) // READINGS,
        )
        .join_from(
            comments,
            readings,
            and_(readings.c.page_id == comments.c.page_id, readings.c.contest == comments.c.contest),
        )
        .where(or_(number <= CHANGED, reading % CHANGED == number % CHANGED))
    )
    connection.execute(insert(counts).from_select(list(counts.columns), found))
