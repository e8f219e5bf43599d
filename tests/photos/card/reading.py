"""A card read by its pixels."""

import io

from PIL import Image, ImageChops

from captionbot.photos.card.colours import Colour, colour_of, contrast
from captionbot.photos.card.drawn import DrawnCard


def seen(card: DrawnCard) -> Image.Image:
    """The card as whoever gets the JPEG sees it."""
    image = Image.open(io.BytesIO(card.jpeg))
    image.load()
    return image


def is_near(one: Colour, other: Colour, within: int = 10) -> bool:
    """Whether two colours are the same, as JPEG keeps colours."""
    return all(abs(a - b) <= within for a, b in zip(one, other, strict=True))


def band_of(image: Image.Image, band: str) -> tuple[int, int, int, int]:
    """The part of a card that is the band: the corners right and below are always its."""
    colour = colour_of(band)
    width, height = image.size
    assert is_near(_pixel(image, width - 2, height - 2), colour)
    left, top = width - 2, height - 2
    while left > 0 and is_near(_pixel(image, left - 1, height - 2), colour):
        left -= 1
    while top > 0 and is_near(_pixel(image, width - 2, top - 1), colour):
        top -= 1
    return left, top, width, height


def strongest(image: Image.Image, like: str, ground: str) -> float:
    """The contrast with the ground that letters of that colour have where their strokes are full.

    Of each row of pixels that they cross the most, and of all such rows what all but a tenth reach.
    """
    wanted, behind = colour_of(like), colour_of(ground)
    rows = []
    for top in range(image.height):
        colours = image.crop((0, top, image.width, top + 1)).getcolors(image.width) or []
        likest = [colour for _count, pixel in colours if is_near(colour := _colour(pixel), wanted, 60)]
        if likest:
            rows.append(max(contrast(colour, behind) for colour in likest))
    assert rows
    return sorted(rows)[len(rows) // 10]


def where(image: Image.Image, like: str) -> tuple[int, int, int, int] | None:
    """The box around all that is of that colour."""
    parts = zip(image.split(), colour_of(like), strict=True)
    masks = [band.point([255 if abs(value - part) <= 40 else 0 for value in range(256)]) for band, part in parts]
    return ImageChops.multiply(ImageChops.multiply(masks[0], masks[1]), masks[2]).getbbox()


def _pixel(image: Image.Image, left: int, top: int) -> Colour:
    return _colour(image.getpixel((left, top)))


def _colour(pixel: object) -> Colour:
    assert isinstance(pixel, tuple)
    red, green, blue = pixel[:3]
    return int(red), int(green), int(blue)
