"""The one place from which something is said on the Page."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from captionbot.clock import Clock
from captionbot.contest.wording import carries_marker
from captionbot.errors import (
    Blocked,
    ClockWrong,
    GraphError,
    NotSent,
    RateLimited,
    Refused,
    TokenDead,
    Unknown,
    Withheld,
)
from captionbot.graph.page import Page
from captionbot.store.database import Store
from captionbot.store.lease import Lease
from captionbot.store.record import Record
from captionbot.store.schema import Utterance
from captionbot.store.utterances import Kind, Outcome, attempt_due
from captionbot.utter.traces import own_posts, own_replies

log = logging.getLogger(__name__)

UPLOAD_LASTS = timedelta(hours=20)
"""Facebook deletes an unused upload after about a day.

developers.facebook.com/docs/graph-api/reference/page/photos
"""

CLOCKS_APART = timedelta(minutes=15)
REFUSED_AGAIN = timedelta(minutes=1)


class State(StrEnum):
    """How it stands with an utterance after a tick's work on it."""

    SAID = "said"
    SETTLING = "settling"
    """Sent, and nobody knows yet whether it stands; looked for until it is known."""
    LATER = "later"
    """Surely not on the Page; the next attempt has its hour."""
    PAUSED = "paused"
    REFUSED = "refused"
    STUCK = "stuck"
    """The time for attempts is over and one of them had no known outcome: a person looks."""
    MISSED = "missed"
    """The time is over, and it is certain that nothing was said."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of trying to say something."""

    state: State
    said_id: str = ""
    why: GraphError | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """What goes out with a post: the upload, and its alternative text."""

    jpeg: bytes
    alt: str


