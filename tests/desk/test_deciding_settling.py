"""Settling at the desk: a person has looked on the Page, and says what stands there."""

import pytest
from flask.testing import FlaskClient

from captionbot.contest.stages import Stage
from captionbot.store.utterances import Kind
from tests.desk.conftest import Office
from tests.desk.deciding import contest_of, done, in_review, refused, stuck, text_of

LIVE = {
    "a number": "777",
    "its whole id": "100200300_777",
    "a link": "https://www.facebook.com/100200300/posts/777",
}


@pytest.mark.parametrize("live", LIVE.values(), ids=LIVE)
def test_what_stands_on_the_page_is_settled_by_its_link(editor: FlaskClient, office: Office, live: str) -> None:
    """And the contest goes on from there."""
    stuck(office)
    page = text_of(editor, "/contests/1/settle")
    assert "Beat the Caption · Friday 27 November 2026" in page
    assert "It was sent once, on Monday 30 November" in page

    assert "is settled" in done(editor, "/contests/1/settle", {"stands": "yes", "live": live})
    assert (contest_of(office).stage, contest_of(office).post_id) == (Stage.OPEN, "100200300_777")


def test_what_does_not_stand_there_is_settled_too(editor: FlaskClient, office: Office) -> None:
    """A post that never went out is missed, and its photo is kept."""
    stuck(office)

    assert "never went out" in done(editor, "/contests/1/settle", {"stands": "no"})
    assert contest_of(office).stage == Stage.MISSED


OTHERS = {
    "none": ("", "its link is missing"),
    "a share link": ("https://www.facebook.com/share/p/1AbCdEf/", "only Facebook can read"),
    "no number in it": ("https://www.facebook.com/houstonpolice", "there is no number of it"),
    "words": ("the second one", "is not an id of Facebook's"),
}


@pytest.mark.parametrize(("live", "said"), OTHERS.values(), ids=OTHERS)
def test_a_link_that_tells_nothing_is_refused(editor: FlaskClient, office: Office, live: str, said: str) -> None:
    """With how to get one that does."""
    stuck(office)

    assert said in refused(editor, "/contests/1/settle", {"stands": "yes", "live": live})
    assert contest_of(office).stage == Stage.STUCK


def test_what_was_added_to_a_post_needs_no_link(editor: FlaskClient, office: Office) -> None:
    """It is known where it would stand."""
    stuck(office, Kind.EDIT, target="100200300_555", text="And the winner is")

    assert "https://www.facebook.com/100200300_555" in editor.get("/contests/1/settle").text
    assert "is settled" in done(editor, "/contests/1/settle", {"stands": "yes"})
    assert contest_of(office).stage == Stage.ANNOUNCING


def test_there_is_nothing_to_settle_where_all_is_known(editor: FlaskClient, office: Office) -> None:
    """And the page says where it stands."""
    in_review(office)

    assert "This can’t be done now: contest no. 1 is in review." in text_of(editor, "/contests/1/settle")
