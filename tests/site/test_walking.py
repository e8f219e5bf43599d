"""Through the hall by keyboard alone, and by a screen reader's landmarks and headings."""

from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Page, expect

FOCUSED = """() => {
  const it = document.activeElement, box = it.getBoundingClientRect(), style = getComputedStyle(it);
  return {words: it.textContent.trim(), ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 2,
          seen: box.bottom > 0 && box.top < innerHeight};
}"""


def _tab_to(page: Page, words: str) -> None:
    """Press the tabulator until the focus stands there; wherever it stands on the way, it can be seen."""
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        assert focused["ring"], focused
        assert focused["seen"], focused
        if words in focused["words"]:
            return
    raise AssertionError(words)


def test_by_keyboard_from_the_board_to_a_contest_and_back(address: str, page: Page) -> None:
    """Over the rules, to the newest winner, to an older one, and back to all of them."""
    page.goto(f"{address}/many/index.html")
    _tab_to(page, "Skip")
    _tab_to(page, "Take part")
    _tab_to(page, "Rules")
    _tab_to(page, "Neigh means neigh.")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Beat the Caption no. 17")
    _tab_to(page, "Older")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Beat the Caption no. 16")
    _tab_to(page, "All winners")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Beat the Caption")


def test_the_way_round_what_is_on_every_page(halls: Path, page: Page, every: str) -> None:
    """The first link leads past the head; what is reached next stands in the main part, or after it."""
    page.goto((halls / every).as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main, footer') !== null")


def test_a_card_is_one_place_to_click(halls: Path, page: Page) -> None:
    """Wherever on card or label; and a reader hears one link, called by the caption."""
    page.goto((halls / "many/index.html").as_uri())
    article = page.get_by_role("article").nth(3)
    assert article.get_by_role("link").count() == 1
    article.scroll_into_view_if_needed()
    box = article.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 20)

    expect(page.get_by_role("heading", level=1)).to_have_text("Beat the Caption no. 14")


def test_headings_and_landmarks(halls: Path, page: Page, every: str) -> None:
    """One heading of the first level, no level left out, one head, main part and foot, every navigation with a name."""
    page.goto((halls / every).as_uri())
    levels = page.locator("h1, h2, h3, h4").evaluate_all("them => them.map(it => Number(it.tagName[1]))")
    names = page.locator("nav").evaluate_all("them => them.map(it => it.ariaLabel)")

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [page.get_by_role(role).count() for role in ("banner", "main", "contentinfo")] == [1, 1, 1]
    assert all(names)
    assert len(set(names)) == len(names)


def test_pages_are_told_apart_by_their_titles(halls: Path, page: Page) -> None:
    """Each has a title and a description, and says that it is in English."""
    titles = []
    for path in sorted((halls / "many").glob("*.html")):
        page.goto(path.as_uri())
        titles.append(page.title())
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.locator("meta[name=description]").get_attribute("content")

    assert all(titles)
    assert "The rules · Beat the Caption" in titles


def test_what_the_photo_shows_is_said(halls: Path, page: Page) -> None:
    """Of each card, without its caption, which stands as text beside it; a card without such words says whose it is."""
    page.goto((halls / "many/index.html").as_uri())
    assert page.get_by_role("img", name="A horse at a diner.", exact=True).count() == page.locator("img").count()
    page.goto((halls / "undescribed/index.html").as_uri())

    assert page.get_by_role("img", name="The winner’s card of no. 1", exact=True).count() == 1
