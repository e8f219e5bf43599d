"""What staff were told, as they read it on the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from captionbot.desk.captions import with_captions
from captionbot.desk.commands import on_the_desk
from captionbot.queueing import NO_PHOTO
from captionbot.store.record import Record


@dataclass(frozen=True, slots=True)
class Heard:
    """A notice in the desk's own words."""

    at: datetime
    contest: int | None
    words: str
    of_queue: bool
    """That a coming slot had no photo."""


def heard(record: Record, most: int) -> Sequence[Heard]:
    """The newest notices, the newest first."""
    return [
        Heard(
            one.at,
            one.contest,
            with_captions(record, one.contest, on_the_desk(f"{one.text} {one.do}".strip())),
            of_queue=one.key.startswith(NO_PHOTO),
        )
        for one in record.staff.notices(most)
    ]
