"""Where settings come from, and how their mistakes are told."""

import os
from pathlib import Path

import pytest

from captionbot.contest.terms import Terms
from captionbot.errors import SettingsError
from captionbot.settings import load_settings, problem_with
from tests.settings.written import REQUIRED, problems_of, settings_of, written


def test_three_settings_are_enough(tmp_path: Path) -> None:
    """All the others have a default."""
    settings = settings_of(tmp_path)

    assert settings.facebook_page_id == "1234567890"
    assert settings.facebook_page_token.get_secret_value() == "EAABpretend"
    assert settings.zone.key == "America/Chicago"
    assert settings.announce_by == ("reply", "post")
    assert (settings.desk_host, settings.desk_port) == ("127.0.0.1", 8080)
    assert settings.warnings == ()


def test_the_default_terms_are_those_of_the_settings(tmp_path: Path) -> None:
    """One list of defaults: a contest begun with no settings of its own keeps the same terms."""
    assert settings_of(tmp_path).terms() == Terms("America/Chicago", "monday 10:00", "tuesday 10:00")


def test_the_environment_wins(tmp_path: Path) -> None:
    """A value of the environment stands over the file's; an empty one is none."""
    settings = settings_of(tmp_path, "PRIZE=a mug\nCONTACT=desk", {"PRIZE": "a cake", "CONTACT": "", "OTHER": "x"})

    assert (settings.prize, settings.contact) == ("a cake", "desk")


def test_the_environment_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a file the environment may hold everything; paths are then relative to the working folder."""
    monkeypatch.chdir(tmp_path)

    settings = load_settings(None, dict(line.split("=") for line in REQUIRED.split()))

    assert settings.photos_dir == tmp_path / "photos"


def test_relative_paths_lie_beside_the_file(tmp_path: Path) -> None:
    """Wherever the program is started from, it finds the same folders."""
    settings = settings_of(tmp_path, "SITE_DIR=out\nPAUSE_FILES=stop, /etc/stop\nDATABASE_URL=sqlite:///the.db")

    assert settings.photos_dir == tmp_path / "photos"
    assert settings.site_dir == tmp_path / "out"
    assert settings.pause_files == (tmp_path / "stop", Path("/etc/stop"))
    assert settings.database_url == f"sqlite:///{tmp_path}/the.db"


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    """In the order of the lines, then the environment, then what is missing."""
    path = written(tmp_path, "TIMZONE=Berlin\n\n# words\nREVIEW=automatic\nFOO=1\nCAPTION_MAX=3\nCAPTION_MAX=4\n")

    assert problems_of(path, {"CLOSE_AT": "9"})[:4] == [
        ".env:1: TIMZONE is not a setting; did you mean TIMEZONE?",
        ".env:4: REVIEW is “automatic”, which is none of auto, required; did you mean auto?",
        ".env:5: FOO is not a setting",
        ".env:7: CAPTION_MAX stands on line 6 already; keep one of the two",
    ]
    assert [problem.split(" is ")[0] for problem in problems_of(path, {"CLOSE_AT": "9"})[4:]] == [
        "environment: CLOSE_AT",
        "FACEBOOK_PAGE_ID",
        "FACEBOOK_PAGE_TOKEN",
    ]


def test_a_lower_case_name_is_a_slip(tmp_path: Path) -> None:
    """K2: names are written in upper case."""
    path = written(tmp_path, REQUIRED.replace("TIMEZONE", "timzone"))

    assert problems_of(path) == [".env:3: timzone is not a setting; did you mean TIMEZONE?"]


def test_nothing_there_names_init(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person who begins is told how to."""
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SettingsError, match="TIMEZONE is missing") as raised:
        load_settings(None, {})

    assert "captionbot init" in raised.value.do
    assert len(raised.value.problems) == 3


