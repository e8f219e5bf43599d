"""`draft`: words for staff to post by hand; captionbot never sends them."""

from datetime import datetime

import click

from captionbot.cli import show
from captionbot.cli.looking import look_at_queue
from captionbot.cli.plug import viewing
from captionbot.contest.stages import Stage
from captionbot.contest.timetable import Week, first_after, latest_slot, said_date, week_of
from captionbot.contest.weekly import parse_weekly
from captionbot.contest.wording import no_contest, nothing_found, withdrawn_by_hand
from captionbot.errors import NotNow
from captionbot.facts import terms_of, zone_of
from captionbot.overview import View, paused
from captionbot.photos.names import shown_name
from captionbot.queueing import left_out, slot_in

as_json = click.option("--json", "json_", is_flag=True, help="Print JSON.")
number = click.argument("contest", type=int)
BEGUN = "begun"
"""What became of a slot with a contest."""
NOT_WITHOUT = {
    Stage.REVIEW: "its entries are closed, and staff may pick a winner until it is announced",
    Stage.ANNOUNCED: "it has a winner, who is announced",
    Stage.ANNOUNCING: "it has a winner, who is being announced",
    Stage.RETRACTED: "its result was retracted; `captionbot draft withdrawn {}` has words for that",
}
"""Why there is no draft for a contest that found nothing."""


@click.group("draft")
def draft_command() -> None:
    """Words for the Page that staff post by hand; captionbot never sends them."""


@draft_command.command("no-contest")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="A day of that week (YYYY-MM-DD); default: the first from today on without a photo.",
)
@as_json
@click.pass_context
def no_contest_command(context: click.Context, day: datetime | None, *, json_: bool) -> None:
    """For a week in which no photo is posted."""
    look_at_queue(context)
    with viewing(context, speaks=True) as view:
        slot = slot_in(view.settings, Week.of(day.date())) if day else _without_photo(view)
        remark = _standing_of(view, slot)
    settings = view.settings
    _print("no-contest", no_contest(settings.terms(), slot, settings.zone, settings.public_words), json_=json_)
    click.echo(remark, err=True)


@draft_command.command("nothing-found")
@number
@as_json
@click.pass_context
def nothing_found_command(context: click.Context, contest: int, *, json_: bool) -> None:
    """For a contest that ended without a winner."""
    with viewing(context, speaks=True) as view:
        row, wordings = view.record.contests.get(contest), view.settings.public_words
        if row.stage != Stage.VOID:
            why = NOT_WITHOUT.get(Stage(row.stage), f"it is {_standing(row.stage)}").format(contest)
            raise NotNow(f"Contest no. {contest} has not ended without a winner: {why}.")
        text = nothing_found(terms_of(row), contest, row.slot_at, zone_of(row), wordings)
    _print("nothing-found", text, json_=json_)


@draft_command.command("withdrawn")
@number
@as_json
@click.pass_context
def withdrawn_command(context: click.Context, contest: int, *, json_: bool) -> None:
    """For a contest whose result was retracted."""
    with viewing(context, speaks=True) as view:
        row, wordings = view.record.contests.get(contest), view.settings.public_words
        if row.stage != Stage.RETRACTED:
            do = f"`captionbot retract {contest} --because TEXT` takes a result back that is public."
            raise NotNow(f"The result of contest no. {contest} is not retracted: it is {_standing(row.stage)}.", do)
        text = withdrawn_by_hand(terms_of(row), contest, row.slot_at, zone_of(row), wordings)
    _print("withdrawn", text, json_=json_)


def _without_photo(view: View) -> datetime:
    """The first slot from today on that has no contest: today's where it passed without one, else one to come."""
    weekly, zone, now = parse_weekly(view.settings.post_at), view.settings.zone, view.now
    latest = latest_slot(weekly, zone, now)
    row = view.record.contests.slot(str(week_of(latest, zone)))
    if row is not None and row.outcome != BEGUN and said_date(latest, zone) == said_date(now, zone):
        return latest
    bare = [] if view.plan.bare is None or paused(view) else [view.plan.bare, *(out.slot for out in view.plan.left_out)]
    return min(bare, default=first_after(weekly, zone, now))


def _standing_of(view: View, slot: datetime) -> str:
    """What stands for a slot, in a sentence for staff: a contest or a photo, or why there is none."""
    zone = view.settings.zone
    week, day = week_of(slot, zone), said_date(slot, zone)
    row, stop = view.record.contests.slot(str(week)), paused(view)
    if row is not None:
        begun = f"In that week there is a contest: no. {row.contest}."
        return begun if row.outcome == BEGUN else f"There was no contest on {day}."
    if stop:
        return f"Nothing is posted on {day} while the Page is paused: {stop['because']}."
    why = left_out(view.record, view.settings, str(week), slot)
    photo = next((shown_name(one.photo.name) for one in view.plan.photos if one.slot == slot), "")
    if photo:
        skip = f"`captionbot skip {slot.astimezone(zone):%Y-%m-%d}` leaves the week out."
        return f"{photo} is to be posted on {day}. {skip}"
    return f"{day} is left out: {why}." if why else f"No photo in the queue is ready for {day}."


def _standing(stage: str) -> str:
    return f"in {stage}" if stage == Stage.REVIEW else stage


def _print(kind: str, text: str, *, json_: bool) -> None:
    if json_:
        show.as_json({"kind": kind, "text": text})
    else:
        show.line(text)
