"""The hall needs nothing but its own files: from a folder and from a plain web server, some way down its paths."""

from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from playwright.sync_api import Page, Route, expect


def _listening(page: Page) -> tuple[list[str], list[str], list[str]]:
    """What it asks for, what its console says, and what it asked for in vain; each grows from now on."""
    asked: list[str] = []
    said: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("requestfailed", lambda request: failed.append(request.url))
    return asked, said, failed


OWN = """[...document.querySelectorAll('*')].filter(it =>
  ['SCRIPT', 'STYLE', 'IFRAME', 'OBJECT', 'EMBED', 'FORM', 'BASE'].includes(it.tagName)
  || it.getAttributeNames().some(name => name.startsWith('on') || name === 'style')).map(it => it.outerHTML)"""
WIDE = "it => it.complete && it.naturalWidth > 0"


def test_everything_comes_from_its_own_folder(address: str, page: Page, every: str) -> None:
    """Each picture and the style sheet load, nothing is asked for elsewhere, and nothing is complained of.

    There is no script, no style inside the page, and nothing that would need one.
    """
    asked, said, failed = _listening(page)
    page.goto(f"{address}/{every}")
    for picture in page.locator("img").all():
        picture.scroll_into_view_if_needed()
        picture.evaluate("it => it.decode()")

    hall = f"{address}/{every.partition('/')[0]}/"
    elsewhere = [one for one in asked if not one.startswith((hall, "data:"))]
    assert (elsewhere, said, failed) == ([], [], [])
    assert page.evaluate(OWN) == []
    assert all(page.locator("img").evaluate_all(f"them => them.map({WIDE})"))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(243, 239, 230)"


def test_every_link_leads_somewhere(address: str, halls: Path, page: Page) -> None:
    """From the first page on, each link of each page leads to a file that is there, and to a place in it."""
    for name in ("many", "empty", "nameless"):
        base = f"{address}/{name}/"
        due, seen = ["index.html"], set()
        while due:
            here = due.pop()
            if here in seen or not here.endswith(".html"):
                assert (halls / name / here).is_file(), here
                continue
            seen.add(here)
            page.goto(base + here)
            for target in page.locator("a[href], link[href]").evaluate_all("them => them.map(it => it.href)"):
                file = target.removeprefix(base).partition("#")
                if target.startswith(base):
                    due.append(unquote(file[0]))
                else:
                    assert target.startswith(("https://", "mailto:", "data:image/png"))
                assert not file[2] or page.locator(f"[id='{file[2]}']").count() == 1
        assert {path.name for path in (halls / name).glob("*.html")} == seen


def test_addresses_are_relative_but_those_of_the_head_and_facebook(halls: Path, every: str) -> None:
    """So that a folder can be moved, or served under any path."""
    body = (halls / every).read_text(encoding="utf-8").partition("<body>")[2]
    written = [part.partition('"')[0] for part in body.split('="') if "//" in part.partition('"')[0]]

    assert [one for one in written if not one.startswith("https://www.facebook.com/1000")] == []


def test_the_policy_holds(halls: Path, tmp_path: Path, page: Page) -> None:
    """A script that did get into a page would not run, from a folder either."""
    _, said, _ = _listening(page)
    whole = (halls / "one/index.html").read_text(encoding="utf-8")
    (tmp_path / "index.html").write_text(whole.replace("</body>", "<script>document.title = 'bad'</script></body>"))
    page.goto((tmp_path / "index.html").as_uri())

    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""

    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert page.title() == "Beat the Caption"
    assert any("Content Security Policy" in one for one in said)


def test_nothing_jumps_when_pictures_come(served: str, page: Page) -> None:
    """Their places are kept: each label stands where it will stand, before any picture is there."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/*.jpg", hold)
    page.goto(f"{served}/many/index.html", wait_until="domcontentloaded")
    places = "them => them.map(it => JSON.stringify(it.getBoundingClientRect()))"
    expect(page.locator("body")).to_have_css("display", "flex")
    before = page.locator(".label, h2, footer").evaluate_all(places)
    for route in held:
        route.continue_()
    page.unroute("**/*.jpg")
    page.locator(".newest img").evaluate("it => it.decode()")

    assert page.locator(".label, h2, footer").evaluate_all(places) == before


def test_pictures_out_of_sight_wait(served: str, page: Page) -> None:
    """A phone loads the newest card at once, the small ones as one comes near, and never the large ones of the wall."""
    page.set_viewport_size({"width": 360, "height": 800})
    asked, _, _ = _listening(page)
    cards = f"{served}/many/cards"
    page.goto(f"{served}/many/page-2.html")
    page.locator("img").first.evaluate("it => it.decode()")

    assert f"{cards}/10-640.jpg" in asked
    assert f"{cards}/4-640.jpg" not in asked
    page.locator("img").last.scroll_into_view_if_needed()
    page.locator("img").last.evaluate("it => it.decode()")
    assert f"{cards}/4-640.jpg" in asked
    assert [one for one in asked if one.endswith(".jpg") and "-640" not in one] == []


SHARED = {"index.html": ("website", ""), "contest-17.html": ("article", "cards/17.jpg")}


@pytest.mark.parametrize(("file", "kind", "image"), [(file, *said) for file, said in SHARED.items()])
def test_a_shared_link_shows_the_card(halls: Path, page: Page, file: str, kind: str, image: str) -> None:
    """Open Graph, with the address that was given, and only where one was given."""
    page.goto((halls / "many" / file).as_uri())
    said = dict(
        page.locator("meta[property]").evaluate_all("them => them.map(it => [it.getAttribute('property'), it.content])")
    )
    canonical = page.locator("link[rel=canonical]").get_attribute("href")

    assert said["og:type"] == kind
    assert said["og:url"] == canonical == urljoin("https://hall.example/captions/", file)
    assert said.get("og:image", "") == (image and f"https://hall.example/captions/{image}")
    page.goto((halls / "one" / "index.html").as_uri())
    assert page.locator("meta[property], link[rel=canonical]").count() == 0
