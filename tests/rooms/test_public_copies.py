"""Copies with less in them: for the public, without one person, and after somebody was forgotten."""

from dataclasses import replace

import pytest

from captionbot.contest.slip import verify_file
from captionbot.contest.stages import Stage
from captionbot.errors import NotNow
from captionbot.overview import View
from captionbot.records.checking import told
from captionbot.records.exporting import Asked, showings
from captionbot.records.slips import make_slip
from tests.contest.made import CLOSES, comment
from tests.rooms.made import POST_ID, said_post
from tests.rooms.papers import NOW, Tags, ended, export, rows_of
from tests.store.made import HOUR

PUBLIC = Asked(1, public=True)


@pytest.mark.parametrize("form", ["csv", "json", "html"])
def test_the_public_copy_names_nobody_else(view: View, form: str) -> None:
    """Only what stood in the announcement, names shortened; a short caption is not found inside other words."""
    said = "“Caption number 1” by Fan 1. Runner-up: “Caption number 2”. We have to thank all."
    crowd = [comment(1, votes=9), comment(2, votes=5), comment(3, "We", votes=4), comment(4, "Left out", votes=3)]
    winner = replace(crowd[0], entrant_name="Ottilie Featherstone")
    ended(view.record, winner, *crowd[1:], said=said)
    copy = export(view, form, PUBLIC)

    assert "Ottilie F." in copy
    assert "Caption number 2" in copy
    for words in ("Featherstone", "Left out" if form != "html" else "Fan 4", ">We<", '"We"', ",We,", "fan-1"):
        assert words not in copy


def test_the_public_copy_says_how_much_of_it_is_printed(view: View) -> None:
    """In words that fit what stands below."""
    ended(view.record, comment(1, votes=9), comment(2, votes=5))

    assert "1 of its 2 comments is printed below; of the others" in export(view, "html", PUBLIC)


def test_the_public_copy_proves_what_it_prints(view: View) -> None:
    """The announced caption and the short name have a digest of their own."""
    ended(view.record)
    raw = export(view, "json", PUBLIC)
    verdicts, problems = verify_file(raw.encode())
    assert (verdicts[0].ok, verdicts[0].withheld, problems) == (True, 4, [])
    verdicts, _ = verify_file(raw.replace("Caption number 1", "Caption number 7").encode())

    assert verdicts[0].problems == ("The record of announced caption 1 is not what it was: its digest is another.",)


@pytest.mark.parametrize("form", ["csv", "json", "html"])
def test_who_asked_to_be_forgotten_is_in_no_public_copy(view: View, form: str) -> None:
    """Winner or not."""
    ended(view.record)
    winner = view.record.comments.get(1, "1")
    assert winner is not None
    winner.sealed_at = NOW
    copy = export(view, form, PUBLIC)

    assert "Caption number 1" not in copy
    assert "Fan 1" not in copy
    assert "asked to be forgotten" in export(view, "html")


def test_a_public_copy_of_what_was_taken_back_names_nobody(view: View) -> None:
    """A result that was retracted stands nowhere any more."""
    ended(view.record)
    view.record.contests.get(1).stage = Stage.RETRACTED
    make_slip(view.record, 1, NOW)

    assert "Caption number 1" not in export(view, "html", PUBLIC)
    assert "Its result was taken back." in export(view, "html", PUBLIC)


@pytest.mark.parametrize("form", ["csv", "json", "html"])
def test_one_person_can_be_withheld(view: View, form: str) -> None:
    """By a records officer, from one export; whatever quotes or names them goes along, and the rest is proved."""
    ended(view.record)
    view.record.staff.note(NOW, "maria", "told", contest=1, comment_id="1", because="Fan 1 called", detail="thanks")
    copy = export(view, form, Asked(1, withhold=(f"{POST_ID}_1",)))

    assert "Caption number 1" not in copy
    assert "Fan 1" not in copy
    assert "Caption number 2" in copy
    if form == "json":
        verdicts, problems = verify_file(copy.encode())
        assert (verdicts[0].ok, verdicts[0].withheld, problems) == (True, 1, [])
        assert "3 of 4 records fit; 1 record is withheld, and taken as the slip says." in told(verdicts[0])


def test_who_can_t_be_withheld_is_told(view: View) -> None:
    """A wrong id must not pass for a withheld one."""
    ended(view.record)
    with pytest.raises(NotNow, match="There is no comment 99 to withhold"):
        showings(view, Asked(1, withhold=("99",)))


def test_what_was_destroyed_is_withheld(view: View) -> None:
    """With its words and its salt gone, only the line in the slip is left."""
    ended(view.record)
    gone = view.record.comments.get(1, "2")
    assert gone is not None
    gone.salt, gone.text, gone.entrant_name, gone.entrant_id = "", "", None, None

    assert rows_of(export(view, "csv"))[1]["caption"] == "(withheld)"
    assert "The records of 1 of its 4 comments are withheld from this copy." in export(view, "html")
    verdicts, _ = verify_file(export(view, "json").encode())
    assert (verdicts[0].ok, verdicts[0].withheld) == (True, 1)


def test_a_record_that_can_t_be_proved_any_more_is_still_read(view: View) -> None:
    """Where somebody else's name was struck from a reason in it: a table shows it, and the proof goes without it."""
    ended(view.record)
    struck = view.record.comments.get(1, "2")
    assert struck is not None
    struck.salt = None

    assert rows_of(export(view, "csv"))[1]["caption"] == "Caption number 2"
    verdicts, _ = verify_file(export(view, "json").encode())
    assert (verdicts[0].ok, verdicts[0].recounted, verdicts[0].withheld) == (True, True, 1)


def test_a_winner_whose_words_are_destroyed_is_named_no_more(view: View) -> None:
    """The result stands, by its numbers alone."""
    ended(view.record)
    gone = view.record.comments.get(1, "1")
    assert gone is not None
    gone.salt, gone.text, gone.entrant_name = "", "", None

    assert "Caption number 1 by" not in Tags(export(view, "html")).text.replace("\n", " ")
    assert "(withheld)" in export(view, "html")


def test_an_open_contest_is_exported_without_a_slip(view: View) -> None:
    """Its records can't be proved yet, and that is said."""
    row = said_post(view.record)
    reading = view.record.comments.begin_reading(row.number, CLOSES - HOUR)
    view.record.comments.keep(row.number, reading.id, [comment(1, votes=3)], CLOSES - HOUR)
    verdicts, problems = verify_file(export(view, "json").encode())

    assert not problems
    assert told(verdicts[0]).startswith("Contest no. 1: NOT proved. Contest no. 1 has no slip yet")
    assert "Entries are open" in export(view, "html")
    assert "No entry." in export(view, "html")
