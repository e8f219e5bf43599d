"""`.env.example`, written from the list of settings."""

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from captionbot.settings.model import Settings

WIDTH = 100
HEADINGS = {
    "facebook_page_id": "Required",
    "post_at": "The week",
    "review": "The rules",
    "contest_name": "The words",
    "photos_dir": "The photos",
    "card_colours": "The winner's card",
    "database_url": "The record",
    "notify_urls": "Telling staff",
    "log_format": "The machine",
    "desk_bind": "The web",
    "facebook_app_id": "Facebook",
}
"""The heading that stands before a setting."""

OPENING = """\
# Every setting of captionbot, with its meaning and its default.
#
# Copy this file to .env beside it (or let `captionbot init` write one) and fill in the three that are
# required. An empty value is the default. The environment wins over the file. Relative paths are relative to
# the file. Quote a value that holds a # after a space. `captionbot check` says what is wrong.
"""


@dataclass(frozen=True, slots=True)
class Explained:
    """One setting as a person meets it."""

    name: str
    """As in `.env`: upper case."""
    default: str
    """Its value, as a person answers it; empty where there is none."""
    meaning: str
    required: bool
    heading: str
    """Of the group that it stands in."""

    @property
    def written(self) -> str:
        """The default as it is written in `.env`."""
        return quoted_value(self.default)


def explained() -> list[Explained]:
    """Every setting, in the order of `.env.example`."""
    heading, rows = "", []
    for name, field in Settings.model_fields.items():
        if field.exclude:
            continue
        heading = HEADINGS.get(name, heading)
        rows.append(
            Explained(name.upper(), _default(field), field.description or "", field.is_required(), heading),
        )
    return rows


def example_env(values: Mapping[str, str] | None = None) -> str:
    """The text of `.env.example`; with ``values`` (by name), that of an `.env` that holds them."""
    given, heading, parts = values or {}, "", [OPENING]
    for row in explained():
        if row.heading != heading:
            heading = row.heading
            parts.append(f"\n# --- {heading} {'-' * (WIDTH - 7 - len(heading))}\n")
        parts.append(f"\n{_comment(row.meaning)}\n{row.name}={quoted_value(given.get(row.name, row.default))}\n")
    return "".join(parts)


def _comment(words: str) -> str:
    return textwrap.fill(words, WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)


def _default(field: FieldInfo) -> str:
    extra = field.json_schema_extra
    if isinstance(extra, dict) and "written" in extra:
        return str(extra["written"])
    return "" if field.is_required() else _written(field.default)


def _written(value: Any) -> str:
    """A default as a person would write it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}"
        case tuple():
            return ",".join(map(str, value))
        case str() | int() | Path():
            return str(value)
        case _:  # a secret has no default
            return ""


def quoted_value(text: str) -> str:
    """``text`` so that the file's reader gives it back as it is."""
    if re.search(r"^['\"#\s]|\s#|\s$|[\n\r]", text):
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return text
