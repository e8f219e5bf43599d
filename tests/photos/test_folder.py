"""The queue as it is found: what is a photo, what waits, and where a photo has gone."""

import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from captionbot.errors import PhotosFolderError
from captionbot.photos.folder import Found, PhotosFolder, Place
from captionbot.photos.opening import PhotoNotReady
from tests.photos.answers import problem
from tests.photos.pictures import NOW, put


def test_an_empty_queue_is_a_normal_week(folder: PhotosFolder) -> None:
    """There is nothing in it and nothing wrong with it."""
    assert folder.queue(NOW) == []
    assert folder.strays() == []
    assert folder.problems() == []


def test_a_missing_queue_is_not_an_empty_one(folder: PhotosFolder, queue: Path) -> None:
    """An unmounted share must not look like a week without photos."""
    queue.rmdir()

    with pytest.raises(PhotosFolderError, match="is missing"):
        folder.queue(NOW)
    with pytest.raises(PhotosFolderError, match="is missing"):
        folder.find("0" * 64, "scan.jpg")
    assert [found.what.endswith("queue is missing.") for found in folder.problems()] == [True]


def test_a_queue_that_is_a_file_is_an_error(tmp_path: Path, folder: PhotosFolder) -> None:
    """Whatever stands in the folder's place is said, not guessed."""
    (tmp_path / "file").touch()

    with pytest.raises(PhotosFolderError, match="can't be made"):
        PhotosFolder(tmp_path / "file", folder.wait, folder.examine, folder.draw).make()


def test_photos_stand_in_name_order_with_their_words(folder: PhotosFolder, queue: Path, jpeg: bytes) -> None:
    """Numbers by size; a text in any case and spelling of the name belongs to its photo."""
    for name in ("10.jpg", "2.jpg", "CAFE\u0301.JPG", "b.png", "noending"):
        put(queue, name, jpeg)
    put(queue, "2.txt", "Alt: two\nPost-on: 2026-12-25\n\nWords")
    put(queue, "café.TXT", "Coffee")
    put(queue, "b.txt", "for all")
    put(queue, "b.png.txt", "for this one")

    photos = folder.queue(NOW)

    assert [photo.name for photo in photos] == ["2.jpg", "10.jpg", "b.png", "CAFE\u0301.JPG", "noending"]
    assert [photo.sidecar.words for photo in photos] == ["Words", "", "for this one", "Coffee", ""]
    assert photos[0].sidecar.post_on == date(2026, 12, 25)
    assert not any(photo.problems for photo in photos)
    assert [stray.what for stray in folder.strays()] == ["b.txt has no photo beside it."]


def test_what_is_none_of_staffs_is_no_photo(folder: PhotosFolder, queue: Path) -> None:
    """The system's files, unfinished copies and old notes are passed over in silence."""
    for name in (".DS_Store", "Thumbs.db", "README", "README.txt", "a.jpg.part", "old.jpg.reason.txt", "PAUSE"):
        put(queue, name, b"x")
    (queue / "@eaDir").mkdir()

    assert folder.queue(NOW) == []
    assert folder.strays() == []


def test_what_is_no_photo_is_left_and_named(folder: PhotosFolder, queue: Path) -> None:
    """A lone text and a folder are neither posted nor moved."""
    put(queue, "ideas.txt", "some")
    (queue / "2025").mkdir()

    assert folder.queue(NOW) == []
    assert [stray.what for stray in folder.strays()] == [
        "ideas.txt has no photo beside it.",
        "2025 is a folder, not a photo.",
    ]


def bind_socket(path: Path) -> None:
    """A socket in the file system (its path may be too long for one, so by a short way)."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        pytest.param(lambda path: path.mkdir(), "a folder", id="folder"),
        pytest.param(lambda path: path.symlink_to("/etc/hostname"), "a link", id="link out"),
        pytest.param(lambda path: path.symlink_to(path), "a link", id="link to itself"),
        pytest.param(os.mkfifo, "a pipe", id="pipe"),
        pytest.param(bind_socket, "a socket", id="socket"),
    ],
)
@pytest.mark.timeout(10)
def test_what_is_no_file_is_never_opened_or_moved(
    folder: PhotosFolder, queue: Path, make: Callable[[Path], None], kind: str
) -> None:
    """Named .jpg or not, a link leads nowhere and a pipe blocks nobody."""
    make(queue / "scan.jpg")

    assert problem(folder) == f"scan.jpg is {kind}, not a file."
    with pytest.raises(PhotoNotReady, match="not a file"):
        folder.set_aside("scan.jpg", "no photo")
    assert os.path.lexists(queue / "scan.jpg")


def test_a_text_that_is_a_link_is_not_followed(folder: PhotosFolder, queue: Path, jpeg: bytes, tmp_path: Path) -> None:
    """Or the settings, token and all, would go out as the words of a post."""
    put(queue, "scan.jpg", jpeg)
    put(tmp_path, ".env", "TOKEN=secret")
    (queue / "scan.txt").symlink_to(tmp_path / ".env")

    assert problem(folder) == "scan.txt is a link, not a file."


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Alt: a\nPost-on: Christmas", "scan.txt, line 2: Post-on: “Christmas” is not a date."),
        ("x" * 70_000, "scan.txt is longer than 64 KB."),
        ("{\\rtf1 words}", "scan.txt is a document, not plain text."),
    ],
)
def test_a_text_that_must_not_be_guessed_at_makes_its_photo_wait(
    folder: PhotosFolder, queue: Path, jpeg: bytes, text: str, what: str
) -> None:
    """The photo stays where it is, and the line to mend is named."""
    put(queue, "scan.jpg", jpeg)
    put(queue, "scan.txt", text)

    assert problem(folder) == what


def test_a_lesser_mistake_is_named_and_keeps_no_photo_back(folder: PhotosFolder, queue: Path, jpeg: bytes) -> None:
    """When the picture was taken matters less than that it is posted."""
    put(queue, "scan.jpg", jpeg)
    put(queue, "scan.txt", "Taken: long ago\n\nWords")

    (photo,) = folder.queue(NOW)

    assert photo.problems[0].what == "scan.txt, line 1: Taken: “long ago” is not a year, month or day."
    assert not photo.waits
    assert photo.sidecar.words == "Words"


def test_a_photo_is_found_wherever_it_is(folder: PhotosFolder, queue: Path, jpeg: bytes) -> None:
    """By its bytes, though staff renamed it; nowhere is an answer too."""
    digest = hashlib.sha256(jpeg).hexdigest()
    assert folder.find(digest, "scan.jpg") is None

    put(queue, "scan.jpg", jpeg)
    assert folder.find(digest, "scan.jpg") == Found(Place.QUEUE, "scan.jpg")

    folder.set_aside("scan.jpg", "too odd")
    (folder.root / "rejected" / "scan.jpg").rename(folder.root / "rejected" / "odd.jpg")
    assert folder.find(digest, "scan.jpg") == Found(Place.REJECTED, "odd.jpg")


def test_listing_the_queue_imports_no_image_library() -> None:
    """`status` and `--help` start at once."""
    looks = "import sys, captionbot.photos.folder; sys.exit(bool({'PIL', 'pillow_heif', 'pyvips'} & set(sys.modules)))"

    assert subprocess.run([sys.executable, "-c", looks], check=False, timeout=60).returncode == 0
