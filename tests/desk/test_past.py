"""The past on the desk: every contest is found by what people remember of it, proved, exported and kept."""

import io
import zipfile
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from captionbot.contest.stages import Stage
from captionbot.desk.past import showing
from captionbot.records.checking import check_file
from captionbot.store.record import Record
from captionbot.store.schema import Contest
from tests.contest.made import comment
from tests.desk.acting import hidden_fields, send
from tests.desk.conftest import Office
from tests.rooms.made import reviewed
from tests.rooms.papers import ended
from tests.store.made import HOUR, SLOT, begun, decision

HOSTILE = "<script>alert(1)</script>\"'><img src=x>{{ 7*7 }}"
WEEK = 7 * 24 * HOUR


def _won(record: Record, n: int, caption: str, winner: str | None, **changes: str) -> Contest:
    """A contest that was announced long ago."""
    row = begun(
        record,
        **(
            {"slot_key": f"week {n}", "slot_at": SLOT - n * WEEK, "stage": Stage.ANNOUNCED, "post_id": f"9_{n}"}
            | changes
        ),
    )
    record.contests.decide(row, decision(contest=row.number, caption=caption, winner=winner))
    return row


@pytest.fixture
def three(office: Office) -> Office:
    """Three contests of three weeks."""
    with office.writing() as record:
        _won(record, 3, "He ordered the café milkshake", "Ana López", photo="horse.jpg")
        _won(
            record,
            2,
            "Duck and cover",
            None,
            photo="ducks-1974.jpg",
            marker="Beat the Caption · Friday 13 November 2026",
        )
        row = _won(record, 1, "No comment", "Bo Chan")
        row.sidecar = {"alt": "A statue with a traffic cone on its head", "credit": "City archive"}
    return office


def _numbers(page: str) -> list[int]:
    return [n for n in range(1, 60) if f">No. {n}</a>" in page]


def test_the_newest_contest_comes_first(desk: FlaskClient, three: Office) -> None:
    """Each with its photo, stage, day, caption and winner."""
    page = desk.get("/past").text

    assert page.index(">No. 3<") < page.index(">No. 2<") < page.index(">No. 1<")
    assert "3 contests." in page
    assert "He ordered the café milkshake" in page
    assert "name withheld by Facebook, 9 votes" in page
    assert "Friday 13 November 2026" in page
    assert 'src="/pictures/contests/2.jpg"' in page


QUESTIONS = {
    "a winner's words": ("cafe MILKSHAKE", [1]),
    "a winner's name": ("lopez", [1]),
    "the photo's file": ("ducks", [2]),
    "what the photo shows": ("traffic cone", [3]),
    "whom it is from": ("city archive", [3]),
    "a date in words": ("13 november", [2]),
    "a date in numbers": ("2026-11-13", [2]),
    "a month": ("2026-11", [1, 2, 3]),
    "a number alone": ("#2", [2]),
    "a number as somebody says it": ("1974", [2, 3]),
    "a part of a number": ("97", []),
    "what nobody said": ("zebra", []),
    "a sign that is none of SQL's here": ("100%", []),
    "nothing but signs": ("!?", [1, 2, 3]),
}


@pytest.mark.parametrize(("asked", "found"), QUESTIONS.values(), ids=QUESTIONS)
def test_a_contest_is_found_by_what_people_remember(
    desk: FlaskClient, three: Office, asked: str, found: list[int]
) -> None:
    """Whatever the case, the accents and the order."""
    assert _numbers(desk.get("/past", query_string={"q": asked}).text) == found


def test_every_caption_is_looked_through_where_that_is_asked_for(desk: FlaskClient, office: Office) -> None:
    """Also those that did not win; and it says where to look."""
    with office.writing() as record:
        reviewed(record, comment(1, "The winner", votes=9), comment(2, "An also-ran of 50% off", votes=1))

    assert _numbers(desk.get("/past?q=also-ran").text) == []
    page = desk.get("/past", query_string={"q": "50%", "in": "all"}).text
    assert _numbers(page) == [1]
    assert "Found in a caption or name" in page
    assert _numbers(desk.get("/past", query_string={"q": "fan 2", "in": "all"}).text) == [1]
    assert _numbers(desk.get("/past", query_string={"q": "5%0", "in": "all"}).text) == []
    assert _numbers(desk.get("/past", query_string={"q": "  ", "in": "all"}).text) == [1]


def test_the_past_comes_in_pages(desk: FlaskClient, office: Office) -> None:
    """Twenty at a time; a page that is none is the nearest there is, and the question goes along."""
    with office.writing() as record:
        for n in range(45):
            _won(record, 50 - n, "A caption", "Fan")

    assert _numbers(desk.get("/past").text) == list(range(26, 46))
    middle = desk.get("/past?q=caption&page=2").text
    assert _numbers(middle) == list(range(6, 26))
    assert "Page 2 of 3" in middle
    assert "/past?q=caption&amp;page=3" in middle
    for odd, last in {"99": 5, "0": 45, "-3": 45, "x": 45, "9" * 40: 5}.items():
        assert _numbers(desk.get(f"/past?page={odd}").text)[-1] == last


