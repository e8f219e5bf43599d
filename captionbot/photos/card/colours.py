"""Colours by their ``#rrggbb``, and how far two of them are apart for the eye."""

from typing import Final

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""
_LINEAR: Final = 0.04045


def colour_of(written: str) -> Colour:
    """The colour that ``#rrggbb`` means. Raises ValueError for anything else."""
    red, green, blue = bytes.fromhex(written.removeprefix("#"))
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """From 1 (the same) to 21 (black on white), as WCAG 2.1 counts it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """The first colour with a share (0 to 1) of the second in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    parts = (part / 255 for part in colour)
    red, green, blue = (part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
