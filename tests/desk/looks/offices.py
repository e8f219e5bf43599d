"""Desks that have something to show: contests at every stage, photos that wait, a record nobody has written in yet."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

from PIL import Image

from captionbot import decisions
from captionbot.contest.comment import Comment
from captionbot.contest.entries import Reason
from captionbot.contest.stages import Stage
from captionbot.decisions import Word, leaving_out, vouching
from captionbot.intake import Intake
from captionbot.judging import close
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.picture.here import examine_here
from captionbot.practice.samples import SAMPLES
from captionbot.records.slips import make_slip
from captionbot.store.database import make_store
from captionbot.store.record import Record
from captionbot.store.schema import Contest
from captionbot.store.utterances import Kind, Outcome
from tests.contest.made import CLOSES, PAGE, comment
from tests.desk.conftest import Office
from tests.naughty import NAUGHTY
from tests.photos.drawing_words import draw_words
from tests.photos.pictures import file_of, put
from tests.rooms.made import said_post
from tests.settings.written import settings_of
from tests.site.room.hung import say
from tests.store.made import HOUR, MINUTE, POST_AT, SLOT, facts, utterance

ENTRANTS = (
    ("Sir, the horse ordered first.", "Ana Lopez"),
    ("Does this uniform make my horse look big?", "Odell Reyes"),
    ("אני רק בא בשביל המילקשייק", "נועה כהן"),
    ("Horsepower: 1. Manpower: 1. Milkshakes: 0. More at https://example.org/deals", "Fern Castellanos"),
    ("Ma’am, step away from the milkshake.", ""),
    ("He said he’d only have a small one.", "Bartholomew Fisk"),
    ("Call 555-0142 if you have seen this straw.", "Priyanka Sharma"),
    ("Mounted patrol, unmounted dessert.", "Cosmo Featherstone"),
    ("حصان يطلب ميلك شيك", "ليلى حداد"),
    ("The suspect was last seen with a moustache of cream.", "Wilhelmina Nakamura"),
    ("Neigh-borhood watch.", "Bram Oyelaran"),
    ("いちごミルクをください", "佐藤花子"),
)
"""Captions and who wrote them, in the order of their votes."""
LEFT_OUT = (("🐎🥤", "Otto"), ("Sir, the horse ordered first!!", "Copy Cat"))
STAGES = {
    1: Stage.ANNOUNCED,
    2: Stage.RETRACTED,
    3: Stage.VOID,
    4: Stage.STUCK,
    5: Stage.MISSED,
    6: Stage.REVIEW,
    7: Stage.OPEN,
}
"""Where the contests of the furnished desk stand, by their numbers."""
REVIEWED, OPEN = 6, 7
MARIA = "Maria"


def bare(folder: Path) -> Office:
    """A desk on its first day."""
    folder.mkdir()
    store = make_store(f"sqlite:///{folder / 'captionbot.db'}", PAGE)
    photos = PhotosFolder(folder / "photos", lambda _: None, examine_here, draw_words)
    photos.make()
    with store.transaction() as record:
        record.begin_page(SLOT, POST_AT)
    named = "CONTEST_NAME=Beat the Caption\nORGANISER=Springfield Police\nNOTIFY_URLS=json://127.0.0.1:9/\n"
    return Office(store, settings_of(folder, named), photos)


def furnished(folder: Path, entrants: Sequence[tuple[str, str]] = ENTRANTS) -> Office:
    """A desk after six weeks: a contest at every stage, notices, four photos in the queue of which two want something.

    It is Monday, an hour after entries have closed.
    """
    office = bare(folder)
    with office.writing() as record:
        for number, stage in STAGES.items():
            _lived(record, number, stage, entrants)
        record.staff.tell("few", "Two photos are left in the queue.", SLOT, do="Put more into it.")
        record.staff.tell("flag", "No. 6 waits for a person.", office.hour, do="Look at the flags.", contest=REVIEWED)
    _fill_queue(office)
    with office.writing() as record:
        word = Word(MARIA, office.hour, "We look into it first.")
        _decide(record, word)
        seen = vouching.asked(record, office.photos, office.settings, "photo-3-again.jpg", office.hour)
        vouching.vouch(record, office.settings, seen, word)
    return office


def _decide(record: Record, word: Word) -> None:
    """What staff have said, so that all of it can be taken back."""
    decisions.hold(record, OPEN, word)
    leaving_out.disqualify(record, f"{REVIEWED}0008", Reason.COPIED, word, number=REVIEWED)
    leaving_out.mark_ours(record, f"{REVIEWED}0009", word, number=REVIEWED)
    decisions.skip(record, "2026-W51", word)


def ordinary(folder: Path) -> Office:
    """An ordinary week of the same town: five results behind it, a shortlist to look at, photos enough."""
    office = bare(folder)
    with office.writing() as record:
        for number in range(1, REVIEWED + 1):
            _lived(record, number, Stage.REVIEW if number == REVIEWED else Stage.ANNOUNCED, ENTRANTS)
    for number in (1, 2, 3):
        sample = SAMPLES[number]
        put(office.photos.root / "queue", f"{sample.name}.jpg", _jpeg(number, wider=50 + number), now=SLOT)
        put(office.photos.root / "queue", f"{sample.name}.txt", sample.sidecar, now=SLOT)
    put(office.photos.root / "queue", "parade.jpg", _jpeg(0, turned=True), now=SLOT)
    Intake(office.photos, office.store, office.now).look()
    return office


def paused(folder: Path) -> Office:
    """The same, paused since Sunday."""
    office = furnished(folder)
    with office.writing() as record:
        record.staff.pause(MARIA, "A funeral in the department. We stay quiet until Monday.", CLOSES - 20 * HOUR)
    return office


def naughty(folder: Path) -> Office:
    """The same, with every naughty string as somebody's caption and name, and as what staff gave as their reason."""
    office = furnished(folder, list(zip(NAUGHTY, NAUGHTY[1:] + NAUGHTY[:1], strict=True)))
    script = next(one for one in NAUGHTY if one.startswith("<script>"))
    with office.writing() as record:
        for number, words in enumerate(one for one in NAUGHTY if "<" in one):
            record.staff.tell(f"naughty {number}", words, SLOT, do=words, contest=REVIEWED)
            record.staff.note(SLOT, words[:80], "hold", contest=REVIEWED, because=words, detail=words)
        record.contests.get(REVIEWED).held = script
        record.contests.get(REVIEWED).note = script
        record.staff.pause(script[:80], script, SLOT)
    return office


