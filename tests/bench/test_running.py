"""`python -m bench`: what is asked for is looked at before minutes are spent, and nothing that a part says is lost."""

import json
from pathlib import Path

import pytest

from bench.__main__ import _heard, main
from bench.comments import calls
from bench.comments.rig import PASSES, SWEEPS, Rig, Took, environment
from bench.figures import Figure
from bench.measuring import Ran


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


def test_what_a_part_does_without_is_passed_on(capsys: pytest.CaptureFixture[str]) -> None:
    """Its figures are lines of JSON among whatever else it says."""
    assert _heard([json.dumps({"a": 1}) + "\n", "vipsthumbnail is missing\n"]) == [{"a": 1}]
    assert capsys.readouterr().out == "vipsthumbnail is missing\n"


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

    assert environment(A="b")["PYTHONPATH"] == f"{tmp_path}/older:/elsewhere"
    monkeypatch.delenv("PYTHONPATH")
    assert "PYTHONPATH" not in environment()
