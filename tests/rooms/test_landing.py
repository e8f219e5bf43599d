"""What lands in the queue is examined when it lands, once; what can't be posted moves out, and staff are told once."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from PIL import Image

from captionbot.errors import PhotoRefused, PhotosFolderError
from captionbot.intake import Intake, landing
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.names import REASON
from captionbot.photos.opening import PhotoNotReady
from captionbot.photos.picture.examined import Examined, NotExamined
from captionbot.runner import beginning
from captionbot.store.database import Store
from captionbot.store.record import Record
from tests.photos.pictures import file_of, put
from tests.photos.unlike import file_unlike
from tests.rooms.landed import Opened, land
from tests.rooms.pretend import SetClock
from tests.rooms.week import Week
from tests.store.made import HOUR, MINUTE, SLOT

PDF = b"%PDF-1.7"


def _notices(record: Record) -> list[str]:
    return [notice.text for notice in record.staff.notices()][::-1]


def test_a_photo_is_opened_once_and_then_known(intake: Intake, opened: Opened, record: Record) -> None:
    """As long as its file doesn't change; a copy under another name is known by its bytes."""
    land(intake, "a.jpg", "b.jpg")
    beats: list[tuple[int, int, str]] = []
    record._session.rollback()

    assert intake.look(beat=lambda *beat: beats.append(beat)) == []
    assert beats == [(0, 2, "a.jpg"), (1, 2, "b.jpg")]
    (intake.photos.root / "queue" / "a.jpg").rename(intake.photos.root / "queue" / "c.jpg")
    intake.look()

    assert opened.names == ["a.jpg", "b.jpg"]
    assert {name for name, _ in record.photos.known_all()} == {"a.jpg", "b.jpg", "c.jpg"}


def test_what_is_no_photo_is_set_aside_and_told_once(intake: Intake, store: Store) -> None:
    """With the reason beside it; put back unchanged, it goes the same way, and staff are told of it anew."""
    land(intake, "fax.jpg", content=PDF)
    (aside,) = intake.look()
    rejected = intake.photos.root / "rejected"

    assert aside.line == (
        "fax.jpg was set aside in photos/rejected: fax.jpg is a PDF, not a photo. "
        "Export it as JPEG or PNG and put that into the queue."
    )
    assert sorted(path.name for path in rejected.iterdir()) == ["fax.jpg", f"fax.jpg{REASON}"]
    (rejected / "fax.jpg").rename(intake.photos.root / "queue" / "fax.jpg")
    assert [one.line for one in intake.look()] == [aside.line]
    assert intake.photos.queue(SLOT) == []
    with store.view() as record:
        assert _notices(record) == [aside.told] * 2
        assert [one.action for one in record.staff.audit()] == ["set aside"] * 2


