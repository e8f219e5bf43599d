"""A duck and her six ducklings crossing before a patrol car, on a bright morning."""

from PIL import Image

from captionbot.practice.samples.brush import (
    HEIGHT,
    WIDTH,
    Canvas,
    Colour,
    Spot,
    box,
    curve,
    faded,
    framed,
    ink,
    mixed,
    moved,
    oval,
    ribbon,
    way,
)

BLACK, WHITE, CHROME, CHROME_DARK = ink("#22252c"), ink("#f6f4ec"), ink("#dfe6ea"), ink("#77828c")
GLASS, NAVY, SKIN, HAIR = ink("#9cc4cf"), ink("#22335c"), ink("#c98f66"), ink("#2c1a10")
DUCK, DUCK_DARK, DUCK_LIT = ink("#8a623c"), ink("#5a3d22"), ink("#b88b5c")
DOWN, DOWN_DARK, BILL = ink("#ffd84f"), ink("#d99a1e"), ink("#f08a24")
ROAD, LINE = ink("#7a7d82"), ink("#eeeae0")
MIDDLE, CROSSING = 860.0, 905.0


def draw() -> Image.Image:
    """Draw it, in the colours of a slide of 1958."""
    canvas = Canvas(3)
    _morning(canvas)
    _road(canvas)
    _car(canvas)
    _officer(canvas)
    _beams(canvas)
    _family(canvas)
    old = faded(canvas.finished(grain=6, dark_edges=0.28), ink("#1d2230"), ink("#fff6dc"), colour=0.86)
    return framed(old, ink("#f7f3e8"))


def _morning(canvas: Canvas) -> None:
    canvas.fade(ink("#8ec5d6"), ink("#fdf0c9"), box(0, 0, WIDTH, 560))
    canvas.light((300, 330), 520, 420, ink("#ffe9a3"), 0.8)
    for left, top, size in ((180, 120, 1.0), (1180, 90, 1.3), (760, 160, 0.7)):
        for across, down, radius in ((0, 0, 42), (52, -16, 54), (110, 4, 40), (52, 14, 46)):
            canvas.fill(
                oval((left + across * size, top + down * size), radius * size * 1.3, radius * size * 0.7),
                ink("#fbf6e6"),
                1.0,
                2,
            )
    canvas.fill(
        curve(way("0,440 260,380 560,430 900,390 1250,425 1600,370 1600,620 0,620")),
        ink("#8fb08f"),
    )
    canvas.fade(ink("#7fa45f"), ink("#5d8147"), box(0, 500, WIDTH, HEIGHT))
    for x, foot, size in (
        (110, 560, 1.5),
        (330, 530, 1.0),
        (470, 515, 0.7),
        (1250, 520, 0.8),
        (1420, 545, 1.2),
        (1565, 570, 1.7),
    ):
        _tree(canvas, (x, foot), size)


def _tree(canvas: Canvas, foot: Spot, size: float) -> None:
    x, y = foot
    canvas.fill(oval((x + 30 * size, y + 4), 90 * size, 14 * size), BLACK, 0.22, 4)
    canvas.fill(box(x - 10 * size, y - 135 * size, x + 10 * size, y), ink("#5c4431"))
    for across, down, radius, share in (
        (0, -190, 86, 0.0),
        (-52, -150, 62, 0.15),
        (54, -150, 64, 0.1),
        (-18, -215, 54, 0.35),
    ):
        colour = mixed(ink("#3f7048"), ink("#9cc06a"), share)
        canvas.fill(oval((x + across * size, y + down * size), radius * size, radius * size * 0.9), colour)


def _road(canvas: Canvas) -> None:
    canvas.fill([(740, 500), (960, 500), (1750, HEIGHT), (-60, HEIGHT)], ROAD)
    canvas.fill([(740, 500), (752, 500), (10, HEIGHT), (-60, HEIGHT)], ink("#c9c2b1"))
    canvas.fill([(948, 500), (960, 500), (1750, HEIGHT), (1680, HEIGHT)], ink("#c9c2b1"))
    for number in range(-6, 7):
        top, bottom = 830.0, 1000.0
        left, right = number * 118.0 - 32, number * 118.0 + 32
        shape = [(_away(x, y), y) for x, y in ((left, top), (right, top), (right, bottom), (left, bottom))]
        canvas.fill(shape, LINE, 0.9)


def _away(x: float, y: float) -> float:
    """Give where a stripe ``x`` from the middle stands at the height ``y`` of a road that runs to the horizon."""
    return MIDDLE + x * (y - 440) / 480


