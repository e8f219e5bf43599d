"""A small paintbox on Pillow: smooth shapes, gradients, light, grain. Drawn large and shrunk for soft edges."""

import math
from collections.abc import Sequence
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps

WIDTH, HEIGHT = 1600, 1067
SCALE = 2
STEPS = 10
"""Straight pieces for each stretch of a curve."""

RIM = 179
"""What Pillow's radial gradient has reached halfway along its sides."""

TWO_THROWS = 256 / 24**0.5
"""The standard deviation of the mean of two throws of 0-255."""

Spot = tuple[float, float]
Colour = tuple[int, int, int]
Path = Sequence[Spot]


def ink(words: str) -> Colour:
    """Read a colour written as ``#rrggbb``."""
    return int(words[1:3], 16), int(words[3:5], 16), int(words[5:7], 16)


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """Mix two colours; ``share`` of the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def way(words: str, at: Spot = (0, 0), side: int = 1) -> list[Spot]:
    """Read spots written as ``x,y x,y …``, about ``at``; ``side`` -1 mirrors them."""
    pairs = (word.split(",") for word in words.split())
    return [(at[0] + side * float(x), at[1] + float(y)) for x, y in pairs]


def curve(spots: Path, *, closed: bool = True) -> list[Spot]:
    """Lay a smooth line through every spot (Catmull-Rom)."""
    count = len(spots)
    drawn = []
    for place in range(count if closed else count - 1):
        around = [_at(spots, place + step, closed=closed) for step in (-1, 0, 1, 2)]
        drawn += [_between(around, step / STEPS) for step in range(STEPS)]
    return drawn if closed else [*drawn, spots[-1]]


def _at(spots: Path, place: int, *, closed: bool) -> Spot:
    return spots[place % len(spots)] if closed else spots[min(max(place, 0), len(spots) - 1)]


def _between(around: Sequence[Spot], t: float) -> Spot:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = around
    return _spline(x0, x1, x2, x3, t), _spline(y0, y1, y2, y3, t)


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def moved(spots: Path, to: Spot, size: float = 1.0, *, flip: bool = False) -> list[Spot]:
    """Shrink or grow a drawing about (0, 0), mirror it, and put it at ``to``."""
    side = -size if flip else size
    return [(to[0] + x * side, to[1] + y * size) for x, y in spots]


def oval(centre: Spot, across: float, down: float, turn: float = 0.0) -> list[Spot]:
    """Give an ellipse by its half axes, turned by ``turn`` degrees."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    around = [2 * math.pi * step / 64 for step in range(64)]
    ring = [(across * math.cos(a), down * math.sin(a)) for a in around]
    return [(centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos) for x, y in ring]


