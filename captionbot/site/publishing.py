"""The hall of fame written into a folder: only what has changed, in an order in which every link leads somewhere.

What shows somebody who may not stand there any more comes off before all else, and whatever else fails. Then pictures,
slips and the style sheet come first, then pages and feed, and last the page that visitors come in by; what is not
needed any more is removed after that. Nothing new is written where somebody else's file is in the way.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from pathlib import Path
from typing import Final

from captionbot.cards import style_of
from captionbot.contest.slip import sha256_of
from captionbot.errors import HallError
from captionbot.photos.folder import PhotosFolder
from captionbot.settings import Settings
from captionbot.site import folder as folders
from captionbot.site.announced import Announced, Names, announced
from captionbot.site.drawing import page_html, style_sheet
from captionbot.site.facts import ChainHead
from captionbot.site.feed import feed
from captionbot.site.feed import shows as in_feed
from captionbot.site.folder import Folder, Found
from captionbot.site.hanging import COMING, FEED, INDEX, Hall, Page, boards, contest_file, contest_pages, rules_page
from captionbot.site.pictures import CardFiles, Easel, card_files, draw
from captionbot.site.places import refuse_place
from captionbot.site.slips import made_from, proof, slip_file, slip_json
from captionbot.site.tracing import first_day, trace
from captionbot.store.database import Store

NAMED: Final = 3
"""So many files in the way are named."""
MOVE: Final = "Move them elsewhere, or name another folder; nothing {done}was changed."
LOST: Final = (
    "If this is a hall of ours whose list .captionbot-site.json was lost, delete its files: it is written anew, and "
    "until then it may show what was taken back since."
)
TRY_AGAIN: Final = timedelta(days=1)
"""A card that could not be drawn is a whole folder's search: the run does not try it again sooner."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a hall is made from."""

    store: Store
    photos: PhotosFolder
    settings: Settings
    now: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much is to be done now."""

    cards_at_most: int | None = None
    """So many cards are drawn, and the others another time; None: all."""
    in_time: Callable[[], bool] = lambda: True
    """Whether there is time for one more card."""
    hang_new: bool = True
    """Whether contests that don't hang there yet are hung; what is to come off comes off in any case."""


ALL: Final = Wanted()


@dataclass(frozen=True, slots=True)
class Published:
    """What came of it."""

    contests: int
    written: tuple[str, ...]
    """Files that are new or have changed, by name."""
    removed: tuple[str, ...]
    drawn: int
    """Cards."""
    waiting: int
    """Cards that are drawn another time."""
    without: tuple[tuple[int, str], ...]
    """Contests whose card can't be drawn, and why."""
    left_alone: tuple[str, ...]
    """Files of ours that somebody has changed: they stay as they are."""
    exposing: tuple[str, ...]
    """Those of ``left_alone`` that may show somebody who is not to stand there any more."""
    abandoned: tuple[str, ...]
    """The same of files that the hall needs no more, and that a person is to delete: they aren't ours any longer."""
    feed: bool
    """Whether there is one: not without SITE_URL."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What can be told of a hall in some milliseconds; the same as before means that nothing has changed."""

    made_of: str
    """A digest of everything that shows."""
    folder: tuple[int, ...]
    """When its folders changed last."""


def see(sources: Sources, place: Path, wanted: Wanted = ALL) -> Seen:
    """What a hall ought to show, and whether anything has come to its folder or gone from it."""
    with sources.store.view() as record:
        made_of = trace(record, sources.settings, sources.now.year, hang_new=wanted.hang_new)
    return Seen(made_of, folders.stamp(place))


def is_current(sources: Sources, place: Path, seen: Seen) -> bool:
    """Whether the hall that lies there shows everything as it is, each of its files as it was left."""
    return folders.made_of(place, sources.settings.facebook_page_id) == seen.made_of


def publish(sources: Sources, place: Path, wanted: Wanted = ALL) -> Published:
    """Write the hall, as far as it is not there yet.

    Raises HallError where it may not stand there, can't be written, or would overwrite somebody else's file: then
    nothing new was written, and what is to come off is off all the same.
    """
    refuse_place(place, sources.settings)
    with folders.opened(place) as folder:
        return _Publishing(sources, folder, wanted).publish()


