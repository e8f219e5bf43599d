"""Photos that are handed over: safe names, nothing overwritten, whole at once."""

import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from captionbot.errors import PhotoRefused, PhotosFolderError
from captionbot.photos.arriving import (
    LONGEST_STEM,
    kind_of_upload,
    put_in,
    safe_name,
    same_in,
    sha256_of_upload,
)
from captionbot.photos.intake import queued
from captionbot.photos.names import is_ignored, is_one_name, is_sidecar
from captionbot.photos.picture.kinds import Kind
from tests.photos.pictures import drawing, file_of
from tests.photos.unlike import file_unlike

NAMES = {
    "image.jpg": "image.jpg",
    "IMG_1234.HEIC": "IMG_1234.heic",
    "C:\\Users\\dana\\goat.jpg": "goat.jpg",
    "../../etc/passwd": "passwd.jpg",
    "..": "photo.jpg",
    "": "photo.jpg",
    ".hidden.jpg": "hidden.jpg",
    "~$goat.jpg": "goat.jpg",
    "goat": "goat.jpg",
    "goat.txt": "goat.txt.jpg",
    "goat.jpg.part": "goat.jpg.part.jpg",
    "goat.jpg\x00.exe": "goat.jpg.exe.jpg",
    "a\nb\x1b[2J\u202egpj.jpg": "ab[2Jgpj.jpg",
    'what? "no" <b>|*.jpg': "what- -no- -b-.jpg",
    "goat.card.jpg": "goat.card.jpg",
    "pause.jpg": "photo pause.jpg",
    "Readme.jpg": "photo Readme.jpg",
    "desktop.ini": "desktop.ini.jpg",
    "trailing. .jpg": "trailing.jpg",
    "Müller e\u0301tude.jpg": "Müller étude.jpg",
    "\u732b.png": "\u732b.png",
    "x" * 300 + ".jpg": "x" * LONGEST_STEM + ".jpg",
    "\U0001f40e" * 100 + ".jpg": "\U0001f40e" * (LONGEST_STEM // 4) + ".jpg",
}


@pytest.mark.parametrize(("given", "name"), NAMES.items(), ids=range(len(NAMES)))
def test_a_name_is_made_safe(given: str, name: str) -> None:
    """It names one file, hides nothing, and is what the queue takes for a photo."""
    assert safe_name(given, Kind.JPEG) == name
    assert is_one_name(name)
    assert not is_ignored(name)
    assert not is_sidecar(name)
    assert len(os.fsencode(name)) < 200


def test_the_ending_is_that_of_the_kind_where_none_was_given() -> None:
    """A phone may send a name without one."""
    assert [safe_name("goat", kind) for kind in (Kind.HEIC, Kind.TIFF, Kind.WEBP)] == [
        "goat.heic",
        "goat.tif",
        "goat.webp",
    ]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A phone calls every photo image.jpg; whatever lies there under a name keeps it, a folder and a link too."""
    (tmp_path / "image (2).jpg").mkdir()
    (tmp_path / "image (3).jpg").symlink_to(tmp_path / "elsewhere")
    names = [put_in(tmp_path, "image.jpg", Kind.JPEG, io.BytesIO(file_unlike(n))) for n in (1, 2)]

    assert names == ["image.jpg", "image (4).jpg"]
    assert [(tmp_path / name).read_bytes() for name in names] == [file_unlike(1), file_unlike(2)]
    assert not (tmp_path / "elsewhere").exists()


class Late(io.BytesIO):
    """A photo during whose writing somebody else puts one there."""

    def __init__(self, content: bytes, place: Path) -> None:
        """Put it into ``place``."""
        super().__init__(content)
        self.place = place

    def read(self, size: int | None = -1, /) -> bytes:
        """Be slower than somebody else."""
        self.place.write_bytes(b"somebody else's")
        return super().read(size)


def test_who_comes_at_the_same_moment_keeps_the_name(tmp_path: Path) -> None:
    """The name is taken only once the photo is whole, and then it may be somebody else's."""
    name = put_in(tmp_path, "goat.jpg", Kind.JPEG, Late(file_unlike(1), tmp_path / "goat.jpg"))

    assert name == "goat (2).jpg"
    assert (tmp_path / "goat.jpg").read_bytes() == b"somebody else's"
    assert (tmp_path / name).read_bytes() == file_unlike(1)


def test_a_photo_never_takes_another_ones_words(tmp_path: Path) -> None:
    """goat.txt is the text of goat.jpg; a goat.png beside it would say the same."""
    (tmp_path / "goat.jpg").write_bytes(file_unlike(1))
    (tmp_path / "goat.txt").write_text("Alt: Two officers.")

    assert put_in(tmp_path, "Goat.png", Kind.PNG, io.BytesIO(b"\x89PNG")) == "Goat (2).png"


def test_a_text_that_lost_its_photo_is_no_other_photos(tmp_path: Path) -> None:
    """A phone calls every photo image.jpg: what somebody wrote years ago about another one is not taken over."""
    (tmp_path / "goat.txt").write_text("Alt: Two officers.")

    assert put_in(tmp_path, "goat.jpg", Kind.JPEG, io.BytesIO(file_unlike(1))) == "goat (2).jpg"


def test_it_may_be_looked_at_at_once(tmp_path: Path) -> None:
    """It came whole, so nobody waits for the rest of a copy; and nothing half is ever seen."""
    name = put_in(tmp_path, "goat.jpg", Kind.JPEG, io.BytesIO(file_unlike(1)))
    came = datetime.fromtimestamp((tmp_path / name).stat().st_ctime, UTC)

    assert queued(name, tmp_path / name, None, came).settled
    assert [path.name for path in tmp_path.iterdir()] == ["goat.jpg"]


@pytest.mark.parametrize("folder", ["gone", "a file"])
def test_a_queue_that_takes_nothing_says_so(tmp_path: Path, folder: str) -> None:
    """By our own error, which names the folder."""
    (tmp_path / "a file").write_text("")

    with pytest.raises(PhotosFolderError, match=folder):
        put_in(tmp_path / folder, "goat.jpg", Kind.JPEG, io.BytesIO(b""))


def test_a_disk_without_room_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And leaves nothing half behind."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("captionbot.photos.arriving.shutil.copyfileobj", full)

    with pytest.raises(PhotosFolderError, match="No space left") as raised:
        put_in(tmp_path, "goat.jpg", Kind.JPEG, io.BytesIO(b"x"))
    assert "room" in raised.value.do
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_photo_is_told_by_what_it_is() -> None:
    """By its content, whatever its name."""
    with pytest.raises(PhotoRefused, match=r"notes\.jpg is a PDF"):
        kind_of_upload("notes.jpg", io.BytesIO(b"%PDF-1.7"))
    with pytest.raises(PhotoRefused, match=r"goat\.jpg is empty"):
        kind_of_upload("goat.jpg", io.BytesIO(b""))
    assert kind_of_upload("notes.txt", io.BytesIO(file_of(drawing(), "PNG"))) is Kind.PNG


def test_a_photo_that_is_too_large_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it is written anywhere."""
    monkeypatch.setattr("captionbot.photos.arriving.MOST_MEGABYTES", 0)

    with pytest.raises(PhotoRefused, match="larger than 0 MB"):
        kind_of_upload("goat.jpg", io.BytesIO(file_unlike(1)))


def test_the_same_photo_is_known_by_its_bytes(tmp_path: Path) -> None:
    """Whatever it is called there; another one of the same length is another."""
    content = io.BytesIO(file_unlike(1))
    sha256, size = sha256_of_upload(content), len(file_unlike(1))
    (tmp_path / "other.jpg").write_bytes(b"x" * size)
    assert same_in(tmp_path, sha256, size) is None

    (tmp_path / "goat.jpg").write_bytes(file_unlike(1))
    assert same_in(tmp_path, sha256, size) == "goat.jpg"
