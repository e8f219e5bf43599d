"""Pictures that nobody takes for each other: for tests in which more than one photo is posted."""

import random
from functools import cache

from PIL import Image

from tests.photos.pictures import file_of

GRIDS = (5, 10)
"""Soft spots along each side, large ones and small ones: no two of 200 such pictures are nearer than 30 bits of 128."""


def unlike(number: int, size: tuple[int, int] = (640, 400)) -> Image.Image:
    """A soft pattern; that of another number looks like another picture, that of the same one like the same."""
    dice = random.Random(number)  # noqa: S311 - the same number must draw the same picture again
    large, small = (_spots(dice, grid, size) for grid in GRIDS)
    return Image.blend(large, small, 0.5)


def _spots(dice: random.Random, grid: int, size: tuple[int, int]) -> Image.Image:
    colours = bytes(dice.randrange(256) for _ in range(grid * grid * 3))
    return Image.frombytes("RGB", (grid, grid), colours).resize(size, Image.Resampling.BICUBIC)


@cache
def file_unlike(number: int, size: tuple[int, int] = (640, 400)) -> bytes:
    """The bytes of a JPEG of such a picture."""
    return file_of(unlike(number, size))
