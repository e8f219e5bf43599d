"""The shelf of photos: what is known by bytes, which file is which, staff's word, and what is let go of."""

from datetime import datetime, timedelta

from captionbot.contest.stages import Stage
from captionbot.store.database import Store
from captionbot.store.photos import Posted
from captionbot.store.record import Record
from captionbot.store.schema import PhotoYes
from tests.store.made import HOUR, SLOT, begun, facts

HORSE, GOAT = facts("horse"), facts("goat")
TRACE, OTHER = "2:3:4:5", "2:3:4:6"
MONTH = timedelta(days=30)


def kept(record: Record, name: str = "horse.jpg", trace: str = TRACE, now: datetime = SLOT) -> str:
    """A horse that was examined; gives the sum of its bytes."""
    return record.photos.keep(name, trace, HORSE, now).sha256


def test_a_file_that_has_not_changed_is_known(record: Record) -> None:
    """By name and trace; another trace is another file."""
    kept(record)

    row = record.photos.known("horse.jpg", TRACE)
    assert row
    assert (row.sha256, row.kind, row.sent_width, row.drafts) == (HORSE.sha256, "JPEG", 2048, {})
    assert record.photos.known("horse.jpg", OTHER) is None
    assert record.photos.known("mare.jpg", TRACE) is None
    assert record.photos.known_all() == {("horse.jpg", TRACE): row}
    assert record.photos.of(HORSE.sha256) is row


def test_no_list_reads_megabytes(record: Record) -> None:
    """What is sent is asked for by itself."""
    kept(record)
    (row,) = record.photos.known_all().values()

    assert "jpeg" not in row.__table__.c
    assert record.photos.jpeg(row.sha256) == HORSE.jpeg
    assert record.photos.pictured() == {row.sha256}
    record.photos.drop_pictures({row.sha256})
    assert (record.photos.jpeg(row.sha256), record.photos.pictured()) == (None, set())


def test_what_nobody_will_send_is_not_kept(record: Record) -> None:
    """Of a photo of long ago only facts and likeness are; what is kept already stays, and is written anew."""
    record.photos.keep("goat.jpg", "", facts("goat", jpeg=None), SLOT)
    assert record.photos.pictured() == set()

    kept(record)
    record.photos.keep("horse.jpg", TRACE, facts("horse", jpeg=None), SLOT)
    assert record.photos.jpeg(HORSE.sha256) == HORSE.jpeg
    record.photos.keep("horse.jpg", TRACE, facts("horse", jpeg=b"anew"), SLOT)
    assert record.photos.jpeg(HORSE.sha256) == b"anew"


def test_the_same_bytes_under_two_names_are_one_photo(record: Record) -> None:
    """Each file is known; staff's order stays with the bytes, however often they are examined."""
    sha256 = kept(record)
    record.photos.put(sha256, 2.5)
    kept(record, "copy.jpg", OTHER, SLOT + HOUR)

    assert {name for name, _ in record.photos.known_all()} == {"horse.jpg", "copy.jpg"}
    assert record.photos.places() == {sha256: 2.5}
    record.photos.put(sha256, None)
    assert record.photos.places() == {}


def test_a_refusal_is_known_and_a_later_success_ends_it(record: Record) -> None:
    """What Facebook refused keeps what is known of it; what we refused may be read by a later program."""
    kept(record)
    row = record.photos.refuse("horse.jpg", TRACE, HORSE.sha256, "horse.jpg is not taken.", "Use another.", SLOT)
    assert (row.refused, row.refused_do, row.kind) == ("horse.jpg is not taken.", "Use another.", "JPEG")
    assert record.photos.jpeg(HORSE.sha256) is None

    unread = record.photos.refuse("goat.jpg", TRACE, GOAT.sha256, "goat.jpg is a PDF.", "", SLOT)
    assert (unread.kind, unread.width, unread.likeness) == ("", 0, "")
    assert record.photos.keep("goat.jpg", TRACE, GOAT, SLOT).refused == ""


def test_tries_are_counted_for_a_file_as_it_is(record: Record) -> None:
    """Once it has changed, or was examined, they begin anew."""
    assert [record.photos.failed("horse.jpg", TRACE, SLOT) for _ in range(2)] == [1, 2]
    assert set(record.photos.failing()) == {("horse.jpg", TRACE)}
    assert record.photos.failed("horse.jpg", OTHER, SLOT + HOUR) == 1

    kept(record, trace=OTHER)
    file = record.photos.file("horse.jpg", OTHER)
    assert file
    assert (file.tries, file.tried_at, file.seen_at) == (0, None, SLOT + HOUR)
    assert (record.photos.file("horse.jpg", TRACE), record.photos.failing()) == (None, {})


