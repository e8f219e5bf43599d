"""The text file beside a photo: found, read and written as a file."""

import os
from datetime import date
from pathlib import Path

import pytest

from captionbot.errors import PhotosFolderError
from captionbot.photos.opening import PhotoNotReady
from captionbot.photos.words import beside as module
from captionbot.photos.words.beside import Beside, WordsNotWritten, beside, open_sidecar, write
from captionbot.photos.words.sidecar import SIDECAR_LIMIT
from captionbot.photos.words.writing import with_words


@pytest.fixture
def queue(tmp_path: Path) -> Path:
    """A folder with one photo in it (what it is, nobody asks here)."""
    (tmp_path / "horse.jpg").write_bytes(b"photo")
    return tmp_path


def changed(found: Beside, **changes: str) -> Path:
    """Write some fields anew."""
    return write(found, with_words(found.decoded.text, changes))


def names_in(folder: Path) -> list[str]:
    """What lies in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


def test_a_photo_without_a_text_gets_one(queue: Path) -> None:
    """It has the photo's name, and nothing else is left in the folder."""
    place = changed(beside(queue, "horse.jpg"), alt="a horse")

    assert place == queue / "horse.txt"
    assert place.read_bytes() == b"Alt: a horse\n"
    assert names_in(queue) == ["horse.jpg", "horse.txt"]


@pytest.mark.parametrize(
    ("photo", "other", "name"),
    [
        ("horse.jpg", "horse.png", "horse.jpg.txt"),
        ("pause.jpg", "", "pause.jpg.txt"),
        ("readme.jpg", "", "readme.jpg.txt"),
        ("a.reason.jpg", "", "a.reason.jpg.txt"),
        ("two words.jpeg", "", "two words.txt"),
    ],
)
def test_a_name_that_would_mean_something_else_is_not_taken(queue: Path, photo: str, other: str, name: str) -> None:
    """The words of two photos, a PAUSE file, one of our notes."""
    for file in filter(None, (photo, other)):
        (queue / file).write_bytes(b"photo")

    assert changed(beside(queue, photo), alt="a").name == name
    assert beside(queue, photo).stands_in == name


def test_the_text_of_two_photos_is_left_to_the_other(queue: Path) -> None:
    """The one that is changed gets a text of its own, in which the rest stands too."""
    (queue / "horse.png").write_bytes(b"photo")
    (queue / "horse.txt").write_text("Alt: both\n\nWords\n")
    found = beside(queue, "horse.jpg")
    place = changed(found, alt="mine")

    assert (found.shared, found.stands_in, place.name) == (True, "horse.txt", "horse.jpg.txt")
    assert place.read_text() == "Alt: mine\n\nWords\n"
    assert (queue / "horse.txt").read_text() == "Alt: both\n\nWords\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252", "mac_roman"])
def test_a_text_is_written_in_the_encoding_that_it_has(queue: Path, encoding: str) -> None:
    """And with its own line ends."""
    text = "Alt: Don’t feed the café’s horse\r\n\r\nWords\r\n"
    (queue / "horse.txt").write_bytes(text.encode(encoding))
    changed(beside(queue, "horse.jpg"), credit="Señor Müller")

    wanted = text.replace("\r\n\r\n", "\r\nCredit: Señor Müller\r\n\r\n")
    assert (queue / "horse.txt").read_bytes() == wanted.encode(encoding)


def test_a_letter_that_the_encoding_lacks_makes_it_utf_8(queue: Path) -> None:
    """With a mark, by which Word knows it."""
    (queue / "horse.txt").write_bytes("Alt: café\n".encode("cp1252"))
    changed(beside(queue, "horse.jpg"), credit="Łódź 🐴")

    assert (queue / "horse.txt").read_bytes() == "Alt: café\nCredit: Łódź 🐴\n".encode("utf-8-sig")


@pytest.mark.parametrize("raw", ["Alt: Привет\n".encode("cp1251"), b"Alt: a\x81b\n", "Alt: a".encode("utf-16") + b"x"])
def test_letters_that_cant_be_told_are_not_written_in_another_way(queue: Path, raw: bytes) -> None:
    """They would be spoilt for good."""
    (queue / "horse.txt").write_bytes(raw)

    with pytest.raises(WordsNotWritten, match=r"horse\.txt has letters that can't be told"):
        changed(beside(queue, "horse.jpg"), credit="🐴")
    assert (queue / "horse.txt").read_bytes() == raw


def test_what_somebody_else_wrote_meanwhile_is_kept(queue: Path) -> None:
    """Changed, taken away, or made while there was none."""
    new = beside(queue, "horse.jpg")
    (queue / "horse.txt").write_text("Alt: theirs\n")
    with pytest.raises(WordsNotWritten, match="changed by somebody else"):
        changed(new, alt="mine")
    old = beside(queue, "horse.jpg")
    (queue / "horse.txt").write_text("Alt: theirs again\n")
    with pytest.raises(WordsNotWritten, match="changed by somebody else"):
        changed(old, alt="mine")

    assert (queue / "horse.txt").read_text() == "Alt: theirs again\n"
    (queue / "horse.txt").unlink()
    with pytest.raises(WordsNotWritten, match="changed by somebody else"):
        changed(old, alt="mine")
    assert names_in(queue) == ["horse.jpg"]


