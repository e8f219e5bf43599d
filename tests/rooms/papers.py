"""Papers made for the tests: a contest that has ended with its slip, and what an export of it says."""

import csv
import io
from html.parser import HTMLParser

from captionbot.contest.comment import Comment
from captionbot.contest.stages import Stage
from captionbot.overview import View
from captionbot.records.exporting import Asked, exported, showings
from captionbot.records.slips import make_slip
from captionbot.store.record import Record
from tests.rooms.made import reviewed
from tests.store.made import ANNOUNCES, HOUR, utterance

NOW = ANNOUNCES + HOUR


class Tags(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, page: str) -> None:
        """Read it."""
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        """Note it."""
        self.text += data


def ended(record: Record, *comments: Comment, said: str = "“Caption number 1” wins.", **changes: str) -> None:
    """A contest whose result was announced in these words."""
    row = reviewed(record, *comments, **changes)
    words = utterance(contest=row.number, kind="announcement", decision=row.decision, text=said)
    record.utterances.said(record.utterances.intend(words), "9_77", NOW)
    row.stage = Stage.ANNOUNCED
    make_slip(record, row.number, NOW)


def export(view: View, form: str, asked: Asked | None = None) -> str:
    """An export in one piece."""
    return b"".join(exported(showings(view, asked or Asked(1)), form)).decode()


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a table."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
