"""What the record knows of photos without that anybody has opened them: for tests about something else."""

from collections.abc import Callable
from datetime import datetime

from captionbot.intake import Intake
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.picture.examined import Examined, NotExamined
from captionbot.store.record import Record
from tests.photos.pictures import put
from tests.photos.unlike import file_unlike
from tests.rooms.week import Week
from tests.store.made import SLOT, facts


def looked_at(record: Record, photos: PhotosFolder, now: datetime) -> None:
    """Let all that lies in the queue be ordinary photos, whatever is in their files."""
    for photo in photos.queue(now):
        if photo.settled:
            record.photos.keep(photo.name, photo.trace, facts(photo.name), now)


def lose_photo(week: Week) -> None:
    """Nobody has the photo of the first contest any more: neither its file nor what was sent of it."""
    for path in (week.photos.root / "posted").iterdir():
        path.unlink()
    with week.store.transaction() as record:
        record.photos.drop_pictures({week.contest().photo_sha256})


class Opened:
    """An examiner that notes what it was asked to open, and fails as it is told."""

    def __init__(self, photos: PhotosFolder) -> None:
        """Look through another's eyes."""
        self.photos, self.names = photos, list[str]()
        self.fails: Callable[[str], bool] = lambda _: False

    def __call__(self, descriptor: int, shown: str) -> Examined:
        """Examine."""
        self.names.append(shown)
        if self.fails(shown):
            raise NotExamined(f"{shown} could not be opened: this machine has no memory left.", "Nothing for now.")
        return self.photos.examine(descriptor, shown)


def land(intake: Intake, *names: str, content: bytes = b"") -> None:
    """Photos in the queue, each another picture."""
    for number, name in enumerate(names):
        put(intake.photos.root / "queue", name, content or file_unlike(number), now=SLOT)
