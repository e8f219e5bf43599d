"""Settings that had another name once: the old one works for two releases more, with a notice."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Retired:
    """What became of a setting's old name."""

    now: str
    """The name it has now."""
    since: str
    """The release that gave it that name, such as ``0.3``."""
    until: str
    """The first release in which the old name works no more: two after ``since``."""

    def works_in(self, version: str) -> bool:
        """Whether the old name is still understood by that release."""
        return _release(version) < _release(self.until)


RETIRED: Final[Mapping[str, Retired]] = MappingProxyType({})
"""By the old name, upper case; a row stays for good, so that whoever comes late is told the new name. None yet."""


def _release(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2])
