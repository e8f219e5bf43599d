"""What the figures depend on: the machine, the versions of what was measured, and the commit."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

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
    """The commit that was measured, with a plus where the tree differs from it; empty outside a clone."""
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty=+", "--exclude=*"],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.strip()