BROKEN = {
    "BOM": (b"\xef\xbb\xbf" + REQUIRED.encode(), []),
    "CRLF": (REQUIRED.replace("\n", "\r\n").encode(), []),
    "comment after a value": (b"PRIZE=  # none\n" + REQUIRED.encode(), []),
    "export and spaces": (b"export PRIZE = cake\n" + REQUIRED.encode(), []),
    "UTF-16": (REQUIRED.encode("utf-16"), [".env: is saved as UTF-16 or is no text; save it as UTF-8"]),
    "Latin-1": (
        b"PRIZE=caf\xe9\n" + REQUIRED.encode(),
        [".env:1: has a character that is not UTF-8 (byte 0xe9); save the file as UTF-8"],
    ),
    "huge": (b"#" * 1_000_001, [".env: is larger than 1 MB, so it is another file than was meant"]),
    "no equals sign": (
        b"PRIZE: cake\n" + REQUIRED.encode(),
        [".env:1: this line is not of the form NAME=value"],
    ),
    "an open quote": (
        REQUIRED.encode() + b'PRIZE="cake\n',
        [".env:4: this line opens a quote that does not end there"],
    ),
    "half a token": (
        REQUIRED.encode() + b"EAAB" + b"x" * 60 + b"=\n",
        [".env:4: this line sets nothing that is a setting"],
    ),
}


@pytest.mark.parametrize(("content", "problems"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_read_or_refused_by_line(tmp_path: Path, content: bytes, problems: list[str]) -> None:
    """K1: what editors do to a file is undone, or said with its line."""
    path = written(tmp_path, content)

    if problems:
        assert problems_of(path) == problems
    else:
        assert load_settings(path, {}).timezone == "America/Chicago"


def test_an_empty_file_names_what_is_missing(tmp_path: Path) -> None:
    """K1: empty is no error of its own."""
    assert len(problems_of(written(tmp_path, ""))) == 3


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """K1: nor is a pipe, which would hang or be empty the second time."""
    (tmp_path / ".env").mkdir()
    os.mkfifo(tmp_path / "pipe")

    assert problems_of(tmp_path / ".env") == [".env: is a folder; name the file in it"]
    assert problems_of(tmp_path / "pipe") == ["pipe: is not a plain file"]


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    """--env-file names a file that exists."""
    assert problems_of(tmp_path / "other.env") == ["other.env: there is no such file"]


def test_no_secret_is_shown(tmp_path: Path) -> None:
    """Neither settings nor mistakes print the token, the app's secret or a password."""
    token, password = "EAABsecrettoken", "passw0rd"
    good = (
        f"FACEBOOK_APP_SECRET={token}\nDATABASE_URL=postgres://u:{password}@h/d\nNOTIFY_URLS=mailto://u:{password}@h\n"
    )
    bad = f"""\
FACEBOOK_PAGE_ID={token}{"x" * 40}
FACEBOOK_PAGE_TOKEN=Bearer {token}
FACEBOOK_APP_SECRET='{token}
{token}'
DATABASE_URL=postgresql://u:{password}/x@host/db
HEARTBEAT_URL={password}
NOTIFY_URLS={password}
{password}
"""

    shown = repr(settings_of(tmp_path, good)) + str(settings_of(tmp_path, good))
    shown += "\n".join(problems_of(written(tmp_path, bad)))

    assert token not in shown
    assert password not in shown


def test_a_readable_file_is_warned_about(tmp_path: Path) -> None:
    """K7: others on the machine could read the token."""
    path = written(tmp_path, REQUIRED)
    path.chmod(0o644)

    [warning] = load_settings(path, {}).warnings

    assert "mode 644" in warning.what
    assert warning.do == f"chmod 600 {path}"


def test_a_change_of_the_file_is_seen(tmp_path: Path) -> None:
    """Saved, replaced by an editor, or taken away: the daemon reads it again."""
    settings = settings_of(tmp_path)
    assert not settings.changed()

    with (tmp_path / ".env").open("a") as file:
        file.write("PRIZE=cake\n")
    assert settings.changed()

    (tmp_path / ".env").unlink()
    assert settings.changed()


def test_one_answer_can_be_tried(tmp_path: Path) -> None:
    """`init` asks for one setting at a time."""
    assert problem_with("TIMEZONE", "Berlin", tmp_path).endswith("did you mean Europe/Berlin?")
    assert problem_with("SETTLE_MINUTES", "15", tmp_path) == ""
