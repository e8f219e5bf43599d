"""Cards of people who asked to be forgotten: which name them, and deleting the files once their words are destroyed.

Rows are marked after their file is gone, so that whatever ends the work, the next who looks ends it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import datetime

from captionbot.errors import PhotosFolderError
from captionbot.photos.folder import PhotosFolder
from captionbot.store.database import Store
from captionbot.store.record import Record
from captionbot.store.schema import CardRow


@dataclass(frozen=True, slots=True)
class Won:
    """What the record knows of the cards of contests that somebody won."""

    theirs: tuple[str, ...] = ()
    """The files that name or quote them."""
    known: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By each contest's photo all cards of its."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The cards of contests that somebody won, by their files' names in photos/posted."""

    theirs: tuple[str, ...] = ()
    """Those that name or quote them."""
    unknown: tuple[str, ...] = ()
    """Those of which the record doesn't know whom they name, as after a restored backup: a person looks."""


def cards_of(record: Record, contests: Collection[int], comment_ids: Collection[str]) -> Won:
    """The cards that name or quote whoever wrote these comments, as far as the record knows."""
    theirs: list[CardRow] = []
    all_of: dict[str, frozenset[str]] = {}
    for number in contests:
        won = {one.number for one in record.papers.decisions(number) if one.comment_id in comment_ids}
        if won:
            rows = record.cards.of_contest(number)
            all_of[record.contests.get(number).photo] = frozenset(row.name for row in rows)
            theirs += [row for row in rows if row.decision in won and row.erased_at is None]
    return Won(tuple(dict.fromkeys(row.name for row in theirs)), all_of)


def beside(photos: PhotosFolder, won: Won) -> Beside:
    """The same with what lies in the folder besides; one that is away hides none that is known."""
    unknown: list[str] = []
    for photo, known in won.known.items():
        with suppress(PhotosFolderError):
            unknown += [name for name in photos.cards_beside(photo) if name not in known]
    return Beside(won.theirs, tuple(unknown))


def erase_due(
    store: Store, photos: PhotosFolder, writing: Callable[[], AbstractContextManager[Record]], now: datetime
) -> list[str]:
    """Delete the cards of winners whose words were destroyed; gives the names of the files.

    What lies nowhere while its folder may be away is looked for again the next time. Raises PhotosFolderError after
    all were tried.
    """
    gone: list[CardRow] = []
    failed: list[PhotosFolderError] = []
    for row, others in _due(store):
        try:
            gone += [row] if photos.delete_card(row.name, row.sha256, but=others) else []
        except PhotosFolderError as error:
            failed.append(error)
    if gone:
        with writing() as record:
            _mark(record, gone, now)
    if failed:
        raise PhotosFolderError(" ".join(dict.fromkeys(one.message for one in failed)), failed[0].do)
    return list(dict.fromkeys(row.name for row in gone))


def _due(store: Store) -> list[tuple[CardRow, set[str]]]:
    """Each card that is to be deleted, with the digests of cards that stay and may lie under its name by now."""
    with store.view() as record:
        rows = record.cards.to_erase()
        of = {row.contest: record.cards.of_contest(row.contest) for row in rows}
    erased = {row.sha256 for row in rows}
    return [(row, {one.sha256 for one in of[row.contest] if one.name == row.name} - erased) for row in rows]


def _mark(record: Record, gone: Sequence[CardRow], now: datetime) -> None:
    for row in gone:
        kept = record.cards.of(row.contest, row.decision)
        if kept is not None and kept.sha256 == row.sha256:
            kept.erased_at = now
            record.staff.note(now, "captionbot", "card erased", contest=row.contest, detail=row.name)
