"""What lands in the queue is examined then and there; the record keeps what was found, and what is none moves out.

Whoever looks (a tick, `queue`, `check`) does all of this; two who look at once do it twice, and lose nothing.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime, timedelta
from math import inf
from typing import Final

from captionbot.errors import CutShort, PhotoRefused, PhotosFolderError
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.intake import Landed, QueuedPhoto
from captionbot.photos.names import shown_name
from captionbot.photos.opening import SETTLE_SECONDS, PhotoNotReady
from captionbot.photos.picture.examined import Examined, NotExamined
from captionbot.photos.picture.likeness import is_current
from captionbot.store.database import Store
from captionbot.store.photos import PhotoFacts
from captionbot.store.record import Record
from captionbot.store.schema import PhotoFile, PhotoRow

WATCH_SECONDS: Final = 1.0
"""Real seconds for which photos are watched that nobody has seen before."""

AGAIN: Final = timedelta(hours=1)
"""What failed is tried again then."""

TRIES: Final = 3
"""So often this machine fails to examine a photo before it is refused, if meanwhile it managed another."""

PATIENCE: Final = timedelta(minutes=5)
"""So long after it was last written a photo that came in half stays in the queue: a copy stalls, and goes on."""

MOST_PICTURES: Final = 60
"""Of so many photos that come next, what is sent is kept; those far back are made ready again in time."""

FACTS: Final = tuple(field.name for field in fields(PhotoFacts) if field.name not in {"kind", "drafts"})


@dataclass(frozen=True, slots=True)
class SetAside:
    """A photo that can't be posted, and where it is now."""

    name: str
    """As a person may see it."""
    reason: str
    stays: str = ""
    """Why it lies in the queue still; empty where it was moved."""

    @property
    def line(self) -> str:
        """What is told at once."""
        return self.told if self.stays else f"{self.name} was set aside in photos/rejected: {self.reason}"

    @property
    def told(self) -> str:
        """What stands among the notices."""
        if self.stays:
            return f"{self.name} can't be posted and lies in the queue still: {self.reason} {self.stays}"
        return f"{self.name} was set aside: {self.reason}"


