"""A card drawn in this process: what the process of its own does, and what tests do that need no such process."""

from typing import Final

import pyvips

from captionbot.contest.card import CardWords
from captionbot.photos.card.colours import Colour, colour_of, mixed
from captionbot.photos.card.drawn import MOST_BYTES, SMALL_WIDTH, TRY_AGAIN, DrawnCard, NotDrawn, Style
from captionbot.photos.card.layout import Box, Layout, layout_of
from captionbot.photos.card.lettering import register
from captionbot.photos.card.logo import logo_of, on_ground
from captionbot.photos.card.texts import texts_of
from captionbot.photos.picture.colour import in_srgb

_QUALITIES: Final = (92, 85, 75, 60, 40, 20)
_SMALL_QUALITY: Final = 82
_GROUND: Final = 0.1
"""How far the ground behind a small photo is from the band, towards the ink."""


def draw_here(photo_jpeg: bytes, words: CardWords, style: Style) -> DrawnCard:
    """A ``Drawer`` without limits of its own: for tests, and for the child process that has them."""
    try:
        return _drawn(photo_jpeg, words, style)
    except pyvips.Error as error:  # its words quote what it was given
        raise NotDrawn("The card can't be drawn: libvips broke off, or has no memory left.", TRY_AGAIN) from error


def _drawn(photo_jpeg: bytes, words: CardWords, style: Style) -> DrawnCard:
    photo, logo, texts = _opened(photo_jpeg), logo_of(style.logo), texts_of(words)
    register(texts.fonts)
    layout = layout_of(photo.width, photo.height, texts, logo)
    card = _painted(layout, photo, style).copy_memory()
    small = card.resize(min(1.0, SMALL_WIDTH / card.width)).copy_memory()
    return DrawnCard(
        jpeg=_fitting(card),
        width=card.width,
        height=card.height,
        missing=texts.missing,
        without_caption=texts.without_caption,
        without_logo=bool(style.logo) and logo is None,
        shortened="\n".join(layout.band.shortened),
        small=_packed(small, _SMALL_QUALITY),
        small_width=small.width,
        small_height=small.height,
    )


def _opened(jpeg: bytes) -> pyvips.Image:
    try:
        photo = pyvips.Image.jpegload_source(pyvips.Source.new_from_memory(jpeg), fail_on="error")
        return in_srgb(photo).copy_memory()
    except pyvips.Error as error:
        what = "The card can't be drawn: the photo's JPEG can't be read."
        raise NotDrawn(what, "See whether the photo itself can be opened.") from error


def _painted(layout: Layout, photo: pyvips.Image, style: Style) -> pyvips.Image:
    band, ink, accent = (colour_of(colour) for colour in (style.band, style.ink, style.accent))
    card = _plain(layout.width, layout.height, band)
    if layout.ground != layout.photo:
        card = _covered(card, layout.ground, mixed(band, ink, _GROUND))
    card = card.insert(_shrunk(photo, layout.photo), layout.photo.left, layout.photo.top)
    beside, words = layout.beside, layout.band
    left, top, width, height = words.bar(beside.height)
    card = _covered(card, Box(beside.left + left, beside.top + top, width, height), accent)
    for placed in words.placed(beside.height):
        lettered = placed.text.ink.ifthenelse(list(accent if placed.loud else ink), list(band), blend=True)
        card = card.insert(lettered, beside.left + placed.left, beside.top + placed.top)
    if words.logo:
        left, top = words.logo_corner(beside.height)
        card = card.insert(on_ground(words.logo, band), beside.left + left, beside.top + top)
    return card


def _plain(width: int, height: int, colour: Colour) -> pyvips.Image:
    return (pyvips.Image.black(width, height, bands=3) + list(colour)).cast("uchar").copy(interpretation="srgb")


def _covered(card: pyvips.Image, box: Box, colour: Colour) -> pyvips.Image:
    return card.insert(_plain(box.width, box.height, colour), box.left, box.top)


def _shrunk(photo: pyvips.Image, box: Box) -> pyvips.Image:
    if (photo.width, photo.height) == (box.width, box.height):
        return photo
    return photo.resize(box.width / photo.width, vscale=box.height / photo.height)


def _fitting(card: pyvips.Image) -> bytes:
    """The JPEG of the best quality that fits."""
    packed = (_packed(card, quality) for quality in _QUALITIES)
    return next(jpeg for jpeg in packed if len(jpeg) < MOST_BYTES)


def _packed(image: pyvips.Image, quality: int) -> bytes:
    """A baseline JPEG; colour as fine as light, or coloured letters would fray."""
    # A code of its own would save a thirtieth of the bytes, and cost more than packing itself.
    return bytes(image.jpegsave_buffer(Q=quality, subsample_mode="off", keep="none"))
