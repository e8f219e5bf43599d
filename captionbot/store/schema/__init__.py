"""The tables. Every one is keyed by Page, every instant is UTC, and the names are those of the glossary."""

from captionbot.store.schema.base import Base, Instant
from captionbot.store.schema.cards import CardRow
from captionbot.store.schema.comments import CommentChange, CommentRow, CommentText, Reading, VoteCount
from captionbot.store.schema.contests import Contest, LeaseRow, Page, Slot
from captionbot.store.schema.desk import (
    Account,
    DeskKey,
    FormDone,
    KnownDevice,
    NoticeTrial,
    ShownTally,
    SignIn,
    SignInTry,
    TokenRow,
)
from captionbot.store.schema.papers import Forgotten, Slip
from captionbot.store.schema.photos import PhotoFile, PhotoJpeg, PhotoRow, PhotoSmall, PhotoYes
from captionbot.store.schema.speech import Attempt, Utterance
from captionbot.store.schema.staff import Audit, Decision, Disqualified, Notice, OneOfOurs, Pause, Skip

__all__ = [
    "HEAD",
    "Account",
    "Attempt",
    "Audit",
    "Base",
    "CardRow",
    "CommentChange",
    "CommentRow",
    "CommentText",
    "Contest",
    "Decision",
    "DeskKey",
    "Disqualified",
    "Forgotten",
    "FormDone",
    "Instant",
    "KnownDevice",
    "LeaseRow",
    "Notice",
    "NoticeTrial",
    "OneOfOurs",
    "Page",
    "Pause",
    "PhotoFile",
    "PhotoJpeg",
    "PhotoRow",
    "PhotoSmall",
    "PhotoYes",
    "Reading",
    "ShownTally",
    "SignIn",
    "SignInTry",
    "Skip",
    "Slip",
    "Slot",
    "TokenRow",
    "Utterance",
    "VoteCount",
]

HEAD = "0007"
"""The newest migration; a test holds it against the folder of migrations."""
