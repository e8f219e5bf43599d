"""How the program itself is: its token, the version of the Graph API that it speaks, and what it should say of them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from captionbot.contest.timetable import plain_date, said_date
from captionbot.errors import GraphError
from captionbot.graph.tokens import NEEDED, TokenFacts
from captionbot.graph.versions import NEWEST, last_day
from captionbot.settings import Settings
from captionbot.store.record import Record

TOKEN_AHEAD = timedelta(days=14)
"""So long before a token ends staff hear of it; a new one takes somebody who may make it."""
VERSION_AHEAD = timedelta(days=90)
UNUSED = timedelta(days=90)
"""Facebook takes a permission back that an app hasn't used for so long (developers.facebook.com/docs/permissions)."""
USES = {"pages_manage_posts": "posted", "pages_manage_engagement": "announced"}
"""Permissions that only a contest uses, and the act in the audit that shows it; readings use the others."""
HOURS = ("expires_at", "reads_until", "issued_at")
"""What of a token is an instant; a record of an older captionbot lacks the last."""
TICK_LATE = timedelta(minutes=15)
"""A tick comes every half minute, or every few where cron calls it; after so long something is wrong."""
SETUP = "docs/facebook-setup.md"
RENEW = f"Make a new Page token ({SETUP}) and give it to `captionbot token`; captionbot goes on with it by itself."
SWAP = "`captionbot token` takes it, swaps it for the Page's own and writes that into .env."
UNASKED = "FACEBOOK_APP_ID and FACEBOOK_APP_SECRET are not both set, so Facebook can't be asked about the token."
GIVE_BOTH = f"Put both in .env; {SETUP} says where they stand."


