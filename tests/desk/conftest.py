"""A desk to try: its record, its photos, and somebody who is signed in."""

import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache

from captionbot.accounts import Role, sign_in
from captionbot.desk.app import make_app
from captionbot.desk.entrance import SIGNED_IN
from captionbot.desk.guarding import Hosting
from captionbot.desk.serving import signing_key, start
from captionbot.overview import View
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.picture.here import examine_here
from captionbot.settings import Settings
from captionbot.store.database import Store, make_store, open_store
from captionbot.store.record import Record
from tests.contest.made import CLOSES, PAGE
from tests.desk.stopping import stopped
from tests.photos.drawing_words import draw_words
from tests.settings.written import settings_of
from tests.store.made import HOUR, POST_AT, SLOT

HOSTING = Hosting(frozenset({"localhost", "127.0.0.1", "[::1]"}))


@dataclass
class Office:
    """What a desk stands in: a source whose hour a test may set."""

    store: Store
    settings: Settings
    photos: PhotosFolder
    hour: datetime = field(default=CLOSES + HOUR)

    def now(self) -> datetime:
        """The hour that the test wants."""
        return self.hour

    @contextmanager
    def viewing(self) -> Iterator[View]:
        """Read."""
        with self.store.view() as record:
            yield View(record, self.settings, self.photos, self.hour)

    @contextmanager
    def recording(self) -> Iterator[View]:
        """Write."""
        with self.store.transaction() as record:
            record.alone()
            yield View(record, self.settings, self.photos, self.hour)

    def writing(self) -> AbstractContextManager[Record]:
        """What a test puts into the record."""
        return self.store.transaction()


@pytest.fixture(scope="session")
def begun_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a record in which the Page has begun; each test copies it."""
    file = tmp_path_factory.mktemp("begun") / "captionbot.db"
    store = make_store(f"sqlite:///{file}", PAGE)
    with store.transaction() as record:
        record.begin_page(SLOT, POST_AT)
    store.close()
    return file


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """The pages' templates, compiled once for all tests."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("compiled")))


@pytest.fixture
def office(tmp_path: Path, begun_record: Path) -> Iterator[Office]:
    """A new record in which the Page has begun, an hour after entries of its first contest would have closed."""
    store = open_store(f"sqlite:///{copy(begun_record, tmp_path)}", PAGE)
    photos = PhotosFolder(tmp_path / "photos", lambda _: None, examine_here, draw_words)
    photos.make()
    yield Office(store, settings_of(tmp_path, "CONTEST_NAME=Name <That> Photo\n"), photos)
    store.close()


@pytest.fixture
def app(office: Office, compiled: FileSystemBytecodeCache) -> Flask:
    """The desk's application."""
    made = make_app(office, HOSTING, signing_key(office))
    made.jinja_env.bytecode_cache = compiled
    made.config["TESTING"] = False
    return made


SignedIn = Callable[[str, Role], FlaskClient]


@pytest.fixture
def signed_in_as(app: Flask, office: Office) -> SignedIn:
    """Sign somebody in, past the door: gives their browser."""

    def signed_in(name: str, role: Role) -> FlaskClient:
        with office.writing() as record:
            record.accounts.add(name.casefold(), name, role, "test", office.hour)
            secret = sign_in(record, name.casefold(), office.hour, device="a test", address="127.0.0.1")
        client = app.test_client()
        with client.session_transaction(base_url="http://localhost") as session:
            session[SIGNED_IN] = secret
        return client

    return signed_in


@pytest.fixture
def desk(signed_in_as: SignedIn) -> FlaskClient:
    """Maria, an admin, who looks at the desk."""
    return signed_in_as("Maria", Role.ADMIN)


@pytest.fixture
def editor(signed_in_as: SignedIn) -> FlaskClient:
    """Dana, an editor."""
    return signed_in_as("Dana", Role.EDITOR)


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    """Somebody who is not signed in."""
    return app.test_client()


Start = Callable[[str], str]


@pytest.fixture
def started(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Serve the desk of the office by these settings, and give its address; it is stopped at the end."""
    monkeypatch.setattr(socket, "getaddrinfo", _any_address(socket.getaddrinfo))
    folder = office.photos.root.parent

    def begin(text: str) -> str:
        office.settings = settings_of(folder, text)
        return start(office.settings, office)

    with stopped():
        yield begin


def _any_address(look_up: Callable[..., Any]) -> Callable[..., Any]:
    """Waitress looks up the address that it would take if it were not given a socket."""
    return lambda host, *words, **named: look_up("127.0.0.1" if host == "0.0.0.0" else host, *words, **named)  # noqa: S104 - compared, not bound
