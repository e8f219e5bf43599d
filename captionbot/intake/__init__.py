"""Photos as they land: each is opened once, and the record keeps what it is and what will be sent of it."""

from captionbot.intake.keeping import look_back, not_looked_at, tidy
from captionbot.intake.landing import Intake, SetAside
from captionbot.intake.loading import Sent, examined_again, sent_again, sent_before, sent_now

__all__ = [
    "Intake",
    "Sent",
    "SetAside",
    "examined_again",
    "look_back",
    "not_looked_at",
    "sent_again",
    "sent_before",
    "sent_now",
    "tidy",
]
