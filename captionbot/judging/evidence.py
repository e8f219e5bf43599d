"""What the record shows of captions over time: words that changed after they had votes, and votes that came at once."""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from captionbot.contest.edits import Reworded, reworded
from captionbot.contest.surge import Counted
from captionbot.store.record import Record
from captionbot.store.schema import Contest


def reworded_of(record: Record, contest: Contest) -> dict[str, Reworded]:
    """The comments that had votes while their words were others, by id."""
    ledger = record.comments.ledger
    texts = ledger.texts(contest.number)
    counts = ledger.votes(contest.number, texts)
    found = {comment_id: reworded(series, counts.get(comment_id, [])) for comment_id, series in texts.items()}
    return {comment_id: one for comment_id, one in found.items() if one is not None}


def curves_of(record: Record, contest: Contest, comment_ids: Sequence[str]) -> dict[str, list[Counted]]:
    """What each complete reading counted on a few captions, from the first that showed them."""
    ledger, n = record.comments.ledger, contest.number
    readings = ledger.readings(n)
    numbers = [number for number, _ in readings]
    gained = ledger.gained(n)
    of_all = _at(numbers, zip((number for number, _ in gained), accumulate(votes for _, votes in gained), strict=True))
    votes, first = ledger.votes(n, comment_ids), ledger.first_seen(n, comment_ids)
    return {
        comment_id: [
            Counted(begun_at, own, all_)
            for (number, begun_at), own, all_ in zip(
                readings, _at(numbers, votes.get(comment_id, ())), of_all, strict=True
            )
            if number >= first[comment_id]
        ]
        for comment_id in comment_ids
    }


def _at(readings: Iterable[int], changes: Iterable[tuple[int, int]]) -> list[int]:
    """The value at each reading, of one that is known only where it changed; both in order."""
    values: list[int] = []
    coming, value = list(changes)[::-1], 0
    for reading in readings:
        while coming and coming[-1][0] <= reading:
            value = coming.pop()[1]
        values.append(value)
    return values