def _lived(record: Record, number: int, stage: Stage, entrants: Sequence[tuple[str, str]]) -> None:
    """A contest up to where it stands."""
    slot = SLOT + timedelta(weeks=number - REVIEWED) if number < OPEN else SLOT + 12 * HOUR
    row = _posted(record, number, slot)
    if stage == Stage.MISSED:
        row.stage, row.note, row.post_id = stage, "the post could not go out in time", None
        return
    _read(record, row, entrants)
    if stage == Stage.OPEN:
        return
    reading = record.comments.last_reading(number, whole=True)
    assert reading
    close(record, row, reading, row.closes_at + MINUTE)
    _end(record, row, stage)


def _posted(record: Record, number: int, slot: datetime) -> Contest:
    photo, sample = f"photo-{number}.jpg", SAMPLES[(number - REVIEWED) % len(SAMPLES)]
    jpeg = sample_jpeg(number)
    known = facts(photo, sha256=sha256(jpeg).hexdigest(), jpeg=jpeg, small=jpeg)
    record.photos.keep(photo, "", known, slot)
    told = {name.lower(): words for name, _, words in (line.partition(": ") for line in sample.sidecar.splitlines())}
    return said_post(
        record,
        slot_key=f"week {number}",
        slot_at=slot,
        opens_at=slot,
        closes_at=slot + (CLOSES - SLOT),
        announces_at=slot + (CLOSES - SLOT) + 24 * HOUR,
        photo=photo,
        photo_sha256=known.sha256,
        photo_in="posted",
        sidecar={name: words for name, words in told.items() if name in {"alt", "credit", "fact"}},
    )


def _read(record: Record, row: Contest, entrants: Sequence[tuple[str, str]]) -> None:
    """Five readings from the post to the close, in which votes grow."""
    for step in range(1, 6):
        at = row.opens_at + (row.closes_at - row.opens_at) * step / 5
        reading = record.comments.begin_reading(row.number, at, closing=step == 5)
        shown = [_with_votes(one, step) for one in _comments(row, entrants)]
        record.comments.keep(row.number, reading.id, shown, at)
        record.comments.end_reading(reading.id, at + MINUTE, complete=True, rows=len(shown), total=len(shown))


def _comments(row: Contest, entrants: Sequence[tuple[str, str]]) -> list[Comment]:
    first = row.number % len(entrants) if row.number < REVIEWED else 0
    named = [*entrants[first:], *entrants[:first], *LEFT_OUT]
    return [
        replace(
            comment(f"{row.number}{place:04}", text, votes=max(1, 96 - 8 * place), by="" if name else None),
            created_at=row.opens_at + place * MINUTE,
            entrant_name=name or None,
        )
        for place, (text, name) in enumerate(named)
    ]


def _with_votes(one: Comment, step: int) -> Comment:
    return replace(one, votes=one.votes * step // 5)


def _end(record: Record, row: Contest, stage: Stage) -> None:
    word = Word(MARIA, row.announces_at, "It was copied from elsewhere.")
    if stage in {Stage.ANNOUNCED, Stage.RETRACTED}:
        say(record, row, f"“{ENTRANTS[0][0]}” wins.", row.slot_at)
    if stage == Stage.RETRACTED:
        decisions.retract(record, row.number, word)
    elif stage == Stage.VOID:
        decisions.void(record, row.number, word)
        make_slip(record, row.number, word.at)
    elif stage == Stage.STUCK:
        said = utterance(contest=row.number, kind=Kind.REPLY, decision=row.decision, attempts=1)
        said.outcome = Outcome.UNKNOWN
        record.utterances.intend(said)
        row.stage = stage


def _fill_queue(office: Office) -> None:
    queue, names = office.photos.root / "queue", ("1958-duck-crossing", "1936-card-catalogue", "unnamed", "ribbon")
    for number, name in zip((1, 2, 3, 0), names, strict=True):
        sample = SAMPLES[number]
        put(queue, f"{name}.jpg", _jpeg(number, turned=name != sample.name), now=SLOT)
        if name == sample.name:
            put(queue, f"{name}.txt", sample.sidecar, now=SLOT)
    for number in (1, 3):
        put(queue, f"photo-{number}-again.jpg", sample_jpeg(number), now=SLOT)
    put(queue, "torn.jpg", b"\xff\xd8 no picture", now=SLOT)
    Intake(office.photos, office.store, office.now).look()


def sample_jpeg(number: int) -> bytes:
    """The photo of the contest of that number; no two have the same bytes."""
    return _jpeg((number - REVIEWED) % len(SAMPLES), wider=number)


@cache
def _jpeg(sample: int, *, turned: bool = False, wider: int = 0) -> bytes:
    drawn = _drawn(sample).resize((1200 + wider, 800))
    return file_of(drawn.transpose(Image.Transpose.ROTATE_90) if turned else drawn)


@cache
def _drawn(sample: int) -> Image.Image:
    return SAMPLES[sample].draw()
