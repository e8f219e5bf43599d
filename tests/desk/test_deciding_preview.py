"""The preview: what staff are shown before is what goes out, letter by letter, card and alternative text too."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from captionbot.errors import PhotoNotTaken
from tests.contest.made import CLOSES, comment
from tests.desk.acting import hidden_fields, send
from tests.desk.conftest import Office
from tests.desk.deciding import HORSES, announced, decision_of, in_review, text_of, words_of
from tests.photos.pictures import drawing, file_of, put
from tests.rooms.pretend import PretendPage, SetClock, refuses
from tests.rooms.week import Week
from tests.settings.written import settings_of
from tests.store.made import ANNOUNCES, HOUR, MINUTE, SLOT

WORDS = "Fact: Biscuit was banned.\nCredit: The library\nAlt: Two officers on horseback\n\nWhat's the caption?"
ALL_WAYS = "ANNOUNCE_BY=reply,post,edit\n"
SAME = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
MakeWeek = Callable[[str], Week]


@pytest.fixture(scope="session")
def jpeg() -> bytes:
    """A small, sound photo."""
    return file_of(drawing(size=(200, 120)))


@pytest.fixture
def make_week(office: Office, jpeg: bytes, tmp_path: Path) -> MakeWeek:
    """A bot that works on the record and the photos of the office, whose contest is in review."""

    def made(more: str) -> Week:
        office.settings = settings_of(tmp_path, more)
        clock = SetClock(SLOT)
        week = Week(office.settings, office.store, office.photos, PretendPage(clock), clock, jpeg)
        put(office.photos.root / "queue", "horse.txt", WORDS, now=SLOT)
        put(office.photos.root / "queue", "horse.jpg", jpeg, now=SLOT)
        week.tick()
        for number, text, votes in ((1, HORSES, 9), (2, "Two stallions, one stall", 5), (3, "Hay there, you two", 2)):
            week.page.shows(comment(number, text, votes=votes), week.page.own()[0].post_id)
        week.tick(CLOSES)
        office.hour = CLOSES + HOUR
        return week

    return made


def shown(client: FlaskClient, path: str) -> list[str]:
    """The words that a page says will go out, in their order."""
    return pieces_of(client.get(path).text)


def pieces_of(page: str) -> list[str]:
    """The same of a page."""
    return [unescape(one) for one in re.findall(r'<div class="words" dir="auto">(.*?)</div>', page, re.DOTALL)]


def said_by(week: Week) -> list[str]:
    """What was said since the contest's post: replies, announcements, what was added to the contest post."""
    contest = week.page.facts.heard[1].text
    acts = [one for one in week.page.facts.heard[2:] if one.act != "upload"]
    return [one.text.removeprefix(contest).strip() for one in acts]


def uploaded(week: Week) -> tuple[bytes, str]:
    """The last picture that was uploaded, and its alternative text."""
    newest = [one for one in week.page.facts.heard if one.act == "upload"][-1]
    return newest.jpeg, newest.text


def card_of(client: FlaskClient, page: str) -> bytes:
    """The picture that a page shows of the card."""
    found = re.search(r'src="(/contests/1/card.jpg[^"]*)"', page)
    assert found
    answer = client.get(unescape(found[1]))
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    return bytes(answer.data)


def test_what_is_shown_is_what_goes_out(editor: FlaskClient, make_week: MakeWeek) -> None:
    """The reply, the post, what is added to the contest post; and the very bytes of the card, with its alt text."""
    week = make_week(ALL_WAYS)
    page = editor.get("/contests/1/preview").text
    pieces, card = pieces_of(page), card_of(editor, page)
    week.tick(ANNOUNCES)

    assert week.stages == ["announced"]
    assert len(pieces) == 3
    assert pieces == said_by(week)
    jpeg, alt = uploaded(week)
    assert card == jpeg
    assert alt in unescape(page)
    assert "Two officers on horseback" in alt
    assert "Biscuit was banned." in pieces[1]


def test_an_override_in_other_words_is_seen_before_it_is_decided(
    editor: FlaskClient, office: Office, make_week: MakeWeek
) -> None:
    """A look changes nothing; then it is picked and goes out as it was shown."""
    week = make_week(ALL_WAYS)
    looked = send(editor, "/contests/1/pick/2", {"caption": "Two stallions", "look": "1"})
    assert looked.status_code == 200
    assert "Nothing was done yet" not in looked.text
    assert 'value="Two stallions"' in looked.text
    assert decision_of(office).comment_id == "1"
    pieces, card = pieces_of(looked.text), card_of(editor, looked.text)

    typed = hidden_fields(looked.text, "/contests/1/pick/2") | {"caption": "Two stallions", "because": "short"}
    assert editor.post("/contests/1/pick/2", data=typed, headers=SAME).status_code == 303
    assert shown(editor, "/contests/1/preview") == pieces
    week.tick(ANNOUNCES)
    assert said_by(week) == pieces
    assert uploaded(week)[0] == card
    assert "“Two stallions”" in pieces[1]


