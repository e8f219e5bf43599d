"""Words for the Page that staff post by hand: captionbot drafts them and never sends them."""

from datetime import date, datetime

from captionbot.contest.stages import Stage
from captionbot.contest.timetable import Week, first_after, latest_slot, said_date, week_of
from captionbot.contest.weekly import parse_weekly
from captionbot.contest.wording import no_contest, nothing_found, withdrawn_by_hand
from captionbot.errors import NotNow
from captionbot.facts import terms_of, zone_of
from captionbot.overview.pausing import paused
from captionbot.overview.view import View
from captionbot.photos.names import shown_name
from captionbot.queueing import left_out, slot_in

BEGUN = "begun"
"""What became of a slot with a contest."""
NOT_WITHOUT = {
    Stage.REVIEW: "its entries are closed, and staff may pick a winner until it is announced",
    Stage.ANNOUNCED: "it has a winner, who is announced",
    Stage.ANNOUNCING: "it has a winner, who is being announced",
    Stage.RETRACTED: "its result was retracted; `captionbot draft withdrawn {}` has words for that",
}
"""Why there is no draft for a contest that found nothing."""


def without_contest(view: View, day: date | None) -> tuple[str, str]:
    """For a week in which no photo is posted, and what stands for it: that of ``day``, or the first that is bare."""
    slot = slot_in(view.settings, Week.of(day)) if day else _without_photo(view)
    settings = view.settings
    text = no_contest(settings.terms(), slot, settings.zone, settings.public_words)
    return text, _standing_of(view, slot)


def found_nothing(view: View, number: int) -> str:
    """For a contest that ended without a winner; raises NotNow for any other."""
    row, wordings = view.record.contests.get(number), view.settings.public_words
    if row.stage != Stage.VOID:
        why = NOT_WITHOUT.get(Stage(row.stage), f"it is {_standing(row.stage)}").format(number)
        raise NotNow(f"Contest no. {number} has not ended without a winner: {why}.")
    return nothing_found(terms_of(row), number, row.slot_at, zone_of(row), wordings)


def taken_back(view: View, number: int) -> str:
    """For a contest whose result was retracted; raises NotNow for any other."""
    row, wordings = view.record.contests.get(number), view.settings.public_words
    if row.stage != Stage.RETRACTED:
        do = f"`captionbot retract {number} --because TEXT` takes a result back that is public."
        raise NotNow(f"The result of contest no. {number} is not retracted: it is {_standing(row.stage)}.", do)
    return withdrawn_by_hand(terms_of(row), number, row.slot_at, zone_of(row), wordings)


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
