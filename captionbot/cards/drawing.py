"""The card of a decision: what stands on it, how it looks, and what could not be put on it."""

from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from captionbot.contest.card import CardWords, card_alt, card_words
from captionbot.contest.quoting import CUT, for_staff, spelled_out
from captionbot.contest.wording import BUILT_IN, LINE_CUT, Wordings
from captionbot.errors import LogoError
from captionbot.facts import terms_of, zone_of
from captionbot.graph.page import ALT_LONGEST
from captionbot.judging import winner_alone
from captionbot.photos.card.drawn import Drawer, DrawnCard, Style
from captionbot.photos.words.sidecar import Problem
from captionbot.settings import Settings
from captionbot.settings.looks import read_logo
from captionbot.store.schema import Contest, Decision

SIGNS = 60
"""So many signs that no font has are named."""

NEXT = "There is nothing to do for this one; with a font that has them on this machine (fonts-noto), the next has them."
NOW = "Bring a font that has them to this machine (fonts-noto) before it goes out, and this card has them too."
SHORTER = "Write them shorter: Credit in the photo's text, ORGANISER in .env."
BROKEN = "is broken, or has more than 50 million pixels."
SAVE_ANEW = "Save it anew as PNG, a thousand pixels wide, or empty CARD_LOGO."

_DOT = b64decode(
    "/9j/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71////m8H////6/+b9//j/wAALCAABAAEB"
    "AREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z"
)
"""A photo of one pixel, to try the looks of a card with."""


@dataclass(frozen=True, slots=True)
class Card:
    """The card of a decision, as it was drawn just now."""

    words: CardWords
    alt: str
    drawn: DrawnCard


def words_of(contest: Contest, decision: Decision, wordings: Wordings = BUILT_IN) -> CardWords:
    """What stands on the card of a decision: the winner as staff have it announced, in the contest's own terms."""
    credit, result = str(contest.sidecar.get("credit", "")), winner_alone(contest, decision)
    return card_words(terms_of(contest), result, credit=credit, zone=zone_of(contest), wordings=wordings)


def alt_of(contest: Contest, decision: Decision, wordings: Wordings = BUILT_IN) -> str:
    """The alternative text of the card of a decision."""
    words = words_of(contest, decision, wordings)
    return card_alt(words, str(contest.sidecar.get("alt", "")), ALT_LONGEST, wordings)


def style_of(settings: Settings) -> Style:
    """How the organiser's cards look now; without the logo where that can't be read."""
    colours, logo = settings.card_colours, b""
    with suppress(LogoError):
        logo = _logo(settings)
    return Style(colours.band, colours.ink, colours.accent, logo)


def logo_trouble(settings: Settings) -> LogoError | None:
    """Why the logo can't be used, if one is set and can't be."""
    try:
        _logo(settings)
    except LogoError as error:
        return error
    return None


def try_logo(draw: Drawer, settings: Settings) -> None:
    """Draw a card of one pixel with the logo, if one is set. Raises LogoError or NotDrawn where that can't be."""
    if settings.card_logo:
        _logo(settings)
        if draw(_DOT, CardWords("“Caption”", "a fan", "Contest", "Day"), style_of(settings)).without_logo:
            raise LogoError(f"The logo {settings.card_logo} {BROKEN}", SAVE_ANEW)


def _logo(settings: Settings) -> bytes:
    return read_logo(settings.card_logo) if settings.card_logo else b""


def draw_card(draw: Drawer, settings: Settings, contest: Contest, decision: Decision, jpeg: bytes) -> Card:
    """Draw the card of a decision from what is sent of the photo. Raises NotDrawn."""
    wordings = settings.public_words
    words, alt = words_of(contest, decision, wordings), alt_of(contest, decision, wordings)
    return Card(words, alt, draw(jpeg, words, style_of(settings)))


def lacks(card: Card, settings: Settings, *, is_kept: bool = True) -> Iterator[Problem]:
    """What is not on a card that ought to be, and what to do about it; one that is kept is drawn no more."""
    drawn, do = card.drawn, NEXT if is_kept else NOW
    signs = spelled_out(" ".join(drawn.missing), SIGNS)
    if drawn.without_caption:
        what = f"Its card says only that the caption stands in the post, for no font here has {signs}."
        yield Problem(what, do)
    elif drawn.missing:
        yield Problem(f"Its card does without {signs}, for no font here has them; the post has every word.", do)
    long = [words for words in (card.words.credit, card.words.organiser) if len(words) > LINE_CUT]
    for left in [*drawn.shortened.splitlines(), *(words for words in long if words.endswith(CUT))]:
        yield Problem(f"Its card has no room for all the words of {for_staff(left, SIGNS)}.", SHORTER)
    trouble = logo_trouble(settings)
    if trouble:
        yield Problem(f"Its card is without the logo. {trouble.message}", trouble.do)
    elif drawn.without_logo:
        yield Problem(f"Its card is without the logo, which {BROKEN}", SAVE_ANEW)
