"""A large TIFF is decoded by two threads; what comes of it is what one thread makes of it, to the last bit."""

import hashlib
import io
import tempfile
import zlib
from collections.abc import Callable
from functools import partial
from itertools import accumulate
from struct import pack

import pytest
import pyvips
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from captionbot.errors import PhotoRefused
from captionbot.photos.picture import halves, reading
from captionbot.photos.picture.examined import LONG_SIDE
from captionbot.photos.picture.header import FromRow
from captionbot.photos.picture.kinds import Kind
from captionbot.photos.picture.tiff import tags_of
from tests.photos.picture.examining import examined, refusal
from tests.photos.pictures import exif

ROWS = 16
"""Of each strip."""
UNSEEN = {"filename", "vips-sequential", "tile-width", "tile-height"}
"""How a picture came, which nothing of ours asks for."""


def picture(width: int, height: int) -> pyvips.Image:
    """Soft shapes with a grain, in three colours: wherever a row is missing or comes twice, it shows."""
    grain = pyvips.Image.gaussnoise(width, height, mean=0, sigma=20, seed=width)
    soft = pyvips.Image.sines(width, height, hfreq=3, vfreq=2) * 60 + 128
    bands = [soft + grain, soft * 0.8 + grain, soft * 0.6 + 30]
    return bands[0].bandjoin(bands[1:]).cast("uchar").copy(interpretation="srgb", xres=11.5, yres=11.5)


def tall() -> pyvips.Image:
    """One that is shrunk by a factor which leaves a rest."""
    return picture(300, 2 * LONG_SIDE + 500)


def tiff(image: pyvips.Image, **options: object) -> bytes:
    """The picture in strips."""
    return bytes(image.tiffsave_buffer(**{"tile_height": ROWS, "compression": "lzw", "predictor": "none"} | options))


def turned(image: pyvips.Image) -> pyvips.Image:
    """Lying on its side, by its own word."""
    lying = image.copy()
    lying.set_type(pyvips.GValue.gint_type, "orientation", 6)
    return lying


def by_hand(image: pyvips.Image) -> bytes:
    """As a Motorola would write it, the longest byte first, each strip packed by itself."""
    rows, width, height = bytes(image.write_to_memory()), image.width, image.height
    strip = 3 * width * ROWS
    strips = [zlib.compress(rows[at : at + strip], 1) for at in range(0, len(rows), strip)]
    entries, arrays = 9, 8 + 2 + 9 * 12 + 4
    pixels = arrays + 6 + 8 * len(strips)
    places = list(accumulate(map(len, strips[:-1]), initial=pixels))
    numbers = pack(f">3H{2 * len(strips)}L", 8, 8, 8, *places, *map(len, strips))
    many = len(strips)
    longs = [(256, 1, width), (257, 1, height), (258, 3, arrays), (259, 1, 8), (262, 1, 2), (273, many, arrays + 6)]
    longs += [(277, 1, 3), (278, 1, ROWS), (279, many, arrays + 6 + 4 * many)]
    directory = b"".join(pack(">HHLL", tag, 3 if tag == 258 else 4, count, value) for tag, count, value in longs)
    return pack(">2sHLH", b"MM", 42, 8, entries) + directory + bytes(4) + numbers + b"".join(strips)


def junk(many: int) -> bytes:
    """So many bytes that mean nothing."""
    return hashlib.shake_128(b"junk").digest(many)


def by_pillow(image: pyvips.Image, **options: object) -> bytes:
    """As another program writes it."""
    made = Image.frombytes("RGB", (image.width, image.height), image.write_to_memory())
    made.save(buffer := io.BytesIO(), "TIFF", **options)
    return buffer.getvalue()


