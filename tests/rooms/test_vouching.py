"""A person's yes to what a photo waits for."""

from collections.abc import Callable

import pytest

from captionbot.contest.stages import Stage
from captionbot.decisions import Word
from captionbot.decisions.vouching import Asked, asked, take_back, vouch, vouched_for
from captionbot.errors import NotNow
from captionbot.intake import Intake
from captionbot.intake.again import again_of, checklist_of
from captionbot.photos.folder import PhotosFolder
from captionbot.queueing import waiting
from captionbot.settings import Settings
from captionbot.store.database import Store
from captionbot.store.schema import Audit
from tests.photos.pictures import put
from tests.photos.unlike import file_unlike
from tests.rooms.conftest import SettingsWith
from tests.rooms.made import said_post
from tests.store.made import HOUR, SLOT

NOW = SLOT + HOUR
MARIA = Word("maria", NOW, "asked for by readers")
Queue = Callable[..., str]


@pytest.fixture
def settings(settings_with: SettingsWith) -> Settings:
    """With a checklist of two."""
    return settings_with("CHECKLIST=No prisoners.; No weapons.\nREQUIRE_ALT=no\n")


@pytest.fixture
def look(store: Store, photos: PhotosFolder) -> Queue:
    """Put a picture into the queue and look at it; gives the SHA-256 of its bytes."""

    def looked(name: str = "horse.jpg", number: int = 1) -> str:
        put(photos.root / "queue", name, file_unlike(number), now=SLOT)
        return Intake(photos, store, lambda: NOW).examined(name).sha256

    return looked


def _posted(store: Store, sha256: str) -> None:
    with store.transaction() as record:
        said_post(record, photo_sha256=sha256)


def _asked(store: Store, photos: PhotosFolder, settings: Settings, name: str = "horse.jpg") -> Asked:
    with store.view() as record:
        return asked(record, photos, settings, name, NOW)


def _vouched(store: Store, settings: Settings, seen: Asked) -> None:
    with store.transaction() as record:
        vouch(record, settings, seen, MARIA)


def _waits(store: Store, photos: PhotosFolder, settings: Settings) -> list[str]:
    with store.view() as record:
        return [photo.name for photo in waiting(record, photos, settings, NOW) if photo.waits]


def test_a_yes_lets_a_photo_go(store: Store, photos: PhotosFolder, settings: Settings, look: Queue) -> None:
    """To the contest that has shown it and to the checklist in one; who said so is in the audit."""
    _posted(store, look())
    seen = _asked(store, photos, settings)
    assert [one.contest for one in seen.shown_by] == [1]
    assert seen.questions == ("No prisoners.", "No weapons.")
    _vouched(store, settings, seen)

    assert _waits(store, photos, settings) == []
    with store.view() as record:
        lines = record._session.query(Audit).filter(Audit.action == "vouch").all()
        assert {(row.by, row.because, row.detail) for row in lines} == {
            ("maria", "asked for by readers", "horse.jpg: again of 1"),
            ("maria", "asked for by readers", f"horse.jpg: {checklist_of(settings.checklist)}"),
        }


def test_a_yes_belongs_to_the_bytes(store: Store, photos: PhotosFolder, settings: Settings, look: Queue) -> None:
    """A renamed file keeps it; changed bytes under the same name don't have it."""
    look()
    _vouched(store, settings, _asked(store, photos, settings))
    (photos.root / "queue" / "horse.jpg").rename(photos.root / "queue" / "pony.jpg")
    look("pony.jpg")
    assert _waits(store, photos, settings) == []
    look("pony.jpg", 2)
    assert _waits(store, photos, settings) == ["pony.jpg"]


def test_a_changed_checklist_is_asked_anew(
    store: Store, photos: PhotosFolder, settings: Settings, settings_with: SettingsWith, look: Queue
) -> None:
    """What was ticked before was ticked for other sentences."""
    look()
    _vouched(store, settings, _asked(store, photos, settings))
    longer = settings_with("CHECKLIST=No prisoners.; No weapons.; No children.\nREQUIRE_ALT=no\n")

    assert _waits(store, photos, longer) == ["horse.jpg"]
    assert len(_asked(store, photos, longer).questions) == 3


