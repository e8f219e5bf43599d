"""The list of our files in the folder of a hall of fame: by it we know again what is ours to change or remove.

It lies in the folder itself, so that a hall can be moved, copied and written by any captionbot of the same Page.
Before a file is changed, the list knows what it will be; so it is known again after a crash, as it was or as it is.
"""

import json
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Self

NAME: Final = ".captionbot-site.json"
SHELVES: Final = ("cards", "slips")
"""The folders in a hall's folder."""
FORM: Final = "captionbot hall 1"
OURS: Final = re.compile(
    r"(?:index|rules|page-[0-9]+|contest-[0-9]+)\.html|feed\.xml|site-[0-9a-f]{8}\.css"
    r"|cards/[0-9]+-[0-9a-f]{8}(?:-640)?\.jpg|slips/contest-[0-9]+-slip\.json"
)
"""The only names that we ever write or remove, whatever somebody wrote into the list."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of ours."""

    digests: tuple[str, ...] = ()
    """SHA-256 of what it may hold: one, or two while it is being changed; none while it is being made."""
    size: int = 0
    changed: int = 0
    """Size and time of change (nanoseconds) with which it was written: as long as both are so, it isn't read."""
    about: Any = None
    """What is to be known of it later: a picture's width and height, what a slip was made of."""
    shows: tuple[str, ...] | None = None
    """Whom it shows, each by a digest of what is printed of them; None where that isn't known."""

    def is_as_written(self, there: os.stat_result) -> bool:
        """Whether a file is the one that we wrote, as far as that can be told without reading it."""
        whole = len(self.digests) == 1 and stat.S_ISREG(there.st_mode)
        return whole and (there.st_size, there.st_mtime_ns) == (self.size, self.changed)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Our files, by name, and of what the whole was made."""

    page: str = ""
    """The id of the Page whose hall it is."""
    made_of: str = ""
    """A digest of everything that shows; empty where something is still missing."""
    files: Mapping[str, Entry] = field(default_factory=dict)
    undrawn: Mapping[str, str] = field(default_factory=dict)
    """Cards that could not be drawn, by the name that they would have, and when that was tried (ISO 8601)."""

    @classmethod
    def read(cls, raw: bytes) -> Self:
        """As it was written; an empty one where that can't be read."""
        try:
            value = json.loads(raw)
            files = {name: _entry(one) for name, one in value["files"].items() if OURS.fullmatch(name)}
            undrawn = {name: datetime.fromisoformat(at).isoformat() for name, at in value["undrawn"].items()}
            return cls(str(value["page"]), str(value["of"]), files, undrawn) if value["form"] == FORM else cls()
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return cls()

    def written(self) -> bytes:
        """As a file, a line for each of ours."""
        files = ",\n".join(f"{json.dumps(name)}:{_line(self.files[name])}" for name in sorted(self.files))
        head = f'"form":{json.dumps(FORM)},"page":{json.dumps(self.page)},"of":{json.dumps(self.made_of)}'
        return f'{{{head},"undrawn":{json.dumps(dict(self.undrawn))},"files":{{\n{files}\n}}}}\n'.encode()


def _line(one: Entry) -> str:
    return json.dumps([list(one.digests), one.size, one.changed, one.about, one.shows], separators=(",", ":"))


def _entry(value: Any) -> Entry:
    digests, size, changed, about, shows = value
    known = None if shows is None else tuple(map(str, shows))
    return Entry(tuple(map(str, digests)), int(size), int(changed), about, known)
