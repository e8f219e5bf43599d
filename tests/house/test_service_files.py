"""What lies in deploy/: units that systemd takes, scripts that a shell takes, and one path in all of them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.left_out import leave_out

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = ("captionbot.service", "captionbot@.service")
MOST_EXPOSED = 1.5
"""As systemd 252 counts it; docs/service.md names it."""


def _analyze(*words: str | Path) -> "subprocess.CompletedProcess[str]":
    if not shutil.which("systemd-analyze"):
        leave_out("systemd-analyze", "sudo apt install -y systemd")
    return subprocess.run(["systemd-analyze", *words], capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_has_nothing_against_a_unit(unit: str, tmp_path: Path) -> None:
    """Every line is known to it, of the template for a name that is given to it."""
    words = (DEPLOY / unit).read_text(encoding="utf-8")
    copy = tmp_path / unit.replace("@", "@museum")
    copy.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", words, flags=re.MULTILINE), encoding="utf-8")
    done = _analyze("verify", copy)

    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_may_do_little(unit: str) -> None:
    """Its exposure is what the document says."""
    done = _analyze("security", "--offline=true", "--no-pager", DEPLOY / unit)
    found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", done.stdout)

    assert found
    assert float(found[1]) <= MOST_EXPOSED
    assert f"gives it {MOST_EXPOSED}" in (DEPLOY.parent / "docs/service.md").read_text(encoding="utf-8")


def test_the_template_is_the_unit_for_a_folder_of_its_own() -> None:
    """They differ in the folder and in what is said of it, and nowhere else."""
    one, many = ((DEPLOY / unit).read_text(encoding="utf-8").splitlines() for unit in UNITS)
    other = {line.partition("=")[0] for line, its in zip(one, many, strict=True) if line != its and "=" in line}

    assert other == {"Description", "RequiresMountsFor", "WorkingDirectory", "ReadWritePaths"}
    assert [line.replace("/var/lib/captionbot/%i", "/var/lib/captionbot") for line in many if "/%i" in line] == [
        line for line in one if line.partition("=")[0] in other - {"Description"}
    ]


@pytest.mark.parametrize("script", ["service", "captionbot"])
def test_a_shell_takes_the_scripts(script: str) -> None:
    """Any POSIX shell; and they may be run."""
    file = DEPLOY / script
    assert subprocess.run(["sh", "-n", file], check=False).returncode == 0
    assert file.stat().st_mode & 0o111


def test_the_cron_line_is_the_one_that_is_documented() -> None:
    """Word by word."""
    line = (DEPLOY / "captionbot.cron").read_text(encoding="utf-8").splitlines()[-1]
    assert f"\n{line}\n" in (DEPLOY.parent / "docs/service.md").read_text(encoding="utf-8")