@pytest.fixture
def halved(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """However small, halves are worth it; each time they were tried, whether it went well."""
    tried: list[bool] = []
    shrunk = halves.shrunk_in_halves

    def counted(from_row: FromRow, shrink: Callable[[pyvips.Image], pyvips.Image]) -> pyvips.Image | None:
        found = shrunk(from_row, shrink)
        tried.append(found is not None)
        return found

    monkeypatch.setattr(halves, "WORTH", 0)
    monkeypatch.setattr(reading, "shrunk_in_halves", counted)
    return tried


def found(raw: bytes) -> tuple[object, ...]:
    """The small picture: its pixels, and all that stands beside them."""
    with tempfile.TemporaryFile() as file:
        file.write(raw)
        file.flush()
        small = reading.read_small(file.fileno(), Kind.TIFF, "scan.tif", lambda _megapixels: None)
    fields = {name: small.picture.get(name) for name in small.picture.get_fields() if name not in UNSEEN}
    pixels = hashlib.sha256(bytes(small.picture.write_to_memory())).hexdigest()
    return pixels, fields, small.width, small.height, small.beside


def whole(raw: bytes) -> tuple[object, ...]:
    """What one thread makes of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "shrunk_in_halves", lambda _from_row, _shrink: None)
        return found(raw)


MANNERS: dict[str, Callable[[pyvips.Image], bytes]] = {
    "LZW": tiff,
    "LZW of differences": partial(tiff, predictor="horizontal"),
    "Deflate": partial(tiff, compression="deflate"),
    "a BigTIFF": partial(tiff, bigtiff=True),
    "turned": lambda image: tiff(turned(image)),
    "sixteen bits": lambda image: tiff((image.cast("ushort") * 257).cast("ushort").copy(interpretation="rgb16")),
    "grey": lambda image: tiff(image.extract_band(0).copy(interpretation="b-w")),
    "CMYK": lambda image: tiff(image.bandjoin(image.extract_band(1)).copy(interpretation="cmyk")),
    "with a profile": lambda image: tiff(image.icc_transform("p3", input_profile="srgb")),
    "by Pillow": partial(by_pillow, compression="tiff_lzw"),
    "the other way round": by_hand,
    "with words": partial(by_pillow, compression="tiff_lzw", exif=exif(6)),
}


@pytest.mark.parametrize("manner", MANNERS)
def test_two_threads_make_what_one_makes(manner: str, halved: list[bool]) -> None:
    """The same JPEG, likeness and facts."""
    raw = MANNERS[manner](tall())

    assert found(raw) == whole(raw)
    assert halved == [True]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    width=st.integers(40, 200),
    height=st.integers(LONG_SIDE + 1, 6000),
    rows=st.integers(1, 64).map(lambda half: 2 * half),
)
def test_two_threads_make_what_one_makes_at_any_size(width: int, height: int, rows: int, halved: list[bool]) -> None:
    """Where the middle falls between rows, and where the shrinking leaves a rest.

    Only even numbers of rows: with odd ones libvips writes a last strip of one row without its bytes, and no reader
    takes such a file.
    """
    raw = tiff(picture(width, height), tile_height=rows)
    halved.clear()

    assert found(raw) == whole(raw)
    assert halved == [True]


ALONE = {
    "an alpha channel": lambda: tiff(picture(LONG_SIDE + 8, 300).bandjoin(128)),
    "numbers without a white": lambda: tiff(picture(LONG_SIDE + 8, 300).cast("float") / 255),
}


@pytest.mark.parametrize("what", ALONE)
def test_one_thread_reads_what_takes_too_much_memory_for_two(what: str, halved: list[bool]) -> None:
    """It goes as it always went."""
    raw = ALONE[what]()

    assert found(raw) == whole(raw)
    assert halved == [False]


IN_ONE = {
    "not packed": lambda: tiff(picture(LONG_SIDE + 8, 300), compression="none"),
    "PackBits": lambda: tiff(picture(LONG_SIDE + 8, 300), compression="packbits"),
    "by Pillow, plain": lambda: by_pillow(picture(LONG_SIDE + 8, 300)),
    "tiles": lambda: tiff(picture(LONG_SIDE + 8, 300), tile=True, tile_width=64, tile_height=64),
    "one strip": lambda: tiff(picture(LONG_SIDE + 8, 300), tile_height=300),
    "JPEG in it": lambda: tiff(picture(LONG_SIDE + 8, 300), compression="jpeg"),
}


@pytest.mark.parametrize("what", IN_ONE)
def test_what_has_no_strips_of_its_own_is_read_from_the_top(what: str, halved: list[bool]) -> None:
    """Nothing is tried where the directory says that it can't be."""
    assert examined(IN_ONE[what]()).width == LONG_SIDE + 8
    assert not halved


def test_a_small_one_is_not_worth_it() -> None:
    """A thread and rows that are decoded twice cost more than they save."""
    raw = tiff(picture(LONG_SIDE + 8, 300))

    assert found(raw) == whole(raw)


@pytest.mark.parametrize("compression", ["tiff_lzw", "raw"])
@pytest.mark.parametrize("share", [0.3, 0.7])
def test_what_is_cut_short_is_told_as_ever(compression: str, share: float, halved: list[bool]) -> None:
    """Pillow writes the directory first; then rows that never came, in either half."""
    raw = by_pillow(tall(), compression=compression)
    raw = raw[: int(len(raw) * share)]

    told = refusal(raw)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "shrunk_in_halves", lambda _from_row, _shrink: None)
        assert refusal(raw) == told
    assert not any(halved)


