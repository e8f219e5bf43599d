"""The commands that stop and let go: pause, resume, skip, unskip."""

from datetime import UTC, datetime, time

import click

from captionbot import decisions
from captionbot.cli import show
from captionbot.cli.plug import photos_of, recording, settings_of, word
from captionbot.cli.word import by
from captionbot.contest.timetable import Week, instant, said_when
from captionbot.errors import SettingsError

NOT_PAUSED = (
    "The Page is NOT paused. A file named PAUSE in the photos folder pauses it at once, whatever the settings say."
)
NO_REASON = "no reason was given"

day = click.argument("date", type=click.DateTime(["%Y-%m-%d"]))


@click.command("pause")
@click.option("--because", required=True, help="The reason; everyone sees it until the pause ends.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="When to ask whether to go on (it stays paused).")
@by
@click.pass_context
def pause_command(context: click.Context, because: str, until: datetime | None, by: str | None) -> None:
    """Stop everything that speaks, at once."""
    try:
        zone = settings_of(context).zone
    except SettingsError as error:
        raise SettingsError(error.problems, NOT_PAUSED) from error
    asked_at = instant(until.date(), time(9), zone) if until else None
    with recording(context) as record:
        decisions.pause(record, word(by, because.strip() or NO_REASON), asked_at)
    asked = f" Staff are asked on {said_when(asked_at, zone)} whether to go on." if asked_at else ""
    show.line(f"Paused: {because}. Nothing is said on the Page until `captionbot resume`.{asked}")


@click.command("resume")
@by
@click.pass_context
def resume_command(context: click.Context, by: str | None) -> None:
    """Go on after a pause; what fell due under it waits for a person."""
    with recording(context) as record:
        ended, waiting = decisions.resume(record, word(by))
        numbers = [contest.number for contest in waiting]
        since = min(row.since for row in ended)
        slots = [slot.slot_at for slot in record.contests.slots() if slot.outcome == "paused" and slot.slot_at >= since]
    settings = settings_of(context)
    still = photos_of(settings).pause_word()
    over = (
        "The pause is over." if still is None else f"Still paused by the PAUSE file ({still}): take it away to go on."
    )
    show.line(over)
    for number in numbers:
        show.line(
            f"Contest no. {number} fell due under it and says nothing by itself: "
            f"`captionbot release {number}`, or `captionbot void {number} --because TEXT`."
        )
    for slot in slots:
        show.line(f"The slot of {slot.astimezone(UTC):%Y-%m-%d %H:%M} UTC passed under it; its photo is kept.")


@click.command("skip")
@day
@by
@click.pass_context
def skip_command(context: click.Context, date: datetime, by: str | None) -> None:
    """Leave out the week of DATE (YYYY-MM-DD); its photo keeps its place."""
    week = str(Week.of(date.date()))
    with recording(context) as record:
        decisions.skip(record, week, word(by))
    show.line(f"Week {week} is left out.")


@click.command("unskip")
@day
@by
@click.pass_context
def unskip_command(context: click.Context, date: datetime, by: str | None) -> None:
    """Take the week of DATE back in."""
    week = str(Week.of(date.date()))
    with recording(context) as record:
        decisions.unskip(record, week, word(by))
    show.line(f"Week {week} is back in.")
