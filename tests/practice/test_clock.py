"""Practice's own clock."""

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from captionbot.practice.clock import PracticeClock, http_date, moment, stamp

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


def test_without_words_it_is_the_wall_clock() -> None:
    """No words are the time of this machine."""
    assert abs(PracticeClock().now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_it_runs_through_each_stretch_at_its_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten seconds at 60, then ten at 3600, add up."""
    clock = PracticeClock(f"{NOON.timestamp()}@1000x60;1010x3600")
    monkeypatch.setattr(time, "time", lambda: 1020.0)

    assert clock.now() == NOON + timedelta(minutes=10, hours=10)


def test_before_its_first_stretch_it_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock told to start later stands at its beginning until then."""
    clock = PracticeClock(f"{NOON.timestamp()}@1000x60")
    monkeypatch.setattr(time, "time", lambda: 900.0)

    assert clock.now() == NOON


def test_it_stands_still_where_it_is_told() -> None:
    """At speed nought an instant stays."""
    clock = PracticeClock()
    clock.run_from(NOON, 0)

    assert clock.now() == clock.now() == NOON


@pytest.mark.parametrize("words", ["x", "1@2", "1@2y3", "@", "1@2x3;"])
def test_words_that_make_no_sense_are_refused(words: str) -> None:
    """A clock is either read or refused, never half read."""
    if words == "@":
        assert PracticeClock(words).now().year >= 2026
        return
    with pytest.raises(ValueError, match="float"):
        PracticeClock(words)


def test_instants_are_read_and_written_as_facebook_does() -> None:
    """ISO with any offset comes in, ``+0000`` goes out, and ``Date`` is HTTP's."""
    chicago = datetime(2026, 11, 27, 6, tzinfo=timezone(timedelta(hours=-6)))

    assert moment("2026-11-27T12:00:00Z") == moment("2026-11-27T12:00:00") == moment(chicago.isoformat()) == NOON
    assert stamp(chicago) == "2026-11-27T12:00:00+0000"
    assert http_date(chicago) == "Fri, 27 Nov 2026 12:00:00 GMT"
