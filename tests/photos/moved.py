"""What lies where, for tests of photos that are moved."""

import hashlib

from captionbot.photos.folder import PhotosFolder
from captionbot.photos.names import is_ignored

PHOTO, OTHER = b"the photo's bytes", b"another photo's bytes"


def shown(folder: PhotosFolder) -> dict[str, bytes]:
    """Every file that a person sees, by folder and name."""
    return {
        f"{path.parent.name}/{path.name}": path.read_bytes()
        for path in folder.root.rglob("*")
        if path.is_file() and not (is_ignored(path.name) and path.name.startswith("."))
    }


def places(folder: PhotosFolder, content: bytes) -> list[str]:
    """Where a file with these bytes stands."""
    return sorted(where for where, found in shown(folder).items() if found == content)


def sha(content: bytes) -> str:
    """The digest by which the record knows a photo."""
    return hashlib.sha256(content).hexdigest()
