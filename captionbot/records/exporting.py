"""Exports: one contest or a range of them, in the form that was asked for."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from captionbot.contest.comment import last_segment
from captionbot.contest.slip import written
from captionbot.errors import NotNow, StoreError
from captionbot.overview import View
from captionbot.records import sheets
from captionbot.records.bundle import bundle
from captionbot.records.dossier import Dossier
from captionbot.records.pages import contests_page
from captionbot.records.showing import Showing
from captionbot.store.durable import UNFINISHED, publish
from captionbot.store.record import Record
from captionbot.store.schema import Contest

FORMS = ("csv", "json", "html", "zip")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants exported."""

    contest: int | None = None
    first: date | None = None
    """The first day whose contests are wanted, in the Page's zone; None: from the beginning."""
    last: date | None = None
    public: bool = False
    withhold: tuple[str, ...] = ()
    """Comments, by id, whose writers are left out with all that they wrote."""


def showings(view: View, asked: Asked) -> list[Showing]:
    """The contests that are meant, oldest first; raises NotNow where there is none."""
    record = view.record
    one = [] if asked.contest is None else [record.contests.get(asked.contest)]
    found = one or [row for row in reversed(record.contests.all()) if _within(row, asked, view.settings.zone)]
    if not found:
        raise NotNow("No contest lies between these days.", "`captionbot status` lists them.")
    ids = _ids(record, found, asked.withhold)
    return [Showing(Dossier.of(record, row, view.now), asked.public, ids) for row in found]


def _within(row: Contest, asked: Asked, zone: ZoneInfo) -> bool:
    day = row.slot_at.astimezone(zone).date()
    return (asked.first is None or asked.first <= day) and (asked.last is None or day <= asked.last)


def _ids(record: Record, contests: Sequence[Contest], named: tuple[str, ...]) -> frozenset[str]:
    """The ids of comments that a person named; raises NotNow where one is in none of the contests."""
    ids = [last_segment(one.strip()) for one in named]
    for one in ids:
        if not any(record.comments.get(row.number, one) for row in contests):
            raise NotNow(f"There is no comment {one} to withhold.", "`captionbot entries` lists them.")
    return frozenset(ids)


def withheld(several: Sequence[Showing]) -> Iterator[str]:
    """What is to be said of whoever is withheld from these contests."""
    if not any(one.withhold for one in several):
        return
    rows = [
        row
        for one in several
        for comment_id in sorted(one.withheld.comments)
        if (row := one.dossier.record.comments.get(one.number, comment_id))
    ]
    many = "1 comment is" if len(rows) == 1 else f"{len(rows):,} comments are"
    yield f"{many} withheld: all by whoever wrote {'it' if len(rows) == 1 else 'them'}, and each text that names them."
    unknown = [row.comment_id for row in rows if not row.entrant_id]
    if unknown:
        yield f"Facebook doesn't say who wrote {', '.join(unknown)}: withhold other comments of theirs by id as well."


def exported(several: Sequence[Showing], form: str) -> Iterator[bytes]:
    """An export as csv, json or html, piece by piece."""
    if form == "csv":
        return sheets.table(sheets.comments(several))
    if form == "json":
        return written(one.filed() for one in several)
    return contests_page(several)


def write_export(view: View, several: Sequence[Showing], form: str, file: Path) -> None:
    """Write an export into a new file, which is there whole or not at all.

    Raises NotNow where the file is there already, StoreError where it can't be written.
    """
    unfinished = file.with_name(file.name + UNFINISHED)
    try:
        _refuse_to_overwrite(file)
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600, exist_ok=False)
        if form == "zip":
            bundle(view, several, unfinished)
        else:
            _pour(exported(several, form), unfinished)
        publish(unfinished, file)
    except OSError as error:
        do = f"Check the folder {file.absolute().parent}: that it is there, its disk space, and who may write in it."
        raise StoreError(f"{file} can't be written: {error.strerror or error}.", do) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _pour(pieces: Iterator[bytes], file: Path) -> None:
    with file.open("wb") as out:
        out.writelines(pieces)


def _refuse_to_overwrite(file: Path) -> None:
    if file.is_dir():
        raise NotNow(f"{file} is a folder.", f"Name a new file in it, such as {file / 'records.zip'}.")
    if file.exists() or file.is_symlink():
        raise NotNow(f"{file} is there already, and an export overwrites nothing.", "Give this one a name of its own.")
