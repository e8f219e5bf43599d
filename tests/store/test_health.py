"""What is kept of the program's own state, and finding things in the record, on both databases alike."""

import pytest

from captionbot.errors import NotNow
from captionbot.store.record import Record
from tests.contest.made import comment
from tests.rooms.made import reviewed
from tests.store.made import HOUR, MINUTE, SLOT, begun, decision


def test_what_is_known_of_the_token_is_the_newest(record: Record) -> None:
    """One row, put in place of the one before."""
    assert record.health.token() is None
    record.health.keep_token({"valid": True}, SLOT)
    record.health.keep_token({"valid": False, "why": "it ended 🐎"}, SLOT + HOUR)
    record._session.flush()
    record._session.expire_all()

    row = record.health.token()
    assert row is not None
    assert (row.asked_at, row.facts) == (SLOT + HOUR, {"valid": False, "why": "it ended 🐎"})


def test_trials_wait_until_they_are_begun(record: Record) -> None:
    """Oldest first; the latest are shown newest first."""
    for n in range(3):
        record.health.ask_trial(f"person {n}", SLOT + n * HOUR)
    record._session.flush()
    first = record.health.waiting_trials()[0]
    record.health.trial(first.id).ended_at = SLOT + HOUR
    record._session.flush()

    assert [row.by for row in record.health.waiting_trials()] == ["person 1", "person 2"]
    assert [row.by for row in record.health.last_trials(2)] == ["person 2", "person 1"]


def test_the_last_reading_is_of_any_contest(record: Record) -> None:
    """None before the first."""
    assert record.health.last_reading() is None
    begun(record, last_reading_at=SLOT + HOUR)
    begun(record, slot_key="x", last_reading_at=SLOT)
    begun(record, slot_key="y")

    assert record.health.last_reading() == SLOT + HOUR


def test_the_database_has_a_size(record: Record) -> None:
    """In bytes; even an empty one has some."""
    assert record.health.size() > 10_000


def test_the_database_has_a_place_without_its_password(record: Record) -> None:
    """A file, or a name on a machine."""
    engine = record._session.connection().engine
    place = record.health.place()

    assert place.startswith("The file /" if engine.dialect.name == "sqlite" else "The database ")
    assert "@" not in place
    assert str(engine.url.database) in place


def test_the_log_is_read_back_page_by_page(record: Record) -> None:
    """Newest first; words in any capitals, signs of SQL's as what they are, and a contest's alone."""
    for n in range(5):
        record.staff.note(SLOT + n * MINUTE, "Dana", f"act {n}", contest=n % 2, because="100% SURE", detail="a_b")
    record._session.flush()
    newest = record.staff.audit_before(None, 2)

    assert [row.action for row in newest] == ["act 4", "act 3"]
    assert [row.action for row in record.staff.audit_before(newest[-1].id, 9)] == ["act 2", "act 1", "act 0"]
    assert len(record.staff.audit_before(None, 9, words="dANA 0% sure A_B")) == 5
    assert record.staff.audit_before(None, 9, words="aXb") == []
    assert [row.action for row in record.staff.audit_before(None, 9, contest=1)] == ["act 3", "act 1"]


def test_the_pauses_that_ended_last_are_those_of_one_resume(record: Record) -> None:
    """Oldest first; none before the first has ended."""
    assert record.staff.paused_last() == []
    for n, because in enumerate(("long ago", "second", "first")):
        record.staff.pause("maria", because, SLOT - n * MINUTE)
    record._session.flush()
    for row in record.staff.pauses():
        record.staff.end_pause(row, "joe", SLOT + (HOUR if row.because != "long ago" else MINUTE))
    record._session.flush()

    assert [row.because for row in record.staff.paused_last()] == ["first", "second"]


def test_a_contest_in_a_line_has_its_winner(record: Record) -> None:
    """The decision in force, and whether its writer asked to be forgotten; newest first."""
    row = reviewed(record, comment(1, "Duck!", votes=9))
    record.contests.decide(row, decision(contest=row.number, number=2, caption="Duck!", said_caption="Duck"))
    wrote = record.comments.get(row.number, "1")
    assert wrote is not None
    wrote.sealed_at = SLOT
    begun(record, slot_key="later", slot_at=SLOT + HOUR)
    record._session.flush()

    later, first = record.contests.briefly()
    assert (later.number, later.caption, later.votes, later.sealed_at) == (2, None, None, None)
    assert (first.caption, first.said_caption, first.winner, first.sealed_at) == ("Duck!", "Duck", "Fan 1", SLOT)


def test_every_caption_and_name_is_looked_through(record: Record) -> None:
    """Capitals don't count, and signs of SQL's are what they are."""
    reviewed(record, comment(1, "50% off", votes=9), comment(2, "Quack", votes=1))

    for words, found in {"50%": {1}, "5%0": set(), "QUACK": {1}, "fan 2": {1}, "_": set(), "zebra": set()}.items():
        assert record.contests.written_in(words) == found


def test_no_contest_has_a_number_that_no_database_knows(record: Record) -> None:
    """It is a number that somebody made up."""
    for number in (10**30, 2**31, 0, -1):
        with pytest.raises(NotNow, match="There is no contest no"):
            record.contests.get(number)
