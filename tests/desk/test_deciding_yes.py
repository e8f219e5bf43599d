"""A person's yes: what is shown beside it, what it is to, and that it is asked for once."""

import pytest
from flask.testing import FlaskClient

from captionbot.contest.doubts import GONE
from captionbot.judging import step_up
from tests.contest.made import comment
from tests.desk.acting import hidden_fields
from tests.desk.conftest import Office
from tests.desk.deciding import HORSES, contest_of, done, in_review, text_of, words_of
from tests.store.made import ANNOUNCES, HOUR

SAME = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
BECAUSE = {"because": "the crowd loved it"}


def test_marks_stand_where_one_says_yes(editor: FlaskClient, office: Office) -> None:
    """Beside the winner on This week and its contest's page, and wherever it is approved or picked."""
    in_review(office, comment(1, "What the hell, officer", votes=9), comment(2, "Hay", votes=5))

    for path in ("/contests/1/approve", "/contests/1/pick/1", "/contests/1/announce-as"):
        assert "Marked: rough word" in text_of(editor, path), path
    for path in ("/", "/contests/1"):
        assert text_of(editor, path).count("Marked: rough word") == 2, path  # in the shortlist, too


def test_what_is_approved_is_not_asked_for_again(editor: FlaskClient, office: Office) -> None:
    """The button that stands out is gone; a second yes is still to be had."""
    in_review(office)
    assert '<a class="button" href="/contests/1/approve">Approve</a>' in editor.get("/").text
    done(editor, "/contests/1/approve", {})

    for path in ("/", "/contests/1", "/contests/1/preview"):
        page = editor.get(path).text
        assert '<a class="button quiet" href="/contests/1/approve">Approve again</a>' in page, path
        assert ">Approve</a>" not in page, path


@pytest.mark.parametrize("path", ["approve", "announce-as", "pick/1"])
def test_a_yes_is_to_the_words_that_were_shown(
    editor: FlaskClient, desk: FlaskClient, office: Office, path: str
) -> None:
    """Where a runner-up is one no longer, another text would go out: that is looked at first."""
    in_review(office)
    act = f"/contests/1/{path}"
    typed = hidden_fields(editor.get(act).text, act) | BECAUSE | {"name": "Fan"}
    done(desk, "/contests/1/ours/2", {})
    answer = editor.post(act, data=typed, headers=SAME)

    assert answer.status_code == 409
    assert "Maria said that it is by one of ours: “Two stallions, one stall”" in words_of(answer.text)
    assert contest_of(office).approved_at is None
    again = hidden_fields(answer.text, act) | BECAUSE | {"name": "Fan"}
    assert editor.post(act, data=again, headers=SAME).status_code == 303


def test_whoever_led_and_is_gone_is_named(editor: FlaskClient, office: Office) -> None:
    """Below it stands whoever leads now: that one is not gone."""
    in_review(office)
    with office.writing() as record:
        row, first = record.contests.get(1), record.comments.get(1, "1")
        assert first
        first.withdrawn_at = office.hour
        step_up(record, row, office.hour, GONE)
        record.staff.tell("asks", f"A person must approve: {GONE}.", office.hour, contest=1)

    led = f"“{HORSES}” led, and is gone from Facebook"
    for path in ("/", "/contests/1", "/contests/1/approve"):
        assert led in text_of(editor, path), path
    assert f"; a person must approve: {led}." in text_of(editor, "/")
    assert GONE not in text_of(editor, "/")
    office.hour = ANNOUNCES + HOUR
    assert f"Nothing is announced yet; a person must approve: {led}." in text_of(editor, "/")
