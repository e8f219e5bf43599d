"""Bringing a backup back.

The past comes back as it was, but for what staff have said since: what they stopped stays stopped, whom they left out
stays left out, and whoever was forgotten is forgotten again. And nothing is said before whatever was said last can
surely be read on the Page.
"""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from captionbot.decisions import Word
from captionbot.safekeeping.brakes import Brakes
from captionbot.safekeeping.people import SaidOfPeople
from captionbot.settings import Settings
from captionbot.store.backup import Backup
from captionbot.store.database import open_store
from captionbot.store.record import Record
from captionbot.store.restoring import bring_back, refuse_while_worked_for
from captionbot.store.scrubbing import scrub

MARGIN = timedelta(minutes=2)
"""Beyond SETTLE_MINUTES, in which Facebook may not show yet what it has accepted."""


@dataclass(frozen=True, slots=True)
class Outlived:
    """What of staff's word since the backup was put on again."""

    pauses: tuple[str, ...] = ()
    """Why the Page is paused."""
    held: tuple[int, ...] = ()
    """Contests that are held because staff had stopped them, or left entries out, after the backup was made."""
    retracted: tuple[int, ...] = ()
    """Contests whose result they had taken back."""
    corrected: tuple[int, ...] = ()
    """Contests of which they had named another winner; the record names the one before."""
    by_hand: tuple[str, ...] = ()
    """Numbers of posts that they had captionbot take over; the record doesn't know of it."""
    sealed: int = 0
    """Comments whose writers had asked to be forgotten."""
    erased: int = 0


@dataclass(frozen=True, slots=True)
class Restored:
    """What a person is told of a backup that was brought back."""

    kept: Path | None
    """Where what stood there before is kept; None where nothing did."""
    quiet_until: datetime
    outlived: Outlived
    compared: Mapping[str, int]
    """How many rows of each table were found the same as in the file, before staff's word since was put on again."""
    remains: str = ""
    """Where the bytes of what was erased again may lie still, in words."""


def restore(settings: Settings, backup: Backup, folder: Path, word: Word) -> Restored:
    """Put a backup in the place of the Page's record, which is kept: in ``folder`` where it isn't a file.

    Raises NotNow while a worker lives; StoreError, and nothing has changed, where it can't be done.
    """
    quiet_until = word.at + timedelta(minutes=settings.settle_minutes) + MARGIN

    def fill(record: Record) -> tuple[Outlived, dict[str, int]]:
        lease = refuse_while_worked_for(record)
        since = _said(record) if record.has_begun() else None
        compared = record.exchange(backup.connection)
        outlived = _say_again(record, *since, settings, word) if since else Outlived()
        record.page().quiet_until = quiet_until
        record.staff.note(word.at, word.by, "restore", detail=backup.file.name)
        record.give_back_lease(lease)
        return outlived, compared

    url, page_id = settings.database_url, settings.facebook_page_id
    kept, (outlived, compared) = bring_back(url, page_id, folder, word.at, fill)
    if not outlived.erased:
        return Restored(kept, quiet_until, outlived, compared)
    with closing(open_store(url, page_id)) as store:
        return Restored(kept, quiet_until, outlived, compared, scrub(store))


def _said(record: Record) -> tuple[Brakes, SaidOfPeople]:
    """All of staff's word that a backup must not undo."""
    return Brakes.of(record), SaidOfPeople.of(record)


def _say_again(record: Record, brakes: Brakes, people: SaidOfPeople, settings: Settings, word: Word) -> Outlived:
    retracted = brakes.take_back_again(record, word)
    held = {*brakes.put_on(record, settings, word), *people.leave_out_again(record, word)}
    sealed, erased = people.forget_again(record, word)
    held.update(brakes.hold_where_named(record))
    corrected, by_hand = brakes.tell_of_corrections(record, word), brakes.tell_of_posts_by_hand(record, word)
    pauses = tuple(row.because for row in record.staff.pauses())
    return Outlived(pauses, tuple(sorted(held)), retracted, corrected, by_hand, sealed, erased)
