"""The hall as the program writes it, in a real browser: what test_looks says of invented pages holds of these."""

from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.photos.drawing_words import draw_words
from tests.photos.pictures import drawing, file_of
from tests.site.test_looks import AXE, OVERFLOW, SCHEMES, told
from tests.site.weeks import WEEKS, Week, hang

TITLE = "</title></head><script>document.title = 'theirs'</script> said the horse"
HOSTILE = Week(((TITLE, "<b>Ana</b> O'Hara & Co"), ('" onerror="x" the milkshake is mine', "\u202eAna Lopez")), 0)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its folder: seven weeks, and before them one in which hostile words won and came second."""
    folder = tmp_path_factory.mktemp("published")
    photo = file_of(drawing(size=(640, 427)))
    return hang(folder, draw_words, (HOSTILE, *WEEKS), lambda *_: photo).parent


@pytest.mark.parametrize("name", ["index.html", "contest-8.html", "contest-4.html", "contest-1.html", "rules.html"])
def test_axe_finds_nothing(published: Path, page: Page, name: str) -> None:
    """No violation of WCAG 2.1 AA, light or dark, and nothing is wider than the screen."""
    page.goto((published / name).as_uri())

    for scheme, width in product(SCHEMES, (360, 1280)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        found = Axe().run(page, options=AXE).response
        assert told(found["violations"]) == []
        assert page.evaluate(OVERFLOW) == 0
    assert page.locator("script").count() == 0


def test_it_says_what_the_contest_is(published: Path, page: Page) -> None:
    """In the organiser's own voice, with the day of POST_AT; runners-up as they were announced."""
    page.goto((published / "index.html").as_uri())
    assert page.locator(".about").inner_text() == (
        "Every Friday we show a photo on Facebook, and fans write the caption. The winners hang here."
    )
    page.get_by_role("link", name="Sir, the horse ordered first.").click()
    rows = page.get_by_role("region", name="Runners-up").get_by_role("listitem")

    assert rows.evaluate_all("them => them.map(it => it.innerText.split('\\n').at(-1).trim())") == [
        "Odell R., 81 reactions",
        "a fan, 66 reactions",
    ]
