"""Several notices in one message, and the letter of a week."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from captionbot.contest.notices import About
from captionbot.errors import PhotosFolderError
from tests.contest.made import CLOSES
from tests.rooms.telling import DESK, SOMEBODY, Staff
from tests.rooms.week import Week
from tests.store.made import HOUR, MINUTE, SLOT


@pytest.fixture
def staff(make_week: Callable[..., Week]) -> Staff:
    """Those of a contest that goes out by itself."""
    return Staff(make_week(SOMEBODY + DESK).in_review())


def test_several_go_out_as_one(staff: Staff) -> None:
    """Urgent ones first and notes last, each under its title where that says more, and how many in the title."""
    with staff.week.store.transaction() as record:
        at = CLOSES + HOUR
        record.staff.tell("card", "The card could not be drawn.", SLOT, do="Nothing.")
        record.staff.tell("a", "The folder can't be read. Really.", at, do="Mend it.", about=About.TROUBLE)
        record.staff.tell("missed 2026-W47", "The slot of Friday was missed.", at + MINUTE, about=About.MISSED)
    sent = staff.digest()
    assert sent.title == "The folder can't be read (and 5 more)"
    heads = [part.splitlines()[0] for part in sent.text.split("\n\n— — —\n\n")]
    assert heads == [
        "The folder can't be read. Really.",
        "• Missed: no photo went out in time",
        "• No photo yet for Friday 4 December",
        "• Shortlist ready: 3 captions, the first goes out tomorrow 10:00 AM",
        "The card could not be drawn.",
        "• Posted: horse.jpg",
    ]
    assert "The card could not be drawn.\n\nWhat to do: nothing.\n\n" in sent.text
    assert staff.digest(again=True).text.startswith("This was sent some hours ago, and nobody has done anything")


def test_a_fault_that_tells_of_everything_fills_no_mailbox(staff: Staff) -> None:
    """Twenty, and how many more there are."""
    with staff.week.store.transaction() as record:
        for number in range(30):
            record.staff.tell(f"n{number:02}", f"Photo {number} is odd.", CLOSES + number * MINUTE)
    sent = staff.digest()
    assert "Photo 16 is odd." in sent.text
    assert "Photo 17 is odd." not in sent.text
    assert "And 13 more: https://desk.example.org/" in sent.text


def test_the_letter_of_a_week_says_what_comes_too(staff: Staff) -> None:
    """The shortlist before all that has passed, then what comes next and for how long there are photos."""
    with staff.week.store.transaction() as record:
        record.staff.tell("older", "The hall of fame was changed.", CLOSES - timedelta(days=2))
    staff.week.photo("next.jpg", "Alt: x")
    staff.week.tick(CLOSES + HOUR)
    sent = staff.letter()
    assert sent.title == "This week: Shortlist ready: 3 captions, the first goes out tomorrow 10:00 AM"
    assert sent.text.startswith("• Shortlist ready:")
    assert sent.text.index("hall of fame") < sent.text.index("• What comes")
    assert "Contest no. 1 announces the winner on Tuesday 1 December at 10:00 AM CST." in sent.text
    assert "The next photo is next.jpg, on Friday 4 December at 10:00 AM CST." in sent.text
    assert "A photo for 1 more Friday; the 2nd, 11 December, has none." in sent.text
    assert sent.picture is not None


def test_the_same_is_said_once(staff: Staff) -> None:
    """A trouble that was told on two days is one when both go out together."""
    with staff.week.store.transaction() as record:
        for day in (1, 2):
            record.staff.tell(f"check {day}", "The record has never been copied.", CLOSES - day * HOUR)
    for sent in (staff.letter(), staff.digest()):
        assert sent.text.count("The record has never been copied.") == 1
    assert staff.digest().title.endswith(" more)")


def test_a_long_title_keeps_how_many_there_are(staff: Staff) -> None:
    """It is cut before that."""
    with staff.week.store.transaction() as record:
        record.staff.tell("long", f"The folder {'x' * 200} is away.", CLOSES, about=About.TROUBLE)
    assert staff.digest().title.endswith("x… (and 3 more)")


def test_the_letter_of_a_week_is_called_by_what_matters_most(staff: Staff) -> None:
    """An empty week before what was announced, with its day; and that the next slot has no photo."""
    with staff.week.store.transaction() as record:
        record.staff.tell("announced 1 9", "x", CLOSES, contest=1, about=About.ANNOUNCED)
        record.staff.tell("empty 2026-W49", "The queue was empty.", CLOSES + HOUR, about=About.EMPTY)
        record.staff.tell("empty extra 1", "No photo for it.", CLOSES + HOUR, about=About.EMPTY)
    closed = "This week: Shortlist ready: 3 captions, the first goes out tomorrow 10:00 AM; no photo for Friday"
    assert staff.letter().title == closed
    assert staff.message("empty 2026").title == "No contest on Friday 4 December: no photo was ready"
    assert staff.message("empty extra").title == "No photo for it"

    assert staff.letter(but="closed").title.startswith("This week: No contest on Friday 4 December")


def test_what_comes_is_left_out_where_it_cant_be_told(staff: Staff) -> None:
    """The letter goes out all the same."""
    with staff.week.store.transaction() as record:
        record.contests.get(1).terms = {}
    assert "What comes" not in staff.letter().text


def test_a_folder_that_is_away_is_no_fault_of_ours(
    staff: Staff, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The letter goes out without what comes; the folder has a notice of its own, and the log no traceback."""

    def away(*_: object) -> list[object]:
        what = "The photos folder can't be read."
        raise PhotosFolderError(what, "Look at the disk.")

    monkeypatch.setattr(type(staff.week.photos), "queue", away)
    assert "What comes" not in staff.letter().text
    assert caplog.records == []
