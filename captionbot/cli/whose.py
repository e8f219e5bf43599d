"""Who runs a command: settings that another account keeps closed are read by that one."""

import os
from pathlib import Path

from captionbot.store.owner import refuse_file_of_another


def refuse_settings_of_another(env_file: Path | None) -> None:
    """Raise AnotherUser where the settings are closed to this account because another one keeps them.

    Settings that can be read may be anybody's: root writes some for the account of the service.
    """
    path = (env_file or Path(".env")).absolute()
    if os.access(path, os.R_OK, effective_ids=True):
        return
    for place in (path, *path.parents):  # the first of them that lets itself be looked at is what is closed
        try:
            refuse_file_of_another(place)
        except PermissionError:
            continue
        except OSError:  # nothing is there, which is told elsewhere
            return
        return
