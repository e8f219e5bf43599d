"""What lies in a folder: photos, the texts beside them, and what is neither."""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from captionbot.photos.names import (
    REASON,
    SIDECAR,
    folded,
    in_name_order,
    is_ignored,
    is_sidecar,
    looks_like_photo,
    stem_of,
)
from captionbot.photos.opening import folder_unreadable, why_not_a_file


@dataclass(frozen=True)  # without slots: what is worked out once is kept
class Listing:
    """Names on disk; photos in name order."""

    photos: list[str] = field(default_factory=list)
    """Files that may be photos (only their content tells), and whatever is named as one."""
    texts: list[str] = field(default_factory=list)
    others: dict[str, str] = field(default_factory=dict)
    """Things that are no files and not named as photos, with what they are: a folder, a link, a pipe …"""

    @cached_property
    def _exactly(self) -> frozenset[str]:
        return frozenset(self.texts)

    @cached_property
    def _alike(self) -> dict[str, str]:
        """Texts by their folded names, the first in name order where several are alike."""
        return {folded(text): text for text in reversed(self.texts)}

    def sidecar_of(self, photo: str) -> str | None:
        """The text beside a photo: ``name.jpg.txt`` before ``name.txt``, the exact spelling before a similar one."""
        wanted = (photo + SIDECAR, stem_of(photo) + SIDECAR)
        for name in wanted:
            if name in self._exactly:
                return name
        return next((self._alike[folded(name)] for name in wanted if folded(name) in self._alike), None)

    def is_shared(self, sidecar: str, photo: str) -> bool:
        """Whether another photo here has this text too."""
        return any(self.sidecar_of(other) == sidecar for other in self.photos if other != photo)

    def unused_texts(self) -> list[str]:
        """Texts with no photo beside them."""
        used = {self.sidecar_of(photo) for photo in self.photos}
        return [text for text in self.texts if text not in used and not is_ignored(text)]


def list_folder(folder: Path) -> Listing:
    """Look into a folder without opening anything in it. Raises PhotosFolderError where it can't be read."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: in_name_order(entry.name))
    except OSError as error:
        raise folder_unreadable(folder, error) from error
    return _sorted_out(found)


def _sorted_out(entries: Iterable[os.DirEntry[str]]) -> Listing:
    listing = Listing()
    for entry in entries:
        if is_sidecar(entry.name):
            _add_text(listing, entry.name)
        elif not is_ignored(entry.name):
            _add(listing, entry)
    return listing


def _add_text(listing: Listing, name: str) -> None:
    if not name.startswith(".") and not folded(name).endswith(REASON):
        listing.texts.append(name)


def _add(listing: Listing, entry: os.DirEntry[str]) -> None:
    other = None
    with suppress(OSError):  # gone meanwhile, or out of reach: whoever opens it will say so
        other = why_not_a_file(entry.stat(follow_symlinks=False))
    if other and not looks_like_photo(entry.name):
        listing.others[entry.name] = other
    else:
        listing.photos.append(entry.name)
