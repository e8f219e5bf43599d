"""What is to be said of the photos in a queue: what each waits for, and what staff may want to know of it.

A photo waits where something could embarrass the Page and a person can tell whether it does. Everything else is a
remark, and there are few of them: a list that says something of every photo is not read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

from captionbot.contest.bait import bait_in
from captionbot.contest.quoting import on_one_line
from captionbot.contest.timetable import said_date
from captionbot.contest.worded import many
from captionbot.intake.again import Before, checklist_of
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.names import shown_name, typed_name
from captionbot.photos.picture.likeness import alike
from captionbot.photos.words.confidential import secret_beside
from captionbot.photos.words.sidecar import Problem
from captionbot.settings import Settings
from captionbot.store.photos import Posted
from captionbot.store.record import Record
from captionbot.store.schema import PhotoRow

SMALL: Final = (600, 315)
"""Pixels across and down, below which a feed shows a picture much smaller.

Facebook's own numbers for pictures that are shared (developers.facebook.com/docs/sharing/webmasters/images)."""
VERY_DARK: Final = 0.08
"""Mean lightness; of 319 real photographs, many of them by night, the darkest has 0.11 (docs/likeness.md)."""
OFFERED: Final = ("alt", "headline", "description", "credit", "source", "people")
"""What stands in a photo that is worth a look; its date and its rights alone are not."""
ARRIVING: Final = "It may still be arriving; it is set aside when it has not changed for 5 minutes."
"""What becomes of a photo whose end is missing."""
BAIT_SHOWN: Final = 60
"""Characters of what begs, in a message."""
LOOKED_THROUGH: Final = 60
"""Photos before one in the queue that it is held against: more than a year of Fridays."""


