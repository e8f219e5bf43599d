"""Where settings were read from, and what of that ought to be mended."""

from dataclasses import dataclass
from pathlib import Path

from captionbot.settings.envfile import Fingerprint


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that works but ought to be mended: what it is, and what to do about it."""

    what: str
    do: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where settings were read from."""

    env_file: Path | None = None
    seen: Fingerprint | None = None
    wordings_seen: Fingerprint | None = None
    notices: tuple[Notice, ...] = ()
    wrong_words: tuple[str, ...] = ()
    """What is wrong with the file of wordings, for whoever says nothing."""
    days_seen: Fingerprint | None = None
    wrong_days: tuple[str, ...] = ()
    """What is wrong with the file of days, for whoever says nothing."""
    in_file: tuple[str, ...] = ()
    """The names of the settings that the file gave."""
    in_environment: tuple[str, ...] = ()
    """Those that the environment gave, whatever the file says."""
