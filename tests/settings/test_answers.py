"""Answers written into `.env`: whole or not at all, and nothing that somebody typed is lost."""

import os
from pathlib import Path

import pytest

from captionbot.errors import NotNow, SettingsError
from captionbot.settings import standing, write_answers
from tests.settings.written import REQUIRED, written

TOKEN = "FACEBOOK_PAGE_TOKEN"

FILES: dict[str, tuple[str, str]] = {
    "plain": (f"{TOKEN}=old\n", f"{TOKEN}=new\n"),
    "with remarks around it": (
        f"# ours\n\nCAPTION_MAX=120  # short\n{TOKEN}=old\n\n# the end\n",
        f"# ours\n\nCAPTION_MAX=120  # short\n{TOKEN}=new\n\n# the end\n",
    ),
    "without a last line break": (f"TIMEZONE=UTC\n{TOKEN}=old", f"TIMEZONE=UTC\n{TOKEN}=new\n"),
    "not there yet": ("TIMEZONE=UTC\n", f"TIMEZONE=UTC\n{TOKEN}=new\n"),
    "only in a remark": (f"#{TOKEN}=old\n", f"#{TOKEN}=old\n{TOKEN}=new\n"),
    "left empty": (f"{TOKEN}=\nTIMEZONE=UTC\n", f"{TOKEN}=new\nTIMEZONE=UTC\n"),
    "quoted": (f'{TOKEN}="old"\nORGANISER="The \'best\'"\n', f"{TOKEN}=new\nORGANISER=\"The 'best'\"\n"),
    "with Windows' line ends": (f"TIMEZONE=UTC\r\n{TOKEN}=old\r\n", f"TIMEZONE=UTC\r\n{TOKEN}=new\r\n"),
}


@pytest.mark.parametrize(("before", "after"), FILES.values(), ids=FILES)
def test_only_the_line_that_is_answered_changes(tmp_path: Path, before: str, after: str) -> None:
    """Letter by letter, and the file is its owner's alone."""
    path = written(tmp_path, before)
    path.chmod(0o644)

    assert write_answers(path, {TOKEN: "new"}, standing(path))
    assert path.read_bytes() == after.encode()
    assert path.stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == [".env"]  # noqa: PTH208 - names alone


@pytest.mark.parametrize("value", ["a'b", 'a"b', "with # sign", "back\\slash", "$HOME `id`", "déjà vu", "#first", ""])
def test_what_is_written_is_what_is_read(tmp_path: Path, value: str) -> None:
    """Whatever signs it has; an empty one takes the old away."""
    path = written(tmp_path, "ORGANISER=Old\nTIMEZONE=UTC\n")
    write_answers(path, {"ORGANISER": value}, standing(path))

    assert dict(standing(path).values) == {"TIMEZONE": "UTC"} | ({"ORGANISER": value} if value else {})


def test_what_stands_there_already_leaves_the_file_alone(tmp_path: Path) -> None:
    """But for who may read it."""
    path = written(tmp_path, REQUIRED)
    path.chmod(0o640)
    before = path.stat()

    assert not write_answers(path, {TOKEN: "EAABpretend"}, standing(path))
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_somebody_changed_meanwhile_stays_theirs(tmp_path: Path) -> None:
    """Nothing is written, and they are told to begin again."""
    path = written(tmp_path, REQUIRED)
    before = standing(path)
    path.write_text(REQUIRED + "CAPTION_MAX=99\n")

    with pytest.raises(NotNow, match="was changed while you answered"):
        write_answers(path, {TOKEN: "new"}, before)
    assert path.read_text() == REQUIRED + "CAPTION_MAX=99\n"
    assert os.listdir(tmp_path) == [".env"]  # noqa: PTH208 - names alone


def test_a_file_that_appeared_meanwhile_stays_theirs(tmp_path: Path) -> None:
    """Where there was none to begin with."""
    path = tmp_path / ".env"
    before = standing(path)
    written(tmp_path, REQUIRED)

    with pytest.raises(NotNow, match="was changed while you answered"):
        write_answers(path, {TOKEN: "new"}, before)
    assert path.read_text() == REQUIRED


def test_a_new_file_explains_every_setting(tmp_path: Path) -> None:
    """With the answers in their places."""
    path = tmp_path / ".env"

    assert write_answers(path, {TOKEN: "new", "POST_AT": "friday 9:30"}, standing(path))
    assert f"\n{TOKEN}=new\n" in path.read_text()
    assert "\nPOST_AT=friday 9:30\n" in path.read_text()
    assert "# The Page's time zone" in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What it leads to is written."""
    real = written(tmp_path, REQUIRED)
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / ".env"
    link.symlink_to(real)

    assert write_answers(link, {TOKEN: "new"}, standing(link))
    assert link.is_symlink()
    assert f"{TOKEN}=new\n" in real.read_text()


def test_the_owner_of_the_file_stays_its_owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write for the service's account, and must not shut it out."""
    path = written(tmp_path, REQUIRED)
    given: list[tuple[Path, int, int]] = []
    monkeypatch.setattr(os, "geteuid", lambda: 0 if path.stat().st_uid else 1)
    monkeypatch.setattr(os, "chown", lambda *words: given.append(words))
    write_answers(path, {TOKEN: "new"}, standing(path))

    assert given == [(tmp_path / ".env.new", path.stat().st_uid, path.stat().st_gid)]


def test_a_folder_that_can_not_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a sentence, with the file as it was."""
    path = written(tmp_path, REQUIRED)

    def closed(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", closed)
    with pytest.raises(NotNow, match=r"\.env can't be written: Permission denied\.") as refused:
        write_answers(path, {TOKEN: "new"}, standing(path))
    assert refused.value.do == "Nothing was changed."
    assert path.read_text() == REQUIRED


def test_a_byte_order_mark_stays_and_hides_nothing(tmp_path: Path) -> None:
    """As an editor on Windows writes it; no second line of that name is added."""
    path = written(tmp_path, b"\xef\xbb\xbf" + f"{TOKEN}=old\nTIMEZONE=UTC\n".encode())

    write_answers(path, {TOKEN: "new"}, standing(path))
    assert path.read_bytes() == b"\xef\xbb\xbf" + f"{TOKEN}=new\nTIMEZONE=UTC\n".encode()


def test_what_would_read_otherwise_than_meant_is_not_written(tmp_path: Path) -> None:
    """Whatever signs no file of settings can hold."""
    path = written(tmp_path, REQUIRED)

    with pytest.raises(NotNow, match="can't be changed safely"):
        write_answers(path, {TOKEN: "ends in a backslash and a mark \\'"} | {"no name": "x"}, standing(path))
    assert path.read_text() == REQUIRED


def test_a_file_with_mistakes_is_not_written_at_all(tmp_path: Path) -> None:
    """What a person typed is not to be lost."""
    path = written(tmp_path, "TOKEN_OF_PAGE=1\nnonsense\n")

    with pytest.raises(SettingsError, match="TOKEN_OF_PAGE is not a setting"):
        standing(path)
