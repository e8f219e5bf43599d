"""Rows made for the tests, ordinary in everything that a test does not name."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from captionbot.contest.stages import Stage
from captionbot.facts import terms_as_kept
from captionbot.store.photos import PhotoFacts
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Decision, Utterance
from captionbot.store.utterances import Kind
from tests.contest.made import CLOSES, OPENS, TERMS

SLOT = OPENS
"""Friday 27 November 2026, 10:00 in Chicago."""
ANNOUNCES = datetime(2026, 12, 1, 16, 0, tzinfo=UTC)
MARKER = "Beat the Caption · Friday 27 November 2026"
POST_AT = "friday 10:00 America/Chicago"
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def contest(**changes: Any) -> Contest:
    """A contest that has just begun and belongs to no Page yet."""
    ordinary = {
        "slot_key": "2026-W48",
        "slot_at": SLOT,
        "stage": Stage.POSTING,
        "photo": "1974-mounted-patrol.jpg",
        "photo_sha256": "a" * 64,
        "photo_in": "queue",
        "sidecar": {},
        "terms": terms_as_kept(TERMS),
        "marker": MARKER,
        "opens_at": SLOT,
        "closes_at": CLOSES,
        "announces_at": ANNOUNCES,
        "post_until": SLOT + 6 * HOUR,
        "next_reading_at": SLOT,
        "held": "",
        "doubts": [],
        "approved_by": "",
        "note": "",
    }
    return Contest(**(ordinary | changes))


def begun(record: Record, **changes: Any) -> Contest:
    """A contest in the record."""
    row = contest(**changes)
    record.contests.add(row)
    return row


def utterance(**changes: Any) -> Utterance:
    """The post of contest no. 1, not said yet."""
    ordinary = {
        "contest": 1,
        "kind": Kind.POST,
        "decision": 0,
        "text": f"What's the caption?\n\n{MARKER}",
        "marker": MARKER,
        "target": "",
        "not_before": SLOT - 10 * MINUTE,
        "outcome": "intended",
        "attempts": 0,
        "note": "",
    }
    return Utterance(**(ordinary | changes))


def decision(**changes: Any) -> Decision:
    """The tally's own decision."""
    ordinary = {
        "kind": "tally",
        "comment_id": "1",
        "caption": "Caption number 1",
        "winner": "Fan 1",
        "votes": 9,
        "by": "captionbot",
        "because": "most votes",
        "at": CLOSES,
    }
    return Decision(**(ordinary | changes))


def facts(of: str, **changes: Any) -> PhotoFacts:
    """Those of an ordinary photo, which is told apart from others by ``of``."""
    ordinary: dict[str, Any] = {
        "sha256": hashlib.sha256(of.encode()).hexdigest(),
        "kind": "JPEG",
        "width": 4000,
        "height": 3000,
        "jpeg": b"\xff\xd8" + of.encode(),
        "sent_width": 2048,
        "sent_height": 1536,
        "brightness": 0.5,
        "likeness": "",
        "drafts": {},
        "small": b"\xff\xd8\xff small " + of.encode(),
    }
    return PhotoFacts(**(ordinary | changes))
