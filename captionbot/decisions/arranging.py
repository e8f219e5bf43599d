"""The queue's own order, as staff want it: which photo goes before which."""

from collections.abc import Sequence
from itertools import pairwise
from math import inf

from captionbot.decisions.word import Word
from captionbot.errors import NotNow
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.names import shown_name
from captionbot.photos.words.sidecar import Problem
from captionbot.store.record import Record


def arrange(
    record: Record, queue: Sequence[QueuedPhoto], photo: QueuedPhoto, before: QueuedPhoto | None, word: Word
) -> None:
    """Put a photo before another of the queue, or at its end; the order then stands as it is.

    Photos that come later stand last, and those that nobody has looked at yet. The order is kept by what the photos
    show and not by their names: a file may be renamed. Raises NotNow where ``queue``, which was read before, is not in
    the record's order any more.
    """
    _refuse_what_was_arranged_since(record, queue)
    for one in (photo, before):
        if one is not None:
            _refuse_what_has_no_place(one)
    for place, one in enumerate(_moved(queue, photo, before), 1):
        if one.sha256:
            record.photos.put(one.sha256, place)
    where = f"before {shown_name(before.name)}" if before else "last"
    record.staff.note(word.at, word.by, "arrange", detail=f"{shown_name(photo.name)} {where}")


def put_in_order(record: Record, queue: Sequence[QueuedPhoto], order: Sequence[QueuedPhoto], word: Word) -> None:
    """Put photos of the queue into this order; those that ``order`` doesn't name keep theirs and come after.

    Raises NotNow for a photo that has no place in the order, and as ``arrange`` does.
    """
    _refuse_what_was_arranged_since(record, queue)
    for one in order:
        _refuse_what_has_no_place(one)
    for place, one in enumerate([*order, *(one for one in queue if one not in order)], 1):
        if one.sha256:
            record.photos.put(one.sha256, place)
    record.staff.note(word.at, word.by, "arrange", detail=", ".join(shown_name(one.name) for one in order))


def _moved(queue: Sequence[QueuedPhoto], photo: QueuedPhoto, before: QueuedPhoto | None) -> list[QueuedPhoto]:
    """The queue in its new order."""
    if photo == before:
        return list(queue)
    order = [one for one in queue if one != photo]
    order.insert(order.index(before) if before else len(order), photo)
    return order


def arrange_by_name(record: Record, word: Word) -> None:
    """Put the whole queue back into name order."""
    for sha256 in record.photos.places():
        record.photos.put(sha256, None)
    record.staff.note(word.at, word.by, "arrange", detail="by name")


def _refuse_what_was_arranged_since(record: Record, queue: Sequence[QueuedPhoto]) -> None:
    places = record.photos.places()
    if not all(places.get(one.sha256, inf) <= places.get(other.sha256, inf) for one, other in pairwise(queue)):
        raise NotNow("Somebody else has arranged the queue meanwhile.", "Look at it once more, and say it again.")


def _refuse_what_has_no_place(photo: QueuedPhoto) -> None:
    shown = shown_name(photo.name)
    if photo.sidecar.post_on:
        do = "Take the line out of its text to have it in the queue's order."
        raise NotNow(f"{shown} goes out in its own week: its Post-on is {photo.sidecar.post_on}.", do)
    if not photo.sha256:
        unknown = Problem("it has not been looked at yet.", "Try again in a minute.")
        why = next((one for one in photo.problems if one.waits), unknown)
        raise NotNow(f"{shown} can't be put anywhere now: {why.what}", why.do)
