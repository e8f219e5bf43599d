"""Pausing and going on: two taps stop everything, and what fell due meanwhile is listed for a person."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from captionbot.contest.stages import Stage
from captionbot.decisions import UNDER_PAUSE
from captionbot.desk.pausing.forms import NO_REASON_YET, USUAL
from captionbot.judging import US
from tests.desk.acting import send
from tests.desk.conftest import Office
from tests.rooms.made import reviewed, said_post
from tests.rooms.papers import ended
from tests.store.made import ANNOUNCES, HOUR, SLOT, begun


def _pauses(office: Office) -> list[tuple[str, str]]:
    with office.store.view() as record:
        return [(row.by, row.because) for row in record.staff.pauses()]


def test_two_taps_pause_from_any_page(editor: FlaskClient, office: Office) -> None:
    """The link that is on every page, and a usual reason; the audit has who it was."""
    assert 'href="/pause"' in editor.get("/past").text

    answer = send(editor, "/pause", {"usual": USUAL[0]})

    assert answer.status_code == 303
    assert _pauses(office) == [("Dana", USUAL[0])]
    with office.store.view() as record:
        assert [(row.by, row.action, row.because) for row in record.staff.audit()][-1] == ("Dana", "pause", USUAL[0])
    page = editor.get(answer.location).text
    assert "Paused. Nothing is said on the Page until somebody goes on." in page
    assert "The Page is paused" in page


def test_a_reason_of_ones_own_goes_with_the_day_to_ask_again(desk: FlaskClient, office: Office) -> None:
    """The day is nine o'clock there, and nothing ends by itself."""
    answer = send(desk, "/pause", {"because": "  a funeral\non Thursday ", "until": "2026-12-04"})

    assert _pauses(office) == [("Maria", "a funeral on Thursday")]
    asked = "Staff are asked on Friday 4 December at 9:00 AM CST whether to go on."
    assert asked in desk.get(answer.location).text
    assert "it stays paused until somebody says so" in desk.get("/resume").text


def test_what_was_typed_is_kept_beside_what_was_tapped(desk: FlaskClient, office: Office) -> None:
    """A tap loses no words."""
    send(desk, "/pause", {"usual": USUAL[1], "because": "Sergeant Invented"})

    assert _pauses(office) == [("Maria", f"{USUAL[1]}: Sergeant Invented")]


REFUSED = {
    "no reason": ({}, NO_REASON_YET),
    "a blank one": ({"because": " \n "}, NO_REASON_YET),
    "a reason that nobody reads": ({"because": "x" * 501}, "Keep it to 500 characters."),
    "a tap of somebody else's making": ({"usual": "because I can"}, "Invalid value"),
    "a day that is none": ({"because": "x", "until": "soon"}, "Not a valid date value."),
}


@pytest.mark.parametrize(("typed", "told"), REFUSED.values(), ids=REFUSED)
def test_a_pause_without_a_reason_is_asked_for_one(
    desk: FlaskClient, office: Office, typed: dict[str, str], told: str
) -> None:
    """Nothing was done, and what was typed still stands in the field."""
    answer = send(desk, "/pause", typed)

    assert answer.status_code == 422
    assert told in answer.text
    assert typed.get("because", "") in answer.text
    assert _pauses(office) == []


def test_a_second_person_pauses_whatever_happened_meanwhile(
    desk: FlaskClient, editor: FlaskClient, office: Office
) -> None:
    """Nobody has to look again before they stop everything: both words stand."""
    page = desk.get("/pause").text
    send(editor, "/pause", {"because": "hers"})
    office.hour += timedelta(minutes=1)
    from_before = send(desk, "/pause", {"because": "mine"})

    assert "One tap pauses" in page
    assert from_before.status_code == 303
    assert _pauses(office) == [("Dana", "hers"), ("Maria", "mine")]


def test_what_stands_on_the_page_is_shown_with_what_to_do(desk: FlaskClient, office: Office) -> None:
    """Hiding keeps the comments, deleting destroys them; and a last reading is one tap away."""
    with office.writing() as record:
        said_post(record)
    page = desk.get("/pause").text

    assert "https://www.facebook.com/100200300_555" in page
    assert "hide it on Facebook; don’t delete it" in page
    assert 'href="/contests/1/read-now"' in page


def test_what_was_announced_last_stands_there_too(desk: FlaskClient, office: Office) -> None:
    """The newest contest's post and announcement; older ones have sunk."""
    with office.writing() as record:
        ended(record)
        said_post(record, slot_key="old", slot_at=SLOT - 200 * HOUR, stage=Stage.ANNOUNCED, post_id="1_2")
    page = desk.get("/pause").text

    assert "https://www.facebook.com/100200300_555" in page
    assert "https://www.facebook.com/9_77" in page
    assert "https://www.facebook.com/1_2" not in page
    assert "read-now" not in page


def test_resume_ends_every_pause_of_staffs(desk: FlaskClient, editor: FlaskClient, office: Office) -> None:
    """And tells who paused, since when and why before it does."""
    send(editor, "/pause", {"because": "a funeral"})
    office.hour += HOUR
    page = desk.get("/resume").text
    assert "<bdi>Dana</bdi> paused" in page
    assert "a funeral" in page
    assert "Nothing fell due meanwhile" in page

    answer = send(desk, "/resume")

    assert _pauses(office) == []
    after = desk.get(answer.location).text
    assert "The pause is over." in after
    assert "The Page is not paused" in after
    assert "by <bdi>Maria</bdi>" in after


