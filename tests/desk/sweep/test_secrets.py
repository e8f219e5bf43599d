"""What nobody may see is nowhere on the desk, and the desk asks nobody anything."""

import logging
import socket
import sqlite3
from contextlib import closing

import pytest

from captionbot.desk.entrance import SIGNED_IN
from tests.desk.acting import hidden_fields
from tests.desk.sweep.sweeping import NOBODY, SECRETS, SENT, VALUES, Swept
from tests.story.test_canary import songs

WORDS = ("EAABcanary+of=the|desk0123456789", "canary&secret+of=the|app", "canaryword", "canary-of-the-heart")
NEEDLES = {song for word in WORDS for song in songs(word)}
PASSWORD = "a wrong canary's password"


def _sung(content: bytes) -> list[bytes]:
    return [needle for needle in NEEDLES if needle in content]


def test_every_secret_is_looked_for() -> None:
    """The list of what is looked for is that of the settings."""
    assert all(any(word in value for word in WORDS) for name, value in SECRETS.items() if not name.endswith("_ID"))


def test_no_page_and_no_header_holds_a_secret(
    swept: Swept, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Nor does the log, as talkative as it gets; and no page needs anybody else to be drawn."""

    def reach_out(*_: object) -> None:
        raise AssertionError("the desk reached out to somebody")

    monkeypatch.setattr(socket.socket, "connect", reach_out)
    maria = swept.browser("maria")
    sung = []
    with caplog.at_level(logging.DEBUG):
        for _, path in swept.paths("GET", VALUES):
            answer = maria.get(path, buffered=True)
            sung += [(path, needle) for needle in _sung(answer.data + str(answer.headers).encode())]
            assert answer.status_code < 500

    assert not sung
    assert not _sung(caplog.text.encode())


def test_the_record_holds_no_key_to_the_desk(swept: Swept, caplog: pytest.LogCaptureFixture) -> None:
    """Not what a browser's cookie holds, and not a password that somebody has typed, right or wrong."""
    maria = swept.browser("maria")
    with maria.session_transaction(base_url="http://localhost") as session:
        secret = str(session[SIGNED_IN])
    stranger = swept.browser(NOBODY)
    fields = hidden_fields(stranger.get("/sign-in").text, "/sign-in")
    with caplog.at_level(logging.DEBUG):
        answers = [
            stranger.post("/sign-in", data=fields | {"name": name, "password": PASSWORD}, headers=SENT).text
            for name in ("maria", PASSWORD)
        ]
    with closing(sqlite3.connect(str(swept.office.store.engine.url.database))) as database:
        record = "\n".join(database.iterdump())

    assert secret not in record
    assert PASSWORD not in record.replace("''", "'")
    assert PASSWORD not in caplog.text
    assert "password" in answers[0]
    assert all('value="a wrong' not in answer.partition('type="password"')[2] for answer in answers)
