"""The page in a real browser: on a phone and in the dark nothing sticks out."""

import json

import pytest
from playwright.sync_api import Browser, Page

from tests.photos.unlike import file_unlike
from tests.practice.starting import Facebook

ALT = "A horse outside a diner, with these words beneath it: “Neigh.”"
TALL = file_unlike(1, (300, 1200))


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_screen(facebook: Facebook, browser: Browser, width: int) -> None:
    """The longest word and the longest name wrap."""
    facebook.post_photo("W" * 400)
    facebook.comment("w" * 400, by="N" * 60, reactions={"LIKE": 99999, "WOW": 2, "FIRE": 1})
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme="dark")

    page.goto(facebook.url)

    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def test_a_caption_is_written_by_hand(facebook: Facebook, browser: Browser) -> None:
    """A person types a name and a caption, and presses the buttons, all without script."""
    facebook.post_photo("What's the caption?")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(facebook.url)
    page.get_by_label("You write as").fill("Fern Corkindale")
    page.get_by_role("button", name="Change").click()
    page.get_by_label("Your caption").first.fill("By hand")

    page.get_by_role("button", name="Comment").first.click()
    page.get_by_role("button", name="Haha").nth(1).click()

    newest = next(one for one in facebook.world()["comments"] if one["message"] == "By hand")
    assert (newest["from"]["name"], newest["reactions"]) == ("Fern Corkindale", {"HAHA": 1})
    context.close()


def test_a_tall_picture_is_shown_whole(facebook: Facebook, page: Page) -> None:
    """No taller than about a screen and a half, in its own shape, and what a screen reader says of it can be read."""
    data = {"published": "false", "alt_text_custom": ALT}
    files = {"source": ("a.jpg", TALL)}
    photo = facebook.graph("POST", f"{facebook.page_id}/photos", data=data, files=files).json()["id"]
    media = json.dumps([{"media_fbid": photo}])
    facebook.graph("POST", f"{facebook.page_id}/feed", data={"message": "Tall", "attached_media": media})
    page.goto(facebook.url)
    picture = page.get_by_role("img", name=ALT)
    box = picture.bounding_box()

    assert box is not None
    assert 400 < box["height"] <= 960
    assert picture.evaluate("it => [it.naturalWidth, it.naturalHeight, getComputedStyle(it).objectFit]") == [
        300,
        1200,
        "contain",
    ]
    said = page.get_by_text(ALT, exact=True)
    assert not said.is_visible()
    page.get_by_text("What a screen reader says").first.click()
    assert said.is_visible()