def box(left: float, top: float, right: float, bottom: float) -> list[Spot]:
    """Give a rectangle."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def ribbon(spots: Path, widths: Sequence[float]) -> list[Spot]:
    """Give a limb: a band along a line of spots, as wide at each as ``widths`` says."""
    ups, downs = [], []
    for place, ((x, y), width) in enumerate(zip(spots, widths, strict=True)):
        (ax, ay), (bx, by) = spots[max(0, place - 1)], spots[min(len(spots) - 1, place + 1)]
        length = math.hypot(bx - ax, by - ay) or 1.0
        nx, ny = -(by - ay) / length * width / 2, (bx - ax) / length * width / 2
        ups.append((x + nx, y + ny))
        downs.append((x - nx, y - ny))
    return curve(ups, closed=False) + curve(downs[::-1], closed=False)


class Canvas:
    """A picture in the making; spots count in final pixels."""

    def __init__(self, seed: int = 1) -> None:
        """Begin with white paper."""
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), "white")
        self.rng = Random(seed)  # noqa: S311 - the same picture each time
        self.lowered = 0.0
        """How far down everything is put."""

    def fade(self, top: Colour, bottom: Colour, area: Path | None = None, *, sideways: bool = False) -> None:
        """Fill an area (all, without one) with a gradient from top to bottom, or from left to right."""
        spots = self._placed(area or box(0, 0, WIDTH, HEIGHT))
        frame = _frame(spots, 2)
        ramp = Image.linear_gradient("L")
        ramp = (ramp.rotate(90) if sideways else ramp).resize((frame[2] - frame[0], frame[3] - frame[1]))
        self.image.paste(ImageOps.colorize(ramp, top, bottom), frame[:2], _mask(spots, frame))

    def fill(self, spots: Path, colour: Colour, alpha: float = 1.0, blur: float = 0.0) -> None:
        """Fill a shape with one colour, see-through or blurred where asked."""
        placed = self._placed(spots)
        frame = _frame(placed, blur * 3 * SCALE + 2)
        self.image.paste(colour, frame, _softened(_mask(placed, frame), blur, alpha))

    def line(self, spots: Path, colour: Colour, width: float, alpha: float = 1.0) -> None:
        """Draw a line with round ends."""
        placed, radius = self._placed(spots), width * SCALE / 2
        frame = _frame(placed, width * SCALE + 2)
        mask = Image.new("L", (frame[2] - frame[0], frame[3] - frame[1]))
        draw = ImageDraw.Draw(mask)
        inner = [(x - frame[0], y - frame[1]) for x, y in placed]
        draw.line(inner, 255, round(width * SCALE), "curve")
        for x, y in (inner[0], inner[-1]):
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), 255)
        self.image.paste(colour, frame, _softened(mask, 0, alpha))

    def light(self, centre: Spot, across: float, down: float, colour: Colour, strength: float = 1.0) -> None:
        """Let light fall: brightest in the middle, nothing at the rim."""
        left, top = round((centre[0] - across) * SCALE), round((centre[1] - down) * SCALE)
        size = round(across * 2 * SCALE), round(down * 2 * SCALE)
        glow = Image.radial_gradient("L").resize(size)
        glow = glow.point(lambda level: int(max(0.0, 1 - level / RIM) ** 1.6 * 255 * strength))
        lit = Image.merge("RGB", [glow.point(lambda level, part=part: level * part // 255) for part in colour])
        frame = (max(0, left), max(0, top), min(WIDTH * SCALE, left + size[0]), min(HEIGHT * SCALE, top + size[1]))
        lit = lit.crop((frame[0] - left, frame[1] - top, frame[2] - left, frame[3] - top))
        self.image.paste(ImageChops.screen(self.image.crop(frame), lit), frame[:2])

    def word(self, text: str, at: Spot, size: float, colour: Colour, *, blur: float = 0.0, alpha: float = 1.0) -> None:
        """Write a word, its middle at ``at``."""
        font, edge = ImageFont.load_default(size * SCALE), round(blur * 3 * SCALE) + 2
        left, top, right, bottom = (round(side) for side in font.getbbox(text, anchor="mm"))
        mask = Image.new("L", (right - left + 2 * edge, bottom - top + 2 * edge))
        ImageDraw.Draw(mask).text((edge - left, edge - top), text, 255, font, anchor="mm")
        x, y = self._placed([at])[0]
        corner = round(x) + left - edge, round(y) + top - edge
        frame = (*corner, corner[0] + mask.width, corner[1] + mask.height)
        self.image.paste(colour, frame, _softened(mask, blur, alpha))

    def _placed(self, spots: Path) -> list[Spot]:
        return [(x * SCALE, (y + self.lowered) * SCALE) for x, y in spots]

    def finished(self, *, grain: float = 9.0, dark_edges: float = 0.35) -> Image.Image:
        """Shrink the picture, darken its edges a little and give it the grain of film."""
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        rim = Image.radial_gradient("L").resize((WIDTH, HEIGHT))
        rim = rim.point(lambda level: int(max(0, level - 110) / 145 * 255 * dark_edges))
        small.paste((12, 8, 4), (0, 0), rim)
        noise = self._noise(grain * 2).filter(ImageFilter.GaussianBlur(0.6))
        return ImageChops.overlay(small, Image.merge("RGB", (noise, noise, noise)))

    def _noise(self, spread: float) -> Image.Image:
        """Scatter grey about the middle by our own dice: Pillow's noise is another one each time."""
        one, other = (Image.frombytes("L", (WIDTH, HEIGHT), self.rng.randbytes(WIDTH * HEIGHT)) for _ in range(2))
        share = spread / TWO_THROWS
        return ImageChops.add(one, other, scale=2).point(lambda level: round(128 + (level - 127.5) * share))


def _frame(spots: Path, edge: float) -> tuple[int, int, int, int]:
    """Give the box round spots, ``edge`` wider on each side."""
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return round(min(xs) - edge), round(min(ys) - edge), round(max(xs) + edge), round(max(ys) + edge)


def _mask(spots: Path, frame: tuple[int, int, int, int]) -> Image.Image:
    mask = Image.new("L", (frame[2] - frame[0], frame[3] - frame[1]))
    ImageDraw.Draw(mask).polygon([(x - frame[0], y - frame[1]) for x, y in spots], 255)
    return mask


def _softened(mask: Image.Image, blur: float, alpha: float) -> Image.Image:
    soft = mask.filter(ImageFilter.GaussianBlur(blur * SCALE)) if blur else mask
    return soft.point(lambda level: int(level * alpha)) if alpha < 1 else soft


def faded(picture: Image.Image, shadow: Colour, light: Colour, colour: float = 0.0) -> Image.Image:
    """Give a picture the tone of an old print; ``colour`` is the share of its own colours that is left."""
    grey = ImageOps.autocontrast(ImageOps.grayscale(picture), cutoff=0.5)
    return Image.blend(ImageOps.colorize(grey, shadow, light), picture, colour)


def framed(picture: Image.Image, paper: Colour, edge: int = 34) -> Image.Image:
    """Put a print's white border round a picture."""
    inner = picture.resize((WIDTH - 2 * edge, HEIGHT - 2 * edge), Image.Resampling.LANCZOS)
    return ImageOps.expand(inner, edge, paper)
