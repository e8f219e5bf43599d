"""What the record keeps of photos, and for how long; and the likeness of those that were posted before it did."""

from dataclasses import replace
from hashlib import sha256

import pytest

from captionbot.errors import PhotosFolderError
from captionbot.intake import Intake, landing, look_back, not_looked_at, sent_before, tidy
from captionbot.photos.folder import PhotosFolder, Place
from captionbot.photos.picture.examined import Examined
from captionbot.photos.picture.likeness import NOTHING, alike, is_current
from captionbot.store.database import Store
from captionbot.store.record import Record
from tests.photos.pictures import put
from tests.photos.unlike import file_unlike
from tests.rooms.landed import Opened, land
from tests.rooms.pretend import SetClock
from tests.rooms.week import Week, days
from tests.store.made import HOUR, SLOT, begun

PDF = b"%PDF-1.7"
NAMES = {1: "old", 2: "lost", 3: "broken"}


def _notices(record: Record) -> list[str]:
    return [notice.text for notice in record.staff.notices()][::-1]


def test_what_is_sent_is_kept_of_those_that_come_next(
    intake: Intake, opened: Opened, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those far back are made ready again when they come nearer."""
    record._session.rollback()
    monkeypatch.setattr("captionbot.intake.keeping.MOST_PICTURES", 1)
    monkeypatch.setattr(landing, "MOST_PICTURES", 1)
    land(intake, "a.jpg", "b.jpg")
    intake.look()
    tidy(intake)
    assert record.photos.pictured() == {sha256(file_unlike(0)).hexdigest()}
    record._session.rollback()
    intake.look()
    assert opened.names == ["a.jpg", "b.jpg"]

    (intake.photos.root / "queue" / "a.jpg").unlink()
    intake.look()
    assert opened.names == ["a.jpg", "b.jpg", "b.jpg"]


def test_a_photo_that_lies_there_for_months_stays_ready(intake: Intake, clock: SetClock, record: Record) -> None:
    """It is seen there; what has left the queue a month ago is let go of."""
    record._session.rollback()
    land(intake, "a.jpg", "b.jpg")
    intake.look()
    (intake.photos.root / "queue" / "b.jpg").unlink()
    for number in range(0, 100, 10):
        clock.at = days(number)
        tidy(intake)

    assert record.photos.pictured() == {sha256(file_unlike(0)).hexdigest()}


def _posted(intake: Intake, store: Store, **photos: bytes | None) -> None:
    """Contests that began before photos were kept, the oldest first, with their photos; None: its file is gone."""
    for number, (name, raw) in enumerate(photos.items(), 1):
        if raw is not None:
            put(intake.photos.root / "posted", f"{name}.jpg", raw, now=SLOT)
        with store.transaction() as record:
            begun(
                record,
                slot_key=f"2020-W{number:02}",
                slot_at=SLOT - 100 * HOUR + number * HOUR,
                stage="announced",
                post_id=f"1_{number}",
                photo=f"{name}.jpg",
                photo_sha256=sha256(raw or name.encode()).hexdigest(),
                photo_in="posted",
                marker=name,
            )


def _likenesses(store: Store) -> list[str]:
    with store.view() as record:
        return [one.likeness for one in record.photos.posted()]


def test_photos_that_were_posted_before_are_looked_at(intake: Intake, opened: Opened, store: Store) -> None:
    """So that the same picture is known again; what is nowhere or no photo any more has none, quietly, for good."""
    _posted(intake, store, old=file_unlike(1), lost=None, broken=PDF)
    beats: list[tuple[int, int, str]] = []
    look_back(intake, beat=lambda *beat: beats.append(beat))
    look_back(intake)

    assert sorted(opened.names) == ["broken.jpg", "old.jpg"]
    assert beats == [(0, 3, "broken.jpg"), (1, 3, "lost.jpg"), (2, 3, "old.jpg")]
    with store.view() as record:
        likeness = {one.contest: one.likeness for one in record.photos.posted()}
        assert (likeness[2], likeness[3]) == (NOTHING, NOTHING)
        assert alike(likeness[1], intake.photos.take_in("old.jpg", place=Place.POSTED).examined().likeness)
        assert not_looked_at(record, intake.photos) == 0
        assert (_notices(record), record.photos.pictured()) == ([], set())


def test_what_is_sent_of_a_contest_that_goes_on_is_kept_when_it_is_looked_back_at(intake: Intake, store: Store) -> None:
    """Its announcement may show it again."""
    _posted(intake, store, old=file_unlike(1))
    with store.transaction() as record:
        record.contests.get(1).stage = "open"
    look_back(intake)
    with store.view() as record:
        assert record.photos.pictured() == {sha256(file_unlike(1)).hexdigest()}


def test_old_contests_get_their_small_pictures_a_few_at_a_time(
    intake: Intake, opened: Opened, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest first, and each is tried once; the desk then makes none while somebody looks."""
    monkeypatch.setattr("captionbot.intake.keeping.MOST_SMALL", 2)
    _posted(intake, store, old=file_unlike(1), lost=None, broken=PDF)
    for looked_at in (["broken.jpg"], ["broken.jpg", "old.jpg"], ["broken.jpg", "old.jpg"]):
        tidy(intake)
        assert opened.names == looked_at

    with store.view() as record:
        small = {name: record.photos.small(record.contests.get(number).photo_sha256) for number, name in NAMES.items()}
    assert {name: bool(jpeg) for name, jpeg in small.items()} == {"old": True, "lost": False, "broken": False}


def test_a_minute_is_enough_of_looking_back(intake: Intake, opened: Opened, store: Store) -> None:
    """The rest is for the next tick."""
    _posted(intake, store, old=file_unlike(1), older=file_unlike(2))
    look_back(intake, until=SLOT)
    assert opened.names == []


def test_this_machines_trouble_makes_no_contest_forgotten(
    intake: Intake, store: Store, clock: SetClock, opened: Opened
) -> None:
    """It is tried again in an hour, and by then the others have been looked at; after three times nothing waits."""
    _posted(intake, store, old=file_unlike(1), huge=file_unlike(2))
    opened.fails = lambda name: name == "huge.jpg"
    left = []
    for hour in range(3):
        clock.at = SLOT + hour * HOUR
        look_back(intake)
        look_back(intake)
        with store.view() as record:
            left.append(not_looked_at(record, intake.photos))
    assert (opened.names.count("huge.jpg"), opened.names.count("old.jpg"), left) == (3, 1, [1, 1, 0])

    opened.fails = lambda _: False
    clock.at = SLOT + 3 * HOUR
    look_back(intake)
    assert all(is_current(one) and one != NOTHING for one in _likenesses(store))


def test_a_folder_that_is_away_makes_no_contest_forgotten(
    intake: Intake, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a drive of its own, say: an empty folder stands in its place, or none, or one that can't be read."""
    _posted(intake, store, old=file_unlike(1))
    posted, away = intake.photos.root / "posted", intake.photos.root / "away"
    posted.rename(away)
    look_back(intake)
    posted.mkdir()
    look_back(intake)
    posted.rmdir()
    posted.write_text("no folder")
    with monkeypatch.context() as for_now:
        for_now.setattr(PhotosFolder, "readable_posted", _unreadable)
        look_back(intake)
    assert _likenesses(store) == [""]

    posted.unlink()
    away.rename(posted)
    look_back(intake)
    assert _likenesses(store) not in ([""], [NOTHING])


def _unreadable(_folder: PhotosFolder) -> list[bool]:
    raise PhotosFolderError("The photos folder can't be read.")


def test_what_may_be_a_photo_that_can_not_be_read_now_is_not_given_up(
    intake: Intake, store: Store, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the photos in posted one is closed to us: it may be any that isn't found."""
    _posted(intake, store, lost=None)
    put(intake.photos.root / "posted", "closed.jpg", file_unlike(1), now=SLOT)
    with monkeypatch.context() as for_now:
        for_now.setattr(PhotosFolder, "readable_posted", lambda _folder: [True, False])
        look_back(intake)
    assert _likenesses(store) == [""]

    clock.at = SLOT + 2 * HOUR
    look_back(intake)
    assert _likenesses(store) == [NOTHING]


def test_likenesses_of_another_version_are_made_anew(intake: Intake, store: Store, opened: Opened) -> None:
    """Else nothing that was ever posted would be known again."""
    _posted(intake, store, old=file_unlike(1))
    look_back(intake)
    with store.transaction() as record:
        record.photos.posted()
        row = record.photos.of(sha256(file_unlike(1)).hexdigest())
        assert row
        row.likeness = "0:old"
    look_back(intake)
    assert opened.names == ["old.jpg", "old.jpg"]
    assert is_current(_likenesses(store)[0])


def test_a_photo_that_changes_while_it_is_looked_back_at_is_left(intake: Intake, store: Store) -> None:
    """Until another time."""
    _posted(intake, store, old=file_unlike(1))

    def changing(descriptor: int, shown: str) -> Examined:
        put(intake.photos.root / "posted", "old.jpg", file_unlike(2), now=SLOT)
        return intake.photos.examine(descriptor, shown)

    look_back(replace(intake, photos=replace(intake.photos, examine=changing)))
    assert _likenesses(store) == [""]


def test_no_photo_goes_out_before_those_of_past_contests_are_known(week: Week) -> None:
    """The first tick after an upgrade is that of the slot, and the queue begins with what a contest has shown."""
    put(week.photos.root / "posted", "old.jpg", file_unlike(1), now=SLOT)
    with week.store.transaction() as record:
        begun(record, slot_key="2020-W01", stage="announced", post_id="1_1", photo="old.jpg", photo_in="posted")
        record.contests.get(1).photo_sha256 = sha256(file_unlike(1)).hexdigest()
    week.photo("again.jpg", content=file_unlike(1) + b"other bytes")
    week.plug(replace(week.photos, examine=Opened(week.photos)))
    failing = Opened(week.photos)
    failing.fails = lambda name: name == "old.jpg"
    week.plug(replace(week.photos, examine=failing))
    waits = week.tick().lines
    assert any("again.jpg is held against the photos of past contests first; 1 is left" in line for line in waits)

    failing.fails = lambda _: False
    looks = week.tick(SLOT + HOUR).lines
    assert any("again.jpg looks like the photo of contest no. 1" in line for line in looks)


def test_what_was_sent_is_had_from_the_record_or_made_again(intake: Intake, record: Record, opened: Opened) -> None:
    """From the file, wherever it is by now; where it is nowhere, that is said."""
    record._session.rollback()
    land(intake, "a.jpg")
    intake.look()
    sum_of_it = sha256(file_unlike(0)).hexdigest()
    kept = sent_before(record, intake.photos, sum_of_it, "a.jpg")
    record.photos.drop_pictures({sum_of_it})

    assert sent_before(record, intake.photos, sum_of_it, "a.jpg") == kept
    assert opened.names == ["a.jpg", "a.jpg"]
    with pytest.raises(PhotosFolderError, match="none of the photos folders"):
        sent_before(record, intake.photos, "0" * 64, "b.jpg")
