"""Cards with the real fonts, read by their pixels."""

import io
from dataclasses import replace

import pytest
import pyvips
from PIL import Image, ImageChops

from captionbot.contest.card import CardWords
from captionbot.photos.card import here
from captionbot.photos.card.colours import colour_of, contrast
from captionbot.photos.card.drawn import LONG_SIDE, MOST_BYTES, SMALL_WIDTH, DrawnCard, NotDrawn, Style
from captionbot.photos.card.here import draw_here
from captionbot.photos.card.texts import INSTEAD
from tests.photos.card.cases import EDGE, PAPER, PLAIN, badge, wordmark
from tests.photos.card.reading import band_of, is_near, seen, strongest, where
from tests.photos.pictures import drawing, file_of, noise
from tests.photos.unlike import file_unlike

WORDS = CardWords(
    "“I said one milkshake, and he heard two.”",
    "Ana Lopez",
    "Beat the Caption no. 12",
    "Friday 27 November 2026",
    "Photo: Harbor City Public Library",
    "Harbor City Police Department",
)
LONG = "“" + "It was the horse who asked for a second straw, and then for the bill. " * 14 + "”"
CUNEIFORM = "\U0001202d"
SHAPES = {
    "landscape": (1600, 1067),
    "largest": (2048, 1365),
    "square": (1200, 1200),
    "portrait": (1365, 2048),
    "tall": (900, 1600),
    "panorama": (2048, 205),
    "strip": (205, 2048),
    "small": (640, 427),
    "tiny": (50, 40),
    "tiny upright": (40, 50),
    "a line": (2048, 3),
    "a thread": (3, 2048),
}


def photo(shape: str) -> bytes:
    """A photo in which no pixel is like a band or a letter."""
    return file_unlike(7, SHAPES[shape])


def drawn(caption: str, shape: str = "landscape", style: Style = PLAIN, **words: str) -> DrawnCard:
    """A card with that caption."""
    return draw_here(photo(shape), replace(WORDS, caption=caption, **words), style)


def alike(one: Image.Image, other: Image.Image, within: int) -> bool:
    """Whether two pictures differ by no more than that in any pixel, smoothed over what JPEG does to an edge."""
    smaller = [image.convert("RGB").reduce(4) for image in (one, other)]
    extremes = ImageChops.difference(smaller[0], smaller[1]).getextrema()
    return max(int(most) for _least, most in extremes) <= within  # type: ignore[misc] # of three bands


def test_a_card_is_a_plain_jpeg() -> None:
    """Baseline, three colours, nothing but the picture in it, small enough for Facebook; so is the small one."""
    card = drawn("“Neigh.”")

    for jpeg, width, height in (
        (card.jpeg, card.width, card.height),
        (card.small, card.small_width, card.small_height),
    ):
        with Image.open(io.BytesIO(jpeg)) as image:
            assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (width, height))
            assert "progressive" not in image.info
            assert not {"exif", "icc_profile", "comment", "photoshop"} & set(image.info)
    assert len(card.jpeg) < MOST_BYTES
    assert card.small_width == SMALL_WIDTH


def test_the_picture_that_packs_worst_fits() -> None:
    """Facebook takes no file of four million bytes."""
    card = draw_here(file_of(noise(2048, 2048), quality=60), WORDS, PLAIN)

    assert len(card.jpeg) < MOST_BYTES


def test_the_same_words_make_the_same_bytes() -> None:
    """What was drawn before in this process, and with which fonts, plays no part."""
    first = drawn("“Neigh 🐴 شرطي.”")
    drawn("“घोड़ा 骨 ม้า”", "portrait")

    assert drawn("“Neigh 🐴 شرطي.”") == first


@pytest.mark.parametrize("caption", ["“Neigh.”", WORDS.caption, LONG], ids=["short", "a sentence", "long"])
@pytest.mark.parametrize("shape", ["landscape", "largest", "square"])
def test_nothing_stands_on_a_photo_with_a_band_beneath_it(shape: str, caption: str) -> None:
    """Its pixels are the photo's own, or a smaller copy's where the whole would be larger than Facebook shows."""
    card = seen(drawn(caption, shape))
    width, height = SHAPES[shape]

    _, top, right, _ = band_of(card, PLAIN.band)
    with Image.open(io.BytesIO(photo(shape))) as own:
        assert alike(card.crop((0, 0, right, top)), own.resize((right, top), Image.Resampling.LANCZOS), 12)
    assert (right, top) == ((width, height) if width <= 1700 else (1756, 1170))


@pytest.mark.parametrize("shape", ["portrait", "tall", "strip"])
def test_nothing_stands_on_a_photo_with_a_band_beside_it(shape: str) -> None:
    """The band is at its right and as tall as it is."""
    card = seen(drawn(WORDS.caption, shape))
    left, top, _, _ = band_of(card, PLAIN.band)

    with Image.open(io.BytesIO(photo(shape))) as own:
        assert top == 0
        assert left / card.height == pytest.approx(own.width / own.height, rel=0.02)
        shrunk = own.resize((left, card.height), Image.Resampling.LANCZOS)
        assert alike(card.crop((0, 0, left, card.height)), shrunk, 16)


