"""The script of a contest week: a broken photo and a good one, fans, staff, and a winner who has not the most votes."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.crash.stage import Stage
from tests.crash.worker import Told
from tests.photos.unlike import file_unlike

BEGIN = datetime(2026, 11, 25, 18, tzinfo=UTC)
SLOT, CLOSE, ANNOUNCE = (datetime(2026, *day, 16, tzinfo=UTC) for day in ((11, 27), (11, 30), (12, 1)))
END = ANNOUNCE + timedelta(hours=20)

GOOD, NEXT, BROKEN = "1974-mounted-patrol", "1980-next-week", "0000-broken"
SIDECAR = "Credit: Springfield Public Library\n\nThey promised the horses a treat. What's the caption?\n"
LEADER, PICKED = "He asked for the stable special.", "No straw for me, thanks."
WITHDRAWN, LATE, REPLY = "I take it back.", "Too late, too loud.", "I reply louder than anyone."
EDITED, REWORDED = "Hay there.", "Hay there, officer."
FIRST = {LEADER, PICKED, EDITED, WITHDRAWN, REPLY}
"""What there is before one is withdrawn and another reworded."""
CAPTIONS = {LEADER, PICKED, WITHDRAWN, LATE, REPLY, REWORDED}

THEN = tuple(timedelta(minutes=m) for m in (5, 11, 22, 33, 45, 60, 95, 110, 130, 180, 280, 300))
"""When after an hour there is another tick, while something is not settled yet."""

Interrupt = Callable[[Stage, str], None]


def queue_photos(stage: Stage) -> None:
    """A file that is no picture, this week's photo and next week's, two of them with their words."""
    for stem, content in ((BROKEN, b"\xff\xd8 not a picture"), (GOOD, file_unlike(1)), (NEXT, file_unlike(2))):
        put(stage, f"{stem}.jpg", content)
    for stem in (BROKEN, GOOD):
        put(stage, f"{stem}.txt", SIDECAR.encode())


def put(stage: Stage, name: str, content: bytes) -> None:
    """Drop a file into the queue that was copied there long ago."""
    path = stage.folder / "photos" / "queue" / name
    path.write_bytes(content)
    os.utime(path, (1_000_000_000, 1_000_000_000))


def play(stage: Stage, before: Interrupt = lambda *_: None) -> None:
    """The whole week; ``before`` is called with the name of each act as it begins."""
    queue_photos(stage)
    stage.at(SLOT - timedelta(seconds=30))
    before(stage, "post")
    tick_until(stage, SLOT, "open")
    _fans(stage)
    before(stage, "read")
    _read(stage)
    _second_day(stage)
    before(stage, "close")
    _late_fan(stage)
    tick_until(stage, CLOSE, "review")
    _review(stage)
    before(stage, "announce")
    tick_until(stage, ANNOUNCE, "announced")
    stage.at(END).tick()


def tick_until(stage: Stage, hour: datetime, wanted: str) -> Told:
    """A tick at the hour, and more of them while the contest is not where it should be."""
    told = stage.at(hour + timedelta(seconds=5)).tick()
    for span in THEN:
        if told["stage"] != wanted:
            told = stage.at(hour + span).tick()
    return told


def _read(stage: Stage) -> None:
    """Ticks until all is on record, for two hours and a half at most: what Facebook never showed can't be lost."""
    told = stage.at(SLOT + timedelta(hours=7)).tick()
    for _ in range(8):
        if told["read"] < len(FIRST):
            told = stage.later(timedelta(minutes=20)).tick()


def _fans(stage: Stage) -> None:
    first, *_ = stage.fans(
        {"text": LEADER, "by": "Robin Maplewood", "reactions": 9},
        {"text": PICKED, "by": "Kim Birch", "reactions": 5},
        {"text": EDITED, "by": "Sam Rowan", "reactions": 3},
        {"text": WITHDRAWN, "by": "Lee Alder", "reactions": 20},
    )
    stage.fans({"text": REPLY, "by": "Alex Hazel", "parent": first, "reactions": 70})


def _second_day(stage: Stage) -> None:
    """A caption is withdrawn and another reworded; staff pause for ten minutes."""
    ids = {one["message"]: one["id"] for one in stage.facebook.world()["comments"]}
    stage.facebook.lever("delete", {"id": ids[WITHDRAWN]})
    stage.facebook.lever("edit", {"id": ids[EDITED], "text": REWORDED})
    stage.at(SLOT + timedelta(hours=18)).order("pause", because="a word with the chief")
    stage.later(timedelta(minutes=5)).tick()
    stage.later(timedelta(minutes=5)).order("resume")


def _late_fan(stage: Stage) -> None:
    stage.at(CLOSE + timedelta(seconds=2))
    stage.fans({"text": LATE, "by": "Val Linden", "reactions": 50})


def _review(stage: Stage) -> None:
    """Staff hold it, pick another than the tally did, and let it go."""
    stage.at(CLOSE + timedelta(hours=6)).order("hold", because="let me look")
    stage.later(timedelta(minutes=1)).order("pick", caption=PICKED, because="funnier")
    stage.later(timedelta(minutes=1)).order("release")
