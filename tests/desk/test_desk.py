"""The desk: it shows how things stand, to this machine alone, and hostile text does nothing there."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from captionbot.desk.app import HEADERS, make_app
from captionbot.errors import StoreError
from captionbot.overview import View
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.picture.here import examine_here
from captionbot.store.database import Store, make_store
from captionbot.store.record import Record
from tests.contest.made import CLOSES, PAGE, comment
from tests.photos.drawing_words import draw_words
from tests.photos.pictures import put
from tests.rooms.made import reviewed
from tests.settings.written import settings_of
from tests.store.made import HOUR, POST_AT, SLOT, begun

SCRIPT = "<script>alert(1)</script>"
HOSTILE = f"{SCRIPT}\"'><img src=x onerror=alert(1)>{{{{ 7*7 }}}}"
Looking = Callable[[], AbstractContextManager[View]]


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A record in which the Page has begun."""
    store = make_store(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'captionbot.db'}", PAGE)
    with store.transaction() as record:
        record.begin_page(SLOT, POST_AT)
    yield store
    store.close()


@pytest.fixture
def record(shared: Store) -> Iterator[Record]:
    """That record, of which nothing is kept after the test."""
    with shared.view() as opened:
        yield opened


@pytest.fixture
def photos(tmp_path: Path) -> PhotosFolder:
    """An empty photos folder."""
    folder = PhotosFolder(tmp_path / "photos", lambda _: None, examine_here, draw_words)
    folder.make()
    return folder


@pytest.fixture
def looking(record: Record, photos: PhotosFolder, tmp_path: Path) -> Looking:
    """What the desk reads from, an hour after entries have closed."""

    @contextmanager
    def look(now: datetime = CLOSES + HOUR) -> Iterator[View]:
        record._session.flush()
        yield View(record, settings_of(tmp_path, "CONTEST_NAME=Name <That> Photo\n"), photos, now)

    return look


def _client(looking: Looking) -> FlaskClient:
    return make_app(looking, frozenset({"localhost", "127.0.0.1", "[::1]"})).test_client()


@pytest.fixture
def desk(looking: Looking) -> FlaskClient:
    """Somebody who looks at the desk."""
    return _client(looking)


def test_an_empty_desk_says_so(desk: FlaskClient) -> None:
    """And what to do."""
    page = desk.get("/").text

    assert "No contest yet." in page
    assert "Drop photos into the queue folder." in page


def test_it_shows_how_things_stand(desk: FlaskClient, record: Record, photos: PhotosFolder) -> None:
    """The contests, the shortlist, what was left out, the queue, and what staff were told."""
    reviewed(record, *(comment(number, votes=number) for number in range(1, 8)), comment(9, "🐎", votes=3))
    record.staff.tell("token", "The token is dead.", SLOT, do="Get another.")
    put(photos.root / "queue", "goat.jpg", b"jpeg", age=99, now=SLOT)
    page = desk.get("/").text

    assert "No. 1" in page
    assert page.count('class="votes"') == 5
    assert "no words" in page
    assert "goat.jpg" in page
    assert "The token is dead. Get another." in page
    assert "Monday 30 November at 10:00 AM CST" in page


def test_a_pause_is_the_first_thing_seen(desk: FlaskClient, record: Record) -> None:
    """Announced to a screen reader as well."""
    record.staff.pause("maria", "a funeral", SLOT)
    page = desk.get("/").text

    assert 'role="alert"' in page
    assert page.index("Paused") < page.index("Contests")


def test_a_pause_file_is_named_as_what_it_is(desk: FlaskClient, photos: PhotosFolder) -> None:
    """Whoever reads it knows what to take away."""
    (photos.root / "PAUSE").write_text("a funeral")

    assert "<strong>Paused</strong> by a PAUSE file: <bdi>a funeral</bdi>" in desk.get("/").text


