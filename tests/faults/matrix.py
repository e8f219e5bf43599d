"""The matrix: a row for each kind of fault, a column for each act; each cell twice, with reads that lag and without."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

from tests.faults.week import Lasts, Phase, Spoilt

LAG = "lag=4"
"""Minutes, of the ten that `SETTLE_MINUTES` waits."""


class Act(StrEnum):
    """What the bot does on the Page, in the order of the week."""

    LOOK = "the look before the post"
    UPLOAD = "the upload"
    POST = "the post"
    READING = "a reading"
    CLOSING = "the closing reading"
    WINNER = "the winner read again"
    REPLY_LOOK = "the look for the reply"
    REPLY = "the reply"
    RESULT_LOOK = "the look for the announcement"
    RESULT_UPLOAD = "the announcement's upload"
    RESULT = "the announcement"
    STANDING = "the post read before its edit"
    EDIT = "the edit"

    @property
    def phase(self) -> Phase:
        """When in the week it is done."""
        return _PLACES[self][0]

    @property
    def match(self) -> str:
        """Which calls are this act, as practice matches them."""
        return _PLACES[self][1]

    @property
    def writes(self) -> bool:
        """Whether something is made or changed."""
        return self.match.startswith("POST")


# Practice numbers posts 133… and comments 144…, of thirteen digits.
_POST, _COMMENT = "*133??????????", "*144??????????"
_PLACES = {
    Act.LOOK: (Phase.POST, "GET */published_posts"),
    Act.UPLOAD: (Phase.POST, "POST */photos"),
    Act.POST: (Phase.POST, "POST */feed"),
    Act.READING: (Phase.READ, f"GET {_POST}/comments"),
    Act.CLOSING: (Phase.CLOSE, f"GET {_POST}/comments"),
    Act.WINNER: (Phase.ANNOUNCE, f"GET {_COMMENT}"),
    Act.REPLY_LOOK: (Phase.ANNOUNCE, f"GET {_COMMENT}/comments"),
    Act.REPLY: (Phase.ANNOUNCE, f"POST {_COMMENT}/comments"),
    Act.RESULT_LOOK: (Phase.ANNOUNCE, "GET */published_posts"),
    Act.RESULT_UPLOAD: (Phase.ANNOUNCE, "POST */photos"),
    Act.RESULT: (Phase.ANNOUNCE, "POST */feed"),
    Act.STANDING: (Phase.ANNOUNCE, f"GET {_POST}"),
    Act.EDIT: (Phase.ANNOUNCE, f"POST {_POST}"),
}
EVERY = frozenset(Act)
WRITES = frozenset(act for act in Act if act.writes)
READS = EVERY - WRITES
LISTS = frozenset(act for act in READS if act.match.endswith(("s", "ed_posts")))
COMMENTS = frozenset({Act.READING, Act.CLOSING, Act.REPLY_LOOK})
SHOWN = COMMENTS | {Act.WINNER}
UPLOADS = frozenset({Act.UPLOAD, Act.RESULT_UPLOAD})


@dataclass(frozen=True, slots=True)
class Row:
    """Kinds that mean the same to the bot, and the acts that they can happen to."""

    kinds: tuple[str, ...]
    """In practice's words, with a value where one is wanted; ``a+b`` are two at once."""
    acts: frozenset[Act] = EVERY
    deadline: float = 0.0
    """Real seconds that one call may take, where the fault is that it takes longer; 0 for the program's own."""

    @property
    def name(self) -> str:
        """The first of them."""
        return self.kinds[0]


def _lies(*kinds: str) -> tuple[Row, ...]:
    """Each as it is, and done all the same."""
    return tuple(row for kind in kinds for row in (Row((kind,)), Row((f"lie-{kind}",), WRITES)))


SHORT = 0.3
ROWS = (
    *_lies("500", "code1", "html502", "error200=2", "garbage", "empty", "redirect"),
    Row(("4", "17", "32", "341", "613")),
    Row(("80001=20",)),
    Row(("10", "200")),
    Row(("100",)),
    Row(("100-33",)),
    Row(("190", "190-458", "190-459", "190-460", "190-463", "190-464", "190-467", "190-492")),
    Row(("lie-190-460", "lie-368", "lie-10", "lie-100"), WRITES),
    Row(("324", "1366046"), UPLOADS),
    Row(("368", "368-1390008", "368-1404006", "368-1404078", "368-1346003", "368-4854002")),
    Row(("506", "368-1404082"), WRITES),
    Row(("lie-506", "lie-368-1404082"), WRITES),
    Row(("2635",)),
    Row(("reset-before",)),
    Row(("reset-after",)),
    Row(("timeout-before=0.4",), deadline=SHORT),
    Row(("timeout-after=0.4",), deadline=SHORT),
    Row(("cut",)),
    Row(("drip=0.05",), deadline=SHORT),
    Row(("slow=0.05",)),
    Row(("user-token",)),
    Row(("no-from",), READS),
    Row(("no-id",), READS),
    Row(("no-hidden",), LISTS),
    Row(("ids=bare", "ids=long", "ids=photo"), SHOWN),
    Row(("total=4", "total=1000"), LISTS),
    Row(("votes=-1", "votes=18446744073709551616"), SHOWN),
    Row(("heavy=2",), LISTS),
    Row(("few=2",), LISTS),
    Row(("repeats+few=2",), LISTS),
    Row(("skips+few=2",), LISTS),
    Row(("empty-page+few=2",), LISTS),
    Row(("endless",), LISTS),
    Row(("foreign-next+few=2",), LISTS),
    Row(("expired-version",)),
    Row(("usage=99",)),
    Row(("edited",), SHOWN),
    Row(("hidden",), SHOWN),
    Row(("deleted",), SHOWN),
    Row(("development",), WRITES),
    Row(("expired-upload",), UPLOADS),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One week of the matrix."""

    row: Row
    kind: str
    act: Act
    lasts: Lasts
    lags: bool

    @property
    def spoilt(self) -> Spoilt:
        """What is to be played."""
        faults = tuple(f"{kind}:{self.act.match}" for kind in self.kind.split("+"))
        return Spoilt(self.act.phase, faults, self.lasts, LAG if self.lags else "")

    def __str__(self) -> str:
        """Name it."""
        return f"{self.kind} on {self.act} {self.lasts}{', with lag' if self.lags else ''}"


def every_cell(row: Row) -> Iterator[Cell]:
    """All cells of a row."""
    for act in [act for act in Act if act in row.acts]:
        for kind in row.kinds:
            for lasts in Lasts:
                yield from (Cell(row, kind, act, lasts, lags) for lags in (False, True))


_TURNS = (Lasts.ONCE, Lasts.HALF_AN_HOUR, Lasts.FOR_GOOD, Lasts.ONCE, Lasts.HALF_AN_HOUR)


def covering(row: Row) -> Iterator[Cell]:
    """Each act of a row with lag and without; the row's kinds take turns, and so does how long they last."""
    turns = count(ROWS.index(row))
    for act in [act for act in Act if act in row.acts]:
        for lags in (False, True):
            turn = next(turns)
            yield Cell(row, row.kinds[turn % len(row.kinds)], act, _TURNS[turn % len(_TURNS)], lags)
