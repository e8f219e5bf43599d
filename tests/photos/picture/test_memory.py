"""What a photo needs in memory is told by its header, before any of it is decoded."""

import io
import tempfile

import pillow_heif
import pytest
import pyvips

from captionbot.photos.picture import reading
from captionbot.photos.picture.decoding import header_of
from captionbot.photos.picture.examined import NotExamined
from captionbot.photos.picture.kinds import Kind
from tests.photos.picture.examining import examined, refusal
from tests.photos.pictures import RED, drawing, file_of, near, seen

WIDTH, HEIGHT = 400, 240
PIXELS = WIDTH * HEIGHT


def deep() -> pyvips.Image:
    """The drawing in 16 bits."""
    plain = pyvips.Image.new_from_memory(drawing().tobytes(), WIDTH, HEIGHT, 3, "uchar")
    return (plain.cast("ushort") * 257).cast("ushort").copy(interpretation="rgb16")


def deep_heic(mode: str = "RGB;16") -> bytes:
    """What a camera writes with ten bits a number."""
    pixels = deep() if mode == "RGB;16" else deep().extract_band(0)
    buffer = io.BytesIO()
    pillow_heif.from_bytes(mode, (WIDTH, HEIGHT), pixels.write_to_memory()).save(buffer, quality=90)
    return buffer.getvalue()


def deep_avif() -> bytes:
    """The same in the other container."""
    return bytes(deep().heifsave_buffer(compression="av1", bitdepth=10, effort=0))


def tiles(side: int) -> bytes:
    """A TIFF in tiles of that side."""
    return bytes(deep().tiffsave_buffer(tile=True, tile_width=side, tile_height=side))


def needed(raw: bytes, kind: Kind) -> int:
    """Bytes that the header asks for."""
    with tempfile.TemporaryFile() as file:
        file.write(raw)
        file.flush()
        return header_of(file.fileno(), kind).in_memory


@pytest.mark.parametrize(
    ("raw", "kind", "bytes_each"),
    [
        pytest.param(file_of(drawing(), "HEIF"), Kind.HEIC, 5.2, id="HEIC"),
        pytest.param(deep_heic(), Kind.HEIC, 16, id="HEIC of ten bits"),
        pytest.param(file_of(drawing(), "AVIF"), Kind.AVIF, 6, id="AVIF"),
        pytest.param(deep_avif(), Kind.AVIF, 20, id="AVIF of ten bits"),
        pytest.param(file_of(drawing(), "BMP"), Kind.BMP, 5, id="BMP"),
        pytest.param(file_of(drawing()), Kind.JPEG, 0, id="JPEG"),
        pytest.param(file_of(drawing(), progressive=True), Kind.JPEG, 3, id="progressive JPEG"),
        pytest.param(file_of(drawing(), progressive=True, subsampling=0), Kind.JPEG, 6, id="its colours as fine"),
        pytest.param(bytes(deep().pngsave_buffer()), Kind.PNG, 0, id="PNG"),
        pytest.param(bytes(deep().pngsave_buffer(interlace=True)), Kind.PNG, 6, id="interlaced PNG of 16 bits"),
        pytest.param(bytes(deep().tiffsave_buffer()), Kind.TIFF, 0, id="TIFF in strips"),
    ],
)
def test_a_header_tells_what_a_picture_needs(raw: bytes, kind: Kind, bytes_each: float) -> None:
    """Kinds that are read in pieces need nothing worth counting; deep colours need more."""
    assert needed(raw, kind) == int(PIXELS * bytes_each)


def test_tiles_need_three_rows_of_them() -> None:
    """However small the picture is, a tile is decoded whole."""
    assert needed(tiles(16), Kind.TIFF) == 3 * 25 * 16 * 16 * 6
    assert needed(tiles(512), Kind.TIFF) == 3 * 512 * 512 * 6


@pytest.mark.parametrize("raw", [deep_heic(), deep_avif(), tiles(512)], ids=["HEIC", "AVIF", "TIFF"])
def test_too_much_is_refused_at_once(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trying again would change nothing, so staff hear what to do instead of waiting for three tries."""
    monkeypatch.setattr(reading, "MOST_IN_MEMORY", 1_000_000)

    assert "needs more memory than one photo may have" in refusal(raw)
    assert examined(file_of(drawing(), "HEIF")).kind == "HEIC"


@pytest.mark.parametrize("raw", [deep_heic(), deep_avif(), tiles(16)], ids=["HEIC", "AVIF", "TIFF"])
def test_deep_colours_come_out_as_they_look(raw: bytes) -> None:
    """A camera's ten bits end as the same eight."""
    assert near(seen(examined(raw).jpeg).getpixel((10, 10)), RED)


def test_deep_grey_comes_out_as_it_looks() -> None:
    """Libheif leaves grey as deep as it is."""
    level = RED[0]

    assert near(seen(examined(deep_heic("I;16")).jpeg).getpixel((10, 10)), (level, level, level))


def test_memory_that_runs_out_is_no_word_on_the_photo(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a machine was too small for may be a sound photo: it is not refused by its content."""

    def exhausted(*_arguments: object, **_options: object) -> None:
        raise MemoryError

    monkeypatch.setattr(reading, "header_of", exhausted)

    with pytest.raises(NotExamined, match="needs more memory"):
        examined(file_of(drawing()))
