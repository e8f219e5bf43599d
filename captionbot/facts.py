"""Where a contest stands, read from its record: the facts that the core decides by."""

from dataclasses import asdict, fields
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from captionbot.contest.stages import Facts, Stage
from captionbot.contest.terms import Terms
from captionbot.contest.wording import NOBODY_KNOWN, Credited
from captionbot.photos.words.sidecar import Sidecar
from captionbot.store.schema import Contest, Decision


def facts_of(contest: Contest) -> Facts:
    """What there is to know of a contest in order to tell what it needs."""
    terms = terms_of(contest)
    return Facts(
        stage=Stage(contest.stage),
        closes_at=contest.closes_at,
        announces_at=contest.announces_at,
        announce_within=timedelta(days=terms.announce_within_days),
        next_reading_at=contest.next_reading_at,
        has_winner=contest.decision is not None,
        review_required=terms.review == "required",
        held=contest.held,
        doubts=tuple(contest.doubts),
        approved_at=contest.approved_at,
    )


def terms_of(contest: Contest) -> Terms:
    """The terms that the contest began with."""
    known = {field.name for field in fields(Terms)}
    kept: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in contest.terms.items() if k in known}
    return Terms(**kept)


def kept_terms(contest: Contest, now: Terms) -> list[str]:
    """The settings that have changed since a contest began, which keeps them: ``CLOSE_AT monday 10:00 (now …)``."""
    kept = terms_of(contest)
    pairs = {field.name: (getattr(kept, field.name), getattr(now, field.name)) for field in fields(Terms)}
    return [f"{name.upper()} {_shown(old)} (now {_shown(new)})" for name, (old, new) in pairs.items() if old != new]


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return (",".join(value) if isinstance(value, tuple) else str(value)) or "empty"


def zone_of(contest: Contest) -> ZoneInfo:
    """The zone in which people are told the contest's hours."""
    return ZoneInfo(terms_of(contest).timezone)


def credited(decision: Decision) -> Credited:
    """The winner as it is announced: in the words that were written, or in those that staff gave for them."""
    name = decision.winner if decision.said_name is None else decision.said_name
    return Credited(decision.said_caption or decision.caption, None if name == NOBODY_KNOWN else name, decision.votes)


def terms_as_kept(terms: Terms) -> dict[str, Any]:
    """Terms in the form in which the record keeps them."""
    return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(terms).items()}


def sidecar_as_kept(sidecar: Sidecar) -> dict[str, Any]:
    """The words beside a photo in the form in which the record keeps them."""
    names = ("alt", "credit", "fact", "taken", "source", "rights", "people", "words")
    return {name: getattr(sidecar, name) for name in names}
