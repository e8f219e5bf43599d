"""A desk that is served on this machine, and somebody's browser in front of it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from waitress.server import create_server

from captionbot.accounts import Role, sign_in
from captionbot.desk.app import make_app
from captionbot.desk.entrance import SIGNED_IN
from captionbot.desk.serving import signing_key
from tests.desk.conftest import HOSTING, Office

HEARD = """window.heard = [];
document.addEventListener('securitypolicyviolation', e => heard.push(`${e.violatedDirective} ${e.blockedURI}`));
window.alert = window.confirm = window.prompt = words => heard.push(`alert ${words}`);"""
"""Kept by every page: what its policy has refused, and whether a script of somebody else's ran."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk at work."""

    office: Office
    app: Flask
    url: str

    def cookie(self, name: str, role: Role) -> tuple[str, str]:
        """The cookie of a browser in which somebody is signed in."""
        key = name.casefold()
        with self.office.writing() as record:
            if record.accounts.get(key) is None:
                record.accounts.add(key, name, role, "test", self.office.hour)
                sign_in(record, key, self.office.hour, device="Firefox on Linux", address="127.0.0.1")
            secret = sign_in(record, key, self.office.hour, device="Safari on an iPhone", address="127.0.0.1")
        client = self.app.test_client()
        with client.session_transaction(base_url="http://localhost") as session:
            session[SIGNED_IN] = secret
        kept = client.get_cookie(self.app.config["SESSION_COOKIE_NAME"])
        assert kept
        return kept.key, kept.value

    def browser_of(self, browser: Browser, name: str = "Maria", role: Role = Role.ADMIN) -> BrowserContext:
        """A browser in which they are signed in, with its own cookies."""
        context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=self.url)
        context.set_default_timeout(10_000)
        context.add_init_script(HEARD)
        key, value = self.cookie(name, role)
        context.add_cookies([{"name": key, "value": value, "url": self.url}])
        return context


@contextmanager
def served(office: Office) -> Iterator[Desk]:
    """The desk of an office, on a port of its own."""
    app = make_app(office, HOSTING, signing_key(office))
    listening = socket.create_server(("127.0.0.1", 0))
    server = create_server(app, sockets=[listening], threads=2)
    serving = Thread(target=server.run, daemon=True)
    serving.start()
    try:
        yield Desk(office, app, f"http://127.0.0.1:{listening.getsockname()[1]}")
    finally:
        server.close()
        serving.join(5)
        office.store.close()


def heard(page: Page) -> list[str]:
    """What the page's policy has refused, and what a script of somebody else's said."""
    return list(page.evaluate("window.heard"))
