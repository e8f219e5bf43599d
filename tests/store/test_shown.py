"""What the desk is shown, on both databases: tallies that are kept, and comments that are looked for."""

from captionbot.store.record import Record
from tests.contest.made import CLOSES, comment
from tests.rooms.made import read, reviewed, said_post
from tests.store.made import HOUR

CROWD = (
    comment(1, "My CAFÉ has better oats", votes=4),
    comment(2, "100% neigh_sayer", votes=9),
    comment(3, "Лошадь просит молока", votes=3),
    comment(4, "🐎", votes=5),
)


def _found(record: Record, typed: str, start: int = 0, most: int = 9) -> list[str]:
    finding = record.comments.finding(record.contests.get(1))
    return [row.comment_id for row in finding.some(typed, start, most)]


def test_a_kept_tally_is_replaced_and_taken_away(record: Record) -> None:
    """There is one for each contest, and none once anything was erased."""
    said_post(record)
    record.desk.show(1, "a", {"number": 1}, CLOSES)
    record.desk.show(1, "b", {"number": 2}, CLOSES + HOUR)
    record._session.flush()
    kept = record.desk.shown(1)

    assert kept is not None
    assert (kept.basis, kept.body, kept.made_at) == ("b", {"number": 2}, CLOSES + HOUR)
    record.people.erase([], CLOSES)
    record._session.expire_all()
    assert record.desk.shown(1) is None


def test_comments_are_counted_no_further_than_need_be(record: Record) -> None:
    """Whether there are more than so many."""
    row = said_post(record)
    read(record, row, *CROWD)

    assert record.desk.more_than(3, 1)
    assert not record.desk.more_than(4, 1)


def test_a_reading_that_has_not_ended_is_not_the_newest(record: Record) -> None:
    """What it shows is not whole yet."""
    row = said_post(record)
    before = record.desk.newest_reading(1)
    done = read(record, row, *CROWD)
    record.comments.begin_reading(1, CLOSES + HOUR)

    assert before == 0
    assert record.desk.newest_reading(1) == done.id


def test_comments_are_found_while_entries_are_open(record: Record) -> None:
    """The most votes first, in whatever case; what SQL takes for a sign is a letter."""
    read(record, said_post(record), *CROWD)

    assert _found(record, "") == ["2", "4", "1", "3"]
    assert _found(record, "", start=1, most=2) == ["4", "1"]
    assert _found(record, "café") == ["1"]
    assert _found(record, "NEIGH") == ["2"]
    assert _found(record, "лошадь") == ["3"]
    assert _found(record, "100%") == ["2"]
    assert _found(record, "1%0") == []
    assert _found(record, "fan 3") == ["3"]


def test_after_the_close_entries_come_first(record: Record) -> None:
    """By their place, and then what was left out."""
    reviewed(record, *CROWD)

    assert _found(record, "") == ["2", "1", "3", "4"]


def test_a_contest_s_texts_come_in_the_same_order(record: Record) -> None:
    """With the writer's name, or nothing where Facebook withholds it."""
    row = reviewed(record, comment(1, votes=2), comment(2, votes=3, by=None))
    finding = record.comments.finding(row)

    assert list(finding.texts()) == [("2", "Caption number 2", ""), ("1", "Caption number 1", "Fan 1")]
    assert set(finding.numbered(["1", "9"])) == {"1"}
