"""A photos folder of the test's own."""

import errno
from pathlib import Path

import pytest

from captionbot.photos import moving
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.picture.here import examine_here
from tests.photos.drawing_words import draw_words
from tests.photos.pictures import drawing, file_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Where the photos folder is."""
    return tmp_path / "photos"


@pytest.fixture
def waits() -> list[float]:
    """The seconds that were waited."""
    return []


@pytest.fixture
def folder(root: Path, waits: list[float]) -> PhotosFolder:
    """An empty photos folder that doesn't really wait."""
    made = PhotosFolder(root, waits.append, examine_here, draw_words)
    made.make()
    return made


@pytest.fixture
def queue(folder: PhotosFolder) -> Path:
    """The queue folder."""
    return folder.root / "queue"


@pytest.fixture(scope="session")
def jpeg() -> bytes:
    """A small, sound photo."""
    return file_of(drawing())


@pytest.fixture
def across(monkeypatch: pytest.MonkeyPatch) -> None:
    """``posted`` and ``rejected`` are on another disk."""
    rename = Path.rename

    def refused(path: Path, target: Path) -> Path:
        if path.parent != target.parent:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refused)
    monkeypatch.setattr(moving, "_across", lambda _photo, _into: True)