def test_whether_this_machine_examines_anything(record: Record) -> None:
    """Only what it could read counts."""
    record.photos.refuse("goat.jpg", TRACE, GOAT.sha256, "goat.jpg is a PDF.", "", SLOT)
    assert not record.photos.examined_since(SLOT)
    kept(record)
    assert record.photos.examined_since(SLOT)
    assert not record.photos.examined_since(SLOT + HOUR)


def test_what_has_stood_or_may_stand_counts_as_posted(record: Record) -> None:
    """Newest first; a contest of before photos were kept has no likeness until its photo is examined."""
    first = begun(record, stage=Stage.VOID, post_id="1_1")
    begun(record, slot_key="2", slot_at=SLOT + HOUR, stage=Stage.MISSED, photo_sha256="c" * 64)
    begun(record, slot_key="3", slot_at=SLOT + 2 * HOUR, photo_sha256=GOAT.sha256)
    record.photos.keep("goat.jpg", TRACE, facts("goat", likeness="1:abc"), SLOT)

    assert record.photos.posted() == [
        Posted(3, SLOT + 2 * HOUR, GOAT.sha256, "1:abc"),
        Posted(1, SLOT, "a" * 64, ""),
    ]
    assert record.photos.never_examined("1:") == [first.number]
    record.photos.lost(first.photo, first.photo_sha256, "1:", SLOT)
    assert (record.photos.never_examined("1:"), record.photos.never_examined("2:")) == ([], [first.number])
    assert set(record.photos.known_all()) == {("goat.jpg", TRACE)}


def test_a_yes_stands_until_it_is_taken_back(store: Store) -> None:
    """Both stay in the record."""
    with store.transaction() as record:
        assert record.photos.say_yes(HORSE.sha256, "again of 37", "maria", "a classic", SLOT)
        assert not record.photos.say_yes(HORSE.sha256, "again of 37", "dana", "", SLOT)
        assert record.photos.say_yes(HORSE.sha256, "checklist", "dana", "", SLOT)
    with store.transaction() as record:
        assert record.photos.yes(HORSE.sha256) == {"again of 37", "checklist"}
        assert record.photos.take_back_yes(HORSE.sha256, "again of 37", "dana", SLOT + HOUR)
        assert not record.photos.take_back_yes(HORSE.sha256, "again of 37", "dana", SLOT + HOUR)
    with store.view() as record:
        assert record.photos.yes_all() == {HORSE.sha256: {"checklist"}}
        rows = record._session.query(PhotoYes).filter_by(page_id=store.page_id, what="again of 37").all()
    assert [(row.by, row.because, row.taken_back_by, row.taken_back_at) for row in rows] == [
        ("maria", "a classic", "dana", SLOT + HOUR)
    ]


def test_what_is_sent_is_let_go_of_when_nobody_needs_it(record: Record) -> None:
    """Of a photo that left the queue long ago; facts and likeness stay, a contest that goes on keeps its picture."""
    sha256 = kept(record)
    going = begun(record, photo_sha256=sha256)
    record.photos.forget_pictures(SLOT + HOUR)
    assert record.photos.pictured() == {sha256}

    record.contests.move(going, Stage.MISSED)
    record.photos.still_there([sha256], SLOT + 2 * HOUR)
    record.photos.forget_pictures(SLOT + HOUR)
    assert record.photos.pictured() == {sha256}

    record.photos.forget_pictures(SLOT + MONTH)
    assert (record.photos.pictured(), record.photos.file("horse.jpg", TRACE)) == (set(), None)
    assert record.photos.of(sha256)


def test_the_small_picture_is_a_contests_or_goes_too(record: Record) -> None:
    """What no contest has shown may have been taken out because of what is to be seen in it."""
    for name in ("horse", "goat"):
        record.photos.keep(f"{name}.jpg", TRACE, facts(name, small=b"small"), SLOT)
    begun(record, photo_sha256=HORSE.sha256, stage=Stage.MISSED)
    record.photos.let_go([HORSE.sha256, GOAT.sha256])

    assert record.photos.pictured() == set()
    assert (record.photos.small(HORSE.sha256), record.photos.small(GOAT.sha256)) == (b"small", None)

    record.photos.keep("goat.jpg", TRACE, facts("goat", small=b"small"), SLOT)
    record.photos.still_there([HORSE.sha256], SLOT + MONTH)
    record.photos.forget_pictures(SLOT + HOUR)
    assert record.photos.small(GOAT.sha256) is None


def test_who_looks_second_finds_the_firsts_rows(store: Store) -> None:
    """No key is in the way, on either database."""
    for name in ("first", "second"):
        with store.transaction() as record:
            record.photos.saw("horse.jpg", TRACE, SLOT)
            record.photos.keep("horse.jpg", TRACE, facts("horse", likeness=name), SLOT)

    with store.view() as record:
        assert [row.likeness for row in record.photos.known_all().values()] == ["second"]
