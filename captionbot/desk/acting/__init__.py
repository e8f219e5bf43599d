"""Forms that change something: each has its effect once, and only upon what its sender was looking at."""

from captionbot.desk.acting.form import ActForm
from captionbot.desk.acting.seen import ChangedMeanwhile, Seen, seen_contest, seen_page, seen_photo, seen_queue
from captionbot.desk.acting.steps import DONE, act, said_before

__all__ = [
    "DONE",
    "ActForm",
    "ChangedMeanwhile",
    "Seen",
    "act",
    "said_before",
    "seen_contest",
    "seen_page",
    "seen_photo",
    "seen_queue",
]