class _Publishing:
    """One writing of a hall."""

    def __init__(self, sources: Sources, folder: Folder, wanted: Wanted) -> None:
        self.sources, self.folder, self.wanted = sources, folder, wanted
        self.settings, self.names = sources.settings, Names(sources.settings.site_names)
        self.style = style_of(sources.settings)
        self.without: list[tuple[int, str]] = []
        self.left_alone: set[str] = set()
        self.in_the_way: set[str] = set()
        self.abandoned: set[str] = set()
        self.undrawn: dict[str, str] = {}
        self.waiting = self.drawn = 0

    def publish(self) -> Published:
        self._read()
        try:
            self._write()
        finally:
            self._take_off()  # nothing, unless something failed before it could be written without them
        return Published(
            len(self.contests),
            tuple(dict.fromkeys(self.folder.written)),
            tuple(name for name in self.folder.removed if name not in self.folder.files),
            self.drawn,
            self.waiting,
            tuple(self.without),
            tuple(sorted(self.left_alone)),
            tuple(sorted(self.left_alone.intersection(self._exposing()))),
            tuple(sorted(self.abandoned)),
            feed=bool(self.settings.site_url),
        )

    def _write(self) -> None:
        needed = self._needed()
        self._find(needed)
        if self._exposing():
            self._write_pages(self._hall([one for one in self.contests if self._hangs(one)]))
            self.folder.settle()
            self._take_off()
        self._refuse_what_is_in_the_way()
        self._draw()
        self._file_slips()
        self.folder.settle()
        hall = self._hall(self.contests)
        self._write_pages(hall)
        self.folder.settle()
        self._remove(needed.union(*((one.href, one.small) for one in hall.pictures.values())))
        self._end()

    def _exposing(self) -> list[str]:
        """Our files that show anybody who is not to stand there (any more), pages before what they show."""
        them = (name for name in self.folder.files if self.folder.shows_others(name, self.public))
        return sorted(them, key=_pages_first)

    def _take_off(self) -> None:
        """Remove what shows anybody who is not to stand there: that needs no room, no other name and no drawing."""
        trouble: OSError | None = None
        for name in self._exposing():
            try:
                if self.folder.find(name) is not Found.CHANGED:
                    self.folder.remove(name)
            except OSError as error:
                trouble = trouble or error
        if trouble:
            names, why = ", ".join(self._exposing()[:NAMED]), trouble.strerror or str(trouble)
            what = f"The hall of fame in {self.folder.place} shows somebody who was taken back: {names}. {why}."
            raise HallError(what, "Delete it there by hand, now; and see who may write there.") from trouble
        self.folder.settle()

    def _read(self) -> None:
        page_id = self.settings.facebook_page_id
        if self.folder.page not in {"", page_id}:
            what = f"{self.folder.place} holds the hall of fame of another Page ({self.folder.page})."
            raise HallError(what, "Name a folder of its own for each Page; nothing was changed.")
        with self.sources.store.view() as record:
            self.made_of = trace(record, self.settings, self.sources.now.year, hang_new=self.wanted.hang_new)
            found = announced(record, self.settings, self.sources.now)
            slip, self.began = record.hall.last_slip(), record.page().initialised_at
            self.first_day = first_day(record)
        self.chain = ChainHead(slip.number, slip.digest) if slip else None
        self.public = frozenset(shown for one in found for shown in one.named)
        self.contests = [one for one in found if self.wanted.hang_new or self._hangs(one)]
        self.cards = card_files(self.contests, self.style)

    def _hangs(self, one: Announced) -> bool:
        return contest_file(one.number) in self.folder.files

    def _hall(self, contests: list[Announced]) -> Hall:
        """With what lies there by now of their pictures and slips, and may stand there."""
        leaving = set(self._exposing())
        hung = ((card, card.picture(self.folder) or card.before(self.folder)) for card in self.cards)
        pictures = {card.one.number: picture for card, picture in hung if picture}
        filed = (one for one in contests if slip_file(one.number) not in leaving)
        proofs = {one.number: found for one in filed if (found := proof(self.folder, one))}
        which = "next" if self.chain else "first"
        coming = COMING.format(which=which, day=self.first_day) if self.first_day else ""
        year = self.sources.now.year
        return Hall(self.settings, year, style_sheet()[0], contests, pictures, proofs, self.chain, coming)

    def _needed(self) -> set[str]:
        """Every file of the hall as it is to be, by name."""
        hall = self._hall(self.contests)
        pages = {page.file for page in (*contest_pages(hall), *boards(hall), *rules_page(hall))}
        cards = {name for card in self.cards for name in (card.large, card.small)}
        slips = {slip_file(one.number) for one in self.contests if one.slip}
        return pages | cards | slips | {hall.style} | ({FEED} if hall.feed else set())

    def _find(self, needed: Iterable[str]) -> None:
        found = {name: self.folder.find(name) for name in needed}
        self.in_the_way = {name for name in found if found[name] is Found.ANOTHERS}
        self.left_alone = {name for name in found if found[name] is Found.CHANGED}

    def _refuse_what_is_in_the_way(self) -> None:
        if not self.in_the_way:
            return
        theirs = [str(self.folder.place / name) for name in sorted(self.in_the_way)]
        more = f" and {len(theirs) - NAMED} more" if len(theirs) > NAMED else ""
        what = f"The hall of fame needs these names, and they are somebody else's: {', '.join(theirs[:NAMED])}{more}."
        do = MOVE.format(done="else " if self.folder.written or self.folder.removed else "")
        raise HallError(what, do if self.folder.page else f"{do} {LOST}")

    def _free(self, *names: str) -> bool:
        return (self.left_alone | self.in_the_way).isdisjoint(names)

    def _draw(self) -> None:
        missing = [card for card in self.cards if self._free(card.large, card.small) and not card.picture(self.folder)]
        lately = {card.large for card in missing if self._failed_lately(card)}
        due = [card for card in missing if card.large not in lately]
        now = due[: self.wanted.cards_at_most]
        self.folder.begin({name: () for card in now for name in (card.small, card.large)})
        self.undrawn = {name: self.folder.undrawn[name] for name in lately}
        easel = Easel(self.sources.store, self.sources.photos, self.style, self.names)
        for card, error in draw(easel, self.folder, takewhile(lambda _: self.wanted.in_time(), now)):
            if error is None:
                self.drawn += 1
            else:
                self.without.append((card.one.number, f"{error.message} {error.do}".strip()))
                self.undrawn[card.large] = self.sources.now.isoformat()
        self.waiting = len(due) - self.drawn - len(self.without)

    def _failed_lately(self, card: CardFiles) -> bool:
        tried = self.folder.undrawn.get(card.large)
        if tried is None or self.wanted.cards_at_most is None:
            return False
        return abs(self.sources.now - datetime.fromisoformat(tried)) < TRY_AGAIN

    def _file_slips(self) -> None:
        due = [(one, slip_file(one.number)) for one in self.contests if one.slip]
        due = [(one, file) for one, file in due if self._free(file) and self._is_old(one, file)]
        self.folder.begin({file: () for _, file in due})
        for one, file in due:
            with self.sources.store.view() as record:
                raw = slip_json(record, one, self.names, self.sources.now)
            self.folder.write(file, raw, one.named, made_from(one, self.names))

    def _is_old(self, one: Announced, file: str) -> bool:
        return bool(self.folder.about(file) != made_from(one, self.names))

    def _write_pages(self, hall: Hall) -> None:
        """Each page leads only to what is there already; the page that visitors come in by is the last."""
        style, css = style_sheet()
        *others, entrance = [*rules_page(hall), *boards(hall)]
        steps = [_File(style, css, ()), *self._beginnings(hall), *_drawn(contest_pages(hall)), *_drawn(others)]
        if hall.feed:
            steps.append(_File(FEED, feed(hall, self.settings.facebook_page_id, self.began), in_feed(hall)))
        steps += _drawn([entrance])
        due = [one for one in steps if self._free(one.name) and not self.folder.holds(one.name, one.raw, one.shows)]
        becoming: dict[str, list[str]] = {}
        for one in due:
            becoming.setdefault(one.name, []).append(sha256_of(one.raw))
        self.folder.begin(becoming)
        for one in due:
            self.folder.write(one.name, one.raw, one.shows)

    def _beginnings(self, hall: Hall) -> list["_File"]:
        """Pages that are new to visitors, as they are until those that they lead on to are there too."""
        there = frozenset(name for name in self.folder.files if self.folder.find(name) is Found.OURS)
        if INDEX not in there:
            return []  # nobody can come in yet
        several = [page for page in contest_pages(hall, there) if page.file not in there]
        return _drawn(several) if len(several) > 1 else []

    def _remove(self, needed: set[str]) -> None:
        """What is not needed any more: pages before what they show."""
        stale = sorted(name for name, entry in self.folder.files.items() if name not in needed or not entry.digests)
        for name in sorted(stale, key=_pages_first):
            if self.folder.find(name) is Found.CHANGED:
                self.abandoned.add(name)
            self.folder.remove(name)

    def _end(self) -> None:
        self.folder.undrawn = self.undrawn
        self.folder.end(self.settings.facebook_page_id, "" if self.waiting else self.made_of)


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it is to be, and whom it shows."""

    name: str
    raw: bytes
    shows: tuple[str, ...]


def _drawn(pages: Iterable[Page]) -> list[_File]:
    return [_File(page.file, page_html(page.template, page.frame, page.facts), page.shows) for page in pages]


def _pages_first(name: str) -> bool:
    return not name.endswith((".html", ".xml"))
