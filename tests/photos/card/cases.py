"""What the contact sheet shows: invented captions and names, in many scripts, on photos of every shape."""

# Captions in all scripts are what this file is for.
# ruff: noqa: RUF001

from dataclasses import dataclass
from functools import cache
from typing import Final

from PIL import Image, ImageDraw

from captionbot.contest.card import CardWords
from captionbot.photos.card.drawn import Style
from captionbot.practice.samples import SAMPLES
from tests.photos.pictures import file_of

HORSE, DUCKS, CAT, CONE = range(4)
"""The samples, by their places in ``SAMPLES``."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A part of a sample (shares of its width and height from the upper left corner), and its size in pixels."""

    part: tuple[float, float, float, float] = (0, 0, 1, 1)
    size: tuple[int, int] = (1600, 1067)


LANDSCAPE: Final = Shape()
SQUARE: Final = Shape((0.2, 0, 0.87, 1), (1200, 1200))
PORTRAIT: Final = Shape((0.3, 0, 0.8, 1), (1024, 1365))
TALL: Final = Shape((0.42, 0, 0.8, 1), (900, 1600))
PANORAMA: Final = Shape((0, 0.36, 1, 0.6), (2048, 328))
RIBBON: Final = Shape((0, 0.42, 1, 0.57), (2048, 205))
STRIP: Final = Shape((0.55, 0, 0.62, 1), (205, 2048))
TINY: Final = Shape((0, 0, 1, 1), (50, 40))
SMALL: Final = Shape((0, 0, 1, 1), (640, 427))


PLAIN: Final = Style()


@dataclass(frozen=True, slots=True)
class Case:
    """One card of the sheet."""

    name: str
    caption: str
    by: str = "a fan"
    sample: int = HORSE
    shape: Shape = LANDSCAPE
    credit: str = "Photo: Harbor City Public Library"
    organiser: str = "Harbor City Police Department"
    contest: str = "Beat the Caption no. 12"
    day: str = "Friday 27 November 2026"
    style: Style = PLAIN

    @property
    def words(self) -> CardWords:
        """The words, as the core hands them over."""
        return CardWords(self.caption, self.by, self.contest, self.day, self.credit, self.organiser)


@cache
def photo_of(sample: int, shape: Shape = LANDSCAPE) -> bytes:
    """The JPEG of a sample in that shape."""
    whole = _drawn(sample)
    left, top, right, bottom = shape.part
    part = (left * whole.width, top * whole.height, right * whole.width, bottom * whole.height)
    return file_of(whole.resize(shape.size, Image.Resampling.LANCZOS, part), quality=92)


@cache
def _drawn(sample: int) -> Image.Image:
    return SAMPLES[sample].draw()


@cache
def badge() -> bytes:
    """A logo: a star on a shield, the rest transparent."""
    image = Image.new("RGBA", (480, 520))
    pen = ImageDraw.Draw(image)
    pen.polygon([(240, 0), (480, 80), (450, 340), (240, 520), (30, 340), (0, 80)], fill="#f4f1e8")
    pen.polygon([(240, 40), (440, 108), (415, 322), (240, 470), (65, 322), (40, 108)], fill="#8a1c2b")
    pen.regular_polygon((240, 240, 120), 5, fill="#f4f1e8")
    return file_of(image, "PNG")


def wordmark() -> bytes:
    """A logo that is broad and flat, and has no transparency."""
    image = Image.new("RGB", (900, 220), "#ffffff")
    pen = ImageDraw.Draw(image)
    pen.rectangle((20, 20, 880, 200), outline="#1b4d3e", width=14)
    for column in range(6):
        pen.rectangle((70 + column * 130, 70, 140 + column * 130, 150), fill="#1b4d3e")
    return file_of(image, "PNG")


LONG: Final = (
    "I told him the parade was on Saturday. I told him twice, I wrote it on the stable door, I had the mayor ring him. "
    "And what does he do? He turns up on a Thursday, in full dress, orders a strawberry milkshake for the horse and "
    "asks me, the only waitress between here and the harbor, whether the band is late. "
)
PAPER: Final = Style(band="#f6f1e4", ink="#2b2118", accent="#9a2f1f")
GREEN: Final = Style(band="#1b4d3e", ink="#ffffff", accent="#f2d16b")
NIGHT: Final = Style(band="#000000", ink="#ffffff", accent="#4cc9f0")
EDGE: Final = Style(band="#767676", ink="#ffffff", accent="#ffffff")
"""Contrast of 4.54:1, as little as a style may have."""

