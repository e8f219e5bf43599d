"""What staff were told, as they read it on the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from captionbot.overview import View
from captionbot.queueing import NO_PHOTO
from captionbot.telling.captions import with_captions
from captionbot.telling.commands import on_the_desk
from captionbot.telling.outcome import went


@dataclass(frozen=True, slots=True)
class Heard:
    """A notice in the desk's own words."""

    at: datetime
    contest: int | None
    words: str
    of_queue: bool
    """That a coming slot had no photo."""
    went: str
    """Whether it was sent, and who has not taken it; empty where there was nobody to send it to."""


def heard(view: View, most: int) -> Sequence[Heard]:
    """The newest notices, the newest first."""
    return [
        Heard(
            one.at,
            one.contest,
            with_captions(view.record, one.contest, on_the_desk(f"{one.text} {one.do}".strip())),
            of_queue=one.key.startswith(NO_PHOTO),
            went=went(view, one),
        )
        for one in view.record.staff.notices(most)
    ]
