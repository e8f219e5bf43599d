"""A police horse outside a diner at dusk, reaching for somebody's milkshake."""

from PIL import Image

from captionbot.practice.samples.brush import (
    HEIGHT,
    WIDTH,
    Canvas,
    Path,
    box,
    curve,
    faded,
    framed,
    ink,
    mixed,
    oval,
    ribbon,
    way,
)

COAT, COAT_DARK, COAT_LIT = ink("#6b3f26"), ink("#40230f"), ink("#a2673b")
MANE, NAVY, NAVY_LIT, LEATHER = ink("#22140c"), ink("#1e2b4a"), ink("#3d5480"), ink("#2b1a12")
WARM, CREAM, RED, STEEL = ink("#ffcf7a"), ink("#f8ecd2"), ink("#b8322c"), ink("#aab6bd")
SKIN, CHERRY, PINK = ink("#e0a883"), ink("#c51f30"), ink("#f4b3bd")
GROUND = 935
AWAKE = 0.35
"""How many windows of the town are lit."""


def draw() -> Image.Image:
    """Draw it, in the colours of a print that has hung in a corridor since 1974."""
    canvas = Canvas(7)
    _street(canvas)
    _diner(canvas)
    _waitress(canvas)
    _legs(canvas, far=True)
    _horse(canvas)
    _rider(canvas)
    _milkshake(canvas)
    _evening(canvas)
    old = faded(canvas.finished(grain=7), ink("#1c1420"), ink("#ffe9c4"), colour=0.82)
    return framed(old, ink("#f3ead8"))


def _street(canvas: Canvas) -> None:
    canvas.fade(ink("#33406b"), ink("#f3a25f"), box(0, 0, WIDTH, 790))
    canvas.light((640, 720), 900, 420, ink("#ff9d55"), 0.75)
    for left, top, right in ((0, 470, 120), (110, 400, 210), (205, 520, 330), (330, 445, 415), (410, 545, 600)):
        canvas.fill(box(left, top, right, 780), mixed(ink("#2b2d4d"), ink("#7c5468"), (top - 380) / 260))
        for row in range(top + 22, 700, 34):
            for column in range(left + 14, right - 16, 26):
                if canvas.rng.random() < AWAKE:
                    canvas.fill(box(column, row, column + 9, row + 14), WARM, 0.75)
    for left, top, right in ((590, 610, 760), (745, 560, 850), (850, 640, 1060)):
        canvas.fill(box(left, top, right, 780), ink("#8a5a5f"), 0.8)
    canvas.fade(ink("#4b4654"), ink("#2a2530"), box(0, 770, WIDTH, HEIGHT))
    canvas.fill(box(0, 762, WIDTH, 782), ink("#8a7b78"))


def _diner(canvas: Canvas) -> None:
    canvas.fade(ink("#d9d3c5"), ink("#a59f95"), box(1050, 170, WIDTH, 930))
    canvas.fade(ink("#a8302b"), ink("#6f1c1b"), box(1050, 640, WIDTH, 930))
    for row in (655, 672, 900):
        canvas.fill(box(1050, row, WIDTH, row + 7), STEEL)
    canvas.fade(ink("#fff0bd"), ink("#ffc765"), box(1105, 345, 1545, 600))
    _inside(canvas)
    for edge in (box(1090, 330, 1560, 346), box(1090, 330, 1106, 612), box(1544, 330, 1560, 612)):
        canvas.fill(edge, ink("#7c8a90"))
    _awning(canvas)
    canvas.fade(ink("#e9eef0"), ink("#7c8a90"), box(1020, 598, 1580, 628))
    canvas.fill(box(1030, 628, 1570, 646), ink("#000000"), 0.35, 5)
    _sign(canvas)