@pytest.mark.parametrize("at", [0.2, 0.8])
def test_a_damaged_strip_is_told_as_ever(at: float, halved: list[bool]) -> None:
    """Whichever thread meets it, the photo is read once more by one, whose words count."""
    raw = bytearray(tiff(tall()))
    start = int(len(raw) * at)
    raw[start : start + 4000] = junk(4000)

    told = refusal(bytes(raw))

    assert halved == [False]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "shrunk_in_halves", lambda _from_row, _shrink: None)
        assert refusal(bytes(raw)) == told


def test_without_room_for_a_thread_one_does_it(halved: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    """Slower, and no photo waits for it."""

    class Full:
        def __init__(self, max_workers: int) -> None:
            raise RuntimeError(max_workers)

    raw = tiff(tall())
    monkeypatch.setattr(halves, "ThreadPoolExecutor", Full)

    assert found(raw) == whole(raw)
    assert halved == [False]


def test_a_strip_over_the_directory_is_read_by_one(halved: list[bool]) -> None:
    """What one half is told instead of the directory would be seen as its pixels."""
    raw = bytearray(tiff(tall()))
    start = int.from_bytes(raw[4:8], "little")
    entries = [start + 2 + 12 * number for number in range(int.from_bytes(raw[start : start + 2], "little"))]
    places = next(place for place in entries if raw[place : place + 2] == (273).to_bytes(2, "little"))
    array = int.from_bytes(raw[places + 8 : places + 12], "little")
    raw[array + 40 : array + 44] = (start - 100).to_bytes(4, "little")
    raw += junk(3 * tall().width * ROWS)

    with pytest.raises(PhotoRefused):
        found(bytes(raw))
    assert not halved


ODD = {"no rows": (278, 0), "rows that are two numbers": (278, 2), "no height": (257, 0)}


@pytest.mark.parametrize("what", ODD)
def test_odd_strips_spoil_nothing_else_that_the_directory_says(what: str) -> None:
    """What only halves ask for may be missing or a lie; a camera's raw file is told as one."""
    raw = bytearray(tiff(picture(LONG_SIDE + 8, 300)))
    start, tag, count = int.from_bytes(raw[4:8], "little") + 2, *ODD[what]
    for place in range(start, start + 12 * int.from_bytes(raw[start - 2 : start], "little"), 12):
        if raw[place : place + 2] == tag.to_bytes(2, "little"):
            raw[place + 4 : place + 8] = count.to_bytes(4, "little")
    raw[8:10] = b"CR"

    with tempfile.TemporaryFile() as file:
        file.write(raw)
        file.flush()
        assert tags_of(file.fileno()).camera_raw
