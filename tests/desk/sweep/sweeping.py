"""A desk that has something of everything, every route of it, and browsers before it."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from captionbot.accounts import sign_in
from captionbot.desk.entrance import EVERYBODY, OPEN_TO, SIGNED_IN
from tests.desk.conftest import Office

NOBODY = "nobody"
VALUES: dict[str, list[Any]] = {
    "number": [6, 1, 2, 3, 4, 5, 7],
    "comment": ["60000", "60003", "1"],
    "key": ["dana"],
    "week": ["2026-W50"],
    "link": ["x" * 43],
    "digest": ["0" * 64],
    "filename": ["desk.css"],
}
"""What may stand in an address, beside the photos' digests: contests at every stage, and what is theirs."""
SECRETS = {
    "FACEBOOK_PAGE_TOKEN": "EAABcanary+of=the|desk0123456789",
    "FACEBOOK_APP_ID": "12345",
    "FACEBOOK_APP_SECRET": "canary&secret+of=the|app",
    "NOTIFY_URLS": "mailto://user:canaryword@example.org",
    "HEARTBEAT_URL": "https://example.org/canary-of-the-heart",
}
"""Settings that no page, header or log may hold."""
SENT = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
"""What a browser says of the desk's own forms."""


@dataclass
class Swept:
    """A desk that has something of everything, and browsers before it."""

    office: Office
    app: Flask
    watching: sqlite3.Connection
    """Sees whether anybody else has written (SQLite's data_version)."""

    def browser(self, who: str) -> FlaskClient:
        """Somebody's, who is signed in; a stranger's, where nobody is."""
        client = self.app.test_client()
        if who == NOBODY:
            return client
        with self.office.writing() as record:
            record.accounts.add(who, who.title(), "admin" if who == "maria" else "editor", "test", self.office.hour)
            secret = sign_in(record, who, self.office.hour, device="a test", address="127.0.0.1")
        with client.session_transaction(base_url="http://localhost") as session:
            session[SIGNED_IN] = secret
        return client

    def stands(self) -> object:
        """What is another thing as soon as anybody has written a row or a file."""
        found = sorted((str(path), path.stat()) for path in self.office.photos.root.rglob("*"))
        files = [(path, stat.st_mtime_ns, stat.st_size) for path, stat in found]
        return self.watching.execute("PRAGMA data_version").fetchone(), files

    def paths(self, method: str, values: dict[str, list[Any]] | None = None) -> Iterator[tuple[Rule, str]]:
        """Every route that takes this method: at one place, or at all places that these values give."""
        values = values or {name: found[:1] for name, found in VALUES.items()}
        for rule in self.app.url_map.iter_rules():
            if method not in (rule.methods or ()):
                continue
            names = sorted(rule.arguments)
            for chosen in product(*(values[name] for name in names)):
                yield rule, _filled(rule.rule, dict(zip(names, chosen, strict=True)))

    def open_to(self, rule: Rule) -> object:
        """Whom the route lets in."""
        return getattr(
            self.app.view_functions[rule.endpoint], OPEN_TO, EVERYBODY if rule.endpoint == "static" else None
        )


def _filled(rule: str, values: dict[str, Any]) -> str:
    return re.sub(r"<(?:[^<>]+:)?(\w+)>", lambda found: str(values[found[1]]), rule)
