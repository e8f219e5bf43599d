"""What was said in public, written down before it is said."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from captionbot.store.schema import Attempt, Utterance

LONGEST_CALL = timedelta(minutes=2)
"""The wire's own deadline for one call: what was sent is accepted by then, or never."""


class Kind(StrEnum):
    """What is said for a contest."""

    POST = "post"
    REPLY = "reply"
    ANNOUNCEMENT = "announcement"
    EDIT = "edit"
    """Of the contest post: our words are added to whatever stands there."""
    CORRECTED_REPLY = "corrected-reply"
    """Of our reply to whom we named before: it points to the correction. Its decision is that of the reply."""
    CORRECTED_RESULT = "corrected-result"
    """Of the announcement that named another winner before: it points to the correction."""
    WITHDRAWN_REPLY = "withdrawn-reply"
    """Of our reply to a winner whose result was retracted; so with the two below."""
    WITHDRAWN_RESULT = "withdrawn-result"
    WITHDRAWN_EDIT = "withdrawn-edit"


RESULTS = (Kind.REPLY, Kind.ANNOUNCEMENT, Kind.EDIT)
"""What names a winner."""

CORRECTED = {Kind.REPLY: Kind.CORRECTED_REPLY, Kind.ANNOUNCEMENT: Kind.CORRECTED_RESULT}
"""What is added to a result once another is right."""

WITHDRAWN = {
    Kind.REPLY: Kind.WITHDRAWN_REPLY,
    Kind.ANNOUNCEMENT: Kind.WITHDRAWN_RESULT,
    Kind.EDIT: Kind.WITHDRAWN_EDIT,
}
"""What is added to a result that was retracted."""

EDITS = frozenset({Kind.EDIT, *CORRECTED.values(), *WITHDRAWN.values()})
"""What is added to words of ours that stand on the Page."""

OF_A_REPLY = frozenset({Kind.CORRECTED_REPLY, Kind.WITHDRAWN_REPLY})


NAMES = {
    Kind.POST: "post",
    Kind.REPLY: "reply",
    Kind.ANNOUNCEMENT: "announcement",
    Kind.EDIT: "edit",
    Kind.CORRECTED_REPLY: "note in the old reply",
    Kind.CORRECTED_RESULT: "note in the old announcement",
    Kind.WITHDRAWN_REPLY: "note in the reply",
    Kind.WITHDRAWN_RESULT: "note in the announcement",
    Kind.WITHDRAWN_EDIT: "note in the contest post",
}
"""What an act is called in a sentence."""


class Outcome(StrEnum):
    """What is known of an utterance."""

    INTENDED = "intended"
    """Nothing of it stands on the Page."""
    UNKNOWN = "unknown"
    """It was sent, and nobody knows yet whether it stands."""
    SAID = "said"
    REFUSED = "refused"
    GIVEN_UP = "given up"
    """It is not said by itself any more."""


def drafted(
    contest: int, kind: Kind, text: str, *, decision: int, not_before: datetime, marker: str = "", target: str = ""
) -> Utterance:
    """Something to be said, of which nothing stands yet."""
    return Utterance(
        contest=contest,
        kind=kind,
        decision=decision,
        text=text,
        marker=marker,
        target=target,
        not_before=not_before,
        outcome=Outcome.INTENDED,
        attempts=0,
        note="",
    )


