"""Pictures of the hall for the README: ``python -m tests.site.pictures docs`` announces, publishes, looks.

Everybody in them is invented; the photos are practice's own samples. ``--all`` adds every page that differs.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Final

import pyvips
from playwright.sync_api import Browser, Page, sync_playwright

from captionbot.photos.card.apart import draw_apart
from tests.browser import NAMES, QUIET
from tests.site.halls import Hall, bare, write
from tests.site.weeks import WEEKS, hang

TALLEST: Final = 2_400
"""Pixels; a phone's board is cut there."""


OTHERS: Final = ("index", "contest-7", "contest-4", "contest-3", "rules", "empty/index", "bare/contest-1")
"""What ``--all`` looks at as well."""


def shots(browser: Browser, first: Path) -> Iterator[tuple[str, Page]]:
    """Each picture's name, and the page that is to be taken."""
    for name, file, width, scheme in (
        ("site-360", "index.html", 360, "light"),
        ("site-768", "index.html", 768, "light"),
        ("site-1280", "index.html", 1280, "light"),
        ("site-dark", f"contest-{len(WEEKS)}.html", 1280, "dark"),
    ):
        yield name, _at(browser, first.with_name(file), width, scheme)
    if "--all" in sys.argv:
        for path, (width, scheme) in product(OTHERS, ((360, "dark"), (768, "light"), (1280, "dark"), (1280, "light"))):
            page = _at(browser, first.parent / f"{path}.html", width, scheme)
            yield f"all-{path.replace('/', '-')}-{width}-{scheme}", page


def _at(browser: Browser, path: Path, width: int, scheme: str) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(path.as_uri())
    for picture in page.locator("img").all():
        picture.scroll_into_view_if_needed()
        picture.evaluate("it => it.decode()")
    page.evaluate("scrollTo(0, 0)")
    return page


def chromium() -> str:
    """The browser's program."""
    return next(path for name in NAMES if (path := shutil.which(name)))


def take(folder: Path) -> None:
    """Take every picture into the folder."""
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        first = hang(Path(temporary), draw_apart)
        write(Hall(), first.parent / "empty")
        write(Hall((bare(1),)), first.parent / "bare")
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET), chromium_sandbox=False)
        for name, page in shots(browser, first):
            (folder / f"{name}.png").write_bytes(_packed(page.screenshot(full_page=True)))
            page.close()
        browser.close()


def _packed(png: bytes) -> bytes:
    """The picture in 256 colours, cut where it is taller than anyone looks."""
    whole = pyvips.Image.new_from_buffer(png, "")
    cut = whole.crop(0, 0, whole.width, min(whole.height, TALLEST)).extract_band(0, n=3)
    return bytes(cut.pngsave_buffer(palette=True, Q=90, dither=0.8, effort=8))


if __name__ == "__main__":
    take(Path(sys.argv[1]))
