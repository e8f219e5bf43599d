"""Winners' cards beside their photos in posted: kept once, overwriting nothing, and no photos for anybody."""

import hashlib
import os
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest

from captionbot.errors import PhotosFolderError
from captionbot.photos import keeping
from captionbot.photos.durably import new_file
from captionbot.photos.folder import Found, PhotosFolder, Place
from captionbot.photos.names import LONGEST, card_name, is_card, is_card_of
from tests.photos.pictures import put
from tests.photos.unlike import file_unlike

LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)
CARD, ANOTHER = file_unlike(901), file_unlike(902)

NAMES = {
    "scan.jpg": "scan.card.jpg",
    "SCAN.JPG": "SCAN.card.jpg",
    "scan.jpeg": "scan.jpeg.card.jpg",
    "scan.png": "scan.png.card.jpg",
    "scan.card (2).jpg": "scan.card (2).card.jpg",
    "scan": "scan.card.jpg",
}


def sha(content: bytes) -> str:
    """Of a file's bytes."""
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def posted(folder: PhotosFolder) -> Path:
    """The folder of posted photos, with one in it."""
    put(folder.root / "posted", "scan.jpg", file_unlike(1), now=LONG_AGO)
    return folder.root / "posted"


@pytest.mark.parametrize(("photo", "card"), NAMES.items())
def test_a_card_is_called_after_its_photo(photo: str, card: str) -> None:
    """Two photos of one name and two endings have two cards; a later one has a number."""
    assert card_name(photo, 1) == card
    assert card_name(photo, 12) == card.replace(".card.jpg", ".card-12.jpg")
    assert is_card(card)
    assert not is_card(photo)
    assert is_card_of(card, photo)
    assert not is_card_of(card, "other.jpg")


@pytest.mark.parametrize("name", ["a.card.jpg", "a.CARD.JPG", "a.card-2.jpg", ".card.jpg"])
def test_a_card_is_known_by_its_name(name: str) -> None:
    """Also where a share spells it in capitals."""
    assert is_card(name)


@pytest.mark.parametrize("name", ["card.jpg", "a.card.jpeg", "a.card-0.jpg", "a.card-x.jpg", "a.card (2).jpg", "a.jpg"])
def test_what_is_called_otherwise_is_none(name: str) -> None:
    """A photo of a card game, for one."""
    assert not is_card(name)


def test_a_long_name_is_cut_so_that_a_file_system_takes_it() -> None:
    """With room for the ending."""
    name = card_name("ü" * 125 + ".jpg", 2)

    assert len(os.fsencode(name)) <= LONGEST
    assert is_card(name)


def test_a_card_is_kept_beside_its_photo_and_the_same_one_once(folder: PhotosFolder, posted: Path) -> None:
    """A crash after the file was written is made good by doing it again."""
    assert folder.keep_card("scan.jpg", CARD) == "scan.card.jpg"
    (posted / ".captionbot-copying.part").write_bytes(CARD)  # its hidden name, where the crash came before that went
    assert folder.keep_card("scan.jpg", CARD) == "scan.card.jpg"

    assert sorted(path.name for path in posted.iterdir()) == ["scan.card.jpg", "scan.jpg"]
    assert folder.card("scan.card.jpg", sha(CARD)) == CARD


def test_nothing_is_overwritten_by_a_card(folder: PhotosFolder, posted: Path) -> None:
    """What lies there under its name, whoever made it, keeps the name; the card gets a number."""
    (posted / "scan.card.jpg").write_bytes(b"a staff member's own")
    (posted / "scan.card-2.jpg").symlink_to(posted / "scan.jpg")

    assert folder.keep_card("scan.jpg", CARD) == "scan.card-3.jpg"
    assert folder.keep_card("scan.jpg", ANOTHER) == "scan.card-4.jpg"
    assert (posted / "scan.card.jpg").read_bytes() == b"a staff member's own"
    assert (posted / "scan.jpg").read_bytes() == file_unlike(1)


