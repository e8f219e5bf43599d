"""Preparing a photo for Facebook: the only file that knows Pillow.

Whatever came in, what goes out is a JPEG: upright, sRGB, at most 2048 pixels long and four million bytes,
and nothing in it but the picture. Made from bytes alone, so that what is checked is what is sent.
"""

import io
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, cast

import pillow_heif
from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from captionbot.errors import PhotoRefused
from captionbot.photos.picture.kinds import begins_as_photo, what_it_is

LONG_SIDE: Final = 2048
MOST_BYTES: Final = 4_000_000
MOST_PIXELS: Final = 250_000_000
SMALL_SIDE: Final = 200
"""Pixels; below this a photo looks poor on a phone. Two or less is no picture at all."""
ABSURD_SIDE: Final = 2
QUALITIES: Final = range(90, 0, -5)
FORMATS: Final = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "HEIF", "AVIF")
"""An allow-list: left to itself Pillow would hand an EPS named .jpg to Ghostscript. JPEG includes MPO."""

_COPY_AGAIN: Final = "Copy it again from where it came; if it won't open there either, use another photo."
_SMALLER: Final = f"Save a smaller copy of it ({LONG_SIDE} pixels on the long side are enough) and queue that."
_ICC_SPACES: Final = {"RGB": "RGB ", "CMYK": "CMYK", "L": "GRAY"}
_NEW_SUBFILE_TYPE: Final = 254
_DNG_VERSION: Final = 50706
_HOLE: Final = 512
_TURNS: Final[dict[object, Image.Transpose]] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""By EXIF orientation (Exif 2.32, tag 0x0112); 0, 9 and 65535 occur and mean nothing."""

pillow_heif.register_heif_opener()
# Our own ceiling is checked from the header before a pixel is decoded; Pillow's two only half agree with it.
Image.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A photo ready to be sent; width and height in pixels, as a person sees them."""

    jpeg: bytes
    width: int
    height: int

    @property
    def small(self) -> bool:
        """Whether it will look poor."""
        return min(self.width, self.height) < SMALL_SIDE


def prepare(raw: bytes, name: str) -> Prepared:
    """Make the JPEG that is sent from the bytes of a file; ``name`` is for the sentence of a refusal.

    Raises PhotoRefused, with the reason a person reads, for anything that can't be posted as a photo.
    """
    if not raw:
        raise PhotoRefused(f"{name} is empty: it has no bytes.", _COPY_AGAIN)
    try:
        # Pillow remarks on odd metadata, which we drop anyway.
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(raw), formats=FORMATS) as image:
            _refuse_by_header(raw, image, name)
            return _encoded(_picture(image), name)
    except PhotoRefused:
        raise
    except UnidentifiedImageError as error:
        raise _unidentified(raw, name) from error
    except MemoryError as error:
        raise PhotoRefused(f"{name} needs more memory than this machine has.", _SMALLER) from error
    except Exception as error:  # whatever a decoder says of bytes that somebody else made, the photo is broken
        raise _broken(error, name) from error


def _refuse_by_header(raw: bytes, image: Image.Image, name: str) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise PhotoRefused(
            f"{name} is too large: {width} x {height} pixels are {width * height // 1_000_000:,} million, "
            f"and {MOST_PIXELS // 1_000_000} million is the most.",
            _SMALLER,
        )
    if image.format == "TIFF" and _is_preview(raw, image):
        raise PhotoRefused(f"{name} is a camera's raw file.", "Export it as JPEG and put that into the queue.")
    if image.format in {"JPEG", "MPO"} and _ends_in_a_hole(raw):
        raise PhotoRefused(f"{name} is cut short: its end is missing.", _COPY_AGAIN)


def _is_preview(raw: bytes, image: Image.Image) -> bool:
    """Whether the TIFF is a camera's raw file, of which Pillow would open the thumbnail."""
    tags = image.getexif()
    return raw[8:10] == b"CR" or _DNG_VERSION in tags or tags.get(_NEW_SUBFILE_TYPE) == 1


def _ends_in_a_hole(raw: bytes) -> bool:
    """Whether the end was never written: a broken copy has its full length, zeros in place of the rest."""
    written = raw.rstrip(b"\0")
    return len(raw) - len(written) >= _HOLE and not written.endswith(b"\xff\xd9")


