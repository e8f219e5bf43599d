"""A contest upon which staff decide at the desk, made for the tests."""

import re
from html import unescape
from typing import Any

from flask.testing import FlaskClient

from captionbot.contest.comment import Comment
from captionbot.contest.stages import Stage
from captionbot.store.schema import Audit, Contest, Decision
from captionbot.store.utterances import Kind
from tests.contest.made import comment
from tests.desk.acting import send
from tests.desk.conftest import Office
from tests.rooms.made import reviewed, said_post
from tests.store.made import ANNOUNCES, HOUR, facts, utterance

HORSES = "They promised the horses a milkshake, said Bob from Springfield"
CAPTIONS = (
    comment(1, HORSES, votes=9),
    comment(2, "Two stallions, one stall", votes=5),
    comment(3, "Hay, what are you looking at?", votes=2),
    comment(4, "🐎", votes=7),
)
"""Three entries, and one with no words in it."""


def in_review(office: Office, *captions: Comment, **changes: Any) -> None:
    """Its entries have closed, and its photo is ready to be drawn upon."""
    with office.writing() as record:
        row = reviewed(record, *(captions or CAPTIONS), **changes)
        row.photo_sha256 = facts("a photo").sha256
        record.photos.keep("1974-mounted-patrol.jpg", "trace", facts("a photo"), office.hour)


def opened(office: Office) -> None:
    """Its post stands and takes captions, of which four were read."""
    with office.writing() as record:
        said_post(record)
        reading = record.comments.begin_reading(1, office.hour - HOUR)
        record.comments.keep(1, reading.id, CAPTIONS, office.hour - HOUR)
        record.comments.end_reading(reading.id, office.hour - HOUR, complete=True, rows=4, total=4)


def announced(office: Office) -> None:
    """Its winner is public, by a reply and a post."""
    in_review(office)
    with office.writing() as record:
        row = record.contests.get(1)
        record.contests.move(row, Stage.ANNOUNCING)
        for kind, target, said_id in ((Kind.REPLY, "9_1", "9_77"), (Kind.ANNOUNCEMENT, "", "100200300_88")):
            said = record.utterances.intend(utterance(kind=kind, decision=1, text=f"The {kind}", target=target))
            record.utterances.said(said, said_id, ANNOUNCES)
        record.contests.move(row, Stage.ANNOUNCED)
    office.hour = ANNOUNCES + HOUR


def stuck(office: Office, kind: Kind = Kind.POST, **changes: Any) -> None:
    """Nobody can tell whether that stands on the Page."""
    in_review(office)
    with office.writing() as record:
        row = record.contests.get(1)
        row.stage = Stage.STUCK
        if kind == Kind.POST:
            row.post_id, row.decision = None, None
            act = record.utterances.post_of(1)
            act.outcome, act.said_id = "intended", None
        else:
            act = record.utterances.intend(utterance(kind=kind, decision=1, **changes))
        record.utterances.begin_attempt(act, 1, office.hour)


def contest_of(office: Office) -> Contest:
    """Contest no. 1 as it is in the record now."""
    with office.store.view() as record:
        return record.contests.get(1)


def decision_of(office: Office) -> Decision:
    """Its decision in force."""
    with office.store.view() as record:
        found = record.contests.decision(record.contests.get(1))
    assert found
    return found


def audit_of(office: Office) -> list[Audit]:
    """What is in the audit of contest no. 1."""
    with office.store.view() as record:
        return list(record.staff.audit(1))


def text_of(client: FlaskClient, path: str, *, status: int = 200) -> str:
    """What a reader reads on a page: its words without its tags."""
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    return words_of(answer.text)


def words_of(page: str) -> str:
    """The words of a page."""
    return " ".join(unescape(re.sub("<[^>]*>", "", page)).split())


def done(client: FlaskClient, path: str, typed: dict[str, str]) -> str:
    """Send an act's form and give what the page after it says came of it."""
    answer = send(client, path, typed)
    assert answer.status_code == 303, words_of(answer.text)
    page = client.get(answer.headers["Location"]).text
    found = re.search(r'<p class="said" role="status"[^>]*>(.*?)</p>', page, re.DOTALL)
    assert found, page
    return words_of(found[1])


def refused(client: FlaskClient, path: str, typed: dict[str, str], *, status: int = 409) -> str:
    """Send a form that can't be carried out; gives what its page says."""
    answer = send(client, path, typed)
    assert answer.status_code == status, words_of(answer.text)
    return words_of(answer.text)
