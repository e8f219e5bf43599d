"""The public big list of naughty strings on cards, as captions and as names: none brings the drawing down."""

import importlib
import io
import unicodedata
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import uharfbuzz
from PIL import Image

from captionbot.contest.card import CardWords, card_words
from captionbot.contest.terms import Terms
from captionbot.contest.wording import Credited, Result
from captionbot.photos.card import layout
from captionbot.photos.card.apart import draw_apart
from captionbot.photos.card.drawn import DrawnCard, Style
from captionbot.photos.card.here import draw_here
from captionbot.photos.card.signs import is_unseen
from captionbot.photos.card.texts import INSTEAD, texts_of
from tests.naughty import EMOJI, NAUGHTY
from tests.photos.unlike import file_unlike

ZONE = ZoneInfo("America/Chicago")
TERMS = Terms("America/Chicago", "monday 10:00", "tuesday 10:00", organiser="Springfield Police")
SLOT, CLOSE = datetime(2026, 11, 27, 16, 0, tzinfo=UTC), datetime(2026, 11, 30, 16, 0, tzinfo=UTC)
PHOTO = file_unlike(1, (480, 320))
APART = 60
"""Of every so many strings one is drawn as in life, in a process of its own."""


def _words(caption: str = "Plain.", name: str | None = "Ann Lee") -> CardWords:
    result = Result(1, SLOT, CLOSE, CLOSE, Credited(caption, name, 9))
    return card_words(TERMS, result, credit="Springfield Public Library", zone=ZONE)


@cache
def _signs_of_our_fonts() -> frozenset[int]:
    """What the two packages can draw, read from their files and not by the program."""
    packages = [importlib.import_module(name) for name in ("manimgx_fonts", "manimgx_fonts_cjk")]
    files = [path for one in packages for path in Path(str(one.__file__)).parent.glob("Noto*")]
    blobs = [uharfbuzz.Blob.from_file_path(path) for path in files]
    faces = [uharfbuzz.Face(blob, index) for blob in blobs for index in range(uharfbuzz.Face(blob).count)]
    return frozenset(sign for face in faces for sign in face.unicodes)


def _whole(card: DrawnCard) -> bool:
    """Whether what was drawn is a picture of the size that is told, to its last row."""
    with Image.open(io.BytesIO(card.jpeg)) as opened:
        opened.load()
        return opened.size == (card.width, card.height)


def test_a_card_for_each_caption_and_each_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both at once on one card: it is whole, and what a font of ours has is never called missing."""
    monkeypatch.setattr(layout, "LEAST_WIDTH", 400)  # a third of its width, so that 500 cards take seconds
    for text in NAUGHTY:
        card = draw_here(PHOTO, _words(text, text), Style())
        assert _whole(card), ascii(text)
        assert not {ord(sign) for sign in card.missing} & _signs_of_our_fonts(), ascii(text)


def test_no_sign_without_a_font_is_drawn() -> None:
    """Pango would draw a small box: whatever is written on a card, some font that was chosen has it."""
    for text in [*NAUGHTY, *EMOJI]:
        written = texts_of(_words(text, text))
        drawn = written.caption + written.by
        boxes = [sign for sign in drawn if not is_unseen(sign) and not written.fonts.has(sign)]
        assert not boxes, ascii(text)
        assert not [sign for sign in drawn if unicodedata.category(sign) in {"Cc", "Cs"} and sign != "\n"], ascii(text)


def test_every_emoji_is_drawn_or_told() -> None:
    """Those of the font are on the card, the few that are newer are named; none costs the caption."""
    for at in range(0, len(EMOJI), 40):
        written = texts_of(_words("Look: " + "".join(EMOJI[at : at + 40])))
        assert written.caption != INSTEAD
        assert not {ord(sign) for sign in written.missing} & _signs_of_our_fonts()
    assert draw_here(PHOTO, _words("Look: " + "".join(EMOJI[:40])), Style()).missing == ""


@pytest.mark.parametrize("text", NAUGHTY[::APART], ids=ascii)
def test_the_same_in_a_process_of_its_own(text: str) -> None:
    """As it goes in life, under the limits."""
    assert draw_apart(PHOTO, _words(text, text), Style()) == draw_here(PHOTO, _words(text, text), Style())
