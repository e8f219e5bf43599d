"""The files of the repository agree with each other and tell nothing of the machine they were made on."""

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from captionbot.settings import example_env, explained
from tests.house.sources import ROOT

NOT_OURS = {"__pycache__", "dist", "photos", "node_modules"}
"""Folders that are never committed, beside those that begin with a dot."""
MACHINE_PATH = re.compile(r"(?<![\w.:/])/(?:work|farm|home|root|Users)/")
REGISTRY = re.compile(r"\b(?:pypi|pythonhosted|npmjs)\.|\bdeb\.debian\b")
LOCKS = ("requirements.lock", "requirements-dev.lock")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


def texts() -> Iterator[tuple[Path, str]]:
    """The path and text of every file that would be committed."""
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if name == ".ci" or not (name in NOT_OURS or name[0] == ".")]
        for path in (Path(folder, name) for name in files):
            if path.name != ".env" and not (content := path.read_bytes()).count(b"\0"):
                yield path.relative_to(ROOT), content.decode(errors="replace")


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Where ``pattern`` stands, in every file."""
    return [
        f"{path}:{number}: {line.strip()[:100]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def pins(lock: str) -> dict[str, str]:
    """The version of each package that ``lock`` names."""
    return dict(PINNED.findall((ROOT / lock).read_text()))


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_no_path_of_a_machine() -> None:
    """No file names a folder that only one machine has."""
    assert not lines_with(MACHINE_PATH)


def test_no_registry() -> None:
    """Packages come from wherever the person's own pip and apt look for them."""
    assert not lines_with(REGISTRY)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    """A package that was tampered with is not installed."""
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())

    assert not [entry.splitlines()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]


def test_the_lock_names_what_the_project_needs() -> None:
    """Every dependency in pyproject.toml is pinned."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["build"]
    names = {normal(re.split(r"[\[<>=~! ]", one)[0]) for one in wanted}

    assert not names - pins("requirements.lock").keys()


def test_both_locks_pin_the_same_versions() -> None:
    """What is tested is what runs."""
    runtime, developers = (pins(lock) for lock in LOCKS)

    assert runtime.items() <= developers.items()


def test_the_example_is_what_the_code_says() -> None:
    """`.env.example` holds every setting with its meaning and default (`make example` writes it anew)."""
    assert example_env() == (ROOT / ".env.example").read_text()


def test_the_readme_names_every_setting() -> None:
    """No setting is known to the code alone."""
    readme = (ROOT / "README.md").read_text()
    if not readme.strip():
        pytest.skip("README.md is not written yet")

    assert not [one.name for one in explained() if f"`{one.name}`" not in readme]


def test_ci_runs_what_a_person_runs() -> None:
    """CI has no gate of its own, and no weaker one."""
    assert (ROOT / ".ci" / "run").read_text().rstrip().endswith("exec make test")


@pytest.mark.parametrize("name", ["queue", "posted", "rejected"])
def test_the_photos_folders_are_there(name: str) -> None:
    """A fresh clone has the folders that staff drop photos into."""
    assert (ROOT / "photos" / name / ".gitkeep").is_file()
