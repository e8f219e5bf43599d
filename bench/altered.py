"""What happens to a picture before somebody drops it into the queue once more."""

from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Final

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

Alter = Callable[[Image.Image], Image.Image]
TABLE: Final = (118, 104, 92)
"""The colour of what a print lies on while a phone takes it."""


def resized(part: float) -> Alter:
    """To a part of its width and height."""
    return lambda one: one.resize((max(1, round(one.width * part)), max(1, round(one.height * part))))


def stretched(image: Image.Image) -> Image.Image:
    """A fifth narrower, as high as before."""
    return image.resize((round(image.width * 0.8), image.height))


def compressed(quality: int) -> Alter:
    """Saved as JPEG of that quality."""

    def alter(image: Image.Image) -> Image.Image:
        buffer = BytesIO()
        image.save(buffer, "JPEG", quality=quality)
        return Image.open(buffer).convert("RGB")

    return alter


def brighter(factor: float) -> Alter:
    """So many times as bright; what is too bright becomes white."""
    return lambda one: ImageEnhance.Brightness(one).enhance(factor)


def contrasted(factor: float) -> Alter:
    """With so many times the contrast."""
    return lambda one: ImageEnhance.Contrast(one).enhance(factor)


def curved(gamma: float) -> Alter:
    """With another gamma."""
    return lambda one: one.point([round(255 * (level / 255) ** gamma) for level in range(256)] * 3)


def grey(image: Image.Image) -> Image.Image:
    """Without its colours."""
    return image.convert("L").convert("RGB")


def blurred(image: Image.Image) -> Image.Image:
    """Out of focus."""
    return image.filter(ImageFilter.GaussianBlur(max(image.size) / 300))


def cut(left: float = 0, top: float = 0, right: float = 0, bottom: float = 0) -> Alter:
    """Without these parts of its width and height."""
    return lambda one: one.crop(
        (
            round(left * one.width),
            round(top * one.height),
            round((1 - right) * one.width),
            round((1 - bottom) * one.height),
        )
    )


def cut_somehow(image: Image.Image) -> Image.Image:
    """Without up to a fifth at each side, another part at each."""
    dice = Random(image.width * 10_007 + image.height + image.convert("L").tobytes()[0])  # noqa: S311 - repeatable
    return cut(*(dice.uniform(0, 0.2) for _ in range(4)))(image)


def square(image: Image.Image) -> Image.Image:
    """The middle of it."""
    return ImageOps.fit(image, (min(image.size),) * 2)


def framed(part: float, colour: str) -> Alter:
    """With a border as wide as that part of its longer side."""
    return lambda one: ImageOps.expand(one, round(part * max(one.size)), colour)


def polaroid(image: Image.Image) -> Image.Image:
    """On white paper with room to write below."""
    paper = Image.new("RGB", (round(image.width * 1.12), round(image.height * 1.3)), "white")
    paper.paste(image, (round(image.width * 0.06), round(image.height * 0.06)))
    return paper


def marked(image: Image.Image) -> Image.Image:
    """With the archive's name in it."""
    copy = image.copy()
    size = max(10, image.height // 10)
    ImageDraw.Draw(copy).text(
        (image.width * 0.05, image.height * 0.82), "City Archive, no. 1974-12", "white", None, font_size=size
    )
    return copy


def turned(degrees: float) -> Alter:
    """Laid crookedly on the scanner's white."""
    return lambda one: one.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")


def straightened(image: Image.Image) -> Image.Image:
    """Turned by two degrees and cut so that no corner shows."""
    return cut(0.03, 0.03, 0.03, 0.03)(turned(2)(image))


def by_phone(image: Image.Image) -> Image.Image:
    """A print on a table, taken with a phone held not quite straight."""
    wide, high = round(image.width * 1.2), round(image.height * 1.2)
    table = Image.new("RGB", (wide, high), TABLE)
    table.paste(image, ((wide - image.width) // 2, (high - image.height) // 2))
    seen = (0.05 * wide, 0.03 * high, 0.03 * wide, 0.96 * high, 0.98 * wide, 0.99 * high, 0.94 * wide, 0.05 * high)
    taken = table.transform(image.size, Image.Transform.QUAD, seen, Image.Resampling.BICUBIC)
    return brighter(0.9)(taken.filter(ImageFilter.GaussianBlur(1)))


ALTERED: Final[dict[str, dict[str, Alter]]] = {
    "Another size or file": {
        "a quarter of the size": resized(0.25),
        "half the size": resized(0.5),
        "JPEG of quality 30": compressed(30),
        "JPEG of quality 10": compressed(10),
        "a fifth narrower": stretched,
        "out of focus": blurred,
    },
    "Another light": {
        "20 % brighter": brighter(1.2),
        "20 % darker": brighter(0.8),
        "40 % brighter": brighter(1.4),
        "40 % darker": brighter(0.6),
        "40 % more contrast": contrasted(1.4),
        "40 % less contrast": contrasted(0.6),
        "gamma 0.6": curved(0.6),
        "gamma 1.6": curved(1.6),
        "grey": grey,
    },
    "Cut": {
        "5 % at a side": cut(left=0.05),
        "5 % at the bottom": cut(bottom=0.05),
        "5 % at two sides": cut(left=0.05, top=0.05),
        "10 % at a side": cut(right=0.1),
        "15 % at a side": cut(left=0.15),
        "15 % at two sides": cut(right=0.15, top=0.15),
        "20 % at the top": cut(top=0.2),
        "25 % at a side": cut(right=0.25),
        "30 % at the bottom": cut(bottom=0.3),
        "35 % at a side": cut(left=0.35),
        "10 % all around": cut(0.1, 0.1, 0.1, 0.1),
        "17 % all around": cut(0.17, 0.17, 0.17, 0.17),
        "up to 20 % at each side, unevenly": cut_somehow,
        "the middle square": square,
        "half of it": cut(left=0.5),
        "the middle quarter": cut(0.25, 0.25, 0.25, 0.25),
    },
    "Something around or on it": {
        "a white border of 3 %": framed(0.03, "white"),
        "a black border of 6 %": framed(0.06, "black"),
        "a white border of 10 %": framed(0.1, "white"),
        "on white paper, room below": polaroid,
        "a line of text across it": marked,
    },
    "Turned": {
        "mirrored": ImageOps.mirror,
        "mirrored, and 10 % cut off": lambda one: cut(left=0.1)(ImageOps.mirror(one)),
        "mirrored, and 20 % cut off": lambda one: cut(left=0.2)(ImageOps.mirror(one)),
        "crooked by 1°": turned(1),
        "crooked by 2°": turned(2),
        "crooked by 2° and cut straight": straightened,
        "crooked by 5°": turned(5),
        "a print, taken with a phone": by_phone,
        "upside down": lambda one: one.rotate(180),
        "a quarter turn": lambda one: one.rotate(90, expand=True),
    },
}
"""By heading and name, each a way in which the same picture comes again."""
