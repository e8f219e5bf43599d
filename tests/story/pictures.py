"""What a story looks at in pictures: those on the Page and those in the folder, by their pixels."""

import io
from typing import Any

from PIL import Image

from tests.story.town import LONG, Town

BAND = "#14213d"
"""The colour that a card's words stand on, unless a setting says another."""
NEAR = 12
"""How far a channel may be from a colour: JPEG keeps none exactly."""


def sent(town: Town, post: dict[str, Any]) -> bytes:
    """The bytes of a post's only picture, as anybody gets them from the Page."""
    (number,) = post["photo_ids"]
    answer = town.facebook.session.get(f"{town.facebook.url}/pictures/{number}", timeout=LONG)
    assert answer.status_code == 200
    return answer.content


def alt_of(town: Town, post: dict[str, Any]) -> str:
    """What a screen reader says of a post's only picture."""
    (number,) = post["photo_ids"]
    return next(str(photo["alt"]) for photo in town.facebook.world()["photos"] if photo["id"] == number)


def size(picture: bytes) -> tuple[int, int]:
    """Width and height in pixels; the picture must be whole."""
    with Image.open(io.BytesIO(picture)) as opened:
        opened.load()
        return opened.size


def share(picture: bytes, colour: str) -> float:
    """How much of a picture has (nearly) that ``#rrggbb``, from 0 to 1."""
    wanted = tuple(bytes.fromhex(colour.removeprefix("#")))
    with Image.open(io.BytesIO(picture)) as opened:
        small = opened.convert("RGB")
    near = sum(
        number
        for number, pixel in small.getcolors(small.width * small.height) or []
        if isinstance(pixel, tuple) and all(abs(one - two) <= NEAR for one, two in zip(pixel, wanted, strict=True))
    )
    return near / (small.width * small.height)
