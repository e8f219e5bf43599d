"""`/healthz`: a word for programs, from anybody, about whether captionbot works."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from captionbot.desk.alive import CLOSED, STILL
from captionbot.errors import StoreError
from captionbot.health import TICK_LATE
from tests.desk.conftest import Office


@pytest.mark.parametrize(
    ("ago", "status", "said"),
    [
        (timedelta(0), 200, "ok"),
        (TICK_LATE, 200, "ok"),
        (TICK_LATE + timedelta(seconds=1), 503, STILL),
        (-timedelta(days=21), 503, STILL),
    ],
    ids=["just now", "just in time", "too long ago", "by a clock that was ahead"],
)
def test_it_is_well_while_it_ticks(
    stranger: FlaskClient, office: Office, ago: timedelta, status: int, said: str
) -> None:
    """To whoever asks, without a cookie, and as plain text."""
    with office.writing() as record:
        record.page().last_tick_at = office.hour - ago
    answer = stranger.get("/healthz")

    assert (answer.status_code, answer.text, answer.mimetype) == (status, f"{said}\n", "text/plain")
    assert "Set-Cookie" not in answer.headers
    assert stranger.head("/healthz").status_code == status


def test_one_that_never_ran_is_not_well(stranger: FlaskClient) -> None:
    """Whatever the reason."""
    assert (stranger.get("/healthz").status_code, stranger.get("/healthz").text) == (503, f"{STILL}\n")


def test_a_record_that_can_not_be_read_is_said_without_its_name(
    stranger: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What exactly is wrong is for those who are signed in."""

    def gone() -> None:
        raise StoreError("The file /var/lib/captionbot/captionbot.db can't be used.", "Check it.")

    monkeypatch.setattr(office, "viewing", gone)
    answer = stranger.get("/healthz")

    assert (answer.status_code, answer.text) == (503, f"{CLOSED}\n")
