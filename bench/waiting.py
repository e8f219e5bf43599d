"""A Page that waits: its contest is open, four photos lie in the queue, and nothing is due for hours.

Everything is made as staff make it, against practice, which is gone afterwards: what is measured here asks nobody.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Final
from zoneinfo import ZoneInfo

from bench.measuring import compile_program, end, without_settings
from captionbot.settings import load_settings
from captionbot.store.database import make_store
from tests.photos.unlike import file_unlike

ZONE: Final = "America/Chicago"
PHOTOS: Final = 5
"""The first of them is posted."""
SIZE: Final = (2048, 1365)
"""Pixels of each photo, as a phone saves them."""
DAY: Final = timedelta(days=1)


def python(*words: str) -> list[str]:
    """A command of ours, by this very Python."""
    return [sys.executable, *words]


def environment(**more: str) -> dict[str, str]:
    """Ours, without settings that somebody works with here; with Python's own files, as an installed program has them.

    PYTHONDONTWRITEBYTECODE, which many set while they work on a program, would have it compiled anew at every start.
    """
    kept = without_settings()
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return {"PYTHONPATH": str(Path(__file__).parents[1]), **kept, "PYTHONUNBUFFERED": "1", **more}


@contextmanager
def started(command: Sequence[str], folder: Path, **more: str) -> Iterator[subprocess.Popen[str]]:
    """A process of its own, ended at the end; what it complains of is kept in ``log.txt``."""
    with (
        (folder / "log.txt").open("a", encoding="utf-8") as log,
        subprocess.Popen(
            command,
            cwd=folder,
            env=environment(**more),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        try:
            yield process
        finally:
            end(process)


def first_line(process: subprocess.Popen[str]) -> str:
    """What it says when it is ready."""
    out: IO[str] | None = process.stdout
    return out.readline() if out else ""


def make(folder: Path) -> None:
    """Make the Page's record and photos in ``folder``, and tick until all is known that a first tick examines."""
    compile_program()
    words = ("-m", "captionbot.practice", "--port", "0", "--stop-at-eof", "--crowd", "0")
    with started(python(*words), folder) as practice:
        settle_in(folder, _settings(json.loads(first_line(practice))), PHOTOS)
        for done in (["init", "--no-input"], ["post-now", "--by", "Maria"], ["tick"]):
            _done(folder, *done)
        _let_wait(folder, datetime.now(UTC))
        _done(folder, "tick")


def copy(made: Path, folder: Path) -> None:
    """The same Page once more: a tick has examined its photos, which are other files now."""
    shutil.copytree(made, folder)
    _done(folder, "tick")


def _settings(practice: Mapping[str, str]) -> dict[str, str]:
    """Those whose slot is three days off."""
    slot = datetime.now(ZoneInfo(ZONE)) + 3 * DAY
    return {"POST_AT": f"{slot:%A} 10:00", **settings_for(practice)}


def settings_for(practice: Mapping[str, str]) -> dict[str, str]:
    """The settings that lead to practice, by what its first line says."""
    return {
        "FACEBOOK_PAGE_ID": practice["page_id"],
        "FACEBOOK_PAGE_TOKEN": practice["token"],
        "FACEBOOK_GRAPH_URL": practice["url"],
        "TIMEZONE": ZONE,
        "DESK_BIND": "127.0.0.1:0",
    }


def settle_in(folder: Path, settings: Mapping[str, str], photos: int) -> None:
    """Settings, and so many photos that are settled."""
    env = folder / ".env"
    env.touch(mode=0o600)
    env.write_text("".join(f"{name}={value}\n" for name, value in settings.items()), encoding="utf-8")
    queue = folder / "photos" / "queue"
    queue.mkdir(parents=True)
    for number in range(photos):
        photo = queue / f"photo-{number:02}.jpg"
        photo.write_bytes(file_unlike(number, SIZE))
        photo.with_suffix(".txt").write_text(f"Alt: Picture number {number}.\n", encoding="utf-8")
        for file in (photo, photo.with_suffix(".txt")):
            os.utime(file, (0, 0))


def _let_wait(folder: Path, now: datetime) -> None:
    """The contest is read in the next night and closed tomorrow, whichever hour it is now."""
    settings = load_settings(folder / ".env", {})
    store = make_store(settings.database_url, settings.facebook_page_id)
    with store.transaction() as record:
        (contest,) = record.contests.going()
        contest.next_reading_at, contest.closes_at, contest.announces_at = now + DAY / 2, now + DAY, now + 2 * DAY
    store.close()


def _done(folder: Path, *words: str) -> None:
    subprocess.run(
        python("-m", "captionbot", *words), cwd=folder, env=environment(), check=True, capture_output=True, timeout=120
    )