def _car(canvas: Canvas) -> None:
    canvas.fill(oval((MIDDLE, 806), 400, 40), BLACK, 0.5, 12)
    for side in (-1, 1):
        canvas.fill(box(*_sides(MIDDLE + side * 205, 700, MIDDLE + side * 300, 815)), ink("#15161a"))
    canvas.fill(curve(way("590,470 640,330 700,296 860,288 1020,296 1080,330 1130,470")), WHITE)
    canvas.fill(curve(way("640,466 676,356 720,330 860,324 1000,330 1044,356 1080,466")), GLASS)
    canvas.fill(way("700,470 800,326 850,326 760,470"), WHITE, 0.28)
    canvas.fill(box(854, 322, 866, 470), WHITE)
    canvas.fill(
        curve(way("500,560 520,490 620,452 860,440 1100,452 1200,490 1220,560 1226,700 1180,752 540,752 494,700")),
        BLACK,
    )
    canvas.fill(curve(way("640,470 860,452 1080,470 1040,560 860,580 680,560")), ink("#4a505c"), 0.7, 8)
    canvas.fill(curve(way("676,474 860,460 960,466 900,490 760,496")), WHITE, 0.35, 8)
    _front(canvas)
    canvas.fill(curve(way("818,292 824,250 860,236 896,250 902,292")), ink("#d8342c"))
    canvas.fill(curve(way("832,286 838,258 852,250 846,286")), WHITE, 0.6)
    canvas.fill(box(806, 286, 914, 300), CHROME_DARK)
    canvas.light((860, 262), 160, 110, ink("#ff5a48"), 0.55)


