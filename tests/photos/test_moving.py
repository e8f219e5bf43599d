"""Moving a photo: interrupted anywhere it is in one folder, and the same call again finishes it."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from captionbot.errors import PhotosFolderError
from captionbot.photos.folder import Found, PhotosFolder, Place
from captionbot.photos.picture.here import examine_here
from tests.photos.drawing_words import draw_words
from tests.photos.moved import OTHER, PHOTO, places, sha, shown
from tests.photos.pictures import NOW, put, real_now

STEPS = ((Path, "rename"), (Path, "unlink"), (shutil, "copyfileobj"), (os, "link"), (os, "open"), (os, "fsync"))


class Killed(BaseException):
    """The power went."""


@contextmanager
def killed_before_step(number: int) -> Iterator[list[str]]:
    """Stop dead before the ``number``-th thing that is done to the disk; lists what was done."""
    done: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in STEPS:
            patch.setattr(owner, name, _counted(getattr(owner, name), name, done, number))
        yield done


def _counted(step: Callable[..., object], name: str, done: list[str], last: int) -> Callable[..., object]:
    def counted(*words: object, **named: object) -> object:
        if len(done) == last:
            raise Killed
        done.append(name)
        return step(*words, **named)

    return counted


def filled(root: Path, number: int) -> PhotosFolder:
    """A photos folder with one photo and its text, and strangers of the same name already where it goes."""
    folder = PhotosFolder(root / str(number), lambda _seconds: None, examine_here, draw_words)
    folder.make()
    put(folder.root / "queue", "scan.jpg", PHOTO)
    put(folder.root / "queue", "scan.txt", b"words")
    for place in ("posted", "rejected"):
        put(folder.root / place, "scan.jpg", OTHER)
    return folder


def test_a_photo_and_its_text_are_posted(folder: PhotosFolder, queue: Path) -> None:
    """Both move, under the names they had."""
    put(queue, "scan.jpg", PHOTO)
    put(queue, "scan.txt", b"words")

    assert folder.to_posted("scan.jpg", sha(PHOTO)) == "scan.jpg"
    assert shown(folder) == {"posted/scan.jpg": PHOTO, "posted/scan.txt": b"words"}


def test_a_photo_is_set_aside_with_its_reason(folder: PhotosFolder, queue: Path) -> None:
    """The note beside it says in plain words what a person needs."""
    put(queue, "scan.jpg", PHOTO)
    put(queue, "scan.jpg.txt", b"words")

    assert folder.set_aside("scan.jpg", "scan.jpg is a PDF, not a photo.") == "scan.jpg"

    note = shown(folder).pop("rejected/scan.jpg.reason.txt").decode()
    assert note.startswith("scan.jpg is a PDF, not a photo.\n")
    assert "put it back" in note
    assert places(folder, PHOTO) == ["rejected/scan.jpg"]
    assert places(folder, b"words") == ["rejected/scan.jpg.txt"]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """Where a name is taken, photo and text get the same number, and so does the note."""
    folder = filled(tmp_path, 0)
    put(folder.root / "rejected", "scan (2).txt", b"somebody's notes")

    assert folder.set_aside("scan.jpg", "broken") == "scan (3).jpg"
    assert places(folder, b"words") == ["rejected/scan (3).txt"]
    assert places(folder, OTHER) == ["posted/scan.jpg", "rejected/scan.jpg"]
    assert (folder.root / "rejected" / "scan (3).jpg.reason.txt").exists()


@pytest.mark.parametrize("verb", ["to_posted", "set_aside"])
def test_interrupted_anywhere_a_photo_is_in_one_folder(tmp_path: Path, verb: str) -> None:
    """Killed before each step in turn and started again, the end is that of an undisturbed move."""

    def move(folder: PhotosFolder) -> str:
        return folder.to_posted("scan.jpg", sha(PHOTO)) if verb == "to_posted" else folder.set_aside("scan.jpg", "why")

    undisturbed = filled(tmp_path, 1000)
    move(undisturbed)
    for number in range(100):
        folder = filled(tmp_path, number)
        with killed_before_step(number):
            try:
                move(folder)
                break
            except Killed:
                pass
        assert len(places(folder, PHOTO)) == 1, number
        assert places(folder, b"words"), number
        if verb == "to_posted" or (folder.root / "queue" / "scan.jpg").exists():
            move(folder)
        assert shown(folder) == shown(undisturbed), number
    assert number > 5


@pytest.mark.usefixtures("across")
@pytest.mark.parametrize("verb", ["to_posted", "set_aside"])
def test_interrupted_on_the_way_to_another_disk_nothing_is_lost(tmp_path: Path, verb: str) -> None:
    """There a move is a copy: for a moment both are whole, the record calls it posted, and a repeat ends with one."""

    def move(folder: PhotosFolder) -> str:
        return folder.to_posted("scan.jpg", sha(PHOTO)) if verb == "to_posted" else folder.set_aside("scan.jpg", "why")

    undisturbed = filled(tmp_path, 1000)
    move(undisturbed)
    for number in range(100):
        folder = filled(tmp_path, number)
        with killed_before_step(number):
            try:
                move(folder)
                break
            except Killed:
                pass
        here = places(folder, PHOTO)
        assert here, number
        if len(here) == 2 and verb == "to_posted":
            assert folder.find(sha(PHOTO), "scan.jpg") == Found(Place.POSTED, "scan (2).jpg")
        if verb == "to_posted" or (folder.root / "queue" / "scan.jpg").exists():
            move(folder)
        assert shown(folder) == shown(undisturbed), number
    assert number > 8


def test_a_move_that_was_done_is_done(folder: PhotosFolder, queue: Path) -> None:
    """Asked again after a crash, it says where the photo is."""
    put(queue, "scan.jpg", PHOTO)

    assert folder.to_posted("scan.jpg", sha(PHOTO)) == folder.to_posted("scan.jpg", sha(PHOTO)) == "scan.jpg"


def test_another_photo_of_the_name_is_not_taken_for_the_posted_one(folder: PhotosFolder, queue: Path) -> None:
    """What was posted is known by its bytes; the newcomer stays in the queue."""
    put(queue, "scan.jpg", PHOTO)
    folder.to_posted("scan.jpg", sha(PHOTO))
    put(queue, "scan.jpg", OTHER)

    assert folder.to_posted("scan.jpg", sha(PHOTO)) == "scan.jpg"
    assert places(folder, OTHER) == ["queue/scan.jpg"]
    with pytest.raises(PhotosFolderError, match=r"scan\.jpg is in none of the photos folders"):
        folder.to_posted("scan.jpg", sha(b"never seen"))


def test_the_same_photo_posted_a_second_time_stands_twice(folder: PhotosFolder, queue: Path) -> None:
    """A repeat with a person's yes is a file of its own."""
    for name in ("scan.jpg", "scan (2).jpg"):
        put(queue, "scan.jpg", PHOTO)
        put(queue, "scan.txt", b"words")
        assert name == folder.to_posted("scan.jpg", sha(PHOTO))

    assert places(folder, PHOTO) == ["posted/scan (2).jpg", "posted/scan.jpg"]
    assert places(folder, b"words") == ["posted/scan (2).txt", "posted/scan.txt"]


