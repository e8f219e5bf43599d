"""SKIP_DAYS_FILE: days of the Page's own in force, and a wrong line refused whole with its number."""

from datetime import date
from pathlib import Path

import pytest

from captionbot.contest.own_days import NO_DAYS
from captionbot.settings import files_seen, load_settings
from tests.settings.written import REQUIRED, problems_of, settings_of, written

LEE = date(2027, 4, 30)
NAMED = "SKIP_DAYS_FILE=days.txt\n"


def days(folder: Path, text: str | bytes = "2027-04-30 Funeral\n") -> Path:
    """A file of days beside `.env`."""
    path = folder / "days.txt"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_without_a_file_there_are_no_days(tmp_path: Path) -> None:
    """And nothing more is looked at."""
    settings = settings_of(tmp_path)

    assert (settings.skip_days_file, settings.own_days, settings.wrong_days) == (None, NO_DAYS, ())
    assert not settings.changed()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
def test_the_file_lies_beside_the_settings(tmp_path: Path, mark: bytes) -> None:
    """With the line ends, and the mark of the encoding, that editors on Windows write."""
    days(tmp_path, mark + b"2027-04-30 Funeral\r\n")

    assert settings_of(tmp_path, NAMED).own_days.on(LEE) == "a day of your own: Funeral"


def test_wrong_lines_refuse_whoever_speaks(tmp_path: Path) -> None:
    """All of them at once, after what is wrong with the settings; a slip must let no photo out."""
    days(tmp_path, "04/30/2027 Lee\n12-24\nsoon\n")
    told = problems_of(written(tmp_path, REQUIRED + NAMED + "POST_AT=fryday\n"))

    assert [one.partition(" ")[0] for one in told] == [".env:5:", "days.txt:1:", "days.txt:3:"]
    assert told[1] == "days.txt:1: this line names no day; did you mean 2027-04-30?"


def test_whoever_says_nothing_goes_by_the_right_lines(tmp_path: Path) -> None:
    """A pause must not wait until a file is mended, and `next` shows what it can."""
    days(tmp_path, "04/30/2027 Lee\n12-24\n")
    settings = load_settings(written(tmp_path, REQUIRED + NAMED), {}, silent=True)

    assert settings.own_days.on(date(2026, 12, 24)) == "a day of your own"
    assert settings.wrong_days == ("days.txt:1: this line names no day; did you mean 2027-04-30?",)


UNREADABLE = {
    "latin": ("12-24 J\xfcrgen\n".encode("latin-1"), "days.txt:1: has a character that is not UTF-8"),
    "utf-16": ("12-24\n".encode("utf-16"), "days.txt: is saved as UTF-16"),
    "missing": (None, "days.txt: there is no such file"),
}


@pytest.mark.parametrize(("content", "told"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_text_or_not_there_is_refused(tmp_path: Path, content: bytes | None, told: str) -> None:
    """A slip in its name must not put no days in force unseen."""
    if content is not None:
        days(tmp_path, content)

    (problem,) = problems_of(written(tmp_path, REQUIRED + NAMED))
    assert problem.startswith(told)


def test_an_edit_of_the_days_is_a_change_of_the_settings(tmp_path: Path) -> None:
    """So is their disappearance; the daemon reads them again then."""
    path = days(tmp_path)
    settings = settings_of(tmp_path, NAMED)
    seen = files_seen(settings.env_file, {})
    assert not settings.changed()

    days(tmp_path, "2027-04-30 Funeral\n12-24\n")
    assert settings.changed()
    assert files_seen(settings.env_file, {}) != seen
    path.unlink()
    assert settings.changed()
