"""The clock: the wall's, or one that a demo hurries."""

import os
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Timer
from threading import enumerate as enumerate_threads

import pytest

from captionbot.clock import DEMO_CLOCK, Alarm, Clock, after, local_zone, monotonic, pause_briefly

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
BEGIN = NOON.timestamp()


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The real seconds since 1970, which a test sets."""
    at = [0.0]
    monkeypatch.setattr("captionbot.clock.time.time", lambda: at[0])
    return at


PACES = {
    "at the speed of life": (f"{BEGIN}@1000x1", 1060, 60),
    "sixty times as fast": (f"{BEGIN}@1000x60", 1060, 3600),
    "standing still": (f"{BEGIN}@1000x0", 9999, 0),
    "before it starts": (f"{BEGIN}@1000x60", 900, 0),
    "as it starts": (f"{BEGIN}@1000x60", 1000, 0),
    "fast and then slow": (f"{BEGIN}@1000x60;1010x1", 1030, 10 * 60 + 20),
    "within the first of three": (f"{BEGIN}@1000x60;1010x0;1020x2", 1005, 5 * 60),
    "within the second of three": (f"{BEGIN}@1000x60;1010x0;1020x2", 1015, 10 * 60),
    "within the last of three": (f"{BEGIN}@1000x60;1010x0;1020x2", 1030, 10 * 60 + 20),
    "by fractions": (f"{BEGIN}@1000.5x0.5", 1001.5, 0.5),
}


@pytest.mark.parametrize(("words", "at", "passed"), PACES.values(), ids=PACES)
def test_a_demos_clock_runs_by_its_words(real: list[float], words: str, at: float, passed: float) -> None:
    """An instant to begin with, then each speed from the real instant at which it holds."""
    real[0] = at

    assert Clock(words).now() == NOON + timedelta(seconds=passed)
    assert Clock(words).now().tzinfo is UTC
    assert not Clock(words).is_real


def test_without_words_it_is_the_wall_clock(real: list[float]) -> None:
    """Aware and in UTC."""
    real[0] = BEGIN

    assert Clock().now() == NOON
    assert Clock().is_real


def test_the_demo_gives_its_words_to_its_children(real: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    """By a variable that nobody else sets."""
    real[0] = 1060
    assert Clock.from_environment().is_real

    monkeypatch.setenv(DEMO_CLOCK, f"{BEGIN}@1000x60")
    assert Clock.from_environment().now() == NOON + timedelta(hours=1)


def test_deadlines_go_by_a_clock_that_nobody_sets(real: list[float]) -> None:
    """The wall clock may jump meanwhile."""
    before = monotonic()
    real[0] = 10 * BEGIN
    pause_briefly(0.001)

    assert 0.001 <= monotonic() - before < 5


def test_a_sleep_ends_when_it_rings() -> None:
    """From another thread, in the middle of it, or before it began."""
    alarm = Alarm()
    before = monotonic()
    after(0.01, alarm.ring)
    alarm.sleep(60)
    alarm.ring()
    alarm.sleep(60)

    assert monotonic() - before < 30


def test_a_sleep_that_nothing_rings_for_ends_by_itself() -> None:
    """And rings for nobody are over with the sleep that they ended."""
    alarm = Alarm()
    before = monotonic()
    alarm.sleep(0.01)

    assert monotonic() - before >= 0.01


def test_a_signal_ends_a_sleep() -> None:
    """Its handler rings in the very thread that sleeps."""
    alarm = Alarm()
    earlier = signal.signal(signal.SIGUSR1, lambda _number, _frame: alarm.ring())
    try:
        before = monotonic()
        after(0.01, lambda: os.kill(os.getpid(), signal.SIGUSR1))
        alarm.sleep(60)
    finally:
        signal.signal(signal.SIGUSR1, earlier)

    assert monotonic() - before < 30


def test_something_is_done_in_a_while_and_keeps_nobody_alive() -> None:
    """By a thread that ends with the process."""
    done = Event()
    after(0.001, done.set)
    assert done.wait(5)

    after(3600, done.clear)
    (waiting,) = [thread for thread in enumerate_threads() if isinstance(thread, Timer)]
    assert waiting.daemon
    waiting.cancel()


ZONES = {
    "/usr/share/zoneinfo/America/Chicago": "America/Chicago",
    "../usr/share/zoneinfo/America/Indiana/Knox": "America/Indiana/Knox",
    "/usr/share/zoneinfo/Etc/UTC": "",
    "/usr/share/zoneinfo/UTC": "",
    "/somewhere/else": "",
}


@pytest.mark.parametrize(("leads_to", "zone"), ZONES.items())
def test_the_machines_zone_is_the_one_its_link_leads_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leads_to: str, zone: str
) -> None:
    """Where that is a place's; UTC is what a server has that nobody has told where it stands."""
    monkeypatch.delenv("TZ", raising=False)
    link = tmp_path / "localtime"
    link.symlink_to(leads_to)

    assert local_zone(link) == zone


@pytest.mark.parametrize(
    ("named", "zone"), [("Europe/Paris", "Europe/Paris"), (":Asia/Tokyo", "Asia/Tokyo"), ("CST6CDT", "")]
)
def test_the_variable_goes_before_the_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, zone: str
) -> None:
    """As it does for every program."""
    monkeypatch.setenv("TZ", named)

    assert local_zone(tmp_path / "none") == zone


def test_a_machine_that_names_no_zone_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy in the place of a link names none either."""
    monkeypatch.delenv("TZ", raising=False)
    (tmp_path / "copy").write_bytes(b"TZif2")

    assert [local_zone(tmp_path / name) for name in ("copy", "missing")] == ["", ""]
