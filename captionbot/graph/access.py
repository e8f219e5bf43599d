"""Who we are to Facebook, and what must never be read by anyone else."""

import hashlib
import hmac
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

HIDDEN = "[hidden]"
# Facebook's own token may be quoted in part, or another one be named: they all begin alike.
_LIKE_A_TOKEN = re.compile(r"EAA[0-9A-Za-z]{17,}|(?<=access_token=)[^&\s\"'<>\\]+")


@dataclass(frozen=True, slots=True)
class Access:
    """The Page, its token, and where and how patiently Facebook is called."""

    page_id: str
    token: str = field(repr=False)
    graph_url: str = "https://graph.facebook.com"
    version: str = "v26.0"
    app_secret: str = field(default="", repr=False)
    """Empty where the Page's people did not give one; calls then carry no proof."""
    app_id: str = ""
    """Empty where they did not give it; then nobody can be asked about the token."""
    connect_seconds: float = 10.0
    read_seconds: float = 30.0
    """The longest silence in the middle of a call."""
    total_seconds: float = 120.0
    """The longest that one call may take, however busily it drips."""

    @property
    def host(self) -> str:
        """The host that is called, in lower case, without its port."""
        return urlsplit(self.graph_url).hostname or ""

    @property
    def outside(self) -> bool:
        """Whether a proxy of this machine's environment may be used: over TLS only, and not for this machine itself."""
        return urlsplit(self.graph_url).scheme == "https" and not _is_this_machine(self.host)

    @property
    def app_token(self) -> str:
        """The token of the app itself, for asking about others; empty without its id and its secret.

        developers.facebook.com/docs/facebook-login/guides/access-tokens
        """
        return f"{self.app_id}|{self.app_secret}" if self.app_id and self.app_secret else ""

    def proof(self) -> str:
        """The ``appsecret_proof`` of the token, or nothing without a secret.

        Hex HMAC-SHA256 of the token, keyed with the app's secret
        (developers.facebook.com/docs/graph-api/guides/secure-requests).
        """
        if not self.app_secret:
            return ""
        return hmac.new(self.app_secret.encode(), self.token.encode(), hashlib.sha256).hexdigest()

    def hide(self, text: str) -> str:
        """Give ``text`` without the token, the app's secret, their proof, or anything that looks like a token."""
        for secret in (self.token, self.app_secret, self.proof()):
            if secret:
                text = text.replace(secret, HIDDEN).replace(quote(secret, safe=""), HIDDEN)
        return _LIKE_A_TOKEN.sub(HIDDEN, text)


class Redaction(logging.Filter):
    """A door for log records: on a handler, it hides secrets in whatever any library logs."""

    def __init__(self, hide: Callable[[str], str]) -> None:
        """Pass every record's words and traceback through ``hide``."""
        super().__init__()
        self._hide = hide

    def filter(self, record: logging.LogRecord) -> bool:
        """Hide, and let the record through."""
        record.msg, record.args = self._hide(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self._hide(record.exc_text)
        return True


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
