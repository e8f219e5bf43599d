"""That the token doesn't work: a message of its own, and a word in that of the photo that is to go out."""

from datetime import timedelta
from typing import Final

from captionbot import health
from captionbot.contest.notices import About
from captionbot.overview import View
from captionbot.queueing import coming_slots
from captionbot.store.schema import Notice
from captionbot.telling.due import kind
from captionbot.telling.letter import DAYS_IN_A_WEEK, Letter, plainly, soon

LATELY: Final = timedelta(days=1, hours=2)
"""The token is looked at once a day."""
RENEW: Final = "Nothing goes out before there is a new one (docs/facebook-setup.md): give it to `captionbot token`."


def against_token(view: View) -> str:
    """What is known against the token, in a sentence; empty where it works, for all that is known."""
    return health.against_token(view.record, view.settings, view.now) or _told_against(view)


def letter_of_what_stands(view: View, notice: Notice) -> Letter:
    """What stays wrong until a person has seen to it: the token, or something else."""
    return letter_of_token(view, notice) if notice.key.startswith("token ") else plainly(view, notice)


def letter_of_token(view: View, notice: Notice) -> Letter:
    """On a lock screen in our words, for Facebook's are long: they stand below."""
    week = view.now + timedelta(days=DAYS_IN_A_WEEK)
    slots = (slot for _, slot in coming_slots(view.record, view.settings, view.now) if slot < week)
    when = next((f" {soon(slot, view.now, view.settings.zone)}" for slot in slots), "")
    return Letter(f"The Page token doesn't work: nothing can go out{when}", plainly(view, notice).parts)


def _told_against(view: View) -> str:
    """What staff were told of it within a day, unless somebody has put a new token in since."""
    told = [row for row in view.record.notices.to_send(view.now) if kind(row) == About.TOKEN]
    seen, text = max(((row.seen_at or row.at, row.text) for row in told), default=(view.now, ""))
    if not timedelta(0) <= view.now - seen <= LATELY or view.record.staff.audit_of("token", seen, 1):
        return ""
    return text
