"""The hall of fame, kept as the record has it: after each tick in which anything public has changed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from captionbot.contest.notices import About
from captionbot.contest.worded import many
from captionbot.errors import HallError
from captionbot.runner.bot import Tick, pause_reason

if TYPE_CHECKING:
    from captionbot.site.publishing import Published, Seen

CARDS_AT_ONCE: Final = 12
"""So many cards are drawn in one tick, each in a second or so: the others wait for the next."""
DRAW_FOR: Final = timedelta(minutes=1)
"""After so long no other card is begun: the lease must last, and an announcement may be due."""
TRY_AGAIN: Final = timedelta(hours=1)
"""After a failure: a full disk or a closed folder is not mended within a tick."""
LOOK_ANEW: Final = timedelta(days=1)
"""So often all of it is looked through, also what the record can't tell: a photo that is back, a changed file."""

MENDED = "To have it written anew, delete it; the hall is looked through once an hour until then."
DELETE = "Look at it, and delete it: it may name somebody who is not to be named."


@dataclass(slots=True)
class Memory:
    """What a worker remembers of its hall from tick to tick."""

    failed_at: datetime | None = None
    """When it could not be written, if it was so the last time."""
    failed: str = ""
    """What it should have shown then, by its digest."""
    looked_at: datetime | None = None
    """When all of it was looked through."""
    look_again: timedelta = LOOK_ANEW
    seen: "Seen | None" = None
    """How it was when everything there was as it should be, or as somebody has made it."""

    def waits(self, now: datetime, made_of: str) -> bool:
        """Whether it failed lately; what was taken back since waits for nothing."""
        lately = self.failed_at is not None and abs(now - self.failed_at) < TRY_AGAIN
        return lately and self.failed == made_of

    def may_rest(self, now: datetime) -> bool:
        """Whether it need not be looked through where nothing seems to have changed."""
        self.looked_at = self.looked_at or now
        return self.failed_at is None and abs(now - self.looked_at) < self.look_again


def publish_hall(tick: Tick, memory: Memory) -> None:
    """Write what has changed into SITE_DIR, if it is set; staff are told once a day where it can't be written.

    Under a pause nothing new is hung, and what is to come off comes off all the same.
    """
    bot, now = tick.bot, tick.now
    place = bot.settings.site_dir
    if place is None:
        return
    from captionbot.site import folder, publishing  # noqa: PLC0415 - most Pages have no hall, and need none of its pages

    with bot.store.view() as record:
        hang_new = not pause_reason(bot.photos, record)
    begun = bot.clock.now()
    wanted = publishing.Wanted(CARDS_AT_ONCE, lambda: bot.clock.now() - begun < DRAW_FOR, hang_new)
    sources = publishing.Sources(bot.store, bot.photos, bot.settings, now)
    seen = publishing.see(sources, place, wanted)
    if memory.waits(now, seen.made_of):
        return
    if memory.may_rest(now) and (seen == memory.seen or publishing.is_current(sources, place, seen)):
        memory.seen = seen
        return
    memory.seen, memory.failed_at, memory.failed = None, now, seen.made_of
    try:
        done = publishing.publish(sources, place, wanted)
    except folder.Busy:  # whoever writes it now writes the same
        memory.failed_at = None
        return
    except HallError as error:
        about = sha256(f"{error.message} {seen.made_of}".encode()).hexdigest()
        tick.tell(f"hall {now:%Y-%m-%d} {about}", error)
        return
    memory.failed_at, memory.looked_at, memory.look_again = None, now, LOOK_ANEW
    _tell(tick, done, seen)
    if done.left_alone:
        memory.look_again = TRY_AGAIN
        memory.seen = publishing.see(sources, place, wanted) if not done.waiting else None


def _tell(tick: Tick, done: "Published", seen: "Seen") -> None:
    """What was done, and what wants a person."""
    if done.written or done.removed:
        tick.report.did(f"The hall of fame shows {many(done.contests, 'contest')}.", "hall")
    for number, why in done.without:
        tick.report.did(f"In the hall of fame contest no. {number} hangs without its card: {why}", "hall")
    if done.left_alone:
        what = f"In the hall of fame somebody has changed {', '.join(done.left_alone)}: that stays as it is."
        tick.tell(f"hall changed {tick.now:%Y-%m-%d}", what, do=MENDED, about=About.NOTE)
    for name in done.exposing:
        what = f"{name} in the hall of fame still shows somebody who was taken back, for somebody has changed it."
        tick.tell(f"hall exposes {name} {tick.now:%Y-%m-%d} {seen.made_of[:8]}", what, do=DELETE, about=About.STANDS)
    for name in done.abandoned:
        what = f"{name} stands in the hall of fame no more, and was not removed, for somebody has changed it."
        tick.tell(f"hall abandoned {name} {tick.now:%Y-%m-%d %H:%M}", what, do=DELETE, about=About.NOTE)
