"""Chromium for the tests: the one on this machine, driven by playwright."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.left_out import leave_out

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
"""Chromium calls home at every start without these; the tests talk to this machine alone."""


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser's program."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if not found:
        leave_out("Chromium", "sudo apt install -y chromium")
    return Path(found)


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        # Chromium's sandbox does not start as root.
        running = playwright.chromium.launch(
            executable_path=chromium,
            args=list(QUIET),
            chromium_sandbox=os.geteuid() != 0,
        )
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page, with no cookies of another test; its size is that of a small laptop."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