def test_a_question_in_any_shape_is_answered(desk: FlaskClient, three: Office) -> None:
    """It is text: shown as it was typed, and never an error."""
    for odd in (HOSTILE, "\ud7ff" * 500, "9" * 300, "#" + "9" * 300, "#", "٣", "\u202eabc", "_" * 30_000):
        for where in ("", "all"):
            answer = desk.get("/past", query_string={"q": odd, "in": where})
            assert answer.status_code == 200
            assert "<script" not in answer.text


def test_an_empty_past_says_so(desk: FlaskClient) -> None:
    """In words."""
    assert "There has been no contest yet." in desk.get("/past").text


def test_hostile_words_are_text(desk: FlaskClient, office: Office) -> None:
    """In captions, names, files and reasons, on every page of the past."""
    with office.writing() as record:
        ended(record, comment(1, HOSTILE, votes=9), said=f"“{HOSTILE}” wins.", photo=HOSTILE)
        record.contests.get(1).kept_by = record.contests.get(1).kept_because = HOSTILE
    for path in ("/past", "/contests/1/proof", "/contests/1/keep"):
        page = desk.get(path).text
        assert "<script" not in page
        assert "src=x" not in page.replace("&lt;img src=x", "")


def test_a_slip_is_proved_by_whoever_has_the_file(desk: FlaskClient, office: Office, tmp_path: Path) -> None:
    """It holds what was announced, and nobody else's words or names."""
    with office.writing() as record:
        ended(record, comment(1, "Caption number 1", votes=9), comment(2, "Somebody else’s secret", votes=1))
    answer = desk.get("/contests/1/slip.json")
    file = tmp_path / "slip.json"
    file.write_bytes(answer.data)

    assert answer.headers["Content-Disposition"] == "attachment; filename=contest-1-slip.json"
    assert answer.mimetype == "application/json"
    assert check_file(file).ok
    assert "Caption number 1" in answer.text
    assert "secret" not in answer.text
    assert "Fan 2" not in answer.text


def test_a_result_is_counted_again(desk: FlaskClient, office: Office) -> None:
    """In sentences, and with the file to take along."""
    with office.writing() as record:
        ended(record)
    page = desk.get("/contests/1/proof").text

    assert "The result is proved." in page
    assert "the slip is whole" in page
    assert 'href="/contests/1/slip.json"' in page


def test_a_record_that_was_changed_is_told(desk: FlaskClient, office: Office) -> None:
    """Loudly, with what to do."""
    with office.writing() as record:
        ended(record)
        row = record.comments.get(1, "1")
        assert row is not None
        row.counted_votes = 3
        row.text = "Other words"
    page = desk.get("/contests/1/proof").text

    assert "The result is NOT proved." in page
    assert "Keep the database as it is" in page


