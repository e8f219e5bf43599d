"""The commands that stop and let go: pause, resume, skip, unskip."""

from datetime import datetime, time

import click

from captionbot import decisions
from captionbot.cli import show
from captionbot.cli.plug import photos_of, recording, settings_of, word
from captionbot.cli.word import by_if_named
from captionbot.clock import Clock
from captionbot.contest.timetable import Week, instant, said_when
from captionbot.errors import PhotosFolderError, SettingsError
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.pausing import NO_REASON
from captionbot.queueing import holiday_of, refuse_odd_week

NOT_PAUSED = (
    "The Page is NOT paused. A file named PAUSE in the photos folder pauses it at once, whatever the settings say."
)

date_type = click.DateTime(["%Y-%m-%d"])
day = click.argument("date", type=date_type, metavar="DATE")


@click.command("pause")
@click.option("--because", required=True, help="The reason; everyone sees it until the pause ends.")
@click.option(
    "--until", type=date_type, metavar="DATE", help="When to ask whether to go on (YYYY-MM-DD); it stays paused."
)
@click.option("--by", default="", help="Who says so; default: your login name.")
@click.pass_context
def pause_command(context: click.Context, because: str, until: datetime | None, by: str) -> None:
    """Stop everything that speaks, at once."""
    try:
        zone = settings_of(context).zone
    except SettingsError as error:
        raise SettingsError(error.problems, NOT_PAUSED) from error
    asked_at = instant(until.date(), time(9), zone) if until else None
    reason = because.strip() or NO_REASON
    with recording(context) as record:
        decisions.pause(record, word(by.strip(), reason), asked_at)
    asked = f" Staff are asked on {said_when(asked_at, zone)} whether to go on." if asked_at else ""
    show.line(f"Paused: {reason.rstrip('.')}. Nothing is said on the Page until `captionbot resume`.{asked}")


@click.command("resume")
@by_if_named
@click.pass_context
def resume_command(context: click.Context, by: str | None) -> None:
    """Go on after a pause; what fell due under it waits for a person."""
    settings = settings_of(context)
    photos = photos_of(settings)
    with recording(context) as record:
        if not record.staff.pauses():
            decisions.refuse_pause_file(photos)
        ended, waiting = decisions.resume(record, word(by))
        numbers = [contest.number for contest in waiting]
        since = min(row.since for row in ended)
        slots = [slot.slot_at for slot in record.contests.slots() if slot.outcome == "paused" and slot.slot_at >= since]
    show.line(_over(photos))
    for number in numbers:
        show.line(
            f"Contest no. {number} fell due under it and says nothing by itself: "
            f"`captionbot release {number}`, or `captionbot void {number} --because TEXT`."
        )
    for slot in slots:
        show.line(f"The slot of {said_when(slot, settings.zone)} passed under it; its photo is kept.")


def _over(photos: PhotosFolder) -> str:
    """What is said of the pause that was ended, and of what still pauses."""
    try:
        word = photos.pause_word()
    except PhotosFolderError as error:
        return f"The pause is over, but nothing is said yet: {error.message} {error.do}"
    return "The pause is over." if word is None else f"Still paused by a PAUSE file ({word}): take it away to go on."


@click.command("skip")
@day
@by_if_named
@click.pass_context
def skip_command(context: click.Context, date: datetime, by: str | None) -> None:
    """Skip the week of DATE (YYYY-MM-DD); its photo keeps its place."""
    week = Week.of(date.date())
    refuse_odd_week(settings_of(context), week, Clock.from_environment().now())
    with recording(context) as record:
        decisions.skip(record, str(week), word(by))
    show.line(f"Week {week} is skipped; its photo keeps its place.")


@click.command("unskip")
@day
@by_if_named
@click.pass_context
def unskip_command(context: click.Context, date: datetime, by: str | None) -> None:
    """Take the week of DATE (YYYY-MM-DD) back in, one too that a holiday leaves out."""
    settings, week = settings_of(context), Week.of(date.date())
    holiday = holiday_of(settings, week)
    if holiday:
        refuse_odd_week(settings, week, Clock.from_environment().now())
    with recording(context) as record:
        decisions.unskip(record, str(week), word(by), holiday)
    show.line(f"Week {week} is back in" + (f", although its slot is on {holiday}." if holiday else "."))
