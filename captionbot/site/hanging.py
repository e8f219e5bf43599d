"""What stands on each page, told from what is public of the contests."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from captionbot.contest.card import card_alt
from captionbot.contest.links import link_of, same_link
from captionbot.contest.quoting import cut, isolated, on_one_line, quoted
from captionbot.contest.rules import InForce, as_fragment, rules_of
from captionbot.contest.timetable import said_date, said_when
from captionbot.contest.wording import CAPTION_CUT, LATE, LINE_CUT, NAME_CUT, said_votes
from captionbot.facts import credited
from captionbot.graph.page import ALT_LONGEST
from captionbot.settings import Settings
from captionbot.site.announced import Announced, Behind
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

INDEX, RULES, FEED = "index.html", "rules.html", "feed.xml"
ON_A_BOARD: Final = 24
"""Cards on a board; the newest of all hangs on the first one in addition, larger."""
CUT_SHORT: Final = 60
"""Characters of a caption in a link, as a reader counts them."""

ABOUT = "Every {weekday} we show a photo on Facebook, and fans write the caption. The winners hang here."
CORRECTED = (
    "On {day} this result was put right: we had named another caption first. That was our mistake, and we are sorry."
)
COMING = "The {which} winner is to be named on {day}."


@dataclass(frozen=True)
class Hall:
    """Everything that the pages tell."""

    settings: Settings
    year: int
    """Of which the rules tell the zone's names."""
    style: str
    """The style sheet's file."""
    contests: Sequence[Announced]
    """Newest first."""
    pictures: Mapping[int, Picture]
    """By contest, as far as there is one."""
    proofs: Mapping[int, Proof]
    chain: ChainHead | None
    coming: str

    def address(self, file: str) -> str:
        """Where a file is found on the web; empty where SITE_URL isn't set."""
        base = self.settings.site_url
        return f"{base}/{'' if file == INDEX else file}" if base else ""

    @property
    def feed(self) -> str:
        """The feed's file; it is nothing without absolute addresses."""
        return FEED if self.settings.site_url else ""

    @property
    def rules(self) -> str:
        """Where the rules are read."""
        return self.settings.rules_url if rules_elsewhere(self.settings) else RULES


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is drawn."""

    file: str
    template: str
    frame: Frame
    facts: Board | ContestPage | RulesPage
    shows: tuple[str, ...] = ()
    """Whom it shows, each by a digest (``Announced.named``)."""


def rules_elsewhere(settings: Settings) -> bool:
    """Whether RULES_URL leads to other pages than ours."""
    url, base = settings.rules_url, settings.site_url
    ours = same_link(url, f"{base}/{RULES}") if base else url.endswith(f"/{RULES}")
    return bool(url) and not ours


def contest_file(number: int) -> str:
    """The file of a contest's page."""
    return f"contest-{number}.html"


def board_file(number: int) -> str:
    """The file of a board; the first is what a visitor meets."""
    return INDEX if number == 1 else f"page-{number}.html"


def contest_pages(hall: Hall, there: frozenset[str] | None = None) -> Iterator[Page]:
    """The page of each contest, the oldest first; it leads on to a newer one only where that is ``there``, if given."""
    several = hall.contests
    for at in range(len(several) - 1, -1, -1):
        newer = several[at - 1] if at else None
        older = several[at + 1] if at + 1 < len(several) else None
        on = newer if newer and (there is None or contest_file(newer.number) in there) else None
        beside = tuple(one.winner for one in (on, older) if one)
        page = _contest_page(hall, several[at], _link(on), _link(older))
        yield replace(page, shows=(*several[at].named, *beside))


def _contest_page(hall: Hall, one: Announced, newer: Link | None, older: Link | None) -> Page:
    file = contest_file(one.number)
    words, caption = one.words, on_one_line(one.words.caption, CAPTION_CUT)
    frame = _frame(
        hall,
        file,
        title=f"{isolated(cut(caption, CUT_SHORT))} · {words.contest}",
        description=f"{isolated(caption)} by {isolated(words.by)}: the winner of {words.contest}, {words.day}.",
        shown=one,
    )
    facts = ContestPage(
        hung=_hung(hall, one),
        contest=words.contest,
        votes=_votes(one),
        story=on_one_line(one.told("fact"), CAPTION_CUT),
        credit=words.credit,
        runners_up=tuple(_runner_up(behind) for behind in one.behind),
        corrected=CORRECTED.format(day=said_date(one.corrected_at, one.zone)) if one.corrected_at else "",
        post=one.post,
        proof=hall.proofs.get(one.number),
        newer=newer,
        older=older,
    )
    return Page(file, "contest.html", frame, facts)


