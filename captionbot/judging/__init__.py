"""Judging a contest from its record: the rules of the core, applied to what was read."""

from captionbot.judging.closing import US, close, retally, step_up
from captionbot.judging.crediting import may_be_named, name_flags, result_of, runners_up, winner_alone
from captionbot.judging.evidence import curves_of, reworded_of
from captionbot.judging.grounds import grounds_of
from captionbot.judging.sieve import Sieve
from captionbot.judging.sifting import sorted_out
from captionbot.judging.tallying import Head, Judged, judged

__all__ = [
    "US",
    "Head",
    "Judged",
    "Sieve",
    "close",
    "curves_of",
    "grounds_of",
    "judged",
    "may_be_named",
    "name_flags",
    "result_of",
    "retally",
    "reworded_of",
    "runners_up",
    "sorted_out",
    "step_up",
    "winner_alone",
]