def test_what_fell_due_is_listed_before_and_after(desk: FlaskClient, office: Office) -> None:
    """It is held, not said; each is released or called off by a person."""
    with office.writing() as record:
        reviewed(record)
        begun(record, slot_key="2026-W49", photo="goat.jpg", held="about a case")
    send(desk, "/pause", {"because": "a funeral"})
    office.hour = ANNOUNCES + HOUR
    with office.writing() as record:
        record.contests.settle_slot("2026-W50", ANNOUNCES, "paused", ANNOUNCES)

    before = desk.get("/resume").text
    assert "What fell due under the pause" in before
    assert "1974-mounted-patrol.jpg" in before
    assert "goat.jpg" not in before
    assert "Release it" not in before
    with office.store.view() as record:
        assert record.contests.get(1).held == ""

    after = desk.get(send(desk, "/resume").location).text
    assert "1 contest fell due under it, waits for you and says nothing by itself." in after
    assert 'href="/contests/1/release"' in after
    assert 'href="/contests/1/void"' in after
    assert "Tuesday 1 December at 10:00 AM CST</time>: nothing was posted" in after
    with office.store.view() as record:
        assert [row.held for row in record.contests.going()] == [UNDER_PAUSE, "about a case"]


@pytest.mark.parametrize("stage", [Stage.POSTING, Stage.ANNOUNCING])
def test_what_was_under_way_is_told_as_that(desk: FlaskClient, office: Office, stage: Stage) -> None:
    """Whoever releases it knows what would go out."""
    with office.writing() as record:
        reviewed(record).stage = stage
    send(desk, "/pause", {"because": "a funeral"})

    told = {Stage.POSTING: "Its photo was about to be posted.", Stage.ANNOUNCING: "Its winner was being announced."}
    assert told[stage] in desk.get("/resume").text


def test_a_pause_given_meanwhile_is_not_ended_unseen(desk: FlaskClient, editor: FlaskClient, office: Office) -> None:
    """Whoever goes on has read why everybody paused."""
    send(editor, "/pause", {"because": "a funeral"})
    page = desk.get("/resume").text
    send(editor, "/pause", {"because": "and a hurricane"})
    from tests.desk.acting import hidden_fields  # noqa: PLC0415

    answer = desk.post("/resume", data=hidden_fields(page, "/resume"), headers={"Origin": "http://localhost"})

    assert answer.status_code == 409
    assert "and a hurricane" in answer.text
    assert "Nothing was done" in answer.text or "nothing was done" in answer.text
    assert len(_pauses(office)) == 2


def test_a_pause_file_is_not_ended_here(desk: FlaskClient, office: Office) -> None:
    """It says what to take away; staff's own pause beside it can end."""
    (office.photos.root / "PAUSE").write_text("see the chief")
    page = desk.get("/resume").text
    assert "see the chief" in page
    assert "take the file away" in page
    assert "<button>Go on</button>" not in page

    send(desk, "/pause", {"because": "a funeral"})
    answer = send(desk, "/resume")

    after = desk.get(answer.location).text
    assert "Staff&#39;s pause is over, but nothing is said yet: a PAUSE file still lies there." in after
    assert "take the file away" in after


def test_a_pause_file_that_was_taken_away_is_told_as_gone(desk: FlaskClient, office: Office) -> None:
    """Until the next tick has noticed."""
    with office.writing() as record:
        record.staff.pause("PAUSE file", "see the chief", SLOT, source="file")

    assert "The PAUSE file is gone" in desk.get("/resume").text


def test_a_folder_that_cant_be_read_is_told_apart(desk: FlaskClient, office: Office) -> None:
    """Nobody gave that pause, and it ends by itself."""
    office.photos.root.rename(office.photos.root.with_name("elsewhere"))
    page = desk.get("/resume").text

    assert "The photos folder can’t be read" in page
    assert "goes on by itself" in page
    assert "<button>Go on</button>" not in page


def test_facebooks_block_is_told_with_what_to_read_first(desk: FlaskClient, office: Office) -> None:
    """A person ends it, once they have looked."""
    with office.writing() as record:
        record.staff.pause(US, "Facebook blocks the Page from speaking.", SLOT)
    page = desk.get("/resume").text

    assert "Support Inbox" in page
    assert "<button>Go on</button>" in page


def test_a_page_that_was_never_paused_says_so(desk: FlaskClient) -> None:
    """Without a button that does nothing."""
    page = desk.get("/resume").text

    assert "The Page is not paused" in page
    assert "The last pause" not in page


def test_hostile_reasons_are_text(desk: FlaskClient, office: Office) -> None:
    """In every place where a reason, a name or a photo stands."""
    hostile = "<script>alert(1)</script>\"'><img src=x>"
    with office.writing() as record:
        reviewed(record, photo=hostile)
        record.staff.pause(hostile[:90], hostile, SLOT, until=SLOT + HOUR)
    for path in ("/pause", "/resume"):
        page = desk.get(path).text
        assert "<script" not in page
        assert "<img" not in page


def test_a_record_that_cant_be_written_says_that_it_is_not_paused(
    desk: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the one way that needs no database."""
    from captionbot import decisions  # noqa: PLC0415
    from captionbot.errors import StoreError  # noqa: PLC0415

    def refuse(*_: object) -> None:
        raise StoreError("The disk is full.", "Make room.")

    monkeypatch.setattr(decisions, "pause", refuse)
    answer = send(desk, "/pause", {"because": "a funeral"})

    assert answer.status_code == 503
    assert "The Page is NOT paused." in answer.text
    assert "A file named PAUSE in the photos folder" in answer.text
