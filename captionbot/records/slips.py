"""A result slip for each ending of a contest: made once, at the end of the tick in which it ended."""

import logging
import secrets
from collections.abc import Iterator
from datetime import datetime

from captionbot.contest.comment import last_segment
from captionbot.contest.forgetting import DESTROYED, SALT_BYTES
from captionbot.contest.slip import (
    TIE_BREAK,
    Json,
    about,
    canonical,
    instant,
    line,
    salted,
    sha256_of,
    slip_of,
    terms_by_rule,
)
from captionbot.contest.stages import Stage
from captionbot.facts import terms_of
from captionbot.records.dossier import Dossier, Kept, Salts
from captionbot.records.ending import WHY
from captionbot.store.papers import AT_A_TIME
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Reading, Slip, Utterance
from captionbot.store.utterances import Kind

log = logging.getLogger(__name__)


def make_slip(record: Record, number: int, now: datetime) -> Slip:
    """Put a slip of a contest's ending at the head of the chain."""
    contest, last = record.contests.get(number), record.papers.last_slip()
    dossier = Dossier(record, contest, None, now)
    why = _why(record, contest)
    place = (last.number + 1, last.digest) if last else (1, "")
    lines, salts = _lines(dossier)
    raw = slip_of(_rest(dossier, why, place, salts), lines)
    slip = Slip(
        number=place[0],
        contest=number,
        why=why,
        decision=contest.decision,
        body=raw.decode(),
        digest=sha256_of(raw),
        before=place[1],
        made_at=now,
    )
    record.papers.add_slip(slip)
    log.info("slip no. %s: contest no. %s %s", slip.number, number, why, extra={"action": "slip"})
    return slip


def _why(record: Record, contest: Contest) -> str:
    """The last of its stage's reasons where another result was public before, whether that has a slip or not."""
    whys = WHY[Stage(contest.stage)]
    before = any(why in whys for why in record.papers.whys(contest.number))
    return whys[-1] if before or any(_replaced(record, contest)) else whys[0]


def _replaced(record: Record, contest: Contest) -> Iterator[Utterance]:
    """What was said of another decision; a reply only while the comment that it answers is there."""
    for one in record.utterances.results(contest.number):
        answered = record.comments.get(contest.number, last_segment(one.target)) if one.kind == Kind.REPLY else None
        left = one.kind == Kind.REPLY and (answered is None or answered.withdrawn_at is not None)
        if one.decision != contest.decision and not left:
            yield one


def _lines(dossier: Dossier) -> tuple[list[bytes], dict[str, str]]:
    """The lines of the slip, and the salt of each comment by its id; those that have none yet are given one."""
    lines: list[bytes] = []
    salts: dict[str, str] = {}
    new: dict[str, str] = {}
    for kept in dossier.comments():
        if kept.record["salt"] is None:
            kept.record["salt"] = new[kept.record["comment_id"]] = secrets.token_hex(SALT_BYTES)
        salts[kept.record["comment_id"]] = kept.record["salt"]
        lines.append(canonical(line(kept.n, kept.record, kept.verdict, _digest(kept))))
        if len(new) >= AT_A_TIME:
            dossier.record.papers.salt(dossier.contest.number, new)
            new = {}
    dossier.record.papers.salt(dossier.contest.number, new)
    return lines, salts


def _digest(kept: Kept) -> str:
    """The digest of its record; one of nothing where that was destroyed."""
    return nothing() if kept.destroyed else salted(kept.record)


def nothing() -> str:
    """A digest that is none of any record."""
    return secrets.token_hex(32)


def _rest(dossier: Dossier, why: str, place: tuple[int, str], salts: dict[str, str]) -> Json:
    """The slip without its comments."""
    contest = dossier.contest

    def salt_of(comment_id: str) -> str:
        return salts.get(comment_id, DESTROYED)

    return {
        "about": about(contest.number, why, contest.decision),
        "page": dossier.record.page_id,
        "number": place[0],
        "before": place[1],
        "made_at": instant(dossier.until),
        "stage": contest.stage,
        "slot_at": instant(contest.slot_at),
        "window": {"opens_at": instant(contest.opens_at), "closes_at": instant(contest.closes_at)},
        "announces_at": instant(contest.announces_at),
        "votes_at": instant(contest.votes_at),
        "approved_at": instant(contest.approved_at),
        "photo": {"sha256": contest.photo_sha256, "words_sha256": sha256_of(canonical(contest.sidecar))},
        "terms": terms_by_rule(terms_of(contest)),
        "tie_break": TIE_BREAK,
        "readings": [_reading(one) for one in dossier.readings],
        "decisions": list(_decisions(dossier, salt_of)),
        "announced": [{"n": one["n"], "digest": salted(one)} for _, one in dossier.announced(salt_of)],
        "said": list(_said(dossier)),
    }


def _reading(one: Reading) -> Json:
    return {
        "begun_at": instant(one.begun_at),
        "ended_at": instant(one.ended_at),
        "rows": one.rows,
        "total": one.total,
        "complete": one.complete,
        "closing": one.closing,
        "note": one.note,
    }


def _decisions(dossier: Dossier, salt_of: Salts) -> Iterator[Json]:
    for one, record in dossier.decided(salt_of):
        yield {
            "number": one.number,
            "kind": one.kind,
            "n": dossier.lines.get(one.comment_id),
            "votes": one.votes,
            "at": instant(one.at),
            "digest": salted(record) if record else nothing(),
        }


def _said(dossier: Dossier) -> Iterator[Json]:
    for one in dossier.record.utterances.of_contest(dossier.contest.number):
        yield {
            "kind": one.kind,
            "decision": one.decision,
            "outcome": one.outcome,
            "id": one.said_id,
            "at": instant(one.said_at),
        }
