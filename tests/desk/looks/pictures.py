"""Pictures of the desk for the README: ``python -m tests.desk.looks.pictures docs``; everybody in them is invented."""

import logging
import sys
import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from captionbot.photos.card.apart import draw_apart
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.picture.apart import examine_apart
from tests.browser import QUIET
from tests.desk.looks.offices import REVIEWED, ordinary
from tests.desk.looks.windows import Desk, served
from tests.site.pictures import chromium

SHOTS: Final = (
    ("desk-360", "/", 360, 1560, "light"),
    ("desk-768", "/queue", 768, 1000, "light"),
    ("desk-1280", "/", 1280, 1330, "light"),
    ("desk-dark", f"/contests/{REVIEWED}/preview", 768, 1120, "dark"),
)
"""Name, page, width and height in pixels, theme."""
COLOURS: Final = 256


def take(folder: Path) -> None:
    """Take every picture into the folder."""
    with tempfile.TemporaryDirectory() as temporary:
        office = ordinary(Path(temporary) / "town")
        photos = PhotosFolder(office.photos.root, lambda _: None, examine_apart, draw_apart)
        with served(replace(office, photos=photos)) as desk, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET), chromium_sandbox=False)
            for name, path, width, height, theme in SHOTS:
                png = BytesIO(_shot(desk, browser, path, (width, height), theme))
                Image.open(png).convert("RGB").quantize(COLOURS).save(folder / f"{name}.png", optimize=True)
            browser.close()


def _shot(desk: Desk, browser: Browser, path: str, size: tuple[int, int], theme: str) -> bytes:
    page = desk.browser_of(browser).new_page()
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # "light" or "dark"
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(path)
    page.wait_for_load_state("networkidle")
    return page.screenshot()


if __name__ == "__main__":
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a page's pictures come all at once
    take(Path(sys.argv[1]))
