"""`backup` and `restore`: the record in a file, and back."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from captionbot.cli import show
from captionbot.cli.plug import settings_of, store_of, word
from captionbot.cli.word import by_if_named
from captionbot.clock import Clock
from captionbot.contest.timetable import said_when
from captionbot.errors import NotNow
from captionbot.safekeeping import Outlived, Restored, restore
from captionbot.store.backup import Holding, opened_backup, write_backup
from captionbot.store.restoring import Standing, standing

KEEP_WITH_IT = "Keep what is not in it as well: the folder {photos}, {files}."
NOTHING_DONE = "Nothing was restored, and nothing has changed."


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def backup_command(context: click.Context, file: Path) -> None:
    """Copy the record of this Page into a new FILE, as it stands at one instant; captionbot may run meanwhile."""
    settings = settings_of(context)
    store = store_of(settings)
    try:
        held = write_backup(store, file)
        with store.transaction() as record:
            record.page().backed_up_at = Clock.from_environment().now()
    finally:
        store.close()
    show.line(f"{file} holds {_told(held, settings.zone)}; {_size(file)}, and found whole.")
    files = ", ".join(str(one) for one in (settings.env_file or ".env", *settings.named_files))
    show.line(KEEP_WITH_IT.format(photos=settings.photos_dir, files=files))


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Ask nothing.")
@by_if_named
@click.pass_context
def restore_command(context: click.Context, file: Path, by: str | None, *, yes: bool) -> None:
    """Bring the record of this Page back from FILE; what stands in the database now is kept in another file."""
    settings = settings_of(context)
    who = word(by)
    with opened_backup(file, settings.facebook_page_id) as backup:
        stands = standing(settings.database_url, settings.facebook_page_id, settings.folder)
        show.line(f"{file} holds {_told(backup.holding, settings.zone)}.")
        show.line(_stands(stands, settings.zone))
        if not yes:
            _ask()
        restored = restore(settings, backup, settings.folder, who)
    _report(restored, backup.holding, stands, settings.zone)


def _ask() -> None:
    try:
        agreed = click.confirm("Put the backup in its place?")
    except click.Abort:
        agreed = False
    if not agreed:
        raise NotNow(NOTHING_DONE, "`--yes` says yes beforehand.")


def _told(held: Holding, zone: ZoneInfo) -> str:
    return f"{_many(held.contests, 'contest')} and {_many(held.comments, 'comment')}, up to {_hour(held.newest, zone)}"


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _hour(moment: datetime, zone: ZoneInfo) -> str:
    return f"{said_when(moment, zone)}, {moment.astimezone(zone).year}"


def _size(file: Path) -> str:
    return f"{file.stat().st_size / 1_000_000:.1f} MB"


def _stands(stands: Standing, zone: ZoneInfo) -> str:
    if stands.trouble:
        return f"It takes the place of a database that can't be used. {stands.trouble}"
    if stands.holding is None:
        return "No record of this Page stands in the database yet."
    return f"It takes the place of {_told(stands.holding, zone)}."


def _outlived(outlived: Outlived) -> list[str]:
    """What staff had said after the backup was made, and what they do about it now."""
    since = "after this backup was made"
    lines = [f"Contest no. {n} stays retracted: staff had taken its result back {since}." for n in outlived.retracted]
    lines += [
        f"Contest no. {n} was corrected {since}; `captionbot status` says what to do." for n in outlived.corrected
    ]
    lines += [
        f"Post {post} was made by hand and taken over {since}: captionbot adopt {post} does it once more."
        for post in outlived.by_hand
    ]
    lines += [
        f"Contest no. {n} is held: staff had stopped it {since}. "
        f"`captionbot release {n}`, or `captionbot void {n} --because TEXT`."
        for n in outlived.held
    ]
    if outlived.sealed or outlived.erased:
        lines.append(_forgotten(outlived))
    return [*lines, *(f"The Page is paused: {because}. `captionbot resume` goes on." for because in outlived.pauses)]


def _forgotten(outlived: Outlived) -> str:
    """Whose words are gone again; the backup itself has them still."""
    sealed, erased = outlived.sealed, outlived.erased
    done = [f"{_many(number, 'comment')} {what}" for number, what in ((sealed, "sealed"), (erased, "erased")) if number]
    return f"Whoever asked to be forgotten is forgotten again: {', '.join(done)}. The backup itself holds their words."


def _compared(rows: Mapping[str, int]) -> list[str]:
    """How many rows of which tables are the same now as in the file."""
    filled = {name: number for name, number in rows.items() if number}
    total = f"{sum(filled.values()):,} rows in {_many(len(filled), 'table')}"
    each = ", ".join(f"{name} {number:,}" for name, number in sorted(filled.items()))
    return [f"Restored, and compared with the file row by row: {total} are the same.", f"  {each}"]


def _report(restored: Restored, held: Holding, stands: Standing, zone: ZoneInfo) -> None:
    for line in _compared(restored.compared):
        show.line(line)
    if restored.kept:
        show.line(f"What was there before is in {restored.kept}.")
    for line in _outlived(restored.outlived):
        show.line(line)
    if restored.remains:
        show.line(restored.remains)
    if stands.holding is None:
        show.line(
            f"What staff decided after {_hour(held.newest, zone)} is lost: "
            "if they had stopped anything, stop it again now (pause, hold, void, skip), "
            "and forget again whoever asked for it (forget)."
        )
    show.line(
        f"Start captionbot again. Nothing is said before {said_when(restored.quiet_until, zone)}: "
        "Facebook may be slow to show what was posted last. "
        "What stands on the Page already is then found, and not said again."
    )