def _inside(canvas: Canvas) -> None:
    for shelf in (420, 486):
        canvas.fill(box(1370, shelf, 1540, shelf + 6), ink("#b5762d"), 0.8)
        for jar in range(1380, 1530, 27):
            colour = canvas.rng.choice([RED, ink("#3d7a6b"), ink("#e0a02f"), ink("#7d4a2a")])
            canvas.fill(box(jar, shelf - 34, jar + 18, shelf), colour, 0.8)
    for lamp in (1180, 1330, 1470):
        canvas.line([(lamp, 346), (lamp, 372)], LEATHER, 3)
        canvas.fill(way("-20,388 20,388 9,368 -9,368", (lamp, 0)), RED)
        canvas.light((lamp, 395), 90, 80, WARM, 0.7)


def _awning(canvas: Canvas) -> None:
    for number in range(13):
        left = 1066 + number * 40
        colour = RED if number % 2 else CREAM
        canvas.fill(way("8,258 44,258 40,322 0,322", (left, 0)), colour)
        canvas.fill(oval((left + 20, 322), 20, 16), colour)
    canvas.fill(box(1060, 322, 1590, 342), ink("#000000"), 0.18, 6)


def _sign(canvas: Canvas) -> None:
    canvas.fill(box(1140, 80, 1520, 200), ink("#232a44"))
    canvas.line(curve(box(1150, 90, 1510, 190)), ink("#ff7f6e"), 4, 0.0)
    for blur, alpha in ((26, 0.9), (10, 0.8)):
        canvas.word("DINER", (1330, 138), 108, ink("#ff5a4a"), blur=blur, alpha=alpha)
    canvas.word("DINER", (1330, 138), 108, ink("#ffe3d8"))
    for post in (1190, 1470):
        canvas.fill(box(post - 5, 200, post + 5, 262), ink("#232a44"))


def _waitress(canvas: Canvas) -> None:
    canvas.fill(curve(way("1205,600 1212,520 1240,486 1290,486 1318,520 1326,600")), ink("#3f9a94"))
    canvas.fill(curve(way("1232,600 1240,530 1290,530 1298,600")), CREAM)
    canvas.fill(box(1254, 462, 1276, 494), mixed(SKIN, COAT, 0.2))
    canvas.fill(oval((1264, 436), 33, 39), SKIN)
    canvas.fill(
        curve(way("1228,440 1226,396 1264,376 1304,396 1302,444 1290,408 1240,406")),
        ink("#8d3b1c"),
    )
    canvas.fill(oval((1264, 374), 20, 17), ink("#8d3b1c"))
    canvas.fill(way("1236,398 1292,398 1284,384 1244,384"), CREAM)
    for eye in (1251, 1275):
        canvas.fill(oval((eye, 434), 5, 6), CREAM)
        canvas.fill(oval((eye - 2, 435), 3, 4), LEATHER)
        canvas.line([(eye - 7, 422), (eye + 6, 419)], ink("#6d2d15"), 3)
    canvas.fill(oval((1263, 458), 6, 8), ink("#8c2f2a"))
    for side in (-1, 1):
        canvas.fill(
            ribbon([(1264 + side * 48, 512), (1264 + side * 78, 474), (1264 + side * 42, 446)], [26, 22, 18]), SKIN
        )
        canvas.fill(oval((1264 + side * 38, 446), 12, 14), SKIN)


def _leg(canvas: Canvas, spots: Path, widths: list[float], colour: tuple[int, int, int]) -> None:
    canvas.fill(ribbon(spots, widths), colour)
    x, y = spots[-1]
    canvas.fill(way("-17,-6 14,-6 24,24 -20,24", (x, y)), MANE)
    canvas.fill(ribbon([(x, y - 50), (x, y - 8)], [24, 27]), CREAM, 0.85)


