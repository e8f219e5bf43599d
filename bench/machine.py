"""What the figures depend on: the machine, the versions of what was measured, and the commit."""

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib.machinery import PathFinder
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from bench.measuring import imported_from

PACKAGES: Final = ("requests", "sqlalchemy", "facebook-sdk", "python-facebook-api", "pyvips", "pillow", "schedule")


def machine() -> dict[str, Any]:
    """The machine that measures, for ``results.json``."""
    processor = ""
    if (known := Path("/proc/cpuinfo")).exists():
        lines = known.read_text(encoding="utf-8").splitlines()
        processor = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "")
    return {
        "processor": processor or platform.machine(),
        "cores": os.cpu_count(),
        "gigabytes": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
    }


def machine_line() -> str:
    """The same in one line."""
    found = machine()
    where = f"{found['processor']}, {found['cores']} cores, {found['gigabytes']} GB, {found['system']}"
    return f"{where}, Python {found['python']}; {datetime.now(UTC):%d %B %Y %H:%M} UTC"


def commit() -> str:
    """The commit that was measured, with a plus where its tree differs from it.

    That is the commit of the captionbot that the measured processes import, which PYTHONPATH may lead to; empty where
    it stands in no clone.
    """
    found = PathFinder.find_spec("captionbot", [*imported_from(), *sys.path])
    if found is None or found.origin is None:
        return ""
    known = _git(Path(found.origin), "ls-files", "--error-unmatch", found.origin)  # else it is merely put into a clone
    return known and _git(Path(found.origin), "describe", "--always", "--dirty=+", "--exclude=*")


def _git(file: Path, *words: str) -> str:
    """What git says of the clone in which the file stands; empty where it has nothing to say."""
    command = ["git", *words]
    return subprocess.run(command, cwd=file.parent, capture_output=True, text=True, check=False).stdout.strip()
