"""Announced contests made for the tests, and a hall to be written of them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from captionbot.contest.slip import sha256_of
from captionbot.contest.stages import Stage
from captionbot.photos.card.drawn import Drawer
from captionbot.photos.folder import PhotosFolder
from captionbot.records.slips import make_slip
from captionbot.settings import Settings
from captionbot.site.publishing import ALL, Published, Sources, Wanted, is_current, publish, see
from captionbot.store.database import Store
from captionbot.store.record import Record
from captionbot.store.schema import Contest
from captionbot.store.utterances import Kind
from tests.contest.made import comment
from tests.rooms.made import reviewed
from tests.store.made import ANNOUNCES, HOUR, SLOT, facts, utterance

NOW = ANNOUNCES + 6 * HOUR
FIRST = ("Ottilie", "Bram", "Wilhelmina", "Cosmo")
LAST = ("Featherstone", "Oyelaran", "Sky", "Marchetti", "Nakamura")
LINK = re.compile(r"""(?:href|src|srcset)=["']([^"'#]+)""")


def announced(record: Record, number: int, jpeg: bytes, sidecar: Mapping[str, str], crowd: int = 4) -> Contest:
    """The contest of that number, whose winner and first runner-up were announced in its week, with its slip."""
    slot, photo = SLOT + timedelta(weeks=number - 1), f"photo-{number}.jpg"
    known = facts(photo, jpeg=jpeg)
    record.photos.keep(photo, "", known, slot)
    several = [
        replace(
            comment(f"{number}{one:03}", f"Words {one} of week {number}", votes=crowd - one),
            entrant_name=f"{FIRST[one % len(FIRST)]} {LAST[(one + number - 1) % len(LAST)]}",
        )
        for one in range(crowd)
    ]
    row = reviewed(
        record,
        *several,
        slot_key=f"week {number}",
        slot_at=slot,
        photo=photo,
        photo_sha256=known.sha256,
        photo_in="posted",
        sidecar={
            "alt": f"Horses of week {number}",
            "fact": "Biscuit was banned.",
            "credit": "Public Library",
            **sidecar,
        },
    )
    assert row.number == number
    say(record, row, f"“Words 0 of week {number}” wins. Runner-up: “Words 1 of week {number}”", slot)
    return row


def say(record: Record, row: Contest, words: str, slot: datetime, *, kind: str = Kind.ANNOUNCEMENT) -> None:
    """What is announced of the decision in force, and the slip that comes of it."""
    said = utterance(contest=row.number, kind=kind, decision=row.decision, text=words)
    at = slot + (ANNOUNCES - SLOT) + (row.decision or 0) * HOUR
    record.utterances.said(record.utterances.intend(said), f"9_{row.number}77{row.decision}", at)
    row.stage = Stage.ANNOUNCED
    make_slip(record, row.number, at)


@dataclass
class Hall:
    """A hall of fame and what it is made from."""

    store: Store
    photos: PhotosFolder
    settings: Settings
    place: Path
    jpeg: bytes
    now: datetime = NOW
    shown: list[int] = field(default_factory=list)

    @property
    def sources(self) -> Sources:
        """What it is made from."""
        return Sources(self.store, self.photos, self.settings, self.now)

    def hang(self, *numbers: int, **sidecar: str) -> "Hall":
        """Announce these contests."""
        with self.store.transaction() as record:
            for number in numbers:
                announced(record, number, self.jpeg, sidecar)
        return self

    def write(self, wanted: Wanted = ALL) -> Published:
        """Write it."""
        return publish(self.sources, self.place, wanted)

    @property
    def current(self) -> bool:
        """Whether it shows everything as it is."""
        return is_current(self.sources, self.place, see(self.sources, self.place))

    def drawing(self, draw: Drawer) -> "Hall":
        """Draw with another drawer."""
        self.photos = replace(self.photos, draw=draw)
        return self

    def text(self, name: str) -> str:
        """A file of it."""
        return (self.place / name).read_text(encoding="utf-8")

    @property
    def files(self) -> dict[str, bytes]:
        """Every file in the folder, by name."""
        return dict(files_in(self.place))

    def everything(self) -> str:
        """Every byte in the folder, as text."""
        return "\n".join(content.decode("utf-8", "replace") for content in self.files.values())


def files_in(place: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder, by name."""
    for path in sorted(place.rglob("*")):
        if path.is_file():
            yield path.relative_to(place).as_posix(), path.read_bytes()


def dangling(place: Path) -> set[str]:
    """What a visitor is led to or shown that isn't there; nobody comes in while there is no first page."""
    seen: set[str] = set()
    wanted = {"index.html"} if (place / "index.html").exists() else set[str]()
    while wanted:
        seen |= wanted
        pages = [place / name for name in wanted if name.endswith(".html") and (place / name).exists()]
        wanted = {link for page in pages for link in _links(page.read_text(encoding="utf-8"))} - seen
    return {one for one in seen if not (place / one).exists()}


def _links(page: str) -> set[str]:
    """The files of ours that a page leads to or shows."""
    found = {link for link in LINK.findall(page) if not link.startswith(("https:", "data:"))}
    return {part.split()[0] for link in found for part in link.split(",")}


def listed(place: Path) -> dict[str, str]:
    """The files on our list that is kept in the folder, each with the digest that it should have."""
    files = json.loads((place / ".captionbot-site.json").read_text(encoding="utf-8"))["files"]
    return {name: " ".join(entry[0]) for name, entry in files.items()}


def digests(place: Path) -> dict[str, str]:
    """The digest of every file that visitors may see."""
    return {name: sha256_of(content) for name, content in files_in(place) if not name.startswith(".")}
