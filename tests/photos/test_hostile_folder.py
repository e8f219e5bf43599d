"""A folder that changes under our hands, is full, or holds ten thousand files: nothing is lost, nothing hangs."""

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from captionbot.errors import PhotosFolderError
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.names import raw_name, shown_name
from captionbot.photos.opening import PhotoNotReady
from captionbot.photos.picture.examined import Examined, Examiner
from captionbot.photos.picture.here import examine_here
from tests.photos.pictures import NOW, put
from tests.photos.unlike import file_unlike
from tests.photos.zoo import NAMES, NO_FILES, named, no_files

MANY = 10_000


def meddled(folder: PhotosFolder, meddle: Callable[[], object]) -> PhotosFolder:
    """The folder with somebody who acts while a photo is being examined."""

    def examine(descriptor: int, shown: str) -> Examined:
        found = examine_here(descriptor, shown)
        meddle()
        return found

    examiner: Examiner = examine
    return replace(folder, examine=examiner)


def test_every_odd_name_comes_back_whole(folder: PhotosFolder, queue: Path) -> None:
    """A text name leads back to the very bytes on disk, can be stored as UTF-8, and is shown without control signs."""
    named(queue)

    names = [photo.name for photo in folder.queue(NOW)]

    assert {os.fsencode(raw_name(name)) for name in names} == {os.fsencode(name) for name in NAMES.values()}
    assert all(name.encode() for name in names)
    assert all(shown_name(name).isprintable() for name in names)


def test_every_odd_name_can_be_examined_and_moved(folder: PhotosFolder, queue: Path) -> None:
    """Whatever a photo is called, it is opened, moved with a note, and found again."""
    named(queue)

    for photo in folder.queue(NOW):
        folder.take_in(photo.name)
        folder.set_aside(photo.name, "odd")

    assert folder.queue(NOW) == []
    assert len([path for path in (folder.root / "rejected").iterdir() if path.suffix.lower() != ".txt"]) == len(NAMES)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", tuple(NO_FILES))
def test_what_is_no_file_is_not_opened(folder: PhotosFolder, queue: Path, tmp_path: Path, name: str) -> None:
    """A link leads nowhere, a pipe blocks nobody, and nothing is moved."""
    no_files(queue, tmp_path)

    with pytest.raises(PhotoNotReady, match="not a file"):
        folder.take_in(name)
    with pytest.raises(PhotoNotReady):
        folder.set_aside(name, "odd")
    assert os.path.lexists(queue / name)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes devices")
@pytest.mark.timeout(20)
def test_a_device_is_not_opened(folder: PhotosFolder, queue: Path) -> None:
    """A file of endless zeros that is named as a photo."""
    if subprocess.run(["mknod", queue / "zeros.jpg", "c", "1", "5"], check=False).returncode:
        pytest.skip("this machine lets nobody make devices")

    with pytest.raises(PhotoNotReady, match="a device"):
        folder.take_in("zeros.jpg")


def test_a_hard_link_is_a_file_like_any_other(folder: PhotosFolder, queue: Path, tmp_path: Path) -> None:
    """Moving the name that lies in the queue leaves the other one as it was."""
    outside = put(tmp_path, "album.jpg", file_unlike(1))
    os.link(outside, queue / "a.jpg")

    folder.set_aside("a.jpg", "odd")

    assert outside.read_bytes() == file_unlike(1)


def test_a_photo_swapped_while_it_is_examined_is_not_taken(folder: PhotosFolder, queue: Path) -> None:
    """The facts of one file never stand for another."""
    path = put(queue, "a.jpg", file_unlike(1))
    other = put(queue.parent, "b.jpg", file_unlike(2))

    with pytest.raises(PhotoNotReady):
        meddled(folder, lambda: other.replace(path)).take_in("a.jpg")


def test_a_photo_that_grows_while_it_is_examined_is_not_taken(folder: PhotosFolder, queue: Path) -> None:
    """Somebody is writing it still."""
    path = put(queue, "a.jpg", file_unlike(1))

    def grow() -> None:
        with path.open("ab") as file:
            file.write(b"more")

    with pytest.raises(PhotoNotReady, match="still being copied"):
        meddled(folder, grow).take_in("a.jpg")


@pytest.mark.timeout(20)
def test_a_photo_replaced_by_a_pipe_blocks_nobody(folder: PhotosFolder, queue: Path) -> None:
    """Between the listing and the opening anything may take the name."""
    path = put(queue, "a.jpg", file_unlike(1))
    (photo,) = folder.queue(NOW)
    path.unlink()
    os.mkfifo(path)

    with pytest.raises(PhotoNotReady, match="a pipe"):
        folder.take_in(photo.name)


def test_a_photo_that_is_gone_is_said_to_be(folder: PhotosFolder, queue: Path) -> None:
    """Taken away between the listing and the opening."""
    path = put(queue, "a.jpg", file_unlike(1))
    path.unlink()

    with pytest.raises(PhotoNotReady, match="not in queue any more"):
        folder.take_in("a.jpg")


@pytest.mark.timeout(60)
def test_ten_thousand_photos_are_listed_in_seconds(folder: PhotosFolder, queue: Path) -> None:
    """With their texts; whoever drops an archive into the queue still gets an answer."""
    for number in range(MANY):
        (queue / f"scan {number}.jpg").write_bytes(b"\xff\xd8\xff")
        (queue / f"scan {number}.txt").write_text(f"Alt: {number}")

    photos = folder.queue(NOW + timedelta(days=400))

    assert [photo.name for photo in photos[:3]] == ["scan 0.jpg", "scan 1.jpg", "scan 2.jpg"]
    assert len(photos) == MANY
    assert photos[-1].sidecar.alt == str(MANY - 1)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 200 KB."""
    place = tmp_path / "small"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", place], check=False).returncode:
        pytest.skip("this machine lets nobody mount")
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts")
def test_a_full_disk_loses_nothing(folder: PhotosFolder, queue: Path, small_disk: Path) -> None:
    """Where the folder for refused photos has no room left, the photo stays whole in the queue, and is moved later."""
    rejected = folder.root / "rejected"
    rejected.rmdir()
    rejected.symlink_to(small_disk, target_is_directory=True)
    (small_disk / "filler").write_bytes(bytes(190_000))
    put(queue, "a.jpg", file_unlike(1, (1600, 1000)))

    with pytest.raises(PhotosFolderError, match="No space left"):
        folder.set_aside("a.jpg", "odd")
    assert (queue / "a.jpg").read_bytes() == file_unlike(1, (1600, 1000))

    (small_disk / "filler").unlink()
    assert folder.set_aside("a.jpg", "odd") == "a.jpg"
    assert (rejected / "a.jpg").read_bytes() == file_unlike(1, (1600, 1000))
    assert not (queue / "a.jpg").exists()