def test_a_text_for_two_photos_goes_with_both(folder: PhotosFolder, queue: Path) -> None:
    """The first takes a copy along, the last the file itself, and neither is left without its words."""
    put(queue, "scan.jpg", PHOTO)
    put(queue, "scan.png", OTHER)
    put(queue, "scan.txt", b"words")

    folder.to_posted("scan.jpg", sha(PHOTO))
    assert places(folder, b"words") == ["posted/scan.txt", "queue/scan.txt"]

    folder.set_aside("scan.png", "broken")
    assert places(folder, b"words") == ["posted/scan.txt", "rejected/scan.txt"]


def test_names_of_255_bytes_move_with_text_and_note(folder: PhotosFolder, queue: Path) -> None:
    """Numbers and endings that no longer fit shorten the name, never the promise."""
    name = "é" * 125 + "x.jpg"
    put(folder.root / "rejected", name, OTHER)
    put(queue, name, PHOTO)
    put(queue, name[:-4] + ".txt", b"words")

    there = folder.set_aside(name, "broken")

    assert there.endswith(" (2).jpg")
    assert len(places(folder, b"words")) == len(places(folder, PHOTO)) == 1
    assert len(list((folder.root / "rejected").glob("*.reason.txt"))) == 1


def test_a_name_that_is_no_utf8_moves(folder: PhotosFolder, queue: Path) -> None:
    """By its text name, which a database can keep."""
    put(queue, os.fsdecode(b"caf\xe9.jpg"), PHOTO)
    (photo,) = folder.queue(NOW)

    assert folder.set_aside(photo.name, f"{photo.name} is broken") == photo.name == "caf\ufffdE9.jpg"
    assert (folder.root / "rejected" / os.fsdecode(b"caf\xe9.jpg")).exists()


def test_a_folder_that_cannot_be_written_is_said_and_nothing_moves(
    folder: PhotosFolder, queue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record is the truth then; photo and text stay together in the queue."""
    put(queue, "scan.jpg", PHOTO)
    put(queue, "scan.txt", b"words")

    def refused(_path: Path, _target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refused)

    with pytest.raises(PhotosFolderError, match="can't be moved to posted: Permission denied") as error:
        folder.to_posted("scan.jpg", sha(PHOTO))
    assert error.value.do
    assert shown(folder) == {"queue/scan.jpg": PHOTO, "queue/scan.txt": b"words"}


def test_a_room_that_staff_deleted_is_made_again(folder: PhotosFolder, queue: Path) -> None:
    """An empty ``posted`` looks superfluous to a tidy person."""
    (folder.root / "posted").rmdir()
    put(queue, "scan.jpg", PHOTO)

    assert folder.find(sha(PHOTO), "scan.jpg") == Found(Place.QUEUE, "scan.jpg")
    assert folder.to_posted("scan.jpg", sha(PHOTO)) == "scan.jpg"


def test_which_photo_came_after_an_hour(folder: PhotosFolder, queue: Path, jpeg: bytes) -> None:
    """By the hour at which each came to posted: the first since then, or the newest of all; others' photos aside."""
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        put(queue, name, jpeg + name.encode())
        time.sleep(0.02)  # the file system's clock ticks in hundredths
        folder.to_posted(name, sha(jpeg + name.encode()))
    came = datetime.fromtimestamp((folder.root / "posted" / "b.jpg").lstat().st_ctime, UTC) - timedelta(milliseconds=5)

    def since(moment: datetime, *but: str) -> str:
        photo = folder.posted_since(moment, but=but)
        return photo.name if photo else ""

    assert (since(came), since(came, "b.jpg"), since(real_now() + timedelta(minutes=1))) == ("b.jpg", "c.jpg", "")
    newest = folder.newest_posted(but={"c.jpg"})
    assert newest
    assert newest.name == "b.jpg"
    assert [folder.came_since(name, came) for name in ("a.jpg", "b.jpg", "c.jpg", "d.jpg")] == [
        False,
        True,
        True,
        False,
    ]
