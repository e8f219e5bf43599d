"""Deciding at the desk: pick, approve, hold, call off and the rest, each once, with its reason, under a name."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from captionbot.contest.stages import Stage
from tests.contest.made import comment
from tests.desk.acting import hidden_fields, send
from tests.desk.conftest import Office
from tests.desk.deciding import (
    HORSES,
    announced,
    audit_of,
    contest_of,
    decision_of,
    done,
    in_review,
    opened,
    refused,
    text_of,
    words_of,
)
from tests.store.made import HOUR, begun

SAME = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
BECAUSE = {"because": "the crowd loved it"}


def test_staff_pick_another_winner_with_a_reason(editor: FlaskClient, office: Office) -> None:
    """It is recorded under their name, and never brings the hour forward."""
    in_review(office)
    told = done(editor, "/contests/1/pick/2", BECAUSE)

    assert "“Two stallions, one stall” wins contest no. 1, to be announced from Tuesday 1 December" in told
    decision, row = decision_of(office), contest_of(office)
    assert (decision.kind, decision.comment_id, decision.by, decision.because) == (
        "pick",
        "2",
        "Dana",
        "the crowd loved it",
    )
    assert (row.stage, row.approved_by) == (Stage.REVIEW, "Dana")
    assert [(one.by, one.action) for one in audit_of(office)][-1] == ("Dana", "pick")


def test_a_pick_without_a_reason_is_not_done(editor: FlaskClient, office: Office) -> None:
    """And what was typed besides is kept."""
    in_review(office)
    page = refused(editor, "/contests/1/pick/2", {"because": "  ", "name": "Fan"}, status=422)

    assert "Say why, in a few words." in page
    assert decision_of(office).kind == "tally"


def test_a_pick_says_whom_it_passes_over(editor: FlaskClient, office: Office) -> None:
    """So that a rule that was broken is put on record first."""
    in_review(office)

    assert "It passes over 2 captions with more votes" in text_of(editor, "/contests/1/pick/3")
    assert "passes over" not in text_of(editor, "/contests/1/pick/1")


def test_what_cant_win_is_told_before_anything_is_typed(editor: FlaskClient, office: Office) -> None:
    """In the desk's words."""
    in_review(office)

    page = text_of(editor, "/contests/1/pick/4")
    assert "“🐎” was left out (no words); only an entry can win. “Entries” lists those that can." in page
    assert "There" not in text_of(editor, "/contests/1/pick/1")
    for act in ("pick", "leave-out", "readmit", "ours", "not-ours"):
        assert editor.get(f"/contests/1/{act}/99").status_code == 404, act


def test_a_winner_is_approved_once(editor: FlaskClient, office: Office) -> None:
    """A form sent twice has one effect."""
    in_review(office)
    fields = hidden_fields(editor.get("/contests/1/approve").text, "/contests/1/approve")
    for _ in range(2):
        assert editor.post("/contests/1/approve", data=fields, headers=SAME).status_code == 303

    assert [one.action for one in audit_of(office)] == ["approve"]
    assert contest_of(office).approved_by == "Dana"


def test_what_is_flagged_wants_a_reason(editor: FlaskClient, office: Office) -> None:
    """And stands there to be looked at first."""
    in_review(office, comment(1, "Call me: 713 555 0100", votes=9), comment(2, votes=3))

    page = text_of(editor, "/contests/1/approve")
    assert "Look first: phone number: It has what may be a phone number in it." in page
    refused(editor, "/contests/1/approve", {}, status=422)
    assert contest_of(office).approved_at is None
    assert "is approved" in done(editor, "/contests/1/approve", {"because": "it is the library's own"})


def test_announce_as_cuts_a_caption_and_shortens_a_name(editor: FlaskClient, office: Office) -> None:
    """The record keeps what was written."""
    in_review(office)
    said = {"caption": "They promised the horses a milkshake", "name": "Fan", "because": "no town"}
    assert "is approved" in done(editor, "/contests/1/announce-as", said)

    decision = decision_of(office)
    assert (decision.caption, decision.said_caption, decision.said_name) == (HORSES, said["caption"], "Fan")
    assert decision.number == 2


def test_another_caption_is_refused_and_what_was_typed_stays(editor: FlaskClient, office: Office) -> None:
    """In words that name the field, and no option of a command."""
    in_review(office)
    answer = send(editor, "/contests/1/announce-as", {"caption": "Something else entirely"})

    assert answer.status_code == 409
    assert "is another caption" in answer.text
    assert "Leave the caption’s field empty" in answer.text
    assert "--caption" not in answer.text
    assert 'value="Something else entirely"' in answer.text
    assert decision_of(office).number == 1


