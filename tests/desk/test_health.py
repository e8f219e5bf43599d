"""Health on the desk: the token, the version, the machine, the notices' trial, and the log of who did what."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from captionbot.contest.notices import About
from captionbot.errors import Refused
from captionbot.graph.tokens import NEEDED, TokenFacts
from captionbot.health import as_kept, as_unsaid, basis
from captionbot.notify import Outlets
from captionbot.settings import Settings
from tests.contest.made import comment
from tests.desk.acting import send
from tests.desk.conftest import Office
from tests.rooms.made import reviewed
from tests.rooms.papers import ended
from tests.settings.written import settings_of
from tests.store.made import HOUR, MINUTE, SLOT

HOSTILE = "<script>alert(1)</script>\"'><img src=x>"
APP = "FACEBOOK_APP_ID=990000000000001\nFACEBOOK_APP_SECRET=invented-secret\n"
OATS = comment(1, "Oats first", votes=9)
MAIL = "NOTIFY_URLS=mailto://user:secret-word@mail.example/?to=a@b.example json://secret-word.example/x\n"


def _facts(settings: Settings, **changes: object) -> TokenFacts:
    ordinary = TokenFacts(
        valid=True,
        kind="PAGE",
        page_id=settings.facebook_page_id,
        app_id="990000000000001",
        permissions=NEEDED,
        expires_at=None,
        reads_until=None,
    )
    return replace(ordinary, **changes)  # type: ignore[arg-type] # a test's own words


@pytest.fixture
def asked(office: Office) -> Office:
    """An office whose department has given the app's id and secret."""
    office.settings = settings_of(office.photos.root.parent, APP)
    return office


def _kept(office: Office, **changes: object) -> None:
    with office.writing() as record:
        facts = as_kept(_facts(office.settings, **changes), basis(office.settings))
        record.health.keep_token(facts, office.hour - HOUR)
        record.page().last_tick_at = office.hour - MINUTE


def test_a_token_without_end_is_told_as_that(desk: FlaskClient, asked: Office) -> None:
    """With the hour at which Facebook said so."""
    _kept(asked)
    page = desk.get("/health").text

    assert page.count("no end") == 2
    assert "Monday 30 November at 10:00 AM CST" in page
    assert "no longer works" not in page


def test_a_token_that_ends_soon_is_told_with_what_to_do(desk: FlaskClient, asked: Office) -> None:
    """By the day, with its year."""
    _kept(asked, expires_at=datetime(2026, 12, 10, 12, tzinfo=UTC))
    page = desk.get("/health").text

    assert "The Page token ends on Thursday 10 December 2026." in page
    assert "docs/facebook-setup.md" in page


def test_a_dead_token_comes_first(desk: FlaskClient, asked: Office) -> None:
    """In Facebook's own words, as text."""
    _kept(asked, valid=False, why=HOSTILE)
    page = desk.get("/health").text

    assert "Facebook says that the Page token no longer works (&lt;script&gt;" in page
    assert "<script" not in page


def test_facts_of_another_token_are_not_shown(desk: FlaskClient, asked: Office) -> None:
    """A new one was put in since: the old one's end is nobody's."""
    with asked.writing() as record:
        record.health.keep_token(as_kept(_facts(asked.settings, valid=False), "another"), asked.hour)

    page = desk.get("/health").text
    assert "not known" in page
    assert "no longer works" not in page


def test_what_facebook_did_not_say_is_told(desk: FlaskClient, asked: Office) -> None:
    """With its reason."""
    with asked.writing() as record:
        record.health.keep_token(as_unsaid(Refused("Facebook does not say.", "Compare."), basis(asked.settings)), SLOT)

    assert "Facebook does not say. Compare." in desk.get("/health").text


def test_without_the_apps_secret_nobody_can_ask(desk: FlaskClient) -> None:
    """And it says what to give."""
    assert "FACEBOOK_APP_ID and FACEBOOK_APP_SECRET are not both set" in desk.get("/health").text


def test_the_versions_last_day_is_told_ahead(desk: FlaskClient, office: Office) -> None:
    """Ninety days before, and when it is over."""
    office.settings = settings_of(office.photos.root.parent, "FACEBOOK_GRAPH_VERSION=v21.0\n")
    assert "Facebook ends Graph v21.0 on 21 January 2027." in desk.get("/health").text

    office.settings = settings_of(office.photos.root.parent, "FACEBOOK_GRAPH_VERSION=v20.0\n")
    assert "Facebook ended Graph v20.0 on 24 September 2026; another answers in its place." in desk.get("/health").text


