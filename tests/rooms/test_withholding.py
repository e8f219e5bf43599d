"""Whoever is withheld from an export stands nowhere in it, whatever was written by them or about them."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from captionbot import decisions
from captionbot.contest.comment import Tag
from captionbot.contest.entries import Reason
from captionbot.contest.slip import verify_file
from captionbot.contest.stages import Stage
from captionbot.decisions import AnnounceAs, Word
from captionbot.decisions.leaving_out import disqualify, mark_ours
from captionbot.overview import View
from captionbot.records.checking import check_file
from captionbot.records.exporting import Asked, showings, withheld, write_export
from captionbot.records.slips import make_slip
from captionbot.store.utterances import Kind
from tests.contest.made import CLOSES, PAGE
from tests.rooms.asking import HORSES, LATER, LEADER, SECOND, THIRD, by
from tests.rooms.made import reviewed
from tests.rooms.papers import Tags, export
from tests.store.made import ANNOUNCES, HOUR, utterance

ANN = replace(LEADER, comment_id="71104", graph_id=f"{PAGE}_71104", permalink="https://example.org/71104")
OTHER = by(71105, "Whoa there, I ordered oats", "Ann Lee", 1)
TAGGING = replace(by(71106, "Ann Lee you must see this one", "Dora Day"), tags=(Tag(0, 7, "Ann Lee"),))
TOO = by(71107, "They promised the horses a milkshake!", "Eve Ember")
SAFE = by(71108, "Annual parade of the unimpressed", "Fay Fox", 3)
HERS = (
    "Ann",
    "ann-lee",
    "milkshake",
    "71104",
    "71105",
    "ordered oats",
    "promised the horses",
    "Whoa there",
    "old joke",
)


def told_of(view: View) -> None:
    """Ann has won, staff and the Page have spoken of her in every way, and the result was corrected."""
    record = view.record
    row = reviewed(record, ANN, SECOND, THIRD, OTHER, TAGGING, TOO, SAFE)
    texts = record.comments
    for shown in (replace(ANN, text="An old joke of mine"), ANN):
        reading = texts.begin_reading(1, CLOSES - HOUR)
        texts.keep(1, reading.id, [shown], CLOSES - HOUR)
    disqualify(record, "3", Reason.CRUDE, Word("dana", CLOSES + HOUR, "copied from ann lee"), number=1)
    mark_ours(record, "71106", Word("dana", CLOSES + HOUR), number=1)
    said = AnnounceAs(caption="promised the horses a milkshake", name="Ann")
    decisions.pick(record, 1, "71104", Word("dana", CLOSES + HOUR, "as she wrote to us"), said)
    decisions.pick(record, 1, "2", Word("dana", CLOSES + HOUR, "better than Ann's"))
    for kind, text in (
        (Kind.REPLY, "Congratulations, Ann!"),
        (Kind.ANNOUNCEMENT, "We have a winner! “They promised the horses a mi…” wins."),
    ):
        spoken = record.utterances.intend(utterance(kind=kind, decision=2, text=text, marker=""))
        record.utterances.said(spoken, f"{PAGE}_{kind}", ANNOUNCES)
    record.staff.note(CLOSES, "dana", "ours", contest=1, detail="ann-lee")
    row.stage, row.note = Stage.ANNOUNCED, "Ann called"
    record._session.flush()
    make_slip(record, 1, LATER)


def test_nothing_of_a_person_is_in_any_file(view: View, tmp_path: Path) -> None:
    """No text, name or number of theirs, in whatever form; and what is left still proves the result."""
    told_of(view)
    file = tmp_path / "records.zip"
    write_export(view, showings(view, Asked(1, withhold=("71104",))), "zip", file)
    with zipfile.ZipFile(file) as archive:
        content = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}

    assert not [
        (words, name, text[max(0, at - 40) : at + 40])
        for name, text in content.items()
        for words in HERS
        if not name.endswith(".jpg") and (at := text.replace("Annual", "").replace("Announ", "").find(words)) >= 0
    ]
    assert "Annual parade of the unimpressed" in content["contest-001/comments.csv"]
    found = check_file(file)
    assert (found.ok, found.verdicts[0].withheld) == (True, 5)


def test_withholding_one_comment_withholds_the_person(view: View) -> None:
    """How many comments that is, is told, and who can't be known by more than one comment."""
    told_of(view)
    several = showings(view, Asked(1, withhold=("71105",)))
    assert [*withheld(several)] == [
        "2 comments are withheld: all by whoever wrote them, and each text that names them."
    ]
    left = view.record.comments.get(1, "2")
    assert left is not None
    left.entrant_id = None

    assert "Facebook doesn't say who wrote 2" in [*withheld(showings(view, Asked(1, withhold=("2",))))][1]
    assert not [*withheld(showings(view, Asked(1)))]


def test_a_reason_that_names_them_takes_its_record_along(view: View) -> None:
    """A record without its reason would have another digest."""
    told_of(view)
    raw = export(view, "json", Asked(1, withhold=("71104",)))
    verdicts, problems = verify_file(raw.encode())
    [one] = json.loads(raw)["contests"]

    assert ([one.ok for one in verdicts], problems) == ([True], [])
    assert [record["n"] for record in one["comments"]] == [1, 7]
    assert one["decisions"] == [record for record in one["decisions"] if record["comment_id"] == "2"]


def test_a_page_says_that_its_winner_is_withheld(view: View) -> None:
    """Nobody is to think that there was none."""
    told_of(view)
    text = " ".join(Tags(export(view, "html", Asked(1, withhold=("2",)))).text.split())

    assert "Result (withheld) by (withheld), 5 votes" in text
    assert HORSES in text


@pytest.mark.parametrize("form", ["csv", "json", "html"])
def test_a_short_caption_of_theirs_spares_other_words(view: View, form: str) -> None:
    """Somebody else's caption may have the same ordinary word in it."""
    reviewed(view.record, by(81, "Hay!", "Will Wood", 9), by(82, "Hay is for horses, will you?", "Bea Lane", 5))
    text = export(view, form, Asked(1, withhold=("81",)))

    assert "Hay is for horses, will you?" in text
    assert "Hay!" not in text
