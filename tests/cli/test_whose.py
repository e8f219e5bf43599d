"""A command of another account than the one whose files they are: refused, with the line that does it rightly."""

import os
import pwd
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from captionbot.cli.whose import refuse_settings_of_another
from captionbot.errors import AnotherUser, StoreError
from captionbot.store.database import make_store, open_store
from captionbot.store.owner import refuse_file_of_another
from tests.cli.conftest import Run
from tests.left_out import leave_out

NOBODY = pwd.getpwnam("nobody")


@pytest.fixture
def anothers(ready: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record whose owner is, for all that this process can see, another account: its own has another number."""
    monkeypatch.setattr("captionbot.store.owner.os.geteuid", lambda: NOBODY.pw_uid)
    return ready


@pytest.mark.parametrize("words", [["status"], ["tick"], ["pause", "--because", "it's a funeral"]], ids=str)
def test_every_command_is_refused_and_says_how(
    run: Run, anothers: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    """Before it has written anything; the line can be pasted as it stands."""
    monkeypatch.setattr("captionbot.store.owner.shutil.which", lambda _: "/usr/bin/sudo")
    me = pwd.getpwuid((anothers / ".env").stat().st_uid).pw_name
    files = {path: path.stat().st_mtime_ns for path in anothers.iterdir()}
    done = run(*words)

    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert done.err.startswith(f"{anothers / 'captionbot.db'} belongs to {me}, and this runs as nobody")
    typed = " ".join(words).replace("it's a funeral", "'it'\"'\"'s a funeral'")
    assert done.err.endswith(f"Do it as {me}: sudo -u {me} -- captionbot {typed}\n")
    assert {path: path.stat().st_mtime_ns for path in anothers.iterdir()} == files


def test_root_without_sudo_has_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And an account without a name is called by its number; a module is run as one."""
    monkeypatch.setattr("captionbot.store.owner.shutil.which", lambda _: None)
    monkeypatch.setattr("captionbot.store.owner.os.geteuid", iter([4711, 4711, 0]).__next__)
    monkeypatch.setattr(sys, "argv", ["/opt/captionbot/__main__.py", "status"])
    file = tmp_path / "captionbot.db"
    file.touch()
    monkeypatch.setattr("captionbot.store.owner.pwd.getpwuid", {}.__getitem__)
    with pytest.raises(AnotherUser) as refused:
        refuse_file_of_another(file)

    number = file.stat().st_uid
    again = f"runuser -u '#{number}' -- {sys.executable} -m captionbot status"
    assert refused.value.do == f"Do it as #{number}: {again}"


def test_a_record_of_ours_is_opened(ready: Path) -> None:
    """By whoever made it; and one that isn't there is told as such."""
    open_store(f"sqlite:///{ready / 'captionbot.db'}", "1234567890").close()
    with pytest.raises(StoreError, match="There is no database"):
        open_store(f"sqlite:///{ready / 'other.db'}", "1234567890")


@contextmanager
def _as_nobody() -> Iterator[None]:
    """Really as another account, for as long as it takes."""
    if os.geteuid():
        leave_out("root's rights", "sudo make test")
    os.seteuid(NOBODY.pw_uid)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("closed", [".env", "."], ids=["the file", "its folder"])
def test_settings_that_are_closed_name_whose_they_are(here: Path, closed: str) -> None:
    """Whoever is not in on the secrets is told who is, whether the file is closed or all of its folder."""
    for folder in (here, *here.parents[:3]):
        folder.chmod(0o755)
    (here / closed).chmod(0o600)
    with _as_nobody(), pytest.raises(AnotherUser, match="belongs to root, and this runs as nobody"):
        refuse_settings_of_another(here / ".env")
    refuse_settings_of_another(here / ".env")
    refuse_settings_of_another(here / "nowhere" / ".env")


def test_root_is_another_as_well(tmp_path: Path) -> None:
    """What root made, nobody opens; what nobody made, root leaves alone."""
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(0o755)
    url = f"sqlite:///{tmp_path / 'captionbot.db'}"
    make_store(url, "1234567890").close()
    with _as_nobody(), pytest.raises(AnotherUser, match="belongs to root"):
        open_store(url, "1234567890")
    os.chown(tmp_path / "captionbot.db", NOBODY.pw_uid, -1)
    with pytest.raises(AnotherUser, match="belongs to nobody, and this runs as root"):
        open_store(url, "1234567890")
