"""The Page's own list of words, in a file that staff write."""

from pathlib import Path

import pytest

from captionbot.contest.screens import NO_WORDS
from captionbot.errors import WordsFileError
from captionbot.settings.listed import LARGEST, listed_words
from tests.settings.written import settings_of


def test_without_a_file_there_are_no_words(tmp_path: Path) -> None:
    """The setting is empty, as most will have it."""
    assert settings_of(tmp_path).words_file is None
    assert listed_words(None) is NO_WORDS


def test_the_file_lies_beside_the_settings(tmp_path: Path) -> None:
    """As every relative path does."""
    assert settings_of(tmp_path, "WORDS_FILE=ours.txt\n").words_file == tmp_path / "ours.txt"


@pytest.mark.parametrize("content", ["doofus\n".encode("utf-8-sig"), b"doofus\r\n# m\xfcde\r\n"])
def test_a_list_is_read_anew_whenever_it_is_asked_for(tmp_path: Path, content: bytes) -> None:
    """As editors write it, on Windows too."""
    file = tmp_path / "ours.txt"
    file.write_bytes(content)
    assert listed_words(file).holds(["doofus"])
    file.write_text("nitwit")
    assert not listed_words(file).holds(["doofus"])


def test_what_can_not_be_read_is_told_by_its_name(tmp_path: Path) -> None:
    """Missing, a folder, a photo by mistake, or far too long."""
    photo, novel = tmp_path / "photo.jpg", tmp_path / "novel.txt"
    photo.write_bytes(b"\xff\xd8\0\0")
    novel.write_text("x" * (LARGEST + 1))
    for path, why in (
        (tmp_path / "no", "No such file"),
        (tmp_path, "directory"),
        (photo, "no list"),
        (novel, "no list"),
    ):
        with pytest.raises(WordsFileError, match=why) as told:
            listed_words(path)
        assert str(path) in told.value.message
        assert "WORDS_FILE" in told.value.do