def boards(hall: Hall) -> list[Page]:
    """The boards, the last and oldest first: each leads to one that is written before it."""
    first, rest = hall.contests[: ON_A_BOARD + 1], hall.contests[ON_A_BOARD + 1 :]
    several = [first, *(rest[at : at + ON_A_BOARD] for at in range(0, len(rest), ON_A_BOARD))]
    return [_board(hall, number, len(several), several[number - 1]) for number in range(len(several), 0, -1)]


def _board(hall: Hall, number: int, of: int, shown: Sequence[Announced]) -> Page:
    name = on_one_line(hall.settings.contest_name, NAME_CUT)
    title = f"{name}: the winners" + (f", page {number}" if number > 1 else "")
    frame = _frame(hall, board_file(number), title, _about(hall), shown[0] if shown and number == 1 else None)
    facts = Board(
        hung=tuple(_hung(hall, one) for one in shown),
        number=number,
        of=of,
        total=len(hall.contests),
        newer=board_file(number - 1) if number > 1 else "",
        older=board_file(number + 1) if number < of else "",
        coming="" if hall.contests else hall.coming,
        chain=hall.chain if number == 1 else None,
    )
    return Page(board_file(number), "board.html", frame, facts, tuple(one.winner for one in shown))


def rules_page(hall: Hall) -> list[Page]:
    """The rules of the settings in force; none where RULES_URL leads elsewhere."""
    if rules_elsewhere(hall.settings):
        return []
    now = hall.settings
    rules = rules_of(InForce(now.terms(), now.post_at, now.emergency, hall.year))
    frame = _frame(hall, RULES, rules.title, _about(hall))
    return [Page(RULES, "rules.html", frame, RulesPage(as_fragment(rules)))]


def _frame(hall: Hall, file: str, title: str, description: str, shown: Announced | None = None) -> Frame:
    now = hall.settings
    return Frame(
        title=title,
        description=description,
        contest=on_one_line(now.contest_name, NAME_CUT),
        organiser=on_one_line(now.organiser, LINE_CUT),
        contact=on_one_line(now.contact, LINE_CUT),
        page=link_of(now.facebook_page_id),
        style=hall.style,
        rules=hall.rules,
        feed=hall.feed,
        about=_about(hall),
        canonical=hall.address(file),
        image=_shared(hall, shown) if shown and now.site_url else None,
        kind="website" if shown is None or file == INDEX else "article",
    )


def _about(hall: Hall) -> str:
    return ABOUT.format(weekday=hall.settings.post_at.partition(" ")[0].capitalize())


def _shared(hall: Hall, one: Announced) -> Shared | None:
    picture = hall.pictures.get(one.number)
    if picture is None:
        return None
    return Shared(hall.address(picture.href), picture.width, picture.height, alt_of(hall, one))


def alt_of(hall: Hall, one: Announced) -> str:
    """What a card is called where no text stands beside it."""
    return card_alt(one.words, one.told("alt"), ALT_LONGEST, hall.settings.public_words)


def _hung(hall: Hall, one: Announced) -> Hung:
    slot = one.contest.slot_at.astimezone(one.zone)
    return Hung(
        number=one.number,
        href=contest_file(one.number),
        card=hall.pictures.get(one.number),
        caption=one.words.caption,
        by=one.words.by,
        day=one.words.day,
        date=slot.date().isoformat(),
    )


def _runner_up(one: Behind) -> RunnerUp:
    votes = said_votes(one.votes) if one.votes else ""
    return RunnerUp(_plain(quoted(one.caption, LINE_CUT)), one.by, votes)


def _plain(text: str) -> str:
    """Without the marks that keep words of another direction apart: a page has elements for that."""
    return text.replace("\u2068", "").replace("\u2069", "")


def _votes(one: Announced) -> str:
    """The votes with their hour, as they were announced."""
    votes, contest = one.decision.votes, one.contest
    if not votes:
        return ""
    counted = contest.votes_at or contest.closes_at
    if counted - contest.closes_at > LATE:
        return f"{said_votes(votes)}, counted on {said_when(counted, one.zone)}"
    return f"{said_votes(votes)} when entries closed, {said_when(contest.closes_at, one.zone)}"


def _link(one: Announced | None) -> Link | None:
    if one is None:
        return None
    return Link(contest_file(one.number), on_one_line(credited(one.decision).caption, CUT_SHORT))
