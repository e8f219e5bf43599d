"""Secrets that came to stand beside a photo, in a copy of the settings file, say: none of them may go out."""

import re
from collections.abc import Iterable
from dataclasses import astuple
from typing import Final

from captionbot.photos.words.sidecar import Problem, Sidecar

_LIKE_A_TOKEN: Final = re.compile(r"EAA[0-9A-Za-z]{17,}")
"""Facebook's tokens all begin alike; the Page's own may be an older one by now."""


def secret_beside(shown: str, sidecar: Sidecar, secrets: Iterable[str]) -> Problem | None:
    """Why a photo waits whose text holds one of these secrets, or what looks like a token; it is not quoted.

    ``shown`` is the photo's name as a person sees it; an empty secret is none.
    """
    text = "\n".join(field for field in astuple(sidecar) if isinstance(field, str))
    if not _LIKE_A_TOKEN.search(text) and not any(secret in text for secret in secrets if secret):
        return None
    what = f"The text beside {shown} holds what looks like the Page's token or the app's secret."
    return Problem(what, "Take it out. If anybody else may have seen it, have Facebook make a new one.", waits=True)
