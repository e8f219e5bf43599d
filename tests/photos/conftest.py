"""A photos folder of the test's own."""

from pathlib import Path

import pytest

from captionbot.photos.folder import PhotosFolder
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
    made = PhotosFolder(root, waits.append)
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
