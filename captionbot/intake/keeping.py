"""What the record keeps of photos, and for how long; and what those were that were posted before it kept any."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from captionbot.contest.stages import ENDED
from captionbot.errors import CaptionbotError, PhotoRefused, PhotosFolderError
from captionbot.intake.landing import MOST_PICTURES, TRIES, Intake, facts_of, in_order, tried
from captionbot.intake.loading import examined_again
from captionbot.photos.folder import PhotosFolder, nowhere
from captionbot.photos.names import shown_name
from captionbot.photos.opening import PhotoNotReady
from captionbot.photos.picture.examined import Examined, NotExamined
from captionbot.photos.picture.likeness import NOTHING, VERSION
from captionbot.store.photos import PhotoFacts
from captionbot.store.record import Record
from captionbot.store.schema import Contest

KEPT_FOR = timedelta(days=30)
"""What is sent is kept for so long after its photo has left the queue; of a contest that goes on, until it ends."""

MOST_SMALL = 5
"""Small pictures of old contests that are made at a time."""

SEEN_AGAIN = timedelta(days=1)
"""So often the record is told that a photo is still in the queue."""


def tidy(intake: Intake) -> None:
    """Let go of what would be sent of photos that nobody will send soon."""
    listed, now = intake.photos.queue(intake.now()), intake.now()
    with intake.writing() as record:
        known = record.photos.known_all()
        queue = in_order(listed, known)
        rows = [row for photo in queue if (row := known.get((photo.name, photo.trace)))]
        record.photos.still_there([row.sha256 for row in rows if row.last_seen_at < now - SEEN_AGAIN], now)
        near, far = rows[:MOST_PICTURES], rows[MOST_PICTURES:]
        record.photos.drop_pictures({row.sha256 for row in far} - {row.sha256 for row in near})
        record.photos.forget_pictures(now - KEPT_FOR)
    _make_small(intake)


def _make_small(intake: Intake) -> None:
    """Make the small pictures of contests that are older than those, a few at a time: the desk shows them."""
    with intake.store.view() as record:
        contests = [record.contests.get(number) for number in record.photos.never_small(MOST_SMALL)]
    readable = _readable(intake.photos) if contests else []
    if not readable or not all(readable):
        return
    for contest in contests:
        try:  # no folder is read through for one that is called otherwise by now
            small = examined_again(intake.photos, contest.photo_sha256, contest.photo, renamed=False).small
        except CaptionbotError:  # gone, or nothing that this machine can show
            small = b""
        with intake.writing() as record:
            record.photos.keep_small(contest.photo_sha256, small)


def look_back(
    intake: Intake,
    *,
    until: datetime | None = None,
    beat: Callable[[int, int, str], None] = lambda _done, _of, _name: None,
) -> None:
    """Examine the photos of contests that began before photos were kept, so that the same picture is known again.

    So too where likenesses are of another kind than they were. Begins nothing more at ``until``. One that is nowhere
    any more, or is no photo, is left without a likeness; one that this machine can't look at now is tried again an
    hour later. ``beat`` is as for ``Intake.look``.
    """
    with intake.store.view() as record:
        numbers = _to_look_at(record, intake.now())
    readable = _readable(intake.photos) if numbers else []
    if not readable:
        return
    for done, number in enumerate(numbers):
        if until is not None and intake.now() >= until:
            return
        with intake.store.view() as record:
            contest = record.contests.get(number)
        beat(done, len(numbers), shown_name(contest.photo))
        _look_at(intake, contest, all_readable=all(readable))


def not_looked_at(record: Record, photos: PhotosFolder) -> int:
    """Of how many old contests the photo is still to be looked at; one with which this machine fails counts no more."""
    old = record.photos.never_examined(VERSION)
    if not old or not _readable(photos):
        return 0
    failing = {name: file.tries for (name, _), file in record.photos.failing().items()}
    return sum(failing.get(_file_of(number), 0) < TRIES for number in old)


def _to_look_at(record: Record, now: datetime) -> list[int]:
    old = record.photos.never_examined(VERSION)
    failing = {name: file for (name, _), file in record.photos.failing().items()} if old else {}
    return [one for one in old if not tried(failing.get(_file_of(one)), now)]


def _readable(photos: PhotosFolder) -> list[bool]:
    """As ``PhotosFolder.readable_posted``; of a folder that can't be read there is nothing to be found either."""
    try:
        return photos.readable_posted()
    except PhotosFolderError:
        return []


def _file_of(number: int) -> str:
    """Under which name it is noted that a contest's photo can't be looked at; no file in a folder has such a name."""
    return f"contest/{number}"


def _look_at(intake: Intake, contest: Contest, *, all_readable: bool) -> None:
    facts: PhotoFacts | None = None
    try:
        examined = _examined(intake.photos, contest, all_readable=all_readable)
    except (PhotoNotReady, PhotosFolderError, NotExamined):  # the machine's trouble, not the photo's
        with intake.writing() as record:
            record.photos.failed(_file_of(contest.number), contest.photo_sha256, intake.now())
        return
    if examined is not None:
        facts = facts_of(examined)
        facts = replace(facts, jpeg=None) if contest.stage in ENDED else facts
    with intake.writing() as record:
        if facts is None:
            record.photos.lost(contest.photo, contest.photo_sha256, NOTHING, intake.now())
        else:
            record.photos.keep(contest.photo, "", facts, intake.now())


def _examined(photos: PhotosFolder, contest: Contest, *, all_readable: bool) -> Examined | None:
    """What a contest's photo is; None where it is nowhere, or is no photo. Raises where that can't be told now."""
    found = photos.find(contest.photo_sha256, contest.photo)
    if found is None and all_readable:
        return None
    if found is None:
        raise nowhere(contest.photo)
    landed = photos.take_in(found.name, place=found.place)
    if landed.sha256 != contest.photo_sha256:
        raise nowhere(contest.photo)  # another has come into its place just now
    try:
        return landed.examined()
    except PhotoRefused:
        return None
