"""What is expected of each cell of the matrix, from the table of three outcomes and the life of a contest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tests.faults.matrix import READS, UPLOADS, Act, Cell
from tests.faults.starting import Ended
from tests.faults.week import FIRST, SECOND, Lasts, Phase

ALL = (1, 1, 1, 1)
ONCE_LATE, HALF_AN_HOUR_LATE = 35, 150
"""Minutes by which is said what could be said: a settling; the half hour, a settling and the longest wait in it."""

BLOCKED = ("368", "368-1390008", "368-1404006", "368-1404078", "368-1346003", "368-4854002", "lie-368")
HARMLESS = ("slow", "few", "repeats", "ids", "no-from", "no-hidden", "usage", "expired-version", "development", "heavy")
"""What changes nothing of what can be read and said."""

HARMLESS_THERE = {
    "user-token": READS - {Act.CLOSING},
    "empty-page+few=2": frozenset({Act.LOOK, Act.RESULT_LOOK, Act.REPLY_LOOK}),
    "skips+few=2": READS - {Act.CLOSING},
    "total=4": READS,
    "total=1000": READS - {Act.CLOSING},
}
"""What a look bears: what it misses is not ours, and the total of a list is nothing to it."""

DONE_ALL_THE_SAME = ("lie-", "reset-after", "timeout-after", "cut", "drip")
BY_PEOPLE = ("edited", "hidden", "deleted")
UNSURE = ("total=1000", "votes", "skips", "user-token", "empty-page")
"""What makes a reading one that a person looks at, or that misses something."""


@dataclass(frozen=True, slots=True)
class Expected:
    """How a week must end."""

    stages: frozenset[str] = frozenset({"announced"})
    whole: bool = True
    """Whether every act must stand, once."""
    words: frozenset[str] = frozenset()
    """What staff may have to say."""
    posted: str = FIRST
    """Whose post it is."""
    unread: bool = False
    """Whether a comment may be missing, because Facebook never showed it."""


def expected(cell: Cell) -> Expected:
    """How the week of a cell must end."""
    end = Expected()
    if _blocks(cell):
        end = _under_a_pause(cell)
    elif cell.lasts is Lasts.FOR_GOOD and _prevents(cell):
        end = _given_up(cell)
    if cell.kind in {"324", "1366046"} and cell.act is Act.UPLOAD:
        end = Expected(posted=SECOND) if cell.lasts is Lasts.ONCE else Expected(MISSED, whole=False)
    if cell.kind == "100-33" and cell.act is Act.WINNER:
        end = Expected(words=frozenset({"approve"}))  # deleted, as far as anybody can tell
    if cell.kind.startswith(BY_PEOPLE):
        end = Expected(frozenset({"announced", "void"}), whole=False, words=ANY)
    if cell.kind.startswith(UNSURE) and cell.act is Act.CLOSING:
        end = replace(end, words=end.words | {"approve"}, unread=True)
    return end


MISSED = frozenset({"missed"})
ANY = frozenset({"settle", "approve", "resume", "release"})


def _blocks(cell: Cell) -> bool:
    return cell.kind in BLOCKED


def _under_a_pause(cell: Cell) -> Expected:
    """Facebook's block pauses the Page: a person lets it go on, and a slot that passed meanwhile is left out."""
    if cell.act is Act.LOOK:
        return Expected(frozenset({"paused"}), whole=False, words=ANY)
    if cell.lasts is Lasts.FOR_GOOD:
        return replace(_given_up(cell), words=ANY)
    return Expected(words=frozenset({"resume", "release", "approve"}))


def _prevents(cell: Cell) -> bool:
    """Whether nobody can do the act while the fault is there."""
    if cell.kind.startswith(HARMLESS) or (cell.act in HARMLESS_THERE.get(cell.kind, set())):
        return False
    if cell.act in UPLOADS:
        return True  # nobody knows the id of what was uploaded
    return not (cell.act.writes and cell.kind.startswith(DONE_ALL_THE_SAME))


def _given_up(cell: Cell) -> Expected:
    """Past its window a post is missed, a closing reading is late, and an announcement wants a fresh yes."""
    match cell.act.phase:
        case Phase.POST:
            return Expected(MISSED, whole=False, words=frozenset({"settle"}), posted="")
        case Phase.READ:
            return Expected()
        case Phase.CLOSE:
            return Expected(words=frozenset({"approve"}))
        case _:
            return Expected(whole=False, words=ANY)


def wrong(cell: Cell, ended: Ended) -> Iterator[str]:
    """What is not as it must be, each with the cell that showed it."""
    for what in (*ended.broken, *_unexpected(cell, ended, expected(cell))):
        yield f"{cell}: {what} ({ended.stage}, {ended.counts}; staff: {ended.staff}; told: {ended.told})"


def _unexpected(cell: Cell, ended: Ended, end: Expected) -> Iterator[str]:
    if not ended.struck:
        yield "the fault never struck"
    if ended.stage not in end.stages:
        yield f"it ended as {ended.stage}, not as {' or '.join(sorted(end.stages))}"
    if end.whole and ended.counts != ALL:
        yield f"of post, reply, announcement and edit there are {ended.counts}"
    if set(ended.staff) - end.words:
        yield f"staff had to say {ended.staff}"
    if ended.unread and not end.unread:
        yield f"not in the record: {ended.unread}"
    if end.posted and ended.counts[0] and ended.photos[end.posted] != ["posted"]:
        yield f"the photo is not {end.posted}: {ended.photos}"
    if end.whole and cell.lasts is not Lasts.FOR_GOOD and not ended.staff:
        yield from _late(ended, ONCE_LATE if cell.lasts is Lasts.ONCE else HALF_AN_HOUR_LATE)


def _late(ended: Ended, most: float) -> Iterator[str]:
    for what, minutes in ended.late.items():
        if minutes > most:
            yield f"the {what} went out {minutes:.0f} minutes after its hour"


def figures(ended: Iterable[tuple[Cell, Ended]]) -> dict[str, int]:
    """What a row comes to, for the line at the end of the run."""
    weeks = list(ended)

    def many(*words: str) -> int:
        return sum(1 for _, end in weeks for what in end.broken if any(word in what for word in words))

    return {
        "rows": 1,
        "weeks": len(weeks),
        "posts": sum(end.counts[0] for _, end in weeks),
        "announcements": sum(end.counts[2] for _, end in weeks),
        "double posts": sum(max(0, end.counts[0] - 1) for _, end in weeks),
        "double announcements": sum(max(0, end.counts[2] - 1) for _, end in weeks),
        "comments lost": sum(len(end.unread) for cell, end in weeks if not expected(cell).unread),
        "photos in two places or none": many(" is in "),
        "stuck without a word": many("without a word"),
        "not said though known to be missing": sum(
            1 for cell, end in weeks if expected(cell).whole and end.counts != ALL
        ),
    }
