"""Settings as a person would write them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from captionbot.errors import SettingsError
from captionbot.settings import Settings, load_settings

REQUIRED = "FACEBOOK_PAGE_ID=1234567890\nFACEBOOK_PAGE_TOKEN=EAABpretend\nTIMEZONE=America/Chicago\n"


def written(folder: Path, text: str | bytes) -> Path:
    """A file called `.env` with ``text`` in it, readable by its owner alone."""
    path = folder / ".env"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    path.chmod(0o600)
    return path


def settings_of(folder: Path, text: str = "", environ: Mapping[str, str] | None = None) -> Settings:
    """The settings with the required three and ``text`` after them."""
    return load_settings(written(folder, REQUIRED + text), environ or {})


def problems_of(path: Path, environ: Mapping[str, str] | None = None) -> list[str]:
    """What is wrong with the settings in ``path``, its folder left off."""
    with pytest.raises(SettingsError) as raised:
        load_settings(path, environ or {})
    return [problem.replace(f"{path.parent}/", "") for problem in raised.value.problems]
