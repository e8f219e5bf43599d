"""A record, a photos folder and a hall of fame to be written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from captionbot.photos.folder import PhotosFolder
from captionbot.store.database import Store
from tests.rooms.conftest import (
    SettingsWith,
    clock,
    jpeg,
    make_week,
    page,
    photos,
    settings_with,
    shared,
    store,
)
from tests.site.room.hung import Hall

__all__ = ["clock", "jpeg", "make_week", "page", "photos", "settings_with", "shared", "store"]

MakeHall = Callable[..., Hall]


@pytest.fixture
def make_hall(
    store: Store,
    photos: PhotosFolder,
    settings_with: SettingsWith,
    jpeg: bytes,
    tmp_path: Path,
) -> MakeHall:
    """Make a hall whose settings have a few lines more."""
    return lambda more="": Hall(store, photos, settings_with(more), tmp_path / "hall", jpeg)


@pytest.fixture
def hall(make_hall: MakeHall) -> Hall:
    """A hall with an address, and nobody in it yet."""
    return make_hall("SITE_URL=https://captions.example.org/hall\nORGANISER=Springfield Police\n")
