"""The one place from which something is said on the Page."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from captionbot.clock import Clock
from captionbot.contest.notices import About
from captionbot.errors import (
    Blocked,
    ClockWrong,
    GraphError,
    NotSent,
    PermissionLost,
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
from captionbot.store.utterances import EDITS, OF_A_REPLY, Kind, Outcome, attempt_due
from captionbot.utter.heard import Heard, Picture, State
from captionbot.utter.looking import look, story_of, words_to_add_to

log = logging.getLogger(__name__)

UPLOAD_LASTS = timedelta(hours=20)
"""Facebook deletes an unused upload after about a day.

developers.facebook.com/docs/graph-api/reference/page/photos
"""

CLOCKS_APART = timedelta(minutes=15)
"""Ours and Facebook's; where they are further apart nothing is said."""

REFUSED_AGAIN = timedelta(minutes=1)


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
        quiet = held or self._quiet(utterance.contest)
        if quiet:
            return Heard(State.PAUSED, note=quiet)  # nor is a photo uploaded: every write makes a block longer
        return self._attempt(utterance, picture)

    def _quiet(self, contest: int) -> str:
        with self.store.view() as record:
            return self.silent(record, contest)

    def _look(self, utterance: Utterance) -> list[str]:
        """Ids of what stands on the Page and is surely this utterance, oldest first."""
        return look(self.page, utterance, self._claimed(utterance))

    def _claimed(self, utterance: Utterance) -> set[str]:
        with self.store.view() as record:
            return record.utterances.claimed(but=utterance.id)

    def _adopt(self, utterance: Utterance, found: list[str]) -> Heard:
        now = self.clock.now()
        with self.store.transaction() as record:
            record.check_lease(self.lease)
            row = record.utterances.get(utterance.id)
            record.utterances.said(row, found[0], now)
            record.utterances.end_attempt(row, "found", self.facebook_now())
            if len(found) > 1:
                self._tell_twice(record, row, found)
        log.info("found the %s of contest %s", utterance.kind, utterance.contest, extra={"action": "adopted"})
        return Heard(State.SAID, found[0], adopted=True)

    def _tell_twice(self, record: Record, row: Utterance, ids: list[str]) -> None:
        """Staff hear that a thing stands on the Page more than once, and which of them counts."""
        what = f"The {row.kind} of contest no. {row.contest} stands on the Page {len(ids)} times: {', '.join(ids)}."
        do = f"{ids[0]} is taken as the contest's; hide the others on Facebook."
        record.staff.tell(f"twice {row.id}", what, self.clock.now(), do=do, contest=row.contest, about=About.STANDS)

    def _not_now(self, utterance: Utterance, until: datetime, settle: timedelta) -> Heard | None:
        """Why no attempt is made now, if none is."""
        now = self.clock.now()
        if utterance.outcome == Outcome.UNKNOWN:
            doubt = self._in_doubt(utterance, until, settle)
            if doubt:
                return doubt
            utterance = self._absent(utterance.id)
        if now >= until:
            return self._over(utterance)
        due = _next_attempt(utterance)
        return Heard(State.LATER, at=due) if due and now < due else None

    def _in_doubt(self, utterance: Utterance, until: datetime, settle: timedelta) -> Heard | None:
        """How it stands with what was sent and is not found; None where it is surely absent.

        Not while reads may lag behind the write, by Facebook's clock alone, for ours may be set meanwhile; nor where
        Facebook names a post for our photo, whatever else it shows.
        """
        with self.store.view() as record:
            settled_at = record.utterances.surely_over(utterance.id) + settle
        if self.facebook_now() < settled_at:
            return Heard(State.SETTLING, at=settled_at)
        story = story_of(self.page, utterance, self._claimed(utterance))
        if not story:
            return None
        note = f"Facebook names the post {story} for its photo and does not show it as ours"
        return self._over(utterance, note) if self.clock.now() >= until else Heard(State.SETTLING, note=note)

    def _over(self, utterance: Utterance, note: str = "") -> Heard:
        """Its time is over, by a clock that Facebook confirms: that can't be taken back."""
        self._check_clock()
        with self.store.view() as record:
            in_doubt = record.utterances.ever_unknown(utterance.id)
        return Heard(State.STUCK, note=note) if in_doubt else Heard(State.MISSED, note=utterance.note)

    def facebook_now(self) -> datetime:
        """The present instant by Facebook's clock, as its last answer told it; by ours where it told none."""
        return self.clock.now() + (self.page.skew() or timedelta(0))

    def _absent(self, utterance_id: int) -> Utterance:
        with self.store.transaction() as record:
            record.check_lease(self.lease)
            row = record.utterances.get(utterance_id)
            record.utterances.absent(row, self.facebook_now())
        return row

    def _attempt(self, utterance: Utterance, picture: Callable[[], Picture] | None) -> Heard:
        photo_id = self._upload(utterance, picture) if picture else ""
        # What staff have changed by hand in what is edited is kept.
        standing = words_to_add_to(self.page, utterance) if utterance.kind in EDITS else ""
        self._check_clock()
        attempt = self._intend(utterance.id)
        if isinstance(attempt, Heard):
            return attempt
        try:
            with self.page.fenced(partial(self._last_check, utterance, attempt)):
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
        now = self.facebook_now()
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

    def _last_check(self, utterance: Utterance, attempt: int) -> None:
        """The connection stands and no byte has left: still the lease's holder, not paused, not called off."""
        with self.store.transaction() as record:
            record.check_lease(self.lease)
            reason = self.silent(record, utterance.contest)
            record.utterances.leaves(utterance.id, attempt, self.facebook_now())
        if reason:
            raise Withheld(reason)

    def _send(self, utterance: Utterance, photo_id: str, standing: str) -> str:
        if utterance.kind == Kind.REPLY:
            return self.page.reply(utterance.target, utterance.text)
        if utterance.kind in EDITS:
            edit = self.page.edit_comment if utterance.kind in OF_A_REPLY else self.page.edit_post
            edit(utterance.target, f"{standing}\n\n{utterance.text}")
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
            record.utterances.end_attempt(row, "said", self.facebook_now(), said_id, number=attempt)
        log.info("said the %s of contest %s", utterance.kind, utterance.contest, extra={"action": "said"})
        return Heard(State.SAID, said_id)

    def _withheld(self, utterance_id: int, attempt: int, error: Withheld) -> Heard:
        self._nothing_left(utterance_id, attempt, "withheld", error.message)
        return Heard(State.PAUSED, note=error.message)

    def _never_left(self, utterance_id: int, attempt: int, error: NotSent) -> Heard:
        self._nothing_left(utterance_id, attempt, "not sent", error.message)
        return Heard(State.LATER, why=error)

    def _nothing_left(self, utterance_id: int, attempt: int, why: str, detail: str) -> None:
        with self.store.transaction() as record:
            record.check_lease(self.lease)
            row = record.utterances.get(utterance_id)
            record.utterances.not_sent(row, self.facebook_now(), why, detail, number=attempt)

    def _unknown(self, utterance_id: int, attempt: int, error: Unknown) -> Heard:
        """Look at once: most of what a 500 denies stands on the Page already.

        Only a look that Facebook answers tells when the call was surely over.
        """
        with self.store.view() as record:
            row = record.utterances.get(utterance_id)
        found, over = [], None
        with suppress(GraphError):
            found = self._look(row)
            over = self.facebook_now()
        with self.store.transaction() as record:
            record.check_lease(self.lease)
            row = record.utterances.get(utterance_id)
            record.utterances.end_attempt(row, "unknown", over, error.message, number=attempt)
        return self._adopt(row, found) if found else Heard(State.SETTLING, why=error)

    def _refused(self, utterance_id: int, attempt: int, error: Refused) -> Heard:
        detail = f"{error.code}/{error.subcode}"
        with self.store.transaction() as record:
            record.check_lease(self.lease)
            row = record.utterances.get(utterance_id)
            row.outcome, row.note = Outcome.REFUSED, error.message
            if not isinstance(error, Blocked | PermissionLost | RateLimited | TokenDead):
                row.photo_uploaded_at = None  # it may be the upload that is gone: the next attempt makes another
            record.utterances.end_attempt(row, "refused", self.facebook_now(), detail, number=attempt)
        if isinstance(error, Blocked | RateLimited | TokenDead):
            raise error  # nothing else is to be said either
        return Heard(State.REFUSED, why=error, note=error.message)


def _next_attempt(utterance: Utterance) -> datetime | None:
    if utterance.outcome == Outcome.REFUSED and utterance.last_attempt_at:
        return utterance.last_attempt_at + REFUSED_AGAIN * min(utterance.attempts, 10)
    return attempt_due(utterance)
