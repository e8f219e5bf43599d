"""Verify, export and keep at the command line."""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from captionbot.cli import papers
from captionbot.contest.slip import Verdict, written
from captionbot.records.checking import told
from tests.cli.conftest import Run
from tests.contest.made import comment
from tests.contest.slips import paper_of

FOUND = Verdict(7, "announced", comments=9, recounted=True, named=3, won=3)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An export with one contest in it."""
    path = tmp_path / "records.json"
    path.write_bytes(b"".join(written([paper_of([comment(1, votes=9), comment(2, votes=5)]).filed()])))
    return path


def test_a_file_is_verified_without_settings(
    run: Run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder where captionbot has never been."""
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    done = run("verify", str(file))

    line = "Contest no. 1 (announced): the slip is whole. 2 of 2 records fit. Counted again, the votes name comment 1"
    assert (done.code, done.err) == (0, "")
    assert done.out == f"{line} “Caption number 1” (line 1), as the slip says.\n"


def test_a_file_is_verified_without_the_database_s_code() -> None:
    """Whoever checks a result needs none of it."""
    words = "import captionbot.cli.proving, sys; print('sqlalchemy' in sys.modules or 'pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


def test_a_changed_file_leaves_with_1(run: Run, file: Path) -> None:
    """And says which record."""
    file.write_bytes(file.read_bytes().replace(b"Caption number 2", b"Caption number 3"))
    done = run("verify", str(file))
    assert done.code == 1
    assert "NOT proved. The record of comment 2 is not what it was: its digest is another." in done.out

    done = run("verify", str(file), "--json")
    shape = json.loads(done.out)
    assert (done.code, shape["ok"], shape["contests"][0]["ok"]) == (1, False, False)
    assert set(shape["contests"][0]) == {*asdict(FOUND), "ok", "overridden"}


def test_what_is_no_export_is_told(run: Run, tmp_path: Path) -> None:
    """Whether it is there or not."""
    (tmp_path / "a.txt").write_text("hello")
    done = run("verify", str(tmp_path / "a.txt"))
    assert (done.code, done.out.startswith("PROBLEM: That is no file of captionbot's records")) == (1, True)

    done = run("verify", str(tmp_path / "b.csv"))
    assert (done.code, done.out) == (1, "")
    assert "A .csv proves nothing. Give the .json or the .zip." in done.err

    done = run("verify", str(tmp_path / "b.zip"))
    assert (done.code, done.out) == (1, "")
    assert "can't be read" in done.err
    assert "captionbot export" in done.err


SENTENCES: dict[str, tuple[Verdict, str]] = {
    "as it was": (FOUND, "9 of 9 records fit. Counted again, the votes name line 3, as the slip says."),
    "one withheld": (
        Verdict(7, "announced", comments=1_002, withheld=1, recounted=True, named=3, won=3),
        "1,001 of 1,002 records fit; 1 record is withheld, and taken as the slip says. Counted again,",
    ),
    "all withheld": (
        Verdict(7, "announced", comments=9, withheld=9, recounted=True, named=3, won=3),
        "0 of 9 records fit; 9 records are withheld, and taken as the slip says.",
    ),
    "overridden": (
        Verdict(7, "corrected", comments=9, recounted=True, named=3, won=5, by_staff=True),
        "(corrected): the slip is whole. 9 of 9 records fit. Counted again, the votes name line 3; staff chose line 5.",
    ),
    "the same by staff": (
        Verdict(7, "announced", comments=9, recounted=True, named=3, won=3, by_staff=True),
        "Counted again, the votes name line 3; staff chose the same.",
    ),
    "known by its words": (
        Verdict(7, "announced", comments=9, beside_withheld=2, recounted=True, named=3, won=3, named_as="comment 8"),
        "2 more, of decisions and of what was announced, are withheld. Counted again, the votes name comment 8, as",
    ),
    "a favourite": (
        Verdict(7, "announced", comments=9, recounted=True, won=5, by_staff=True),
        "Counted again, the votes name nobody; staff chose line 5.",
    ),
    "with a yes": (
        Verdict(7, "announced", comments=9, recounted=True, won=5),
        "Counted again, the votes name nobody by themselves; staff said yes to line 5.",
    ),
    "stepped up": (
        Verdict(7, "announced", comments=9, recounted=True, named=3, won=4),
        "Counted again, the votes name line 3, who was gone; line 4 stepped up.",
    ),
    "void": (
        Verdict(7, "void", comments=9, recounted=True, named=3, won=3),
        "Counted again, the votes name line 3; it ended without a winner.",
    ),
    "retracted": (
        Verdict(7, "retracted", comments=9, recounted=True, named=3, won=3),
        "Counted again, the votes name line 3; the result was taken back.",
    ),
    "nobody": (
        Verdict(7, "void", recounted=True),
        "0 of 0 records fit. Counted again, the votes name nobody; it ended without a winner.",
    ),
    "not counted": (Verdict(7, "void", comments=9), "No votes were counted, so there is no result to count again."),
    "changed": (Verdict(7, "", ("One.", "Two.")), "Contest no. 7: NOT proved. One. Two."),
}


@pytest.mark.parametrize(("verdict", "words"), SENTENCES.values(), ids=SENTENCES)
def test_what_was_found_is_said(verdict: Verdict, words: str) -> None:
    """In one line that a person understands."""
    assert words in told(verdict)


@pytest.mark.parametrize(
    ("words", "told_so"),
    [
        (("export", "--format", "zip"), "a zip goes to a file: --out FILE"),
        (("export", "1", "--from", "2026-11-01", "--format", "csv"), "name a contest, or days"),
        (("export", "--from", "2026-11-02", "--to", "2026-11-01", "--format", "csv"), "--to lies before --from"),
        (("export", "--from", "tomorrow", "--format", "csv"), "tomorrow"),
        (("export",), "--format"),
        (("keep", "1", "--because", " "), "say why"),
    ],
)
def test_what_says_two_things_is_refused(run: Run, ready: Path, words: tuple[str, ...], told_so: str) -> None:
    """Before anything is opened."""
    done = run(*words)

    assert (done.code, done.out) == (2, "")
    assert told_so in done.err


@pytest.mark.parametrize(
    ("words", "told_so"),
    [
        (("verify", "7"), "There is no contest no. 7. There has been none yet."),
        (("export", "7", "--format", "html"), "There is no contest no. 7."),
        (("export", "--format", "json"), "No contest lies between these days."),
        (("keep", "7", "--because", "a request", "--by", "dana"), "There is no contest no. 7."),
    ],
)
def test_what_is_not_there_is_told(run: Run, ready: Path, words: tuple[str, ...], told_so: str) -> None:
    """In one line, with 1."""
    done = run(*words)

    assert (done.code, done.out) == (1, "")
    assert told_so in done.err


def test_several_contests_are_named_by_first_and_last() -> None:
    """One by its number."""
    assert papers._many([4]) == "contest no. 4"
    assert papers._many([4, 9, 2]) == "3 contests, no. 2 to no. 9"