def test_a_viral_contest_is_counted_where_there_is_time(
    desk: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says by which command."""
    with office.writing() as record:
        ended(record)
    monkeypatch.setattr(showing, "COUNTED_HERE", 2)

    assert "<code>captionbot verify 1</code>" in desk.get("/contests/1/proof").text


@pytest.mark.parametrize("path", ["slip.json", "proof", "keep"])
def test_a_contest_that_is_none_is_told(desk: FlaskClient, path: str) -> None:
    """Not as a fault of ours, however large its number."""
    for number in ("7", "9" * 30):
        answer = desk.get(f"/contests/{number}/{path}")
        assert answer.status_code in {404, 503}
        assert "There is no contest no." in answer.text


def test_a_contest_without_a_slip_says_when_there_will_be_one(desk: FlaskClient, office: Office) -> None:
    """It is still in review."""
    with office.writing() as record:
        reviewed(record)

    for path in ("/contests/1/slip.json", "/contests/1/proof"):
        assert "no result slip yet" in desk.get(path).text


def test_a_contest_is_kept_for_good_and_no_longer(desk: FlaskClient, three: Office) -> None:
    """By an admin, with a reason, and the log says it."""
    send(desk, "/contests/2/keep", {"because": "a lawsuit"})
    with three.store.view() as record:
        assert (record.contests.get(2).kept_by, record.contests.get(2).kept_because) == ("Maria", "a lawsuit")
    assert "kept for good by" in desk.get("/contests/2/keep").text
    assert "kept for good" in desk.get("/past").text

    send(desk, "/contests/2/keep", {"because": "settled"})
    with three.store.view() as record:
        assert record.contests.get(2).kept_by == ""
        assert [(row.by, row.action) for row in record.staff.audit(2)] == [("Maria", "keep"), ("Maria", "keep undone")]


def test_keeping_wants_a_reason(desk: FlaskClient, three: Office) -> None:
    """Nobody remembers it in five years."""
    answer = send(desk, "/contests/2/keep", {"because": "  "})

    assert answer.status_code == 422
    assert "Say why: it stands in the record." in answer.text


def test_two_who_keep_at_once_see_each_other(desk: FlaskClient, three: Office) -> None:
    """The second would else undo what the first has done."""
    page = desk.get("/contests/2/keep").text
    send(desk, "/contests/2/keep", {"because": "a lawsuit"})
    fields = hidden_fields(page, "/contests/2/keep") | {"because": "mine"}
    answer = desk.post("/contests/2/keep", data=fields, headers={"Origin": "http://localhost"})

    assert answer.status_code == 409
    assert "Maria keeps it for good, because “a lawsuit”" in answer.text


@pytest.mark.parametrize(
    ("kind", "mimetype"), [("csv", "text/csv"), ("json", "application/json"), ("html", "text/html")]
)
def test_an_export_is_a_file_to_keep(desk: FlaskClient, office: Office, kind: str, mimetype: str) -> None:
    """The same bytes that `export` writes, and a line in the log."""
    with office.writing() as record:
        ended(record)
    answer = send(desk, "/past/export", {"kind": kind, "contest": "1", "because": "request 26-114"})

    assert answer.status_code == 200
    assert answer.mimetype == mimetype
    assert answer.headers["Content-Disposition"] == f"attachment; filename=contest-1.{kind}"
    assert "Caption number 2" in answer.text
    with office.store.view() as record:
        line = record.staff.audit()[-1]
    assert (line.by, line.action, line.contest, line.because) == ("Maria", "export", 1, "request 26-114")
    assert line.detail == f"with names, contest-1.{kind}"


def test_a_zip_of_all_contests_is_whole(desk: FlaskClient, office: Office, tmp_path: Path) -> None:
    """And `verify` proves it."""
    with office.writing() as record:
        ended(record)
        _won(record, 5, "Older", "Fan")
    answer = send(desk, "/past/export", {"kind": "zip"})
    file = tmp_path / "all.zip"
    file.write_bytes(answer.data)

    assert answer.headers["Content-Disposition"] == "attachment; filename=contests-1-to-2.zip"
    assert "index.html" in zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    found = check_file(file)
    assert found.problems == []
    assert {one.contest: one.ok for one in found.verdicts} == {1: True, 2: False}  # the older one has no slip


def test_a_public_copy_names_nobody_else(desk: FlaskClient, office: Office) -> None:
    """And its name says what it is."""
    with office.writing() as record:
        ended(record, comment(1, "Caption number 1", votes=9), comment(2, "Somebody else’s secret", votes=1))
    answer = send(desk, "/past/export", {"kind": "csv", "contest": "1", "public": "y"})

    assert answer.headers["Content-Disposition"] == "attachment; filename=contest-1-public.csv"
    assert "secret" not in answer.text


def test_somebody_is_left_out_of_an_export(desk: FlaskClient, office: Office) -> None:
    """With everything of theirs; the log says whom it lacks."""
    with office.writing() as record:
        ended(record, comment(1, "Caption number 1", votes=9), comment(2, "Somebody else’s secret", votes=1))
    answer = send(desk, "/past/export", {"kind": "csv", "contest": "1", "withhold": "9_2"})

    assert "secret" not in answer.text
    with office.store.view() as record:
        assert record.staff.audit()[-1].detail == "with names, contest-1.csv, without 9_2"


EXPORTS_REFUSED = {
    "a contest and days": ({"contest": "1", "first": "2026-11-01"}, 422, "Name a contest, or days; not both."),
    "days the wrong way round": ({"first": "2026-11-02", "last": "2026-11-01"}, 422, "lies before the first one"),
    "no such kind": ({"kind": "exe"}, 422, "Not a valid choice"),
    "no such contest": ({"contest": "9"}, 409, "There is no contest no. 9."),
    "a number that is none": ({"contest": "-1"}, 422, "Contests are numbered from 1."),
    "days without a contest": ({"first": "2031-01-01"}, 409, "No contest lies between these days."),
    "a comment that is none": ({"contest": "1", "withhold": "77"}, 409, "There is no comment 77 to withhold."),
    "too many comments": ({"withhold": "1 " * 51}, 422, "At most 50 comments at a time."),
}


@pytest.mark.parametrize(("typed", "status", "told"), EXPORTS_REFUSED.values(), ids=EXPORTS_REFUSED)
def test_an_export_that_cant_be_made_says_why(
    desk: FlaskClient, office: Office, typed: dict[str, str], status: int, told: str
) -> None:
    """Nothing is written, nothing is logged, and what was typed is kept."""
    with office.writing() as record:
        ended(record)
    answer = send(desk, "/past/export", {"kind": "csv"} | typed)

    assert answer.status_code == status
    assert told in answer.text
    with office.store.view() as record:
        assert "export" not in {row.action for row in record.staff.audit()}


def test_an_editor_sees_the_past_and_takes_no_names_away(editor: FlaskClient, three: Office) -> None:
    """Exports and keeping are an admin's."""
    assert "Export records" not in editor.get("/past").text
    assert editor.get("/past/export").status_code == 403
    assert editor.get("/contests/2/keep").status_code == 403
    assert editor.get("/past").status_code == 200
