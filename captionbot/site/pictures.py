"""The cards of the hall: drawn with its own names, and kept under a digest of all that stands on them."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

from captionbot.contest.quoting import on_one_line
from captionbot.contest.slip import canonical, sha256_of
from captionbot.contest.wording import CAPTION_CUT
from captionbot.errors import CaptionbotError
from captionbot.intake import sent_before
from captionbot.photos.card.drawn import DrawnCard, NotDrawn, Style
from captionbot.photos.folder import PhotosFolder, Place
from captionbot.site.announced import Announced, Names
from captionbot.site.facts import Picture
from captionbot.site.folder import Folder
from captionbot.store.database import Store

FAULT = "It could not be drawn, by a fault of captionbot's own"
REPORT = "Please report it with the lines of the log that tell why."

log = logging.getLogger(__name__)

_DIGITS: Final = 8
_SMALL: Final = "-640.jpg"


@dataclass(frozen=True, slots=True)
class Easel:
    """What cards are drawn with."""

    store: Store
    photos: PhotosFolder
    style: Style
    names: Names


@dataclass(frozen=True, slots=True)
class CardFiles:
    """The two files that the card of a contest has in the hall."""

    one: Announced
    large: str

    @property
    def small(self) -> str:
        """The same, at most 640 pixels wide."""
        return self.large.removesuffix(".jpg") + _SMALL

    def picture(self, folder: Folder) -> Picture | None:
        """The card, where both files lie there whole."""
        sizes = folder.about(self.large), folder.about(self.small)
        if not all(sizes):
            return None
        (width, height), (small_width, small_height) = sizes
        alt = on_one_line(self.one.told("alt"), CAPTION_CUT)
        return Picture(self.large, width, height, self.small, small_width, small_height, alt)

    def before(self, folder: Folder) -> Picture | None:
        """The card as it looked before, which names the same person alike: it hangs until this one is drawn."""
        cards = (name for name in folder.files if name.startswith(f"cards/{self.one.number}-"))
        same = (name for name in cards if folder.files[name].shows == (self.one.winner,) and not name.endswith(_SMALL))
        return next(filter(None, (replace(self, large=name).picture(folder) for name in same)), None)


def card_files(contests: Sequence[Announced], style: Style) -> list[CardFiles]:
    """The files of the cards of these contests: another word, colour or photo gives them another name."""
    look = [style.band, style.ink, style.accent, sha256_of(style.logo)]
    return [CardFiles(one, f"cards/{one.number}-{_digest(one, look)}.jpg") for one in contests]


def _digest(one: Announced, look: list[str]) -> str:
    return sha256_of(canonical([asdict(one.words), look, one.contest.photo_sha256]))[:_DIGITS]


def draw(
    easel: Easel, folder: Folder, cards: Iterable[CardFiles]
) -> Iterator[tuple[CardFiles, CaptionbotError | None]]:
    """Draw these cards into the folder, one after the other; gives each with what stood in its way, if anything."""
    for card in cards:
        try:
            drawn = _drawn(easel, card.one)
        except CaptionbotError as error:
            yield card, error
            continue
        except Exception as error:  # a fault of ours in an ornament keeps nobody in the hall, and nobody out of it
            log.exception("A fault of ours in the card of contest %s.", card.one.number, extra={"action": "failed"})
            yield card, NotDrawn(f"{FAULT} ({type(error).__name__}).", REPORT)
            continue
        size = [drawn.width, drawn.height]
        small = [drawn.small_width, drawn.small_height] if drawn.small else size
        folder.write(card.small, drawn.small or drawn.jpeg, [card.one.winner], small)
        folder.write(card.large, drawn.jpeg, [card.one.winner], size)
        yield card, None


def _drawn(easel: Easel, one: Announced) -> DrawnCard:
    """The card of a contest; where its photo is gone, the card that was posted, if it names people as the hall does."""
    contest = one.contest
    try:
        with easel.store.view() as record:
            jpeg = sent_before(record, easel.photos, contest.photo_sha256, contest.photo)
    except CaptionbotError:
        posted = _posted(easel, one) if easel.names is Names.FULL else None
        if posted is None:
            raise
        return posted
    return easel.photos.draw(jpeg, one.words, easel.style)


def _posted(easel: Easel, one: Announced) -> DrawnCard | None:
    with easel.store.view() as record:
        row = record.cards.of(one.number, one.decision.number)
    if row is None or row.erased_at is not None or easel.photos.card(row.name, row.sha256) is None:
        return None
    found = easel.photos.take_in(row.name, place=Place.POSTED).examined()
    return DrawnCard(found.jpeg, found.sent_width, found.sent_height)
