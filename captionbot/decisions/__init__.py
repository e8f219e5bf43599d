"""Staff's word, recorded: pick, approve, hold, release, void, settle, read now, post-now, pause, skip, arrange.

Nothing here speaks on the Page; the next tick does what was decided. Each function takes the record of one
transaction, refuses with NotNow where it is too early, too late or about nothing, and leaves a line in the audit.
"""

from captionbot.decisions.arranging import arrange, arrange_by_name, put_in_order
from captionbot.decisions.bringing import Brought, bring, note_brought, take_out
from captionbot.decisions.correcting import Retracted, correct, retract, what_stands
from captionbot.decisions.going import SPEAKING, hold, release, void
from captionbot.decisions.outside import (
    UNDER_PAUSE,
    fell_due,
    held_by_pause,
    hold_what_fell_due,
    pause,
    post_now,
    refuse_pause_file,
    resume,
    skip,
    unskip,
)
from captionbot.decisions.reading import read_now
from captionbot.decisions.settling import in_doubt, settle
from captionbot.decisions.winner import AnnounceAs, approve, pick
from captionbot.decisions.word import Word, stood_before

__all__ = [
    "SPEAKING",
    "UNDER_PAUSE",
    "AnnounceAs",
    "Brought",
    "Retracted",
    "Word",
    "approve",
    "arrange",
    "arrange_by_name",
    "bring",
    "correct",
    "fell_due",
    "held_by_pause",
    "hold",
    "hold_what_fell_due",
    "in_doubt",
    "note_brought",
    "pause",
    "pick",
    "post_now",
    "put_in_order",
    "read_now",
    "refuse_pause_file",
    "release",
    "resume",
    "retract",
    "settle",
    "skip",
    "stood_before",
    "take_out",
    "unskip",
    "void",
    "what_stands",
]