def test_a_yes_can_be_taken_back(store: Store, photos: PhotosFolder, settings: Settings, look: Queue) -> None:
    """Then it waits as before, and the record shows both."""
    sha256 = look()
    _posted(store, sha256)
    _vouched(store, settings, _asked(store, photos, settings))
    with store.transaction() as record:
        take_back(record, vouched_for(record, photos, "horse.jpg", NOW), MARIA)
    assert _waits(store, photos, settings) == ["horse.jpg"]
    with store.transaction() as record:
        assert record.photos.yes(sha256) == set()
        assert record._session.query(Audit).filter(Audit.action == "vouch taken back").count() == 2
        with pytest.raises(NotNow, match=r"Nobody has vouched for horse\.jpg\."):
            take_back(record, vouched_for(record, photos, "horse.jpg", NOW), MARIA)


def test_a_photo_that_waits_for_nothing_needs_no_yes(
    store: Store, photos: PhotosFolder, settings_with: SettingsWith, look: Queue
) -> None:
    """It says so."""
    look()
    settings = settings_with()

    with pytest.raises(NotNow, match=r"horse\.jpg waits for nobody's yes\."):
        _vouched(store, settings, _asked(store, photos, settings))


def test_what_has_changed_meanwhile_is_asked_again(
    store: Store, photos: PhotosFolder, settings: Settings, look: Queue
) -> None:
    """While a person thought, the picture was posted under another name: their yes did not mean that."""
    sha256 = look()
    seen = _asked(store, photos, settings)
    _posted(store, sha256)

    with pytest.raises(NotNow, match=r"horse\.jpg has changed meanwhile\."):
        _vouched(store, settings, seen)


def test_no_yes_helps_a_retracted_contests_photo(
    store: Store, photos: PhotosFolder, settings: Settings, look: Queue
) -> None:
    """It is never posted again."""
    sha256 = look()
    with store.transaction() as record:
        said_post(record, photo_sha256=sha256, stage=Stage.RETRACTED, never_again=True)

    with pytest.raises(NotNow, match="retracted; it is not posted again"):
        _asked(store, photos, settings)


def test_no_yes_helps_what_is_no_photo(store: Store, photos: PhotosFolder, settings: Settings) -> None:
    """Refused, and still there because it could not be moved."""
    put(photos.root / "queue", "horse.jpg", "%PDF-1.7", now=SLOT)
    with store.transaction() as record:
        [photo] = photos.queue(NOW)
        record.photos.refuse(
            "horse.jpg", photo.trace, "c" * 64, "horse.jpg is a PDF, not a photo.", "Use another.", NOW
        )

    with pytest.raises(NotNow, match=r"horse\.jpg is a PDF, not a photo\."):
        _asked(store, photos, settings)


def test_what_nobody_has_looked_at_can_not_be_vouched_for(
    store: Store, photos: PhotosFolder, settings: Settings
) -> None:
    """Nobody knows what it is."""
    put(photos.root / "queue", "horse.jpg", file_unlike(1), now=SLOT)

    with pytest.raises(NotNow, match=r"horse\.jpg has not been looked at yet\."):
        _asked(store, photos, settings)


def test_what_is_still_being_written_says_so(store: Store, photos: PhotosFolder, settings: Settings) -> None:
    """Rather than that nobody has looked at it."""
    put(photos.root / "queue", "horse.jpg", file_unlike(1), now=NOW, age=0)

    with pytest.raises(NotNow, match=r"horse\.jpg"):
        _asked(store, photos, settings)


@pytest.mark.parametrize("name", ["cow.jpg", "../cow.jpg", "", "a\x1bb"])
def test_a_photo_that_is_not_there_is_named(
    store: Store, photos: PhotosFolder, settings: Settings, name: str, look: Queue
) -> None:
    """With the command that lists those that are."""
    look()

    with pytest.raises(NotNow, match=r"There is no .* in the queue") as refused:
        _asked(store, photos, settings, name)
    assert "captionbot queue" in refused.value.do
    assert "\x1b" not in refused.value.message


def test_one_yes_serves_all_contests_that_have_shown_it(
    store: Store, photos: PhotosFolder, settings: Settings, look: Queue
) -> None:
    """A person who says yes has been told of each."""
    sha256 = look()
    with store.transaction() as record:
        said_post(record, photo_sha256=sha256)
        said_post(record, photo_sha256=sha256, slot_key="2026-W49", marker="another")
    _vouched(store, settings, _asked(store, photos, settings))

    with store.view() as record:
        assert {again_of(1), again_of(2)} < record.photos.yes(sha256)
