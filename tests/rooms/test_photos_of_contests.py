"""The photo of a contest: changed, taken away, refused or still being copied, the right one goes out, and once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from captionbot import decisions
from captionbot.contest.stages import Stage
from captionbot.decisions import Word
from captionbot.errors import GraphError, NotSent, PhotoNotTaken, PhotosFolderError
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.names import REASON
from captionbot.photos.picture.examined import Examined
from tests.photos.pictures import put
from tests.photos.unlike import file_unlike
from tests.rooms.pretend import NOT_SENT, PretendPage, lies, refuses
from tests.rooms.week import Week
from tests.store.made import HOUR, MINUTE, SLOT, contest, utterance

WEEK = timedelta(days=7)

NOT_TAKEN = PhotoNotTaken("Facebook does not take this picture.", "Save it again as JPEG.", code=324)


@pytest.fixture
def due(week: Week) -> Week:
    """A bot whose slot has come, with two photos."""
    week.photo("horse.jpg")
    week.photo("zebra.jpg")
    return week


@pytest.mark.parametrize("at", ["upload", "publish"])
def test_a_picture_that_facebook_does_not_take_makes_room_for_the_next(due: Week, at: str) -> None:
    """It is set aside with Facebook's reason, wherever the refusal comes."""
    if at == "upload":
        _refuse_first_upload(due.page)
    else:
        due.page.answers(refuses(NOT_TAKEN))
    due.tick()
    due.tick(SLOT + MINUTE)

    assert due.folder("rejected") == ["horse.jpg", f"horse.jpg{REASON}"]
    assert (due.stages, due.contest().photo) == (["open"], "zebra.jpg")
    assert due.folder("posted") == ["zebra.jpg"]


def test_when_no_picture_is_taken_the_slot_is_missed(week: Week) -> None:
    """All of them are set aside."""
    week.photo("horse.jpg")
    _refuse_first_upload(week.page)
    week.tick()

    assert week.stages == ["missed"]
    assert week.folder("queue") == []


def _refuse_first_upload(page: PretendPage, error: GraphError = NOT_TAKEN) -> None:
    upload = page.upload

    def refusing(jpeg: bytes, *, alt: str) -> str:
        page.upload = upload  # type: ignore[method-assign] # the next one is taken
        raise error

    page.upload = refusing  # type: ignore[method-assign] # this one Page's


def test_a_photo_goes_to_posted_with_its_text(week: Week) -> None:
    """After the post stands, not before."""
    week.photo("horse.jpg", "Fact: Biscuit was banned.\n")
    week.page.answers(lies(5))
    week.tick()
    assert week.folder("queue") == ["horse.jpg", "horse.txt"]

    week.tick(SLOT + 6 * MINUTE)
    assert (week.folder("queue"), week.folder("posted")) == ([], ["horse.jpg", "horse.txt"])


def test_a_move_that_was_interrupted_is_finished_by_the_next_tick(week: Week) -> None:
    """The database knows the post before the folder does."""
    week.posted()
    with week.store.transaction() as record:
        record.contests.get(1).photo_in = "queue"
    (week.photos.root / "posted" / "horse.jpg").rename(week.photos.root / "queue" / "horse.jpg")
    week.tick(SLOT + MINUTE)

    assert week.folder("posted") == ["horse.jpg", "horse.txt"]
    assert week.contest().photo_in == "posted"


def _load(week: Week, photo: bytes, name: str = "horse.jpg") -> None:
    """Somebody puts another picture under the name of the contest's photo."""
    put(week.photos.root / "queue", name, photo, now=SLOT)


def test_a_photo_that_was_changed_since_is_posted_as_it_is_now(due: Week) -> None:
    """Under the same name; the audit says so, and the contest knows its bytes."""
    due.page.answers(NOT_SENT)
    due.tick()
    other = file_unlike(7)
    with due.store.transaction() as record:  # its upload was of the other bytes
        record.utterances.post_of(1).photo_id = None
    before = due.contest().photo_sha256
    _load(due, other)
    due.tick(SLOT + MINUTE)

    assert (due.stages, due.contest().photo_sha256 == before) == (["open"], False)
    assert ("photo changed", "horse.jpg") in [(one.action, one.detail) for one in due.audit]


def test_what_is_no_photo_any_more_makes_room_for_the_next(due: Week) -> None:
    """Somebody saved a letter over it before it was posted."""
    _refuse_first_upload(due.page, NotSent("No route to Facebook."))
    due.tick()
    _load(due, b"%PDF-1.7")
    due.tick(SLOT + MINUTE)

    assert (due.stages, due.contest().photo) == (["open"], "zebra.jpg")
    assert due.folder("rejected") == ["horse.jpg", f"horse.jpg{REASON}"]