def test_a_tiny_photo_is_not_blown_up() -> None:
    """It grows to twice its size and stands on a calm ground."""
    card = seen(drawn("“Enhance!”", "tiny"))
    ground = card.getpixel((2, 2))
    assert isinstance(ground, tuple)

    _, top, _, _ = band_of(card, PLAIN.band)
    differing = ImageChops.difference(card.crop((0, 0, card.width, top)), Image.new("RGB", (card.width, top), ground))
    box = differing.convert("L").point(lambda light: 255 if light > 24 else 0).getbbox()

    assert box is not None
    assert box[2] - box[0] == pytest.approx(100, abs=6)
    assert box[3] - box[1] == pytest.approx(80, abs=6)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("caption", ["“Neigh.”", WORDS.caption], ids=["short", "a sentence"])
def test_no_card_is_a_ribbon(shape: str, caption: str) -> None:
    """Whatever the photo's shape: what Facebook shows whole in the feed, or little more."""
    card = drawn(caption, shape)

    assert 0.62 <= card.width / card.height <= 1.92
    assert 1200 <= card.width <= LONG_SIDE
    assert card.height <= LONG_SIDE * 1.02


@pytest.mark.parametrize("shape", ["landscape", "portrait", "panorama", "strip"])
def test_the_longest_caption_can_be_read_on_a_telephone(shape: str) -> None:
    """The band grows, and the letters keep their least size: lower-case letters of 6 pixels on a screen 400 wide."""
    card = seen(drawn(LONG, shape))
    band = card.crop(band_of(card, PLAIN.band))
    words = band.crop((card.width // 12, 0, band.width, band.height))  # without the line beside them
    small = words.resize((round(words.width * 400 / card.width), round(words.height * 400 / card.width)))

    grey = small.convert("L").tobytes()
    rows = [max(grey[row * small.width : (row + 1) * small.width]) > 150 for row in range(small.height)]
    lines = "".join("x" if lit else " " for lit in rows).split()

    assert len(lines) > 5
    assert sum(len(line) >= 6 for line in lines) / len(lines) > 0.9


@pytest.mark.parametrize("style", [PLAIN, PAPER, EDGE], ids=["plain", "paper", "edge"])
@pytest.mark.parametrize("shape", ["landscape", "portrait", "tiny"])
def test_all_text_stands_out_from_the_band(style: Style, shape: str) -> None:
    """At least 4.5:1 (WCAG 2.1, 1.4.3), measured on the card's pixels where strokes are full."""
    card = seen(drawn(WORDS.caption, shape, style))
    band = card.crop(band_of(card, style.band))
    foot = band.crop((0, band.height * 2 // 3, band.width, band.height))

    assert strongest(band, style.ink, style.band) >= 4.45  # JPEG rounds
    assert strongest(foot, style.ink, style.band) >= 4.45
    assert strongest(band, style.accent, style.band) >= 4.45


def test_the_edge_style_is_an_edge() -> None:
    """So that the measure above is of a style which barely passes."""
    assert 4.5 <= contrast(colour_of(EDGE.ink), colour_of(EDGE.band)) < 4.6


def ink_box(card: DrawnCard, style: Style, like: str) -> tuple[int, int, int, int]:
    """Where on the band something has that colour."""
    image = seen(card)
    box = where(image.crop(band_of(image, style.band)), like)
    assert box is not None
    return box


@pytest.mark.parametrize(("caption", "right"), [("“Neigh.”", False), ("“حصان Houston 5”", True), ("“אבא go”", True)])
def test_a_caption_begins_on_the_side_that_it_is_read_from(caption: str, *, right: bool) -> None:
    """So does the line beside it, and the name."""
    card = drawn(caption, contest="", day="", credit="", organiser="")
    left, _, end, _ = ink_box(card, PLAIN, PLAIN.accent)

    assert (left > card.width / 2, end > card.width / 2) == (right, right)


def test_typed_line_breaks_are_kept() -> None:
    """Six lines take more room than the same words on one."""
    lines = drawn("“a\nb\nc\nd\ne\nf”")

    assert lines.height > drawn("“a b c d e f”").height + 300


def test_no_word_is_left_alone_on_the_last_line() -> None:
    """Lines are of about one length where that costs no further line."""
    card = drawn("“The horse would like to speak to whoever is in charge of the straws around here, please”", by="")
    image = seen(card)
    left, top, right, bottom = band_of(image, PLAIN.band)
    inked = ink_box(card, PLAIN, PLAIN.accent)
    words = image.crop((left + inked[2] + 5, top + inked[1], right, top + inked[3])).convert("L")
    light = words.point(lambda value: 255 if value > 150 else 0)
    rows = [light.crop((0, row, light.width, row + 1)).getbbox() for row in range(light.height)]
    ends, current = [], 0
    for row in [*rows, None]:
        if row:
            current = max(current, row[2])
        elif current:
            ends.append(current)
            current = 0

    assert len(ends) >= 2
    assert min(ends) > 0.55 * max(ends)
    assert bottom == image.height


def test_a_missing_letter_takes_the_caption_s_place() -> None:
    """Half a word would be a lie: a sentence says where the caption stands."""
    card = drawn(f"“The {CUNEIFORM} horse”", by="Ann Lee")

    assert (card.missing, card.without_caption) == (CUNEIFORM, True)
    assert card.jpeg == drawn(INSTEAD, by="Ann Lee").jpeg


def test_a_missing_emoji_is_left_out() -> None:
    """It stands in the post's text."""
    card = drawn("“Two \U0001fae9 straws”")

    assert (card.missing, card.without_caption) == ("\U0001fae9", False)
    assert card.jpeg == drawn("“Two straws”").jpeg


def test_a_name_or_a_line_that_can_not_be_drawn_is_no_half_word_either() -> None:
    """The name's place says where it stands, a small line is left out."""
    card = drawn("“Neigh.”", by=f"{CUNEIFORM}nn", organiser=f"{CUNEIFORM}rchive")

    assert card.missing == CUNEIFORM
    assert not card.without_caption
    assert card.jpeg != drawn("“Neigh.”", by="", organiser="").jpeg
    assert card.height == drawn("“Neigh.”", by="Somebody", organiser="").height


@pytest.mark.parametrize(
    "caption",
    [
        "",
        "“”",
        "a\0b",
        "\ud800\udfff",
        "<b>&amp;</b><span size='1'>]]>&#0;",
        "x" + "\u0301" * 8000,
        "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞" * 9,
        "\u202e\u2067evil\u202d",
        "W" * 5000,
        "w-" * 2500,
        "\n" * 5000 + "x",
        "x\n" * 5000,
        "\u200d" * 5000,
        "👨\u200d👩\u200d👧\u200d👦" * 400,
        "﷽" * 60,
        "漢" * 1500,
        "ก" + "\u0e4a" * 900,
        "\ufffe\uffff\U0010ffff\ue000",
        "\u0301\u20e3\ufe0f",
        "%s %n {0} ${x} `id`",
    ],
    ids=lambda caption: ascii(caption[:12]),
)
def test_no_words_bring_the_drawing_down(caption: str) -> None:
    """As caption, as name and as every other line at once, beside a photo and beneath one."""
    for shape in ("small", "tall"):
        card = draw_here(photo(shape), CardWords(*[caption] * 6), PLAIN)

        assert len(card.jpeg) < MOST_BYTES
        assert card.height < 9000


@pytest.mark.parametrize(("file", "colour"), [(badge(), "#8a1c2b"), (wordmark(), "#1b4d3e")], ids=["badge", "wordmark"])
@pytest.mark.parametrize("shape", ["landscape", "tall"])
def test_a_logo_stands_in_a_corner_of_the_band(file: bytes, colour: str, shape: str) -> None:
    """What is transparent in it shows the band."""
    style = Style(band="#f6f1e4", ink="#000000", accent="#3a3aff", logo=file)
    card = drawn("“Neigh.”", shape, style)
    left, top, right, bottom = ink_box(card, style, colour)

    assert not card.without_logo
    assert right - left > 60
    assert bottom - top > 20


@pytest.mark.parametrize(
    "logo",
    [
        b"no picture",
        b"\x89PNG\r\n\x1a\n",
        badge()[:2000],
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xff\xd8\xff",
    ],
    ids=["text", "cut at once", "cut short", "SVG", "no JPEG"],
)
def test_a_logo_that_can_not_be_read_is_left_off(logo: bytes) -> None:
    """The card is drawn as it would be without one, and says so."""
    card = drawn("“Neigh.”", style=Style(logo=logo))

    assert card == replace(drawn("“Neigh.”"), without_logo=True)


def test_a_photo_that_can_not_be_read_is_told() -> None:
    """With what happens instead."""
    with pytest.raises(NotDrawn, match="the photo's JPEG can't be read") as failed:
        draw_here(file_of(drawing())[:500], WORDS, PLAIN)

    assert failed.value.do


def test_what_libvips_can_not_do_is_no_card(monkeypatch: pytest.MonkeyPatch) -> None:
    """A font that it refuses, or no memory: told in a sentence."""

    def refuse(_fonts: object) -> None:
        raise pyvips.Error("unable to load font /home/somebody/x.ttf")

    monkeypatch.setattr(here, "register", refuse)

    with pytest.raises(NotDrawn, match=r"^The card can't be drawn: libvips broke off") as failed:
        drawn("“Neigh.”")
    assert "somebody" not in failed.value.message + failed.value.do


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_any_jpeg_is_shown_in_its_colours(mode: str) -> None:
    """Ours are sRGB, but whoever calls may hand over a grey one."""
    card = seen(draw_here(file_of(drawing(mode, (1600, 960))), WORDS, PLAIN))
    corner = card.getpixel((1000, 300))

    assert isinstance(corner, tuple)
    assert is_near((int(corner[0]), int(corner[1]), int(corner[2])), (255, 255, 255), 12)
