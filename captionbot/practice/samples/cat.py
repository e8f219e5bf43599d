"""A cat asleep on a library's card catalogue, above the drawer that says CAT."""

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
    oval,
    ribbon,
    way,
)

OAK, OAK_DARK, OAK_LIT, GAP = ink("#8a5227"), ink("#57300f"), ink("#b97a3f"), ink("#2c1708")
BRASS, BRASS_LIT, CARD = ink("#b8892e"), ink("#f0d080"), ink("#f6ecd0")
FUR, FUR_DARK, FUR_LIT, CREAM = ink("#d9893b"), ink("#a75a1d"), ink("#efb06a"), ink("#fbe9cd")
WALL, WALL_DARK, GREEN, NIGHT = ink("#c8b48d"), ink("#7d6a4a"), ink("#2f6b4f"), ink("#33271a")
TOP = 470.0
ACROSS, ROWS, LEFT, WIDE, HIGH = 7, 4, 60.0, 214.0, 140.0
LABELS = (
    "A-AR", "AS-BA", "BE-BU", "BY-CA", "CAT", "CAU-CO", "CR-DE", "DI-DU", "E-EL", "EM-FI", "FL-GA", "GE-GR", "GU-HE",
    "HI-IN", "IS-KE", "KI-LE", "LI-MA", "ME-MU", "NAP", "NE-OR", "OS-PE", "PI-RA", "RE-RU", "S-SL", "SM-ST", "SU-TE",
    "TI-VA", "VE-Z",
)  # fmt: skip
OPEN = 9


def draw() -> Image.Image:
    """Draw it, in the brown of 1936."""
    canvas = Canvas(5)
    _room(canvas)
    _catalogue(canvas)
    _lamp(canvas, (1345, TOP))
    _books(canvas)
    _tail(canvas)
    _cat(canvas)
    _sunbeam(canvas)
    old = faded(canvas.finished(grain=8, dark_edges=0.42), ink("#20140a"), ink("#fbe8c4"), colour=0.66)
    return framed(old, ink("#efe4cc"))


def _room(canvas: Canvas) -> None:
    canvas.fade(WALL, mixed(WALL, WALL_DARK, 0.5), box(0, 0, WIDTH, 520))
    _window(canvas, 90, 400)
    for left, right in ((560, 960), (1000, 1570)):
        canvas.fill(box(left, 0, right, 300), OAK_DARK)
        for shelf in (0, 150):
            canvas.fill(box(left + 14, shelf + 8, right - 14, shelf + 136), GAP)
            _row_of_books(canvas, left + 18, right - 22, shelf + 136)


def _row_of_books(canvas: Canvas, left: float, right: float, foot: float) -> None:
    at = left
    while at < right - 30:
        width, height = canvas.rng.uniform(15, 33), canvas.rng.uniform(74, 116)
        colour = canvas.rng.choice([ink("#7d2f28"), ink("#34543f"), ink("#384a6b"), ink("#94713a"), ink("#5a4030")])
        canvas.fill(box(at, foot - height, at + width, foot), colour)
        canvas.fill(box(at + 3, foot - height + 14, at + width - 3, foot - height + 19), BRASS_LIT, 0.6)
        at += width + 2


def _window(canvas: Canvas, left: float, right: float) -> None:
    arch = [(left, 470), (left, 170), *oval(((left + right) / 2, 170), (right - left) / 2, 130)[32:], (right, 470)]
    canvas.fill(arch, OAK_DARK)
    middle, inside = (left + right) / 2, (right - left) / 2 - 14
    pane = [(left + 14, 460), (left + 14, 172), *oval((middle, 172), inside, 116)[32:], (right - 14, 460)]
    canvas.fade(ink("#fff7dd"), ink("#f6dfa2"), pane)
    canvas.fill(box(middle - 5, 56, middle + 5, 462), OAK_DARK)
    for bar in (172, 268, 364):
        canvas.fill(box(left + 10, bar - 4, right - 10, bar + 4), OAK_DARK)


def _catalogue(canvas: Canvas) -> None:
    canvas.fill(box(0, TOP + 26, WIDTH, HEIGHT), GAP)
    canvas.fade(OAK, OAK_DARK, box(30, TOP + 20, WIDTH - 30, HEIGHT))
    for number in range(ACROSS * ROWS):
        row, column = divmod(number, ACROSS)
        if number != OPEN:
            _drawer(canvas, (LEFT + column * WIDE, TOP + 46 + row * HIGH), number)
    row, column = divmod(OPEN, ACROSS)
    _open_drawer(canvas, (LEFT + column * WIDE, TOP + 46 + row * HIGH))
    canvas.fade(OAK_LIT, OAK, box(0, TOP - 6, WIDTH, TOP + 26))
    canvas.fill(box(0, TOP + 26, WIDTH, TOP + 44), GAP, 0.5, 5)