def judged(
    record: Record, settings: Settings, queue: Sequence[tuple[QueuedPhoto, PhotoRow | None]], left: int = 0
) -> list[QueuedPhoto]:
    """The photos of a queue in its order, each with all its problems: first what it waits for.

    Beside each photo stands what the record knows of its bytes; None where they have not been looked at yet.
    ``left`` is of how many earlier contests the photos must be looked at before any is said to be new.
    """
    before, failing, pictured = Before.of(record), record.photos.failing(), record.photos.pictured()
    found = []
    for at, (photo, row) in enumerate(queue):
        earlier = queue[max(0, at - LOOKED_THROUGH) : at]
        failed = failing.get((photo.name, photo.trace))
        tries = max(failed.tries, 1) if failed and not (row and row.sha256 in pictured) else 0
        verdict = _Verdict(photo, row, settings, before, earlier, tries, left)
        problems = [*photo.problems, *verdict.problems()]
        found.append(replace(photo, problems=tuple(sorted(problems, key=lambda problem: not problem.waits))))
    return found


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is said of one photo, and what by."""

    photo: QueuedPhoto
    row: PhotoRow | None
    settings: Settings
    before: Before
    earlier: Sequence[tuple[QueuedPhoto, PhotoRow | None]]
    """Those that stand before it in the queue."""
    tries: int = 0
    """How often this machine has failed to examine it, or to make ready what is sent of it."""
    left: int = 0
    """Contests whose photos must be looked at first."""

    @property
    def name(self) -> str:
        """As a person sees it."""
        return shown_name(self.photo.name)

    def problems(self) -> Iterator[Problem]:
        """Everything, in the order in which it is best read."""
        row = self.row
        if row is not None and row.refused:
            arriving = f"{ARRIVING} " if row.cut_short else ""
            yield Problem(row.refused, f"{arriving}{row.refused_do}", waits=True)
            return
        yield from self._secrets()
        if row is None or self.tries:
            yield from self._not_looked_at()
        if row is not None:
            yield from self._again(row)
            yield from self._checklist(row)
        yield from self._alt()
        yield from self._begging()
        if row is not None:
            yield from self._twice(row)
            yield from self._looks(row)
            yield from self._words(row)

    def _secrets(self) -> Iterator[Problem]:
        secrets = (self.settings.facebook_page_token, self.settings.facebook_app_secret)
        found = secret_beside(self.name, self.photo.sidecar, [one.get_secret_value() for one in secrets])
        if found:
            yield found

    def _not_looked_at(self) -> Iterator[Problem]:
        if self.photo.waits:  # what is still being written says so itself
            return
        if self.tries:
            what = f"{self.name} could not be examined on this machine ({many(self.tries, 'try', 'tries')})."
            yield Problem(what, "It is tried again each hour; `captionbot check` tries it now.", waits=True)
        else:
            what = f"{self.name} has not been looked at yet."
            yield Problem(what, "The next tick does, and so does `captionbot check`.", waits=True)

    def _again(self, row: PhotoRow) -> Iterator[Problem]:
        retracted = self.before.retracted.get(row.sha256)
        if retracted is not None:
            what = f"{self.name} is the photo of contest no. {retracted}, whose result was retracted."
            yield Problem(what, "Take it out of the queue: it is not posted again.", waits=True)
            return
        shown = self.before.shown_by(row)
        if shown:
            what = f"{self.name} {_is_or_looks_like(row, shown, self.settings.zone)}."
            do = f"Take another, or say that it may go again: `captionbot vouch {typed_name(self.photo.name)} --again`."
            yield Problem(what, do, waits=True)
        elif self.left:
            left = "1 is" if self.left == 1 else f"{self.left:,} are"
            what = f"{self.name} is held against the photos of past contests first; {left} left to look at."
            yield Problem(what, "The next ticks do, and so does `captionbot check`.", waits=True)

    def _checklist(self, row: PhotoRow) -> Iterator[Problem]:
        questions = self.settings.checklist
        if questions and not self.before.said_yes(row, checklist_of(questions)):
            do = f"Look at it, and confirm it with `captionbot vouch {typed_name(self.photo.name)}`."
            yield Problem(f"{self.name} has not been held against the checklist.", do, waits=True)

    def _alt(self) -> Iterator[Problem]:
        if not self.photo.settled and self.row is None:  # what is no file, or not whole yet, says so itself
            return
        required = self.settings.require_alt
        if not self.photo.sidecar.alt and required != "no":
            what = f"{self.name} has no alternative text for people who can't see it."
            yield Problem(what, "Write a line `Alt: …` into the text file beside it.", waits=required == "yes")

    def _begging(self) -> Iterator[Problem]:
        for text in (self.photo.sidecar.words, self.photo.sidecar.fact):
            bait = bait_in(text)
            if bait:
                what = f"The words beside {self.name} beg: “{on_one_line(bait, BAIT_SHOWN)}”."
                yield Problem(what, "Facebook shows such posts to fewer people; invite captions instead.")

    def _twice(self, row: PhotoRow) -> Iterator[Problem]:
        for photo, other in self.earlier:
            if other is not None and (other.sha256 == row.sha256 or alike(other.likeness, row.likeness)):
                like = "is the same photo as" if other.sha256 == row.sha256 else "looks like"
                what = f"{self.name} {like} {shown_name(photo.name)}, which stands before it in the queue."
                yield Problem(what, "Take one of them out; once one was posted, the other waits for a person.")
                return

    def _looks(self, row: PhotoRow) -> Iterator[Problem]:
        width, height = row.sent_width, row.sent_height
        if width < SMALL[0] or height < SMALL[1]:
            what = f"{self.name} is small: {width} x {height} pixels."
            yield Problem(what, "Use a larger copy if there is one.")
        if row.brightness < VERY_DARK:
            yield Problem(f"{self.name} is very dark.", "Use a lighter copy if there is one.")

    def _words(self, row: PhotoRow) -> Iterator[Problem]:
        """Words that the photo brings along, or a source that nobody is credited for.

        A photo of one's own needs no credit, so the lack of one is told only of what plainly came from elsewhere.
        """
        beside, inside = self.photo.sidecar, row.drafts
        taken = any((beside.alt, beside.credit, beside.fact, beside.source, beside.rights, beside.people, beside.words))
        offered = [name for name in OFFERED if inside.get(name)]
        if offered and not taken:
            what = f"{self.name} brings words of its own along: {', '.join(offered)}."
            yield Problem(what, f"`captionbot words {typed_name(self.photo.name)}` shows them, to be taken or left.")
        elif not beside.credit and (beside.source or beside.rights or inside.get("credit")):
            what = f"{self.name} comes from somebody, and nobody is credited."
            yield Problem(what, "Write a line `Credit: …` into the text file beside it.")


def _is_or_looks_like(row: PhotoRow, shown: Sequence[Posted], zone: ZoneInfo) -> str:
    """How a person is told that contests have shown the picture; the newest with its day, the others by number."""
    newest = shown[0]
    day = said_date(newest.slot_at, zone)
    others = ", ".join(f"no. {one.contest}" for one in shown[1:])
    verb = "is" if newest.sha256 == row.sha256 else "looks like"
    return f"{verb} the photo of contest no. {newest.contest} of {day}" + (f", and of {others}" if others else "")