NEVER = datetime.min.replace(tzinfo=UTC)
"""Before any act."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something about the program's own state that a person should mend."""

    what: str
    do: str
    stops: bool
    """It stops contests now; otherwise it will."""
    key: str
    """Under which staff are told of it once."""


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Why nobody knows what Facebook says of the token."""

    what: str
    do: str


def basis(settings: Settings) -> str:
    """What is asked about, as a digest: another token, app or version is asked about anew."""
    parts = (
        settings.facebook_page_token.get_secret_value(),
        settings.facebook_app_id,
        settings.facebook_app_secret.get_secret_value(),
        settings.facebook_graph_version,
    )
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def as_kept(facts: TokenFacts, of: str) -> dict[str, Any]:
    """Facts in the form in which the record keeps them."""
    kept = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(facts).items()}
    return {"of": of, **kept, "permissions": list(facts.permissions)}


def as_unsaid(error: GraphError, of: str) -> dict[str, Any]:
    """That Facebook did not say, in the form in which the record keeps it."""
    return {"of": of, "unsaid": error.message, "do": error.do}


def kept(facts: Mapping[str, Any]) -> TokenFacts | Unsaid:
    """What the record keeps, as it was."""
    if "unsaid" in facts:
        return Unsaid(str(facts["unsaid"]), str(facts.get("do", "")))
    read: dict[str, Any] = {one.name: facts.get(one.name) for one in fields(TokenFacts)}
    hours = {name: read[name] and datetime.fromisoformat(read[name]) for name in HOURS}
    return TokenFacts(**(read | hours | {"permissions": tuple(read["permissions"])}))


def last_said(record: Record, settings: Settings) -> tuple[datetime, TokenFacts | Unsaid] | None:
    """When Facebook was asked last about the very token in force, and what it said; None: it has not been yet."""
    row = record.health.token()
    if row is None or row.facts.get("of") != basis(settings):
        return None
    return row.asked_at, kept(row.facts)


def against_token(record: Record, settings: Settings, now: datetime) -> str:
    """What Facebook said last against the token in force that stops contests now; empty where it said nothing."""
    said = last_said(record, settings)
    found = token_troubles(said[1], settings, now) if said and isinstance(said[1], TokenFacts) else []
    return next((one.what for one in found if one.stops), "")


def is_still(last_tick: datetime | None, now: datetime) -> bool:
    """Whether nobody looks at what is due; a tick that lies ahead proves nothing, for a clock was ahead."""
    return last_tick is None or abs(now - last_tick) > TICK_LATE


def token_troubles(facts: TokenFacts, settings: Settings, now: datetime) -> list[Trouble]:
    """What is wrong with the token, or will be soon."""
    if not facts.valid:
        why = f" ({facts.why.rstrip('.')})" if facts.why else ""
        return [
            Trouble(f"Facebook says that the Page token no longer works{why}.", RENEW, stops=True, key="token dead")
        ]
    wrong = _of_somebody_else(facts, settings.facebook_page_id)
    if wrong:
        return [Trouble(wrong, _swap(facts), stops=True, key="token of another")]
    return [*_lacks(facts), *_ends(facts, settings, now)]


def _of_somebody_else(facts: TokenFacts, page_id: str) -> str:
    if facts.kind not in {"PAGE", ""}:
        return f"The token is no Page's: Facebook calls it {facts.kind}."
    if facts.page_id not in {page_id, ""}:
        return f"The token is the Page {facts.page_id}'s, and FACEBOOK_PAGE_ID is {page_id}."
    return ""


def _swap(facts: TokenFacts) -> str:
    return f"Make the Page's own token ({SETUP})." if facts.kind == "PAGE" else SWAP


def _lacks(facts: TokenFacts) -> list[Trouble]:
    lacking = [name for name in NEEDED if name not in facts.permissions]
    if not lacking:
        return []
    what = f"The token lacks {'a permission' if len(lacking) == 1 else 'permissions'}: {', '.join(lacking)}."
    return [
        Trouble(
            what, f"Grant the app its permissions again and make a new token ({SETUP}).", stops=True, key="token lacks"
        )
    ]


def _ends(facts: TokenFacts, settings: Settings, now: datetime) -> list[Trouble]:
    """What is over by the hour it was given stops contests by itself: nobody has to ask Facebook for that."""
    found = []
    if facts.expires_at and facts.expires_at - now <= TOKEN_AHEAD:
        over, verb, day = _ending(facts.expires_at, settings, now)
        found.append(Trouble(f"The Page token {verb} on {day}.", RENEW, stops=over, key=f"token {verb} {day}"))
    if facts.reads_until and facts.reads_until - now <= TOKEN_AHEAD:
        over, verb, day = _ending(facts.reads_until, settings, now)
        since = "since then" if over else "after that"
        what = f"The app's leave to read what people write {verb} on {day}; {since} captions may stay away."
        do = f"Whoever made the token signs in to the app once more, as when it was made ({SETUP})."
        found.append(Trouble(what, do, stops=False, key=f"token reads until {day}{' over' if over else ''}"))
    return found


def _ending(at: datetime, settings: Settings, now: datetime) -> tuple[bool, str, str]:
    """Whether it is over, the verb for that, and the day."""
    over = at <= now
    return over, "ended" if over else "ends", said_date(at, settings.zone)


def version_troubles(settings: Settings, now: datetime) -> list[Trouble]:
    """That the version of the Graph API has ended, or ends soon."""
    version = settings.facebook_graph_version
    last = last_day(version)
    if last is None or last - now.date() > VERSION_AHEAD:
        return []
    over = last < now.date()
    ends = f"Facebook {'ended' if over else 'ends'} Graph {version} on {plain_date(last)}"
    what = f"{ends}{'; another answers in its place' if over else ''}."
    do = f"Bring captionbot up to date if it is old, set FACEBOOK_GRAPH_VERSION={NEWEST}, and run `captionbot check`."
    return [Trouble(what, do, stops=False, key=f"version {'ended' if over else 'ends'} {version}")]


def unused_troubles(record: Record, settings: Settings, now: datetime) -> list[Trouble]:
    """Permissions that Facebook takes back soon, or has taken back, because nothing was said on the Page for long."""
    found = []
    for permission, act in USES.items():
        used = next(iter(record.staff.audit_of(act, NEVER, 1)), None)
        if used is None or now - used.at < UNUSED - TOKEN_AHEAD:
            continue
        last, until = (said_date(one, settings.zone) for one in (used.at, used.at + UNUSED))
        taken = f"after 90 days without use Facebook takes {permission} back, on {until}"
        what = f"captionbot {act} something last on {last}: {taken}."
        do = (
            f"Hold a contest before that day (`captionbot post-now`), or grant it again and make a new token ({SETUP})."
        )
        found.append(Trouble(what, do, stops=False, key=f"unused {permission} {last}"))
    return found