def test_a_name_that_is_taken_at_that_very_moment_is_left(
    folder: PhotosFolder, posted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the writing somebody has put a file there."""

    def raced(place: Path) -> AbstractContextManager[BinaryIO]:
        if place.name == "scan.card.jpg":
            place.write_bytes(b"somebody's")
        return new_file(place)

    with monkeypatch.context() as for_now:
        for_now.setattr(keeping, "new_file", raced)
        assert folder.keep_card("scan.jpg", CARD) == "scan.card-2.jpg"
    assert (posted / "scan.card.jpg").read_bytes() == b"somebody's"


def test_the_folder_of_posted_photos_is_made_when_a_card_comes_first(folder: PhotosFolder) -> None:
    """As when the photo could not be moved yet."""
    (folder.root / "posted").rmdir()

    assert folder.keep_card("scan.jpg", CARD) == "scan.card.jpg"


def test_a_card_that_can_not_be_kept_is_told(folder: PhotosFolder) -> None:
    """With the folder, and what to do."""
    (folder.root / "posted").rmdir()
    (folder.root / "posted").write_bytes(b"no folder")

    with pytest.raises(PhotosFolderError, match=r"Its card can't be kept in .*posted") as error:
        folder.keep_card("scan.jpg", CARD)
    assert "has room" in error.value.do


def test_a_card_that_is_not_as_it_was_made_is_none(folder: PhotosFolder, posted: Path) -> None:
    """Gone, or changed by somebody: it is drawn again then."""
    folder.keep_card("scan.jpg", CARD)
    (posted / "scan.card.jpg").write_bytes(CARD[:-1])

    assert folder.card("scan.card.jpg", sha(CARD)) is None
    assert folder.card("gone.card.jpg", sha(CARD)) is None


def test_cards_are_no_photos(folder: PhotosFolder, posted: Path) -> None:
    """Neither the newest posted, nor one that came since, nor one that must be readable."""
    folder.keep_card("scan.jpg", CARD)

    newest = folder.newest_posted(but=())
    assert newest
    assert newest.name == "scan.jpg"
    assert folder.newest_posted(but={"scan.jpg"}) is None
    assert folder.posted_since(LONG_AGO, but={"scan.jpg"}) is None
    assert folder.readable_posted() == [True]
    assert folder.find(sha(file_unlike(1)), "renamed.jpg") == Found(Place.POSTED, "scan.jpg")


@pytest.mark.parametrize("name", ["scan.card.jpg", "scan.card-2.jpg", "SCAN.CARD.JPG"])
def test_a_photo_that_is_called_as_a_card_is_a_photo_still(folder: PhotosFolder, queue: Path, name: str) -> None:
    """It waits in the queue as any other, and gets a number where cards lie, its text with it."""
    put(queue, name, ANOTHER, now=LONG_AGO)
    put(queue, f"{Path(name).stem}.txt", "Alt: Aces.\n", now=LONG_AGO)
    assert [photo.name for photo in folder.queue(datetime.now(UTC))] == [name]

    moved = folder.to_posted(name, sha(ANOTHER))

    assert moved == f"{Path(name).stem} (2){Path(name).suffix}"
    newest = folder.newest_posted(but=())
    assert newest
    assert (newest.name, newest.sidecar.alt) == (moved, "Aces.")
    assert folder.find(sha(ANOTHER), name) == Found(Place.POSTED, moved)


def test_a_photo_that_lay_there_under_such_a_name_before_cards_is_found_by_its_bytes(
    folder: PhotosFolder, posted: Path
) -> None:
    """An older program moved it so."""
    put(posted, "aces.card.jpg", ANOTHER, now=LONG_AGO)

    assert folder.find(sha(ANOTHER), "aces.card.jpg") == Found(Place.POSTED, "aces.card.jpg")
    assert folder.to_posted("aces.card.jpg", sha(ANOTHER)) == "aces.card.jpg"


def test_the_cards_beside_a_photo_are_listed(folder: PhotosFolder, posted: Path) -> None:
    """Its own and no other's."""
    for photo, card in (("scan.jpg", CARD), ("scan.jpg", ANOTHER), ("scan.png", CARD)):
        folder.keep_card(photo, card)

    assert sorted(folder.cards_beside("scan.jpg")) == ["scan.card-2.jpg", "scan.card.jpg"]
    assert folder.cards_beside("scan.png") == ["scan.png.card.jpg"]
    for path in posted.iterdir():
        path.unlink()
    posted.rmdir()
    assert folder.cards_beside("scan.jpg") == []


@pytest.mark.parametrize("place", ["posted/scan.card.jpg", "posted/sent to the mayor.jpg", "rejected/x.jpg"])
def test_a_card_is_deleted_wherever_staff_have_put_it(folder: PhotosFolder, posted: Path, place: str) -> None:
    """By its bytes; photos and other cards stay."""
    folder.keep_card("scan.jpg", CARD)
    folder.keep_card("scan.jpg", ANOTHER)
    (posted / "scan.card.jpg").rename(folder.root / place)

    assert folder.delete_card("scan.card.jpg", sha(CARD))
    assert not (folder.root / place).exists()
    assert sorted(path.name for path in posted.iterdir()) == ["scan.card-2.jpg", "scan.jpg"]
    assert folder.delete_card("scan.card.jpg", sha(CARD))


@pytest.mark.parametrize("renamed", [False, True])
def test_a_file_that_has_a_cards_name_is_not_deleted(folder: PhotosFolder, posted: Path, *, renamed: bool) -> None:
    """It is somebody's, or the card as somebody has saved it anew: a person looks."""
    if renamed:
        (posted / "old.jpg").write_bytes(CARD)
    (posted / "scan.card.jpg").write_bytes(ANOTHER)

    with pytest.raises(PhotosFolderError, match="is not the card that was kept, and may name them") as error:
        folder.delete_card("scan.card.jpg", sha(CARD))
    assert "delete it by hand" in error.value.do
    assert sorted(path.name for path in posted.iterdir()) == ["scan.card.jpg", "scan.jpg"]
    assert folder.delete_card("scan.card.jpg", sha(CARD), but={sha(ANOTHER)})
    assert (posted / "scan.card.jpg").exists()


def test_nobody_can_tell_of_a_folder_that_is_away(folder: PhotosFolder) -> None:
    """It may be on a drive that is not connected now: the card is looked for again."""
    assert not folder.delete_card("scan.card.jpg", sha(CARD))


def test_a_card_that_can_not_be_deleted_is_told(
    folder: PhotosFolder, posted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its name and its folder."""
    folder.keep_card("scan.jpg", CARD)

    def refused(_path: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied", str(missing_ok))

    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(PhotosFolderError, match=r"scan\.card\.jpg can't be deleted: Permission denied") as error:
        folder.delete_card("scan.card.jpg", sha(CARD))
    assert str(posted) in error.value.do
