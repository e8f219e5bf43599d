"""The public list of naughty strings as captions and names: text on every page, and nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from captionbot.contest.quoting import on_lines, on_one_line
from captionbot.site.facts import Link, RunnerUp
from tests.naughty import EMOJI, NAUGHTY
from tests.site.halls import Hall, contest, write

LONGEST = 300
SCRIPTS = """[...document.querySelectorAll('*')].filter(it => ['SCRIPT', 'IFRAME', 'svg'].includes(it.tagName)
  || it.getAttributeNames().some(name => name.startsWith('on'))).length"""
MARKUP = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}{% raw %}&amp;</p></main>"

CAPTIONS = [f"“{caption}”" for one in (*NAUGHTY, " ".join(EMOJI), MARKUP) if (caption := on_lines(one, LONGEST))]
"""As the program hands captions over: without controls, cut, in quotation marks."""
SHOWN = "them => them.map(it => it.textContent)"


@pytest.fixture(scope="module")
def naughty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hall in which each of the strings has won, and one contest in which all of them came second."""
    hall = [contest(number, caption, caption[1:-1]) for number, caption in enumerate(CAPTIONS, start=1)]
    others = tuple(RunnerUp(caption, caption, caption) for caption in CAPTIONS)
    all_second = contest(len(hall) + 1, runners_up=others)
    folder = tmp_path_factory.mktemp("naughty")
    write(Hall((all_second, *reversed(hall)), per_page=len(hall) + 1), folder)
    return folder


@pytest.fixture
def unguarded(browser: Browser) -> Iterator[Page]:
    """A page on which no policy holds back a script: what isn't text would run."""
    context = browser.new_context(viewport={"width": 320, "height": 800}, bypass_csp=True)
    page = context.new_page()
    spoken: list[str] = []
    page.on("console", lambda message: spoken.append(message.text))
    page.on("dialog", lambda dialog: spoken.append(dialog.message))
    page.on("pageerror", lambda error: spoken.append(error.message))
    yield page
    assert page.evaluate(SCRIPTS) == 0
    assert spoken == []
    context.close()


def test_every_string_hangs_on_the_board_as_text(naughty: Path, unguarded: Page) -> None:
    """Letter by letter as it was handed over, as caption and as name, on a screen that it doesn't widen."""
    unguarded.goto((naughty / "index.html").as_uri())

    assert unguarded.locator(".wall .caption").evaluate_all(SHOWN) == CAPTIONS[::-1]
    assert unguarded.locator(".wall .by").evaluate_all(SHOWN) == [caption[1:-1] for caption in reversed(CAPTIONS)]
    assert unguarded.evaluate("document.documentElement.scrollWidth") == 320
    assert unguarded.locator("img").count() == len(CAPTIONS) + 1


def test_every_string_comes_second_as_text(naughty: Path, unguarded: Page) -> None:
    """The same on a contest's page."""
    unguarded.goto((naughty / f"contest-{len(CAPTIONS) + 1}.html").as_uri())

    assert unguarded.locator(".runners-up blockquote").evaluate_all(SHOWN) == CAPTIONS
    assert unguarded.locator(".runners-up bdi").evaluate_all(SHOWN) == CAPTIONS
    assert unguarded.evaluate("document.documentElement.scrollWidth") == 320


def test_markup_is_text_wherever_it_stands(tmp_path: Path, unguarded: Page) -> None:
    """In the head, in what the photo shows, in a story, a credit, an organiser's name, a link's words."""
    words = on_one_line(MARKUP, LONGEST)
    won = contest(1, words, words, contest=words, votes=words, story=words, credit=words, corrected=words)
    assert won.hung.card
    card = replace(won.hung.card, alt=words)
    won = replace(won, hung=replace(won.hung, card=card), older=Link("contest-1.html", words))
    hall = Hall((won,), address="https://hall.example/", organiser=words, contact=words, contest=words)
    write(hall, tmp_path)
    unguarded.goto((tmp_path / "contest-1.html").as_uri())

    assert unguarded.title() == f"{words} · {words}"
    assert unguarded.locator("img").get_attribute("alt") == words
    for place in ("h1", ".caption", ".by", ".votes", ".story p", "figcaption", ".pager [rel=next] bdi"):
        assert words in (unguarded.locator(place).first.text_content() or ""), place
    assert unguarded.locator("img").count() == 1
    assert unguarded.locator("main").count() == 1
    unguarded.goto((tmp_path / "index.html").as_uri())
    assert words in (unguarded.locator("h1").text_content() or "")
