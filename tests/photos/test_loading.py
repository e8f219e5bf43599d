"""Taking a photo: opened once, watched, and left alone while somebody still writes it."""

import hashlib
import os
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from captionbot.errors import PhotoRefused
from captionbot.photos.folder import WATCH_SECONDS, PhotosFolder
from captionbot.photos.intake import MOST_MEGABYTES
from captionbot.photos.opening import PhotoNotReady
from tests.photos.answers import problem
from tests.photos.pictures import NOW, RED, drawing, file_of, near, noise, png_claiming, put, real_now, seen


def test_a_loaded_photo_is_what_was_found(folder: PhotosFolder, queue: Path, jpeg: bytes, waits: list[float]) -> None:
    """Opened once: digest, upload and words belong together."""
    put(queue, "scan.jpg", jpeg)
    put(queue, "scan.txt", "Alt: a drawing")

    photo = folder.load("scan.jpg", NOW)

    assert ("scan.jpg", hashlib.sha256(jpeg).hexdigest()) == (photo.name, photo.sha256)
    assert (photo.sidecar.alt, (photo.width, photo.height), photo.remarks) == ("a drawing", (400, 240), ())
    assert near(seen(photo.jpeg).getpixel((10, 10)), RED)
    assert waits == [WATCH_SECONDS]


def test_a_look_does_not_wait(folder: PhotosFolder, queue: Path, jpeg: bytes, waits: list[float]) -> None:
    """`check` opens every photo in the queue."""
    put(queue, "scan.jpg", file_of(drawing(size=(150, 300))))

    photo = folder.load("scan.jpg", NOW, watch=False)

    assert [remark.what for remark in photo.remarks] == ["scan.jpg is small: 150 x 300 pixels."]
    assert not waits


def test_what_can_be_no_photo_is_refused_and_left_for_the_caller(folder: PhotosFolder, queue: Path) -> None:
    """Loading moves nothing; the words are for the note."""
    put(queue, "scan.jpg", b"%PDF-1.7")

    assert not folder.queue(NOW)[0].problems
    with pytest.raises(PhotoRefused, match=r"^scan\.jpg is a PDF, not a photo\.$"):
        folder.load("scan.jpg", NOW)
    assert [photo.name for photo in folder.queue(NOW)] == ["scan.jpg"]


def test_a_file_of_more_than_700_megabytes_is_refused_unread(folder: PhotosFolder, queue: Path) -> None:
    """A film that somebody called a photo."""
    put(queue, "scan.jpg", b"")
    os.truncate(queue / "scan.jpg", MOST_MEGABYTES * 1_000_000 + 1)
    when = NOW.timestamp() - 3600
    os.utime(queue / "scan.jpg", (when, when))

    with pytest.raises(PhotoRefused, match="larger than 700 MB"):
        folder.load("scan.jpg", NOW)


@pytest.mark.parametrize("name", ["../posted/scan.jpg", "/etc/hostname", "", "..", "a\0b"])
def test_a_name_that_is_a_path_leads_nowhere(folder: PhotosFolder, name: str) -> None:
    """Names come from people and from databases."""
    put(folder.root / "posted", "scan.jpg", b"x")

    for act in (
        lambda: folder.load(name, NOW),
        lambda: folder.set_aside(name, "no"),
        lambda: folder.to_posted(name, ""),
    ):
        with pytest.raises(PhotoNotReady, match="is not the name of a photo"):
            act()


def test_a_photo_taken_away_meanwhile_is_not_an_error_of_ours(folder: PhotosFolder) -> None:
    """Staff may change their minds between the list and the slot."""
    with pytest.raises(PhotoNotReady, match=r"scan\.jpg is not in queue any more"):
        folder.load("scan.jpg", NOW)