def _drawer(canvas: Canvas, at: Spot, number: int) -> None:
    x, y = at
    shade = canvas.rng.uniform(0, 0.28)
    canvas.fill(box(x, y, x + WIDE - 8, y + HIGH - 8), GAP)
    canvas.fade(
        mixed(OAK_LIT, OAK, shade + 0.2), mixed(OAK, OAK_DARK, shade), box(x + 5, y + 5, x + WIDE - 13, y + HIGH - 13)
    )
    for _ in range(4):
        level = y + canvas.rng.uniform(14, HIGH - 22)
        grain = [(x + 10, level), (x + WIDE / 2, level + canvas.rng.uniform(-5, 5)), (x + WIDE - 18, level)]
        canvas.line(curve(grain, closed=False), OAK_DARK, 1.5, 0.35)
    _front(canvas, (x + (WIDE - 8) / 2, y), LABELS[number])


def _front(canvas: Canvas, at: Spot, label: str) -> None:
    """Draw a drawer's label and its pull."""
    x, y = at
    canvas.fill(box(x - 52, y + 20, x + 52, y + 62), BRASS)
    canvas.fill(box(x - 46, y + 25, x + 46, y + 57), CARD)
    canvas.word(label, (x, y + 41), 21, NIGHT)
    canvas.fill(oval((x, y + 100), 25, 9), GAP, 0.5, 3)
    canvas.fill(
        curve(way("-24,82 0,76 24,82 16,98 0,102 -16,98", (x, y))),
        BRASS,
    )
    canvas.fill(curve(way("-16,83 0,79 14,83 0,87", (x, y))), BRASS_LIT)


def _open_drawer(canvas: Canvas, at: Spot) -> None:
    x, y = at
    canvas.fill(box(x - 2, y, x + WIDE - 6, y + HIGH - 4), GAP)
    for number in range(9):
        top = y + 12 + number * 7
        canvas.fill(box(x + 14, top, x + WIDE - 22, y + 90), mixed(CARD, OAK_DARK, 0.55 - number * 0.06))
    canvas.fill(way("62,-24 150,-34 156,60 60,64", (x, y)), CARD)
    for line in range(4):
        canvas.line([(x + 74, y - 8 + line * 15), (x + 140, y - 14 + line * 15)], NIGHT, 2, 0.5)
    canvas.fill(box(x - 14, y + 80, x + WIDE + 8, y + 222), GAP, 0.55, 8)
    canvas.fade(OAK_LIT, OAK, box(x - 12, y + 64, x + WIDE + 4, y + 208))
    _front(canvas, (x + (WIDE - 8) / 2, y + 78), LABELS[OPEN])


def _lamp(canvas: Canvas, foot: Spot) -> None:
    x, y = foot
    canvas.light((x - 10, y - 130), 330, 260, ink("#ffdf8f"), 0.55)
    canvas.fill(oval((x, y - 4), 66, 14), GAP, 0.5, 5)
    canvas.fill(curve(way("-54,0 -40,-18 0,-26 40,-18 54,0", (x, y))), BRASS)
    canvas.fill(box(x - 6, y - 180, x + 6, y - 20), BRASS)
    canvas.fill(box(x - 3, y - 180, x, y - 20), BRASS_LIT)
    canvas.fill(
        curve(way("-120,-150 -108,-196 -60,-222 60,-222 108,-196 120,-150", (x, y))),
        GREEN,
    )
    canvas.fill(
        curve(way("-96,-186 -50,-210 30,-212 -20,-198 -70,-178", (x, y))),
        ink("#8fd0a8"),
        0.7,
        3,
    )
    canvas.fill(box(x - 112, y - 158, x + 112, y - 150), ink("#fff2bf"))
    canvas.line([(x + 50, y - 150), (x + 50, y - 112)], BRASS_LIT, 3)
    canvas.fill(oval((x + 50, y - 108), 5, 6), BRASS)


def _books(canvas: Canvas) -> None:
    for top, left, right, colour in (
        (436, 1035, 1225, "#6b2a26"),
        (402, 1050, 1210, "#2f4a3d"),
        (372, 1042, 1190, "#8f6c2f"),
    ):
        canvas.fill(box(left, top, right, top + 34), ink(colour))
        canvas.fill(box(left + 14, top + 5, right, top + 29), CARD)
        canvas.fill(box(left, top, left + 22, top + 34), ink(colour))
    canvas.line([(1080, 364), (1130, 352)], NIGHT, 4)
    for side in (1094, 1146):
        canvas.line(oval((side, 356), 20, 13), NIGHT, 4)