class Mouth:
    """The one place from which something is said on the Page."""

    def __init__(
        self, store: Store, page: Page, clock: Clock, lease: Lease, silent: Callable[[Record, int], str]
    ) -> None:
        """Speak for ``page`` while ``lease`` holds and ``silent`` finds no reason to say nothing for a contest."""
        self.store, self.page, self.clock, self.lease, self.silent = store, page, clock, lease, silent

    def say(
        self,
        utterance_id: int,
        *,
        until: datetime,
        settle: timedelta,
        held: str = "",
        picture: Callable[[], Picture] | None = None,
    ) -> Heard:
        """Bring an utterance as far as it can be brought now; attempts end at ``until``.

        What is ``held`` is looked for, and not said.
        Raises GraphError where a look or an upload failed (nothing was said, nothing is proved),
        ClockWrong, and LeaseLost.
        """
        with self.store.view() as record:
            utterance = record.utterances.get(utterance_id)
        if utterance.outcome == Outcome.SAID:
            return Heard(State.SAID, utterance.said_id or "")
        found = self._look(utterance)
        if found:
            return self._adopt(utterance, found)
        not_now = self._not_now(utterance, until, settle)
        if not_now:
            return not_now
        if held:
            return Heard(State.PAUSED, note=held)
        return self._attempt(utterance, picture)

    def _look(self, utterance: Utterance) -> list[str]:
        """Ids of what stands on the Page and is surely this utterance, oldest first."""
        with self.store.view() as record:
            claimed = record.utterances.claimed(but=utterance.id)
        if utterance.kind == Kind.REPLY:
            return own_replies(self.page.replies(utterance.target), utterance, claimed)
        if utterance.kind == Kind.EDIT:
            standing = " ".join(self.page.post(utterance.target).text.split())
            return [utterance.target] if " ".join(utterance.text.split()) in standing else []
        found = own_posts(self.page.recent_posts(utterance.not_before), utterance, claimed)
        return found or self._by_story(utterance, claimed)

    def _by_story(self, utterance: Utterance, claimed: set[str]) -> list[str]:
        """The post that Facebook names as the story of our upload, while an attempt is in doubt.

        The Page's list may lag behind the photo; what it names must bear our marker all the same.
        """
        if utterance.outcome != Outcome.UNKNOWN or not utterance.photo_id:
            return []
        story = self.page.story_of(utterance.photo_id)
        with suppress(Refused):
            post = self.page.post(story) if story and story not in claimed else None
            if post and carries_marker(post.text, utterance.marker):
                return [post.post_id]
        return []

    def _adopt(self, utterance: Utterance, found: list[str]) -> Heard:
        now = self.clock.now()
        with self.store.transaction() as record:
            record.check_lease(self.lease)
            row = record.utterances.get(utterance.id)
            record.utterances.said(row, found[0], now)
            record.utterances.end_attempt(row, "found", now)
            if len(found) > 1:
                self._tell_twice(record, row, found)
        note = "was found on the Page and is not said again"
        log.info("%s of contest %s %s", utterance.kind, utterance.contest, note, extra={"action": "adopted"})
        return Heard(State.SAID, found[0], note=note)

    def _tell_twice(self, record: Record, row: Utterance, ids: list[str]) -> None:
        """Staff hear that a thing stands on the Page more than once, and which of them counts."""
        what = f"The {row.kind} of contest no. {row.contest} stands on the Page {len(ids)} times: {', '.join(ids)}."
        do = f"{ids[0]} is taken as the contest's; hide the others on Facebook."
        record.staff.tell(f"twice {row.id}", what, self.clock.now(), do=do, contest=row.contest)

    def _not_now(self, utterance: Utterance, until: datetime, settle: timedelta) -> Heard | None:
        """Why no attempt is made now, if none is."""
        now = self.clock.now()
        if utterance.outcome == Outcome.UNKNOWN:
            settled_at = (utterance.last_attempt_at or now) + settle
            if now < settled_at:
                return Heard(State.SETTLING, note=f"unknown until {settled_at:%H:%M} UTC; looking")
            utterance = self._absent(utterance.id, now)
        if now >= until:
            with self.store.view() as record:
                in_doubt = record.utterances.ever_unknown(utterance.id)
            return Heard(State.STUCK if in_doubt else State.MISSED, note=utterance.note or "its time is over")
        due = _next_attempt(utterance)
        if due and now < due:
            return Heard(State.LATER, note=f"next attempt at {due:%H:%M} UTC")
        return None

    def _absent(self, utterance_id: int, now: datetime) -> Utterance:
        with self.store.transaction() as record:
            record.check_lease(self.lease)
            row = record.utterances.get(utterance_id)
            record.utterances.absent(row, now)
        return row

    def _attempt(self, utterance: Utterance, picture: Callable[[], Picture] | None) -> Heard:
        photo_id = self._upload(utterance, picture) if picture else ""
        # What staff have changed by hand in a post that is edited is kept.
        standing = self.page.post(utterance.target).text if utterance.kind == Kind.EDIT else ""
        self._check_clock()
        attempt = self._intend(utterance.id)
        if isinstance(attempt, Heard):
            return attempt
        try:
            with self.page.fenced(partial(self._last_check, utterance.contest)):
                said_id = self._send(utterance, photo_id, standing)
        except Withheld as error:
            return self._withheld(utterance.id, attempt, error)
        except NotSent as error:
            return self._never_left(utterance.id, attempt, error)
        except Unknown as error:
            return self._unknown(utterance.id, attempt, error)
        except Refused as error:
            return self._refused(utterance.id, attempt, error)
        return self._said(utterance, attempt, said_id)

    def _upload(self, utterance: Utterance, picture: Callable[[], Picture]) -> str:
        """The id of the unpublished photo; an upload is no utterance and may be repeated freely."""
        now = self.clock.now()
        fresh = utterance.photo_uploaded_at and now - utterance.photo_uploaded_at < UPLOAD_LASTS
        if utterance.photo_id and fresh:
            return utterance.photo_id
        shown = picture()
        photo_id = self.page.upload(shown.jpeg, alt=shown.alt)
        with self.store.transaction() as record:
            record.check_lease(self.lease)
            row = record.utterances.get(utterance.id)
            row.photo_id, row.photo_uploaded_at = photo_id, now
        return photo_id

    def _check_clock(self) -> None:
        apart = self.page.skew()
        if apart is not None and abs(apart) > CLOCKS_APART:
            now = self.clock.now()
            raise ClockWrong(now, now + apart)

    def _intend(self, utterance_id: int) -> Heard | int:
        """Write down that an attempt is made, and give its number; or why none is."""
        with self.store.transaction() as record:
            record.check_lease(self.lease)
            row = record.utterances.get(utterance_id)
            reason = self.silent(record, row.contest)
            if reason:
                return Heard(State.PAUSED, note=reason)
            return record.utterances.begin_attempt(row, self.lease.token, self.clock.now()).number

    def _last_check(self, contest: int) -> None:
        """The connection stands and no byte has left: still the lease's holder, not paused, not called off."""
        with self.store.transaction() as record:
            record.check_lease(self.lease)
            reason = self.silent(record, contest)
        if reason:
            raise Withheld(reason)

    def _send(self, utterance: Utterance, photo_id: str, standing: str) -> str:
        if utterance.kind == Kind.REPLY:
            return self.page.reply(utterance.target, utterance.text)
        if utterance.kind == Kind.EDIT:
            self.page.edit_post(utterance.target, f"{standing}\n\n{utterance.text}")
            return utterance.target
        return self.page.publish(utterance.text, photo_id=photo_id)

    def _said(self, utterance: Utterance, attempt: int, said_id: str) -> Heard:
        now = self.clock.now()
        with self.store.transaction() as record:
            row = record.utterances.get(utterance.id)
            if row.outcome == Outcome.SAID and row.said_id != said_id:
                self._tell_twice(record, row, [row.said_id or "", said_id])
                return Heard(State.SAID, row.said_id or "")
            # Even if the lease is lost by now: that it stands, and under which id, is true whoever works on.
            record.utterances.said(row, said_id, now)
            record.utterances.end_attempt(row, "said", now, said_id, number=attempt)
        log.info("said the %s of contest %s", utterance.kind, utterance.contest, extra={"action": "said"})
        return Heard(State.SAID, said_id)

    def _withheld(self, utterance_id: int, attempt: int, error: Withheld) -> Heard:
        with self.store.transaction() as record:
            record.check_lease(self.lease)
            row = record.utterances.get(utterance_id)
            record.utterances.not_sent(row, self.clock.now(), "withheld", error.message, number=attempt)
        return Heard(State.PAUSED, note=error.message)

    def _never_left(self, utterance_id: int, attempt: int, error: NotSent) -> Heard:
        with self.store.transaction() as record:
            record.check_lease(self.lease)
            row = record.utterances.get(utterance_id)
            record.utterances.not_sent(row, self.clock.now(), "not sent", error.message, number=attempt)
        return Heard(State.LATER, why=error, note="nothing left this machine; tried again at the next tick")

    def _unknown(self, utterance_id: int, attempt: int, error: Unknown) -> Heard:
        """Look at once: most of what a 500 denies stands on the Page already."""
        with self.store.transaction() as record:
            record.check_lease(self.lease)
            row = record.utterances.get(utterance_id)
            record.utterances.end_attempt(row, "unknown", self.clock.now(), error.message, number=attempt)
        try:
            found = self._look(row)
        except GraphError:
            found = []
        if found:
            return self._adopt(row, found)
        return Heard(State.SETTLING, why=error, note="Facebook's answer doesn't tell; looking for it on the Page")

    def _refused(self, utterance_id: int, attempt: int, error: Refused) -> Heard:
        detail = f"{error.code}/{error.subcode}"
        with self.store.transaction() as record:
            record.check_lease(self.lease)
            row = record.utterances.get(utterance_id)
            row.outcome, row.note = Outcome.REFUSED, error.message
            record.utterances.end_attempt(row, "refused", self.clock.now(), detail, number=attempt)
        if isinstance(error, Blocked | RateLimited | TokenDead):
            raise error  # nothing else is to be said either
        return Heard(State.REFUSED, why=error, note=error.message)


def _next_attempt(utterance: Utterance) -> datetime | None:
    if utterance.outcome == Outcome.REFUSED and utterance.last_attempt_at:
        return utterance.last_attempt_at + REFUSED_AGAIN * min(utterance.attempts, 10)
    return attempt_due(utterance)
