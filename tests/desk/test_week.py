"""The page of this week: what stands where, what a person is asked for, and every way on."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from captionbot.contest.entries import Reason
from captionbot.contest.stages import Stage
from captionbot.decisions import Word, hold
from captionbot.decisions.leaving_out import disqualify, mark_ours
from captionbot.overview import shown as showing
from captionbot.overview.shown import basis_of
from captionbot.queueing import shortage, tell_running_low
from captionbot.store.record import Record
from captionbot.store.utterances import Kind
from tests.contest.made import CLOSES, comment
from tests.desk.conftest import Office
from tests.desk.deciding import announced, done, words_of
from tests.desk.queued import queued
from tests.rooms.made import MARIA, POST_ID, at_stage, read, reviewed, said_post
from tests.store.made import HOUR, MINUTE, SLOT, begun, utterance


def links(page: str) -> set[str]:
    """Where a page leads."""
    return set(re.findall(r'href="([^"#]+)"', page))


def test_a_contest_in_review_can_be_decided_in_two_taps(desk: FlaskClient, office: Office) -> None:
    """Yes to the winner, another winner, hold, call off: each a link from the first page."""
    with office.writing() as record:
        reviewed(record)
    found = links(desk.get("/").text)

    assert {f"/contests/1/{act}" for act in ("approve", "preview", "announce-as", "hold", "void")} <= found
    assert {"/contests/1/pick/2", "/contests/1/leave-out/1"} <= found
    assert "/contests/1/pick/1" not in found  # it wins as it stands
    assert "/contests/1/pick/4" not in found  # it is left out


def test_it_says_what_a_person_is_asked_for(desk: FlaskClient, office: Office) -> None:
    """The doubts stand in words beside the winner, until somebody said yes."""
    with office.writing() as record:
        reviewed(record, comment(1, "Call 713 555 0123 for oats", votes=9), comment(2, votes=5))
    before = desk.get("/").text
    with office.writing() as record:
        record.contests.get(1).approved_at, record.contests.get(1).approved_by = CLOSES, "Dana"
    after = desk.get("/").text

    assert "a person must look at this" in before
    assert "phone number" in before
    assert "a person must look at this" not in after
    assert "Approved by <bdi>Dana</bdi>" in after


def test_an_open_contest_shows_its_hours_and_its_curve(desk: FlaskClient, office: Office) -> None:
    """In local time, with the curve as a picture and in numbers."""
    with office.writing() as record:
        said_post(record)
        for hour, votes in ((1, 2), (20, 5), (40, 9)):
            now = SLOT + hour * HOUR
            reading = record.comments.begin_reading(1, now)
            record.comments.keep(1, reading.id, [comment(1, votes=votes), comment(2, votes=votes - 1)], now)
            record.comments.end_reading(reading.id, now, complete=True, rows=2, total=2)
    office.hour = SLOT + 41 * HOUR
    page = desk.get("/").text

    assert "Entries close" in page
    assert "Monday 30 November at 10:00 AM CST" in page
    assert page.count("<polyline") == 2
    assert "The curve in numbers" in page
    assert "Sunday 29 November at 2:00 AM CST" in page
    assert f"https://www.facebook.com/{POST_ID}" in links(page)
    assert {"/contests/1/leave-out/1", "/contests/1/ours/1"} <= links(desk.get("/contests/1").text)
    assert not {link for link in links(page) if link.endswith("/1/pick/1")}


def test_under_a_pause_the_live_post_is_told_of(desk: FlaskClient, office: Office) -> None:
    """With its link, a last reading, and why it is better hidden than deleted."""
    with office.writing() as record:
        said_post(record)
        record.staff.pause("maria", "a funeral", SLOT)
    page = desk.get("/").text

    assert "The post still stands on Facebook" in page
    assert "deleting destroys the comments" in page
    assert "/contests/1/read-now" in links(page)
    assert "Paused: nothing is posted or announced." in page


def test_under_a_pause_no_post_is_promised(desk: FlaskClient, office: Office) -> None:
    """A slot that falls due is skipped, and its photo stays."""
    queued(office, "goat.jpg")
    before = words_of(desk.get("/").text)
    with office.writing() as record:
        record.staff.pause("maria", "a funeral", SLOT)
    page = words_of(desk.get("/").text)

    skipped = "If the pause lasts past Friday 4 December at 10:00 AM CST, that week is skipped, and goat.jpg stays."
    assert skipped in page
    assert "Paused" not in before
    assert "is posted on" not in page


def test_a_shortage_that_is_over_is_told_no_more(desk: FlaskClient, office: Office) -> None:
    """Nobody looks for photos that are there already."""
    with office.writing() as record, office.viewing() as view:
        short = shortage(view.plan, view.photos, view.settings)
        assert short
        tell_running_low(record, short, office.hour)
    before = desk.get("/").text
    queued(office, "goat.jpg", "horse.jpg", "duck.jpg")

    assert "The queue is empty: no photo" in before
    assert "The queue is empty: no photo" not in desk.get("/").text


def test_a_public_result_says_where_it_stands(desk: FlaskClient, office: Office) -> None:
    """With links; while it is corrected nothing can be called off, and then it is told what was said first."""
    announced(office)
    page = desk.get("/").text
    assert re.search(r'Announced on <time[^>]*>[^<]*</time>: <a href="https://www.facebook.com/100200300_88"', page)
    done(desk, "/contests/1/correct/2", {"because": "miscounted"})
    assert "/contests/1/void" not in links(desk.get("/").text)
    with office.writing() as record:
        row = record.contests.get(1)
        kind = Kind.ANNOUNCEMENT
        said = record.utterances.intend(utterance(kind=kind, decision=row.decision, text="Corrected", target=""))
        record.utterances.said(said, "100200300_99", office.hour)
        record.contests.move(row, Stage.ANNOUNCED, "corrected: https://www.facebook.com/100200300_99 (before: …)")
    page = words_of(desk.get("/").text)

    assert re.search("Corrected on [^:]+:[^:]+: see it on Facebook, and what was said first", page)
    assert "corrected: https" not in page


def test_what_is_held_says_why(desk: FlaskClient, office: Office) -> None:
    """In the words of whoever holds it."""
    with office.writing() as record:
        reviewed(record)
        hold(record, 1, Word("Dana", CLOSES, "ask <legal> first"))
    page = desk.get("/").text

    assert "ask &lt;legal&gt; first" in page
    assert "/contests/1/release" in links(page)
    assert "/contests/1/hold" not in links(page)


def test_contests_that_wait_for_a_person_come_first(desk: FlaskClient, office: Office) -> None:
    """Next Friday's collects captions below them."""
    with office.writing() as record:
        said_post(record, slot_key="x", slot_at=SLOT - HOUR)
        at_stage(record, Stage.STUCK, slot_key="y")
    page = desk.get("/").text

    assert page.index("Contest no. 2") < page.index("Contest no. 1")
    assert "/contests/2/settle" in links(page)
    assert "captionbot settle" not in page


