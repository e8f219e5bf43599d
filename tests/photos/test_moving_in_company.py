"""Moving a photo in a folder that others write too: nothing of theirs is lost, overwritten or taken unread."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from captionbot.errors import PhotosFolderError
from captionbot.photos import moving
from captionbot.photos.durably import new_file
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.opening import PhotoNotReady
from tests.photos.moved import OTHER, PHOTO, places, sha, shown
from tests.photos.pictures import NOW, put


@pytest.mark.usefixtures("across")
@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to])
def test_no_trap_in_the_folder_is_written_through(
    folder: PhotosFolder, queue: Path, tmp_path: Path, link: Callable[[Path, Path], None]
) -> None:
    """Whoever may write it could else have the record overwritten by laying a link where a file is about to be made."""
    record = put(tmp_path, "captionbot.db", b"the record")
    link(folder.root / "rejected" / ".captionbot-copying.part", record)
    put(queue, "scan.jpg", PHOTO)

    folder.set_aside("scan.jpg", "broken")

    assert record.read_bytes() == b"the record"
    assert (folder.root / "rejected" / "scan.jpg").read_bytes() == PHOTO


def test_a_note_that_a_person_wrote_stays_as_it_is(folder: PhotosFolder, queue: Path) -> None:
    """The photo and our note get a number; the very same note, of an earlier time, serves again."""
    put(folder.root / "rejected", "scan.jpg.reason.txt", b"Ann: the lender said no")

    for _ in range(2):
        put(queue, "scan.jpg", PHOTO)
        assert folder.set_aside("scan.jpg", "broken") == "scan (2).jpg"
        (folder.root / "rejected" / "scan (2).jpg").unlink()

    assert places(folder, b"Ann: the lender said no") == ["rejected/scan.jpg.reason.txt"]
    assert sorted(shown(folder)) == ["rejected/scan (2).jpg.reason.txt", "rejected/scan.jpg.reason.txt"]


def test_of_two_who_move_a_photo_none_takes_the_next_one_of_its_name(
    folder: PhotosFolder, queue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What staff put in its place between the two stays in the queue, unread."""
    carry = moving._carry
    put(queue, "scan.jpg", PHOTO)

    def meanwhile(source: Path, place: Path, *, keep: bool = False) -> None:
        monkeypatch.setattr(moving, "_carry", carry)
        folder.set_aside("scan.jpg", "broken")
        put(queue, "scan.jpg", OTHER)
        carry(source, place, keep=keep)

    monkeypatch.setattr(moving, "_carry", meanwhile)
    with pytest.raises(PhotosFolderError, match="File exists"):
        folder.set_aside("scan.jpg", "broken")

    assert (places(folder, PHOTO), places(folder, OTHER)) == (["rejected/scan.jpg"], ["queue/scan.jpg"])


def test_what_was_not_judged_is_not_set_aside(folder: PhotosFolder, queue: Path) -> None:
    """A mended photo that has the name by now stays in the queue."""
    put(queue, "scan.jpg", OTHER)
    (seen,) = folder.queue(NOW)
    (queue / "scan.jpg").unlink()
    put(queue, "scan.jpg", PHOTO)

    with pytest.raises(PhotoNotReady, match="still being copied"):
        folder.set_aside("scan.jpg", "broken", as_seen=seen.trace)
    assert shown(folder) == {"queue/scan.jpg": PHOTO}


def test_what_somebody_else_has_moved_is_not_ready(
    folder: PhotosFolder, queue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That it is gone is no fault of the folder."""
    rename = Path.rename
    put(queue, "scan.jpg", PHOTO)

    def too_late(path: Path, target: Path) -> Path:
        rename(path, path.with_name(".elsewhere"))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", too_late)
    with pytest.raises(PhotoNotReady, match="not in queue any more"):
        folder.set_aside("scan.jpg", "broken")


@pytest.mark.usefixtures("across")
@pytest.mark.parametrize("verb", ["to_posted", "set_aside"])
def test_a_photo_that_is_changed_while_it_is_copied_stays(
    folder: PhotosFolder, queue: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    """Between the copy and the removal lie minutes, for a large one on a slow share."""
    copy = shutil.copyfileobj
    put(queue, "scan.jpg", PHOTO)

    def and_somebody_saves_it(old: IO[bytes], new: IO[bytes]) -> None:
        copy(old, new)
        put(queue, "scan.jpg", OTHER)

    monkeypatch.setattr(shutil, "copyfileobj", and_somebody_saves_it)
    with pytest.raises((PhotosFolderError, PhotoNotReady), match="still being copied"):
        _ = folder.to_posted("scan.jpg", sha(PHOTO)) if verb == "to_posted" else folder.set_aside("scan.jpg", "why")
    assert places(folder, OTHER) == ["queue/scan.jpg"]


@pytest.mark.usefixtures("across")
def test_another_process_that_copies_at_the_same_time_is_not_taken_for_this_one(
    folder: PhotosFolder, queue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The half of its photo is given no name, and ours is copied when it is asked for again."""
    copy, hidden = shutil.copyfileobj, folder.root / "rejected" / ".captionbot-copying.part"
    put(queue, "scan.jpg", PHOTO)

    def and_another_begins(old: IO[bytes], new: IO[bytes]) -> None:
        copy(old, new)
        hidden.unlink()
        hidden.write_bytes(b"half of")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(shutil, "copyfileobj", and_another_begins)
        with pytest.raises(PhotosFolderError, match="No such file"):
            folder.set_aside("scan.jpg", "broken")
    assert places(folder, b"half of") == []

    folder.set_aside("scan.jpg", "broken")
    assert places(folder, PHOTO) == ["rejected/scan.jpg"]


@pytest.mark.parametrize("linked", [True, False], ids=["with links", "without"])
def test_what_comes_to_stand_at_a_place_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, linked: bool
) -> None:
    """On a memory stick, which knows no hard links, neither."""

    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    if not linked:
        monkeypatch.setattr(os, "link", no_links)
    with new_file(tmp_path / "free.txt") as file:
        file.write(b"ours")
    with pytest.raises(FileExistsError), new_file(tmp_path / "taken.txt") as file:
        (tmp_path / "taken.txt").write_bytes(b"theirs")

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "free.txt": b"ours",
        "taken.txt": b"theirs",
    }


@pytest.mark.usefixtures("across")
def test_a_folder_called_as_the_text_stays_where_it_is(folder: PhotosFolder, queue: Path) -> None:
    """It can't be copied, and is no text; the photo goes all the same."""
    put(queue, "scan.jpg", PHOTO)
    (queue / "scan.txt").mkdir()

    folder.set_aside("scan.jpg", "broken")

    assert places(folder, PHOTO) == ["rejected/scan.jpg"]
    assert (queue / "scan.txt").is_dir()


def test_the_folder_that_is_closed_is_the_one_that_is_named(
    folder: PhotosFolder, queue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A queue that we may only read lets no photo out, however open the other folder is."""
    put(queue, "scan.jpg", PHOTO)

    def refused(_path: Path, _target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refused)
    monkeypatch.setattr(os, "access", lambda path, _how: Path(path) != queue)

    with pytest.raises(PhotosFolderError, match="can't be moved to rejected: Permission denied") as error:
        folder.set_aside("scan.jpg", "broken")
    assert f"write {queue};" in error.value.do
    assert shown(folder) == {"queue/scan.jpg": PHOTO}, "and no note lies where its photo doesn't"
