"""One desk for the whole sweep; no test changes anything in it but who is signed in."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from captionbot.desk.app import make_app
from captionbot.desk.queue.naming import key_of
from captionbot.desk.serving import signing_key
from tests.desk.conftest import HOSTING
from tests.desk.looks.offices import furnished
from tests.desk.sweep.sweeping import SECRETS, VALUES, Swept
from tests.settings.written import settings_of


@pytest.fixture(scope="session")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Swept]:
    """A desk after six weeks, whose settings are full of secrets."""
    folder: Path = tmp_path_factory.mktemp("swept")
    office = furnished(folder / "office")
    office.settings = settings_of(folder / "office", "CONTEST_NAME=Beat the Caption\n", SECRETS)
    with office.store.view() as record:
        VALUES["sha256"] = sorted({row.photo_sha256 for row in record.contests.all() if row.photo_sha256})[:2]
        VALUES["key"] += [key_of(name) for name in ("unnamed.jpg", "1958-duck-crossing.jpg")]
    with office.writing() as record:
        record.page().last_tick_at = office.hour
    with closing(sqlite3.connect(str(office.store.engine.url.database))) as watching:
        yield Swept(office, make_app(office, HOSTING, signing_key(office)), watching)
    office.store.close()
