"""What Facebook says of a token (developers.facebook.com/docs/graph-api/reference/debug_token)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from captionbot.graph.reading import Malformed

NEEDED: Final = (
    "pages_show_list",
    "pages_read_engagement",
    "pages_read_user_content",
    "pages_manage_posts",
    "pages_manage_engagement",
)
"""The permissions that captionbot works with; docs/facebook-setup.md asks for the same."""
LONGEST = 300
"""So much of Facebook's own words is kept, in characters."""


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """A token as Facebook sees it; never the token itself."""

    valid: bool
    kind: str
    """PAGE, USER, APP, SYSTEM_USER; empty where Facebook doesn't say."""
    page_id: str
    """The Page it speaks for; empty where it is no Page's."""
    app_id: str
    permissions: tuple[str, ...]
    """Those that hold for the Page."""
    expires_at: datetime | None
    """Aware UTC; None: it never does."""
    reads_until: datetime | None
    """From then on Facebook may show nothing of people, until whoever made it has used the app again; None: no end."""
    why: str = ""
    """Facebook's words for why it is not valid."""
    issued_at: datetime | None = None
    """When it was made; None where Facebook doesn't say."""


def token_facts(answer: Any, page_id: str, hide: Callable[[str], str]) -> TokenFacts:
    """Read the answer of ``/debug_token``; ``hide`` takes secrets out of Facebook's words. Raises Malformed."""
    data = answer.get("data") if isinstance(answer, Mapping) else None
    if not isinstance(data, Mapping) or not isinstance(data.get("is_valid"), bool):
        raise Malformed
    error = data.get("error")
    words = str(error.get("message") or "") if isinstance(error, Mapping) else ""
    return TokenFacts(
        valid=data["is_valid"],
        kind=str(data.get("type") or ""),
        page_id=str(data.get("profile_id") or ""),
        app_id=str(data.get("app_id") or ""),
        permissions=_permissions(data, page_id),
        expires_at=_instant(data.get("expires_at")),
        reads_until=_instant(data.get("data_access_expires_at")),
        why=" ".join(hide(words).split())[:LONGEST],
        issued_at=_instant(data.get("issued_at")),
    )


def _permissions(data: Mapping[str, Any], page_id: str) -> tuple[str, ...]:
    """What is granted, but for what is granted for other Pages alone."""
    elsewhere = set()
    for one in _rows(data.get("granular_scopes")):
        targets = one.get("target_ids") if isinstance(one, Mapping) else None
        if _rows(targets) and page_id not in map(str, _rows(targets)):
            elsewhere.add(one.get("scope"))
    return tuple(str(one) for one in _rows(data.get("scopes")) if one not in elsewhere)


def _rows(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _instant(value: Any) -> datetime | None:
    """Seconds since 1970; 0 and nothing at all are "never"."""
    if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (OverflowError, OSError, ValueError):
        return None  # a year that no calendar has is as good as never
