"""Taking a token in: what it is, for which Pages it may act, and the Page's own in its place.

A person's or a System User's token only fetches the Page's; it is kept nowhere.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from captionbot.contest.quoting import quoted
from captionbot.contest.timetable import said_date
from captionbot.errors import (
    Gone,
    GraphError,
    Incomplete,
    NotNow,
    NotSent,
    PermissionLost,
    RateLimited,
    Refused,
    TokenDead,
)
from captionbot.graph.access import Access
from captionbot.graph.granting import Granted, Granting, Holder
from captionbot.graph.page import Page
from captionbot.graph.tokens import TokenFacts
from captionbot.health import Trouble, token_troubles
from captionbot.settings import Settings

SETUP = "docs/facebook-setup.md"
TASKS = ("MODERATE", "CREATE_CONTENT")
"""What whoever made the token must be allowed to do on the Page."""
KINDS = {"USER": "a person's token", "SYSTEM_USER": "a System User's token"}
APPS_OWN = re.compile(r"[0-9]+\|")
"""How an app's own token begins (developers.facebook.com/docs/facebook-login/guides/access-tokens)."""
NAME_CUT = 60
NO_SUCH_EDGE = 100
"""Facebook's code for a Page's node that is asked for its Pages."""
NOT_TOLD = (
    "How long it lives, Facebook says only to an app that it knows: put FACEBOOK_APP_ID and FACEBOOK_APP_SECRET "
    f"into .env ({SETUP}, step 3)."
)
COPY_AGAIN = f"Copy it again, whole. If that doesn't help, make a new one: {SETUP}, step 5."
OF_PROOF = (100, 104)
"""Facebook's codes for a proof by another app's secret, among others."""
OTHER_APP = (
    "Either the token was made with another app than the one in .env, or FACEBOOK_APP_SECRET is another app's: "
    f"compare both, or empty FACEBOOK_APP_SECRET ({SETUP}, step 3)."
)
OUT_OF_REACH = (NotSent, Incomplete, RateLimited)
"""Errors that say nothing of the token."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How Facebook is asked about a token that is not in force."""

    access: Access
    """Where Facebook is, and the app; its token and Page are exchanged."""
    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    monotonic: Callable[[], float]
    keep_secret: Callable[[Access], None]
    """Told of each access before it is used, so that none of its secrets is logged."""

    def granting(self, token: str) -> Granting:
        """Facebook, asked by this token."""
        access = replace(self.access, token=token)
        self.keep_secret(access)
        return Granting(access, now=self.now, sleep=self.sleep, monotonic=self.monotonic)

    def page(self, token: str, page_id: str) -> Page:
        """A Page by a token that may be its own."""
        access = replace(self.access, token=token, page_id=page_id)
        self.keep_secret(access)
        return Page(access, now=self.now, sleep=self.sleep, monotonic=self.monotonic)


@dataclass(frozen=True, slots=True)
class Offered:
    """A token that somebody brings."""

    token: str = field(repr=False)
    holder: Holder
    pages: tuple[Granted, ...]
    """Those that it may act for; of a Page's own token that one."""
    kind: str = ""
    """PAGE, USER or SYSTEM_USER, where Facebook says so."""

    @property
    def named(self) -> str:
        """What it is, in words for the middle of a sentence."""
        if self.holder.is_page:
            return f"the own token of the Page {quoted(self.holder.name, NAME_CUT)}"
        kind = KINDS.get(self.kind, "a person's or a System User's token")
        return f"{kind}, of {quoted(self.holder.name, NAME_CUT)}"


@dataclass(frozen=True, slots=True)
class Admitted:
    """A Page's own token that works."""

    token: str = field(repr=False)
    page_id: str
    page_name: str
    came: str
    """What was brought."""
    facts: TokenFacts | None
    """What Facebook says of it; None where it doesn't."""
    unsaid: str
    """Why it doesn't."""
    fetched: bool
    """Whether it was fetched with what was brought."""

    def troubles(self, settings: Settings, now: datetime) -> Sequence[Trouble]:
        """What is wrong with it, or soon will be."""
        known = settings.model_copy(update={"facebook_page_id": self.page_id})
        return token_troubles(self.facts, known, now) if self.facts else ()

    def life(self, settings: Settings) -> str:
        """How long it lives, in a sentence."""
        if self.facts is None:
            return self.unsaid
        if self.facts.expires_at is None:
            return "Facebook names no day on which it ends."
        return f"It ends on {said_date(self.facts.expires_at, settings.zone)}."


