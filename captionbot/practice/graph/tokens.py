"""Who is calling: tokens, what they may do, and whether they still live."""

import hashlib
import hmac
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from captionbot.practice.graph.answers import INVALID, TOKEN, Refusal, invalid, refusal
from captionbot.practice.settings import CONTEST_PERMISSIONS, PracticeSettings

NO_TOKEN = 104


class TokenKind(StrEnum):
    """The kinds of token, as `/debug_token` writes them."""

    PAGE = "PAGE"
    USER = "USER"
    APP = "APP"


@dataclass(frozen=True, slots=True)
class Token:
    """A token and what is known of it."""

    text: str = field(repr=False)
    kind: TokenKind
    scopes: tuple[str, ...] = CONTEST_PERMISSIONS
    dead: int | None = None
    """The subcode of 190 it died by (0: none given); None while it lives."""
    expires_at: datetime | None = None
    data_access_expires_at: datetime | None = None


class Tokens:
    """All the tokens that the pretend Facebook has given out."""

    def __init__(self, settings: PracticeSettings) -> None:
        """Give out the Page's token, the user's and the app's."""
        self.settings = settings
        self._known: dict[str, Token] = {}
        self.put(Token(settings.page_token, TokenKind.PAGE))
        self.put(Token(settings.user_token, TokenKind.USER))
        self.put(Token(f"{settings.app_id}|{settings.app_secret}", TokenKind.APP))

    def put(self, token: Token) -> None:
        """Give out a token, or change what is known of one."""
        self._known[token.text] = token

    def get(self, text: str) -> Token | None:
        """Look a token up."""
        return self._known.get(text)

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
        subcode = _died_by(token, now)
        told: dict[str, Any] = {
            "app_id": self.settings.app_id,
            "type": token.kind.value,
            "application": "Practice",
            "data_access_expires_at": _epoch(token.data_access_expires_at),
            "expires_at": _epoch(token.expires_at),
            "is_valid": subcode is None,
            "scopes": list(token.scopes),
            "granular_scopes": [{"scope": one, "target_ids": [self.settings.page_id]} for one in token.scopes],
            "user_id": self.settings.page_id[:-1] + "9",
        }
        if token.kind is TokenKind.PAGE:
            told["profile_id"] = self.settings.page_id
        if subcode is not None:
            told["error"] = _error(refusal(TOKEN, subcode or None))
        return told

    def change(self, text: str, **facts: Any) -> Token:
        """Change some of what is known of a token; one that is not known yet is given out as a Page token."""
        token = replace(self._known.get(text) or Token(text, TokenKind.PAGE), **facts)
        self.put(token)
        return token


def _died_by(token: Token, now: datetime) -> int | None:
    if token.dead is None and token.expires_at is not None and now >= token.expires_at:
        return 463
    return token.dead


def _epoch(at: datetime | None) -> int:
    return int(at.timestamp()) if at is not None else 0


def _error(refused: Refusal) -> dict[str, Any]:
    told: dict[str, Any] = {"code": refused.code, "message": str(refused)}
    return told if refused.subcode is None else {**told, "subcode": refused.subcode}
