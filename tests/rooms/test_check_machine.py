"""What `check` finds of the machine, by real packages and a real disk, and the lines that docs/checks.md shows."""

import os
import pwd
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from captionbot.check import check
from captionbot.check.around import PYTHON_ENDS
from captionbot.machine import Machine
from captionbot.overview import View
from tests.house.sources import ROOT
from tests.rooms.week import Week
from tests.store.made import SLOT
from tests.story.checks import shape

DOCUMENT = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")


class Made(Machine):
    """A machine with so much disk, and that Python."""

    def __init__(self, checkout: Path, disk: int | None = 10**12, python: str = "3.99.0") -> None:
        """Beside ``checkout`` there may be a lock."""
        super().__init__(checkout, checkout)
        self.disk, self.version = disk, python

    def free(self, place: Path) -> int | None:
        """As much as was said."""
        assert place.is_dir()
        return self.disk

    @property
    def python(self) -> str:
        """As was said."""
        return self.version


def _found(week: Week, machine: Machine, at: datetime = SLOT) -> list[str]:
    with week.store.view() as record:
        found = check(View(record, week.settings, week.photos, at), week.page, machine)
    lines = [("PROBLEM", one) for one in found["problems"]] + [("warning", one) for one in found["warnings"]]
    return [f"{kind}: {one['what']} {one['do']}" for kind, one in lines if one["see"].endswith("#the-machine")]


def _documented(line: str) -> bool:
    """Whether the document shows it, whatever the figures and the Python."""
    return shape(line) in {shape(row.rpartition(" | ")[2].removesuffix(" |")) for row in DOCUMENT.splitlines()}


def test_a_sound_machine_is_told_nothing_of(week: Week, tmp_path: Path) -> None:
    """Room, no lock to differ from, a Python without a known end; and a place that can't be read."""
    assert _found(week, Made(tmp_path)) == []
    assert _found(week, Made(tmp_path, disk=None)) == []


@pytest.mark.parametrize(("disk", "kind"), [(640 * 10**6, "warning"), (52 * 10**6, "PROBLEM")])
def test_little_disk_is_told(week: Week, tmp_path: Path, disk: int, kind: str) -> None:
    """For each place where something grows."""
    lines = _found(week, Made(tmp_path, disk))

    assert [line.partition(":")[0] for line in lines] == [kind, kind]
    assert any(_documented(line) for line in lines)


def test_other_packages_than_the_lock_names_are_told(week: Week, tmp_path: Path) -> None:
    """By their names, three at most; one that is not here is for another system."""
    lock = tmp_path / "requirements.lock"
    lock.write_text("click==0.1 \\\n    --hash=sha256:00\nnowhere-to-be-found==1.0 ; sys_platform == 'win32'\n")
    [one] = _found(week, Made(tmp_path))
    assert _documented(one)
    lock.write_text("".join(f"{name}==0.1\n" for name in ("click", "flask", "requests", "rich", "schedule")))
    [many] = _found(week, Made(tmp_path))

    assert many.startswith("warning: 5 packages differ from requirements.lock")
    assert ", and 2 more. " in many


def test_the_packages_here_are_those_of_the_lock() -> None:
    """Whoever runs these tests does so with what the lock names."""
    assert Machine().unlike_the_lock() == []


@pytest.mark.parametrize(("at", "said"), [((2027, 8, 1), False), ((2027, 8, 2), True), ((2027, 11, 1), True)])
def test_a_python_that_ends_is_told(week: Week, tmp_path: Path, at: tuple[int, int, int], said: bool) -> None:  # noqa: FBT001 - pytest's
    """Ninety days before, and from then on."""
    lines = _found(week, Made(tmp_path, python="3.11.7"), datetime(*at, tzinfo=UTC))

    assert bool(lines) == said
    assert all(map(_documented, lines))


def test_every_python_that_may_run_it_has_an_end() -> None:
    """The table begins with the oldest that pyproject.toml allows."""
    assert next(iter(PYTHON_ENDS)) in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert Machine().python.rpartition(".")[0] in PYTHON_ENDS


def test_the_real_machine(tmp_path: Path) -> None:
    """It has room somewhere, and nobody knows the room in a folder that isn't there."""
    here = Machine(root=tmp_path)

    assert (here.free(tmp_path) or 0) > 0
    assert here.free(tmp_path / "nowhere") is None
    assert here.starters() == []
    for name in ("systemd/system/captionbot@.service", "systemd/system/other.service", "cron.d/captionbot"):
        file = tmp_path / "etc" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    assert [file.name for file in here.starters()] == ["captionbot", "captionbot@.service"]
    (tmp_path / "etc/cron.d/captionbot").write_text("5 3 * * * captionbot captionbot backup /srv/$(date +%F).db\n")
    assert [file.name for file in here.starters("backup")] == ["captionbot"]
    assert here.owner(tmp_path / "nowhere") is None
    assert here.owner(tmp_path) == pwd.getpwuid(os.geteuid()).pw_name
    assert os.access(here.program / "bin", os.R_OK)


def test_what_is_known_is_told(make_week: Callable[..., Week], tmp_path: Path) -> None:
    """A line for each thing, with the names of what the environment set."""
    week = make_week()
    with week.store.view() as record:
        known = check(View(record, week.settings, week.photos, SLOT), week.page, Made(tmp_path))["known"]

    assert known["disk"] == "1,000.0 GB free beside the photos and the database"
    assert known["program"].endswith("Python 3.99.0")
    assert known["page"].startswith("Springfield Police (")
