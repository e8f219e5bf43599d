"""The desk is for everybody: axe-core finds nothing on any page, at any width, in the light and in the dark."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from captionbot.accounts import Role
from tests.desk.looks.conftest import Marias
from tests.desk.looks.walking import one_of_each
from tests.desk.looks.windows import HEARD, Desk, heard

Paths = Callable[[Desk], dict[str, int]]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations", "incomplete"]}
"""WCAG 2.1 AA is what we promise; 2.2's target size and axe's own good practice hold too."""
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations", "incomplete"]}
"""All that is another in the dark."""
WIDTHS = {"100%": (320, 768, 1280), "200%": (360, 1280)}
"""By the size of letters; 320 is what is left of 1280 at 400 %."""
DRAWN = {"exclude": ["svg"]}
"""axe can't tell what is behind words in a drawing; theirs has the colour of other soft words on the same plate."""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll('a, button, summary, input:not([type=hidden]), select, label.choice')]
  .filter(one => !one.matches('.skip, label input') && getComputedStyle(one).display !== 'inline')
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.height && box.height < 44)
  .map(([one, box]) => `${one.outerHTML.slice(0, 80)} is ${box.height} high`)"""


def complaints(page: Page, options: dict[str, Any]) -> Iterator[str]:
    """What axe has found, a line for each element."""
    response = Axe().run(page, context=DRAWN, options=options).response
    results: Sequence[dict[str, Any]] = [*response["violations"], *response["incomplete"]]
    for one in results:
        yield from (f"{one['id']}: {node['html'][:160]}" for node in one["nodes"])


def too_wide(page: Page) -> Iterator[str]:
    """At which widths something is wider than the screen."""
    for size, widths in WIDTHS.items():
        page.evaluate("size => document.documentElement.style.fontSize = size", size)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 740})
            if page.evaluate(OVERFLOW) > 0:
                yield f"too wide for {width} at {size}"
    page.evaluate("document.documentElement.style.fontSize = ''")


def looked_at(page: Page) -> Iterator[str]:
    """All that is wrong with how a page looks."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(color_scheme="light")
    yield from complaints(page, EVERYTHING)
    yield from page.evaluate(SMALL)
    page.emulate_media(color_scheme="dark")
    yield from complaints(page, COLOURS)
    yield from too_wide(page)
    yield from heard(page)


def test_every_link_leads_somewhere(any_desk: Desk, paths_of: Paths) -> None:
    """From This week on, whatever state the contests are in."""
    assert {path: status for path, status in paths_of(any_desk).items() if status != 200} == {}


def test_every_page_can_be_come_to(furnished_desk: Desk, paused_desk: Desk, bare_desk: Desk, paths_of: Paths) -> None:
    """Nothing is to be known by heart: each page that is open to somebody signed in is linked from another."""
    routes = furnished_desk.app.url_map.bind("localhost")
    paths = [*paths_of(furnished_desk), *paths_of(paused_desk), *paths_of(bare_desk)]
    come_to = {routes.match(path.partition("?")[0])[0] for path in paths}
    pages = {str(rule.endpoint) for rule in furnished_desk.app.url_map.iter_rules() if "GET" in (rule.methods or ())}

    assert sorted(pages - come_to - FILES - OUTSIDE) == []


FILES = {
    "static",
    "contests.card",
    "past.slip",
    "pictures.large",
    "pictures.small",
    "pictures.of_contest",
    "week.state",
}
OUTSIDE = {"people.sign_in", "people.welcome", "alive.healthz"}
"""Where strangers come in, and what a program asks."""


@pytest.mark.timeout(300)
def test_everybody_can_use_every_page(furnished_desk: Desk, paths_of: Paths, maria: Marias) -> None:
    """At every width, with letters of twice the size, in the dark, with a finger; and its policy refuses nothing."""
    assert _wrong(maria(furnished_desk), one_of_each(furnished_desk, paths_of(furnished_desk))) == {}


def test_everybody_can_use_the_desk_on_its_first_day(bare_desk: Desk, paths_of: Paths, maria: Marias) -> None:
    """Where there is nothing to show yet."""
    assert _wrong(maria(bare_desk), [path for path in paths_of(bare_desk) if path.count("/") == 1]) == {}


def test_everybody_can_use_a_paused_desk(paused_desk: Desk, maria: Marias) -> None:
    """Under the band, and where the pause is ended."""
    assert _wrong(maria(paused_desk), ["/", "/pause", "/resume", "/contests/7/read-now"]) == {}


REFUSED = {
    "nothing there": "/nothing",
    "no such contest": "/contests/4711",
    "not for an editor": "/people",
}


def test_everybody_can_use_what_tells_of_trouble(furnished_desk: Desk, browser: Browser) -> None:
    """Pages that are not there or not for them."""
    context = furnished_desk.browser_of(browser, "Dana", Role.EDITOR)

    assert _wrong(context.new_page(), REFUSED.values()) == {}
    context.close()


@pytest.mark.parametrize("path", ["/contests/6/pick/60001", "/pause", "/people/add", "/contests/4/settle"])
def test_everybody_can_mend_a_form(furnished_desk: Desk, maria: Marias, path: str) -> None:
    """What is wrong with it is told above its fields and beside them, and nothing was done."""
    page = maria(furnished_desk)
    page.goto(path)
    page.evaluate(UNBOUND)
    page.locator("textarea, input[name=name]").first.fill("x" * 2000)
    page.locator(".act .buttons button:not([name])").last.click()

    expect(page.get_by_role("alert").first).to_contain_text("Nothing was done yet")
    assert page.locator("[aria-invalid=true][aria-describedby]").count() or page.locator("fieldset.wrong").count()
    assert list(looked_at(page)) == []


UNBOUND = """document.querySelectorAll('[required], [maxlength]').forEach(
  one => { one.required = false; one.removeAttribute('maxlength'); })"""


def test_everybody_can_sign_in(furnished_desk: Desk, browser: Browser) -> None:
    """A stranger's page, and what it says when the password is wrong."""
    context = browser.new_context(base_url=furnished_desk.url)
    context.add_init_script(HEARD)
    page = context.new_page()
    page.goto("/queue")
    assert page.url.endswith("/sign-in")
    assert list(looked_at(page)) == []
    page.get_by_label("Name").fill("Nobody")
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("alert")).to_be_visible()
    assert list(looked_at(page)) == []
    context.close()


def _wrong(page: Page, paths: Iterable[str]) -> dict[str, list[str]]:
    wrong = {}
    for path in paths:
        page.goto(path)
        if found := list(looked_at(page)):
            wrong[path] = found
    return wrong