def _legs(canvas: Canvas, *, far: bool) -> None:
    canvas.fill(oval((540, GROUND + 12), 400, 26), ink("#000000"), 0.35 if far else 0.0, 14)
    colour, shift = (COAT_DARK, 62) if far else (COAT, 0)
    _leg(
        canvas,
        [(330 + shift, 610), (300 + shift, 715), (322 + shift, 800), (312 + shift, 908)],
        [135, 84, 40, 30],
        colour,
    )
    _leg(
        canvas,
        [(705 + shift, 620), (716 + shift, 740), (712 + shift, 815), (714 + shift, 908)],
        [104, 58, 40, 30],
        colour,
    )


def _horse(canvas: Canvas) -> None:
    tail = way("268,520 214,560 190,680 206,800 236,850 246,760 262,660 292,560")
    canvas.fill(curve(tail), MANE)
    _legs(canvas, far=False)
    body = way("262,560 300,478 390,452 500,478 600,486 690,456 760,470 800,560 786,650")
    body += way("720,700 590,722 450,706 340,690 276,640")
    canvas.fill(curve(body), COAT)
    neck = way("640,520 690,440 760,366 826,318 878,330 892,400 868,452 836,520 800,600 700,620")
    canvas.fill(curve(neck), COAT)
    _head(canvas)
    canvas.fill(
        curve(way("300,500 390,466 500,492 620,500 600,512 480,520 380,500 310,530")),
        COAT_LIT,
        0.5,
        9,
    )
    canvas.fill(curve(way("330,690 450,716 600,730 730,700 700,660 560,690 420,676")), COAT_DARK, 0.65, 12)
    canvas.fill(curve(way("800,420 860,440 830,520 800,590 780,520")), COAT_DARK, 0.35, 12)
    mane = way("836,306 780,330 716,388 664,452 640,500 668,496 700,470 716,480 742,430 762,440")
    mane += way("784,386 806,398 822,352 846,356")
    canvas.fill(curve(mane), MANE)


def _head(canvas: Canvas) -> None:
    canvas.fill(curve(way("838,330 836,282 852,262 866,296 862,334")), COAT)
    canvas.fill(curve(way("858,330 866,288 884,272 888,306 880,338")), COAT_DARK)
    head = way("836,322 880,318 936,356 1000,408 1046,438 1066,468 1062,500 1034,512 1000,502")
    head += way("958,492 920,500 880,484 846,440 832,380")
    canvas.fill(curve(head), COAT)
    canvas.fill(curve(way("890,322 940,352 1006,404 1050,438 1040,446 990,412 930,368")), CREAM, 0.9)
    canvas.fill(
        curve(way("1010,446 1050,452 1064,476 1060,500 1032,510 1004,496")),
        mixed(COAT_DARK, PINK, 0.25),
    )
    canvas.fill(oval((1046, 466), 7, 10, 30), MANE)
    canvas.line(curve([(1056, 492), (1034, 492), (1012, 482)], closed=False), MANE, 4)
    canvas.fill(curve(way("1052,446 1084,452 1096,466 1086,476 1056,474")), mixed(COAT_DARK, PINK, 0.35))
    canvas.fill(oval((914, 388), 14, 12, 15), MANE)
    canvas.fill(oval((918, 384), 4, 4), CREAM)
    canvas.line(curve([(894, 376), (912, 368), (932, 378)], closed=False), COAT_DARK, 5)
    canvas.fill(curve(way("850,440 880,476 930,492 900,452")), COAT_DARK, 0.5, 6)
    strap = LEATHER
    canvas.line(curve([(850, 330), (880, 400), (886, 470)], closed=False), strap, 8)
    canvas.line(curve([(1000, 410), (988, 456), (972, 492)], closed=False), strap, 8)
    canvas.line([(884, 440), (986, 462)], strap, 7)
    canvas.fill(oval((982, 470), 9, 9), STEEL)


