"""Who did what, in the desk's own words: the record has short verbs and ids, as the terminal shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from captionbot.store.record import Record
from captionbot.store.schema import Audit
from captionbot.telling.captions import caption_of, with_captions

DEEDS: Final[Mapping[str, str]] = {
    "adopt": "took over a post made by hand",
    "announced": "announced the winner",
    "approve": "approved",
    "arrange": "put the queue in order",
    "card erased": "erased a card",
    "correct": "corrected the winner to",
    "corrected": "said the correction",
    "correction called off": "called off the correction to",
    "correction stopped": "stopped the correction",
    "disqualify": "left out",
    "erase": "erased somebody’s words",
    "export": "exported records",
    "forget": "withheld somebody who asked to be forgotten",
    "forget undone": "took back that somebody is forgotten",
    "hold": "put it on hold",
    "init": "set captionbot up",
    "keep": "keeps it for good",
    "keep undone": "keeps it for good no longer",
    "not ours": "said that it is by none of ours:",
    "notice tried": "tried the notices",
    "ours": "said that it is by one of ours:",
    "password": "chose a password",
    "pause": "paused the Page",
    "photo brought": "put a photo into the queue",
    "photo changed": "noticed that the photo changed",
    "photo taken out": "took a photo out of the queue",
    "pick": "picked",
    "post anyway": "took a holiday’s week in",
    "post-now": "asked for a contest at once",
    "posted": "posted the photo",
    "read now": "asked for a last reading",
    "readmit": "took back in",
    "rehearse": "rehearsed every act on the Page",
    "release": "released it",
    "restore": "restored a backup",
    "resume": "ended the pause",
    "retract": "took the result back",
    "set aside": "set a photo aside",
    "settle": "settled what stands on the Page",
    "sign-in": "signed in",
    "sign-out": "signed out",
    "skip": "skipped a week",
    "staff-add": "let somebody of the staff in",
    "staff-link": "made a one-time link",
    "staff-remove": "took somebody off the staff",
    "staff-role": "changed somebody’s role",
    "token": "put a new token in",
    "unskip": "took a week back in",
    "void": "called it off",
    "vouch": "vouched for a photo",
    "vouch taken back": "took their word for a photo back",
    "words": "edited a photo’s words",
    "wrong-password": "tried a wrong password",
}
"""What somebody did, by the verb of the audit; one that is not named here stands as it is."""
_BEFORE: Final[Mapping[str, str]] = {"release": "It was held because: {}", "resume": "The pause was because: {}"}
"""What the detail of an act is."""
_BY_WHOM: Final = (("(tally)", "(by votes)"), ("(pick)", "(picked)"))


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the audit."""

    at: datetime
    by: str
    contest: int | None
    did: str
    """What was done, with the caption that it was done to: ``picked “Oats first”``."""
    because: str
    detail: str


def logged(record: Record, rows: Sequence[Audit]) -> list[Logged]:
    """Lines of the audit, in their order."""
    return [_logged(record, row) for row in rows]


def _logged(record: Record, row: Audit) -> Logged:
    caption = caption_of(record, row.contest, row.comment_id) if row.comment_id else ""
    did = f"{DEEDS.get(row.action, row.action)} {caption}".strip()
    return Logged(row.at, row.by, row.contest, did, row.because, _detail(record, row))


def _detail(record: Record, row: Audit) -> str:
    detail = with_captions(record, row.contest, row.detail)
    if detail.startswith("before: "):
        for written, said in _BY_WHOM:
            detail = detail.replace(written, said, 1)
    return _BEFORE.get(row.action, "{}").format(detail) if detail else ""
