"""The desk by keyboard alone: everything is reached in the order in which it is read, and seen when it is."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.desk.looks.conftest import Marias
from tests.desk.looks.walking import one_of_each
from tests.desk.looks.windows import Desk

Paths = Callable[[Desk], dict[str, int]]
REACHABLE = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter(one => one.type !== 'hidden')
  .filter(one => one.checkVisibility() && one.tabIndex >= 0 && !one.disabled)
  .filter(one => one.type !== 'radio' || one.checked || !document.querySelector(`[name="${one.name}"]:checked`)
                 && one === document.querySelector(`[name="${one.name}"]`)).length"""
HERE = """() => { const one = document.activeElement, style = getComputedStyle(one);
  return [one.tagName, style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
          [...document.querySelectorAll('*')].indexOf(one)] }"""


def test_everything_is_reached_in_the_order_in_which_it_is_read(
    furnished_desk: Desk, paths_of: Paths, maria: Marias
) -> None:
    """Nothing holds the focus, nothing is left out, and what has it shows it."""
    page, wrong = maria(furnished_desk), dict[str, str]()
    for path in one_of_each(furnished_desk, paths_of(furnished_desk)):
        page.goto(path)
        if found := _walked_by_tab(page):
            wrong[path] = found

    assert wrong == {}


def _walked_by_tab(page: Page) -> str:
    """What is wrong with going through a page by the tab key; empty where nothing is."""
    reachable, places = page.evaluate(REACHABLE), list[int]()
    while len(places) < reachable:
        page.keyboard.press("Tab")
        tag, outlined, place = page.evaluate(HERE)
        if tag == "BODY" or not outlined:
            return f"after {len(places)} steps the focus is on {tag}, {'seen' if outlined else 'not seen'}"
        if places and place < places[-1]:
            return f"after {len(places)} of {reachable} steps it goes back"
        if place not in places[-1:]:  # a day has a field each for month, day and year
            places.append(place)
    return ""


def test_the_first_step_leads_past_the_ways(furnished_desk: Desk, maria: Marias) -> None:
    """Whoever listens to the page needs not hear the menu each time."""
    page = maria(furnished_desk)
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")

    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_pause_by_keyboard_alone(furnished_desk: Desk, maria: Marias) -> None:
    """From any page: the link, a reason, and the button; nothing is sent here, where others look too."""
    page = maria(furnished_desk)
    page.goto("/")
    page.get_by_role("link", name="Pause", exact=True).focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{furnished_desk.url}/pause")
