"""Staff's own order of the queue: kept by what the photos are, whatever their names."""

from dataclasses import replace

import pytest

from captionbot import decisions
from captionbot.decisions import Word
from captionbot.errors import NotNow
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.words.sidecar import Sidecar
from captionbot.queueing import named, waiting
from captionbot.settings import Settings
from captionbot.store.database import Store
from captionbot.store.record import Record
from tests.photos.pictures import put
from tests.photos.unlike import file_unlike
from tests.rooms.conftest import SettingsWith
from tests.rooms.dropping import NOW, Put, dropper
from tests.store.made import SLOT

MARIA = Word("maria", SLOT)


@pytest.fixture
def put_photos(photos: PhotosFolder, store: Store) -> Put:
    """Drops photos into the queue."""
    return dropper(photos, store)


def _queue(record: Record, photos: PhotosFolder, settings: Settings) -> list[QueuedPhoto]:
    return waiting(record, photos, settings, NOW)


def _order(record: Record, photos: PhotosFolder, settings: Settings) -> str:
    return " ".join(photo.name.removesuffix(".jpg") for photo in _queue(record, photos, settings))


def _move(record: Record, photos: PhotosFolder, settings: Settings, name: str, before: str | None) -> None:
    queue = _queue(record, photos, settings)
    moved = named(queue, f"{name}.jpg")
    assert moved is not None
    decisions.arrange(record, queue, moved, named(queue, f"{before}.jpg") if before else None, MARIA)


def test_staff_put_photos_in_their_own_order(
    store: Store, photos: PhotosFolder, settings_with: SettingsWith, put_photos: Put
) -> None:
    """It stands as it is from then on; what comes later goes to the end by its name, until all goes by name again."""
    put_photos(a="", b="", c="", d="")
    with store.transaction() as record:
        _move(record, photos, settings_with(), "c", "a")
        assert _order(record, photos, settings_with()) == "c a b d"
        _move(record, photos, settings_with(), "a", None)
        assert _order(record, photos, settings_with()) == "c b d a"
        _move(record, photos, settings_with(), "d", "d")
        assert _order(record, photos, settings_with()) == "c b d a"
    put_photos(aa="", ab="")
    with store.transaction() as record:
        assert _order(record, photos, settings_with()) == "c b d a aa ab"
        decisions.arrange_by_name(record, MARIA)
        assert _order(record, photos, settings_with()) == "a aa ab b c d"
        assert [(row.by, row.detail) for row in record.staff.audit() if row.action == "arrange"] == [
            ("maria", "c.jpg before a.jpg"),
            ("maria", "a.jpg last"),
            ("maria", "d.jpg before d.jpg"),
            ("maria", "by name"),
        ]


def test_a_renamed_photo_keeps_its_place(
    store: Store, photos: PhotosFolder, settings_with: SettingsWith, put_photos: Put
) -> None:
    """The order goes by what the photos show."""
    put_photos(a="", b="", c="")
    with store.transaction() as record:
        _move(record, photos, settings_with(), "c", "a")
    queue = photos.root / "queue"
    (queue / "c.jpg").rename(queue / "zebra.jpg")
    put_photos(late="")
    with store.view() as record:
        assert _order(record, photos, settings_with()) == "zebra a b late"


def test_a_photo_is_named_as_people_name_files() -> None:
    """As it is, as it is shown, with its folder or without its ending; and never one of several."""
    names = ("a b.jpg", "a\u202fb.jpg", "-rf.jpg", "c.jpg", "c.png", "d\ne.jpg", "bad\ufffdFF.jpg")
    queue = [QueuedPhoto(name, Sidecar()) for name in names[::-1]]

    def found(typed: str) -> str | None:
        photo = named(queue, typed)
        return photo.name if photo else None

    assert [found(name) for name in names] == list(names)
    assert found("photos/queue/a b.jpg") == "a b.jpg"
    assert found("./-rf.jpg") == "-rf.jpg"
    assert (found("d\\ne.jpg"), found("bad\udcff.jpg"), found("-rf")) == ("d\ne.jpg", "bad\ufffdFF.jpg", "-rf.jpg")
    assert (found("c"), found("e.jpg"), found("")) == (None, None, None)


def test_what_has_no_place_is_not_arranged(
    store: Store, photos: PhotosFolder, settings_with: SettingsWith, put_photos: Put
) -> None:
    """A pin says itself when it goes out, and what nobody has looked at is known by no bytes."""
    put_photos(a="", pinned="Post-on: 2026-12-04")
    put(photos.root / "queue", "new.jpg", file_unlike(99), now=SLOT)
    with store.transaction() as record:
        for name, before, why in (
            ("pinned", "a", "goes out in its own week"),
            ("a", "pinned", "goes out in its own week"),
            ("new", "a", "has not been looked at yet"),
        ):
            with pytest.raises(NotNow, match=why):
                _move(record, photos, settings_with(), name, before)
        bare = replace(_queue(record, photos, settings_with())[0], sha256="")
        with pytest.raises(NotNow, match="it has not been looked at"):
            decisions.arrange(record, [bare], bare, None, MARIA)


def test_an_order_that_somebody_else_has_changed_meanwhile_is_looked_at_again(
    store: Store, photos: PhotosFolder, settings_with: SettingsWith, put_photos: Put
) -> None:
    """Neither of the two undoes the other unseen; where nobody did, a photo that came meanwhile disturbs nothing."""
    put_photos(a="", b="", c="")
    with store.transaction() as record:
        seen = _queue(record, photos, settings_with())
        _move(record, photos, settings_with(), "c", "a")
        with pytest.raises(NotNow, match="Somebody else has arranged the queue meanwhile"):
            decisions.arrange(record, seen, seen[1], None, MARIA)
        seen = _queue(record, photos, settings_with())
    put_photos(aa="")
    with store.transaction() as record:
        decisions.arrange(record, seen, seen[0], None, MARIA)
        assert _order(record, photos, settings_with()) == "a b c aa"
