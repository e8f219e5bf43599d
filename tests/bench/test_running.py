"""`python -m bench`: what is asked for is looked at before minutes are spent, and nothing that a part says is lost."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bench import waiting
from bench.__main__ import PARTS, Found, _limit, _put, _too_little, main
from bench.comments import calls
from bench.comments.rig import PASSES, SWEEPS, Rig, Took
from bench.figures import Figure, Scale
from bench.machine import commit
from bench.measuring import Ran, end, without_settings


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--into", "nowhere"], "there is no folder nowhere"),
        (["--rounds", "0"], "at least one round, not 0"),
        (["--only", "calls,horses"], "there is no part horses"),
    ],
)
def test_what_can_not_be_done_is_told_at_once(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not after the measuring, whose figures would be lost."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main(words)
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("parts", "rounds", "failed", "told"),
    [
        (list(PARTS), 5, {}, ""),
        (list(PARTS), 4, {}, "fewer than 5 rounds"),
        (list(PARTS)[1:], 5, {}, "not every part"),
        (list(PARTS), 5, {"desk": "failed with code 1"}, "desk failed"),
    ],
)
def test_figures_that_everybody_reads_are_not_replaced_by_less(
    parts: list[str], rounds: int, failed: dict[str, str], told: str
) -> None:
    """A program that is not here is no failure."""
    why = _too_little(parts, Scale(rounds=rounds), Found(left_out={"pages": "needs PostgreSQL"}, failed=failed))
    assert told in why
    assert bool(why) == bool(told)


def test_a_file_is_written_as_a_whole_or_stays_as_it_was(tmp_path: Path) -> None:
    """And nothing is left beside it."""
    file = tmp_path / "results.json"
    file.write_text("before")

    def fail(fresh: Path) -> None:
        fresh.write_text("half")
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        _put(file, fail)
    assert file.read_text() == "before"
    _put(file, lambda fresh: fresh.write_text("after"))
    assert file.read_text() == "after"
    assert list(tmp_path.iterdir()) == [file]


def test_more_rounds_have_more_time() -> None:
    """A limit that whoever asks for thirty rounds can not meet would take them from him."""
    assert [_limit(Scale(rounds=rounds)) for rounds in (1, 5, 10)] == [1800, 1800, 3600]
    assert _limit(Scale(full=True)) == 7200


def test_nobodys_settings_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """None that there is: each would change what is measured, or lead to a Page that exists."""
    for name in ("POST_AT", "COLLECT_EVERY_MINUTES", "SITE_DIR", "TIMEZONE", "FACEBOOK_PAGE_TOKEN", "CAPTIONBOT_X"):
        monkeypatch.setenv(name, "somebody's")
    monkeypatch.setenv("SITES", "another program's")

    assert "somebody's" not in without_settings().values()
    assert without_settings()["SITES"] == "another program's"
    assert waiting.environment(POST_AT="friday 10:00")["POST_AT"] == "friday 10:00"


def test_a_process_that_does_not_end_is_made_to() -> None:
    """Else it would go on beside whatever is measured next."""
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        end(process, seconds=0.2)
    assert process.returncode == -signal.SIGKILL


def test_commit_is_that_of_the_code_that_is_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Older code beside this one has its own; code that is merely put into a clone has none."""
    package = tmp_path / "captionbot"
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    git = ["git", "-c", "user.name=Maria", "-c", "user.email=maria@example.org"]
    subprocess.run([*git, "init", "--quiet"], cwd=tmp_path, check=True)
    subprocess.run([*git, "commit", "--quiet", "--allow-empty", "-m", "Begun"], cwd=tmp_path, check=True)
    assert commit() == ""

    subprocess.run([*git, "add", "."], cwd=tmp_path, check=True)
    subprocess.run([*git, "commit", "--quiet", "-m", "Added"], cwd=tmp_path, check=True)
    told = subprocess.run([*git, "rev-parse", "--short", "HEAD"], cwd=tmp_path, check=True, capture_output=True)
    assert commit() == told.stdout.decode().strip()
    (package / "__init__.py").write_text("changed = True\n")
    assert commit().endswith("+")


def test_calls_beside_the_libraries_are_those_that_were_counted(tmp_path: Path) -> None:
    """And not the pages that there are: a tick asks for more than those."""
    rig = Rig(tmp_path, 1_000, None, None)  # type: ignore[arg-type] # no server is asked where theirs are reckoned

    assert {one.ours for one in calls._libraries(rig, 12, counted=False)} == {12}


def test_large_ticks_are_timed_where_they_are_counted() -> None:
    """The processor that the bare download takes is not our own work, and each row says that it was measured once."""
    ticks = [
        calls.Tick(
            Figure("Calls", what, "calls", 1),
            Ran(seconds=took + 1, processor=took, megabytes=90, code=0, said=""),
            [Took(seconds=2, processor=1)] * passes,
        )
        for what, took, passes in zip(SWEEPS, (21, 11, 22), PASSES, strict=True)
    ]
    found = list(calls._timed(100_000, ticks))

    assert [(one.ours, one.theirs) for one in found if one.part.startswith("Time")] == [(22, 2), (12, 2), (23, 4)]
    (again,) = (one for one in found if one.beside == SWEEPS[0])
    assert (again.ours, again.theirs, again.met) == (10, 20, True)
    assert {one.note for one in found} == {calls.WHOLE}
    assert {one.size for one in found} == {100_000}


def test_older_code_is_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or the new code would be measured in its place, and nobody told."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("PYTHONPATH", "../older:/elsewhere")

    assert without_settings()["PYTHONPATH"] == f"{tmp_path}/older:/elsewhere"
    monkeypatch.delenv("PYTHONPATH")
    assert "PYTHONPATH" not in without_settings()
