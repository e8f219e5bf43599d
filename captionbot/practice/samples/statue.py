"""A bronze general in a park, pointing the way, with a traffic cone on his head."""

from PIL import Image

from captionbot.practice.samples.brush import (
    HEIGHT,
    WIDTH,
    Canvas,
    Colour,
    Path,
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

BRONZE, BRONZE_DARK, BRONZE_LIT = ink("#4f8377"), ink("#27463f"), ink("#9ccbb8")
STONE, STONE_DARK, STONE_LIT = ink("#b9b2a3"), ink("#7f786a"), ink("#dcd6c8")
ORANGE, ORANGE_DARK, WHITE = ink("#ff7a1f"), ink("#c94f0c"), ink("#fbf7ec")
NAVY, SKIN, NIGHT, GREY = ink("#25365e"), ink("#d79f78"), ink("#241f1c"), ink("#8a8f9c")
X = 640.0
"""Where the General stands."""


def draw() -> Image.Image:
    """Draw it, in the colours of a picture taken on an October morning of 1999."""
    canvas = Canvas(11)
    _park(canvas)
    canvas.lowered = 48
    _plinth(canvas)
    _general(canvas)
    _head(canvas)
    _cone(canvas)
    _pigeon(canvas, (X + 352, 330), 1.0, flip=True)
    _pigeon(canvas, (X + 262, 350), 0.9, flip=False)
    canvas.lowered = 0
    _pigeon(canvas, (330, 985), 1.1, flip=False)
    _officer(canvas)
    _leaves(canvas)
    canvas.light((250, 120), 700, 560, ink("#ffdf9a"), 0.55)
    old = faded(canvas.finished(grain=5, dark_edges=0.25), ink("#18202b"), ink("#fff8e6"), colour=0.9)
    return framed(old, ink("#fbfaf5"))


def _park(canvas: Canvas) -> None:
    canvas.fade(ink("#5fa0cf"), ink("#f6e3bd"), box(0, 0, WIDTH, 760))
    _hall(canvas)
    for left, foot, size, share in (
        (60, 760, 1.5, 0.0),
        (300, 745, 1.0, 0.5),
        (1180, 750, 0.9, 0.3),
        (1545, 770, 1.6, 0.8),
    ):
        _tree(canvas, (left, foot), size, share)
    canvas.fade(ink("#86a556"), ink("#4f7a3a"), box(0, 730, WIDTH, HEIGHT))
    canvas.fade(ink("#d9c9a5"), ink("#bda97f"), [(560, 760), (760, 760), (1300, HEIGHT), (60, HEIGHT)])


def _hall(canvas: Canvas) -> None:
    canvas.fill(box(820, 430, 1440, 740), ink("#e3d6bb"))
    canvas.fill([(800, 430), (1130, 320), (1460, 430)], ink("#cdbd9d"))
    canvas.fill([(850, 424), (1130, 336), (1410, 424)], ink("#e9dec7"))
    for number in range(7):
        left = 850 + number * 88
        canvas.fill(box(left + 30, 470, left + 60, 700), ink("#8b8577"))
        canvas.fade(ink("#fbf4e2"), ink("#cabb9b"), box(left, 446, left + 30, 720), sideways=True)
    canvas.fill(box(820, 716, 1440, 742), ink("#cdbd9d"))


def _tree(canvas: Canvas, foot: Spot, size: float, share: float) -> None:
    x, y = foot
    canvas.fill(box(x - 13 * size, y - 190 * size, x + 13 * size, y), ink("#5a4330"))
    for across, down, radius, warm in (
        (0, -270, 112, 0.2),
        (-76, -205, 84, 0.0),
        (78, -205, 86, 0.5),
        (-20, -320, 70, 0.8),
        (40, -270, 60, 1.0),
    ):
        gold = mixed(ink("#b5562a"), ink("#eeb23f"), min(1.0, share * 0.6 + warm * 0.5))
        canvas.fill(oval((x + across * size, y + down * size), radius * size, radius * size * 0.92), gold)


def _plinth(canvas: Canvas) -> None:
    canvas.fill(oval((X + 90, 978), 380, 36), NIGHT, 0.35, 14)
    canvas.fade(STONE_LIT, STONE_DARK, box(X - 190, 900, X + 190, 985), sideways=True)
    canvas.fade(STONE_LIT, STONE, box(X - 150, 720, X + 150, 905), sideways=True)
    canvas.fade(STONE_LIT, STONE_DARK, box(X - 175, 690, X + 175, 726), sideways=True)
    canvas.fill(box(X - 150, 726, X + 150, 740), NIGHT, 0.3, 5)
    canvas.fade(BRONZE_LIT, BRONZE, box(X - 112, 764, X + 112, 874))
    canvas.fill(box(X - 106, 770, X + 106, 868), BRONZE_DARK)
    canvas.word("GENERAL", (X, 798), 27, BRONZE_LIT)
    canvas.word("A. T. EASE", (X, 836), 34, BRONZE_LIT)


def _general(canvas: Canvas) -> None:
    for side in (-1, 1):
        canvas.fill(
            ribbon([(X + side * 40, 500), (X + side * 48, 590), (X + side * 46, 660)], [74, 56, 50]), BRONZE_DARK
        )
        canvas.fill(
            curve(
                [
                    (X + side * 46 - 30, 690),
                    (X + side * 46 - 26, 650),
                    (X + side * 46 + 24, 650),
                    (X + side * 46 + 46, 676),
                    (X + side * 46 + 48, 692),
                ]
            ),
            BRONZE_DARK,
        )
    canvas.line([(X - 96, 470), (X - 150, 686)], BRONZE_DARK, 13)
    canvas.line([(X - 92, 470), (X - 146, 686)], BRONZE_LIT, 3, 0.7)
    coat = way("-92,300 -104,400 -92,480 -128,610 -60,628 0,596 62,628 128,608", (X, 0))
    coat += way("92,480 104,400 96,300 50,262 -46,262", (X, 0))
    canvas.fill(curve(coat), BRONZE)
    canvas.fill(
        curve(way("40,280 96,310 100,420 88,500 120,600 60,618 44,480", (X, 0))),
        BRONZE_DARK,
        0.75,
        10,
    )
    canvas.fill(curve(way("-84,310 -60,290 -62,420 -78,470 -96,400", (X, 0))), BRONZE_LIT, 0.8, 7)
    canvas.fill(box(X - 92, 466, X + 92, 492), BRONZE_DARK)
    canvas.fill(box(X - 18, 462, X + 18, 496), BRONZE_LIT)
    for row in range(4):
        for side in (-1, 1):
            canvas.fill(oval((X + side * 26, 318 + row * 40), 8, 8), BRONZE_LIT)
    canvas.line(curve([(X - 70, 290), (X + 10, 390), (X + 84, 468)], closed=False), BRONZE_DARK, 18, 0.6)
    _arms(canvas)
    _epaulettes(canvas)


def _epaulettes(canvas: Canvas) -> None:
    for side in (-1, 1):
        canvas.fill(curve(way("52,282 96,276 118,304 60,308", (X, 0), side)), BRONZE_LIT)
        for fringe in range(5):
            x = X + side * (66 + fringe * 12)
            canvas.line([(x, 304), (x + side * 3, 326)], BRONZE_DARK, 4)


def _arms(canvas: Canvas) -> None:
    canvas.fill(ribbon([(X - 84, 310), (X - 138, 390), (X - 100, 462)], [58, 50, 38]), BRONZE)
    canvas.fill(ribbon([(X - 104, 330), (X - 150, 390), (X - 122, 440)], [12, 14, 8]), BRONZE_LIT, 0.7, 3)
    canvas.fill(oval((X - 98, 466), 22, 18), BRONZE)
    canvas.fill(ribbon([(X + 84, 312), (X + 190, 356), (X + 296, 372)], [60, 52, 42]), BRONZE)
    canvas.fill(ribbon([(X + 100, 300), (X + 190, 338), (X + 290, 356)], [8, 10, 8]), BRONZE_LIT, 0.9, 2)
    canvas.fill(ribbon([(X + 292, 350), (X + 300, 396)], [34, 34]), BRONZE_LIT)
    canvas.fill(curve(way("300,352 350,350 360,372 344,392 304,394", (X, 0))), BRONZE)
    canvas.fill(ribbon([(X + 344, 362), (X + 384, 360), (X + 418, 362)], [18, 16, 13]), BRONZE)
    canvas.line([(X + 346, 376), (X + 362, 380)], BRONZE_DARK, 4)


def _head(canvas: Canvas) -> None:
    canvas.fill(box(X - 30, 226, X + 30, 280), BRONZE_DARK)
    canvas.fill(curve(way("-40,262 0,248 40,262 30,286 -30,286", (X, 0))), BRONZE_LIT)
    canvas.fill(
        curve(way("-62,160 -58,216 -34,252 4,262 40,248 62,208 64,150 0,128", (X, 0))),
        BRONZE,
    )
    canvas.fill(curve(way("-62,166 -54,226 -38,240 -46,180", (X, 0))), BRONZE_LIT, 0.8, 4)
    canvas.fill(curve(way("14,176 36,204 34,214 8,214 4,204", (X, 0))), BRONZE_LIT)
    canvas.fill(
        curve(way("10,212 60,214 76,232 40,234 16,226 -14,236 -50,240 -30,220", (X, 0))),
        BRONZE_DARK,
    )
    for across in (-20, 38):
        canvas.line([(X + across - 14, 172), (X + across + 12, 168)], BRONZE_DARK, 7)
        canvas.fill(oval((X + across, 184), 8, 6), BRONZE_DARK)
        canvas.fill(oval((X + across + 2, 182), 3, 2.5), BRONZE_LIT)
    canvas.fill(curve(way("-66,174 -78,196 -66,216 -58,200", (X, 0))), BRONZE)


def _cone(canvas: Canvas) -> None:
    lean = 12
    canvas.fill(curve(way("-66,160 0,174 68,154 60,142 -60,146", (X, 0))), NIGHT, 0.4, 5)
    cone = [(X - 60, 146), (X + 60, 138), (X + 26 + lean, -20), (X + 2 + lean, -20)]
    canvas.fill(cone, ORANGE)
    for low, high in ((0.22, 0.42), (0.58, 0.74)):
        canvas.fill(_band(cone, low, high), WHITE)
    canvas.fill([(X + 24, 140), (X + 60, 138), (X + 26 + lean, -20), (X + 18 + lean, -20)], ORANGE_DARK, 0.55)
    canvas.fill([(X - 44, 145), (X - 28, 144), (X + 10 + lean, -16), (X + 6 + lean, -16)], WHITE, 0.35)
    canvas.fill(oval((X + 14 + lean, -20), 12, 5), ORANGE_DARK)
    canvas.fill(curve(way("-92,158 -84,142 0,136 86,132 96,146 0,160", (X, 0))), ORANGE)
    canvas.fill(curve(way("-92,160 0,158 96,147 92,158 0,170 -88,168", (X, 0))), ORANGE_DARK)


def _band(cone: Path, low: float, high: float) -> list[Spot]:
    """Cut a stripe out of the cone, by its share of the height."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = cone
    sides = [((ax, ay), (dx, dy)), ((bx, by), (cx, cy))]
    left, right = ([(x + (u - x) * share, y + (v - y) * share) for share in (low, high)] for (x, y), (u, v) in sides)
    return [left[0], right[0], right[1], left[1]]


def _pigeon(canvas: Canvas, at: Spot, size: float, *, flip: bool) -> None:
    def put(spots: list[Spot], colour: Colour) -> None:
        canvas.fill(moved(spots, at, size, flip=flip), colour)

    for foot in (-4, 10):
        put(ribbon([(foot, 10), (foot, 28)], [4, 4]), ink("#c8586a"))
    put(curve(way("-62,6 -70,14 -36,16 -4,18 24,8 32,-14 10,-26 -20,-18")), GREY)
    put(curve(way("8,-14 14,-44 32,-52 44,-40 38,-18 28,0")), ink("#5d6f7d"))
    put(curve(way("12,-22 36,-24 36,-10 20,-6")), ink("#5f8f7a"))
    put(curve([(44, -44), (58, -38), (44, -35)]), ink("#e0b060"))
    put(oval((36, -42), 3.4, 3.4), ink("#f09a3a"))
    put(oval((36, -42), 1.6, 1.6), NIGHT)
    put(curve(way("-52,4 -10,-14 8,-6 -6,8 -40,12")), ink("#6c7280"))


def _officer(canvas: Canvas) -> None:
    """Draw the officer from behind, cap pushed back, taking it all down."""
    x, foot = 1190.0, 1040.0
    canvas.fill(oval((x + 30, foot), 130, 18), NIGHT, 0.4, 8)
    for side in (-1, 1):
        canvas.fill(
            ribbon([(x + side * 30, 830), (x + side * 36, 930), (x + side * 36, 1020)], [72, 58, 50]),
            mixed(NAVY, NIGHT, 0.45),
        )
        canvas.fill(
            curve(
                [
                    (x + side * 36 - 28, foot),
                    (x + side * 36 - 24, foot - 28),
                    (x + side * 36 + 24, foot - 28),
                    (x + side * 36 + 30, foot),
                ]
            ),
            NIGHT,
        )
    canvas.fill(
        curve(way("-80,640 -88,740 -72,860 0,872 72,860 88,740 80,640 0,606", (x, 0))),
        NAVY,
    )
    canvas.fill(box(x - 76, 806, x + 76, 834), NIGHT)
    canvas.fill(box(x + 40, 826, x + 66, 880), NIGHT)
    canvas.fill(ribbon([(x + 70, 656), (x + 118, 740), (x + 60, 780)], [52, 46, 36]), mixed(NAVY, WHITE, 0.12))
    canvas.fill(ribbon([(x - 66, 656), (x - 128, 640), (x - 70, 556)], [54, 46, 36]), mixed(NAVY, WHITE, 0.12))
    canvas.fill(box(x - 20, 580, x + 20, 630), mixed(SKIN, NIGHT, 0.15))
    canvas.fill(oval((x, 548), 48, 54), SKIN)
    canvas.fill(
        curve(way("-50,556 -46,520 46,520 50,556 34,590 -34,590", (x, 0))),
        ink("#5b3720"),
    )
    canvas.fill(curve(way("-62,532 -66,500 0,474 66,500 62,532 0,544", (x, 0))), NAVY)
    canvas.line(curve([(x - 60, 530), (x, 542), (x + 60, 530)], closed=False), NIGHT, 10)
    canvas.fill(oval((x - 64, 548), 17, 16), SKIN)
    for side in (-1, 1):
        canvas.fill(oval((x + side * 51, 560), 9, 14), SKIN)


def _leaves(canvas: Canvas) -> None:
    for _ in range(85):
        x, y = canvas.rng.uniform(20, WIDTH - 20), canvas.rng.uniform(800, HEIGHT - 50)
        colour = mixed(ink("#c4502a"), ink("#f1b53c"), canvas.rng.random())
        canvas.fill(oval((x, y), 8, 4, canvas.rng.uniform(0, 180)), colour, 0.9)