CASES: Final = (
    Case("two words", "“Neigh. Bor.”", "Ana Lopez"),
    Case("a sentence", "“I said one milkshake, two straws, and he heard two milkshakes.”", "Wade Tillery"),
    Case("accents", "“Łódź, Ørsted, Dvořák, Çeşme, Ǖ — and the horse still can’t spell ‘milkshake’.”", "Žofie Šťastná"),
    Case("Greek", "“Το άλογο πλήρωσε. Ο αστυνόμος μετράει ακόμα τα ρέστα.”", "Ελένη Παππά", DUCKS),
    Case("Cyrillic", "“Мы просто переходим дорогу, товарищ начальник. Всей семьёй.”", "Ольга Ветрова", DUCKS),
    Case("Arabic", "“طلبت كوبًا واحدًا من الحليب، فأحضر الشرطي حصانه كله!”", "ليلى حداد", HORSE, SQUARE),
    Case("Hebrew", "“אמרתי לו לחצות בזהירות, לא לעצור את כל התנועה בעיר.”", "נועה ברק", DUCKS),
    Case("Devanagari", "“घोड़े ने कहा: एक मिल्कशेक मेरे लिए, और बिल थानेदार साहब के नाम।”", "मीरा जोशी"),
    Case("Thai", "“คุณตำรวจครับ ผมแค่แวะมาดื่มนมปั่น ไม่ได้ตั้งใจจะจอดรถขวางทาง”", "สมหญิง ใจดี", HORSE, PORTRAIT),
    Case("Chinese", "“警官说今天放假，可是马不知道，它已经点了两杯草莓奶昔。”", "林小雨", HORSE, SQUARE),
    Case("traditional", "“圖書館裡最認真的館員，上班第一件事就是睡覺。”", "陳雅婷", CAT),
    Case("Japanese", "“カード目録の「ネコ」の引き出しは、ただいま使用中です。”", "山田はな", CAT, PORTRAIT),
    Case("Korean", "“오리 일곱 마리가 길을 건너는 동안 순찰차는 그저 기다렸습니다.”", "한소라", DUCKS, SQUARE),
    Case("emoji", "“👮‍♀️ + 🐴 + 🥤 = ❤️ 👍🏽 🇺🇸 1️⃣ 👨‍👩‍👧‍👦”", "Bea 🌻 Quill"),
    Case("mixed", "“Officer ضابط says 你好 to the лошадь, and שלום to the milkshake 🥤”", "Noor Ο’Neil"),
    Case("more of them", "“ஒரு குதிரை, ஒரு பால் · గుర్రం · ঘোড়া · ձի · ცხენი · ፈረስ · ម៉ាស៊ីន · ມ້າ”", "Տիգրան Ասլան", CONE),
    Case(
        "six lines",
        "“Roses are red,\nviolets are blue,\nthe horse wants a milkshake,\nthe officer too,\n"
        "the waitress says: “Sorry,\nthe straws are for you.””",
        "Ida Marsh",
        CONE,
    ),
    Case("500 characters", f"“{(LONG * 2)[:499]}…”", "Gus Fairweather"),
    Case("1,000 characters", f"“{(LONG * 4)[:999]}…”", "Gus Fairweather", HORSE, PORTRAIT),
    Case("one long word", "“" + "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 2 + "”", "Uwe", HORSE),
    Case("portrait", "“Still waiting for my close-up.”", "Perla Quintanilla-Rosales", CAT, PORTRAIT),
    Case(
        "tall",
        "“Some officers lead from the front. I lead from the cone.”",
        "Hollis Crane",
        CONE,
        TALL,
        style=Style(logo=badge()),
    ),
    Case("panorama", "“Move along, nothing to see here. Except everything.”", "Dot Abernathy", DUCKS, PANORAMA),
    Case("ribbon", "“The long arm of the law.”", "Marlow Finch", DUCKS, RIBBON),
    Case("strip", "“I asked for a picture of the whole horse.”", "Tess Holloway", HORSE, STRIP),
    Case("tiny", "“Enhance!”", "Cy Botts", HORSE, TINY),
    Case("small", "“Seven ducks, one warrant.”", "Juno Park", DUCKS, SMALL, style=Style(logo=badge())),
    Case(
        "logo",
        "“Due back: whenever I wake up.”",
        "Rosalind Achterberg",
        CAT,
        style=Style(band="#f6f1e4", ink="#2b2118", accent="#9a2f1f", logo=wordmark()),
    ),
    Case("green", "“Filed under N, for nap.”", "Mo Devlin", CAT, SQUARE, style=GREEN),
    Case(
        "night, no credit",
        "“Sergeant, the suspect is a cone. I repeat: a cone.”",
        "a fan",
        CONE,
        credit="",
        style=NIGHT,
    ),
    Case("nothing else", "“Beep.”", "a fan", CONE, LANDSCAPE, "", "", style=EDGE),
    Case(
        "long names",
        "“We’ll need a bigger milkshake.”",
        "Maximiliana Theodora von und zu Hohenfels-Waldburg-Sonnenstein the Younger",
        HORSE,
        LANDSCAPE,
        "Photo: from the glass negatives of the Harbor City Historical Society, given by the family "
        "of the late Cornelius B. Wetherby, first keeper of the police stables, 1931",
        "The Friends of the Harbor City Mounted Patrol and Police Museum, with the Public Library",
    ),
    Case("Arabic, portrait", "“هذه القطة تعمل هنا منذ تسع سنوات 🐈”", "يوسف منصور", CAT, PORTRAIT, style=PAPER),
    Case("no font", "“𒀭𒈹 is what the horse said.”", "Ada Quist", HORSE, SQUARE),
)
