"""`rules`: what a person publishes, and what docs/rules.md shows."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.house.sources import ROOT
from tests.settings.written import REQUIRED, written


def test_the_document_is_the_sample(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """docs/rules.md is what the command writes, without any settings: captionbot rules --sample > docs/rules.md."""
    monkeypatch.chdir(tmp_path)
    done = run("rules", "--sample")

    assert (done.code, done.err) == (0, "")
    assert done.out == (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")


def test_the_settings_in_force_are_told(run: Run, here: Path) -> None:
    """To stdout alone; what is missing is told beside it."""
    written(here, f"{REQUIRED}CONTEST_NAME=Name That Cat\nCOOLDOWN_WEEKS=3\nEMERGENCY=112\n")
    done = run("rules")

    assert done.out.startswith("# Name That Cat: the rules\n")
    assert "**In an emergency call 112.**" in done.out
    assert "can't win again for 3 weeks." in done.out
    assert "For staff" not in done.out
    assert done.err.splitlines() == [
        "ORGANISER is not set: the rules don't name who runs the contest.",
        "CONTACT is not set: the rules send fans to the Page's messages.",
    ]


@pytest.mark.parametrize("no", ["no", "None"])
def test_the_number_to_call_can_be_left_out(run: Run, here: Path, no: str) -> None:
    """An empty setting is the default, so a word says it."""
    written(here, f"{REQUIRED}EMERGENCY={no}\n")

    assert "call your emergency number" in run("rules").out


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (["--format", "md"], "# Beat"),
        (["--format", "html"], "<!doctype html>"),
        (["--format", "txt"], "Beat the Caption: the rules\n===="),
    ],
)
def test_each_format_is_written(run: Run, ready: Path, words: list[str], begins: str) -> None:
    """For a website, a page of its own, or a mail."""
    assert ready.is_dir()
    assert run("rules", *words).out.startswith(begins)


@pytest.mark.parametrize(
    ("name", "begins"), [("rules.html", "<!doctype"), ("rules.TXT", "Beat the"), ("rules.md", "# "), ("rules", "# ")]
)
def test_a_file_is_written_by_its_name(run: Run, ready: Path, name: str, begins: str) -> None:
    """And what to do with it is said."""
    done = run("rules", "--out", name)

    assert (ready / name).read_text(encoding="utf-8").startswith(begins)
    assert done.out == f"{name} holds the rules. Publish them, and put their address into RULES_URL.\n"


def test_a_file_that_is_there_is_not_written_over(run: Run, ready: Path) -> None:
    """Somebody may have put their own words into it."""
    (ready / "rules.md").write_text("our own words", encoding="utf-8")
    done = run("rules", "--out", "rules.md")

    assert done.code == 1
    assert done.err.endswith("rules.md is there already. Give another name, or --overwrite.\n")
    assert (ready / "rules.md").read_text(encoding="utf-8") == "our own words"
    assert run("rules", "--out", "rules.md", "--overwrite").code == 0
    assert (ready / "rules.md").read_text(encoding="utf-8").startswith("# Beat")


def test_a_place_that_can_not_be_written_says_so(run: Run, ready: Path) -> None:
    """In one line."""
    assert ready.is_dir()
    done = run("rules", "--out", "no/such/folder/rules.md")

    assert done.code == 1
    assert "no/such/folder/rules.md can't be written: No such file or directory." in done.err
