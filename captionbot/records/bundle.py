"""The answer to a records request in one file: a page to begin with, and everything that is kept."""

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from captionbot import __version__
from captionbot.contest.slip import Json, canonical, sha256_of, written
from captionbot.contest.timetable import said_when
from captionbot.errors import CaptionbotError
from captionbot.intake import sent_before
from captionbot.overview import View
from captionbot.photos.names import raw_name, shown_name
from captionbot.records import sheets
from captionbot.records.checking import RECORDS, SUMS
from captionbot.records.pages import contests_page, heading, index_page
from captionbot.records.showing import Showing

INDEX = "index.html"

Rows = Callable[[Showing], Iterator[Sequence[object]]]
TABLES: tuple[tuple[str, str, Rows], ...] = (
    ("said.csv", "every text that was said on the Page, or meant to be", sheets.said),
    ("attempts.csv", "every attempt at saying them", sheets.attempts),
    ("decisions.csv", "who won, by the tally or by staff, and why", sheets.decisions),
    ("audit.csv", "what staff did, and what the program did in their name", sheets.audit),
    ("votes.csv", "the votes on every comment, at every reading at which they had changed", sheets.votes),
)
"""What only a copy that is not public holds."""


@dataclass(slots=True)
class _Zip:
    """A zip that is being filled; it remembers the digest of everything in it."""

    archive: zipfile.ZipFile
    date: tuple[int, int, int, int, int, int]
    """The wall clock's, of which all its files are."""
    sums: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        """Add a file."""
        info = zipfile.ZipInfo(name, self.date)
        info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
        digest = hashlib.sha256()
        with self.archive.open(info, "w", force_zip64=True) as out:
            for piece in pieces:
                digest.update(piece)
                out.write(piece)
        self.sums[name] = digest.hexdigest()


def bundle(view: View, several: Sequence[Showing], file: Path) -> None:
    """Fill a zip with everything about these contests."""
    local = view.now.astimezone(view.settings.zone)
    with zipfile.ZipFile(file, "w") as archive:
        zipped = _Zip(archive, (local.year, local.month, local.day, local.hour, local.minute, local.second))
        contests = [_contest(view, one, zipped) for one in several]
        title = contests[0]["title"] if len(contests) == 1 else f"{len(contests)} caption contests"
        made = f"{said_when(view.now, view.settings.zone)}, {local.year}"
        zipped.put(INDEX, [index_page(title=title, made=made, version=__version__, contests=contests)])
        sums = "".join(f"{digest}  {name}\n" for name, digest in sorted(zipped.sums.items()))
        zipped.put(SUMS, [sums.encode()])


def _contest(view: View, showing: Showing, zipped: _Zip) -> Json:
    """Everything about one contest, in a folder of its own; gives what the first page says of it."""
    files: list[Json] = []
    folder = f"contest-{showing.number:03}"

    def put(name: str, what: str, pieces: Iterable[bytes]) -> None:
        zipped.put(f"{folder}/{name}", pieces)
        files.append({"href": f"{folder}/{name}", "name": name, "what": what})

    put("result.html", "the result, to be read", contests_page([showing]))
    put("comments.csv", "every comment with its verdict, for a spreadsheet", sheets.table(sheets.comments([showing])))
    put(RECORDS, "the result slip and the records: what captionbot verify reads", written([showing.filed()]))
    put("readings.csv", "the hour of each reading, and what it showed", sheets.table(sheets.readings(showing)))
    remarks: list[str] = []
    if not showing.public:
        for name, what, rows in TABLES:
            put(name, what, sheets.table(rows(showing)))
        put("words-beside-photo.json", "the text beside the photo when it was posted", [_words(showing)])
        remarks += [*_put_photo(view, showing, put), *_put_cards(view, showing, put)]
    return {**heading(showing), "files": files, "remarks": remarks}


def _words(showing: Showing) -> bytes:
    beside = showing.dossier.contest.sidecar
    return canonical({name: showing.told(said) if isinstance(said, str) else said for name, said in beside.items()})


def _put_cards(view: View, showing: Showing, put: Callable[[str, str, Iterable[bytes]], None]) -> Iterator[str]:
    """The winners' cards that were kept to be sent; gives what must be said of those that are missing."""
    for row in view.record.cards.of_contest(showing.number):
        name = shown_name(row.name)
        jpeg = view.photos.card(row.name, row.sha256)
        if row.erased_at:
            yield f"The card {name} was deleted: whom it named asked for that."
        elif row.decision not in showing.decided:
            yield f"The card of decision {row.decision} is withheld: it names or quotes somebody who is left out."
        elif jpeg is None:
            what = f"The card {name} is in photos/posted no more, or its bytes have changed"
            yield f"{what}; its SHA-256 was {row.sha256}."
        else:
            put(f"card-{row.decision}.jpg", f"the winner's card of decision {row.decision} ({name})", [jpeg])


def _put_photo(view: View, showing: Showing, put: Callable[[str, str, Iterable[bytes]], None]) -> list[str]:
    """The photo as it was found and as it was sent; gives what must be said of them."""
    contest, remarks = showing.dossier.contest, []
    try:
        found = view.photos.find(contest.photo_sha256, contest.photo)
        raw = (view.photos.root / found.place / raw_name(found.name)).read_bytes() if found else b""
    except (CaptionbotError, OSError) as error:
        return [f"The photo {shown_name(contest.photo)} could not be read: {error}"]
    if sha256_of(raw) != contest.photo_sha256:
        return [f"The photo {shown_name(contest.photo)} is in the photos folder no more, or its bytes have changed."]
    ending = Path(contest.photo).suffix.lower()
    name = f"photo-as-found{ending if ending.isascii() and ending[1:].isalnum() else ''}"
    put(name, f"the photo as staff put it into the queue ({shown_name(contest.photo)})", [raw])
    try:
        sent = sent_before(view.record, view.photos, contest.photo_sha256, contest.photo)
    except CaptionbotError as error:
        return [f"The photo as it was sent can't be made again: {error.message}"]
    put("photo-as-sent.jpg", "the photo as it goes to Facebook", [sent])
    if view.record.photos.jpeg(contest.photo_sha256) is None:
        remarks.append(
            "photo-as-sent.jpg was made again from the photo as found, in the way in which it was made when it was "
            "posted; Facebook makes copies of its own from what it is sent."
        )
    return remarks
