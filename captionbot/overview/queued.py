"""The queue as people are shown it: each photo with its slot, the weeks that are left out, and how long it lasts."""

from datetime import datetime

from captionbot.contest.holidays import holidays_in
from captionbot.contest.timetable import MONTHS, week_of
from captionbot.contest.weekly import DAYS, parse_weekly
from captionbot.contest.worded import many, ordinal
from captionbot.overview.view import Json, View, iso
from captionbot.photos.names import shown_name
from captionbot.queueing import Plan, Planned


def queue(view: View) -> Json:
    """The photos in the order in which they go out, each with its slot and its problems; what waits comes last."""
    found = view.plan
    return {
        "photos": [_queued(one) for one in found.photos],
        "left_out": [{"slot": iso(one.slot), "why": one.left_out} for one in found.left_out],
        "weeks": found.covered,
        "summary": _lasting(view, found),
    }


def _queued(one: Planned) -> Json:
    photo = one.photo
    return {
        "name": photo.name,
        "slot": iso(one.slot),
        "problems": [{"what": problem.what, "do": problem.do} for problem in photo.problems],
        "shown": shown_name(photo.name),
        "waits": one.slot is None and (photo.waits or photo.sidecar.post_on is not None),
        "because": one.because,
    }


def _lasting(view: View, found: Plan) -> str:
    """For how many slots there are photos, and which is the first that has none."""
    zone = view.settings.zone
    day = DAYS[parse_weekly(view.settings.post_at).weekday]
    if found.bare is None:
        return f"Photos for the next {many(found.covered, day)}."
    in_week = _holiday_near(view, found.bare)
    bare = found.bare.astimezone(zone)
    year = f" {bare.year}" if bare.year != view.now.astimezone(zone).year else ""
    date = f"{bare.day} {MONTHS[bare.month - 1]}{year}{in_week}"
    if not found.covered:
        return f"No photo is ready for the next {day}, {date}."
    photos = "A photo" if found.covered == 1 else "Photos"
    return f"{photos} for {many(found.covered, f'more {day}')}; the {ordinal(found.covered + 1)}, {date}, has none."


def _holiday_near(view: View, slot: datetime) -> str:
    """Which holidays lie in the week of a slot, where the Page's settings name a country."""
    country = view.settings.skip_holidays
    near = holidays_in(week_of(slot, view.settings.zone), country) if country else ()
    return f", in the week of {' and '.join(near)}" if near else ""
