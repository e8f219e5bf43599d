"""How a result looks in a browser: on a desk and on a phone, in the dark, and with the worst that fans write."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from captionbot.overview import View
from tests.contest.made import comment
from tests.rooms.papers import ended, export

pytestmark = pytest.mark.browser

WORST = (
    "a" * 290,
    "👩🏽\u200d🚒" * 280,
    "e" + "\u0301" * 4_000,
    "\u202egnol",
    "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "مرحبا يا حصان " * 9,
)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (320, "light")])
def test_a_page_fits_and_does_nothing(view: View, browser: Browser, tmp_path: Path, width: int, scheme: str) -> None:
    """Nothing sticks out to the side, runs, or is fetched; every table can be opened."""
    crowd = [replace(comment(n, words, votes=20 - n), entrant_name=words) for n, words in enumerate(WORST, 1)]
    ended(view.record, *crowd, comment(30, votes=30), *(comment(40 + n, votes=1) for n in range(9)))
    (tmp_path / "a.html").write_text(export(view, "html"), encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page, heard = context.new_page(), list[str]()
    page.on("dialog", lambda one: heard.append(one.message))
    page.on("request", lambda one: heard.append(one.url))
    page.goto((tmp_path / "a.html").as_uri())
    while (closed := page.locator("details:not([open]) > summary")).count():
        closed.first.click(timeout=5_000)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert heard == [(tmp_path / "a.html").as_uri()]
    assert page.locator("details:not([open])").count() == 0
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 29)"
    assert dark == (scheme == "dark")
    context.close()
