"""Forms that change something: each has its effect once, and only upon what its sender was looking at."""

from captionbot.desk.acting.form import ActForm
from captionbot.desk.acting.seen import (
    NOTHING_SEEN,
    WHATEVER,
    ChangedMeanwhile,
    Seen,
    digest_of,
    seen_contest,
    seen_page,
    seen_queue,
)
from captionbot.desk.acting.steps import DONE, act, said_before

__all__ = [
    "DONE",
    "NOTHING_SEEN",
    "WHATEVER",
    "ActForm",
    "ChangedMeanwhile",
    "Seen",
    "act",
    "digest_of",
    "said_before",
    "seen_contest",
    "seen_page",
    "seen_queue",
]
