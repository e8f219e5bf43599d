"""Whatever fans and staff write, the desk shows it as words: no script runs, and nothing is asked of elsewhere."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request

from tests.desk.looks.conftest import Marias
from tests.desk.looks.walking import one_of_each
from tests.desk.looks.windows import Desk, heard
from tests.naughty import NAUGHTY

Paths = Callable[[Desk], dict[str, int]]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ALONE = """() => [...document.querySelectorAll('.caption, .by bdi, .because')]
  .filter(one => one.tagName !== 'BDI' && one.dir !== 'auto').map(one => one.outerHTML.slice(0, 120))"""
"""Captions and reasons that would pull the words around them into their own direction."""


def test_naughty_strings_are_only_words(naughty_desk: Desk, paths_of: Paths, maria: Marias) -> None:
    """As captions, names, reasons and notices, in every view: no script, no report of the policy, no other host."""
    page, asked, said = maria(naughty_desk), list[Request](), list[str]()
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - playwright marks what it is given
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    paths = one_of_each(naughty_desk, paths_of(naughty_desk))
    wrong = {path: found for path in paths if (found := _wrong(page, path))}

    assert wrong == {}
    assert said == []
    assert {urlsplit(one.url).netloc for one in asked} == {urlsplit(naughty_desk.url).netloc}


def _wrong(page: Page, path: str) -> list[str]:
    page.goto(path)
    page.set_viewport_size({"width": 320, "height": 740})
    wide = ["too wide"] if page.evaluate(OVERFLOW) else []
    return [*heard(page), *page.evaluate(ALONE), *wide]


def test_every_naughty_string_is_shown(naughty_desk: Desk, maria: Marias) -> None:
    """Found again among the entries as what it is, sign by sign."""
    page = maria(naughty_desk)
    page.goto("/contests/6/entries?q=script")
    shown = {_folded(words) for words in page.locator(".caption").all_inner_texts()}

    assert shown
    assert shown <= {_folded(one) for one in NAUGHTY}


def _folded(words: str) -> str:
    return " ".join(words.split())
