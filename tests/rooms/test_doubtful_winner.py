"""What a person must look at before a winner is announced: switched words, a crude name, a list that can't be read."""

from collections.abc import Callable

from captionbot.contest.doubts import UNREAD_LIST
from captionbot.contest.screening import Screening
from captionbot.contest.screens import NO_WORDS, UNREAD, read_words
from captionbot.judging import close, runners_up, step_up
from captionbot.settings import Settings
from captionbot.store.record import Record
from captionbot.store.schema import Contest
from tests.contest.made import CLOSES, comment
from tests.photos.pictures import put
from tests.rooms.asking import by, forgotten
from tests.rooms.made import read, reviewed, said_post, tally_now
from tests.rooms.week import Week
from tests.store.made import HOUR, MINUTE, SLOT

OWN = read_words("biscuit\nfan 2\n")


def _switched(record: Record) -> Contest:
    """Nine had voted for other words."""
    row = said_post(record)
    first = record.comments.begin_reading(row.number, SLOT)
    record.comments.keep(row.number, first.id, [comment(1, "A horse walks in.", votes=9), comment(2)], SLOT)
    record.comments.end_reading(first.id, SLOT, complete=True, rows=2, total=2)
    close(record, row, read(record, row, comment(1, "Buy my horse.", votes=9), comment(2)), CLOSES)
    return row


def test_words_that_were_switched_wait_for_a_person_with_both_texts(record: Record) -> None:
    """The caption bears the flag, and staff see what it had its votes for."""
    row = _switched(record)

    assert row.doubts == ["the winner's words changed: it had votes as “A horse walks in.”, now “Buy my horse.”"]
    first = record.comments.get(1, "1")
    assert first
    assert first.flags == ["edited after it had votes"]


def test_a_name_is_screened_before_it_is_announced(record: Record) -> None:
    """That of the winner is a person's to look at; the one who steps up has one too."""
    row = said_post(record)
    reading = read(record, row, comment(2, votes=9), comment(3))
    record.comments.keep(1, reading.id, [comment(2, votes=9), comment(3)], CLOSES, Screening(OWN))
    close(record, row, reading, CLOSES, OWN)
    assert row.doubts == ["the winner's name: word of our list"]

    row = reviewed(record, comment(7, votes=9), comment(8, by="bea"), slot_key="next")
    again = record.comments.begin_reading(2, CLOSES)
    record.comments.keep(2, again.id, [comment(7, votes=9), comment(2)], CLOSES, Screening(OWN))
    heir = step_up(record, row, CLOSES, "gone")
    assert heir
    assert row.doubts == ["gone"]


def test_without_the_list_the_winner_waits(record: Record) -> None:
    """Nobody can tell whether it holds one of its words; where nobody wins there is nothing to ask."""
    row = said_post(record)
    close(record, row, read(record, row, comment(1, votes=3)), CLOSES, UNREAD)
    assert row.doubts == [UNREAD_LIST]

    empty = said_post(record, slot_key="next")
    close(record, empty, read(record, empty), CLOSES, UNREAD)
    assert empty.doubts == []


def test_a_list_that_changed_since_the_reading_is_held_against_all(record: Record) -> None:
    """What was found with the old one counts no more; the next who asks screens nothing."""
    row = said_post(record)
    close(record, row, read(record, row, comment(1, "Biscuit did it.", votes=3)), CLOSES, OWN)
    assert row.doubts == ["word of our list"]

    first = record.comments.get(1, "1")
    assert first
    assert first.screened == {
        "list": OWN.digest, "flags": ["word of our list"], "marks": [], "name": [], "same_joke": None,
    }  # fmt: skip
    assert tally_now(record, row, NO_WORDS).standings[0].entry.flags == ()
    assert [str(flag) for flag in tally_now(record, row).standings[0].entry.flags] == ["word of our list"]


def test_runners_up_are_those_whom_no_screen_flags(record: Record) -> None:
    """Nor who is gone, hidden, without votes, or asked to be forgotten; nobody has said yes to them."""
    shown = [comment(number, votes=20 - number) for number in range(1, 9)]
    shown += [comment(9, "See www.example.com", votes=18), comment(10, votes=0)]
    row = reviewed(record, *shown)
    rows = {one.comment_id: one for one in record.comments.of_contest(1)}
    rows["3"].withdrawn_at, rows["4"].hidden, rows["5"].sealed_at = CLOSES, True, CLOSES
    rows["2"].screened = Screening(OWN)(shown[1])

    assert [one.comment_id for one in runners_up(record, row)] == ["6", "7"]


def test_whoever_asked_to_be_forgotten_is_not_named_by_a_runner_up(
    record: Record, settings_with: Callable[[], Settings]
) -> None:
    """Neither in another one's caption, however it is spelt there, nor as the name of another."""
    says = by(3, "Whoa there, says ann  LEE", "Zed Zimmer", 5)
    row = reviewed(
        record,
        by(1, "Hoof it.", "Bo Berg", 9),
        by(2, "My own.", "Ann Lee", 6),
        says,
        by(4, "Neigh.", "Ann Lee Jr", 4),
        by(5, "Hay.", "Cy", 1),
    )
    assert [one.comment_id for one in runners_up(record, row)] == ["2", "3"]
    forgotten(record, settings_with())

    assert [one.comment_id for one in runners_up(record, row)] == ["5"]


def test_a_week_with_a_list_of_its_own(make_week: Callable[..., Week]) -> None:
    """A caption with a word of it leads, and waits; taken out of the file, the word counts no more."""
    week = make_week("WORDS_FILE=own.txt\n")
    own = put(week.settings.words_file.parent, "own.txt", "biscuit\n")  # type: ignore[union-attr] # it was set
    week.posted()
    week.comment(1, text="Biscuit did it.", votes=3)
    week.tick(SLOT + HOUR)
    with week.store.view() as record:
        assert [one.entry.flags for one in tally_now(record, week.contest()).standings] == [("word of our list",)]
    week.tick(CLOSES)
    assert week.contest().doubts == ["word of our list"]
    own.unlink()


def test_a_week_whose_list_is_gone(make_week: Callable[..., Week]) -> None:
    """Staff are told, the captions are read all the same, and what leads waits for them."""
    week = make_week("WORDS_FILE=nowhere.txt\n")
    week.posted()
    week.comment(1, votes=3)
    report = week.tick(SLOT + HOUR)
    assert report.unfinished
    assert "nowhere.txt, can't be read: No such file or directory. Mend WORDS_FILE" in report.lines[0]
    week.tick(CLOSES + MINUTE)

    assert (week.stages, week.contest().doubts) == (["review"], [UNREAD_LIST])