def test_a_correction_is_shown_with_what_it_adds_to_the_old_words(editor: FlaskClient, make_week: MakeWeek) -> None:
    """All but the link, which nobody knows yet."""
    week = make_week("")
    week.tick(ANNOUNCES)
    old = said_by(week)
    pieces = shown(editor, "/contests/1/correct/2")
    send(editor, "/contests/1/correct/2", {"because": "a slip"})
    week.tick(ANNOUNCES + HOUR)

    assert week.stages == ["announced"]
    link = f"https://www.facebook.com/{week.page.own()[-1].post_id}"
    reply, post, *notes = [one.replace("[here follows the link to it]", link) for one in pieces]
    edited = [f"{before}\n\n{note}" for before, note in zip(old, notes, strict=True)]
    assert said_by(week) == [*old, reply, post, *edited]
    page = editor.get("/contests/1/preview").text
    assert "All of it stands on the Page." in page
    assert pieces_of(page) == [reply, post, *notes]


def test_what_is_not_written_yet_is_shown_beside_what_stands(
    editor: FlaskClient, office: Office, make_week: MakeWeek
) -> None:
    """A correction that Facebook has taken half of."""
    week = make_week("")
    week.tick(ANNOUNCES)
    send(editor, "/contests/1/correct/2", {"because": "a slip"})
    week.page.answers(refuses())
    week.tick(ANNOUNCES + HOUR)
    office.hour = ANNOUNCES + HOUR
    page = text_of(editor, "/contests/1/preview")

    assert week.stages == ["announcing"]
    assert "All of it stands" not in page
    assert page.count("Correction: we made a mistake here") == 2


def test_words_that_are_another_caption_are_shown_as_refused(editor: FlaskClient, office: Office) -> None:
    """And the caption as it was written below."""
    in_review(office)
    page = send(editor, "/contests/1/pick/1", {"caption": "Something else", "look": "1"}).text

    assert "is another caption" in words_of(page)
    assert any(HORSES in one for one in pieces_of(page))


def test_a_word_that_is_too_long_is_told_beside_its_field(editor: FlaskClient, office: Office) -> None:
    """Also where somebody only looks."""
    in_review(office)

    assert "cannot be longer" in send(editor, "/contests/1/pick/1", {"name": "x" * 300, "look": "1"}).text


def test_what_is_said_already_is_shown_as_it_was_said(editor: FlaskClient, office: Office) -> None:
    """Whatever the wordings are now."""
    announced(office)
    page = text_of(editor, "/contests/1/preview")

    assert "What was announced of no. 1" in page
    assert "The reply" in page
    assert page.count("It stands on the Page.") == 2
    assert "https://www.facebook.com/100200300_88" in editor.get("/contests/1/preview").text


def test_its_hour_is_told_and_what_keeps_it_back(editor: FlaskClient, office: Office) -> None:
    """A hold, and before that a pause."""
    in_review(office)
    assert "It is said on Tuesday 1 December at 10:00 AM CST, not before." in text_of(editor, "/contests/1/preview")
    office.hour = ANNOUNCES + HOUR
    assert "It is said by the next tick" in text_of(editor, "/contests/1/preview")
    send(editor, "/contests/1/hold", {"because": "wait"})
    assert "It is on hold: nothing of it is said" in text_of(editor, "/contests/1/preview")
    with office.writing() as record:
        record.staff.pause("Maria", "a funeral", office.hour)

    assert "The Page is paused: nothing of it is said" in text_of(editor, "/contests/1/preview")


def test_without_a_winner_there_is_nothing_to_show(editor: FlaskClient, office: Office) -> None:
    """Which the page says."""
    in_review(office, comment(1, "🐎"))

    assert "has no winner yet" in text_of(editor, "/contests/1/preview", status=404)
    assert editor.get("/contests/1/card.jpg").status_code == 404
    assert editor.get("/contests/9/preview").status_code == 404


def test_a_photo_that_is_nowhere_is_told(editor: FlaskClient, office: Office) -> None:
    """The words are shown all the same."""
    in_review(office)
    with office.writing() as record:
        record.contests.get(1).photo_sha256 = "b" * 64
    page = text_of(editor, "/contests/1/preview")

    assert "is in none of the photos folders any more" in page
    assert "Where no card can be drawn, the photo itself goes out." in page
    assert "“They promised the horses" in page


def test_a_card_that_facebook_did_not_take_makes_room_for_the_photo(editor: FlaskClient, make_week: MakeWeek) -> None:
    """Which is what goes out then."""
    week = make_week("ANNOUNCE_BY=post\n")
    week.page.answers(refuses(PhotoNotTaken("Facebook does not take this picture.", "Look at it.", code=324)))
    week.tick(ANNOUNCES)
    page = editor.get("/contests/1/preview").text
    assert "Facebook did not take the card, so the photo itself goes out." in words_of(page)
    shown_then = card_of(editor, page)
    week.tick(ANNOUNCES + 5 * MINUTE)

    assert week.stages == ["announced"]
    assert uploaded(week)[0] == shown_then


def test_a_card_is_drawn_once_for_those_who_look_twice(app: Flask, editor: FlaskClient, office: Office) -> None:
    """And anew where anything on it has changed."""
    in_review(office)
    drawn: list[str] = []
    draw = office.photos.draw

    def counting(photo: bytes, words: object, style: object) -> object:
        drawn.append(str(words))
        return draw(photo, words, style)  # type: ignore[arg-type] # handed on as they came

    object.__setattr__(office.photos, "draw", counting)
    for _ in range(2):
        assert editor.get("/contests/1/card.jpg").status_code == 200
    assert len(drawn) == 1
    assert editor.get("/contests/1/card.jpg?comment=2").status_code == 200
    assert len(drawn) == 2
    assert "Two stallions" in drawn[1]
