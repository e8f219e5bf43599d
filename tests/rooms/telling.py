"""What staff are sent, at any hour of a week: the notices as the record has them, and the messages made of them."""

from dataclasses import dataclass
from datetime import datetime

from captionbot import telling
from captionbot.overview import View
from captionbot.store.record import Record
from captionbot.store.schema import Notice
from captionbot.telling import Message
from tests.rooms.week import Week

SOMEBODY = "NOTIFY_URLS=json://127.0.0.1:9\n"
"""There is somebody to be told; nothing is sent to them here."""
DESK = "DESK_URL=https://desk.example.org\n"


@dataclass(frozen=True)
class Staff:
    """Those who are told."""

    week: Week

    def hear(self, at: datetime) -> list[Notice]:
        """What the week brings at that hour is written down, and counts as sent; gives what is new."""
        before = {row.key for row in self.week.notices}
        self.week.clock.at = at
        with self.week.store.view() as record:
            news = telling.tell_of_week(self._view(record))
        with self.week.store.transaction() as record:
            for one in news:
                record.staff.tell(one.key, one.text, at, do=one.do, contest=one.contest, about=one.about)
                row = record.notices.get(one.key)
                assert row is not None
                row.sent_at, row.tries = at, 1
        return [row for row in self.week.notices if row.key not in before]

    def told(self, beginning: str) -> list[Notice]:
        """The notices whose keys begin so, oldest first."""
        return [row for row in self.week.notices if row.key.startswith(beginning)]

    def sent(self, key: str) -> None:
        """The newest notice whose key begins so was sent."""
        with self.week.store.transaction() as record:
            row = record.notices.under(key)[-1]
            row.sent_at, row.tries = self.week.clock.now(), 1

    def message(self, beginning: str, *, again: bool = False) -> Message:
        """What is sent of the newest of these."""
        with self.week.store.view() as record:
            return telling.message(self._view(record), record.notices.under(beginning)[-1], again=again)

    def digest(self, *, again: bool = False) -> Message:
        """What is sent of all of them in one."""
        with self.week.store.view() as record:
            return telling.digest(self._view(record), record.notices.under(""), again=again)

    def letter(self, but: str = "none") -> Message:
        """The letter of a week that had all of them, but for those whose keys begin so."""
        with self.week.store.view() as record:
            rows = [row for row in record.notices.under("") if not row.key.startswith(but)]
            return telling.week_letter(self._view(record), rows)

    def over(self, beginning: str) -> bool:
        """Whether the newest of these is no news any more."""
        with self.week.store.view() as record:
            return telling.overtaken(self._view(record), record.notices.under(beginning)[-1])

    def _view(self, record: Record) -> View:
        return View(record, self.week.settings, self.week.photos, self.week.clock.now())
