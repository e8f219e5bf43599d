"""The photo of a contest that staff posted by hand: fetched from the post, or their own file in the queue."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from tempfile import TemporaryFile

from captionbot.contest.comment import Post, last_segment
from captionbot.decisions.adopting import PhotoByHand
from captionbot.decisions.naming import photo_named
from captionbot.errors import GraphError, NotNow, PhotoRefused
from captionbot.facts import sidecar_as_kept
from captionbot.graph.page import Page
from captionbot.intake.landing import facts_of
from captionbot.overview import View
from captionbot.photos.arriving import kind_of_upload, put_in, same_in
from captionbot.photos.folder import PhotosFolder, Place
from captionbot.photos.names import text_name
from captionbot.photos.picture.examined import Examined, NotExamined
from captionbot.photos.picture.likeness import alike
from captionbot.photos.words.sidecar import Sidecar
from captionbot.queueing import waiting
from captionbot.settings import Settings
from captionbot.store.record import Record

FROM_QUEUE = "Put the photo itself into photos/queue, and name it: --photo NAME."


@dataclass(frozen=True, slots=True)
class Fetched:
    """The picture of a post, fetched and examined; nothing of it is kept yet."""

    picture: bytes
    examined: Examined
    alt: str
    called: str
    """What its file is to be called, without an ending."""

    def photo(self, name: str) -> PhotoByHand:
        """As the record keeps it, under the name of its file."""
        return PhotoByHand(name, self.examined.sha256, Place.POSTED, sidecar_as_kept(Sidecar(alt=self.alt)))


def fetch(page: Page, photos: PhotosFolder, settings: Settings, post: Post) -> Fetched:
    """Fetch the picture of a post and examine it; raises NotNow where it can't be used."""
    day = post.created_at.astimezone(settings.zone).date()
    called = f"posted-by-hand-{day}-{last_segment(post.post_id)}"
    try:
        shown = page.picture_of(post)
        return Fetched(shown.picture, _examined(photos, shown.picture), shown.alt, called)
    except (GraphError, PhotoRefused, NotExamined) as error:
        raise NotNow(f"Its picture can't be used: {error.message}", FROM_QUEUE) from error


def _examined(photos: PhotosFolder, picture: bytes) -> Examined:
    with TemporaryFile() as file:
        file.write(picture)
        file.flush()
        return photos.examine(file.fileno(), "The post's picture")


def keep(photos: PhotosFolder, fetched: Fetched) -> PhotoByHand:
    """Put what was fetched into photos/posted; the very same is not written twice. Raises PhotosFolderError."""
    photos.make()
    room, content = photos.root / Place.POSTED, BytesIO(fetched.picture)
    raw = same_in(room, fetched.examined.sha256, len(fetched.picture))
    name = text_name(raw or put_in(room, fetched.called, kind_of_upload(fetched.called, content), content))
    return fetched.photo(name)


def remember(record: Record, photo: PhotoByHand, fetched: Fetched, now: datetime) -> None:
    """Keep what the picture was found to be and what is sent of it, as of any photo that was posted."""
    record.photos.keep(photo.name, "", facts_of(fetched.examined), now)


def from_queue(view: View, typed: str) -> PhotoByHand:
    """Staff's own file, with its words; raises NotNow where the queue has none of that name that was examined."""
    photo = photo_named(waiting(view.record, view.photos, view.settings, view.now), typed)
    if not photo.sha256:
        problem = next(iter(photo.problems), None)
        raise NotNow(problem.what if problem else f"{typed} was not examined yet.", problem.do if problem else "")
    return PhotoByHand(photo.name, photo.sha256, Place.QUEUE, sidecar_as_kept(photo.sidecar))


def twins(view: View, fetched: Fetched) -> list[str]:
    """Photos of the queue that show the same picture, by their text names: each would be posted once more."""
    queue = [photo for photo in waiting(view.record, view.photos, view.settings, view.now) if photo.sha256]
    rows = ((photo.name, view.record.photos.of(photo.sha256)) for photo in queue)
    same = fetched.examined
    return [name for name, row in rows if row and (row.sha256 == same.sha256 or alike(row.likeness, same.likeness))]
