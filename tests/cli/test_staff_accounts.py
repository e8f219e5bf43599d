"""`captionbot staff`: who may sign in to the desk."""

import io
import json
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import argon2
import click
import pytest

from captionbot.accounts.passwords import is_right
from captionbot.accounts.sign_ins import digest_of
from captionbot.cli.staff import staff_command
from tests.cli.conftest import Run
from tests.settings.written import REQUIRED, written

PASSWORD = "blue horse lamp"


class _Input(io.StringIO):
    """What comes in, from a person or from a pipe."""

    def __init__(self, text: str, *, person: bool) -> None:
        super().__init__(text)
        self.person = person

    def isatty(self) -> bool:
        """Whether somebody sits there."""
        return self.person


@pytest.fixture(autouse=True)
def nothing_comes_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless a test says otherwise."""
    monkeypatch.setattr(sys, "stdin", _Input("", person=False))


def _rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "captionbot.db")) as connection:
        return connection.execute(query).fetchall()


def _dump(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "captionbot.db")) as connection:
        return "\n".join(connection.iterdump())


def _typed(monkeypatch: pytest.MonkeyPatch, *passwords: str) -> None:
    """A person types them where they are asked, unseen."""
    answers = iter(passwords)

    def asked(*_: object, **how: object) -> str:
        assert how["hide_input"]
        assert how["confirmation_prompt"]
        return next(answers)

    monkeypatch.setattr(sys, "stdin", _Input("", person=True))
    monkeypatch.setattr(click, "prompt", asked)


def test_the_password_is_asked_for_and_kept_as_argon2id(run: Run, ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that anybody would guess is refused and asked for again; it stands nowhere as it was typed."""
    _typed(monkeypatch, "password", PASSWORD)
    done = run("staff", "add", "Maria", "--by", "tom")

    assert (done.code, "anybody would try first" in done.out) == (0, True)
    assert "Maria may sign in to the desk as an admin." in done.out
    [(kept,)] = _rows(ready, "SELECT password FROM accounts")
    assert argon2.extract_parameters(str(kept)) == argon2.profiles.RFC_9106_LOW_MEMORY
    assert is_right(PASSWORD, str(kept))
    assert PASSWORD not in _dump(ready)
    assert PASSWORD not in done.out + done.err


def test_a_pipe_may_bring_the_password(run: Run, ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As an installer would; a weak one ends there, and nobody is added."""
    monkeypatch.setattr(sys, "stdin", _Input("12345678\n", person=False))
    assert run("staff", "add", "Maria", "--by", "tom").code == 1
    assert _rows(ready, "SELECT * FROM accounts") == []
    monkeypatch.setattr(sys, "stdin", _Input(f"{PASSWORD}\n", person=False))

    assert run("staff", "add", "Maria", "--by", "tom").code == 0
    assert "a password" in run("staff", "list").out


def test_a_link_is_printed_where_no_password_is_given(run: Run, ready: Path) -> None:
    """To the desk's own address; the record has a digest of it."""
    done = run("staff", "add", "Maria", "--by", "tom")
    [secret] = re.findall(r"^http://127\.0\.0\.1:8080/welcome/([\w-]{43})$", done.out, re.MULTILINE)

    assert _rows(ready, "SELECT link, password FROM accounts") == [(digest_of(secret), None)]
    assert secret not in _dump(ready)
    written(ready, f"{REQUIRED}DESK_URL=https://desk.example.org\n")
    assert "https://desk.example.org/welcome/" in run("staff", "link", "MARIA", "--by", "tom").out


@pytest.mark.usefixtures("ready")
def test_the_first_is_an_admin_and_the_next_an_editor(run: Run) -> None:
    """Or nobody could add anybody on the desk; --role says otherwise."""
    run("staff", "add", "Maria", "--link", "--by", "tom")
    run("staff", "add", "Dana", "--link", "--by", "tom")
    run("staff", "add", "Kim", "--role", "admin", "--link", "--by", "tom")
    found = json.loads(run("staff", "list", "--json").out)["staff"]

    assert [(one["name"], one["role"]) for one in found] == [("Dana", "editor"), ("Kim", "admin"), ("Maria", "admin")]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", found[0]["link_until"])
    assert (found[0]["has_password"], found[0]["browsers"], found[0]["seen_at"]) == (False, 0, None)
    assert found[0]["added_by"] == "tom"


@pytest.mark.usefixtures("ready")
def test_what_can_not_be_done_is_told(run: Run) -> None:
    """Before a password is asked for."""
    run("staff", "add", "Maria", "--link", "--by", "tom")
    for words, says in (
        (("add", "maria"), "may sign in already"),
        (("add", "root"), "nobody's name"),
        (("add", "a/b"), "no slashes"),
        (("link", "Dana"), "Nobody called Dana"),
        (("role", "Maria", "admin"), "is an admin already"),
    ):
        done = run("staff", *words, "--by", "tom")
        assert (done.code, says in done.err) == (1, True), done.err
    assert run("staff", "role", "Maria", "king").code == 2


def test_somebody_leaves(run: Run, ready: Path) -> None:
    """Every word of it is in the audit, with who said it."""
    run("staff", "add", "Maria", "--link", "--by", "tom")
    run("staff", "add", "Dana", "--link", "--by", "tom")
    assert "Dana is an admin now." in run("staff", "role", "dana", "admin", "--by", "tom").out
    assert "(0 browsers)" in run("staff", "sign-out", "Maria", "--by", "tom").out
    done = run("staff", "remove", "Maria", "--because", "left", "--by", "tom")

    assert (done.code, done.out) == (0, "Maria may sign in no more, and is signed out everywhere.\n")
    assert "Maria" not in run("staff", "list").out
    said = _rows(ready, "SELECT action, detail, because FROM audit WHERE by = 'tom' ORDER BY id")
    assert said == [
        ("staff-add", "Maria, admin", ""),
        ("staff-link", "Maria", ""),
        ("staff-add", "Dana, editor", ""),
        ("staff-link", "Dana", ""),
        ("staff-role", "Dana, editor → admin", ""),
        ("sign-out", "Maria, everywhere", ""),
        ("staff-remove", "Maria, admin", "left"),
    ]


@pytest.mark.usefixtures("ready")
def test_where_nobody_may_sign_in_the_list_says_how(run: Run) -> None:
    """There is no account that comes with the program."""
    assert "captionbot staff add NAME" in run("staff", "list").out
    assert json.loads(run("staff", "list", "--json").out) == {"staff": []}


def test_no_password_can_be_given_as_an_argument() -> None:
    """It would stand in the history of the shell and in the list of processes."""
    options = {option for command in staff_command.commands.values() for one in command.params for option in one.opts}

    assert not any("password" in option for option in options)
