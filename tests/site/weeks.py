"""Weeks of an invented contest, announced on a record of their own, and the hall that the program writes of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from captionbot.photos.card.drawn import Drawer
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.picture.apart import examine_apart
from captionbot.practice.samples import SAMPLES
from captionbot.settings import load_settings
from captionbot.site.publishing import Sources, publish
from captionbot.store.database import make_store
from captionbot.store.record import Record
from tests.contest.made import PAGE, comment
from tests.photos.card.cases import CAT, CONE, DUCKS, HORSE, LANDSCAPE, PORTRAIT, SQUARE, Shape, photo_of
from tests.rooms.made import reviewed
from tests.settings.written import written
from tests.site.halls import HEBREW
from tests.site.room.hung import say
from tests.store.made import ANNOUNCES, POST_AT, SLOT, facts

SETTINGS: Final = f"""\
FACEBOOK_PAGE_ID={PAGE}
FACEBOOK_PAGE_TOKEN=EAABpretend
TIMEZONE=America/Chicago
ORGANISER=Springfield Police
CONTACT=captions@springfield.example
SITE_URL=https://captions.example.org
"""


@dataclass(frozen=True, slots=True)
class Week:
    """A photo, and who wrote what about it: the winner first."""

    captions: tuple[tuple[str, str], ...]
    sample: int
    shape: Shape = LANDSCAPE


WEEKS: Final = (
    Week((("CAT: see also NAP.", "Fern Castellanos"),), CAT),
    Week((("Six counts of jaywaddling, and one of looking adorable.", "Bartholomew Fisk"),), DUCKS),
    Week(((HEBREW.strip("“”"), "נועה כהן"),), HORSE, SQUARE),
    Week((("Some officers lead from the front. I lead from the cone.", ""),), CONE, PORTRAIT),
    Week((("Filed under D, for Do Not Disturb.", "Priyanka Sharma"),), CAT, SQUARE),
    Week((("Ma’am, the one at the back is with me.", "Odell Reyes"),), DUCKS),
    Week(
        (
            ("Sir, the horse ordered first.", "Ana Lopez"),
            ("Does this uniform make my horse look big?", "Odell Reyes"),
            ("Horsepower: 1. Manpower: 1. Milkshakes: 0.", ""),
        ),
        HORSE,
    ),
)
"""Oldest first."""


def hang(folder: Path, draw: Drawer, weeks: Sequence[Week] = WEEKS, taken_by: Callable[..., bytes] = photo_of) -> Path:
    """Announce these weeks, and have the program write the hall; gives its first page."""
    (folder / "kept").mkdir()
    store = make_store(f"sqlite:///{folder / 'kept' / 'captionbot.db'}", PAGE)
    photos = PhotosFolder(folder / "kept" / "photos", lambda _: None, examine_apart, draw)
    photos.make()
    with store.transaction() as record:
        record.begin_page(SLOT, POST_AT)
        for number, week in enumerate(weeks, start=1):
            _announce(record, number, week, taken_by(week.sample, week.shape))
    settings = load_settings(written(folder / "kept", SETTINGS), {})
    now = ANNOUNCES + timedelta(weeks=len(weeks))
    publish(Sources(store, photos, settings, now), folder / "hall")
    store.close()
    return folder / "hall" / "index.html"


def _announce(record: Record, number: int, week: Week, jpeg: bytes) -> None:
    slot, photo = SLOT + timedelta(weeks=number - 1), f"photo-{number}.jpg"
    known = facts(photo, jpeg=jpeg)
    record.photos.keep(photo, "", known, slot)
    entries = [
        replace(comment(f"{number}{place:03}", caption, votes=96 - 15 * place), entrant_name=name)
        for place, (caption, name) in enumerate(week.captions)
    ]
    lines = SAMPLES[week.sample].sidecar.partition("\n\n")[0].splitlines()
    told = {name.lower(): words for name, _, words in (line.partition(": ") for line in lines)}
    row = reviewed(
        record,
        *entries,
        slot_key=f"week {number}",
        slot_at=slot,
        photo=photo,
        photo_sha256=known.sha256,
        photo_in="posted",
        sidecar=told | {"credit": "Springfield Public Library"},
    )
    say(record, row, " ".join(f"“{caption}”" for caption, _ in week.captions), slot)
    row.closes_at = row.votes_at = slot + timedelta(days=3)