def _rider(canvas: Canvas) -> None:
    canvas.fill(curve(way("470,474 560,462 650,470 668,540 640,590 520,590 462,540")), NAVY)
    canvas.line(curve([(472, 578), (560, 596), (650, 580)], closed=False), WARM, 6)
    canvas.fill(curve(way("500,470 520,440 600,440 640,462 600,480")), LEATHER)
    canvas.fill(ribbon([(560, 450), (640, 520), (652, 590)], [86, 74, 58]), NAVY_LIT)
    canvas.fill(ribbon([(652, 578), (636, 670), (628, 712)], [56, 48, 44]), LEATHER)
    canvas.fill(curve(way("604,700 650,696 690,722 684,738 606,736")), LEATHER)
    canvas.line([(650, 560), (646, 700)], STEEL, 4, 0.6)
    torso = way("510,460 500,360 520,290 570,268 622,290 636,370 626,462")
    canvas.fill(curve(torso), NAVY)
    canvas.fill(curve(way("510,440 502,360 522,296 540,300 530,380 536,456")), NAVY_LIT, 0.6, 5)
    canvas.line([(508, 446), (628, 448)], LEATHER, 15)
    canvas.fill(box(556, 438, 578, 458), WARM)
    canvas.fill(ribbon([(600, 310), (654, 392), (724, 424)], [52, 42, 32]), NAVY_LIT)
    canvas.fill(oval((736, 428), 17, 14), SKIN)
    canvas.line(curve(way("742,430 830,470 900,486 980,474"), closed=False), LEATHER, 5)
    canvas.fill(oval((610, 330), 10, 12), WARM)
    _face(canvas)


def _face(canvas: Canvas) -> None:
    """Draw the officer's face: turned away, admiring the sunset."""
    canvas.fill(box(548, 246, 586, 290), mixed(SKIN, COAT, 0.25))
    canvas.fill(curve(way("528,176 524,226 540,262 568,268 598,250 606,200 596,170")), SKIN)
    canvas.fill(curve(way("530,208 512,222 516,232 532,230")), SKIN)
    canvas.fill(oval((590, 216), 9, 14), mixed(SKIN, COAT, 0.2))
    canvas.fill(curve(way("572,176 604,176 610,228 600,242 592,204 576,196")), ink("#4b2c18"))
    canvas.fill(curve(way("520,240 540,234 560,240 548,248 530,248")), ink("#4b2c18"))
    canvas.line([(534, 206), (546, 206)], LEATHER, 4)
    canvas.fill(curve(way("508,168 516,136 560,118 612,132 624,160 608,178 540,180")), NAVY)
    canvas.fill(curve(way("540,178 502,184 488,196 510,198 548,190")), LEATHER)
    canvas.line([(522, 176), (612, 174)], WARM, 5)
    canvas.fill(oval((536, 152), 10, 12), WARM)


def _milkshake(canvas: Canvas) -> None:
    x, foot = 1136, 600
    canvas.fill(oval((x, foot - 4), 30, 7), STEEL)
    canvas.fill(way("-30,-104 30,-104 17,-10 -17,-10", (x, foot)), PINK)
    canvas.fill(way("-22,-98 -12,-98 -9,-20 -14,-20", (x, foot)), CREAM, 0.7)
    for across, down, radius in ((-17, -112, 17), (16, -112, 17), (0, -122, 20), (-3, -140, 13)):
        canvas.fill(oval((x + across, foot + down), radius, radius * 0.8), CREAM)
    canvas.fill(oval((x - 3, foot - 156), 9, 9), CHERRY)
    canvas.line(
        curve([(x - 2, foot - 164), (x + 4, foot - 178), (x + 14, foot - 184)], closed=False), ink("#51301a"), 3
    )
    canvas.line([(x + 14, foot - 116), (x + 34, foot - 190)], RED, 7)
    canvas.line([(x + 17, foot - 130), (x + 22, foot - 148)], CREAM, 7)


def _evening(canvas: Canvas) -> None:
    canvas.light((1300, 500), 560, 430, ink("#ffb347"), 0.42)
    canvas.light((1120, 960), 520, 120, ink("#ffb866"), 0.6)
    canvas.light((1330, 140), 420, 230, ink("#ff5540"), 0.45)
