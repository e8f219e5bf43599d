"""Photos dropped into a queue by the handful, for tests about their order."""

from collections.abc import Callable
from itertools import count

from captionbot.intake import Intake
from captionbot.photos.folder import PhotosFolder
from captionbot.store.database import Store
from tests.photos.pictures import put
from tests.photos.unlike import file_unlike
from tests.store.made import HOUR, SLOT

NOW = SLOT - 3 * HOUR
"""When they are looked at."""

Put = Callable[..., None]


def dropper(photos: PhotosFolder, store: Store) -> Put:
    """Drops photos (each name with the text beside it) and has them looked at; no two are alike."""
    numbers = count()

    def drop(**texts: str) -> None:
        for name, text in texts.items():
            put(photos.root / "queue", f"{name}.jpg", file_unlike(next(numbers)), now=SLOT)
            put(photos.root / "queue", f"{name}.txt", f"Alt: x\n{text}", now=SLOT)
        Intake(photos, store, lambda: NOW).look()

    return drop
