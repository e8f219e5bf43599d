"""A bot at work through its weeks: real record, real folder, pretended Facebook and a clock to set."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self
from zlib import crc32

from sqlalchemy import insert, select

from captionbot import decisions
from captionbot.contest.comment import Comment
from captionbot.decisions import Word
from captionbot.overview import View, status
from captionbot.photos.folder import PhotosFolder
from captionbot.runner.bot import Bot, Report
from captionbot.runner.tick import Runner
from captionbot.settings import Settings
from captionbot.store.database import Store
from captionbot.store.schema import Audit, Base, Contest, Notice, Slot, Utterance
from tests.contest.made import CLOSES, comment
from tests.photos.pictures import put
from tests.photos.unlike import file_unlike
from tests.rooms.pretend import Facts, PretendPage, SetClock
from tests.store.made import SLOT

FEW = "no photo "
"""How the key of a notice begins that tells of few photos."""

ACTS = ("reply", "publish", "edit")
"""What may be written to announce a winner."""


@dataclass
class Week:
    """What a test does to a bot, and what it sees of it."""

    settings: Settings
    store: Store
    photos: PhotosFolder
    page: PretendPage
    clock: SetClock
    jpeg: bytes
    runner: Runner = field(init=False)

    def __post_init__(self) -> None:
        """Plug it together."""
        self.runner = Runner(Bot(self.settings, self.store, self.page, self.photos, self.clock))

    def plug(self, photos: PhotosFolder) -> None:
        """Give it another photos folder, between two ticks."""
        self.photos = photos
        self.runner.bot = replace(self.runner.bot, photos=photos)

    def photo(self, name: str, words: str = "", content: bytes = b"") -> Path:
        """A photo in the queue, with words beside it if there are any; no two names have the same picture."""
        queue = self.photos.root / "queue"
        if words:
            put(queue, f"{Path(name).stem}.txt", words, now=SLOT)
        return put(
            queue,
            name,
            content or (self.jpeg if name == "horse.jpg" else file_unlike(crc32(name.encode()) % 1000)),
            now=SLOT,
        )

    def comment(self, number: int, **more: int | str | datetime | None) -> Comment:
        """A comment under the newest post."""
        posts = self.page.own()
        said = comment(number, **more)  # type: ignore[arg-type] # as a test writes them
        self.page.shows(said, posts[-1].post_id)
        return said

    def tick(self, at: datetime | None = None) -> Report:
        """One tick, at that hour or now. That photos become few is told too; few tests are about that."""
        self.clock.at = at or self.clock.at
        report, few = self.runner.tick(), {notice.text for notice in self.few}
        report.lines = [line for line in report.lines if line not in few]
        return report

    def posted(self) -> Contest:
        """The first contest, posted at its slot."""
        self._reach("posted", self._post)
        return self.contest()

    def in_review(self) -> Self:
        """Its entries closed: 9 votes lead before 5 and 2. What was written until then is forgotten."""
        self._reach("in review", self._close)
        return self

    def _post(self) -> None:
        self.photo("horse.jpg", "Fact: Biscuit was banned.\n\nWhat's the caption?")
        self.tick()

    def _close(self) -> None:
        self.posted()
        for number, votes in ((1, 9), (2, 5), (3, 2)):
            self.comment(number, votes=votes)
        self.tick(CLOSES)
        assert self.stages == ["review"]
        self.page.facts.heard.clear()

    def _reach(self, name: str, live: Callable[[], None]) -> None:
        """Play up to a moment; from a fresh start with the same settings only once, then it is put back as it was."""
        fresh = self.page.facts == Facts() and self.folder("queue") == []
        moment = MOMENTS.get((id(self.settings), name)) if fresh else None
        if moment:
            moment.put_back(self)
            return
        live()
        if fresh:
            MOMENTS[id(self.settings), name] = Moment.of(self)

    @property
    def word(self) -> Word:
        """Somebody's word, now."""
        return Word("maria", self.clock.now(), "funnier")

    def approve(self) -> None:
        """Somebody says yes to the winner as it stands."""
        with self.store.transaction() as record:
            decisions.approve(record, 1, self.word)

    def contest(self, number: int = 1) -> Contest:
        """How the record knows a contest."""
        with self.store.view() as record:
            return record.contests.get(number)

    @property
    def stages(self) -> list[str]:
        """The stages of all contests, newest first, as staff are shown them."""
        return [contest["stage"] for contest in self.view()["contests"]]

    def view(self) -> dict[str, list[dict[str, str]]]:
        """What `status` shows."""
        with self.store.view() as record:
            return status(View(record, self.settings, self.photos, self.clock.now()))

    @property
    def slots(self) -> dict[str, str]:
        """What became of each slot."""
        with self.store.view() as record:
            return {row.slot_key: row.outcome for row in sorted(record.contests.slots(), key=_by_key)}

    @property
    def notices(self) -> list[Notice]:
        """What staff were told, oldest first, but for photos that become few."""
        with self.store.view() as record:
            return [notice for notice in record.staff.notices() if not notice.key.startswith(FEW)][::-1]

    @property
    def few(self) -> list[Notice]:
        """What staff were told of photos that become few, oldest first."""
        with self.store.view() as record:
            return [notice for notice in record.staff.notices() if notice.key.startswith(FEW)][::-1]

    @property
    def audit(self) -> list[Audit]:
        """The audit."""
        with self.store.view() as record:
            return list(record.staff.audit())

    def utterances(self, number: int = 1) -> dict[str, Utterance]:
        """What was said for a contest, by kind; of a later decision before an earlier one."""
        with self.store.view() as record:
            return {row.kind: row for row in record.utterances.of_contest(number)}

    def folder(self, place: str) -> list[str]:
        """The names in one of the photos folders."""
        return sorted(path.name for path in (self.photos.root / place).iterdir())


@dataclass(frozen=True)
class Moment:
    """How everything stood: the record, the Page and the photos."""

    at: datetime
    rows: dict[str, list[dict[str, Any]]]
    facts: Facts
    photos: list[tuple[str, bytes]]

    @classmethod
    def of(cls, week: Week) -> Self:
        """As it is now."""
        with week.store.engine.begin() as connection:
            rows = {table.name: [dict(row) for row in connection.execute(select(table)).mappings()] for table in KEPT}
        files = (week.photos.root / "posted").iterdir()
        return cls(week.clock.at, rows, deepcopy(week.page.facts), [(path.name, path.read_bytes()) for path in files])

    def put_back(self, week: Week) -> None:
        """Make it so again."""
        with week.store.engine.begin() as connection:
            for table in KEPT:
                if self.rows[table.name]:
                    connection.execute(insert(table), self.rows[table.name])
        week.page.facts, week.clock.at = deepcopy(self.facts), self.at
        for name, content in self.photos:
            put(week.photos.root / "posted", name, content, now=SLOT)


MOMENTS: dict[tuple[int, str], Moment] = {}
"""By the settings, which are read once."""
KEPT = [table for table in Base.metadata.sorted_tables if table.name not in {"pages", "leases"}]


def _by_key(row: Slot) -> str:
    return row.slot_key


def days(number: float) -> datetime:
    """So many days after the slot."""
    return SLOT + timedelta(days=number)