def test_other_words_are_taken_back_by_an_empty_field(editor: FlaskClient, office: Office) -> None:
    """The form begins with the words that would be announced."""
    in_review(office)
    done(editor, "/contests/1/announce-as", {"caption": "They promised the horses a milkshake", "name": "a fan"})
    page = editor.get("/contests/1/announce-as").text
    assert 'value="They promised the horses a milkshake"' in page
    assert 'value="a fan"' in page
    done(editor, "/contests/1/announce-as", {"caption": "", "name": "a fan"})

    decision = decision_of(office)
    assert (decision.number, decision.said_caption, decision.said_name) == (3, None, "a fan")


def test_announce_as_nothing_is_no_announce_as(editor: FlaskClient, office: Office) -> None:
    """Then approve is meant."""
    in_review(office)

    page = editor.get("/contests/1/announce-as").text
    assert f'value="{HORSES}"' in page
    assert 'value="Fan 1"' in page
    for typed in ({}, {"caption": "", "name": " "}, {"caption": HORSES, "name": "Fan 1"}):
        assert "announced in these words anyway" in refused(editor, "/contests/1/announce-as", typed)


def test_somebody_who_acted_meanwhile_is_shown(editor: FlaskClient, desk: FlaskClient, office: Office) -> None:
    """Nothing is done, nothing typed is lost, and sent again it is done."""
    in_review(office)
    fields = hidden_fields(editor.get("/contests/1/pick/2").text, "/contests/1/pick/2") | BECAUSE
    done(desk, "/contests/1/pick/3", {"because": "mine is better"})
    answer = editor.post("/contests/1/pick/2", data=fields, headers=SAME)

    assert answer.status_code == 409
    assert "Maria picked “Hay, what are you looking at?”, because “mine is better”" in words_of(answer.text)
    assert "the crowd loved it" in answer.text
    assert decision_of(office).comment_id == "3"
    again = hidden_fields(answer.text, "/contests/1/pick/2") | BECAUSE
    told = editor.post("/contests/1/pick/2", data=again, headers=SAME)
    assert told.status_code == 303
    assert decision_of(office).comment_id == "2"
    assert "Hay, what are you looking at?” was picked by Maria" in editor.get(told.headers["Location"]).text


def test_a_contest_is_held_and_released(editor: FlaskClient, office: Office) -> None:
    """With the reason for all to see."""
    in_review(office)
    assert "is on hold" in done(editor, "/contests/1/hold", {"because": "wait for the mayor"})
    assert contest_of(office).held == "wait for the mayor"

    assert "It is held because: wait for the mayor" in text_of(editor, "/contests/1/release")
    page = editor.get("/").text
    assert "It is on hold; its winner is due on Tuesday 1 December at 10:00 AM CST." in page
    assert page.count("wait for the mayor") == 1
    assert '<a class="button quiet" href="/contests/1/approve">Approve</a>' in page  # one button stands out: Release
    assert "is released" in done(editor, "/contests/1/release", {})
    assert contest_of(office).held == ""
    assert "is not on hold" in refused(editor, "/contests/1/release", {})


def test_a_contest_is_called_off(editor: FlaskClient, office: Office) -> None:
    """And nothing more can be said about its winner; what can is offered."""
    opened(office)
    told = done(editor, "/contests/1/void", {"because": "wrong photo"})

    assert "is called off. What stands on the Page stays there" in told
    assert contest_of(office).stage == Stage.VOID
    page = text_of(editor, "/contests/1/approve")
    assert "This can’t be done now: contest no. 1 is void." in page
    assert "Words to post by hand" in page


def test_words_for_a_contest_that_found_nothing(editor: FlaskClient, office: Office) -> None:
    """They are there to be copied, and sent by nobody."""
    opened(office)
    done(editor, "/contests/1/void", {"because": "no captions"})

    assert "Beat the Caption of Friday 27 November 2026" in text_of(editor, "/contests/1/words")


def test_a_last_reading_is_taken_by_the_next_tick(editor: FlaskClient, office: Office) -> None:
    """Under a pause too; it is told how to keep the comments, which are records."""
    opened(office)
    with office.writing() as record:
        record.contests.get(1).next_reading_at = office.hour + HOUR
        record.staff.pause("Maria", "a funeral", office.hour)
    page = text_of(editor, "/contests/1/read-now")
    assert "hide it there rather than delete it: deleting destroys the comments, which are records" in page
    assert "Its captions were read" not in page  # at no instant that the contest knows

    assert "are read by the next tick" in done(editor, "/contests/1/read-now", {})
    assert contest_of(office).next_reading_at == office.hour


def test_after_the_close_nothing_is_read_any_more(editor: FlaskClient, office: Office) -> None:
    """What counts was read then."""
    in_review(office)

    assert "This can’t be done now: contest no. 1 is in review." in text_of(editor, "/contests/1/read-now")