def offered(reach: Reach, token: str) -> Offered:
    """Look whose token it is; NotNow where it is no use, OUT_OF_REACH where nobody can tell now."""
    if APPS_OWN.match(token):
        raise NotNow(
            "This is the app's own token (its id and its secret).", f"Make the Page's: {SETUP}, steps 5 and 6."
        )
    granting = reach.granting(token)
    try:
        holder, pages = _whose(granting)
    except OUT_OF_REACH:
        raise
    except TokenDead as error:
        raise NotNow(_not_taken(error), COPY_AGAIN) from error
    except Refused as error:
        do = OTHER_APP if reach.access.app_secret and error.code in OF_PROOF else error.do
        raise NotNow(f"Facebook doesn't say whose token this is. {error.message}.", do) from error
    facts, _ = _facts(reach, token, "")
    return Offered(token, holder, pages, facts.kind if facts else "")


def _not_taken(error: TokenDead) -> str:
    """That it isn't taken, and why where Facebook says why: it may never have been a token at all."""
    said = "Facebook doesn't take this token."
    return f"{said} {error.message}." if error.subcode else said


def _whose(granting: Granting) -> tuple[Holder, tuple[Granted, ...]]:
    """Whom a token speaks for, and the Pages that it may act for."""
    holder = granting.holder()
    if not holder.is_page:
        try:
            return holder, tuple(granting.pages())
        except PermissionLost:  # the Page may be known by its number all the same
            return holder, ()
        except Refused as error:
            if error.code != NO_SUCH_EDGE or isinstance(error, Gone):
                raise
    return replace(holder, is_page=True), (Granted(holder.graph_id, holder.name, None),)


def admitted(reach: Reach, offer: Offered, page_id: str) -> Admitted:
    """The own token of Page ``page_id``, fetched where another was brought; NotNow where it can't be had."""
    if offer.holder.is_page and offer.holder.graph_id != page_id:
        raise NotNow(
            f"This is {offer.named} ({offer.holder.graph_id}), and not of Page {page_id}.",
            "Bring that Page's token, or a System User's who may act for it.",
        )
    fetched = not offer.holder.is_page
    token = _swapped(reach, offer, page_id) if fetched else offer.token
    name = _sure(reach, token, page_id) if fetched else offer.holder.name
    facts, unsaid = _facts(reach, token, page_id)
    return Admitted(token, page_id, name, offer.named, facts, unsaid, fetched)


def lacking(page: Granted) -> str:
    """The tasks that are missing on a Page, with commas between; empty where none is, or nobody says."""
    return ", ".join(task for task in TASKS if page.tasks is not None and task not in page.tasks)


def _swapped(reach: Reach, offer: Offered, page_id: str) -> str:
    """The Page's token; of a person's token the long-lived form is asked, for the Page's lives as long as it does."""
    lasting = reach.granting(offer.token).lengthened() if offer.kind == "USER" else ""
    try:
        token = reach.granting(lasting or offer.token).page_token(page_id)
    except OUT_OF_REACH:
        raise
    except Refused as error:
        raise _not_theirs(offer, page_id) from error
    if not token:
        raise _not_theirs(offer, page_id)
    return token


def _not_theirs(offer: Offered, page_id: str) -> NotNow:
    theirs = ", ".join(f"{quoted(one.name, NAME_CUT)} ({one.page_id})" for one in offer.pages) or "no Page at all"
    return NotNow(
        f"This is {offer.named}, and Facebook gives it no token of Page {page_id}; it may act for {theirs}.",
        f"Assign the Page to the System User, or tick it in the login dialog: {SETUP}, step 5.",
    )


def _sure(reach: Reach, token: str, page_id: str) -> str:
    """The name of the Page that a fetched token speaks for, which must be the one that was asked for."""
    holder = reach.granting(token).holder()
    if not holder.is_page or holder.graph_id != page_id:
        raise NotNow(
            f"Facebook gave a token that is not of Page {page_id}.", f"Look it up by hand: {SETUP}, A new token later."
        )
    return holder.name


def _facts(reach: Reach, token: str, page_id: str) -> tuple[TokenFacts | None, str]:
    """What Facebook says of a token, or why it doesn't."""
    try:
        return reach.page(token, page_id).token(), NOT_TOLD
    except GraphError as error:
        return None, f"How long it lives nobody knows: {error.message}"