def test_a_bot_that_does_not_run_is_told(desk: FlaskClient, office: Office) -> None:
    """Never, or not for a while."""
    assert "captionbot has never run for this Page." in desk.get("/health").text

    with office.writing() as record:
        record.page().last_tick_at = office.hour - timedelta(minutes=16)
    assert "captionbot has not looked at anything for a while." in desk.get("/health").text

    with office.writing() as record:
        record.page().last_tick_at = office.hour - MINUTE
    page = desk.get("/health").text
    assert "for a while" not in page
    assert "Last tick" in page


def test_the_machine_is_told(desk: FlaskClient, office: Office) -> None:
    """Room on the disk, the database's size, the queue, and when comments were read."""
    with office.writing() as record:
        reviewed(record, last_reading_at=SLOT)
    page = desk.get("/health").text

    assert "Free beside the photos" in page
    assert "0 photos" in page
    assert "Friday 27 November at 10:00 AM CST" in page
    assert " KB</dd>" in page or " MB</dd>" in page


def test_little_room_is_told(desk: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the record can't be written any more."""
    from captionbot.desk.health import showing  # noqa: PLC0415 - what is shown is patched here alone

    monkeypatch.setattr(showing, "LEAST_ROOM", 10**18)

    assert "of disk is free beside the photos." in desk.get("/health").text


def test_a_photos_folder_that_is_gone_is_told(desk: FlaskClient, office: Office) -> None:
    """By its name, and the page stands all the same."""
    office.photos.root.rename(office.photos.root.with_name("elsewhere"))
    page = desk.get("/health")

    assert page.status_code == 200
    assert "can&#39;t be read" in page.text or "missing" in page.text


def test_what_became_of_a_notice_is_told(desk: FlaskClient, office: Office) -> None:
    """Whether it was sent, and who has not taken it: by place and kind, for passwords stand in addresses."""
    office.settings = settings_of(office.photos.root.parent, MAIL + "NOTIFY_BACKUP=sms://secret-word\n")
    with office.writing() as record:
        late = (*Outlets(office.settings.notify_urls).keys[1:], *Outlets(("sms://secret-word",), backup=True).keys)
        for number, (tries, lacking) in enumerate([(1, ""), (2, " ".join(late))]):
            record.staff.tell(f"told {number}", f"Told {number}.", SLOT, about=About.STUCK)
            row = record.notices.get(f"told {number}")
            assert row is not None
            row.sent_at, row.tries, row.lacking = SLOT + number * MINUTE, tries, lacking
    page = desk.get("/health").text

    lost = "not taken by no. 2 (a web address), backup no. 1 (sms)"
    assert f"The notice of Friday 27 November at 10:01 AM CST was {lost}." in page
    assert "Sent on Friday 27 November at 10:00 AM CST." in page
    assert "<li>backup no. 1 (sms)</li>" in page
    assert "secret-word" not in page


def test_the_dead_mans_switch_is_told(desk: FlaskClient, office: Office) -> None:
    """That there is none, that it was never called, and when it was."""
    assert "HEARTBEAT_URL is empty" in desk.get("/health").text

    office.settings = settings_of(office.photos.root.parent, "HEARTBEAT_URL=https://alarm.example/secret-word\n")
    assert "HEARTBEAT_URL has not been called yet" in desk.get("/health").text
    with office.writing() as record:
        record.page().heartbeat_at = SLOT
    page = desk.get("/health").text
    assert "HEARTBEAT_URL was called on" in page
    assert "27 November" in page
    assert "secret-word" not in page


def test_a_trial_of_the_notices_waits_for_the_next_tick(desk: FlaskClient, office: Office) -> None:
    """The desk only records it; the addresses' passwords are shown to nobody."""
    office.settings = settings_of(office.photos.root.parent, MAIL)
    page = desk.get("/health/notice").text
    assert "no. 1 (mail)" in page
    assert "no. 2 (a web address)" in page
    assert "secret-word" not in page

    answer = send(desk, "/health/notice")
    after = desk.get(answer.location).text
    assert "The next tick sends a notice, within a minute." in after
    assert "Not sent yet" in after
    with office.store.view() as record:
        assert [row.by for row in record.health.waiting_trials()] == ["Maria"]
        assert record.staff.audit()[-1].action == "notice tried"
    assert "A notice has been asked for" in desk.get("/health/notice").text


def test_one_trial_is_asked_for_at_a_time(desk: FlaskClient, editor: FlaskClient, office: Office) -> None:
    """Two who ask at once get one notice."""
    from tests.desk.acting import hidden_fields  # noqa: PLC0415

    office.settings = settings_of(office.photos.root.parent, MAIL)
    fields = hidden_fields(editor.get("/health/notice").text, "/health/notice")
    send(desk, "/health/notice")
    answer = editor.post("/health/notice", data=fields, headers={"Origin": "http://localhost"})

    assert answer.status_code == 409
    assert "A notice has been asked for already." in answer.text


def test_nobody_to_send_to_is_told(desk: FlaskClient) -> None:
    """Without a button."""
    page = desk.get("/health/notice").text

    assert "NOTIFY_URLS is empty" in page
    assert "Send a notice" not in page


def test_how_a_trial_went_is_shown(desk: FlaskClient, office: Office) -> None:
    """As text."""
    with office.writing() as record:
        record.health.ask_trial(HOSTILE, SLOT)
        [row] = record.health.waiting_trials()
        row.ended_at, row.went = SLOT, f"Sent to {HOSTILE}"
    page = desk.get("/health").text

    assert "Sent to &lt;script&gt;" in page
    assert "<script" not in page


def test_what_staff_were_told_is_shown(desk: FlaskClient, office: Office) -> None:
    """With its contest, and as text."""
    with office.writing() as record:
        reviewed(record)
        record.staff.tell("x", HOSTILE, SLOT, do="Look.", contest=1)
    page = desk.get("/health").text

    assert "&lt;script&gt;" in page
    assert 'href="/contests/1"' in page
    assert "<script" not in page


def _log(office: Office, count: int) -> None:
    with office.writing() as record:
        for n in range(count):
            by = "Dana" if n % 2 else "Maria"
            record.staff.note(SLOT + n * MINUTE, by, f"act {n}", contest=n % 3 or None, because="100% sure")


def test_the_log_comes_in_pages_newest_first(desk: FlaskClient, office: Office) -> None:
    """Each line once."""
    _log(office, 120)
    seen: list[str] = []
    path = "/health/log"
    while path:
        page = desk.get(path).text
        seen += [line.partition("</bdi>")[0] for line in page.split("</strong> <bdi>")[1:]]
        older = page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
        path = older

    assert seen == [f"act {n}" for n in range(119, -1, -1)]


ASKED = {
    "a person": ("q=dana", 60),
    "an act": ("q=ACT+7", 11 + 20),
    "a reason with a sign of SQL's": ("q=100%25", 120),
    "such a sign where none is": ("q=1%250", 0),
    "a contest": ("contest=1", 40),
    "both": ("contest=1&q=maria", 20),
    "a contest that is none": ("contest=999999999999999999", 120),
    "a page that is none": ("before=-1", 120),
}


@pytest.mark.parametrize(("query", "count"), ASKED.values(), ids=ASKED)
def test_the_log_is_searched(
    desk: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch, query: str, count: int
) -> None:
    """By person, act, reason and contest; what is odd in the address is passed over."""
    from captionbot.desk.health import showing  # noqa: PLC0415 - what is shown is patched here alone

    monkeypatch.setattr(showing, "LINES", 500)
    _log(office, 120)
    page = desk.get(f"/health/log?{query}").text

    if query == "q=ACT+7":
        assert ">act 7<" in page
        assert ">act 8<" not in page
    else:
        assert page.count("</strong> <bdi>act ") == count


def test_the_log_says_what_was_decided(desk: FlaskClient, office: Office) -> None:
    """By the caption's words, with its number small beneath: whoever answers a records request needs both."""
    with office.writing() as record:
        ended(record, OATS)
        record.staff.note(SLOT, "Maria", "pick", contest=1, comment_id=OATS.comment_id, because="kind")
    page = desk.get("/health/log?q=kind").text

    assert "picked “Oats first”" in page
    assert f"comment {OATS.comment_id}" in page


def test_a_short_queue_leads_to_the_upload(desk: FlaskClient, office: Office) -> None:
    """No path of the machine stands there: nobody reaches it from a phone."""
    page = desk.get("/health").text

    assert 'href="/queue/upload">Upload photos</a>' in page
    assert str(office.photos.root) not in page


def test_a_hostile_log_is_text(desk: FlaskClient, office: Office) -> None:
    """In every column, and in the question."""
    with office.writing() as record:
        record.staff.note(SLOT, HOSTILE, HOSTILE, comment_id=HOSTILE[:80], because=HOSTILE, detail=HOSTILE)
    page = (
        desk.get("/health/log", query_string={"q": "alert"}).text
        + desk.get("/health/log", query_string={"q": HOSTILE}).text
    )

    assert "<script" not in page
    assert "<img" not in page
    assert page.count("&lt;script&gt;") >= 6


def test_an_empty_log_says_so(desk: FlaskClient) -> None:
    """In words."""
    assert "Nobody has done anything yet." in desk.get("/health/log").text
