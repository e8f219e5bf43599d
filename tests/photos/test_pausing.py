"""The PAUSE file stops everything, however it is written."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from captionbot.errors import PhotosFolderError
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.pausing import NO_REASON, REASON_LIMIT
from tests.photos.pictures import NOW


def test_no_pause(folder: PhotosFolder) -> None:
    """A folder without the file pauses nothing."""
    (folder.root / "pause.jpg").touch()
    (folder.root / "not-paused.txt").touch()

    assert folder.pause_word() is None


@pytest.mark.parametrize("name", ["PAUSE", "pause", "Pause.txt", "PAUSE.TXT", "pause.txt.txt"])
def test_its_text_is_the_reason(folder: PhotosFolder, name: str) -> None:
    """In any case, with the ending that Windows hides, the words on one line."""
    (folder.root / name).write_bytes("\ufeffAn officer died.\r\nNothing this week\0.".encode())

    assert folder.pause_word() == "An officer died. Nothing this week\ufffd."


def test_an_empty_one_pauses_too(folder: PhotosFolder) -> None:
    """Whoever made it had no time to write."""
    (folder.root / "PAUSE").write_text(" \n")

    assert folder.pause_word() == NO_REASON


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda path: path.mkdir(), id="folder"),
        pytest.param(lambda path: path.symlink_to("/nowhere"), id="dangling link"),
        pytest.param(os.mkfifo, id="pipe"),
    ],
)
def test_whatever_it_is_it_pauses(folder: PhotosFolder, make: Callable[[Path], None]) -> None:
    """It need not be a file, and is not opened if it isn't."""
    make(folder.root / "PAUSE")

    assert folder.pause_word() == NO_REASON


def test_one_dropped_into_the_queue_pauses_and_is_no_photo(folder: PhotosFolder, queue: Path) -> None:
    """There staff drop everything else."""
    (queue / "pause.txt").write_text("funeral")

    assert folder.pause_word() == "funeral"
    assert folder.queue(NOW) == []
    assert folder.strays() == []


def test_a_file_named_in_the_settings_pauses(folder: PhotosFolder, tmp_path: Path) -> None:
    """It may lie on a share that other programs heed as well, under any name."""
    elsewhere = PhotosFolder(
        folder.root, folder.wait, folder.examine, folder.draw, (tmp_path / "STOP", tmp_path / "none" / "STOP")
    )
    assert elsewhere.pause_word() is None

    (tmp_path / "STOP").write_text("x" * 3000)

    assert elsewhere.pause_word() == "x" * REASON_LIMIT


def test_the_first_reason_given_is_told(folder: PhotosFolder, queue: Path) -> None:
    """An empty file beside one with words doesn't hide them."""
    (folder.root / "PAUSE").touch()
    (queue / "PAUSE").write_text("funeral")

    assert folder.pause_word() == "funeral"


def test_a_file_that_cannot_be_seen_pauses(
    folder: PhotosFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In doubt nothing is said."""
    hidden = tmp_path / "STOP"
    look_up = Path.lstat

    def refused(path: Path) -> os.stat_result:
        if path == hidden:
            raise PermissionError(13, "Permission denied")
        return look_up(path)

    monkeypatch.setattr(Path, "lstat", refused)

    assert PhotosFolder(folder.root, folder.wait, folder.examine, folder.draw, (hidden,)).pause_word() == NO_REASON


def test_a_photos_folder_that_is_gone_is_an_error(tmp_path: Path, folder: PhotosFolder) -> None:
    """An unmounted share looks like an empty place, and might have held a PAUSE file."""
    for root in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(PhotosFolderError, match="is missing") as error:
            PhotosFolder(root, folder.wait, folder.examine, folder.draw).pause_word()
        assert "connect it" in error.value.do


def test_a_photos_folder_that_is_closed_to_us_is_an_error(
    folder: PhotosFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What can't be seen may say "pause"."""

    def refused(_path: Path) -> list[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refused)

    with pytest.raises(PhotosFolderError, match="can't be read: Permission denied"):
        folder.pause_word()