@dataclass(frozen=True, slots=True)
class Intake:
    """Where photos come in."""

    photos: PhotosFolder
    store: Store
    now: Callable[[], datetime]
    begin: Callable[[Record], None] = Record.alone
    """What every transaction begins with: a worker makes sure of its lease, anybody else waits for the worker."""

    def look(
        self,
        *,
        until: datetime | None = None,
        again: bool = False,
        beat: Callable[[int, int, str], None] = lambda _done, _of, _name: None,
    ) -> list[SetAside]:
        """Examine what has landed, the next to be posted first; gives what was set aside on the way.

        Begins nothing more at ``until``. ``again`` tries at once what has failed; ``beat`` hears how many photos of
        how many are done, and the name of the next. Raises PhotosFolderError where the queue can't be read.
        """
        aside, landed = self._sort(self.photos.queue(self.now()), again=again)
        done = [one for photo, row in aside if (one := self._set_aside(photo, row))]
        self._watch(landed)
        for number, photo in enumerate(landed):
            if until is not None and self.now() >= until:
                break
            beat(number, len(landed), shown_name(photo.name))
            try:
                row = self._take_in(photo)
            except PhotoNotReady:
                continue  # the folder's own listing says why
            if row and row.refused and (one := self._set_aside(photo, row)):
                done.append(one)
        return done

    def examined(self, name: str) -> PhotoRow:
        """What one photo of the queue is: from the record, or examined now, unless that failed a short while ago.

        Raises PhotoNotReady where it can't be taken now, PhotoRefused where it can't be posted (it is set aside),
        NotExamined where this machine could not tell.
        """
        photo = self._named(name)
        with self.store.view() as record:
            row = record.photos.known(photo.name, photo.trace)
            kept = row is not None and (row.refused or row.sha256 in record.photos.pictured())
            waits = tried(record.photos.file(photo.name, photo.trace), self.now())
        if not kept and waits:
            row = None
        elif not kept:
            self._watch([photo])
            row = self._take_in(photo)
        if row is None:
            what = f"{shown_name(name)} could not be examined on this machine."
            raise NotExamined(what, "It is tried again within the hour; `captionbot queue` tries at once.")
        if row.refused:
            if not waits:
                self._set_aside(photo, row)
            raise PhotoRefused(row.refused, row.refused_do)
        return row

    def refuse(self, name: str, sha256: str, error: PhotoRefused) -> SetAside | None:
        """Know from now on that these bytes can't be posted, and set the photo of the queue aside that has them."""
        queue = [photo for photo in self.photos.queue(self.now()) if photo.name == name]
        photo = next((one for one in queue if self.photos.sha256(one.name) == sha256), None)
        with self.writing() as record:
            row = record.photos.refuse(name, photo.trace if photo else "", sha256, error.message, error.do, self.now())
        return self._set_aside(photo, row) if photo else None

    def _sort(
        self, listed: Sequence[QueuedPhoto], *, again: bool
    ) -> tuple[list[tuple[QueuedPhoto, PhotoRow]], list[QueuedPhoto]]:
        """What is known to be refused and lies there still, and what is to be examined."""
        if not listed:
            return [], []
        now, aside, landed = self.now(), [], []
        with self.store.view() as record:
            known, pictured, failing = record.photos.known_all(), record.photos.pictured(), record.photos.failing()
        for number, photo in enumerate(in_order(listed, known)):
            row = known.get((photo.name, photo.trace))
            if not photo.settled or (tried(failing.get((photo.name, photo.trace)), now) and not again):
                continue
            if row and row.refused:
                aside.append((photo, row))
            elif row is None or not is_current(row.likeness) or (number < MOST_PICTURES and row.sha256 not in pictured):
                landed.append(photo)
        return aside, landed

    def _watch(self, landed: Sequence[QueuedPhoto]) -> None:
        """Wait a second where somebody may still be writing; whoever opens the photos sees what has changed.

        What was there some seconds ago already, by our own clock, is still.
        """
        if landed:
            with self.writing() as record:
                seen = [record.photos.saw(photo.name, photo.trace, self.now()).seen_at for photo in landed]
            if max(seen) > self.now() - timedelta(seconds=SETTLE_SECONDS):
                self.photos.wait(WATCH_SECONDS)

    def _take_in(self, photo: QueuedPhoto) -> PhotoRow | None:
        """Examine a photo and keep what it is; None where this machine could not tell. Raises PhotoNotReady."""
        landed = self.photos.take_in(photo.name, self._is_known)
        if landed.trace != photo.trace:
            what = f"{shown_name(photo.name)} is still being copied or written."
            raise PhotoNotReady(what, "Wait: it is taken once it has been still.")
        with self.writing() as record:
            return self._kept(record, photo.name, landed)

    def _is_known(self, sha256: str) -> bool:
        """Whether these bytes need not be decoded once more: they can be sent as they are, or Facebook refused them.

        What we refused ourselves is looked at again, for the program or the machine may have learnt since.
        """
        with self.store.view() as record:
            row = record.photos.of(sha256)
            if row is None or not is_current(row.likeness):
                return False
            return bool(row.kind) if row.refused else sha256 in record.photos.pictured()

    def _kept(self, record: Record, name: str, landed: Landed) -> PhotoRow | None:
        now, found = self.now(), landed.found
        if found is None:
            record.photos.link(name, landed.trace, landed.sha256, now)
            return record.photos.of(landed.sha256)
        if isinstance(found, Examined):
            return record.photos.keep(name, landed.trace, facts_of(found), now)
        if isinstance(found, NotExamined):
            return self._failed(record, name, landed, found)
        half = isinstance(found, CutShort)
        return record.photos.refuse(name, landed.trace, landed.sha256, found.message, found.do, now, cut_short=half)

    def _failed(self, record: Record, name: str, landed: Landed, error: NotExamined) -> PhotoRow | None:
        """Told once; refused after some tries at other hours, if it is this photo alone that the machine can't do."""
        file = record.photos.saw(name, landed.trace, self.now())
        if error.ours:  # no fault of this photo, and no try
            file.tried_at = self.now()
        elif not tried(file, self.now()):
            record.photos.failed(name, landed.trace, self.now())
        if file.tries >= TRIES and record.photos.examined_since(file.seen_at):
            what = f"{shown_name(name)} needs more than this machine can give."
            do = "Save a smaller copy of it (2048 pixels on the long side are enough) and queue that."
            return record.photos.refuse(name, landed.trace, landed.sha256, what, do, self.now())
        record.staff.tell(f"not examined {landed.sha256}", error.message, self.now(), do=error.do)
        return None

    def _set_aside(self, photo: QueuedPhoto, row: PhotoRow) -> SetAside | None:
        """Move a photo that can't be posted out of the way, with the reason beside it; staff are told once of a file.

        They are told before it is moved: a file that has been moved is not looked at again, whatever ends the work.
        """
        if row.cut_short and self._written_lately(photo):
            return None
        aside = SetAside(shown_name(photo.name), f"{row.refused} {row.refused_do}".strip())
        key = f"rejected {row.sha256[:24]} {hashlib.sha256(photo.trace.encode()).hexdigest()[:12]}"
        with self.writing() as record:
            if record.staff.tell(key, aside.told, self.now()):
                record.staff.note(self.now(), "captionbot", "set aside", because=aside.reason, detail=aside.name)
        with self.writing() as record:  # of two who move photos at once, one waits here for the other
            try:
                self.photos.set_aside(photo.name, aside.reason, as_seen=photo.trace)
            except PhotoNotReady:
                return None  # somebody else has, or has taken it away, or has put another in its place
            except PhotosFolderError as error:
                aside = replace(aside, stays=f"{error.message} {error.do}")
                record.photos.failed(photo.name, photo.trace, self.now())
            record.staff.retell(key, aside.told)
        return aside

    def _written_lately(self, photo: QueuedPhoto) -> bool:
        *_, modified_ns, _changed = photo.trace.split(":")
        return abs(self.now().timestamp() - int(modified_ns) / 1e9) < PATIENCE.total_seconds()

    def _named(self, name: str) -> QueuedPhoto:
        """A photo of the queue that may be opened now; raises PhotoNotReady."""
        photo = next((one for one in self.photos.queue(self.now()) if one.name == name), None)
        if photo is None:
            raise PhotoNotReady(f"{shown_name(name)} is not in the queue.", "`captionbot queue` lists the photos.")
        if not photo.settled:
            problem = photo.problems[0]
            raise PhotoNotReady(problem.what, problem.do)
        return photo

    @contextmanager
    def writing(self) -> Iterator[Record]:
        """The record to write in."""
        with self.store.transaction() as record:
            self.begin(record)
            yield record


def in_order(listed: Sequence[QueuedPhoto], known: Mapping[tuple[str, str], PhotoRow]) -> list[QueuedPhoto]:
    """Photos roughly as they are posted: those with a pin first, then in staff's order, then by name."""

    def order(photo: QueuedPhoto) -> tuple[bool, date, float]:
        row, pin = known.get((photo.name, photo.trace)), photo.sidecar.post_on
        place = row.place if row and row.place is not None else inf
        return pin is None, pin or date.min, place

    return sorted(listed, key=order)


def facts_of(examined: Examined) -> PhotoFacts:
    """What is kept of a photo that was examined."""
    facts = {name: getattr(examined, name) for name in FACTS}
    return PhotoFacts(**facts, kind=str(examined.kind), drafts=asdict(examined.drafts))


def tried(file: PhotoFile | None, now: datetime) -> bool:
    """Whether something failed a short while ago; an hour far ahead was written by a clock that was."""
    return file is not None and file.tried_at is not None and abs(now - file.tried_at) < AGAIN