def _tail(canvas: Canvas) -> None:
    spine = way("880,470 930,500 952,570 938,650 946,716 986,736")
    canvas.fill(ribbon([(x + 10, y + 8) for x, y in spine], [50, 46, 42, 38, 34, 22]), GAP, 0.45, 6)
    canvas.fill(ribbon(spine, [54, 48, 42, 38, 34, 22]), FUR)
    for place in (1, 2, 3, 4):
        x, y = spine[place]
        canvas.fill(ribbon([(x - 26, y + 4), (x, y), (x + 26, y - 6)], [9, 13, 9]), FUR_DARK, 0.75)
    canvas.fill(oval(spine[-1], 13, 11), CREAM)


def _cat(canvas: Canvas) -> None:
    canvas.fill(oval((720, TOP + 2), 270, 22), GAP, 0.55, 8)
    body = way("478,470 462,420 486,352 560,300 680,276 800,290 886,350 918,420 904,474 700,482")
    canvas.fill(curve(body), FUR)
    canvas.fill(curve(way("560,312 680,284 800,300 860,350 760,322 640,318")), FUR_LIT, 0.7, 9)
    for x, lean in ((650, -8), (712, 0), (774, 8), (834, 18)):
        stripe = [(x, 282 + abs(lean)), (x + lean, 330), (x + lean * 2, 372)]
        canvas.fill(ribbon(stripe, [22, 16, 4]), FUR_DARK, 0.8)
    canvas.fill(curve(way("800,400 870,380 916,430 900,474 800,478 760,450")), FUR_DARK, 0.3, 8)
    canvas.line(curve(way("770,470 790,410 850,392 894,420"), closed=False), FUR_DARK, 5, 0.6)
    for paw in (500, 590):
        canvas.fill(curve(way("-42,474 -44,448 0,436 42,448 42,474 0,482", (paw, 0))), CREAM)
        for toe in (-14, 12):
            canvas.line([(paw + toe, 460), (paw + toe, 476)], FUR_DARK, 3, 0.6)
    _face(canvas, (560, 372))


def _face(canvas: Canvas, at: Spot) -> None:
    x, y = at

    def put(spots: list[Spot], colour: Colour, alpha: float = 1.0) -> None:
        canvas.fill([(x + across, y + down) for across, down in spots], colour, alpha)

    for side in (-1, 1):
        put([(side * 34, -58), (side * 92, -126), (side * 104, -20)], FUR)
        put([(side * 52, -64), (side * 86, -104), (side * 94, -40)], ink("#c98a78"))
    put(curve(way("-108,10 -92,-58 0,-84 92,-58 108,10 70,66 0,82 -70,66")), FUR)
    put(curve(way("-48,46 -26,6 0,-8 26,6 48,46 0,78")), CREAM)
    for side in (-1, 0, 1):
        put(ribbon([(side * 24, -78), (side * 20, -56), (side * 15, -34)], [13, 10, 4]), FUR_DARK, 0.85)
    for side in (-1, 1):
        put(ribbon([(side * 104, 6), (side * 82, 4), (side * 66, 8)], [10, 8, 3]), FUR_DARK, 0.8)
        put(ribbon([(side * 98, 32), (side * 80, 26), (side * 66, 26)], [9, 7, 3]), FUR_DARK, 0.8)
        lid = curve([(side * 66, -8), (side * 46, 6), (side * 24, -4)], closed=False)
        canvas.line([(x + across, y + down) for across, down in lid], NIGHT, 6)
        mouth = curve([(0, 40), (side * 12, 52), (side * 28, 48)], closed=False)
        canvas.line([(x + across, y + down) for across, down in mouth], NIGHT, 4)
        for rise in (-10, 4, 18):
            whisker = curve(
                [(side * 44, 36 + rise / 3), (side * 96, 30 + rise), (side * 142, 34 + rise * 1.8)], closed=False
            )
            canvas.line([(x + across, y + down) for across, down in whisker], CREAM, 2, 0.8)
    put(curve([(-13, 20), (13, 20), (0, 36)]), ink("#b5605a"))


def _sunbeam(canvas: Canvas) -> None:
    canvas.fill(way("110,110 380,90 1010,490 560,500"), ink("#fff0bd"), 0.16, 14)
    canvas.fill(way("110,250 380,230 760,490 420,500"), ink("#fff0bd"), 0.16, 14)
    canvas.light((250, 240), 420, 360, ink("#ffedb5"), 0.5)
    canvas.light((620, 380), 420, 240, ink("#ffd98c"), 0.22)
    for _ in range(70):
        x, share = canvas.rng.uniform(300, 900), canvas.rng.random()
        canvas.fill(oval((x, 120 + (x - 300) * 0.5 + share * 170), 2.4, 2.4), ink("#fff7dc"), 0.7, 0.6)
