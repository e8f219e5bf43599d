"""What must be true at the end of any week, whatever happened in it; told by Facebook, the folders and SQL alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from captionbot.store.schema import Base
from tests.crash import week
from tests.crash.facebook import TOKEN
from tests.crash.stage import Stage

CARD = f"{week.GOOD}.card.jpg"
Row = Mapping[str, Any]
TABLES = tuple(Base.metadata.tables)
READ = (
    *("contests", "utterances", "comments", "comment_texts", "decisions", "notices"),
    *("photos", "photo_jpegs", "photo_files", "cards"),
)


@dataclass(frozen=True)
class Truth:
    """All that is left when the week is over."""

    contests: list[Row]
    utterances: list[Row]
    comments: list[Row]
    comment_texts: list[Row]
    decisions: list[Row]
    notices: list[Row]
    photos: list[Row]
    photo_jpegs: list[Row]
    photo_files: list[Row]
    cards: list[Row]
    leaks: list[str]
    """Where the token can be read."""
    sound: bool
    """Whether the database finds nothing wrong with itself."""
    folders: Mapping[str, list[str]]
    world: Mapping[str, Any]
    card: bytes
    """The card's file; empty where it isn't there."""

    @property
    def posts(self) -> list[Row]:
        """Contest posts that the public sees."""
        return [one for one in self.live if " · result of " not in one["message"].splitlines()[-1]]

    @property
    def announcements(self) -> list[Row]:
        """Announcements that the public sees."""
        return [one for one in self.live if one not in self.posts]

    @property
    def live(self) -> list[Row]:
        """Posts that the public sees."""
        return [one for one in self.world["posts"] if one["live"]]

    @property
    def replies(self) -> list[Row]:
        """What the Page answered to comments."""
        return [one for one in self.world["comments"] if one["by_page"] and not one["deleted"]]


def truth_of(stage: Stage) -> Truth:
    """Look everywhere."""
    folders = {
        room: sorted(path.name for path in (stage.folder / "photos" / room).glob("*"))
        for room in ("queue", "posted", "rejected")
    }
    engine = create_engine(stage.database_url, poolclass=NullPool)
    with engine.connect() as connection:
        rows = {table: _rows(connection, table, stage.facebook.page_id) for table in TABLES}
        sound = engine.dialect.name != "sqlite" or _sound(connection)
    engine.dispose()
    read = {name: rows[name] for name in READ}
    leaks = list(_leaks(stage, rows))
    file = stage.folder / "photos" / "posted" / CARD
    card = file.read_bytes() if file.exists() else b""
    return Truth(**read, leaks=leaks, sound=sound, folders=folders, world=stage.facebook.world(), card=card)


def _leaks(stage: Stage, rows: Mapping[str, list[Row]]) -> Iterator[str]:
    """The token stands in .env, and nowhere else."""
    yield from (f"table {table}" for table, found in rows.items() if TOKEN in repr(found))
    yield from ("what was logged or told" for text in stage.heard_of if TOKEN in text)
    for path in stage.folder.rglob("*"):
        if path.is_file() and path != stage.duty.env_file and TOKEN.encode() in path.read_bytes():
            yield path.name


def _rows(connection: Connection, table: str, page_id: str) -> list[Row]:
    asked = text(f"SELECT * FROM {table} WHERE page_id = :page")  # noqa: S608 - our own names
    return [dict(row) for row in connection.execute(asked, {"page": page_id}).mappings()]


def _sound(connection: Connection) -> bool:
    checked = connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    return checked and not connection.execute(text("PRAGMA foreign_key_check")).all()


def broken(truth: Truth) -> list[str]:
    """Every promise that was not kept."""
    wrong = [*_said_once(truth), *_right_winner(truth), *_nothing_lost(truth), *_nobody_waits(truth)]
    wrong += [*_photos_known(truth), *_card_known(truth)]
    return wrong + [f"the token can be read: {where}" for where in truth.leaks]


def _said_once(truth: Truth) -> Iterator[str]:
    for what, stand in (("post", truth.posts), ("announcement", truth.announcements), ("reply", truth.replies)):
        if len(stand) != 1:
            yield f"{len(stand)} live of the {what}"
            continue
        known = [row["said_id"] for row in truth.utterances if row["kind"] == what]
        if [one.rpartition("_")[2] for one in known if one] != [stand[0]["id"].rpartition("_")[2]]:
            yield f"the {what} is {stand[0]['id']} and the record says {known}"
    outcomes = sorted((row["kind"], row["outcome"]) for row in truth.utterances)
    if outcomes != [("announcement", "said"), ("post", "said"), ("reply", "said")]:
        yield f"the record says {outcomes}"


def _right_winner(truth: Truth) -> Iterator[str]:
    winner = next(one for one in truth.world["comments"] if one["message"] == week.PICKED)
    for one in [*truth.announcements, *truth.replies]:
        if week.PICKED not in one["message"] or week.LEADER in one["message"].split("“")[1]:
            yield f"announced: {one['message']!r}"
    for one in truth.replies:
        if one["parent"] != winner["id"].rpartition("_")[2]:
            yield f"the reply stands under {one['parent']}"
    newest = max(truth.decisions, key=lambda row: int(row["number"]), default=None)
    if newest is None or (newest["kind"], newest["caption"]) != ("pick", week.PICKED):
        yield f"the decision in force is {newest}"
    tallied = [row["caption"] for row in truth.decisions if row["kind"] == "tally"]
    if tallied != [week.LEADER]:
        yield f"the tally proposed {tallied}"


def _nothing_lost(truth: Truth) -> Iterator[str]:
    texts = [row["text"] for row in truth.comments]
    if len(texts) != len(set(texts)) or set(texts) != week.CAPTIONS:
        yield f"the record has the comments {sorted(texts)}"
    kept = {row["text"] for row in truth.comment_texts} | set(texts)
    if kept != week.CAPTIONS | {week.EDITED}:
        yield f"the record has the words {sorted(kept)}"
    rooms = {
        "queue": [f"{week.NEXT}.jpg"],
        "posted": [CARD, f"{week.GOOD}.jpg", f"{week.GOOD}.txt"],
        "rejected": [f"{week.BROKEN}.jpg", f"{week.BROKEN}.jpg.reason.txt", f"{week.BROKEN}.txt"],
    }
    for room, names in rooms.items():
        if truth.folders[room] != names:
            yield f"photos/{room} holds {truth.folders[room]}"
    if not truth.sound:
        yield "the database is damaged"


def _photos_known(truth: Truth) -> Iterator[str]:
    """Each photo was found to be what it is, and is known by the file that it was in the queue."""
    facts = ("kind", "likeness", "refused")
    known = {row["name"]: [name for name in facts if row[name]] for row in truth.photos}
    sound, broken_one = ["kind", "likeness"], ["refused"]
    if known != {f"{week.GOOD}.jpg": sound, f"{week.NEXT}.jpg": sound, f"{week.BROKEN}.jpg": broken_one}:
        yield f"of photos is known: {known}"
    pictured = {row["sha256"] for row in truth.photo_jpegs if row["jpeg"]}
    if pictured != {row["sha256"] for row in truth.photos if not row["refused"]}:
        yield f"of photos what is sent is kept: {pictured}"
    files = {row["name"]: row["sha256"] for row in truth.photo_files}
    if files != {row["name"]: row["sha256"] for row in truth.photos}:
        yield f"of files is known: {files}"
    told = [row["text"] for row in truth.notices if week.BROKEN in row["text"]]
    if len(told) != 1:
        yield f"of the broken one staff were told {told}"


def _card_known(truth: Truth) -> Iterator[str]:
    """One card, whole, beside its photo, and known as that; what was kept is what stands in the announcement."""
    kept = [(row["name"], row["sha256"]) for row in truth.cards]
    if kept != [(CARD, sha256(truth.card).hexdigest())]:
        yield f"of cards is known: {kept}, and there is one of {len(truth.card)} bytes"
    told = {one["id"].rpartition("_")[2] for one in truth.announcements}
    shown = [(one["bytes"], week.PICKED in one["alt"]) for one in truth.world["photos"] if str(one["post"]) in told]
    if shown != [(len(truth.card), True)]:
        yield f"the announcement shows {shown}"


def _nobody_waits(truth: Truth) -> Iterator[str]:
    stages = [(row["number"], row["stage"], row["photo_in"]) for row in truth.contests]
    if stages != [(1, "announced", "posted")]:
        yield f"contests: {stages}; staff were told {[row['text'] for row in truth.notices]}"
