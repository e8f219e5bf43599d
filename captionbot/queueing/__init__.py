"""Which photo takes which slot: now, and in the weeks to come.

``weeks.py`` says which slots there are and which are left out, ``order.py`` (pure) in which order photos take them,
``queued.py`` which photos wait, ``plan.py`` what comes of the three, ``coming.py`` the contest that a photo would
begin, ``running_low.py`` when photos become few.
"""

from captionbot.queueing.coming import contest_to_come, own_marker, post_words
from captionbot.queueing.order import candidates, forecast, pinned_to
from captionbot.queueing.plan import Plan, Planned, plan
from captionbot.queueing.queued import named, waiting, with_rows
from captionbot.queueing.running_low import NO_PHOTO, Shortage, shortage, shortage_of, tell_running_low
from captionbot.queueing.weeks import (
    Ahead,
    coming_slots,
    due_slots,
    holiday_of,
    left_out,
    post_at,
    post_until,
    refuse_odd_week,
    slot_in,
    weeks_ahead,
)

__all__ = [
    "NO_PHOTO",
    "Ahead",
    "Plan",
    "Planned",
    "Shortage",
    "candidates",
    "coming_slots",
    "contest_to_come",
    "due_slots",
    "forecast",
    "holiday_of",
    "left_out",
    "named",
    "own_marker",
    "pinned_to",
    "plan",
    "post_at",
    "post_until",
    "post_words",
    "refuse_odd_week",
    "shortage",
    "shortage_of",
    "slot_in",
    "tell_running_low",
    "waiting",
    "weeks_ahead",
    "with_rows",
]