def test_hostile_text_is_text(desk: FlaskClient, record: Record, photos: PhotosFolder) -> None:
    """In a caption, a name, a reason, a file's name and the contest's own."""
    reviewed(record, comment(1, HOSTILE, votes=3), comment(2, f"{HOSTILE} 2", votes=9, reply_to="1"))
    record.contests.get(1).note = HOSTILE
    begun(record, slot_key="x", photo=HOSTILE, held=HOSTILE)
    record.staff.pause(HOSTILE, HOSTILE, SLOT)
    record.staff.tell("x", HOSTILE, SLOT, do=HOSTILE)
    put(photos.root / "queue", "<script>alert(1)<|script>.jpg", b"jpeg", age=99, now=SLOT)
    page = desk.get("/").text

    assert "<script" not in page
    assert "<img" not in page
    assert "{{ 7*7 }}" in page
    assert page.count("&lt;script&gt;") >= 7
    assert "Name &lt;That&gt; Photo" in page


WAYS_IN = {
    "the page": ("GET", "/", 200),
    "its style": ("GET", "/static/desk.css", 200),
    "nothing": ("GET", "/nothing", 404),
    "a folder": ("GET", "/static/", 404),
    "a way up": ("GET", "/static/../app.py", 404),
    "a word": ("POST", "/", 405),
    "another": ("PUT", "/", 405),
    "a deletion": ("DELETE", "/", 405),
}


@pytest.mark.parametrize(("method", "path", "status"), WAYS_IN.values(), ids=WAYS_IN)
def test_every_answer_is_guarded(desk: FlaskClient, method: str, path: str, status: int) -> None:
    """Errors and files too: no foreign script, no frame, nothing kept, nothing told to others."""
    answer = desk.open(path, method=method, buffered=True)

    assert answer.status_code == status
    for name, value in HEADERS.items():
        assert answer.headers.getlist(name)[-1] == value
    assert "charset=utf-8" in answer.headers["Content-Type"]
    assert not answer.headers.getlist("Set-Cookie")


def test_the_page_obeys_its_own_policy(desk: FlaskClient, record: Record) -> None:
    """No script and no style but from its own folder, and nothing from elsewhere."""
    reviewed(record)
    page = desk.get("/").text

    assert "script-src" not in HEADERS["Content-Security-Policy"]
    assert HEADERS["Content-Security-Policy"].startswith("default-src 'none'")
    assert "style=" not in page
    assert "//" not in page.replace("<!doctype html>", "")


HOSTS = {
    "localhost": 200,
    "localhost:8080": 200,
    "127.0.0.1:8080": 200,
    "[::1]:8080": 200,
    "[::1]": 200,
    "evil.example": 400,
    "evil.example:8080": 400,
    "localhost.evil.example": 400,
    "localhost:8080.evil.example": 400,
    "127.0.0.1.evil.example:80": 400,
}


@pytest.mark.parametrize(("host", "status"), HOSTS.items())
def test_it_answers_to_its_own_names_only(desk: FlaskClient, host: str, status: int) -> None:
    """A name that was made to point here (DNS rebinding) is nobody's."""
    answer = desk.get("/", headers={"Host": host})

    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "no-store"


def test_trouble_with_the_record_is_told_in_plain_words() -> None:
    """What it is and what to do, without a trace; and as text."""

    def broken() -> AbstractContextManager[View]:
        raise StoreError(f"The file captionbot.db is damaged {SCRIPT}.", "Restore it from a backup.")

    answer = _client(broken).get("/", headers={"Host": "localhost"})

    assert answer.status_code == 503
    assert "captionbot.db is damaged" in answer.text
    assert "Restore it from a backup." in answer.text
    assert "Traceback" not in answer.text
    assert SCRIPT not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_our_own_fault_is_told_without_its_trace() -> None:
    """The log has it."""

    def broken() -> AbstractContextManager[View]:
        raise ZeroDivisionError("a secret of the program")

    answer = _client(broken).get("/", headers={"Host": "localhost"})

    assert answer.status_code == 500
    assert "a secret of the program" not in answer.text
    assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]


def test_a_photos_folder_that_is_gone_is_told(desk: FlaskClient, photos: PhotosFolder) -> None:
    """By its name."""
    photos.root.rename(photos.root.with_name("elsewhere"))
    answer = desk.get("/")

    assert "missing" in answer.text
    assert "Traceback" not in answer.text
