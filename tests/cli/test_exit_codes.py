"""How a command leaves: 0 done, 1 a person can fix it, 2 wrong use or settings, 3 our fault."""

import logging
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from captionbot import cli
from captionbot.errors import CaptionbotError, NotNow, SettingsError, StoreError
from tests.cli.conftest import Run


def _raises(error: BaseException) -> Callable[..., int]:
    def command(**_: object) -> int:
        raise error

    return command


LEAVES: dict[str, tuple[BaseException, int, str]] = {
    "too late": (NotNow("It is too late.", "Wait."), 1, "It is too late. Wait.\n"),
    "no database": (StoreError("There is no database.", "Run `captionbot init`."), 1, "There is no database. Run "),
    "wrong settings": (SettingsError(["POST_AT is wrong", "TIMEZONE is missing"], "Mend."), 2, "is wrong\nTIMEZONE"),
    "wrong use": (click.UsageError("say either"), 2, "say either"),
    "given up": (click.Abort(), 1, ""),
    "a reader that went away": (BrokenPipeError(), 1, ""),
}


@pytest.mark.parametrize(("error", "code", "said"), LEAVES.values(), ids=LEAVES)
def test_an_error_is_a_line_and_a_code(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    """On stderr, without a trace."""
    monkeypatch.setattr(cli, "captionbot", _raises(error))
    done = run("status")

    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert "Traceback" not in done.err


def test_our_own_fault_is_told_with_its_trace(
    run: Run, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Somebody must mend it."""
    monkeypatch.setattr(cli, "captionbot", _raises(ZeroDivisionError("oops")))

    assert run("status").code == 3
    [record] = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert "report it" in record.message
    assert record.exc_info


@pytest.mark.parametrize(("value", "code"), [(None, 0), (0, 0), (1, 1)])
def test_a_command_may_say_its_own_code(
    run: Run, monkeypatch: pytest.MonkeyPatch, value: int | None, code: int
) -> None:
    """As `tick` does."""
    monkeypatch.setattr(cli, "captionbot", lambda **_: value)

    assert run().code == code


WRONG_USE: list[tuple[str, ...]] = [
    (),
    ("nonsense",),
    ("pick", "1"),
    ("pick", "one", "2", "--because", "x"),
    ("void", "1"),
    ("skip", "someday"),
    ("entries", "1", "--limit", "0"),
    ("pause",),
    ("status", "--colour"),
]


@pytest.mark.parametrize("words", WRONG_USE, ids=" ".join)
def test_wrong_use_is_explained(run: Run, here: Path, words: tuple[str, ...]) -> None:
    """And nothing is touched."""
    assert run(*words).code == 2
    assert [path.name for path in here.iterdir()] == [".env"]


@pytest.mark.parametrize("words", ["status", "next", "queue", "entries", "tick", "resume"])
def test_without_a_database_a_command_names_init(run: Run, here: Path, words: str) -> None:
    """It makes none."""
    done = run(words)

    assert (done.code, done.out) == (1, "")
    assert "captionbot init" in done.err
    assert [path.name for path in here.iterdir()] == [".env"]


def test_every_wrong_setting_is_told_at_once(run: Run, here: Path) -> None:
    """One line each."""
    (here / ".env").write_text("FACEBOOK_PAGE_ID=abc\nPOST_ATT=friday 10:00\nCLOSE_AT=monday\n")
    done = run("status")

    assert done.code == 2
    named = [name for name in ("FACEBOOK_PAGE_ID", "POST_ATT", "CLOSE_AT", "TIMEZONE") if name in done.err]
    assert named == ["FACEBOOK_PAGE_ID", "POST_ATT", "CLOSE_AT", "TIMEZONE"]


def test_an_error_can_not_move_the_cursor(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may hold what others wrote: a file's name, a caption, Facebook's words."""
    monkeypatch.setattr(cli, "captionbot", _raises(CaptionbotError("\x1b[2Jgone")))

    assert "\x1b" not in run("status").err
