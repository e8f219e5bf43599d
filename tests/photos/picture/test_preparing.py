"""What goes out: upright, sRGB, small enough, and nothing but the picture."""

import io
import struct
import tempfile
from typing import cast

import pytest
import pyvips
from PIL import Image, ImageCms, PngImagePlugin

from captionbot.photos.picture import preparing
from captionbot.photos.picture.decoding import header_of
from captionbot.photos.picture.examined import LONG_SIDE, MOST_BYTES, Examined
from captionbot.photos.picture.here import examine_here
from captionbot.photos.picture.kinds import Kind
from tests.photos.answers import FORMATS, assert_bare
from tests.photos.picture.examining import examined, refusal
from tests.photos.pictures import (
    BLUE,
    GPS_WORDS,
    RED,
    WHITE,
    drawing,
    exif,
    file_of,
    gif_of_many_frames,
    near,
    noise,
    seen,
    swapped_profile,
)


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_on_the_list_comes_out_as_a_plain_jpeg(kind: str) -> None:
    """What phones, scanners and archives save is taken, and leaves as an RGB JPEG."""
    ready = examined(file_of(drawing(), kind))

    image = seen(ready.jpeg)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (400, 240))
    assert (ready.sent_width, ready.sent_height) == (400, 240)
    assert near(image.getpixel((10, 10)), RED)
    assert near(image.getpixel((390, 230)), BLUE)
    assert_bare(ready.jpeg)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_photo_is_upright_once(kind: str, orientation: int) -> None:
    """Each of the eight ways of holding a camera comes out as it was seen, and the tag is gone."""
    turn = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}.get(orientation)  # the transposition that the tag undoes
    held = drawing() if turn is None else drawing().transpose(Image.Transpose(turn))

    image = seen(examined(file_of(held, kind, exif=exif(orientation))).jpeg)

    assert image.size == (400, 240)
    assert near(image.getpixel((10, 10)), RED)
    assert near(image.getpixel((390, 230)), BLUE)
    assert not image.getexif()


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_means_nothing_is_no_turn(orientation: int) -> None:
    """Values that cameras write though no standard knows them leave the photo as it is."""
    image = seen(examined(file_of(drawing(), exif=exif(orientation))).jpeg)

    assert near(image.getpixel((10, 10)), RED)


@pytest.mark.parametrize("broken", [b"II*\0\xff\xff\xff\xff" + bytes(range(40)), b"neither II nor MM", b""])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_broken_exif_is_no_reason_to_refuse_a_photo(broken: bytes, kind: str) -> None:
    """Metadata that can't be parsed is dropped with the rest."""
    assert_bare(examined(file_of(drawing(), kind, exif=b"Exif\0\0" + broken)).jpeg)


def test_an_iphones_photo_is_turned_by_its_container_and_not_again() -> None:
    """HEIC carries its turn twice; libheif heeds one of them and the other is dropped."""
    raw = file_of(drawing(), "HEIF", exif=exif(6))

    assert seen(examined(raw).jpeg).size == (400, 240)


