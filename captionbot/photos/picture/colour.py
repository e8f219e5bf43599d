"""From whatever numbers a file holds to sRGB in eight bits, as the photo is meant to look, on white."""

from typing import Final

import pyvips

from captionbot.photos.picture.header import ICC

_EIGHT_BITS: Final = 255
_TOPS: Final = (1, _EIGHT_BITS, 65_535)
WITHOUT_WHITE: Final = frozenset({"float", "double", "int", "uint", "short", "char"})
"""Number formats that don't say what white is."""
_PLAIN: Final = frozenset({"b-w", "grey16", "multiband", "rgb", "rgb16", "srgb"})
"""Meanings that say nothing of a range either; Lab and linear light have their own."""
_COLOURS: Final = 3


def in_srgb(image: pyvips.Image) -> pyvips.Image:
    """A small picture in sRGB, three bands of eight bits, what was transparent on white."""
    coloured = _by_profile(_ranged(image))
    if coloured.hasalpha():
        coloured = coloured.flatten(background=[_EIGHT_BITS] * 3)
    return coloured.cast("uchar")


def _ranged(image: pyvips.Image) -> pyvips.Image:
    """A picture whose numbers don't say what white is: taken out of what they seem to be out of."""
    if image.format not in WITHOUT_WHITE or image.interpretation not in _PLAIN:
        return image
    most = image.max()
    full = next((top for top in _TOPS if most <= top), most)
    return (
        (image * (_EIGHT_BITS / full))
        .rint()
        .cast("uchar")
        .copy(interpretation="b-w" if image.bands < _COLOURS else "srgb")
    )


def _by_profile(image: pyvips.Image) -> pyvips.Image:
    """By its own profile; where that is broken or of another kind of colour, a shade is lost, not the photo."""
    if ICC in image.get_fields() or image.interpretation == "cmyk":
        try:
            return image.icc_transform(
                "srgb",
                embedded=True,
                input_profile="cmyk" if image.interpretation == "cmyk" else "srgb",
                intent="relative",
                black_point_compensation=True,
                depth=8,
            ).copy_memory()
        except pyvips.Error:
            pass
    return image.colourspace("srgb")
