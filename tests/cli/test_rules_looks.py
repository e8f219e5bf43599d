"""The rules as a web page, in a real browser: on a phone and in the dark nothing sticks out."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.cli.conftest import Run
from tests.settings.written import REQUIRED, written


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_the_screen(run: Run, here: Path, browser: Browser, width: int, scheme: str) -> None:
    """The longest address wraps; the page is dark where the reader's screen is."""
    written(here, f"{REQUIRED}CONTACT=https://example.org/{'a' * 200}\nPRIZE={'W' * 200}\n")
    run("rules", "--out", "rules.html")
    page = browser.new_page(
        viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page.goto((here / "rules.html").as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") == width
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 24, 30)"}[scheme]
    page.close()