def test_what_can_not_be_moved_is_known_and_left(
    intake: Intake, store: Store, clock: SetClock, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder that is read-only: told once, tried again in an hour, and never opened again."""
    land(intake, "fax.jpg", content=PDF)

    def read_only(folder: PhotosFolder, name: str, reason: str, *, as_seen: str) -> str:
        raise PhotosFolderError(f"{name} can't be moved to rejected: Read-only file system.", "Let us write.")

    with monkeypatch.context() as for_now:
        for_now.setattr(PhotosFolder, "set_aside", read_only)
        (aside,) = intake.look()
        assert intake.look() == []
        clock.at = SLOT + 2 * HOUR
        assert len(intake.look()) == 1
    assert "fax.jpg can't be posted and lies in the queue still: fax.jpg is a PDF, not a photo." in aside.line
    assert aside.line.endswith("fax.jpg can't be moved to rejected: Read-only file system. Let us write.")
    with store.view() as record:
        assert _notices(record) == [aside.line]

    (moved,) = intake.look(again=True)
    with store.view() as record:
        assert (moved.stays, _notices(record)) == ("", [moved.told])
    assert opened.names == ["fax.jpg"]


def test_what_somebody_else_has_set_aside_is_no_error(
    intake: Intake, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tick and a command that look at once."""
    land(intake, "fax.jpg", content=PDF)

    def gone(folder: PhotosFolder, name: str, reason: str, *, as_seen: str) -> str:
        raise PhotoNotReady(f"{name} is not in queue any more.", "Nothing.")

    monkeypatch.setattr(PhotosFolder, "set_aside", gone)
    assert intake.look() == []


def test_what_was_put_in_the_place_of_what_is_set_aside_stays(
    intake: Intake, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Staff overwrite it with a mended one at that very moment; nobody has judged that."""
    land(intake, "a.jpg", content=PDF)
    move = PhotosFolder.set_aside

    def mended(folder: PhotosFolder, name: str, reason: str, *, as_seen: str) -> str:
        land(intake, "a.jpg")
        return move(folder, name, reason, as_seen=as_seen)

    with monkeypatch.context() as for_now:
        for_now.setattr(PhotosFolder, "set_aside", mended)
        assert intake.look() == []
    assert (intake.photos.root / "queue" / "a.jpg").read_bytes() == file_unlike(0)
    assert intake.look() == []


def test_what_came_in_half_is_left_for_some_minutes(intake: Intake, clock: SetClock, store: Store) -> None:
    """A copy stalls and goes on; one that was damaged long ago is set aside at once."""
    whole = file_unlike(1)
    put(intake.photos.root / "queue", "slow.jpg", whole[:-200], age=20, now=SLOT + MINUTE)
    put(intake.photos.root / "queue", "old.jpg", file_unlike(2)[:-200], now=SLOT)
    clock.at = SLOT + MINUTE
    assert [aside.name for aside in intake.look()] == ["old.jpg"]
    assert intake.look() == []
    with store.view() as record:
        assert _notices(record)[0].startswith("old.jpg was set aside: old.jpg is cut short")
        assert len(_notices(record)) == 1

    put(intake.photos.root / "queue", "slow.jpg", whole[:-100], age=20, now=SLOT + 7 * MINUTE)
    clock.at = SLOT + 7 * MINUTE
    assert intake.look() == []
    clock.at = SLOT + 13 * MINUTE
    assert [aside.name for aside in intake.look()] == ["slow.jpg"]


def test_a_photo_that_nothing_is_known_by_is_opened_once_too(intake: Intake, opened: Opened) -> None:
    """A white wall has no likeness, and that is known."""
    put(intake.photos.root / "queue", "wall.png", file_of(Image.new("RGB", (800, 600), "white"), "PNG"), now=SLOT)
    intake.look()
    intake.look()
    assert opened.names == ["wall.png"]


def test_a_fault_of_ours_is_no_try_of_the_photos(intake: Intake, store: Store, clock: SetClock) -> None:
    """It is told, tried again each hour, and never refused for it."""
    land(intake, "a.jpg", "b.jpg")

    def faulty(descriptor: int, shown: str) -> Examined:
        if shown == "a.jpg":
            raise NotExamined("a.jpg could not be opened by a fault of captionbot's own.", "Report it.", ours=True)
        return intake.photos.examine(descriptor, shown)

    broken = replace(intake, photos=replace(intake.photos, examine=faulty))
    for hour in range(5):
        clock.at = SLOT + hour * HOUR
        assert broken.look() == []
    with store.view() as record:
        assert _notices(record) == ["a.jpg could not be opened by a fault of captionbot's own."]
        assert [file.tries for file in record.photos.failing().values()] == [0]


def test_whoever_is_killed_while_a_photo_is_moved_has_told_of_it(
    intake: Intake, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next one finds nothing to do."""
    land(intake, "fax.jpg", content=PDF)
    move = PhotosFolder.set_aside

    def killed(folder: PhotosFolder, name: str, reason: str, *, as_seen: str) -> str:
        move(folder, name, reason, as_seen=as_seen)
        raise KeyboardInterrupt

    with monkeypatch.context() as for_now:
        for_now.setattr(PhotosFolder, "set_aside", killed)
        with pytest.raises(KeyboardInterrupt):
            intake.look()
    assert intake.look() == []
    with store.view() as record:
        assert [text[:22] for text in _notices(record)] == ["fax.jpg was set aside:"]


def test_what_this_machine_can_not_open_is_refused_after_three_hours_if_it_can_open_others(
    intake: Intake, store: Store, clock: SetClock, opened: Opened
) -> None:
    """Told once; a tick tries it once an hour, a person at once, and that counts only once an hour."""
    land(intake, "huge.tif", "small.jpg")
    opened.fails = lambda name: name == "huge.tif"
    for hour in range(2):
        clock.at = SLOT + hour * HOUR
        assert intake.look() == []
        assert intake.look() == []
    assert intake.look(again=True) == []
    assert opened.names == ["huge.tif", "small.jpg", "huge.tif", "huge.tif"]
    with store.view() as record:
        assert _notices(record) == ["huge.tif could not be opened: this machine has no memory left."]

    clock.at = SLOT + 2 * HOUR
    (aside,) = intake.look()
    assert aside.reason.startswith("huge.tif needs more than this machine can give.")


def test_a_machine_that_opens_nothing_refuses_nothing(
    intake: Intake, clock: SetClock, opened: Opened, record: Record
) -> None:
    """Its library is broken, or its memory gone: that is no photo's fault."""
    record._session.rollback()
    land(intake, "a.jpg", "b.jpg")
    opened.fails = lambda _: True
    for hour in range(9):
        clock.at = SLOT + hour * HOUR
        assert intake.look() == []

    assert [photo.name for photo in intake.photos.queue(clock.at)] == ["a.jpg", "b.jpg"]
    with pytest.raises(NotExamined, match=r"a\.jpg could not be examined"):
        intake.examined("a.jpg")


def test_one_photo_is_examined_when_it_is_asked_for(intake: Intake, opened: Opened) -> None:
    """From the record the second time; what is none says so, and a file that is being written waits."""
    land(intake, "a.jpg")
    assert intake.examined("a.jpg").kind == intake.examined("a.jpg").kind == "JPEG"
    assert opened.names == ["a.jpg"]

    land(intake, "fax.jpg", content=PDF)
    with pytest.raises(PhotoRefused, match="is a PDF"):
        intake.examined("fax.jpg")
    with pytest.raises(PhotoNotReady, match=r"fax\.jpg is not in the queue"):
        intake.examined("fax.jpg")
    put(intake.photos.root / "queue", "new.jpg", file_unlike(5), now=SLOT, age=2)
    with pytest.raises(PhotoNotReady, match="still being copied"):
        intake.examined("new.jpg")


def test_a_new_file_is_watched_and_one_that_was_seen_is_not(intake: Intake, clock: SetClock, opened: Opened) -> None:
    """A second for all together; what lay there some seconds ago already, by our own clock, is still."""
    waits: list[float] = []
    watched = replace(intake, photos=replace(intake.photos, wait=waits.append))
    land(intake, "a.jpg", "b.jpg")
    opened.fails = lambda _: True
    watched.look()
    assert waits == [landing.WATCH_SECONDS]
    clock.at = SLOT + 2 * HOUR
    watched.look()
    assert waits == [landing.WATCH_SECONDS]


def test_a_file_that_changes_while_it_is_watched_waits(intake: Intake, opened: Opened, record: Record) -> None:
    """Whatever its own clock says."""
    record._session.rollback()
    land(intake, "a.jpg")
    path = intake.photos.root / "queue" / "a.jpg"

    def somebody_writes(_: float) -> None:
        put(path.parent, "a.jpg", file_unlike(9), now=SLOT)

    assert replace(intake, photos=replace(intake.photos, wait=somebody_writes)).look() == []
    assert record.photos.known_all() == {}


def test_a_look_ends_when_its_time_is_over(intake: Intake, clock: SetClock, opened: Opened) -> None:
    """What is next comes first: a pin, then staff's own order, then the name."""
    land(intake, "a.jpg", "b.jpg", "c.jpg")
    intake.look()
    with intake.writing() as record:
        record.photos.put(sha256(file_unlike(2)).hexdigest(), 1.0)
        record.photos.drop_pictures(record.photos.pictured())
    put(intake.photos.root / "queue", "b.txt", "Post-on: 2026-12-04\n", now=SLOT)
    opened.names.clear()

    intake.look()
    assert opened.names == ["b.jpg", "c.jpg", "a.jpg"]
    assert intake.look(until=clock.at) == []
    land(intake, "d.jpg", content=file_unlike(8))
    intake.look(until=clock.at)
    assert "d.jpg" not in opened.names


def test_bytes_that_facebook_refused_are_refused_under_any_name(intake: Intake, opened: Opened) -> None:
    """They are not sent a second time, and not opened either."""
    land(intake, "a.jpg")
    intake.look()
    sum_of_it = sha256(file_unlike(0)).hexdigest()
    error = PhotoRefused("Facebook does not take this picture.", "Save it again as JPEG.")
    aside = intake.refuse("a.jpg", sum_of_it, error)
    assert aside
    assert aside.line.startswith("a.jpg was set aside in photos/rejected: Facebook does not take this picture.")
    assert intake.refuse("a.jpg", sum_of_it, error) is None

    land(intake, "b.jpg")
    assert [one.name for one in intake.look()] == ["b.jpg"]
    assert opened.names == ["a.jpg"]


def test_a_tick_looks_for_a_minute_and_under_a_pause(week: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    """It speaks to nobody; the rest is for the next tick."""
    week.photo("fax.jpg", content=PDF)
    with week.store.transaction() as record:
        record.staff.pause("maria", "a funeral", SLOT)
    assert any(line.startswith("fax.jpg was set aside") for line in week.tick().lines)

    week.photo("mare.jpg")
    monkeypatch.setattr(beginning, "LOOK_AT_MOST", timedelta(0))
    week.tick(SLOT + MINUTE)
    with week.store.view() as record:
        assert record.photos.pictured() == set()


def test_few_photos_are_told_once_an_hour_at_most(week: Week) -> None:
    """Days before the slot that has none; what is told once is not told again."""
    week.tick(SLOT - HOUR)
    assert [notice.text for notice in week.few] == [
        "The queue is empty: no photo for Friday 27 November at 10:00 AM CST."
    ]
    week.tick(SLOT - HOUR + MINUTE)
    assert len(week.few) == 1