def test_a_photo_that_is_gone_when_it_is_refused_is_not_set_aside(due: Week) -> None:
    """Staff took it out while it was uploaded; its bytes are known as refused all the same."""
    upload = due.page.upload

    def refusing(jpeg: bytes, *, alt: str) -> str:
        due.page.upload = upload  # type: ignore[method-assign] # the next one is taken
        (due.photos.root / "queue" / "horse.jpg").unlink()
        raise NOT_TAKEN

    due.page.upload = refusing  # type: ignore[method-assign] # this one Page's
    due.tick()
    due.tick(SLOT + MINUTE)

    assert (due.folder("rejected"), due.contest().photo) == ([], "zebra.jpg")
    with due.store.view() as record:
        row = record.photos.of(sha256(due.jpeg).hexdigest())
    assert row
    assert row.refused == "Facebook does not take this picture."


def test_a_photo_that_can_not_be_moved_keeps_no_other_back(due: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    """The post stands, staff are told once of each, and it is moved when it can be."""
    move = PhotosFolder.to_posted

    def stubborn(folder: PhotosFolder, name: str, of: str) -> str:
        if name == "horse.jpg":
            raise PhotosFolderError("horse.jpg can't be moved to posted: Read-only file system.", "Let us write.")
        return move(folder, name, of)

    with monkeypatch.context() as for_now:
        for_now.setattr(PhotosFolder, "to_posted", stubborn)
        due.tick()
        due.tick(SLOT + timedelta(days=1))
        due.tick(SLOT + WEEK)
    told = [(notice.text, notice.contest) for notice in due.notices]
    assert told.count(("horse.jpg can't be moved to posted: Read-only file system.", 1)) == 1
    assert (due.folder("queue"), due.folder("posted")) == (["horse.jpg"], ["zebra.jpg"])

    due.tick(SLOT + WEEK + MINUTE)
    assert (due.folder("queue"), due.folder("posted")) == ([], ["horse.jpg", "zebra.jpg"])


def test_a_photo_that_is_taken_away_makes_room_for_the_next(due: Week) -> None:
    """Before it was posted: nothing is set aside, for nothing is there."""
    _refuse_first_upload(due.page, NotSent("No route to Facebook."))
    due.tick()
    (due.photos.root / "queue" / "horse.jpg").unlink()
    due.tick(SLOT + MINUTE)

    assert (due.stages, due.contest().photo) == (["open"], "zebra.jpg")
    assert (due.folder("rejected"), due.folder("posted")) == ([], ["zebra.jpg"])


def test_a_photo_that_is_renamed_before_it_was_posted_is_posted_all_the_same(due: Week) -> None:
    """It is not held against itself."""
    (due.photos.root / "queue" / "zebra.jpg").unlink()
    _refuse_first_upload(due.page, NotSent("No route to Facebook."))
    due.tick()
    (due.photos.root / "queue" / "horse.jpg").rename(due.photos.root / "queue" / "mare.jpg")
    due.tick(SLOT + MINUTE)

    assert (due.stages, due.contest().photo) == (["open"], "mare.jpg")


def test_what_was_checked_is_sent_whatever_becomes_of_its_file(due: Week) -> None:
    """Its bytes are those that were made when it landed; the file is not opened again."""
    due.clock.at = SLOT - MINUTE
    due.tick()
    with due.store.view() as record:
        made = record.photos.jpeg(sha256(due.jpeg).hexdigest())
    due.plug(replace(due.photos, examine=_never))
    due.tick(SLOT)

    assert [write.jpeg for write in due.page.facts.heard if write.act == "upload"] == [made]


def _never(descriptor: int, shown: str) -> Examined:
    raise AssertionError(f"{shown} was opened")


@contextmanager
def _copying(due: Week, name: str) -> Iterator[None]:
    """Somebody is copying another photo to this name: its bytes come while it is read."""
    path = due.photos.root / "queue" / name
    whole, watched = path.read_bytes(), due.photos

    def while_it_grows(descriptor: int, shown: str) -> Examined:
        if shown == name:
            with path.open("ab") as file:
                file.write(b"more")
        return watched.examine(descriptor, shown)

    due.plug(replace(watched, examine=while_it_grows))
    put(path.parent, name, whole + b"more", now=SLOT)
    yield
    due.plug(watched)
    put(path.parent, name, whole, now=SLOT)


def test_a_photo_that_is_being_copied_is_waited_for(due: Week) -> None:
    """It is the contest's own, and no other takes its place."""
    _refuse_first_upload(due.page, NotSent("No route to Facebook."))
    due.tick()
    with _copying(due, "horse.jpg"):
        assert due.tick(SLOT + MINUTE).unfinished
    assert (due.stages, due.contest().photo) == (["posting"], "horse.jpg")

    due.tick(SLOT + 2 * MINUTE)
    assert (due.stages, due.contest().photo) == (["open"], "horse.jpg")


def test_the_slot_waits_for_the_next_photo_as_well(due: Week) -> None:
    """The first was refused, the second is still being copied: the contest stays as it is."""
    _refuse_first_upload(due.page)
    with _copying(due, "zebra.jpg"):
        report = due.tick()
    assert report.lines[-1] == "Contest no. 1: no photo is ready: zebra.jpg has not been looked at yet."
    assert (report.unfinished, due.stages) == (True, ["posting"])

    due.tick(SLOT + MINUTE)
    assert (due.stages, due.contest().photo) == (["open"], "zebra.jpg")


def test_a_photo_that_was_renamed_in_the_queue_goes_to_posted_too(due: Week) -> None:
    """Or it would be posted a second time next week."""
    due.page.answers(lies(5))
    due.tick()
    (due.photos.root / "queue" / "horse.jpg").rename(due.photos.root / "queue" / "mare.jpg")
    due.tick(SLOT + 6 * MINUTE)

    assert (due.folder("queue"), due.folder("posted")) == (["zebra.jpg"], ["mare.jpg"])
    assert (due.contest().photo, due.contest().photo_in) == ("mare.jpg", "posted")


def test_no_other_photo_goes_out_in_place_of_the_one_asked_for(due: Week) -> None:
    """Staff named it; it was refused, and they are told."""
    with due.store.transaction() as record:
        record.contests.settle_slot("2026-W48", SLOT, "skipped", SLOT)
        decisions.post_now(record, "zebra.jpg", Word("maria", SLOT))
    _refuse_first_upload(due.page)
    due.tick()

    assert (due.stages, due.folder("queue")) == (["missed"], ["horse.jpg"])
    assert due.slots["extra 1"] == "missed"
    assert any("No photo went out for it" in notice.text for notice in due.notices)


def test_a_post_found_by_a_record_without_its_photo_keeps_the_photo_it_has(due: Week) -> None:
    """Nothing lies in photos/posted: then the photo that was chosen is taken for the one."""
    due.page.publish("Look!\n\nBeat the Caption · Friday 27 November 2026", photo_id="theirs")
    with due.store.transaction() as record:
        record.contests.add(contest())
        record.utterances.intend(utterance())
        record.contests.settle_slot("2026-W48", SLOT, "begun", SLOT, contest=1, photo="horse.jpg")
        record.contests.get(1).photo = "horse.jpg"
    due.tick()

    row = due.contest()
    assert (row.stage, row.photo, row.note) == (Stage.OPEN, "horse.jpg", "its post was found on the Page")
    assert row.opens_at == SLOT - 20 * MINUTE


def test_a_photo_whose_file_is_gone_is_told(due: Week) -> None:
    """Staff deleted it right after it was posted; the announcement would show it again."""
    due.page.answers(lies(5))
    due.tick()
    (due.photos.root / "queue" / "horse.jpg").unlink()
    due.tick(SLOT + 6 * MINUTE)

    assert (due.stages, due.contest().photo_in) == (["open"], "gone")
    assert [one.text for one in due.notices] == ["The file of its photo, horse.jpg, has been taken away."]
    assert str(due.photos.root / "posted") in due.notices[0].do


def test_a_photo_that_was_set_aside_since_the_backup_gives_way(week: Week) -> None:
    """The record has forgotten that the next photo took the slot: the post is taken up with that one."""
    week.posted()
    (week.photos.root / "posted" / "horse.jpg").rename(week.photos.root / "queue" / "horse.jpg")
    put(week.photos.root / "rejected", "goat.jpg", week.jpeg + b"goat", now=SLOT)
    with week.store.transaction() as record:
        row, said = record.contests.get(1), record.utterances.post_of(1)
        row.stage, row.post_id, row.photo_in, row.photo = "posting", None, "queue", "goat.jpg"
        row.photo_sha256 = sha256(week.jpeg + b"goat").hexdigest()
        said.outcome, said.said_id, said.photo_id = "intended", None, None
    week.tick(SLOT + HOUR)

    assert (week.contest().stage, week.contest().photo) == ("open", "horse.jpg")
    assert (week.folder("queue"), week.folder("rejected")) == ([], ["goat.jpg"])
