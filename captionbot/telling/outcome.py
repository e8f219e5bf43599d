"""What became of a notice: whether it was sent, who has not taken it, and whether notices arrive at all."""

from datetime import timedelta

from captionbot.contest.timetable import said_when
from captionbot.health import Trouble
from captionbot.notify import Outlets
from captionbot.overview import View
from captionbot.settings import Settings
from captionbot.store.schema import Notice
from captionbot.telling.due import kind, lacking

RECENT = timedelta(days=14)
"""So long the last notice says something about the addresses."""
TRY = "Check that address in the settings and this machine's network; Health on the desk sends a trial."


def went(view: View, notice: Notice) -> str:
    """What became of it, in sentences; empty where there was nobody to send it to."""
    if notice.sent_at is None:
        return _waits(view, notice)
    names, when = not_taken_by(view.settings, notice), said_when(notice.sent_at, view.settings.zone)
    if not notice.tries:
        return ""
    if names:
        more = f"; tried again on {said_when(notice.try_at, view.settings.zone)}" if notice.try_at else ""
        return f"Not taken by {', '.join(names)} on {when}{more}."
    return f"Sent on {when}" + (", also to NOTIFY_BACKUP: nobody had acted." if notice.repeated_at else ".")


def _waits(view: View, notice: Notice) -> str:
    settings = view.settings
    if not settings.notify_urls:
        return ""
    late = settings.notify_pace == "weekly" and not kind(notice).urgent
    return "Goes out with the week's message." if late else "Not sent yet."


def not_taken_by(settings: Settings, notice: Notice) -> list[str]:
    """Which addresses have not taken it, as they are called."""
    known: dict[str, str] = {}
    for outlets in (Outlets(settings.notify_urls), Outlets(settings.notify_backup, backup=True)):
        known |= dict(zip(outlets.keys, outlets.named(), strict=True))
    return [name for key, name in known.items() if key in lacking(notice)]


def failing(view: View) -> Trouble | None:
    """That the notice that was tried last did not reach everybody."""
    last = view.record.notices.last_tried()
    if last is None or last.sent_at is None or abs(view.now - last.sent_at) > RECENT:
        return None
    names = not_taken_by(view.settings, last)
    if not names:
        return None
    when = said_when(last.sent_at, view.settings.zone)
    what = f"The notice of {when} was not taken by {', '.join(names)}"
    again = f"; it is tried again on {said_when(last.try_at, view.settings.zone)}" if last.try_at else ""
    return Trouble(f"{what}{again}.", TRY, stops=False, key="notices")
