"""One contest and its entries: what was decided, what was said, and captions found by their words or a name."""

import re
from collections.abc import Iterable

import pytest
from flask.testing import FlaskClient

from captionbot.contest.comment import Comment
from captionbot.contest.entries import Reason
from captionbot.contest.stages import Stage
from captionbot.decisions import Word, pick
from captionbot.decisions.leaving_out import disqualify
from captionbot.desk.contests import entries as entries_page
from captionbot.overview import shown as showing
from captionbot.store.utterances import Kind
from tests.contest.made import CLOSES, comment
from tests.desk.conftest import Office
from tests.rooms.made import VERDICT, at_stage, read, reviewed, said_post
from tests.store.made import HOUR, SLOT, utterance


def shown(page: str) -> list[str]:
    """The ids of the comments that a page lists, in its order."""
    return re.findall(r'id="comment-([^"]+)"', page)


def test_who_decided_what_is_told(desk: FlaskClient, office: Office) -> None:
    """With their reasons, the newest first; and so is the winner that they chose."""
    with office.writing() as record:
        reviewed(record)
        disqualify(record, "3", Reason.CRUDE, Word("Dana", CLOSES, "no"))
        pick(record, 1, "2", Word("Maria", CLOSES + HOUR, "the oats <are> better"))
    page = desk.get("/contests/1").text

    assert 'Chosen by <bdi>Maria</bdi>: <span dir="auto">the oats &lt;are&gt; better</span>' in page
    picked, left_out = page.index("<bdi>Maria</bdi> <bdi>picked “"), page.index("<bdi>Dana</bdi> <bdi>left out “")
    assert picked < left_out
    assert re.search("before: “[^”]+” [(]by votes[)]", page)


def test_a_slip_is_offered_where_there_is_one(desk: FlaskClient, office: Office) -> None:
    """A contest that ended a moment ago has none yet."""
    with office.writing() as record:
        at_stage(record, Stage.VOID)

    assert "slip.json" not in desk.get("/contests/1").text


def test_what_stands_on_the_page_has_its_link(desk: FlaskClient, office: Office) -> None:
    """Only what was really said."""
    with office.writing() as record:
        said_post(record)
        record.utterances.intend(utterance(kind=Kind.REPLY, decision=1))
    page = desk.get("/contests/1").text

    assert "The post</a>, <time" in page
    assert "The reply" not in page


def test_a_contest_that_never_was_is_nowhere(desk: FlaskClient) -> None:
    """Nor are its entries."""
    assert [desk.get(path).status_code for path in ("/contests/7", "/contests/7/entries")] == [404, 404]


CROWD = (
    comment(1, "My café has better oats", votes=4, by="a"),
    comment(2, "NEIGH means no", votes=9, by="b"),
    comment(3, "Ein Pferd heißt Müller", votes=2, by="c"),
    comment(4, "Лошадь просит молока", votes=3, by="d"),
    comment(5, "100% neigh_sayer", votes=1, by="e"),
    comment(6, "🐎", votes=5, by="f"),
)
FOUND = {
    "nothing typed": ("", ["2", "6", "1", "4", "3", "5"]),
    "a word in another case": ("neigh", ["2", "5"]),
    "another script in another case": ("ЛОШАДЬ", ["4"]),
    "a name": ("Fan 3", ["3"]),
    "nobody's": ("zebra", []),
    "only spaces": ("   ", ["2", "6", "1", "4", "3", "5"]),
}
LARGE = {"a sign of SQL": ("100%", ["5"]), "another": ("h_s", ["5"]), "as it is written": ("café", ["1"])}
SMALL = {"without its accent": ("cafe", ["1"]), "with accents of its own": ("MULLER", ["3"])}


def _ask(desk: FlaskClient, typed: str, start: int = 0) -> str:
    answer = desk.get("/contests/1/entries", query_string={"q": typed, "from": start})
    assert answer.status_code == 200
    return answer.text


