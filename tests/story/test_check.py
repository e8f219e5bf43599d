"""`check` against practice: each problem is made real, and its line is the one that docs/checks.md shows."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.house.sources import ROOT
from tests.practice.starting import running
from tests.story.checks import APP, CASES, SECRET, lines_of, shape
from tests.story.town import WEDNESDAY, Ran, Town

DOCUMENT = ROOT / "docs" / "checks.md"
ELSEWHERE = {"the-machine"}
"""Sections whose lines tests/rooms/test_check_machine.py makes real."""
UNREACHED = "127.0.0.1 can't be reached"
"""The line that tests/cli/test_checking.py makes real: here it would wait ten seconds between its tries."""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[Ran, Path]]]:
    """What `check` said of each case, and in which folder."""
    folder, found = tmp_path_factory.mktemp("town"), {}
    with running("--app-secret", SECRET) as facebook:
        town = Town(folder, facebook, f"sqlite:///{folder / 'captionbot.db'}")
        town.settle_in()
        town.at(WEDNESDAY).must("init", "--no-input")
        for case in CASES:
            with contextmanager(case)(town):
                found[case.__name__] = town.run("check"), folder
        yield found


def _printed(shown: dict[str, tuple[Ran, Path]]) -> set[tuple[str, str]]:
    found = (line for ran, folder in shown.values() for line in lines_of(folder, ran.out))
    return {(shape(line), section) for line, section in found}


def _documented() -> set[tuple[str, str]]:
    """The lines of the document's tables, each with the anchor of its heading."""
    found = set()
    for part in DOCUMENT.read_text(encoding="utf-8").split("\n## ")[1:]:
        heading = part.partition("\n")[0]
        anchor = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        lines = re.findall(r"^\| .*? \| ((?:PROBLEM|warning): .*) \|$", part, re.MULTILINE)
        found |= {(shape(line), anchor) for line in lines}
    return found


def test_every_line_is_in_the_document(shown: dict[str, tuple[Ran, Path]]) -> None:
    """Under the heading that it names itself."""
    assert sorted(_printed(shown) - _documented()) == []


def test_every_line_of_the_document_was_printed(shown: dict[str, tuple[Ran, Path]]) -> None:
    """Nothing stands there that nobody has seen."""
    there = {one for one in _documented() if one[1] not in ELSEWHERE and shape(UNREACHED) not in one[0]}

    assert sorted(there - _printed(shown)) == []


def test_a_problem_is_told_by_the_exit_code_and_at_the_end(shown: dict[str, tuple[Ran, Path]]) -> None:
    """1 where there is one, 0 where there are warnings alone; what to do first is the last line."""
    for name, (ran, folder) in shown.items():
        first = next(lines_of(folder, ran.out))[0]

        assert ran.code == ("PROBLEM: " in ran.out), name
        last = ran.out.replace(str(folder), "/opt/captionbot").splitlines()[-1]
        assert last.partition(" First: ")[2] == first.partition(": ")[2], name


def test_no_line_holds_a_secret(shown: dict[str, tuple[Ran, Path]]) -> None:
    """Neither the token nor the secret, nor an address with a password."""
    said = "".join(ran.said for ran, _ in shown.values())

    assert not [one for one in (SECRET, "practice-page-token", "practice-user-token", "127.0.0.1:9") if one in said]


def test_handing_over_lists_everything_but_secrets(town: Town) -> None:
    """Paths, people, the token's age and who is told; read by a program as well."""
    town.settle_in(**APP, NOTIFY_URLS="mailtos://dana:hunter2@example.org", HEARTBEAT_URL="https://example.org/hunter2")
    town.must("staff", "add", "Maria Lopez", "--role", "admin")
    town.must("backup", "copy.db")
    told = town.must("check", "--handover")
    read = town.must("check", "--handover", "--json").json

    assert not [one for one in (SECRET, "practice-page-token", "hunter2") if one in told.said + json.dumps(read)]
    assert read["paths"]["settings"] == str(town.folder / ".env")
    assert read["people"] == {"Maria Lopez": "admin, added by dana"}
    assert read["notices"] | {"to": [], "heartbeat": ""} != read["notices"]
    assert read["notices"]["to"] == ["no. 1 (mail)"]
    assert read["record"]["copied_on"] == "2026-11-25T18:00:00Z"
    assert "  copied on  Wednesday 25 November 2026\n" in told.out
    assert read["program"]["set_in_file"][:2] == ["FACEBOOK_PAGE_ID", "FACEBOOK_PAGE_TOKEN"]


def test_a_disk_that_is_nearly_full_is_a_problem(town: Town) -> None:
    """By a small disk of its own under the photos."""
    disk = town.folder / "photos"
    options = ["-t", "tmpfs", "-o", "size=50m", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(["mount", *options], check=False, capture_output=True).returncode:
        pytest.skip("nobody here may mount a disk")
    try:
        town.must("init", "--no-input")
        said = town.run("check").out
    finally:
        subprocess.run(["umount", str(disk)], check=True)

    assert "PROBLEM: Only 52 MB of disk is free beside the photos. Make room" in said
