"""What is no photo, or a broken one, is refused in plain words."""

from contextlib import suppress

import pytest
from PIL import Image

from captionbot.errors import PhotoRefused
from captionbot.photos.picture import upload
from captionbot.photos.picture.upload import prepare
from tests.photos.answers import FORMATS, assert_bare, refusal
from tests.photos.pictures import (
    drawing,
    file_of,
    noise,
    png_claiming,
    png_with_text_bomb,
)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("kept", [0.02, 0.5, 0.9])
def test_a_file_that_was_cut_short_is_refused(kind: str, kept: float) -> None:
    """No picture with a grey lower half goes out."""
    raw = file_of(noise(120, 80), kind)

    assert "cut short" in refusal(raw[: int(len(raw) * kept)])


def test_a_progressive_photo_that_was_cut_short_is_refused() -> None:
    """Its first pass already shows the whole picture, blurred."""
    raw = file_of(noise(300, 200), progressive=True)

    assert "cut short" in refusal(raw[: len(raw) * 2 // 3])


def test_a_copy_with_a_hole_for_its_end_is_refused() -> None:
    """A copy that broke off may have its full length, with zeros for what never came."""
    raw = file_of(noise(300, 200))

    assert "cut short" in refusal(raw[: len(raw) // 2] + bytes(len(raw) // 2))
    assert prepare(raw + bytes(4096), "scan.jpg").width == 300


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "scan.jpg is empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "is a PDF, not a photo"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "is a PostScript (EPS) drawing"),
        (b"\xc5\xd0\xd3\xc6" + bytes(40), "is a PostScript (EPS) drawing"),
        (b'<?xml version="1.0"?><svg/>', "is an SVG drawing"),
        (b"<!DOCTYPE html><html>", "is a web page"),
        ("Grüße an alle".encode(), "is a text"),
        ("Grüße an alle ".encode() * 200, "is a text"),
        (b"PK\x03\x04" + bytes(40), "is a Word document or a zip file"),
        (b"\0\0\0\x18ftypmp42" + bytes(40), "is a video"),
        (b"\0\0\0\x18ftypcrx " + bytes(40), "is a camera's raw file"),
        (b"RIFF\x24\0\0\0AVI LIST" + bytes(40), "is a video"),
        (b"8BPS\0\1" + bytes(40), "is a Photoshop file"),
        (b"MZ" + bytes(40), "is a program"),
        (bytes(4096), "is a kind of file that we don't know"),
        (b"\xe9\xe8\xff" * 9, "is a kind of file that we don't know"),
        (b"\xff\xd8\xff\xe0" + bytes(4), "is broken or cut short"),
        (file_of(drawing(), "ICO"), "is an icon"),
        (file_of(drawing(), "PPM"), "is a kind of file that we don't know"),
        (file_of(drawing(), "TIFF", tiffinfo={254: 1}), "is a camera's raw file"),
        (file_of(drawing(), "TIFF", tiffinfo={50706: b"\1\4\0\0"}), "is a camera's raw file"),
    ],
)
def test_what_is_no_photo_is_refused_by_its_content(raw: bytes, words: str) -> None:
    """The ending .jpg convinces nobody, and the refusal says in plain words what the file is."""
    assert words in refusal(raw)


@pytest.mark.parametrize("size", [(100_000, 100_000), (250_000_001, 1)], ids=["10 gigapixels", "one too many"])
def test_more_than_250_megapixels_are_refused_before_decoding(size: tuple[int, int]) -> None:
    """The header is enough to know."""
    assert "250 million is the most" in refusal(png_claiming(*size))


def test_a_claim_below_the_ceiling_is_read_and_found_short() -> None:
    """A header that lies within bounds costs no more than its own pixels."""
    assert "cut short" in refusal(png_claiming(4000, 4000))


def test_a_bomb_of_text_is_refused() -> None:
    """A hundred megabytes of comment never unfold."""
    assert "broken" in refusal(png_with_text_bomb())


@pytest.mark.parametrize("kind", FORMATS)
def test_no_damage_makes_anything_but_a_photo_or_a_refusal(kind: str) -> None:
    """Bytes overwritten anywhere in any format end in one of the two answers."""
    whole = file_of(drawing(size=(64, 48)), kind)
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        with suppress(PhotoRefused):
            assert_bare(prepare(whole[:place] + b"\xff\x00\x7f" + whole[place + 3 :], "scan.jpg").jpeg)


def test_memory_that_runs_out_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine too small for one photo goes on with the next."""

    def exhausted(_image: Image.Image) -> Image.Image:
        raise MemoryError

    monkeypatch.setattr(upload, "_picture", exhausted)

    assert "more memory" in refusal(file_of(drawing()))
