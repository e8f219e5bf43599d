"""A desk with a record as a Page has it after ten years, served in this process and stopped again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any, Final
from urllib.parse import urlsplit

from sqlalchemy import event

from bench.desk_filled import fill
from captionbot.accounts import Role, sign_in
from captionbot.clock import pause_briefly
from captionbot.desk.app import make_app
from captionbot.desk.entrance import SIGNED_IN
from captionbot.desk.guarding import Hosting
from captionbot.desk.serving import signing_key, start
from captionbot.overview import View
from captionbot.overview.shown import basis_of, glance
from captionbot.photos.card.apart import draw_apart
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.picture.apart import examine_apart
from captionbot.settings import Settings, load_settings
from captionbot.store.database import Store, make_store
from tests.desk.stopping import stopped

PAGE: Final = "100200300"
NOW: Final = datetime(2026, 11, 29, 16, 0, tzinfo=UTC)
SETTINGS: Final = (
    f"FACEBOOK_PAGE_ID={PAGE}\nFACEBOOK_PAGE_TOKEN=EAABinvented\nTIMEZONE=America/Chicago\nDESK_BIND=127.0.0.1:0\n"
)

Asked = list[tuple[str, Any]]
"""The queries of a page, with their values."""


@dataclass
class Office:
    """What the desk reads from, at an hour that stands still."""

    store: Store
    settings: Settings
    photos: PhotosFolder
    asked: Asked = field(default_factory=list)

    @classmethod
    def filled(cls, folder: Path, past: int, entries: int) -> tuple["Office", tuple[int, int]]:
        """A new record with everything in it, and the numbers of its two large contests."""
        env = folder / ".env"
        env.write_text(SETTINGS)
        env.chmod(0o600)
        photos = PhotosFolder(folder / "photos", pause_briefly, examine_apart, draw_apart)
        photos.make()
        store = make_store(f"sqlite:///{folder / 'captionbot.db'}", PAGE)
        found = cls(store, load_settings(env, {}), photos)
        numbers = fill(store, NOW, past, entries)
        event.listen(store.engine, "before_cursor_execute", found.listen)
        return found, numbers

    def listen(self, _: object, __: object, statement: str, values: Any, *___: object) -> None:
        """Note a query."""
        self.asked.append((statement, values))

    def now(self) -> datetime:
        """A Sunday on which one contest is open and one in review."""
        return NOW

    @contextmanager
    def viewing(self) -> Iterator[View]:
        """Read."""
        with self.store.view() as record:
            yield View(record, self.settings, self.photos, NOW)

    @contextmanager
    def recording(self) -> Iterator[View]:
        """Write."""
        with self.store.transaction() as record:
            yield View(record, self.settings, self.photos, NOW)

    def keep_shown(self, number: int) -> float:
        """What a tick does for a large contest; gives its seconds."""
        began = monotonic()
        with self.viewing() as view:
            contest = view.record.contests.get(number)
            basis, body = basis_of(view.record, contest), glance(view, contest)
        with self.recording() as view:
            view.record.desk.show(number, basis, body, NOW)
        return monotonic() - began

    def cookie(self) -> str:
        """The cookie of an admin who is signed in."""
        with self.recording() as view:
            view.record.accounts.add("maria", "Maria", Role.ADMIN, "the bench", NOW)
            secret = sign_in(view.record, "maria", NOW, device="the bench", address="127.0.0.1")
        app = make_app(self, Hosting.of(self.settings), signing_key(self))
        client = app.test_client()
        with client.session_transaction(base_url="http://127.0.0.1") as session:
            session[SIGNED_IN] = secret
        kept = client.get_cookie(app.config["SESSION_COOKIE_NAME"], "127.0.0.1")
        return f"{kept.key}={kept.value}" if kept else ""


@contextmanager
def served(office: Office) -> Iterator[str]:
    """Serve the desk as the daemon does; gives its host and port, and stops it."""
    with stopped():
        yield urlsplit(start(office.settings, office)).netloc
