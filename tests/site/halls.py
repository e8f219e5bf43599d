"""Halls of fame with invented contests, written into a folder as the program would, for a browser to look at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from captionbot.site.drawing import page_html, style_sheet
from captionbot.site.facts import (
    Board,
    ChainHead,
    ContestPage,
    Frame,
    Hung,
    Link,
    Picture,
    Proof,
    RulesPage,
    RunnerUp,
    Shared,
)
from captionbot.site.hanging import ABOUT
from tests.photos.pictures import drawing, file_of

FIRST_DAY: Final = date(2026, 9, 4)
DIGEST: Final = "3f5a9c0e" * 8
ADDRESS: Final = "https://hall.example/captions/"
PAGE: Final = "https://www.facebook.com/1000"
RULES: Final = """\
<h1>Beat the Caption: the rules</h1>
<p>We show a photo, and you write the caption. This page says what that means.</p>
<h2>The contest</h2>
<ul>
<li><strong>Who runs it.</strong> The police. Write to <a href="mailto:captions@springfield.example">us</a>.</li>
</ul>
<h2>What counts as an entry</h2>
<dl>
<dt>late</dt><dd>It was written after entries had closed.</dd>
</dl>
"""


@dataclass(frozen=True, slots=True)
class Hall:
    """A hall to be written."""

    contests: Sequence[ContestPage] = ()
    """Newest first."""
    cards: dict[str, bytes] = field(default_factory=dict)
    """By the name that pages call them; a plain picture of that size where none is given."""
    per_page: int = 7
    address: str = ""
    organiser: str = "Springfield Police"
    contact: str = "captions@springfield.example"
    contest: str = "Beat the Caption"
    feed: str = "feed.xml"

    def frame(self, file: str, title: str, shared: Shared | None = None) -> Frame:
        """What stands around a page of it."""
        return Frame(
            title=f"{title} · {self.contest}" if title else self.contest,
            description="Photos from the archive of the Springfield Police, and the captions that won.",
            contest=self.contest,
            organiser=self.organiser,
            contact=self.contact,
            page=PAGE,
            style=style_sheet()[0],
            rules="rules.html",
            feed=self.feed,
            about=ABOUT.format(weekday="Friday"),
            canonical=self.address and self.address + file,
            image=shared if self.address else None,
            kind="article" if shared else "website",
        )


def contest(number: int, caption: str = "“Neigh means neigh.”", by: str = "Fern C.", **changes: object) -> ContestPage:
    """An invented contest with everything that one can have; ``changes`` are fields of it."""
    day = FIRST_DAY + timedelta(weeks=number)
    whole = ContestPage(
        hung=Hung(
            number=number,
            href=f"contest-{number}.html",
            card=Picture(f"cards/{number}.jpg", 1200, 1000, f"cards/{number}-640.jpg", 640, 533, "A horse at a diner."),
            caption=caption,
            by=by,
            day=f"{day:%A} {day.day} {day:%B %Y}",
            date=day.isoformat(),
        ),
        contest=f"Beat the Caption no. {number}",
        votes="96 reactions when entries closed, Monday 30 November, 10:00 AM CST",
        story="The horse, Biscuit, was banned from the diner for a week. He was back on the eighth day.",
        credit="Photo: Springfield Public Library",
        runners_up=(
            RunnerUp("“Does this uniform make my horse look big?”", "Odell R.", "81 reactions"),
            RunnerUp("“Hay there.”", "a fan", "1 reaction"),
        ),
        corrected="",
        post=f"{PAGE}/posts/{number}",
        proof=Proof(
            href=f"slips/contest-{number}-slip.json",
            size="14 KB",
            number=number,
            digest=DIGEST,
            check=f"captionbot verify contest-{number}-slip.json",
        ),
        newer=None,
        older=None,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]  # each caller names fields of it


def bare(number: int) -> ContestPage:
    """A contest of which nothing is known but the caption: no photo, no story, and nobody came second."""
    nothing = contest(number, votes="", story="", credit="", runners_up=(), post="", proof=None)
    return replace(nothing, hung=replace(nothing.hung, card=None, by="a fan"))


def undescribed(one: ContestPage) -> ContestPage:
    """The same, where nobody said what the photo shows."""
    assert one.hung.card
    return replace(one, hung=replace(one.hung, card=replace(one.hung.card, alt="")))


def write(hall: Hall, folder: Path) -> Path:
    """Write every page, picture and slip of it; gives the first page."""
    for part in ("cards", "slips"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    name, css = style_sheet()
    (folder / name).write_bytes(css)
    (folder / "feed.xml").write_text('<feed xmlns="http://www.w3.org/2005/Atom"/>')
    for one in _linked(hall.contests):
        _write_contest(hall, one, folder)
    for file, board in _boards(hall):
        (folder / file).write_bytes(page_html("board.html", hall.frame(file, ""), board))
    rules = page_html("rules.html", hall.frame("rules.html", "The rules"), RulesPage(RULES))
    (folder / "rules.html").write_bytes(rules)
    return folder / "index.html"


def _linked(contests: Sequence[ContestPage]) -> Sequence[ContestPage]:
    """Each with its neighbours, as one walks past them."""
    linked = list(contests)
    for place, (newer, older) in enumerate(pairwise(contests)):
        linked[place] = replace(linked[place], older=_to(older))
        linked[place + 1] = replace(linked[place + 1], newer=_to(newer))
    return linked


def _to(one: ContestPage) -> Link:
    return Link(one.hung.href, one.hung.caption)


def _write_contest(hall: Hall, one: ContestPage, folder: Path) -> None:
    card = one.hung.card
    shared = Shared(hall.address + card.href, card.width, card.height, card.alt) if card else None
    frame = hall.frame(one.hung.href, one.hung.caption, shared)
    (folder / one.hung.href).write_bytes(page_html("contest.html", frame, one))
    if card:
        for name, size in ((card.href, (card.width, card.height)), (card.small, (card.small_width, card.small_height))):
            (folder / name).write_bytes(hall.cards.get(name) or _plain(size))
    if one.proof:
        (folder / one.proof.href).write_text("{}")


@cache
def _plain(size: tuple[int, int]) -> bytes:
    return file_of(drawing(size=size))


def _boards(hall: Hall) -> list[tuple[str, Board]]:
    every, step = hall.contests, hall.per_page
    of = max(1, -(-len(every) // step))
    name: Callable[[int], str] = lambda number: "index.html" if number == 1 else f"page-{number}.html"  # noqa: E731
    return [
        (
            name(number),
            Board(
                hung=tuple(one.hung for one in every[(number - 1) * step : number * step]),
                number=number,
                of=of,
                total=len(every),
                newer=name(number - 1) if number > 1 else "",
                older=name(number + 1) if number < of else "",
                coming="" if every else "The first winner is named on Tuesday 1 December 2026.",
                chain=ChainHead(len(every), DIGEST) if every and number == 1 else None,
            ),
        )
        for number in range(1, of + 1)
    ]


LONG: Final = "w" * 400
ZALGO: Final = "“" + "N" + "\u0317\u0353\u0301" * 60 + "eigh.”"
ARABIC: Final = "“أنا هنا من أجل المخفوق فقط، ولم آتِ لتحرير مخالفة لأحد.”"
HEBREW: Final = "“אני רק בא בשביל המילקשייק”"
CORRECTED: Final = "Another caption was announced first, by mistake: it had been written after entries had closed."

MANY: Final = (
    contest(17),
    contest(16, HEBREW, "נועה כ.", story="הסוס הורחק מהמסעדה לשבוע.", runners_up=(RunnerUp(ARABIC, "محمد", ""),)),
    contest(15, "“Two lines,\nand the second is the joke.”", corrected=CORRECTED),
    bare(14),
    contest(13, f"“{LONG}”", LONG, story=LONG, credit=LONG, corrected=LONG, runners_up=(RunnerUp(LONG, LONG, ""),)),
    contest(12, ZALGO, "🦄 L.", runners_up=(RunnerUp("“🐴🥤👮‍♀️ 🏳️‍🌈👨‍👩‍👧‍👦”", ZALGO[:40], ""),)),
    contest(11, f"“{'He said he wanted a pony for Christmas. ' * 7}”", story=""),
    *(contest(number) for number in range(10, 0, -1)),
)
HALLS: Final = {
    "many": Hall(MANY, address=ADDRESS),
    "one": Hall((contest(1),)),
    "empty": Hall(),
    "undescribed": Hall((undescribed(contest(1)),)),
    "nameless": Hall((bare(1),), organiser="", contact="", feed=""),
    "long": Hall((contest(1),), contest=LONG, organiser=LONG, contact=LONG),
}
EVERY: Final = (
    *("many/index.html", "many/page-2.html", "many/rules.html"),
    *(f"many/contest-{number}.html" for number in range(17, 11, -1)),
    *("one/index.html", "empty/index.html", "nameless/contest-1.html", "long/index.html", "long/contest-1.html"),
)
"""Every page that differs from the others by more than its words."""
