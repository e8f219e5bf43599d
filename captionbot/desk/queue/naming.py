"""Photos of the queue in addresses and forms: a name may be anything, its key is sixteen digits."""

from hashlib import sha256
from typing import Final

from captionbot.errors import NotNow
from captionbot.overview import View
from captionbot.photos.intake import QueuedPhoto

_DIGITS: Final = 16


def key_of(name: str) -> str:
    """The key of a photo by its text name."""
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def photo_of(view: View, key: str) -> QueuedPhoto:
    """The photo of the queue with that key; raises NotNow where it waits there no more."""
    found = next((one for one in view.waiting if key_of(one.name) == key), None)
    if found is None:
        raise NotNow(
            "This photo is not in the queue any more.",
            "Its contest may have begun, or somebody has taken it away or called it something else.",
        )
    return found
