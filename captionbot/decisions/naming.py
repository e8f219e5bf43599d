"""The photo of the queue that a person names in a command."""

from collections.abc import Sequence

from captionbot.errors import NotNow
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.names import shown_raw
from captionbot.queueing import named


def photo_named(queue: Sequence[QueuedPhoto], typed: str) -> QueuedPhoto:
    """The photo meant by what a person typed, as a shell or `queue` gives it; raises NotNow where there is none."""
    photo = named(queue, typed)
    if photo is None:
        do = "`captionbot queue` lists the photos, and what each waits for."
        raise NotNow(f"There is no {shown_raw(typed)} in the queue.", do)
    return photo
