"""Exports of what fans and staff wrote: whole, harmless, and saying what happened."""

import json
from dataclasses import replace
from datetime import date

import pytest

from captionbot import decisions
from captionbot.contest.comment import Tag
from captionbot.contest.entries import Reason
from captionbot.contest.slip import verify_file
from captionbot.contest.stages import Stage
from captionbot.decisions import Word
from captionbot.decisions.leaving_out import disqualify
from captionbot.errors import NotNow
from captionbot.overview import View
from captionbot.records import pages, sheets
from captionbot.records.exporting import Asked, showings
from captionbot.records.sheets import cell
from captionbot.records.slips import make_slip
from captionbot.store.schema import Disqualified
from tests.contest.made import CLOSES, comment
from tests.rooms.made import MARIA, reviewed, said_post
from tests.rooms.papers import NOW, Tags, ended, export, rows_of
from tests.store.made import HOUR, decision

HOSTILE = {
    "a formula": "=1+1",
    "a wide formula": "\uff1d1+1",
    "a hidden formula": "\u200b=1+1",
    "a call": "+cmd|' /c calc'!A1\",\"=2+2",
    "a tab": "\t=3+3",
    "a line": "one\r\n=4+4",
    "a script": "</td></script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "a template": "{{ 7 * 7 }}{% raw %}",
    "turned around": "\u202egnol \u2066x",
    "controls": "a\x01\x1b[31m\x7f\x9b",
    "emoji": "👩🏽\u200d🚒" * 2_000,
    "accents": "e" + "\u0301" * 4_000,
    "quotes": '"”’&amp;<>',
    "an entity": "&#60;b&#62;",
    "JSON": '"}],"comments":[',
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_a_cell_does_nothing(words: str) -> None:
    """No formula, no second row, no control character."""
    made = str(cell(words))

    assert made[0] not in "=+-@\t\r\n"
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in made)


@pytest.mark.parametrize("value", [None, 7, 0])
def test_a_number_stays_a_number(value: int | None) -> None:
    """A spreadsheet may add up votes."""
    assert cell(value) == value


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_do_nothing_in_an_export(view: View, words: str) -> None:
    """As caption and as name, in a table, on a page and in JSON; the JSON has them unchanged, and proves its result."""
    bad = replace(comment(2, words, votes=20), entrant_name=words, tags=(Tag(0, 1, words),), attachment="photo")
    ended(view.record, comment(1, votes=9), bad, comment(3, words, votes=3))

    table = export(view, "csv")
    assert len(rows_of(table)) == 3
    assert all(str(one["caption"])[:1] not in {"=", "+", "-", "@"} for one in rows_of(table))
    page = Tags(export(view, "html"))
    assert not page.tags & {"script", "img", "b"}
    assert not page.attributes & {"onerror", "src"}
    raw = export(view, "json")
    verdicts, problems = verify_file(raw.encode())
    assert not problems
    assert [one.problems for one in verdicts] == [()]
    assert json.loads(raw)["contests"][0]["comments"][1]["text"] == words


def test_a_page_stands_alone(view: View) -> None:
    """Nothing is fetched from elsewhere, and no script runs; other people's words are kept apart from ours."""
    ended(view.record)
    page = export(view, "html")

    assert "http" not in page.replace('http-equiv="Content-Security-Policy"', "")
    assert "default-src 'none'" in page
    assert "prefers-color-scheme: dark" in page
    assert '<bdi class="words">Caption number 1</bdi>' in page


def test_a_page_says_who_won_and_why(view: View) -> None:
    """The result, the tie, the shortlist, what was left out and why, what was said, and the slip."""
    ended(view.record, comment(1, votes=9), comment(2, votes=9), comment(3, "🐎", votes=7))
    text = " ".join(Tags(export(view, "html")).text.split())

    assert "Caption number 1 by Fan 1, 9 votes when votes were read" in text
    assert "2 entries had 9 votes; the order among them: more votes, then the earlier comment" in text
    assert "1 × no words: Without tagged names, links and emoji, no letter or digit is left." in text
    assert "“Caption number 1” wins." in text
    assert "Votes readMonday 30 November at 10:00 AM CST, 2026" in text
    slip = view.record.papers.last_slip()
    assert slip is not None
    assert slip.digest in text
    assert "What this can't hold" in text


def test_an_override_is_told_by_whom_and_why(view: View) -> None:
    """Beside the caption that the votes name."""
    record = view.record
    reviewed(record)
    decisions.pick(record, 1, "2", Word("maria", CLOSES + HOUR, "the first names a child"))
    record.contests.get(1).stage = Stage.ANNOUNCED
    make_slip(record, 1, NOW)
    text = Tags(export(view, "html")).text

    chose = "Staff chose comment 2 “Caption number 2” (line 2), with 5 votes."
    first = "By votes alone comment 1 “Caption number 1” (line 1) is first, with 9 votes."
    assert f"{chose} {first} maria said why: the first names a child." in text
    text = Tags(export(view, "html", Asked(1, public=True))).text
    assert "Staff chose line 2, with 5 votes. By votes alone line 1 is first, with 9 votes." in text