def test_where_none_goes_on_the_last_one_is_shown(desk: FlaskClient, office: Office) -> None:
    """With its winner, which may be corrected or taken back."""
    with office.writing() as record:
        at_stage(record, Stage.ANNOUNCED)
    page = desk.get("/").text

    assert "The winner" in page
    assert "/contests/1/retract" in links(page)
    assert "/contests/1/correct/2" in links(desk.get("/contests/1").text)


def test_every_stage_has_its_page(desk: FlaskClient, office: Office) -> None:
    """Nothing breaks, whatever a contest has or lacks; no page names a command that the desk has itself."""
    with office.writing() as record:
        for stage in Stage:
            at_stage(record, stage, slot_key=f"with entries, {stage}")
            begun(record, slot_key=f"bare, {stage}", stage=stage)
        number = len(record.contests.all())
    paths = ["/", *(f"/contests/{one}" for one in range(1, number + 1))]
    paths += [f"/contests/{one}/entries?q=x" for one in range(1, number + 1)]
    for path in paths:
        answer = desk.get(path)

        assert (path, answer.status_code) == (path, 200)
        assert "captionbot pick" not in answer.text


def test_a_tally_that_is_not_there_yet_is_said_to_come(
    desk: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A viral thread before its first tick."""
    monkeypatch.setattr(showing, "AT_ONCE", 1)
    with office.writing() as record:
        reviewed(record)

    assert "they are being counted" in desk.get("/").text


def _kept_before(record: Record) -> None:
    """A tally that a tick kept before staff left an entry out and marked another's writer."""
    row = reviewed(record)
    entry = {"votes": 9, "flags": [], "marks": [], "notes": [], "curve": [], "entrant": {"id": "fan-1", "name": "Fan"}}
    entries = [{**entry, "comment_id": str(number), "caption": "Oats", "rank": number} for number in (1, 2)]
    none: dict[str, Any] = {"left_out_number": 0, "left_out": [], "said": [], "votes_at": None}
    body = {**none, "number": 2, "complete": True, "entries": entries}
    record.desk.show(1, basis_of(record, row), body, CLOSES + MINUTE)
    disqualify(record, "2", Reason.CRUDE, Word("Dana", CLOSES, "no <b>"))
    mark_ours(record, "1", MARIA)


def test_staffs_word_is_seen_before_the_next_tick(
    desk: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kept tally is shown as what it is, and what was said since stands beside its entries."""
    monkeypatch.setattr(showing, "AT_ONCE", 1)
    with office.writing() as record:
        _kept_before(record)
    page = desk.get("/").text

    assert "Something has happened since this was counted" in page
    assert 'Left out by <bdi>Dana</bdi>: crude or abusive (<span dir="auto">no &lt;b&gt;</span>)' in page
    assert "/contests/1/readmit/2" in links(page)
    assert "/contests/1/not-ours/1" in links(desk.get("/contests/1").text)
    assert "/contests/1/pick/2" not in links(page)


def test_what_staff_were_told_names_captions(desk: FlaskClient, office: Office) -> None:
    """An id is no name on a phone; a path of the machine is none either."""
    with office.writing() as record:
        reviewed(record, comment(1, "Oats <b>", votes=9), comment(2, votes=5))
        asked = "A person must approve: comment 1 was left out by Dana (copied), and another entry leads."
        record.staff.tell("a", asked, CLOSES, contest=1)
        record.staff.tell("b", "The queue is empty.", CLOSES, do="Drop photos into /srv/town/photos/queue.")
    page = desk.get("/").text

    assert "A person must approve: “Oats &lt;b&gt;” was left out by Dana" in page
    assert "Put photos into “Queue”." in page
    assert "/srv/town" not in page


def test_the_next_slot_without_a_photo_is_told(desk: FlaskClient) -> None:
    """With where to add some, and words for the Page."""
    page = desk.get("/").text

    assert "No photo is ready for" in page
    assert "/queue/upload" in links(page)
    assert any(link.startswith("/words/no-contest?date=2026-12-04") for link in links(page))


def test_the_state_is_another_when_something_has_happened(desk: FlaskClient, office: Office) -> None:
    """A script compares it with that of the page; looking changes nothing."""
    with office.writing() as record:
        said_post(record)

    def state() -> str:
        return str(desk.get("/state").get_json()["state"])

    begun_with = state()
    assert f'data-state="{begun_with}"' in desk.get("/").text
    assert state() == begun_with
    with office.writing() as record:
        read(record, record.contests.get(1), comment(1))
    read_once = state()
    with office.writing() as record:
        disqualify(record, "1", Reason.CRUDE, MARIA)
    assert len({begun_with, read_once, state()}) == 3


def test_a_stranger_learns_no_state(stranger: FlaskClient) -> None:
    """Not even that something has changed."""
    assert stranger.get("/state", headers={"Host": "localhost"}).status_code in {303, 401}
