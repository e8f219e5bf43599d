"""A part in a process of its own: what it gave is kept however it ends, and nothing of it goes on."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from bench import parts
from bench.figures import Figure
from bench.parts import MISSING, run_part

ROOT = Path(__file__).parents[2]
FIGURE = Figure("Part", "thing", "s", 1.5)
GIVEN = f"print({json.dumps(FIGURE.as_json())!r}, flush=True)\n"
SLEEPER = "import time; time.sleep(60)"
TIDY = f"""
import pathlib, signal, subprocess, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
child = subprocess.Popen([sys.executable, "-c", "{SLEEPER}"])
pathlib.Path("child").write_text(str(child.pid))
{GIVEN}
try:
    child.wait()
finally:
    pathlib.Path("tidied").touch()
"""
"""A part that waits for a process of its own, and tidies up."""


def _part(words: str) -> list[str]:
    return [sys.executable, "-c", words]


def _gone(process: int) -> bool:
    """Whether it ends in the next seconds."""
    until = monotonic() + 5
    while monotonic() < until:
        state = Path(f"/proc/{process}/stat")
        if not state.exists() or ") Z " in state.read_text():
            return True
        sleep(0.02)
    return False


def test_figures_and_whatever_else_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """A part's figures are lines of JSON; what it does without is passed on."""
    heard = run_part(_part(f"{GIVEN}print('vipsthumbnail is missing')"), 60)

    assert (heard.figures, heard.missing, heard.failed) == ([FIGURE], "", "")
    assert capsys.readouterr().out == "vipsthumbnail is missing\n"


def test_a_missing_program_is_no_failure() -> None:
    """It is said which."""
    heard = run_part(_part(f"print({json.dumps({'missing': 'PostgreSQL'})!r}); raise SystemExit({MISSING})"), 60)

    assert (heard.missing, heard.failed) == ("PostgreSQL", "")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("raise SystemExit(4)", "failed with code 4;"),
        (f"raise SystemExit({MISSING})", f"failed with code {MISSING};"),
        ("print('{\"part\": \"Pa', end='', flush=True); import os; os.kill(os.getpid(), 9)", "failed with code -9;"),
        ("print('{\"part\": \"Pa', end='')", 'is no figure: {"part": "Pa'),
        ("print('{}')", "is no figure: {}"),
    ],
)
def test_what_a_part_gave_before_it_failed_is_kept(words: str, told: str) -> None:
    """Killed in the middle of a line too."""
    heard = run_part(_part(GIVEN + words), 60)

    assert heard.figures == [FIGURE]
    assert told in heard.failed


def test_a_part_that_takes_too_long_tidies_up_and_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So does what it started."""
    monkeypatch.chdir(tmp_path)
    heard = run_part(_part(TIDY), 1.5)

    assert heard.figures == [FIGURE]
    assert "it took more than" in heard.failed
    assert (tmp_path / "tidied").exists()
    assert _gone(int((tmp_path / "child").read_text()))


def test_a_part_that_does_not_listen_is_made_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """With patience, but not with any."""
    monkeypatch.setattr(parts, "PATIENCE", 0.3)
    heard = run_part(_part(f"import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); {SLEEPER}"), 1)

    assert "it took more than" in heard.failed
    assert heard.seconds < 30


def test_what_a_part_leaves_running_ends_with_it() -> None:
    """Although it holds the part's output open, for which nobody waits."""
    words = f"import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', {SLEEPER!r}]).pid, file=sys.stderr)"
    began = monotonic()
    heard = run_part(_part(words), 30)

    assert heard.failed == ""
    assert monotonic() - began < 20


@pytest.mark.parametrize(("told", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_whoever_stops_the_bench_stops_the_part(told: int, code: int, tmp_path: Path) -> None:
    """All of it, in order, and without a traceback."""
    words = f"""
import importlib, signal, sys
main = importlib.import_module("bench.__main__")
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
main.compile_program = lambda: None
run_part = main.run_part
main.run_part = lambda command, limit: run_part([sys.executable, "-c", {TIDY!r}], limit)
sys.exit(main.main(["--only", "calls"]))
"""
    around = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(_part(words), cwd=tmp_path, env=around, stdout=-1, stderr=-1, text=True) as bench:
        until = monotonic() + 30
        while not (tmp_path / "child").exists() and monotonic() < until:
            sleep(0.02)
        sleep(0.2)
        bench.send_signal(told)
        complained = bench.communicate(timeout=30)[1]

    assert bench.returncode == code
    assert "bench" not in complained
    assert (tmp_path / "tidied").exists()
    assert _gone(int((tmp_path / "child").read_text()))
