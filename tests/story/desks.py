"""The desk of a town: `captionbot run` as a process, and staff with browsers of their own in front of it."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field as with_default
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.practice.starting import Facebook
from tests.story.test_daemons import until
from tests.story.town import LONG, Town

PHONE = ViewportSize(width=360, height=740)
PASSWORD = "three horses and a diner"


@dataclass
class Office:
    """A town with a desk, and the browsers of those who sit there."""

    town: Town
    browser: Browser
    url: str = ""
    """Where the desk is now; each time it is started it is elsewhere."""
    pages: list[Page] = with_default(default_factory=list)

    @contextmanager
    def at(self, when: str) -> Iterator["Office"]:
        """Daemon and desk at work, at an hour that stands still."""
        self.town.at(when)
        with self.at_work():
            yield self

    @contextmanager
    def at_work(self) -> Iterator["Office"]:
        """Daemon and desk at work, at the town's hour."""
        process = self.town.start("run", PYTHONUNBUFFERED="1")
        try:
            self.url = _address(process)
            yield self
        finally:
            process.terminate()
            out, err = process.communicate(timeout=LONG)
            assert "Traceback" not in out + err, out + err

    def staff(self, name: str, role: str = "editor") -> Page:
        """Somebody who was let in, and has chosen a password by the link that was printed for them: on their phone."""
        link = self.town.must("staff", "add", name, "--role", role, "--link", "--by", "dana").out.split()[-1]
        page = self.phone()
        page.goto(f"{self.url}/welcome/{link.rpartition('/')[2]}")
        for field in page.locator("input[type=password]").all():
            field.fill(PASSWORD)
        page.get_by_role("button", name="Keep it and sign in").click()
        expect(page.get_by_role("heading", name="This week")).to_be_visible()
        return page

    def phone(self) -> Page:
        """A browser of nobody yet."""
        context = self.browser.new_context(viewport=PHONE)
        context.set_default_timeout(20_000)
        self.pages.append(context.new_page())
        return self.pages[-1]

    def sign_in(self, page: Page, name: str, password: str) -> None:
        """Send name and password."""
        page.goto(f"{self.url}/sign-in")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()

    def close(self) -> None:
        """Put the phones away."""
        for page in self.pages:
            page.context.close()


def _address(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"http://\S+?(?=/?(\s|$))", line)
    assert found, line
    return found[0]


def said(page: Page) -> str:
    """What came of the form that was sent."""
    return page.get_by_role("status").inner_text()


def announced(office: Office) -> None:
    """Wait until the winner stands on the Page."""
    until(lambda: office.town.counts[2] == 1)


def as_the_public_sees_it(facebook: Facebook, page: Page) -> Page:
    """The Page itself, in a browser."""
    page.goto(facebook.url)
    return page


def picture(name: str, content: bytes, folder: Path) -> Path:
    """A photo on somebody's phone."""
    path = folder / name
    path.write_bytes(content)
    return path
