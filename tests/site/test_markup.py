"""The pages as HTML: what was written is what a browser reads, and what isn't there leaves nothing behind."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Page

from captionbot.site.drawing import page_html, style_sheet
from captionbot.site.facts import Board, ChainHead, RulesPage
from tests.site.halls import ARABIC, HALLS, HEBREW, Hall, bare, contest

EMPTY = frozenset({"img", "link", "meta"})
"""Elements that have no end; no other such stands in a page."""

TREE = """() => {
  const tree = it => [it.tagName.toLowerCase(), ...[...it.children].map(tree)];
  return tree(document.documentElement);
}"""


class _Written(HTMLParser):
    """The elements of a page as they are written, each ended by its own end and by nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.root: list[object] = []
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One more inside the one that is open; no attribute twice."""
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), (tag, names)
        element: list[object] = [tag]
        self._open[-1].append(element)
        if tag not in EMPTY:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """The end of the one that is open."""
        assert self._open.pop()[0] == tag, tag


def test_a_browser_reads_what_was_written(halls: Path, page: Page, every: str) -> None:
    """It had nothing to mend: every element is inside the one it was written in, no name is given twice."""
    text = (halls / every).read_text(encoding="utf-8")
    written = _Written()
    written.feed(text)
    page.goto((halls / every).as_uri())
    names = re.findall(r' id="([^"]*)"', text)

    assert text.startswith("<!doctype html>\n")
    assert page.evaluate("document.compatMode") == "CSS1Compat"
    assert written.root == [page.evaluate(TREE)]
    assert len(set(names)) == len(names)


def test_what_a_contest_lacks_leaves_nothing_behind() -> None:
    """No heading without its words, no empty paragraph, no link to nowhere."""
    text = page_html("contest.html", Hall(organiser="", contact="", feed="").frame("x", "t"), bare(1)).decode()

    for words in ("What really happened", "Runners-up", "Count it again", "See it on", "Corrected", "<img", "feed"):
        assert words not in text
    assert re.findall(r"<(p|h\d|bdi|figcaption|a)\b[^>]*>\s*</", text) == []
    assert 'href=""' not in text


def test_an_empty_board_is_kind() -> None:
    """It says when the first winner is named, or else that nobody has been yet, and how to take part."""
    coming = "The first winner is named on Tuesday 1 December 2026."
    board = Board((), 1, 1, 0, "", "", coming, None)
    frame = Hall().frame("index.html", "")
    dated, undated = (page_html("board.html", frame, one).decode() for one in (board, replace(board, coming="")))

    for text in (dated, undated):
        assert "kept for the first winner" in text
        assert "Take part on Facebook" in text
        assert "Earlier winners" not in text
    assert coming in dated
    assert "No winner has been named yet." in undated


def test_a_board_that_is_empty_again_claims_nothing() -> None:
    """There were results, and those who won asked to be forgotten: no word says that nobody has won."""
    board = Board((), 1, 1, 0, "", "", "", ChainHead(4, "0" * 64))
    text = page_html("board.html", Hall().frame("index.html", ""), board).decode()

    assert "No winner hangs here now." in text
    assert "kept for the next winner" in text
    assert "has been named" not in text
    assert "first" not in text.partition("<main")[2].partition("</main")[0]


def test_captions_are_read_in_their_own_direction(halls: Path, page: Page) -> None:
    """From right to left where they are written so; and the words around them stay in order."""
    page.goto((halls / "many/contest-16.html").as_uri())
    way = "it => getComputedStyle(it).direction"

    assert page.get_by_text(HEBREW).evaluate(way) == "rtl"
    assert page.get_by_text(ARABIC).evaluate(way) == "rtl"
    assert page.locator("h1").evaluate(way) == "ltr"
    assert page.get_by_text("See it on Facebook").evaluate(way) == "ltr"


def test_a_captions_own_lines_are_kept(halls: Path, page: Page) -> None:
    """As on its card."""
    page.goto((halls / "many/contest-15.html").as_uri())

    assert page.locator(".caption").inner_text() == "“Two lines,\nand the second is the joke.”"


def test_runners_up_are_a_list_without_numbers(halls: Path, page: Page) -> None:
    """As in the announcement: after a correction, or where somebody was taken out, places would have gaps."""
    page.goto((halls / "many/contest-17.html").as_uri())
    rows = page.get_by_role("region", name="Runners-up").get_by_role("listitem")

    assert rows.evaluate_all("them => them.map(it => getComputedStyle(it).listStyleType)") == ["none", "none"]
    assert "81 reactions" in rows.first.inner_text()


CONTACTS = {
    "captions@springfield.example": '<a href="mailto:captions@springfield.example">',
    "https://springfield.example/ask": '<a href="https://springfield.example/ask" rel="noopener">',
    "the front desk": "<bdi>the front desk</bdi>",
    "javascript:alert(1)": "<bdi>javascript:alert(1)</bdi>",
}


@pytest.mark.parametrize(("contact", "written"), CONTACTS.items())
def test_whom_to_ask_is_a_link_where_it_is_an_address(contact: str, written: str) -> None:
    """Of the mail or of the web; anything else is words."""
    text = page_html("rules.html", Hall(contact=contact).frame("rules.html", "t"), RulesPage("<h1>t</h1>")).decode()

    assert f"taken down: {written if written[1] == 'b' else f'<bdi>{written}'}" in text


def test_a_rules_page_elsewhere_is_linked() -> None:
    """Where RULES_URL is set, the link leads there."""
    frame = replace(Hall().frame("index.html", ""), rules="https://springfield.example/rules")
    text = page_html("board.html", frame, Board((), 1, 1, 0, "", "", "", None)).decode()

    assert '<a href="https://springfield.example/rules">Rules</a>' in text


def test_the_rules_are_marked_as_the_page_one_is_on() -> None:
    """For whoever can't see that it is written bolder."""
    text = page_html("rules.html", Hall().frame("rules.html", "The rules"), RulesPage("<h1>The rules</h1>")).decode()

    assert '<a href="rules.html" aria-current="page">Rules</a>' in text


def test_a_page_is_small(halls: Path) -> None:
    """A phone on a bad line: page and style sheet together are under 40 kB, without the pictures."""
    style = len(style_sheet()[1])

    for name in HALLS:
        for path in (halls / name).glob("*.html"):
            assert path.stat().st_size + style < 40_000, path


def test_the_same_facts_give_the_same_bytes() -> None:
    """Nothing of the hour stands on a page, so a site that hasn't changed is not written anew."""
    frame = Hall().frame("contest-1.html", "“Neigh means neigh.”")

    assert page_html("contest.html", frame, contest(1)) == page_html("contest.html", frame, contest(1))
