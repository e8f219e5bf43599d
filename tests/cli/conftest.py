"""The command line in this very process: as `captionbot` on a terminal, without a terminal."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from captionbot import cli
from tests.settings.written import REQUIRED, written


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `captionbot` with these words."""

    def ran(*words: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["captionbot", *words])
        with pytest.raises(SystemExit) as left:
            cli.main()
        told = capsys.readouterr()
        return Done(int(left.value.code or 0), told.out, told.err)

    return ran


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with settings in it, and nothing else."""
    monkeypatch.chdir(tmp_path)
    written(tmp_path, REQUIRED)
    return tmp_path


@pytest.fixture
def ready(here: Path, run: Run) -> Path:
    """A folder in which `init` was run."""
    assert run("init", "--no-input").code == 0
    return here