class Utterances:
    """The shelf of utterances."""

    def __init__(self, session: Session, page_id: str) -> None:
        """Belongs to a Record."""
        self._session, self.page_id = session, page_id

    def get(self, utterance_id: int) -> Utterance:
        """One utterance by its key."""
        return self._session.get_one(Utterance, utterance_id)

    def find(self, contest: int, kind: str, decision: int = 0) -> Utterance | None:
        """The utterance of a contest, kind and decision, if it was intended yet."""
        query = select(Utterance).filter_by(page_id=self.page_id, contest=contest, kind=kind, decision=decision)
        return self._session.scalars(query).first()

    def post_of(self, contest: int) -> Utterance:
        """The post of a contest: it is intended in the transaction in which the contest begins."""
        query = select(Utterance).filter_by(page_id=self.page_id, contest=contest, kind=Kind.POST)
        return self._session.scalars(query).one()

    def of_contest(self, contest: int) -> Sequence[Utterance]:
        """Everything said, or meant to be, for one contest."""
        query = select(Utterance).filter_by(page_id=self.page_id, contest=contest)
        return self._session.scalars(query.order_by(Utterance.id)).all()

    def results(self, contest: int) -> list[Utterance]:
        """What was said for a contest and names a winner of it, oldest first."""
        rows = self.of_contest(contest)
        return [row for row in rows if row.kind in RESULTS and row.outcome == Outcome.SAID]

    def withdrawing(self) -> Sequence[int]:
        """Contests of whose retracted results something is still to be said so, oldest first."""
        done = (Outcome.SAID, Outcome.GIVEN_UP)
        query = select(Utterance.contest).filter_by(page_id=self.page_id).distinct().order_by(Utterance.contest)
        query = query.where(Utterance.kind.in_(WITHDRAWN.values()), Utterance.outcome.not_in(done))
        return self._session.scalars(query).all()

    def intend(self, utterance: Utterance) -> Utterance:
        """Write down what is going to be said."""
        utterance.page_id = self.page_id
        self._session.add(utterance)
        self._session.flush()
        return utterance

    def claimed(self, but: int) -> set[str]:
        """Facebook's ids of everything that we said, but for one utterance."""
        query = select(Utterance.said_id).where(
            Utterance.page_id == self.page_id, Utterance.said_id.is_not(None), Utterance.id != but
        )
        return {said for said in self._session.scalars(query) if said}

    def attempts(self, utterance: int) -> Sequence[Attempt]:
        """Every attempt at one utterance, in order."""
        query = select(Attempt).where(Attempt.utterance == utterance)
        return self._session.scalars(query.order_by(Attempt.number)).all()

    def ever_unknown(self, utterance: int) -> bool:
        """Whether any attempt at it left us in doubt."""
        return bool(self.in_doubt(utterance))

    def in_doubt(self, utterance: int) -> list[Attempt]:
        """The attempts at it of which Facebook never said clearly what came of them, in order."""
        return [attempt for attempt in self.attempts(utterance) if attempt.outcome in {"unknown", "absent"}]

    def begin_attempt(self, utterance: Utterance, token: int, now: datetime) -> Attempt:
        """Write down that a byte is about to leave: from here on the outcome is unknown."""
        number = len(self.attempts(utterance.id)) + 1
        attempt = Attempt(utterance=utterance.id, number=number, page_id=self.page_id, lease_token=token, begun_at=now)
        attempt.outcome, attempt.detail = "unknown", ""
        self._session.add(attempt)
        utterance.outcome = Outcome.UNKNOWN
        utterance.attempts += 1
        utterance.first_attempt_at = utterance.first_attempt_at or now
        utterance.last_attempt_at = now
        return attempt

    def leaves(self, utterance_id: int, number: int, at: datetime) -> None:
        """The first byte of an attempt leaves now; ``at`` is by Facebook's clock, as is every attempt's end."""
        self._session.get_one(Attempt, (utterance_id, number)).begun_at = at

    def surely_over(self, utterance_id: int) -> datetime:
        """The instant of Facebook's clock by which the newest attempt had surely ended."""
        newest = self.attempts(utterance_id)[-1]
        return newest.ended_at or newest.begun_at + LONGEST_CALL

    def end_attempt(
        self, utterance: Utterance, outcome: str, at: datetime | None, detail: str = "", *, number: int | None = None
    ) -> None:
        """Write down how an attempt went: the one of that number, else the newest.

        ``at`` is None where nobody knows when it ended.
        """
        attempts = self.attempts(utterance.id)
        for attempt in [one for one in attempts if one.number == number] or attempts[-1:]:
            attempt.outcome, attempt.ended_at, attempt.detail = outcome, at, detail

    def said(self, utterance: Utterance, said_id: str, now: datetime) -> None:
        """It stands on the Page under this id."""
        utterance.outcome, utterance.said_id, utterance.said_at = Outcome.SAID, said_id, now

    def not_sent(
        self, utterance: Utterance, now: datetime, why: str, detail: str, *, number: int | None = None
    ) -> None:
        """Nothing left this machine: the attempt uses up none of the utterance's chances."""
        self.end_attempt(utterance, why, now, detail, number=number)
        utterance.attempts -= 1
        utterance.outcome = Outcome.INTENDED
        if utterance.attempts == 0:
            utterance.first_attempt_at = None

    def not_live(self, utterance: Utterance, now: datetime, who: str) -> None:
        """A person has looked: none of the attempts stands. It may be said anew."""
        for attempt in self.attempts(utterance.id):
            attempt.outcome, attempt.ended_at, attempt.detail = "not live", now, who
        utterance.outcome, utterance.attempts, utterance.first_attempt_at = Outcome.INTENDED, 0, None

    def absent(self, utterance: Utterance, now: datetime) -> None:
        """Surely not on the Page: another attempt may be made."""
        self.end_attempt(utterance, "absent", now)
        utterance.outcome = Outcome.INTENDED


ATTEMPTS_AT = (timedelta(0), timedelta(minutes=10), timedelta(minutes=30), timedelta(minutes=90))
"""When, after the first attempt, each further one may be made; then at thrice the last span each time."""


def attempt_due(utterance: Utterance) -> datetime | None:
    """The earliest instant for the next attempt; None: at once."""
    if utterance.first_attempt_at is None:
        return None
    number = utterance.attempts
    if number < len(ATTEMPTS_AT):
        return utterance.first_attempt_at + ATTEMPTS_AT[number]
    thrice: int = 3 ** min(number - len(ATTEMPTS_AT) + 1, 6)
    return utterance.first_attempt_at + ATTEMPTS_AT[-1] * thrice
