"""A published picture: where Facebook keeps it, and what it says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from captionbot.graph.reading import Malformed

OF_A_PHOTO: Final = "images,alt_text_custom"
"""The fields that ``where`` reads of a photo (developers.facebook.com/docs/graph-api/reference/photo)."""
OF_A_POST: Final = "full_picture"
"""The same of a post (developers.facebook.com/docs/graph-api/reference/page-post)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as it stands on the Page."""

    picture: bytes = field(repr=False)
    alt: str
    """Its alternative text; empty where Facebook gives none."""


def where(row: Mapping[str, Any]) -> str:
    """The address of the largest picture among those that a photo or post names. Raises Malformed."""
    named = row.get("images") or [{"source": row.get("full_picture")}]
    found = [one for one in named if isinstance(one, Mapping)] if isinstance(named, list) else []
    address = max(found, key=_pixels, default={}).get("source")
    if not isinstance(address, str) or not address:
        raise Malformed
    return address


def _pixels(row: Mapping[str, Any]) -> int:
    sides = [row.get(name) for name in ("width", "height")]
    width, height = (side if isinstance(side, int) else 0 for side in sides)
    return width * height


def alt_of(row: Mapping[str, Any]) -> str:
    """The alternative text that somebody gave a photo."""
    words = row.get("alt_text_custom")
    return words if isinstance(words, str) else ""
