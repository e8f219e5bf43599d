"""What a form's sender was looking at, as a short text that is another one when that has changed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from captionbot.contest.timetable import said_when
from captionbot.desk.logged import logged
from captionbot.errors import NotNow
from captionbot.overview import View
from captionbot.store.schema import Audit

NUMBER = re.compile(r"[0-9]{1,18}")
"""What a database takes for the number of a row; the form may bring anything."""
AT_THE_DOOR = frozenset({"sign-in", "sign-out", "wrong-password", "password", "staff-link"})
"""What stands in the audit and changes nothing of what a form is about."""
TOLD = 5
"""So many things that happened meanwhile are named."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a form is about."""

    facts: Callable[[View], object]
    """Everything that would make its sender think again; None where nothing would."""
    contest: int | None = None
    """Whose audit tells what has happened meanwhile; None: the Page's."""

    def digest(self, view: View) -> str:
        """Another one where the facts are others; without a dot. Empty where there are none."""
        facts = self.facts(view)
        return "" if facts is None else digest_of(facts)

    def of(self, view: View) -> str:
        """What stands now, and the number of the last thing that anybody did."""
        return f"{self.digest(view)}.{view.record.staff.last_audit()}"

    def refuse_unless(self, view: View, before: str) -> None:
        """Raise ChangedMeanwhile unless what was seen is what stands."""
        digest, _, last = before.partition(".")
        if digest == self.digest(view):
            return
        since = view.record.staff.audit_since(int(last) if NUMBER.fullmatch(last) else 0, self.contest)
        acts = [row for row in since if row.action not in AT_THE_DOOR]
        raise ChangedMeanwhile([_told(view, row) for row in acts[-TOLD:]])


class ChangedMeanwhile(NotNow):
    """Somebody, or the hour, has changed what the form is about."""

    def __init__(self, meanwhile: list[str]) -> None:
        """Keep what happened since the form was drawn, in sentences."""
        super().__init__(
            "Something has changed since you opened this page, so nothing was done yet.",
            "Look at how it stands now, then send it again if you still want it. What you typed is kept below.",
        )
        self.meanwhile = meanwhile


def _told(view: View, row: Audit) -> str:
    (line,) = logged(view.record, [row])
    because = f", because “{line.because}”" if line.because else ""
    return f"{said_when(line.at, view.settings.zone)}: {line.by} {line.did}{because}"


def digest_of(facts: object) -> str:
    """Some facts as a short text: 80 bits, in hex digits."""
    return sha256(repr(facts).encode()).hexdigest()[:20]


NOTHING_SEEN = Seen(lambda _view: ())
"""For a page of ours that shows nothing which could change."""
WHATEVER = Seen(lambda _view: None)
"""For what is right whatever anybody was looking at, a page of ours or none: a pause is never refused for that."""


def seen_contest(number: int) -> Seen:
    """Where a contest stands, and all of staff's word about it."""

    def facts(view: View) -> object:
        row = view.record.contests.get(number)
        said = row.stage, row.decision, row.held, row.approved_at, row.released_at, row.doubts
        return said, sorted(view.record.staff.disqualified(number))

    return Seen(facts, number)


def seen_page() -> Seen:
    """Whether the Page is paused, and by whom."""
    return Seen(lambda view: [row.id for row in view.record.staff.pauses()])


def seen_queue() -> Seen:
    """Which photos wait, what each of them is, in which order, and which weeks are left out."""

    def facts(view: View) -> object:
        found = view.plan
        photos = [(one.photo.name, one.photo.sha256, one.slot) for one in found.photos]
        return photos, [one.slot for one in found.left_out]

    return Seen(facts)
