"""Taking a photo: opened once, watched, and left alone while somebody still writes it."""

import hashlib
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from captionbot.errors import PhotoRefused
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.intake import MOST_MEGABYTES
from captionbot.photos.opening import PhotoNotReady
from captionbot.photos.picture.examined import Examined, NotExamined
from tests.photos.answers import problem
from tests.photos.pictures import NOW, RED, near, png_claiming, put, real_now, seen


def take_in(folder: PhotosFolder, name: str = "scan.jpg") -> Examined:
    """What a photo of the queue is; raises what it is refused for."""
    return folder.take_in(name).examined()


def test_what_is_found_is_of_the_very_bytes_in_the_file(folder: PhotosFolder, queue: Path, jpeg: bytes) -> None:
    """Sum, trace and upload belong together, and the file is left as it is."""
    path = put(queue, "scan.jpg", jpeg)
    (photo,) = folder.queue(NOW)

    landed = folder.take_in("scan.jpg")

    assert (landed.trace, landed.sha256) == (photo.trace, hashlib.sha256(jpeg).hexdigest())
    found = landed.examined()
    assert (found.sha256, found.kind, found.sent_width, found.sent_height) == (landed.sha256, "JPEG", 400, 240)
    assert near(seen(found.jpeg).getpixel((10, 10)), RED)
    assert path.read_bytes() == jpeg


def test_bytes_that_are_known_are_not_decoded_again(folder: PhotosFolder, queue: Path, jpeg: bytes) -> None:
    """Whatever the file is called by now."""
    put(queue, "scan.jpg", jpeg)
    asked: list[str] = []

    def known(sha256: str) -> bool:
        asked.append(sha256)
        return True

    landed = folder.take_in("scan.jpg", known)

    assert (landed.found, asked) == (None, [hashlib.sha256(jpeg).hexdigest()])
    with pytest.raises(AssertionError):
        landed.examined()


def test_what_can_be_no_photo_is_refused_and_left_for_the_caller(folder: PhotosFolder, queue: Path) -> None:
    """Taking it in moves nothing; the words are for the note, and the sum of the bytes is known all the same."""
    put(queue, "scan.jpg", b"%PDF-1.7")

    landed = folder.take_in("scan.jpg")

    assert (landed.sha256, str(landed.found)) == (hashlib.sha256(b"%PDF-1.7").hexdigest(), str(landed.found))
    assert isinstance(landed.found, PhotoRefused)
    assert landed.found.message == "scan.jpg is a PDF, not a photo."
    assert [photo.name for photo in folder.queue(NOW)] == ["scan.jpg"]


def test_what_this_machine_could_not_do_is_no_fault_of_the_photo(
    folder: PhotosFolder, queue: Path, jpeg: bytes
) -> None:
    """It is neither taken nor refused."""
    put(queue, "scan.jpg", jpeg)

    def out_of_memory(descriptor: int, shown: str) -> Examined:
        raise NotExamined(f"{shown} could not be opened.", "Wait.")

    landed = replace(folder, examine=out_of_memory).take_in("scan.jpg")

    assert isinstance(landed.found, NotExamined)


def test_a_file_of_more_than_700_megabytes_is_refused_unread(folder: PhotosFolder, queue: Path) -> None:
    """A film that somebody called a photo."""
    put(queue, "scan.jpg", b"")
    os.truncate(queue / "scan.jpg", MOST_MEGABYTES * 1_000_000 + 1)
    when = NOW.timestamp() - 3600
    os.utime(queue / "scan.jpg", (when, when))

    with pytest.raises(PhotoRefused, match="larger than 700 MB"):
        take_in(folder)


@pytest.mark.parametrize("name", ["../posted/scan.jpg", "/etc/hostname", "", "..", "a\0b"])
def test_a_name_that_is_a_path_leads_nowhere(folder: PhotosFolder, name: str) -> None:
    """Names come from people and from databases."""
    put(folder.root / "posted", "scan.jpg", b"x")

    for act in (
        lambda: take_in(folder, name),
        lambda: folder.set_aside(name, "no"),
        lambda: folder.to_posted(name, ""),
    ):
        with pytest.raises(PhotoNotReady, match="is not the name of a photo"):
            act()


def test_a_photo_taken_away_meanwhile_is_not_an_error_of_ours(folder: PhotosFolder) -> None:
    """Staff may change their minds between the list and the slot."""
    with pytest.raises(PhotoNotReady, match=r"scan\.jpg is not in queue any more"):
        take_in(folder)


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

    (photo,) = folder.queue(real_now() + offset)
    assert (photo.settled, photo.problems) == (True, ())


@pytest.mark.parametrize("content", ["sound", "broken"])
def test_a_file_that_grows_while_it_is_read_is_left_alone(
    folder: PhotosFolder, queue: Path, jpeg: bytes, content: str
) -> None:
    """Whatever the clocks say, and even if what there is of it can't be a photo: it is neither taken nor refused."""
    path = put(queue, "scan.jpg", jpeg if content == "sound" else jpeg[:300])

    def while_it_grows(descriptor: int, shown: str) -> Examined:
        with path.open("ab") as file:
            file.write(b"more")
        return folder.examine(descriptor, shown)

    with pytest.raises(PhotoNotReady, match="still being copied"):
        take_in(replace(folder, examine=while_it_grows))


def test_a_file_swapped_while_it_is_read_is_left_alone(folder: PhotosFolder, queue: Path, jpeg: bytes) -> None:
    """The same size and date don't hide another file; nor is one that is gone by the end taken."""
    path = put(queue, "scan.jpg", jpeg)

    def swapped(descriptor: int, shown: str) -> Examined:
        put(queue, ".new", jpeg).replace(path)
        return folder.examine(descriptor, shown)

    def gone(descriptor: int, shown: str) -> Examined:
        path.unlink()
        return folder.examine(descriptor, shown)

    for examine, why in ((swapped, "still being copied"), (gone, "not in queue any more")):
        with pytest.raises(PhotoNotReady, match=why):
            take_in(replace(folder, examine=examine))


def test_an_answer_about_other_bytes_is_none(folder: PhotosFolder, queue: Path, jpeg: bytes) -> None:
    """What was examined is what was there."""
    put(queue, "scan.jpg", jpeg)

    def of_another(descriptor: int, shown: str) -> Examined:
        return replace(folder.examine(descriptor, shown), sha256="0" * 64)

    with pytest.raises(PhotoNotReady):
        take_in(replace(folder, examine=of_another))


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
        assert take_in(folder, photo.name).kind == "JPEG"


def test_what_is_refused_under_a_hostile_name_is_said_on_one_line(folder: PhotosFolder, queue: Path) -> None:
    """The sentence goes to a terminal, a log and a note."""
    put(queue, "a\n\x1b[2J.jpg", png_claiming(100_000, 100_000))

    with pytest.raises(PhotoRefused) as refused:
        take_in(folder, "a\n\x1b[2J.jpg")
    assert refused.value.message.startswith(r"a\n\x1b[2J.jpg is too large")