def _picture(image: Image.Image) -> Image.Image:
    """The decoded picture: small enough, upright, in sRGB, on white."""
    # A JPEG can be decoded at a half, a quarter or an eighth; twice what is needed leaves the shrinking its quality.
    width, height = (max(1, 2 * LONG_SIDE * side // max(image.size)) for side in image.size)
    image.draft(None, (width, height))
    image.load()
    turn, icc = _turn(image), image.info.get("icc_profile")
    picture = _plain_mode(image)
    picture.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    return _in_srgb(_on_white(picture if turn is None else picture.transpose(turn)), icc)


def _turn(image: Image.Image) -> Image.Transpose | None:
    """How to turn the picture upright; what its EXIF says wrongly is no reason to refuse a photo."""
    try:
        return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation))
    except Exception:  # noqa: BLE001 - EXIF is anyone's bytes, and Pillow raises a dozen kinds of error for it
        return None


def _plain_mode(image: Image.Image) -> Image.Image:
    """The picture in one of L, LA, RGB, RGBA or CMYK."""
    if image.mode.startswith(("I", "F")):
        return _eight_bits(image)
    if image.mode == "LAB":
        return _converted(image, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")))
    if image.has_transparency_data:
        return image.convert("LA" if image.mode in {"L", "LA", "La", "1"} else "RGBA")
    if image.mode == "1":
        return image.convert("L")
    return image if image.mode in {"L", "RGB", "CMYK"} else image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """A grey picture of 16 or 32 bits, scaled by what its numbers seem to be out of."""
    wide = image.convert("F")
    _, most = cast("tuple[float, float]", wide.getextrema())  # F has one band
    full = 65535 if image.mode.startswith("I;16") else next((top for top in (1, 255, 65535) if most <= top), most)
    return wide.point(lambda value: value * (255 / full) + 0.5).convert("L")


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode not in {"LA", "RGBA"}:
        return image
    ground = Image.new("L" if image.mode == "LA" else "RGB", image.size, "white")
    ground.paste(image.convert(ground.mode), mask=image.getchannel("A"))
    return ground


def _in_srgb(image: Image.Image, icc: bytes | None) -> Image.Image:
    """The picture in sRGB by its own profile; by Pillow's rule where it has none, or one that doesn't fit."""
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(icc)) if icc else None
        if profile and profile.profile.xcolor_space == _ICC_SPACES.get(image.mode):
            return _converted(image, profile)
    except (ImageCms.PyCMSError, OSError, ValueError):
        pass  # a broken profile spoils a shade, not the photo
    return image.convert("RGB")


def _converted(image: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    srgb = ImageCms.createProfile("sRGB")
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
    # None would be the answer to inPlace=True.
    return cast("Image.Image", ImageCms.profileToProfile(image, profile, srgb, intent, "RGB", flags=flags))


def _encoded(picture: Image.Image, name: str) -> Prepared:
    width, height = picture.size
    if min(width, height) <= ABSURD_SIDE:
        raise PhotoRefused(f"{name} has {width} x {height} pixels: there is nothing to see.", "Use another photo.")
    # Pillow writes a comment out of ``info`` unasked; a new image has none.
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    return Prepared(_first_that_fits(_jpeg(bare, quality) for quality in QUALITIES), width, height)


def _first_that_fits(jpegs: Iterable[bytes]) -> bytes:
    return next(jpeg for jpeg in jpegs if len(jpeg) < MOST_BYTES)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, progressive=True, optimize=True)
    return buffer.getvalue()


def _unidentified(raw: bytes, name: str) -> PhotoRefused:
    if begins_as_photo(raw):
        return PhotoRefused(
            f"{name} is broken or cut short: it begins as a photo, but no picture can be read.", _COPY_AGAIN
        )
    kind, do = what_it_is(raw)
    return PhotoRefused(f"{name} is {kind}, not a photo.", do)


def _broken(error: Exception, name: str) -> PhotoRefused:
    words = str(error).lower()
    if "truncated" in words or "unexpected end" in words:
        return PhotoRefused(f"{name} is cut short: its end is missing.", _COPY_AGAIN)
    return PhotoRefused(f"{name} is broken or cut short: the picture in it can't be read.", _COPY_AGAIN)
