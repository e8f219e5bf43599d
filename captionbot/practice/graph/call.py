"""One request to the pretend Graph API, taken out of its HTTP: address, version, parameters, token."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from captionbot.practice.graph.answers import invalid
from captionbot.practice.graph.fields import Field, parse

LAST_DAYS = {
    "v21.0": date(2027, 1, 21),
    "v22.0": date(2027, 5, 20),
    "v23.0": date(2027, 10, 8),
    "v24.0": date(2028, 2, 18),
    "v25.0": date(2028, 7, 29),
    "v26.0": date.max,
}
"""The versions of November 2026 and the day each stops (developers.facebook.com/docs/graph-api/changelog)."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request, taken out of its HTTP."""

    method: str
    path: tuple[str, ...]
    """Segments, without the version."""
    version: str
    params: Mapping[str, str]
    token: str | None = field(repr=False)
    base: str
    now: datetime
    files: Mapping[str, bytes] = field(default_factory=dict)
    """By the name of their part."""

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields asked for."""
        return parse(self.params.get("fields", ""))


def served_version(asked: str, now: datetime) -> str:
    """Tell which version serves a call: an expired one, or none, is served by the oldest still usable."""
    today = now.astimezone(UTC).date()
    if LAST_DAYS.get(asked, date.min) >= today:
        return asked
    return next(version for version, last in LAST_DAYS.items() if last >= today)


def json_list(text: str, name: str) -> list[Any]:
    """Read a parameter that must be a JSON list."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise invalid(f"param {name} must be an array.") from error
    if not isinstance(found, list):
        raise invalid(f"param {name} must be an array.")
    return found


def batched(call: Call, item: Any) -> Call:
    """Make one call of a batch's item, with the outer call's token unless it brings its own."""
    if not isinstance(item, dict):
        raise invalid("param batch must be an array of objects.")
    address = urlsplit(str(item.get("relative_url", "")))
    params = dict(parse_qsl(address.query, keep_blank_values=True))
    params |= dict(parse_qsl(str(item.get("body", "")), keep_blank_values=True))
    version, path = split_version(address.path)
    attached = str(item.get("attached_files", "")).replace(" ", "").split(",")
    proof = {"appsecret_proof": call.params["appsecret_proof"]} if "appsecret_proof" in call.params else {}
    return replace(
        call,
        method=str(item.get("method", "GET")).upper(),
        path=path,
        version=version or call.version,
        params={**proof, **params},
        token=params.get("access_token", call.token),
        files={name: call.files[name] for name in attached if name in call.files},
    )


def split_version(path: str) -> tuple[str, tuple[str, ...]]:
    """Split ``/v26.0/1/comments`` into the version ("" where there is none) and the other segments."""
    segments = tuple(part for part in path.split("/") if part)
    if segments and is_version(segments[0]):
        return segments[0], segments[1:]
    return "", segments


def is_version(segment: str) -> bool:
    """Tell whether a path's first part names a version, such as v26.0."""
    major, dot, minor = segment[1:].partition(".")
    return segment[:1] == "v" and dot == "." and major.isdecimal() and minor.isdecimal()
