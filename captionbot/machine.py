"""The machine that captionbot runs on, as far as it may spoil a Friday: free disk, Python, packages, who starts it."""

import re
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent.parent
"""The checkout that captionbot was installed from; another folder where it was installed from a wheel."""
_PINNED: Final = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_STARTERS: Final = (
    ("etc/systemd/system", "captionbot*.service"),
    ("etc/systemd/system", "captionbot*.timer"),
    ("etc/cron.d", "captionbot*"),
)


class Machine:
    """The one that this runs on."""

    def __init__(self, checkout: Path = HERE, root: Path = Path("/")) -> None:
        """Look beside ``checkout`` for the lock, and below ``root`` for what starts captionbot."""
        self.checkout, self.root = checkout, root

    def free(self, place: Path) -> int | None:
        """Bytes of disk that are free there; None where the place can't be read."""
        try:
            return shutil.disk_usage(place).free
        except OSError:
            return None

    @property
    def python(self) -> str:
        """The version of Python that runs this, such as 3.11.7."""
        return ".".join(map(str, sys.version_info[:3]))

    @property
    def program(self) -> Path:
        """The folder that Python and the packages are in."""
        return Path(sys.prefix)

    def unlike_the_lock(self) -> list[str]:
        """Packages that are here in another version than `requirements.lock` names; none where there is no lock."""
        return list(self._unlike())

    def _unlike(self) -> Iterator[str]:
        try:
            lock = (self.checkout / "requirements.lock").read_text(encoding="utf-8")
        except (OSError, ValueError):
            return  # installed from a wheel, or by a packager who looks after that
        for name, pinned in _PINNED.findall(lock):
            try:
                here = version(name)
            except PackageNotFoundError:
                continue  # for another system, or an extra: what is really missing ends in an ImportError
            if here != pinned:
                yield f"{name} {here} instead of {pinned}"

    def starters(self, saying: str = "") -> list[Path]:
        """The units and lines of cron that name captionbot here (docs/service.md), and have that word in them."""
        found = (file for folder, name in _STARTERS for file in (self.root / folder).glob(name))
        return sorted(file for file in found if saying in _text(file))

    def owner(self, file: Path) -> str | None:
        """The account whose file it is; None where that can't be told."""
        try:
            return file.owner()
        except (OSError, KeyError, NotImplementedError):
            return None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
