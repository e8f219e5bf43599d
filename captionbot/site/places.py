"""Where a hall may stand: whatever lies in its folder, a web server may show to everybody."""

import os
from collections.abc import Iterator
from pathlib import Path

from captionbot.errors import HallError
from captionbot.settings import Settings


def refuse_place(place: Path, settings: Settings) -> None:
    """Raise HallError where the hall's folder would hold what is nobody else's business, or be among the photos."""
    here, photos = _whole(place), _whole(settings.photos_dir)
    if here.is_relative_to(photos):
        what = f"The hall of fame can't stand in {place}: that is inside the photos folder {settings.photos_dir}."
        raise HallError(what, "Name a folder of its own.")
    for kept, called in _private(settings):
        if _whole(kept).is_relative_to(here):
            what = f"The hall of fame can't stand in {place}: {called} lies in it, and a web server would show it."
            raise HallError(what, "Name a folder of its own, such as hall.")


def _private(settings: Settings) -> Iterator[tuple[Path, str]]:
    yield settings.photos_dir, "the photos folder"
    if settings.env_file:
        yield settings.env_file, "the file with the Page token"
    scheme, _, file = settings.database_url.partition(":///")
    if scheme == "sqlite":
        yield Path(file.partition("?")[0]), "the database"


def _whole(path: Path) -> Path:
    """Where a path leads in the end, also one that isn't there yet."""
    return Path(os.path.realpath(path))
