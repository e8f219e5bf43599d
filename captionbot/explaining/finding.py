"""Finding the comment that somebody asks about: by its id, its link, its words or the name of whoever wrote it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from captionbot.contest.comment import last_segment
from captionbot.contest.folding import fold
from captionbot.contest.links import is_link, read_link, same_link
from captionbot.contest.timetable import said_when
from captionbot.contest.worded import many
from captionbot.errors import NotNow
from captionbot.facts import zone_of
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow, Contest

Rows = Callable[[int], Sequence[CommentRow]]
"""The comments of a contest, by its number, in the order in which they were written."""

ENOUGH_TO_SEARCH = 4
"""Letters and digits of the asked words; fewer must be the whole of a caption or name, or a word of the name."""


@dataclass(frozen=True, slots=True)
class Found:
    """A comment, and the contest that it is of."""

    contest: Contest
    row: CommentRow


def find(record: Record, what: str, number: int | None, rows: Rows) -> list[Found]:
    """The comments that ``what`` may mean, of the newest contest first; raises NotNow where there is none."""
    contests = _contests(record, number)
    found = (
        _by_link(record, contests, what, rows)
        if is_link(what)
        else _by_id(record, contests, last_segment(what.strip()))
    )
    if not found and not is_link(what):
        found = _by_words(record, contests, fold(what), rows) if fold(what) else _by_signs(contests, what, rows)
    if not found:
        raise NotNow(*_nowhere(record, contests, what))
    return found


def _contests(record: Record, number: int | None) -> Sequence[Contest]:
    if number is not None:
        return [record.contests.get(number)]
    contests = [row for row in record.contests.all() if row.post_id is not None]
    if not contests:
        raise NotNow("No contest has been posted yet.", "`captionbot next` says what is coming.")
    return contests


def _by_id(record: Record, contests: Sequence[Contest], comment_id: str) -> list[Found]:
    rows = ((contest, record.comments.get(contest.number, comment_id)) for contest in contests)
    return [Found(contest, row) for contest, row in rows if row is not None]


def _by_link(record: Record, contests: Sequence[Contest], link: str, rows: Rows) -> list[Found]:
    comment_id = read_link(link).comment
    if comment_id:
        return _by_id(record, contests, comment_id)
    found = [one for one in _comments(contests, rows) if one.row.permalink and same_link(one.row.permalink, link)]
    if not found:
        do = "On Facebook, click on the hour under the comment and copy that address; or give its words."
        raise NotNow("That link leads to no comment that captionbot knows.", do)
    return found


def _comments(contests: Sequence[Contest], rows: Rows) -> Iterator[Found]:
    return (Found(contest, row) for contest in contests for row in rows(contest.number))


def _by_words(record: Record, contests: Sequence[Contest], asked: str, rows: Rows) -> list[Found]:
    """What is called or says just that; where nothing does, what holds it, now or in an earlier text of it."""
    whole: list[Found] = []
    part: list[Found] = []
    for contest in contests:
        earlier = record.comments.ledger.texts(contest.number)
        for row in rows(contest.number):
            texts = [row.text, *(text for _, text in earlier.get(row.comment_id, ()))]
            if asked in {fold(row.entrant_name or ""), fold(row.text)}:
                whole.append(Found(contest, row))
            elif not whole and (_holds(texts, asked) or _is_called(row.entrant_name or "", asked)):
                part.append(Found(contest, row))
    return whole or part


def _by_signs(contests: Sequence[Contest], asked: str, rows: Rows) -> list[Found]:
    """Comments of nothing but emoji or punctuation, where that is asked for."""
    return [one for one in _comments(contests, rows) if one.row.text.strip() == asked.strip()]


def _holds(texts: Sequence[str], asked: str) -> bool:
    return len(asked) >= ENOUGH_TO_SEARCH and any(asked in fold(text) for text in texts)


def _is_called(name: str, asked: str) -> bool:
    folded = fold(name)
    return asked in map(fold, name.split()) or (len(asked) >= ENOUGH_TO_SEARCH and asked in folded)


def _nowhere(record: Record, contests: Sequence[Contest], what: str) -> tuple[str, str]:
    """Where was looked, and what can't be known."""
    rows = sum(record.comments.count(contest.number) for contest in contests)
    first, last = contests[-1].number, contests[0].number
    where = f"contest no. {last}" if first == last else f"contests no. {first} to {last}"
    said = "has that id" if is_link(what) else "has those words, that name or that id"
    readings = ((record.comments.last_reading(contest.number), contest) for contest in contests)
    read = [(reading.begun_at, contest) for reading, contest in readings if reading is not None]
    if not read:
        return f"No comment of {where} {said}: none has been read yet.", "Ask again after the next tick."
    newest, contest = max(read, key=lambda one: one[0])
    until = said_when(newest, zone_of(contest))
    do = "What was written after that, or taken away before any reading, can't be known."
    return f"No comment of {where} {said}: {many(rows, 'comment')} looked at, read until {until}.", do
