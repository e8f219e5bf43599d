"""What the rooms' tests share: a record on SQLite, a clock to set, and a Facebook in memory."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import delete, event

from captionbot.intake import Intake
from captionbot.notify import Switch
from captionbot.overview import View
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.picture.here import examine_here
from captionbot.settings import Settings, load_settings
from captionbot.store.database import Store, make_store
from captionbot.store.record import Record
from captionbot.store.schema import Base
from captionbot.store.utterances import Kind
from tests.contest.made import PAGE
from tests.photos.drawing_words import draw_words
from tests.photos.pictures import drawing, file_of
from tests.rooms.landed import Opened
from tests.rooms.pretend import PretendPage, SetClock
from tests.rooms.public import make_public
from tests.rooms.speaking import Speaker, speaker_of
from tests.rooms.week import Week
from tests.settings.written import written
from tests.store.made import ANNOUNCES, HOUR, POST_AT, SLOT

SettingsWith = Callable[..., Settings]


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A record that all tests here use, one after the other: what it has compiled once need not be compiled again."""
    store = make_store(f"sqlite:///{tmp_path_factory.mktemp('record') / 'captionbot.db'}", PAGE)
    store.close()
    event.listen(store.engine, "connect", _without_waiting)
    yield store
    store.close()


def _without_waiting(connection: sqlite3.Connection, _: object) -> None:
    """What a crash of the machine would lose does not matter here."""
    connection.execute("PRAGMA synchronous=OFF").close()


@pytest.fixture
def store(shared: Store) -> Store:
    """That record with nothing in it but a Page that has begun at the slot."""
    with shared.engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(delete(table))
    with shared.transaction() as record:
        record.begin_page(SLOT, POST_AT)
    return shared


@pytest.fixture
def record(store: Store) -> Iterator[Record]:
    """One transaction on it."""
    with store.transaction() as opened:
        yield opened


@pytest.fixture
def clock() -> SetClock:
    """It stands at the slot."""
    return SetClock(SLOT)


@pytest.fixture
def page(clock: SetClock) -> PretendPage:
    """An empty Page."""
    return PretendPage(clock)


@pytest.fixture(params=list(Kind))
def speaker(request: pytest.FixtureRequest, store: Store, page: PretendPage) -> Speaker:
    """One that has a post to say, then one that has a reply, an announcement, an edit."""
    return speaker_of(store, page, request.param)


@pytest.fixture
def poster(store: Store, page: PretendPage) -> Speaker:
    """One that has a post to say."""
    return speaker_of(store, page, Kind.POST)


@pytest.fixture(scope="session")
def jpeg() -> bytes:
    """A small, sound photo."""
    return file_of(drawing(size=(200, 120)))


@pytest.fixture
def photos(tmp_path: Path) -> PhotosFolder:
    """An empty photos folder that doesn't really wait."""
    folder = PhotosFolder(tmp_path / "photos", lambda _: None, examine_here, draw_words)
    folder.make()
    return folder


@pytest.fixture(scope="session")
def settings_with(tmp_path_factory: pytest.TempPathFactory) -> SettingsWith:
    """The settings that most will have, and a few lines more; the same lines are read once."""
    required = f"FACEBOOK_PAGE_ID={PAGE}\nFACEBOOK_PAGE_TOKEN=EAABpretend\nTIMEZONE=America/Chicago\n"

    @cache
    def read(more: str = "") -> Settings:
        return load_settings(written(tmp_path_factory.mktemp("settings"), required + more), {})

    return read


@pytest.fixture
def view(record: Record, settings_with: SettingsWith, photos: PhotosFolder) -> View:
    """What an export reads from, an hour after the announcement."""
    return View(record, settings_with(), photos, ANNOUNCES + HOUR)


@pytest.fixture
def make_week(
    settings_with: SettingsWith,
    store: Store,
    photos: PhotosFolder,
    page: PretendPage,
    clock: SetClock,
    jpeg: bytes,
) -> Callable[..., Week]:
    """Make a bot whose settings have a few lines more."""
    return lambda more="": Week(settings_with(more), store, photos, page, clock, jpeg)


@pytest.fixture
def week(make_week: Callable[..., Week]) -> Week:
    """A bot with the settings that most will have, at its first slot."""
    return make_week()


@pytest.fixture
def review(week: Week) -> Week:
    """A bot whose contest is in review: 9 votes lead before 5 and 2."""
    return week.in_review()


@pytest.fixture
def announced(week: Week) -> Week:
    """A bot whose contest's winner is public since a day, by a reply and a post."""
    return make_public(week)


@pytest.fixture
def opened(photos: PhotosFolder) -> Opened:
    """Nothing was opened yet."""
    return Opened(photos)


@pytest.fixture
def intake(photos: PhotosFolder, store: Store, clock: SetClock, opened: Opened) -> Intake:
    """As a command has it."""
    return Intake(replace(photos, examine=opened), store, clock.now)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Calls of the dead man's switch, each of which is taken."""
    heard: list[str] = []

    def call(_: Switch, url: str) -> bool:
        heard.append(url)
        return True

    monkeypatch.setattr(Switch, "call", call)
    return heard