def jpeg_with_everything() -> bytes:
    """A JPEG with EXIF and GPS, XMP, a colour profile, a comment, Photoshop's block and bytes after its end."""
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain = file_of(
        drawing(), exif=exif(1), icc_profile=icc, comment=b"Secret comment", xmp=b"<x>Secret</x>", dpi=(300, 300)
    )
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x06Secret"
    return plain[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + plain[2:] + b"Secret tail"


def png_with_everything() -> bytes:
    """A PNG with text chunks, EXIF and XMP."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "Secret words", zip=True)
    info.add_itxt("XML:com.adobe.xmp", "<x>http://ns.adobe.com/xap/1.0/ Secret</x>")
    return file_of(drawing(), "PNG", pnginfo=info, exif=exif(1), dpi=(300, 300))


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(jpeg_with_everything(), id="JPEG"),
        pytest.param(png_with_everything(), id="PNG"),
        pytest.param(file_of(drawing(), "TIFF", exif=exif(1), tiffinfo={315: "Secret", 270: "Secret"}), id="TIFF"),
        pytest.param(file_of(drawing(), "WEBP", exif=exif(1), xmp=b"Secret", icc_profile=swapped_profile()), id="WebP"),
        pytest.param(file_of(drawing(), "HEIF", exif=exif(1), xmp=b"Secret"), id="HEIC"),
        pytest.param(file_of(drawing(), "AVIF", exif=exif(1), xmp=b"Secret"), id="AVIF"),
        pytest.param(file_of(drawing(), "GIF", comment=b"Secret"), id="GIF"),
        pytest.param(
            file_of(drawing(), "MPO", save_all=True, append_images=[drawing()], exif=exif(1), comment=b"Secret"),
            id="MPO",
        ),
    ],
)
def test_no_metadata_of_any_kind_leaves(raw: bytes) -> None:
    """EXIF, place, owner, XMP, IPTC, comments, profiles and what hangs behind the picture stay at home."""
    assert b"Secret" in raw or GPS_WORDS.encode() in raw
    assert_bare(examined(raw).jpeg)


def test_a_wide_gamut_photo_is_brought_to_srgb() -> None:
    """A file's own colour profile is heeded, and not sent along."""
    raw = file_of(Image.new("RGB", (300, 300), (255, 0, 0)), icc_profile=swapped_profile())

    ready = examined(raw)

    assert near(seen(ready.jpeg).getpixel((150, 150)), (0, 0, 255))
    assert_bare(ready.jpeg)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF"])
def test_a_phone_s_colours_come_out_as_another_hand_computes_them(kind: str) -> None:
    """Display P3 in each container, against Pillow's own arithmetic."""
    icc = bytes(pyvips.Operation.call("profile_load", "p3"))
    flat = Image.new("RGB", (300, 300), (200, 100, 50))
    meant = ImageCms.profileToProfile(
        flat,
        ImageCms.ImageCmsProfile(io.BytesIO(icc)),
        ImageCms.createProfile("sRGB"),
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    assert meant

    ready = examined(file_of(flat, kind, icc_profile=icc, quality=98))

    assert near(corner_of(ready), cast("tuple[int, int, int]", meant.getpixel((0, 0))), 3)


@pytest.mark.parametrize("icc", [b"not a profile", swapped_profile()[:200]], ids=["no profile", "cut short"])
def test_a_broken_profile_spoils_no_photo(icc: bytes) -> None:
    """What the profile says can't be known, so the numbers are taken as sRGB."""
    image = seen(examined(file_of(drawing(), "PNG", icc_profile=icc)).jpeg)

    assert near(image.getpixel((10, 10)), RED)


def test_a_profile_of_another_kind_of_colour_is_not_heeded() -> None:
    """An RGB profile on a greyscale scan means nothing."""
    raw = file_of(Image.new("L", (300, 300), 90), "PNG", icc_profile=swapped_profile())

    assert near(seen(examined(raw).jpeg).getpixel((9, 9)), (90, 90, 90), 2)


PRESS_RED = (187, 39, 39)
"""What a common press makes of the drawing's red, as plain arithmetic put it into ink; no profile says which press."""


def lab() -> Image.Image:
    """The drawing in Lab."""
    srgb, into = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    converted = ImageCms.profileToProfile(drawing(), srgb, into, outputMode="LAB")
    assert converted
    return converted


def corner_of(ready: Examined) -> tuple[int, ...]:
    """The colour of the top left corner, as an eye sees it where it is made of dots."""
    image = seen(ready.jpeg).crop((0, 0, 16, 16)).resize((1, 1), Image.Resampling.BOX)
    pixel = image.getpixel((0, 0))
    assert isinstance(pixel, tuple)
    return tuple(map(int, pixel))


def of_colour(*numbers: int) -> pyvips.Image:
    """A picture of one colour, with transparency where a fourth number says so."""
    return (pyvips.Image.black(300, 300, bands=len(numbers)) + list(numbers)).cast("uchar").copy(interpretation="srgb")


def deep(image: pyvips.Image) -> pyvips.Image:
    """The same in 16 bits."""
    return (image.cast("ushort") * 257).cast("ushort").copy(interpretation="rgb16")


@pytest.mark.parametrize(
    ("raw", "corner"),
    [
        pytest.param(file_of(drawing("CMYK")), PRESS_RED, id="CMYK JPEG"),
        pytest.param(file_of(drawing("CMYK"), "TIFF"), PRESS_RED, id="CMYK TIFF"),
        pytest.param(file_of(lab(), "TIFF"), RED, id="Lab TIFF"),
        pytest.param(file_of(drawing("YCbCr"), "TIFF"), RED, id="YCbCr TIFF"),
        pytest.param(file_of(Image.new("I;16", (300, 300), 32768), "PNG"), (128, 128, 128), id="16-bit PNG"),
        pytest.param(file_of(Image.new("I;16", (300, 300), 200), "TIFF"), (1, 1, 1), id="dark 16-bit TIFF"),
        pytest.param(file_of(Image.new("I;16B", (300, 300), 32768), "TIFF"), (128, 128, 128), id="big-endian TIFF"),
        pytest.param(file_of(Image.new("I", (300, 300), 32768), "TIFF"), (128, 128, 128), id="32-bit TIFF"),
        pytest.param(file_of(Image.new("I", (300, 300), 10**6), "TIFF"), WHITE, id="32-bit TIFF out of range"),
        pytest.param(file_of(Image.new("F", (300, 300), 0.5), "TIFF"), (128, 128, 128), id="float TIFF"),
        pytest.param(file_of(drawing("1"), "PNG"), (0, 0, 0), id="1 bit", marks=pytest.mark.filterwarnings("default")),
        pytest.param(file_of(Image.new("L", (300, 300), 77), "PNG"), (77, 77, 77), id="grey"),
        pytest.param(file_of(drawing().quantize(8), "PNG"), RED, id="palette"),
        pytest.param(file_of(drawing("P"), "PNG", transparency=b"\0" * 256), WHITE, id="palette all transparent"),
        pytest.param(file_of(drawing(), "PNG", transparency=RED), WHITE, id="RGB with a transparent colour"),
        pytest.param(file_of(Image.new("RGBA", (300, 300), (*RED, 0)), "PNG"), WHITE, id="RGBA"),
        pytest.param(file_of(Image.new("RGBA", (300, 300), (0, 0, 0, 128)), "WEBP"), (127, 127, 127), id="half RGBA"),
        pytest.param(file_of(Image.new("LA", (300, 300), (0, 128)), "PNG"), (127, 127, 127), id="LA"),
        pytest.param(file_of(Image.new("RGBA", (300, 300), (*RED, 0)), "HEIF"), WHITE, id="HEIC with alpha"),
        pytest.param(of_colour(*RED, 128).tiffsave_buffer(premultiply=True), (227, 137, 137), id="premultiplied TIFF"),
        pytest.param(deep(of_colour(*RED, 128)).pngsave_buffer(), (227, 137, 137), id="16-bit RGBA PNG"),
        pytest.param(deep(of_colour(*RED, 128)).tiffsave_buffer(), (227, 137, 137), id="16-bit RGBA TIFF"),
        pytest.param(deep(of_colour(*RED)).tiffsave_buffer(compression="lzw"), RED, id="16-bit RGB TIFF"),
        pytest.param(of_colour(*RED).tiffsave_buffer(bigtiff=True, tile=True), RED, id="BigTIFF in tiles"),
        pytest.param(of_colour(*RED).tiffsave_buffer(compression="jpeg"), RED, id="JPEG in TIFF"),
        pytest.param(of_colour(*RED).pngsave_buffer(interlace=True), RED, id="interlaced PNG"),
        pytest.param(file_of(drawing(), progressive=True), RED, id="progressive"),
        pytest.param(gif_of_many_frames(40_000), RED, id="GIF of 40,000 frames"),
        pytest.param(
            file_of(drawing(), "WEBP", save_all=True, append_images=[Image.new("RGB", (400, 240))]),
            RED,
            id="moving WebP",
        ),
        pytest.param(
            file_of(drawing(), "MPO", save_all=True, append_images=[Image.new("RGB", (400, 240))]), RED, id="MPO"
        ),
        pytest.param(
            file_of(drawing(), "TIFF", save_all=True, append_images=[Image.new("RGB", (400, 240))]), RED, id="pages"
        ),
    ],
)
def test_every_kind_of_pixel_comes_out_as_it_looks(raw: bytes, corner: tuple[int, int, int]) -> None:
    """Print colours, deep greys, palettes and transparency end as sRGB on white, and only the first frame counts."""
    ready = examined(raw)

    if corner == (0, 0, 0):  # dithered
        assert seen(ready.jpeg).convert("L").getextrema() == (0, 255)
    else:
        assert near(corner_of(ready), corner)
    assert_bare(ready.jpeg)


@pytest.mark.parametrize(
    ("size", "sent"),
    [((4200, 2100), (2048, 1024)), ((900, 4096), (450, 2048)), ((2048, 2048), (2048, 2048)), ((640, 480), (640, 480))],
)
def test_the_long_side_is_at_most_2048_and_nothing_is_enlarged(size: tuple[int, int], sent: tuple[int, int]) -> None:
    """Large photos shrink in proportion, small ones stay."""
    ready = examined(file_of(drawing(size=size)))

    assert sent == (ready.sent_width, ready.sent_height) == seen(ready.jpeg).size


def test_the_worst_picture_still_fits() -> None:
    """Noise of the largest size we send stays under the four million bytes that Facebook takes."""
    assert len(examined(file_of(noise(LONG_SIDE, LONG_SIDE), "BMP")).jpeg) < MOST_BYTES


def test_quality_steps_down_until_the_bytes_fit_and_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    """The best quality that fits is the one that is sent."""
    raw = file_of(noise(300, 300), "BMP")
    best = examined(raw).jpeg

    monkeypatch.setattr(preparing, "MOST_BYTES", len(best))
    next_best = examined(raw).jpeg

    assert len(best) * 0.6 < len(next_best) < len(best)


def test_a_small_photo_is_taken_and_a_line_refused() -> None:
    """Whether a thumbnail looks too poor is a remark for staff; a side of two pixels is no picture."""
    assert examined(file_of(drawing(size=(3, 300)))).sent_width == 3
    assert "nothing to see" in refusal(file_of(Image.new("RGB", (300, 2)), "PNG"))
    assert "nothing to see" in refusal(file_of(Image.new("RGB", (30_000, 20)), "PNG"))


def test_a_large_jpeg_is_decoded_at_a_fraction() -> None:
    """A photo of 45 megapixels never stands in memory whole."""
    with tempfile.TemporaryFile() as file:
        file.write(file_of(Image.new("L", (9_000, 5_000))))
        file.flush()
        header = header_of(file.fileno(), Kind.JPEG)
        picture = header.read()

        assert (header.width, header.height) == (9_000, 5_000)
        assert (picture.width, picture.height) == (4_500, 2_500)
        ready = examine_here(file.fileno(), "scan.jpg")

    assert (ready.width, ready.height) == (9_000, 5_000)
    assert (ready.sent_width, ready.sent_height) == (2048, 1138)