def _sides(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    """Put a rectangle's sides in order, whichever way it was measured."""
    return min(left, right), top, max(left, right), bottom


def _front(canvas: Canvas) -> None:
    canvas.fill(
        curve(way("660,600 690,576 860,566 1030,576 1060,600 1048,668 1010,690 710,690 672,668")),
        CHROME,
    )
    canvas.fill(
        curve(way("684,608 710,592 860,584 1010,592 1036,608 1026,658 996,674 724,674 694,658")),
        BLACK,
    )
    for number in range(11):
        bar = 710 + number * 30
        canvas.fill(box(bar - 5, 594, bar + 5, 672), CHROME)
    canvas.fill(oval((MIDDLE, 560), 54, 44), CHROME)
    canvas.fill(oval((MIDDLE, 560), 44, 35), NAVY)
    _star(canvas, (MIDDLE, 560), 25)
    for side in (-1, 1):
        x = MIDDLE + side * 272
        canvas.fill(oval((x, 592), 66, 66), CHROME)
        canvas.fill(oval((x, 592), 54, 54), ink("#fff3c4"))
        canvas.fill(oval((x - 14, 576), 18, 16), WHITE)
        canvas.fill(oval((x, 690), 26, 15), ink("#f0a640"))
    canvas.fade(
        CHROME,
        CHROME_DARK,
        curve(way("480,722 520,706 860,700 1200,706 1240,722 1234,764 1190,776 860,780 530,776 486,764")),
    )
    for side in (-1, 1):
        canvas.fill(oval((MIDDLE + side * 150, 738), 22, 34), CHROME)
    canvas.fill(box(790, 716, 930, 766), ink("#f2e7c0"))
    canvas.word("QUACK 1", (MIDDLE, 741), 30, NAVY)


def _star(canvas: Canvas, centre: Spot, radius: float) -> None:
    """Draw the badge on the bonnet: a sheriff's star."""
    turn = [oval(centre, size, size) for size in (radius, radius * 0.45)]
    spots = [turn[step % 2][(step * 64 // 10 - 16) % 64] for step in range(10)]
    canvas.fill(spots, ink("#f3cf62"))


def _officer(canvas: Canvas) -> None:
    x = 985.0
    canvas.fill(curve(way("906,462 920,430 960,418 1010,418 1046,432 1062,462")), NAVY)
    canvas.fill(box(x - 12, 402, x + 12, 428), mixed(SKIN, HAIR, 0.2))
    canvas.fill(oval((x, 384), 30, 34), SKIN)
    canvas.fill(curve(way("948,372 950,350 985,340 1020,350 1022,372 985,362")), NAVY)
    canvas.fill(curve(way("952,370 985,360 1018,370 985,378")), BLACK)
    canvas.fill(oval((x, 353), 7, 7), ink("#f3cf62"))
    for side in (-1, 1):
        canvas.line([(x + side * 13 - 6, 386), (x + side * 13 + 6, 387)], HAIR, 3)
    canvas.line(curve([(974, 404), (985, 407), (998, 403)], closed=False), HAIR, 3)
    canvas.fill(ribbon([(940, 466), (936, 436), (958, 410)], [26, 24, 18]), NAVY)
    canvas.fill(oval((961, 405), 14, 12), SKIN)
    canvas.line(curve(way("912,466 946,440 1006,436 1052,466"), closed=False), ink("#3a2c22"), 9)


def _beams(canvas: Canvas) -> None:
    for side in (-1, 1):
        x = MIDDLE + side * 272
        canvas.light((x, 592), 190, 170, ink("#ffe9a0"), 0.75)
        canvas.light((x, 850), 260, 90, ink("#fff0b8"), 0.5)


def _family(canvas: Canvas) -> None:
    _mother(canvas, (1130, CROSSING))
    places = ((950, 8, ""), (838, -6, ""), (722, 10, ""), (610, -4, "hops"), (490, 8, ""), (236, 20, "looks"))
    for x, down, does in places:
        _duckling(canvas, (x, CROSSING + 28 + down), hop=does == "hops", looking=does == "looks")


def _mother(canvas: Canvas, at: Spot) -> None:
    def put(spots: list[Spot], colour: Colour, alpha: float = 1.0, blur: float = 0.0) -> None:
        canvas.fill(moved(spots, at, 1.5), colour, alpha, blur)

    put(oval((6, 46), 82, 11), BLACK, 0.35, 6)
    for foot in (-14, 22):
        put(ribbon([(foot, 14), (foot + 2, 42)], [8, 6]), BILL)
        put(curve(way("-6,40 22,44 18,50 -10,49", (foot, 0))), BILL)
    put(
        curve(way("-84,-34 -112,-46 -96,-22 -66,8 -20,26 34,22 62,-4 60,-34 20,-48 -40,-44")),
        DUCK,
    )
    put(curve(way("30,-20 44,-64 44,-96 72,-104 78,-74 76,-30 60,6")), DUCK)
    put(oval((62, -104), 29, 26), DUCK)
    put(curve(way("36,-112 56,-132 84,-122 88,-108 62,-110")), DUCK_DARK)
    put(curve(way("86,-114 120,-106 124,-98 104,-92 84,-92")), BILL)
    put(oval((70, -110), 5, 6), BLACK)
    put(oval((72, -112), 1.8, 2), WHITE)
    put(curve(way("-62,-32 -10,-40 30,-26 16,4 -30,12 -70,-4 -88,-24")), DUCK_DARK, 0.9)
    put(curve(way("-52,-26 -8,-32 16,-22 0,-8 -34,-4")), DUCK_LIT, 0.8)
    put(curve(way("-30,0 2,-6 -4,6 -26,10")), ink("#3d5fa8"))
    put(curve(way("46,-80 78,-82 79,-74 47,-70")), WHITE, 0.85)


def _duckling(canvas: Canvas, at: Spot, *, hop: bool, looking: bool) -> None:
    lifted = (at[0], at[1] - (22 if hop else 0))

    def put(spots: list[Spot], colour: Colour, alpha: float = 1.0, blur: float = 0.0) -> None:
        canvas.fill(moved(spots, lifted, 0.95, flip=looking), colour, alpha, blur)

    canvas.fill(oval((at[0], at[1] + 38), 34 if hop else 44, 6), BLACK, 0.3, 4)
    for foot in (-10, 12):
        put(ribbon([(foot, 16), (foot + 1, 36)], [6, 5]), BILL)
        put(curve(way("-4,34 14,37 12,41 -6,41", (foot, 0))), BILL)
    put(curve(way("-44,-22 -56,-28 -48,-8 -26,16 10,20 34,6 36,-16 10,-26 -22,-24")), DOWN)
    put(oval((26, -42), 26, 25), DOWN)
    put(curve(way("16,-64 20,-78 28,-66 34,-76 34,-62")), DOWN)
    put(curve(way("46,-50 68,-44 68,-38 46,-34")), BILL)
    put(oval((33, -46), 4, 5), BLACK)
    put(oval((34.5, -48), 1.4, 1.6), WHITE)
    put(curve(way("-26,-12 4,-14 12,-2 -8,8 -28,2")), DOWN_DARK, 0.75)
