"""Opening what anyone may have put there."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from captionbot.photos.opening import PhotoNotReady, look, read_whole, sha256_of
from tests.photos.pictures import put


def test_a_file_is_read_up_to_one_byte_more_than_allowed(tmp_path: Path) -> None:
    """So that one which is too long is told without reading all of it."""
    path = put(tmp_path, "scan.jpg", b"0123456789")

    assert read_whole(path, 10) == b"0123456789"
    assert read_whole(path, 4) == b"01234"


def test_a_link_that_appears_between_the_look_and_the_opening_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The descriptor decides, not the name."""
    secret = put(tmp_path, ".env", b"secret")
    photo = put(tmp_path, "scan.jpg", b"photo")
    open_it = os.open

    def swapped(path: Path, flags: int) -> int:
        photo.unlink()
        photo.symlink_to(secret)
        return open_it(path, flags)

    monkeypatch.setattr(os, "open", swapped)

    with pytest.raises(PhotoNotReady, match=r"scan\.jpg can't be read"):
        read_whole(photo, 100)


@pytest.mark.timeout(10)
def test_a_pipe_that_appears_between_the_look_and_the_opening_blocks_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody writes to it, and nobody waits."""
    photo = put(tmp_path, "scan.jpg", b"photo")
    open_it = os.open

    def swapped(path: Path, flags: int) -> int:
        photo.unlink()
        os.mkfifo(photo)
        return open_it(path, flags)

    monkeypatch.setattr(os, "open", swapped)

    with pytest.raises(PhotoNotReady, match="is a pipe"):
        read_whole(photo, 100)


def test_a_file_that_changes_while_it_is_read_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of one picture and half of another is neither."""
    photo = put(tmp_path, "scan.jpg", b"photo")
    fstat = os.fstat
    with photo.open("ab", buffering=0) as file, monkeypatch.context() as patch:

        def someone_writes(descriptor: int) -> os.stat_result:
            file.write(b"more")
            return fstat(descriptor)

        patch.setattr(os, "fstat", someone_writes)
        with pytest.raises(PhotoNotReady, match="still being copied"):
            read_whole(photo, 100)


def test_what_cannot_be_read_has_no_digest(tmp_path: Path) -> None:
    """Nothing there, a folder, a link: none of them is the photo that is looked for."""
    put(tmp_path, "scan.jpg", b"photo")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "scan.jpg")

    assert sha256_of(tmp_path / "scan.jpg")
    assert not any(sha256_of(tmp_path / name) for name in ("link.jpg", "none.jpg", "."))


def test_a_file_keeps_its_trace_when_its_share_is_mounted_anew(tmp_path: Path) -> None:
    """A share has another device number after each mount: nothing of what is known of its files may hang on that."""
    before = look(put(tmp_path, "scan.jpg", b"photo"))

    assert replace(before, device=before.device + 1).text == before.text
    assert before.text.count(":") == 3
