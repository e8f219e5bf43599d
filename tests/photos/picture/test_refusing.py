"""What is no photo, or a broken one, is refused in plain words."""

import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest

from captionbot.errors import CutShort, PhotoRefused
from captionbot.photos.picture.here import examine_here
from tests.photos.answers import FORMATS, assert_bare
from tests.photos.picture.examining import examined, refusal
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
    assert examined(raw + bytes(4096)).width == 300


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
        (b"\xff\xd8\xff\xe0" + bytes(4), "is cut short"),
        (b"\xff\xd8\xff\xe0" + bytes(4) + b"\xff\xd9", "is broken or cut short"),
        (file_of(drawing(), "ICO"), "is an icon"),
        (file_of(drawing(), "PPM"), "is a kind of file that we don't know"),
        (file_of(drawing(), "TIFF", tiffinfo={254: 1}), "is a camera's raw file"),
        (file_of(drawing(), "TIFF", tiffinfo={50706: b"\1\4\0\0"}), "is a camera's raw file"),
    ],
)
def test_what_is_no_photo_is_refused_by_its_content(raw: bytes, words: str) -> None:
    """The ending .jpg convinces nobody, and the refusal says in plain words what the file is."""
    assert words in refusal(raw)


def _damaged(raw: bytes) -> bytes:
    return raw[: len(raw) // 3] + bytes(900) + raw[len(raw) // 3 + 900 :]


def test_a_packed_tiff_without_its_last_strip_may_still_be_under_way() -> None:
    """Its directory may stand before the picture or behind it."""
    raw = file_of(noise(120, 80), "TIFF", compression="tiff_lzw")

    assert "cut short: its end" in refusal(raw[:-20])
    assert "cut short: its end" in refusal(raw[:4] + (10**6).to_bytes(4, "little") + raw[8:])


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("kept", [0, 0.02, 0.5, 0.99])
def test_what_may_still_be_under_way_is_told_apart(kind: str, kept: float, tmp_path: Path) -> None:
    """Half a copy is another thing than a PDF: it gets better by itself."""
    raw = file_of(noise(120, 80), kind)
    (tmp_path / "half").write_bytes(raw[: int(len(raw) * kept)])

    with (tmp_path / "half").open("rb") as file, pytest.raises(CutShort):
        examine_here(file.fileno(), "scan.jpg")


def test_what_has_its_end_never_gets_better() -> None:
    """What is no photo at all, too large, or damaged in its midst."""
    damaged = [_damaged(file_of(noise(120, 80), kind)) for kind in ("PNG", "GIF")]
    for raw in (b"%PDF-1.7", png_claiming(100_000, 100_000), bytes(4096), *damaged):
        with pytest.raises(PhotoRefused) as refused:
            examined(raw)
        assert not isinstance(refused.value, CutShort)


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
            assert_bare(examined(whole[:place] + b"\xff\x00\x7f" + whole[place + 3 :]).jpeg)


def test_a_refusal_waits_for_no_digest() -> None:
    """Of a file of 20 GB that can't be posted nobody reads every byte."""
    began = time.process_time()
    with tempfile.TemporaryFile() as file:
        file.write(file_of(drawing(), "TIFF", tiffinfo={254: 1}))
        file.seek(20_000_000_000)
        file.write(b"end")
        file.flush()

        with pytest.raises(PhotoRefused, match="raw file"):
            examine_here(file.fileno(), "scan.jpg")
        assert time.process_time() - began < 3
