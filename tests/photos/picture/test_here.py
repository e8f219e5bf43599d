"""What is found in a photo beside the picture that is sent."""

import hashlib

import pytest
from PIL import Image

from captionbot.photos.picture import here
from captionbot.photos.picture.likeness import NOTHING
from captionbot.photos.words.drafts import Drafts
from tests.photos.picture.examining import examined
from tests.photos.pictures import GPS_WORDS, drawing, exif, file_of, noise


def test_the_bytes_as_found_are_hashed_and_the_kind_is_that_of_the_content() -> None:
    """By the hash a file is known again under any name."""
    raw = file_of(noise(300, 200), "PNG")

    found = examined(raw)

    assert found.sha256 == hashlib.sha256(raw).hexdigest()
    assert found.kind == "PNG"


@pytest.mark.parametrize(("level", "brightness"), [(0, 0.0), (51, 0.2), (255, 1.0)])
def test_brightness_goes_from_black_to_white(level: int, brightness: float) -> None:
    """The mean of the picture as it is sent."""
    assert examined(file_of(Image.new("L", (300, 300), level), "PNG")).brightness == pytest.approx(
        brightness, abs=0.005
    )


@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG", "WEBP", "HEIF", "AVIF"])
def test_words_in_a_photo_are_drafts(kind: str) -> None:
    """Each container that carries them gives them up."""
    assert examined(file_of(drawing(), kind, exif=exif(1))).drafts.description == GPS_WORDS


def test_a_photo_has_a_likeness_and_is_measured_upright() -> None:
    """What a person sees counts, not how the camera was held."""
    found = examined(file_of(noise(300, 200), exif=exif(6)))

    assert found.likeness > NOTHING
    assert (found.width, found.height) == (found.sent_width, found.sent_height) == (200, 300)


def test_no_photo_is_lost_for_its_words_or_its_likeness(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours in either leaves the photo ready."""

    def faulty(*_arguments: object, **_options: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(here, "likeness_of", faulty)
    monkeypatch.setattr(here, "drafts_in", faulty)

    found = examined(file_of(drawing(), exif=exif(1)))

    assert (found.likeness, found.drafts) == (NOTHING, Drafts())