def test_a_photo_that_may_not_be_read_waits(
    folder: PhotosFolder, queue: Path, jpeg: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mode 000 is a thing to mend, not a reason to throw the photo out."""
    put(queue, "scan.jpg", jpeg).chmod(0)
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)  # root may read everything

    assert problem(folder) == "scan.jpg can't be read: Permission denied."


@pytest.mark.parametrize("age", [0, 9, -9])
def test_a_file_that_has_just_changed_is_left_alone(folder: PhotosFolder, queue: Path, jpeg: bytes, age: float) -> None:
    """Ten seconds of stillness by the clock in force, on either side of it."""
    put(queue, "scan.jpg", jpeg, age=age)

    assert problem(folder) == "scan.jpg is still being copied or written."


def test_a_text_that_has_just_changed_is_left_alone(folder: PhotosFolder, queue: Path, jpeg: bytes) -> None:
    """Half a sentence must not go out because the slot came while it was typed."""
    put(queue, "scan.jpg", jpeg)
    put(queue, "scan.txt", "Half a sen", age=2)

    assert problem(folder) == "scan.txt is still being copied or written."


@pytest.mark.parametrize("offset", [timedelta(days=5), timedelta(days=-400), timedelta(seconds=11)])
def test_a_clock_that_was_moved_keeps_no_photo_back(
    folder: PhotosFolder, queue: Path, jpeg: bytes, offset: timedelta
) -> None:
    """A file dated far ahead or long ago is settled if it is still while it is read."""
    (queue / "scan.jpg").write_bytes(jpeg)

    assert folder.load("scan.jpg", real_now() + offset).sha256


@pytest.mark.parametrize("content", ["sound", "broken"])
def test_a_file_that_grows_while_it_is_read_is_left_alone(
    folder: PhotosFolder, queue: Path, jpeg: bytes, content: str
) -> None:
    """Whatever the clocks say, and even if what there is of it can't be a photo: it is neither taken nor refused."""
    path = put(queue, "scan.jpg", jpeg if content == "sound" else jpeg[:300])

    def someone_writes(_seconds: float) -> None:
        with path.open("ab") as file:
            file.write(b"more")

    watched = PhotosFolder(folder.root, someone_writes)

    with pytest.raises(PhotoNotReady, match="still being copied"):
        watched.load("scan.jpg", real_now() + timedelta(days=5))


def test_a_file_swapped_while_it_is_watched_is_left_alone(folder: PhotosFolder, queue: Path, jpeg: bytes) -> None:
    """The same size and date don't hide another file."""
    path = put(queue, "scan.jpg", jpeg)

    def someone_swaps(_seconds: float) -> None:
        put(queue, ".new", jpeg).replace(path)

    with pytest.raises(PhotoNotReady):
        PhotosFolder(folder.root, someone_swaps).load("scan.jpg", NOW)


def test_a_slow_copy_is_told_in_one_pass_whatever_the_clock_says(folder: PhotosFolder, queue: Path) -> None:
    """A real writer, a real second of watching, a clock that is five days ahead."""
    raw, path, stop = file_of(noise(400, 300)), queue / "scan.jpg", threading.Event()
    path.write_bytes(raw[:1000])

    def write_slowly() -> None:
        with path.open("ab", buffering=0) as file:
            for place in range(1000, len(raw), 500):
                file.write(raw[place : place + 500])
                if stop.wait(0.2):
                    return

    writer = threading.Thread(target=write_slowly)
    writer.start()
    try:
        with pytest.raises(PhotoNotReady, match="still being copied"):
            PhotosFolder(folder.root, time.sleep).load("scan.jpg", datetime.now(UTC) + timedelta(days=5))
    finally:
        stop.set()
        writer.join()


def test_hostile_names_are_listed_loaded_and_shown(folder: PhotosFolder, queue: Path, jpeg: bytes) -> None:
    """Newlines, escape codes, direction marks and invalid UTF-8 are names like others, and show as one line."""
    raw = [b"a\nb.jpg", b"\x1b[31mred.jpg", "gpj.\u202eexe.jpg".encode(), b"caf\xe9.jpg", b"-rf.jpg", b"'; DROP.jpg"]
    for name in raw:
        put(queue, os.fsdecode(name), jpeg)

    photos = folder.queue(NOW)

    assert len(raw) == len(photos)
    assert not any(photo.waits for photo in photos)
    for photo in photos:
        assert photo.name.encode()
        assert folder.load(photo.name, NOW, watch=False).name == photo.name


def test_what_is_refused_under_a_hostile_name_is_said_on_one_line(folder: PhotosFolder, queue: Path) -> None:
    """The sentence goes to a terminal, a log and a note."""
    put(queue, "a\n\x1b[2J.jpg", png_claiming(100_000, 100_000))

    with pytest.raises(PhotoRefused) as refused:
        folder.load("a\n\x1b[2J.jpg", NOW)
    assert refused.value.message.startswith(r"a\n\x1b[2J.jpg is too large")
