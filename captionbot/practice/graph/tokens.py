"""Who is calling: tokens, what they may do, and whether they still live."""

import hashlib
import hmac
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from captionbot.practice.graph.answers import INVALID, TOKEN, Refusal, invalid, refusal
from captionbot.practice.settings import CONTEST_PERMISSIONS, PracticeSettings

NO_TOKEN = 104
LONG_LIVED = timedelta(days=2)
"""A person's token of an hour or two is a short one; a long one has 60 days."""


class TokenKind(StrEnum):
    """The kinds of token, as `/debug_token` writes them."""

    PAGE = "PAGE"
    USER = "USER"
    SYSTEM_USER = "SYSTEM_USER"
    APP = "APP"


ALL_TASKS = ("MODERATE", "CREATE_CONTENT", "MANAGE")


@dataclass(frozen=True, slots=True)
class Token:
    """A token and what is known of it."""

    text: str = field(repr=False)
    kind: TokenKind
    page_id: str = ""
    """Of a Page's token: another Page's than the one that this world is about."""
    scopes: tuple[str, ...] = CONTEST_PERMISSIONS
    dead: int | None = None
    """The subcode of 190 it died by (0: none given); None while it lives."""
    expires_at: datetime | None = None
    data_access_expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """A Page that somebody may act for, as `/me/accounts` lists it."""

    page_id: str
    name: str
    tasks: tuple[str, ...] = ALL_TASKS


class Tokens:
    """All the tokens that the pretend Facebook has given out."""

    def __init__(self, settings: PracticeSettings) -> None:
        """Give out the Page's token, the user's, the System User's and the app's."""
        self.settings = settings
        self._known: dict[str, Token] = {}
        self._made = 1
        self.put(Token(settings.page_token, TokenKind.PAGE))
        self.put(Token(settings.user_token, TokenKind.USER))
        self.put(Token(settings.system_token, TokenKind.SYSTEM_USER))
        self.put(Token(f"{settings.app_id}|{settings.app_secret}", TokenKind.APP))

    def put(self, token: Token) -> None:
        """Give out a token, or change what is known of one."""
        self._known[token.text] = token

    def get(self, text: str) -> Token | None:
        """Look a token up."""
        return self._known.get(text)

    def accounts(self, kind: TokenKind) -> list[Account]:
        """The Pages that the holder of such a token may act for: a System User has two more."""
        own = Account(self.settings.page_id, self.settings.page_name)
        if kind is TokenKind.USER:
            return [own]
        others = [Account(page_id, name, tasks) for page_id, name, tasks in self.settings.other_pages]
        return [*others, own] if kind is TokenKind.SYSTEM_USER else []

    def page_token(self, page_id: str, holder: Token, now: datetime) -> str:
        """A Page's token that lives, as long as its holder's where that ends within hours; a new one if there is none.

        developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived
        """
        of = "" if page_id == self.settings.page_id else page_id
        ends = holder.expires_at if holder.expires_at and holder.expires_at - now < LONG_LIVED else None
        for token in self._known.values():
            if (token.kind, token.page_id, token.expires_at) == (TokenKind.PAGE, of, ends) and not _is_dead(token, now):
                return token.text
        return self._make(self.settings.page_token, TokenKind.PAGE, page_id=of, expires_at=ends)

    def lengthened(self, given: Token, now: datetime) -> str:
        """A long-lived token for a short one; one that is long already stays."""
        if given.expires_at is None or given.expires_at - now >= LONG_LIVED:
            return given.text
        return self._make(given.text, given.kind, expires_at=now + timedelta(days=60))

    def _make(self, like: str, kind: TokenKind, **facts: Any) -> str:
        self._made += 1
        self.put(Token(f"{like}-{self._made}", kind, **facts))
        return f"{like}-{self._made}"

    def caller(self, text: str | None, proof: str | None, now: datetime) -> Token:
        """Tell who calls with this token; a Refusal where nobody does."""
        if not text:
            raise Refusal(NO_TOKEN, "An access token is required to request this resource.")
        token = self._known.get(text)
        if token is None:
            raise refusal(TOKEN)
        subcode = _died_by(token, now)
        if subcode is not None:
            raise refusal(TOKEN, subcode or None)
        if token.kind is not TokenKind.APP:
            self._check_proof(text, proof)
        return token

    def _check_proof(self, text: str, proof: str | None) -> None:
        if not self.settings.app_secret:
            return
        if proof is None:
            if self.settings.demand_proof:
                raise invalid("API calls from the server require an appsecret_proof argument")
            return
        right = hmac.new(self.settings.app_secret.encode(), text.encode(), hashlib.sha256).hexdigest()
        if not hmac.compare_digest(right.encode(), proof.encode()):
            raise Refusal(INVALID, "Invalid appsecret_proof provided in the API argument")

    def describe(self, text: str, now: datetime) -> dict[str, Any]:
        """Answer `/debug_token` about a token."""
        token = self._known.get(text)
        if token is None:
            return {"is_valid": False, "scopes": [], "error": _error(refusal(TOKEN))}
        subcode, page_id = _died_by(token, now), token.page_id or self.settings.page_id
        told: dict[str, Any] = {
            "app_id": self.settings.app_id,
            "type": token.kind.value,
            "application": "Practice",
            "data_access_expires_at": _epoch(token.data_access_expires_at),
            "expires_at": _epoch(token.expires_at),
            "is_valid": subcode is None,
            "scopes": list(token.scopes),
            "granular_scopes": [{"scope": one, "target_ids": [page_id]} for one in token.scopes],
            "user_id": self.settings.page_id[:-1] + "9",
        }
        if token.kind is TokenKind.PAGE:
            told["profile_id"] = page_id
        if subcode is not None:
            told["error"] = _error(refusal(TOKEN, subcode or None))
        return told

    def change(self, text: str, **facts: Any) -> Token:
        """Change some of what is known of a token; one that is not known yet is given out as a Page token."""
        token = replace(self._known.get(text) or Token(text, TokenKind.PAGE), **facts)
        self.put(token)
        return token


def _is_dead(token: Token, now: datetime) -> bool:
    return _died_by(token, now) is not None


def _died_by(token: Token, now: datetime) -> int | None:
    if token.dead is None and token.expires_at is not None and now >= token.expires_at:
        return 463
    return token.dead


def _epoch(at: datetime | None) -> int:
    return int(at.timestamp()) if at is not None else 0


def _error(refused: Refusal) -> dict[str, Any]:
    told: dict[str, Any] = {"code": refused.code, "message": str(refused)}
    return told if refused.subcode is None else {**told, "subcode": refused.subcode}
