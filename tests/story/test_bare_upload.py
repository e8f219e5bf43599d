"""What Facebook is handed of a photo that says where it was taken: the picture, and not one byte beside it."""

import pytest
from PIL import Image

from tests.photos.corpus.wire import strange
from tests.photos.pictures import GPS_WORDS, exif, file_of
from tests.photos.unlike import unlike
from tests.story.town import SLOT, Town

KINDS = {"JPEG": "jpg", "HEIF": "heic", "AVIF": "avif", "TIFF": "tif", "WEBP": "webp", "PNG": "png"}


def uploaded(town: Town) -> list[bytes]:
    """The bytes of every picture that Facebook was sent."""
    session, url = town.facebook.session, town.facebook.url
    ids = [one["id"] for one in town.facebook.world()["photos"]]
    return [session.get(f"{url}/pictures/{number}", timeout=20).content for number in ids]


@pytest.mark.parametrize(("kind", "ending"), tuple(KINDS.items()))
def test_nothing_but_the_picture_is_uploaded(town: Town, kind: str, ending: str) -> None:
    """A phone's photo with its place and its owner leaves without them, whatever format it has."""
    photo: Image.Image = unlike(1)
    raw = file_of(photo, kind, exif=exif(1))
    assert GPS_WORDS.encode() in raw
    town.drop(f"orchard-lane.{ending}", raw)

    town.at(SLOT).later(seconds=5).tick_well()

    (sent,) = uploaded(town)
    assert strange(sent) == []
    assert town.counts == (1, 0, 0)
