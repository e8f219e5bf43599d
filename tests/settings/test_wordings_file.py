"""WORDINGS: staff's own words in force, and what is wrong with them told with the other settings."""

from pathlib import Path

import pytest

from captionbot.contest.wording import BUILT_IN
from captionbot.settings import files_seen, load_settings, read_public_words
from tests.settings.written import REQUIRED, problems_of, settings_of, written

THANKS = "[thanks]\nCheers, Springfield.\n"


def wordings(folder: Path, text: str | bytes = THANKS) -> Path:
    """A file of wordings beside `.env`."""
    path = folder / "wordings.txt"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_without_a_file_our_own_words_are_in_force(tmp_path: Path) -> None:
    """And nothing more is looked at."""
    settings = settings_of(tmp_path)

    assert (settings.wordings, settings.public_words) == (None, BUILT_IN)
    assert not settings.changed()


def test_the_file_lies_beside_the_settings_and_is_in_force(tmp_path: Path) -> None:
    """For the kinds that it names."""
    path = wordings(tmp_path)
    settings = settings_of(tmp_path, "WORDINGS=wordings.txt\n")

    assert settings.wordings == path
    assert settings.public_words.thanks == ("Cheers, Springfield.",)
    assert settings.public_words.reply == BUILT_IN.reply


def test_everything_wrong_is_told_at_once_with_file_and_line(tmp_path: Path) -> None:
    """What is wrong with the settings first, then the words, in the order of their lines."""
    wordings(tmp_path, "[thanks]\nLike us!\n\n[added]\n{caption}\n")
    env = written(tmp_path, REQUIRED + "WORDINGS=wordings.txt\nPOST_AT=fryday\n")

    told = problems_of(env)
    assert [one.partition(" ")[0] for one in told] == [".env:5:", "wordings.txt:2:", "wordings.txt:5:"]
    assert told[2] == "wordings.txt:5: this wording of [added] lacks {name}"


UNREADABLE = {
    "latin": ("[thanks]\nDanke schön.\n".encode("latin-1"), "wordings.txt:2: has a character that is not UTF-8"),
    "utf-16": (THANKS.encode("utf-16"), "wordings.txt: is saved as UTF-16 or is no text; save it as UTF-8"),
    "huge": (b"#" * 1_000_001, "wordings.txt: is larger than 1 MB, so it is another file than was meant"),
}


@pytest.mark.parametrize(("content", "told"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    """With what to do."""
    wordings(tmp_path, content)

    (problem,) = problems_of(written(tmp_path, REQUIRED + "WORDINGS=wordings.txt\n"))
    assert problem.startswith(told)


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path: Path) -> None:
    """A slip in its name must not put our words in force unseen."""
    (tmp_path / "words").mkdir()
    for name, told in (
        ("gone.txt", "gone.txt: there is no such file"),
        ("words", "words: is a folder; name the file in it"),
    ):
        assert problems_of(written(tmp_path, REQUIRED + f"WORDINGS={name}\n")) == [told]


def test_a_name_that_no_file_can_have_is_told_as_a_setting(tmp_path: Path) -> None:
    """Once, and with the line in `.env`."""
    env = written(tmp_path, REQUIRED + "WORDINGS=~nobody-of-that-name/w.txt\n")

    (told,) = problems_of(env)
    assert told.startswith(".env:4: WORDINGS is “~nobody-of-that-name/w.txt”")
    assert files_seen(env, {})[1] is None


def test_a_mark_of_the_encoding_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    """Editors on Windows write both."""
    wordings(tmp_path, b"\xef\xbb\xbf" + THANKS.replace("\n", "\r\n").encode())

    assert settings_of(tmp_path, "WORDINGS=wordings.txt\n").public_words.thanks == ("Cheers, Springfield.",)


def test_an_edit_of_the_words_is_a_change_of_the_settings(tmp_path: Path) -> None:
    """So is their disappearance; the daemon reads them again then."""
    path = wordings(tmp_path)
    settings = settings_of(tmp_path, "WORDINGS=wordings.txt\n")
    assert not settings.changed()

    wordings(tmp_path, THANKS + "\nThank you all.\n")
    assert settings.changed()
    path.unlink()
    assert settings.changed()


def test_whoever_says_nothing_needs_no_right_words(tmp_path: Path) -> None:
    """A pause must not wait until a file is mended; ours stand in for it, and nobody says them."""
    wordings(tmp_path, "[nonsense]\n")
    env = written(tmp_path, REQUIRED + "WORDINGS=wordings.txt\n")

    assert load_settings(env, {}, silent=True).public_words == BUILT_IN
    assert len(problems_of(env)) == 1


def test_the_environment_may_name_the_file(tmp_path: Path) -> None:
    """As with every setting, it wins."""
    wordings(tmp_path)

    settings = settings_of(tmp_path, "WORDINGS=gone.txt\n", {"WORDINGS": "wordings.txt"})
    assert settings.public_words.thanks == ("Cheers, Springfield.",)


def test_the_files_seen_are_those_that_would_be_read(tmp_path: Path) -> None:
    """Each by the state it has now; other states where one was written or is gone."""
    env = written(tmp_path, REQUIRED + "WORDINGS=wordings.txt\n")
    without = files_seen(env, {})
    wordings(tmp_path)

    assert without == (files_seen(env, {})[0], None, None)
    assert files_seen(env, {})[1] == read_public_words(tmp_path / "wordings.txt", "w").seen