def test_a_file_system_without_hard_links_does_too(queue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A memory card, a network share."""

    def refuses(source: Path, target: Path, *, follow_symlinks: bool) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refuses)
    new = beside(queue, "horse.jpg")
    changed(new, alt="first")
    with pytest.raises(WordsNotWritten, match="changed by somebody else"):
        changed(new, alt="second")

    assert (queue / "horse.txt").read_text() == "Alt: first\n"


def test_a_link_is_neither_read_nor_replaced(queue: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """It may lead anywhere."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "notes.txt"
    elsewhere.write_text("Alt: theirs")
    new = beside(queue, "horse.jpg")
    (queue / "horse.txt").symlink_to(elsewhere)

    with pytest.raises(PhotoNotReady, match="is a link"):
        beside(queue, "horse.jpg")
    with pytest.raises(WordsNotWritten):
        changed(new, alt="mine")
    assert elsewhere.read_text() == "Alt: theirs"
    assert (queue / "horse.txt").is_symlink()


def test_a_text_keeps_its_mode(queue: Path) -> None:
    """Others in the office go on reading it."""
    (queue / "horse.txt").write_text("Alt: a\n")
    (queue / "horse.txt").chmod(0o664)
    changed(beside(queue, "horse.jpg"), alt="b")

    assert (queue / "horse.txt").stat().st_mode & 0o777 == 0o664


@pytest.mark.parametrize(
    ("number", "why", "remedy"),
    [
        (30, "Read-only file system", "write the folder {}, or type it into horse.txt yourself"),
        (13, "Permission denied", "write the folder {}, or type it into horse.txt yourself"),
        (28, "No space left on device", "See to the disk that {} is on"),
    ],
)
def test_a_folder_that_cant_be_written_says_what_to_do(
    queue: Path, monkeypatch: pytest.MonkeyPatch, number: int, why: str, remedy: str
) -> None:
    """It is the folder that must be let, not a file that isn't there; and a full disk is helped in another way."""

    def full(place: Path, name: object) -> None:
        raise OSError(number, why)

    monkeypatch.setattr(module, "new_file", full)
    with pytest.raises(WordsNotWritten, match=f"horse.txt can't be written: {why}") as told:
        changed(beside(queue, "horse.jpg"), alt="a")

    assert remedy.format(queue) in told.value.do
    assert names_in(queue) == ["horse.jpg"]


def test_a_text_with_a_second_name_waits_unread(queue: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A hard link may be any file of this machine, one with secrets in it, too; it is not copied either."""
    theirs = tmp_path_factory.mktemp("elsewhere") / "theirs"
    theirs.write_text("PASSWORD=hunter2\n")
    (queue / "horse.txt").hardlink_to(theirs)
    found = beside(queue, "horse.jpg")
    sidecar = open_sidecar(queue / "horse.txt")

    assert sidecar == found.read()
    assert (sidecar.words, [one.waits for one in sidecar.mistakes]) == ("", [True])
    assert "hunter2" not in repr(sidecar)
    with pytest.raises(WordsNotWritten, match="a second name"):
        changed(found, alt="a")
    theirs.unlink()
    assert open_sidecar(queue / "horse.txt").words == "PASSWORD=hunter2"


def test_a_text_that_may_not_be_written_is_not_replaced(queue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody took care that it stays as it is."""
    (queue / "horse.txt").write_text("Alt: a\n")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everything

    with pytest.raises(WordsNotWritten, match="it is read-only") as told:
        changed(beside(queue, "horse.jpg"), alt="b")
    assert told.value.do == "Let the user that captionbot runs as write horse.txt, or type it into it yourself."
    assert (queue / "horse.txt").read_text() == "Alt: a\n"


def test_names_and_texts_that_are_too_long_are_refused(queue: Path) -> None:
    """A file system takes 255 bytes, and a sidecar 64 KB."""
    for ending in ("jpg", "png"):
        (queue / ("é" * 125 + f".{ending}")).write_bytes(b"photo")
    with pytest.raises(WordsNotWritten, match="too long a name"):
        changed(beside(queue, "é" * 125 + ".jpg"), alt="a")
    with pytest.raises(WordsNotWritten, match="longer than 64 KB"):
        changed(beside(queue, "horse.jpg"), alt="a" * SIDECAR_LIMIT)


def test_a_folder_that_is_gone_is_no_empty_one(tmp_path: Path) -> None:
    """A share that isn't connected."""
    with pytest.raises(PhotosFolderError):
        beside(tmp_path / "gone", "horse.jpg")


def test_what_is_read_names_file_and_line(queue: Path) -> None:
    """As `queue` and `check` show it."""
    (queue / "horse.txt").write_text("Alt: a\nTaken: 2031\n")
    (found,) = open_sidecar(queue / "horse.txt", date(2026, 11, 23)).mistakes

    assert found.what == "horse.txt, line 2: Taken: 2031 is yet to come."
    assert open_sidecar(None).mistakes == ()
    assert open_sidecar(queue / "gone.txt").mistakes[0].waits
    (queue / "horse.txt").write_bytes(b"a" * (SIDECAR_LIMIT + 9))
    assert "longer than 64 KB" in open_sidecar(queue / "horse.txt").mistakes[0].what