def test_a_pick_of_the_first_is_told_too(view: View) -> None:
    """That is no override, but staff's word all the same."""
    reviewed(view.record)
    decisions.pick(view.record, 1, "1", MARIA)
    decided = view.record.contests.decision(view.record.contests.get(1))
    assert decided is not None
    decided.said_caption, decided.said_name = "Caption number one", "Fan"
    text = Tags(export(view, "html")).text

    same = "Staff chose the same as the votes: comment 1 “Caption number 1” (line 1), with 9 votes."
    assert f"{same} maria said why: funnier." in text
    assert "Caption number one" in text
    assert "As written: Caption number 1 – Fan 1" in text
    assert "It has none yet: a slip is made when the contest has ended." in text


def test_who_left_a_comment_out_is_told(view: View) -> None:
    """With the reason of the published list, and staff's own words."""
    record = view.record
    row = said_post(record)
    reading = record.comments.begin_reading(1, CLOSES, closing=True)
    record.comments.keep(1, reading.id, [comment(1, votes=9), comment(2)], CLOSES)
    record._session.flush()
    out = record.comments.get(1, "2")
    assert out is not None
    out.verdict, out.reason, out.withdrawn_at = "left out", str(Reason.CRUDE), NOW
    record.staff.disqualify(
        Disqualified(contest=1, comment_id="2", reason=out.reason, because="too much", by="maria", at=CLOSES)
    )
    row.note = "called off by maria: a storm"
    record.comments.seen_again(1, comment(2, "Mended"), CLOSES)
    text = Tags(export(view, "html")).text

    assert "left out by maria: too much" in text
    assert "also read: Caption number 2" in text
    assert "gone from Facebook since Tuesday 1 December at 11:00 AM CST, 2026" in text
    assert "Noted: called off by maria: a storm." in text
    assert rows_of(export(view, "csv"))[1]["because"] == "too much"


def test_who_gave_no_reason_of_their_own_is_told_without_one(view: View) -> None:
    """The published reason says enough; nothing is left hanging after a colon."""
    reviewed(view.record)
    disqualify(view.record, "2", Reason.CRUDE, Word("maria", CLOSES + HOUR), number=1)
    text = Tags(export(view, "html")).text

    assert "left out by maria" in text
    assert "left out by maria:" not in text


def test_what_was_announced_instead_has_columns_of_its_own(view: View) -> None:
    """The caption, and the name."""
    reviewed(view.record)
    decisions.pick(view.record, 1, "1", MARIA)
    decided = view.record.contests.decision(view.record.contests.get(1))
    assert decided is not None
    decided.said_caption, decided.said_name = "Caption number one", "Fan"
    [showing] = showings(view, Asked(1))
    head, *rows = sheets.decisions(showing)

    assert head[-2:] == ("announced as", "under the name")
    assert rows[-1][-2:] == ("Caption number one", "Fan")


def test_a_page_says_that_a_result_was_corrected(view: View) -> None:
    """To the public as well: another winner was announced before."""
    ended(view.record)
    row = view.record.contests.get(1)
    view.record.contests.decide(row, decision(kind="pick", comment_id="2", votes=5, by="maria", because="typo", at=NOW))
    make_slip(view.record, 1, NOW)

    for asked in (Asked(1), Asked(1, public=True)):
        assert "and the result was corrected: another was announced before." in export(view, "html", asked)


def test_a_long_page_says_that_it_is_cut(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser won't lay out a hundred thousand rows; the table has them all."""
    monkeypatch.setattr(pages, "MOST", 3)
    monkeypatch.setattr(pages, "SHORTLIST", 2)
    ended(view.record, *(comment(n, votes=n) for n in range(1, 9)), *(comment(20 + n, "🐎") for n in range(5)))
    text = Tags(export(view, "html")).text

    assert "The first 3 of 8; the CSV and the JSON have them all." in text
    assert "The first 3 of 5; the CSV and the JSON have them all." in text
    assert len(rows_of(export(view, "csv"))) == 13


def test_days_choose_the_contests(view: View) -> None:
    """By the day of the slot in the Page's zone, both days counted; all where none is named."""
    ended(view.record)
    said_post(view.record, slot_key="2026-W49", slot_at=NOW)

    def chosen(first: date | None, last: date | None) -> list[int]:
        return [one.number for one in showings(view, Asked(first=first, last=last))]

    assert chosen(None, None) == [1, 2]
    assert chosen(date(2026, 11, 27), date(2026, 11, 27)) == [1]
    assert chosen(date(2026, 11, 28), None) == [2]
    with pytest.raises(NotNow, match="No contest lies between these days"):
        chosen(date(2030, 1, 1), None)
    assert "<title>Caption contests</title>" in export(view, "html", Asked())


def test_several_contests_prove_their_chain(view: View) -> None:
    """In one file, with the earlier slips of each."""
    record = view.record
    ended(record)
    record.contests.get(1).stage = Stage.RETRACTED
    make_slip(record, 1, NOW)
    ended(record, comment(11, votes=2), slot_key="2026-W49", said="“Caption number 11”")
    raw = export(view, "json", Asked())
    verdicts, problems = verify_file(raw.encode())
    assert ([one.ok for one in verdicts], problems) == ([True, True], [])

    second = json.loads(raw)["contests"][1]["slip"]
    verdicts, _ = verify_file(raw.replace(second["before"], "0" * 64).encode())
    assert not all(one.ok for one in verdicts)
