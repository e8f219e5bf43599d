"""The command line in this very process: as `captionbot` on a terminal, without a terminal."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

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
        code = cli.run()
        told = capsys.readouterr()
        return Done(code, told.out, told.err)

    return ran


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with settings in it, and nothing else."""
    monkeypatch.chdir(tmp_path)
    written(tmp_path, REQUIRED)
    return tmp_path


@pytest.fixture(scope="session")
def initialised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `init` was run."""
    folder = tmp_path_factory.mktemp("initialised")
    env = written(folder, REQUIRED)
    done = CliRunner().invoke(cli.captionbot, ["--env-file", str(env), "init", "--no-input"])
    assert done.exit_code == 0
    return folder


@pytest.fixture
def ready(here: Path, initialised: Path) -> Path:
    """The same for one test."""
    shutil.copytree(initialised, here, dirs_exist_ok=True)
    return here
