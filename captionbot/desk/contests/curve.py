"""The curve of votes over a contest's week as a small picture: lines for an SVG, and the same in numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from captionbot.contest.timetable import instant
from captionbot.contest.weekly import DAYS
from captionbot.overview import Json

WIDTH, HEIGHT = 360, 150
LEFT, RIGHT, TOP, BOTTOM = 8, 22, 10, 24
"""Room around the lines: for places at their ends, and for the days below."""
LABELS_APART = 17
"""Places at the ends of lines are as high as that on a phone."""
ROWS = 7
"""Of the numbers beside the picture."""
DASHES = ("", "7 4", "2 3", "12 4 2 4", "1 5")
"""Lines are told apart without their colour too."""


@dataclass(frozen=True, slots=True)
class Line:
    """One caption's votes."""

    place: int
    points: str
    """As SVG writes them."""
    dashes: str
    end: float
    """Where its last point lies, from the left."""
    top: float
    """And from the top."""
    label: float
    """How far down its place is written."""
    caption: str


@dataclass(frozen=True, slots=True)
class Day:
    """Where a day begins, from the left."""

    x: float
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """What one reading counted on each caption; None on what it did not show yet."""

    at: datetime
    votes: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """A picture of the votes on the first few captions."""

    lines: tuple[Line, ...]
    days: tuple[Day, ...]
    rows: tuple[Row, ...]
    most: int
    """Votes at the top of the picture."""
    width: int = WIDTH
    height: int = HEIGHT
    floor: int = HEIGHT - BOTTOM


@dataclass(frozen=True, slots=True)
class _Counted:
    place: int
    caption: str
    votes: tuple[tuple[datetime, int], ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    begin: datetime
    end: datetime
    most: int

    def x(self, at: datetime) -> float:
        part = (at - self.begin) / (self.end - self.begin)
        return round(LEFT + min(max(part, 0), 1) * (WIDTH - LEFT - RIGHT), 1)

    def y(self, votes: int) -> float:
        return round(HEIGHT - BOTTOM - votes / self.most * (HEIGHT - BOTTOM - TOP), 1)


def curve_of(entries: Iterable[Json], begin: datetime, end: datetime, zone: ZoneInfo) -> Curve | None:
    """The curves of the entries that have one, over the window; None where there is nothing to compare yet."""
    counted = [_counted(one) for one in entries if one["curve"]][: len(DASHES)]
    most = max((votes for one in counted for _, votes in one.votes), default=0)
    if not most or all(len(one.votes) == 1 for one in counted):
        return None
    last = max(at for one in counted for at, _ in one.votes)
    frame = _Frame(min(begin, *(one.votes[0][0] for one in counted)), max(end, last), most)
    return Curve(tuple(_lines(counted, frame)), tuple(_days(frame, zone)), tuple(_rows(counted)), most)


def _counted(entry: Json) -> _Counted:
    votes = tuple((datetime.fromisoformat(point["at"]), int(point["votes"])) for point in entry["curve"])
    return _Counted(entry["rank"], entry["caption"], votes)


def _lines(counted: Sequence[_Counted], frame: _Frame) -> Iterable[Line]:
    ends = _apart([frame.y(one.votes[-1][1]) for one in counted])
    for one, dashes, label in zip(counted, DASHES, ends, strict=False):
        points = " ".join(f"{frame.x(at)},{frame.y(votes)}" for at, votes in one.votes)
        at, votes = one.votes[-1]
        yield Line(one.place, points, dashes, frame.x(at), frame.y(votes), label, one.caption)


def _apart(heights: Sequence[float]) -> list[float]:
    """The same heights, the first the highest, moved so that no label lies on another or on the floor."""
    down: list[float] = []
    for height in heights:
        down.append(max(height, down[-1] + LABELS_APART) if down else height)
    up: list[float] = []
    for height in reversed(down):
        up.append(min(height, up[-1] - LABELS_APART if up else HEIGHT - BOTTOM))
    return [round(height, 1) for height in reversed(up)]


def _days(frame: _Frame, zone: ZoneInfo) -> Iterable[Day]:
    """The midnights in the window; of a long one only as many as can be read."""
    first = frame.begin.astimezone(zone).date() + timedelta(days=1)
    days = [first + timedelta(days=n) for n in range((frame.end - frame.begin).days + 1)]
    midnights = [(day, instant(day, time(0), zone)) for day in days]
    within = [(day, at) for day, at in midnights if frame.begin < at.astimezone(UTC) < frame.end]
    step = max(1, -(-len(within) // ROWS))
    return (Day(frame.x(at), DAYS[day.weekday()][:3]) for day, at in within[::step])


def _rows(counted: Sequence[_Counted]) -> Iterable[Row]:
    hours = sorted({at for one in counted for at, _ in one.votes})
    step = max(1, -(-(len(hours) - 1) // (ROWS - 1)))
    for at in [*hours[:-1:step], hours[-1]]:
        yield Row(at, tuple(_votes_at(one, at) for one in counted))


def _votes_at(one: _Counted, at: datetime) -> int | None:
    return next((votes for when, votes in reversed(one.votes) if when <= at), None)
