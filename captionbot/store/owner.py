"""Whose the files of a database are: what another account writes beside them, that one can no longer open."""

import os
import pwd
import shlex
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from sqlalchemy.engine import URL

from captionbot.errors import AnotherUser


def refuse_another_user(url: URL) -> None:
    """Raise AnotherUser where a SQLite file belongs to another account than this process; root is another, too.

    Even a look makes files beside it (``-wal``, ``-shm``), which would be the wrong account's.
    """
    if url.get_backend_name() != "sqlite" or not url.database:
        return
    with suppress(OSError):  # what isn't there, or can't be reached, is told by others
        refuse_file_of_another(Path(url.database))


def refuse_file_of_another(file: Path) -> None:
    """Raise AnotherUser where this process doesn't own the file; OSError where that can't be seen."""
    number = file.stat().st_uid
    if number != os.geteuid():
        owner, me = _name(number), _name(os.geteuid())
        what = f"{file} belongs to {owner}, and this runs as {me}: it could leave files that {owner} can't open."
        raise AnotherUser(what, f"Do it as {owner}: {_once_more_as(owner)}")


def _once_more_as(owner: str) -> str:
    """The same command again, as it must be typed."""
    program, *words = sys.argv
    run = [sys.executable, "-m", "captionbot"] if program.endswith(".py") else [program]
    switch = "sudo" if shutil.which("sudo") or os.geteuid() else "runuser"
    return shlex.join([switch, "-u", owner, "--", *run, *words])


def _name(number: int) -> str:
    """An account's name, or its number as sudo takes it."""
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"#{number}"