@pytest.mark.parametrize("make", [opened, in_review])
def test_an_entry_is_left_out_and_taken_back_in(
    editor: FlaskClient, office: Office, make: Callable[[Office], None]
) -> None:
    """For a reason of the published list and of no other."""
    make(office)
    assert "Say which." in refused(editor, "/contests/1/leave-out/1", {}, status=422)
    refused(editor, "/contests/1/leave-out/1", {"reason": "too silly"}, status=422)
    told = done(editor, "/contests/1/leave-out/1", {"reason": "advertising", "because": "Bob sells milkshakes"})

    assert "is left out: advertising." in told
    with office.store.view() as record:
        assert record.staff.disqualified(1)["1"].because == "Bob sells milkshakes"
    assert "was left out by Dana" in refused(editor, "/contests/1/leave-out/1", {"reason": "copied"})
    assert "It was left out by Dana on" in text_of(editor, "/contests/1/readmit/1")
    assert "no longer left out by staff" in done(editor, "/contests/1/readmit/1", {})


def test_where_another_leads_then_it_waits_for_a_yes(editor: FlaskClient, office: Office) -> None:
    """Which is said at once."""
    in_review(office)
    told = done(editor, "/contests/1/leave-out/1", {"reason": "copied"})

    assert "“Two stallions, one stall” leads now, with 5 votes. A person must approve" in told
    for said in (told, text_of(editor, "/"), text_of(editor, "/contests/1/approve")):
        assert f"“{HORSES}” was left out by Dana (copied), and another entry leads" in said
        assert "comment 1" not in said
    assert "Nothing is announced by itself on Tuesday 1 December at 10:00 AM CST; a person must" in text_of(editor, "/")
    assert "announces the winner" not in text_of(editor, "/")


def test_one_of_ours_and_none_of_ours(editor: FlaskClient, office: Office) -> None:
    """Whoever wrote it can't win, until that is taken back."""
    in_review(office)
    assert "Fan 1 is one of ours and can’t win." in done(editor, "/contests/1/ours/1", {})
    assert decision_of(office).comment_id == "2"

    assert "“None of ours” takes that back" in refused(editor, "/contests/1/ours/1", {})
    assert "Fan 1 takes part again." in done(editor, "/contests/1/not-ours/1", {})


def test_a_public_winner_is_corrected(editor: FlaskClient, office: Office) -> None:
    """At once, and with all that will be said before it is decided."""
    announced(office)
    page = text_of(editor, "/contests/1/correct/2")
    assert "Correction: the winner of Beat the Caption of Friday 27 November 2026 is" in page
    assert "Added to the announcement that stands" in page
    assert "[here follows the link to it]" in page

    assert "wins, and the next tick says so." in done(editor, "/contests/1/correct/2", BECAUSE)
    assert (contest_of(office).stage, decision_of(office).comment_id) == (Stage.ANNOUNCING, "2")
    told = done(editor, "/contests/1/correct/1", BECAUSE)
    assert "wins as it was announced: its correction is called off, and nothing is said" in told
    assert contest_of(office).stage == Stage.ANNOUNCED


def test_a_public_result_is_taken_back(editor: FlaskClient, office: Office) -> None:
    """Then there are words for the Page, and what stands there, with its links."""
    announced(office)
    answer = send(editor, "/contests/1/retract", {"because": "the caption was copied"})

    assert answer.headers["Location"].startswith("/contests/1/words")
    page = editor.get(answer.headers["Location"]).text
    assert "The next tick adds" in page
    assert "https://www.facebook.com/100200300_88" in page
    assert "withdrawn" in page
    assert contest_of(office).stage == Stage.RETRACTED


def test_what_is_retracted_and_written_is_not_retracted_again(editor: FlaskClient, office: Office) -> None:
    """Only what could not be written would be tried again."""
    announced(office)
    done(editor, "/contests/1/retract", BECAUSE)

    assert "It is retracted already." in text_of(editor, "/contests/1/retract")
    page = refused(editor, "/contests/1/retract", BECAUSE)
    assert "The result of contest no. 1 is retracted already. “This week” shows what could not be written" in page


def test_a_contest_that_is_not_posted_may_be_held_and_called_off(editor: FlaskClient, office: Office) -> None:
    """And nothing else."""
    with office.writing() as record:
        begun(record)

    assert "is on hold" in done(editor, "/contests/1/hold", {"because": "a typo"})
    page = text_of(editor, "/contests/1/approve")
    assert "contest no. 1 is not posted yet" in page
    assert "Release" in page


def test_words_for_a_week_without_a_photo(editor: FlaskClient, office: Office) -> None:
    """Of the first such week, or of any that is asked for."""
    page = text_of(editor, "/words/no-contest")
    assert "No photo in the queue is ready for Friday 4 December 2026." in page
    assert "Friday 25 December 2026" in text_of(editor, "/words/no-contest?date=2026-12-25")
    assert "is no day" in text_of(editor, "/words/no-contest?date=<b>", status=404)
