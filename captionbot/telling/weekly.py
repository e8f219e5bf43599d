"""What time itself brings that staff are told: the photo of tomorrow or that nothing goes out, and what waits still."""

from collections.abc import Sequence
from datetime import timedelta

from captionbot.contest.notices import About
from captionbot.contest.quoting import on_one_line
from captionbot.contest.timetable import said_when
from captionbot.overview import View
from captionbot.overview.pausing import GO_ON
from captionbot.photos.names import shown_name
from captionbot.queueing import Ahead, weeks_ahead
from captionbot.store.schema import Pause
from captionbot.telling.coming import COMING, MEANT_TO_LOOK, PAUSED, coming_in
from captionbot.telling.news import News
from captionbot.telling.waiting import tell_of_waiting

DAY_BEFORE = timedelta(days=1)
SAID_BEFORE = timedelta(hours=36)
"""That it is still paused is said once before a slot, though `--until` may end just then."""
BECAUSE_CUT = 200


def tell_of_week(view: View) -> Sequence[News]:
    """What there is to tell now. Reads only, and asks about the queue once in a week."""
    ahead = next(weeks_ahead(view.record, view.settings, view.now), None)
    return (*tell_of_waiting(view, ahead.slot if ahead else None), *_of_slot(view, ahead))


def _of_slot(view: View, ahead: Ahead | None) -> Sequence[News]:
    """What comes tomorrow, or that nothing does."""
    if ahead is None or ahead.slot - view.now > DAY_BEFORE:
        return ()
    pauses, weekly = view.record.staff.pauses(), view.settings.notify_pace == "weekly"
    if pauses and not ahead.left_out:
        return _still_paused(view, ahead, pauses[0])
    if weekly:
        return ()
    return _left_out(view, ahead) if ahead.left_out else _tomorrow(view, ahead)


def _left_out(view: View, ahead: Ahead) -> Sequence[News]:
    key, hour = f"{COMING}{ahead.week}", said_when(ahead.slot, view.settings.zone)
    if view.record.notices.told([key]):
        return ()
    return (News(key, About.COMING, f"Nothing is posted on {hour}: {ahead.left_out}."),)


def _tomorrow(view: View, ahead: Ahead) -> Sequence[News]:
    if any(row.at <= view.now for row in view.record.notices.under(f"{COMING}{ahead.week} ")):
        return ()
    found = coming_in(view, ahead.week, ahead.slot)
    if found is None:  # which staff have been told days ago, as photos became few
        return ()
    text = f"{shown_name(found.contest.photo)} is posted on {said_when(ahead.slot, view.settings.zone)}."
    return (News(found.key, About.COMING, text, do="`captionbot queue` shows what comes."),)


def _still_paused(view: View, ahead: Ahead, pause: Pause) -> Sequence[News]:
    """Once for each slot that passes under a pause, so once a week; not where staff meant to look just then."""
    key = f"{PAUSED}{ahead.week}"
    said = any(ahead.slot - row.at < SAID_BEFORE for row in view.record.notices.under(MEANT_TO_LOOK))
    if said or view.record.notices.told([key]):
        return ()
    because = f" ({on_one_line(pause.because, BECAUSE_CUT)})" if pause.because else ""
    hour = said_when(ahead.slot, view.settings.zone)
    text = f"Still paused by {pause.by}{because}: nothing is posted on {hour} unless somebody goes on before."
    do = "`captionbot resume` ends the pause." if pause.source == "staff" else f"{GO_ON[pause.source]} to go on."
    return (News(key, About.PAUSED, text, do=do),)