def _read_at_noon(office: Office, comments: Iterable[Comment]) -> None:
    office.hour = CLOSES - HOUR
    with office.writing() as record:
        row = said_post(record)
        reading = record.comments.begin_reading(row.number, SLOT + HOUR)
        some = list(comments)
        record.comments.keep(1, reading.id, some, SLOT + HOUR)
        record.comments.end_reading(reading.id, SLOT + HOUR, complete=True, rows=len(some), total=len(some))


def test_captions_are_found(desk: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """By words or by a name, however they are written, the most votes first; of a viral thread by the database."""
    _read_at_noon(office, CROWD)
    small = {name: shown(_ask(desk, typed)) for name, (typed, _) in (FOUND | SMALL).items()}
    monkeypatch.setattr(entries_page, "AT_ONCE", 1)
    large = {name: shown(_ask(desk, typed)) for name, (typed, _) in (FOUND | LARGE).items()}

    assert small == {name: found for name, (_, found) in (FOUND | SMALL).items()}
    assert large == {name: found for name, (_, found) in (FOUND | LARGE).items()}


def test_nothing_found_says_what_was_looked_for(desk: FlaskClient, office: Office) -> None:
    """As text, and in its own direction."""
    _read_at_noon(office, CROWD)

    assert 'holds <q dir="auto">&lt;zebra&gt;</q>' in _ask(desk, "<zebra>")


def test_why_something_takes_no_part_is_said_while_entries_are_open(
    desk: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also of what the tally at a glance leaves out of sight: no words, a reply, withdrawn."""
    monkeypatch.setattr(showing, "LISTED", 1)
    monkeypatch.setattr(showing, "EXAMPLES", 0)
    _read_at_noon(office, [*CROWD, comment(7, "Neigh!", votes=8, reply_to="2")])
    page = _ask(desk, "")

    assert "Left out: no words" in page
    assert "Comment 7" in page  # an export that withholds somebody asks for such a number
    assert "Left out: a reply" in page
    assert page.count("Left out:") == 2


def test_after_the_close_places_and_reasons_are_as_they_were_found(
    desk: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entries by place, then what was left out; what came later says so."""
    monkeypatch.setattr(showing, "LISTED", 1)
    monkeypatch.setattr(showing, "EXAMPLES", 0)
    with office.writing() as record:
        row = reviewed(record)
        later = record.comments.begin_reading(1, CLOSES + HOUR)
        record.comments.keep(1, later.id, [comment(8, "Too late", votes=50, at=CLOSES + HOUR)], CLOSES + HOUR)
        assert row.votes_at is not None
    page = _ask(desk, "")

    assert shown(page) == ["1", "2", "3", "4", "8"]
    assert "Left out: after the window" in page
    assert "No. 3, by" in page


def test_a_long_list_is_turned_page_by_page(desk: FlaskClient, office: Office) -> None:
    """Each comment once; what was looked for stays in the links."""
    _read_at_noon(office, (comment(number, f"Oats {number}", votes=200 - number) for number in range(1, 121)))
    pages = [_ask(desk, "oats", start) for start in (0, 50, 100)]

    assert [one for page in pages for one in shown(page)] == [str(number) for number in range(1, 121)]
    assert "q=oats&amp;from=50" in pages[0]
    assert "q=oats&amp;from=0" in pages[1]
    assert "More" not in pages[2]


STARTS = ("-5", "x", "5000", str(10**30))


def test_a_place_that_is_none_breaks_nothing(desk: FlaskClient, office: Office) -> None:
    """Whatever stands in the address."""
    _read_at_noon(office, CROWD)

    assert [desk.get(f"/contests/1/entries?from={start}").status_code for start in STARTS] == [200] * len(STARTS)


def test_a_closed_contest_that_is_judged_by_hand_reads_its_words(desk: FlaskClient, office: Office) -> None:
    """A caption found by its words may be picked from the list."""
    with office.writing() as record:
        row = said_post(record)
        read(record, row, *CROWD)
        row.stage = "review"
        row.votes_at = CLOSES
        record.comments.freeze(row, [{**VERDICT, "comment_id": "3", "counted_votes": 2}])
    page = _ask(desk, "Pferd")

    assert "/contests/1/pick/3" in page
