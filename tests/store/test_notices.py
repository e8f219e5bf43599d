"""The shelf of notices as they are sent, on SQLite and PostgreSQL."""

from datetime import timedelta

import pytest

from captionbot.contest.notices import About
from captionbot.store.record import Record
from captionbot.store.schema import Notice
from tests.store.made import HOUR, MINUTE, SLOT

DAY = timedelta(days=1)


def _told(record: Record, key: str) -> Notice:
    row = record.notices.get(key)
    assert row is not None
    return row


def test_what_is_to_send_is_what_waits_and_what_is_recent(record: Record) -> None:
    """Oldest first: new ones, those that are tried again, those of two days, and what was found to be so still."""
    for number, key in enumerate(("done", "waits", "again", "still", "new")):
        record.staff.tell(key, f"About {key}.", SLOT - (20 - number) * DAY)
    for key in ("done", "again", "still"):
        _told(record, key).sent_at = SLOT - 10 * DAY
    _told(record, "again").try_at = SLOT
    _told(record, "still").seen_at = SLOT - HOUR
    _told(record, "new").at = _told(record, "new").sent_at = SLOT - DAY

    assert [row.key for row in record.notices.to_send(SLOT)] == ["waits", "again", "still", "new"]


def test_that_it_is_so_still_is_written_down_now_and_then(record: Record) -> None:
    """An idle tick writes nothing."""
    assert record.staff.tell("knot", "A knot.", SLOT, about=About.TROUBLE)
    for minutes, seen in ((4, None), (5, 5), (9, 5), (10, 10)):
        assert not record.staff.tell("knot", "A knot.", SLOT + minutes * MINUTE, about=About.TROUBLE)
        assert _told(record, "knot").seen_at == (None if seen is None else SLOT + seen * MINUTE)


@pytest.mark.parametrize(
    ("about", "tries", "anew"), [(About.PASSING, 0, True), (About.PASSING, 1, False), (About.WAITS, 0, False)]
)
def test_what_had_ended_by_itself_begins_anew(record: Record, about: About, tries: int, *, anew: bool) -> None:
    """Where nobody was sent word of it; with the words of now."""
    record.staff.tell("net", "No network.", SLOT, about=about)
    _told(record, "net").sent_at, _told(record, "net").tries = SLOT + HOUR, tries
    record.staff.tell("net", "Still no network.", SLOT + 66 * MINUTE, about=about)

    row = _told(record, "net")
    assert (row.at > SLOT, row.sent_at is None, row.text == "Still no network.") == (anew, anew, anew)


def test_notices_are_found_by_how_their_keys_begin(record: Record) -> None:
    """A sign that means something in LIKE means itself."""
    for key in ("coming 2026-W48 a", "coming 2026-W49 b", "com_ng 2026"):
        record.staff.tell(key, "Told.", SLOT)

    assert [row.key for row in record.notices.under("com_ng")] == ["com_ng 2026"]
    assert [row.key for row in record.notices.under("coming 2026-W48")] == ["coming 2026-W48 a"]
    assert record.notices.told(["coming 2026-W49 b", "never"]) == {"coming 2026-W49 b"}
    assert record.notices.told([]) == set()
    assert record.notices.get("never") is None


def test_the_notice_that_was_tried_last(record: Record) -> None:
    """Of those that were tried at all."""
    assert record.notices.last_tried() is None
    for number, key in enumerate(("first", "second", "nothing to send")):
        record.staff.tell(key, "Told.", SLOT)
        _told(record, key).sent_at = SLOT + number * MINUTE
        _told(record, key).tries = int(number < 2)

    last = record.notices.last_tried()
    assert last is not None
    assert last.key == "second"


def test_whether_anybody_acted(record: Record) -> None:
    """A person, about that contest, since then; about anything where it is about none."""
    record.staff.note(SLOT, "captionbot", "posted", contest=1)
    record.staff.note(SLOT, "maria", "sign-in")
    record.staff.note(SLOT, "a stranger", "wrong-password")
    assert not record.notices.acted(1, SLOT)
    assert not record.notices.acted(None, SLOT)

    record.staff.note(SLOT + HOUR, "maria", "approve", contest=1)
    assert record.notices.acted(1, SLOT)
    assert record.notices.acted(None, SLOT)
    assert not record.notices.acted(2, SLOT)
    assert not record.notices.acted(1, SLOT + 2 * HOUR)
