"""The daemon's loop by a clock that a test sets: it beats whatever the wall clock does, and stops when told to."""

import logging
import os
import signal
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from captionbot import daemon
from captionbot.daemon import BEAT_SECONDS, LOOK_SECONDS, PATIENCE_SECONDS, Daemon
from captionbot.errors import CaptionbotError, StoreError
from captionbot.runner.bot import Bot
from tests.daemon.around import Act, Hours, Manager, Runner, Watch

MINUTE, HOUR, DAY, YEAR = 60.0, 3600.0, 86_400.0, 31_557_600.0
STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Loop:
    """A daemon whose time passes at once."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Take its clocks away from it, and `schedule`'s, and its last resort."""
        self.hours, self.last_resort = Hours(), list[tuple[float, Act]]()
        self.runner = Runner(self.hours)
        self.watch, self.manager = Watch(), Manager()
        self.bots: dict[object, Runner] = {}
        hours = self.hours

        class Wall(datetime):
            """The clock that `schedule` reads."""

            @classmethod
            def now(cls, _tz: object = None) -> datetime:  # type: ignore[override] # schedule asks for no zone
                return hours.wall()

        monkeypatch.setattr(daemon, "Alarm", lambda: SimpleNamespace(sleep=hours.sleep, ring=lambda: None))
        monkeypatch.setattr(daemon, "monotonic", lambda: hours.elapsed)
        monkeypatch.setattr(daemon, "after", lambda seconds, act: self.last_resort.append((seconds, act)))
        monkeypatch.setattr(daemon, "Runner", lambda bot: self.bots.get(bot.name, self.runner))
        monkeypatch.setattr(daemon, "Watch", lambda _ring: self.watch)
        monkeypatch.setattr(daemon, "Manager", lambda: self.manager)
        monkeypatch.setattr("schedule.datetime", SimpleNamespace(datetime=Wall, timedelta=timedelta))

    def run(self, seconds: float, renewed: Callable[[], object] = lambda: None, number: int = signal.SIGTERM) -> None:
        """Run for so long, then be told to stop."""
        self.hours.at(seconds, lambda: os.kill(os.getpid(), number))
        Daemon(bot("the bot"), cast("Callable[[], Bot | None]", renewed)).run()


def bot(name: str) -> Bot:
    """A bot as the loop knows it: by its photos folder, and a test by its name."""
    return cast("Bot", SimpleNamespace(name=name, photos=SimpleNamespace(root=Path(name))))


@pytest.fixture
def loop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loop]:
    """A daemon to run; the signals are this process's own again at the end."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in STOPPING}  # `nohup make test` ignores some
    yield Loop(monkeypatch)
    for number, handler in before.items():
        signal.signal(number, handler)


def test_it_beats_every_half_minute(loop: Loop) -> None:
    """From the very start."""
    loop.run(10 * MINUTE - 5)
    assert len(loop.runner.beats) == 20
    assert loop.runner.beats[0] == 0
    assert loop.runner.longest_gap < BEAT_SECONDS + 1


def test_a_clock_ten_years_ahead_that_is_set_right_costs_a_minute(loop: Loop) -> None:
    """`schedule` has planned its next run for 2036 by then, and sleeps until then where nobody looks."""
    loop.hours.set_wall(10 * YEAR)
    loop.hours.at(45, lambda: loop.hours.set_wall(0))
    loop.run(10 * MINUTE - 5)
    assert loop.runner.longest_gap <= 2 * BEAT_SECONDS + 2 * LOOK_SECONDS
    assert len(loop.runner.beats) >= 19


def test_a_machine_that_slept_over_the_slot_ticks_as_it_wakes(loop: Loop) -> None:
    """Three days are gone from the wall clock, and not a second from the other."""
    loop.hours.at(40, lambda: loop.hours.set_wall(3 * DAY))
    loop.run(45)
    assert [round(one) for one in loop.runner.beats] == [0, 30, 40]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    jumps=st.lists(
        st.tuples(
            st.floats(1, 900), st.sampled_from([-10 * YEAR, -DAY, -HOUR, -45.0, 0.0, 45.0, HOUR, DAY, 10 * YEAR])
        ),
        max_size=6,
    )
)
def test_however_the_wall_clock_is_set_it_goes_on(
    monkeypatch: pytest.MonkeyPatch, jumps: list[tuple[float, float]]
) -> None:
    """Never two minutes without a beat, and never beat upon beat."""
    loop = Loop(monkeypatch)
    for second, ahead in jumps:
        loop.hours.at(second, lambda ahead=ahead: loop.hours.set_wall(ahead))  # type: ignore[misc]
    loop.run(15 * MINUTE)
    assert loop.runner.longest_gap <= 2 * BEAT_SECONDS + 2 * LOOK_SECONDS
    assert len(loop.runner.beats) <= 31 + 2 * len(jumps)


FAILURES = {"a person's matter": StoreError("The disk is full.", "Make room."), "our fault": ZeroDivisionError()}


@pytest.mark.parametrize("error", FAILURES.values(), ids=FAILURES)
def test_a_tick_that_fails_is_logged_and_the_next_one_comes_in_its_turn(
    loop: Loop, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    """`schedule` would start a job again every second that let an error out. What a person can mend is one line."""
    loop.runner.tick_fails = error
    loop.run(5 * MINUTE - 5)
    assert len(loop.runner.beats) == 10
    assert loop.runner.longest_gap < BEAT_SECONDS + 1
    failed = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert len(failed) == 10
    assert all(bool(record.exc_info) == (not isinstance(error, CaptionbotError)) for record in failed)
    assert ("The disk is full. Make room." in caplog.text) == isinstance(error, CaptionbotError)


@pytest.mark.parametrize("number", STOPPING)
def test_it_stops_when_it_is_told_to_and_lets_go(loop: Loop, number: int, caplog: pytest.LogCaptureFixture) -> None:
    """Between two beats at once, with the lease given back; and soon, whatever it is at."""
    caplog.set_level(logging.INFO, "captionbot")
    loop.run(10, number=number)
    assert (loop.runner.beats, loop.runner.released) == ([0], 1)
    assert [seconds for seconds, _ in loop.last_resort] == [PATIENCE_SECONDS]
    assert [record.getMessage() for record in caplog.records] == ["stopping"]


def test_the_service_manager_hears_of_every_beat_that_ends(loop: Loop) -> None:
    """That it is ready before the first, how each one went, and that the end was asked for."""
    loop.hours.at(25, lambda: loop.runner.report.did("Contest no. 4 is posted.", "posted"))
    loop.hours.at(55, lambda: loop.runner.report.wants("Contest no. 5 waits.", "told"))
    loop.run(MINUTE + 10)
    assert loop.manager.heard == [
        "ready",
        "Nothing is due.",
        "Contest no. 4 is posted.",
        "Somebody is wanted: Contest no. 5 waits.",
        "stopping",
    ]


@pytest.mark.parametrize("error", FAILURES.values(), ids=FAILURES)
def test_a_beat_that_failed_has_ended_as_well(loop: Loop, error: Exception) -> None:
    """The process lives, and to be started again would not help it."""
    loop.runner.tick_fails = error
    loop.run(10)
    [_, how, _] = loop.manager.heard
    assert how.startswith("The last tick failed; the next one tries again. ")


def test_a_second_signal_changes_nothing(loop: Loop) -> None:
    """People press Ctrl-C twice."""
    loop.hours.at(10, lambda: os.kill(os.getpid(), signal.SIGINT))
    loop.run(10)
    assert (len(loop.last_resort), loop.runner.released) == (1, 1)


def test_nothing_is_logged_in_the_middle_of_what_a_signal_interrupts(
    loop: Loop, caplog: pytest.LogCaptureFixture
) -> None:
    """It may be a line of the log."""
    caplog.set_level(logging.DEBUG, "captionbot")
    heard: list[int] = []

    def interrupt() -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        heard.append(len(caplog.records))

    loop.hours.at(5, interrupt)
    loop.run(10)
    assert heard == [0]


def test_told_to_stop_before_its_first_beat_it_does_nothing(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even a tick."""
    start = Daemon._start_heart

    def interrupted(self: Daemon) -> None:
        start(self)
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(Daemon, "_start_heart", interrupted)
    loop.run(10)
    assert (loop.runner.beats, loop.runner.released) == ([], 1)


def test_what_nohup_lets_be_ignored_stays_so(loop: Loop) -> None:
    """Who starts it with `nohup` wants it to outlive the terminal."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    loop.hours.at(40, lambda: os.kill(os.getpid(), signal.SIGHUP))
    loop.run(MINUTE)
    assert len(loop.runner.beats) == 2
    assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN


def test_renewed_settings_are_worked_with_from_the_next_beat(loop: Loop, caplog: pytest.LogCaptureFixture) -> None:
    """The old worker lets go first."""
    caplog.set_level(logging.INFO, "captionbot")
    renewed = [None, bot("another bot"), None]
    loop.bots["another bot"] = another = Runner(loop.hours)
    loop.run(MINUTE + 10, renewed=lambda: renewed.pop(0))
    assert [round(one) for one in loop.runner.beats + another.beats] == [0, 30, 60]
    assert (len(loop.runner.beats), loop.runner.released, another.released) == (1, 1, 1)
    assert "settings were read again" in caplog.text
    assert [str(root) for root in loop.watch.kept] == ["the bot", "another bot", "another bot"]


def test_what_lands_in_the_folder_brings_the_next_beat_forward(loop: Loop) -> None:
    """At the next look, and the beats go on from there."""
    loop.hours.at(17, loop.watch.call)
    loop.run(MINUTE)
    assert [round(one) for one in loop.runner.beats] == [0, 17, 47]


def test_the_folder_is_watched_anew_at_every_beat_and_let_go_at_the_end(loop: Loop) -> None:
    """It may have gone and come back; that costs a look where it has not."""
    loop.run(MINUTE + 10)
    assert [str(root) for root in loop.watch.kept] == ["the bot"] * 3
    assert loop.watch.stopped == 1


def test_a_lease_that_cannot_be_given_back_stops_nobody(loop: Loop, caplog: pytest.LogCaptureFixture) -> None:
    """It runs out by itself."""
    loop.runner.release_fails = StoreError("The database is gone.")
    loop.run(10)
    assert "The database is gone." in caplog.text


def test_the_last_resort_ends_the_process_at_once(
    loop: Loop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An act that Facebook leaves hanging is settled at the next start."""
    ended: list[int] = []
    monkeypatch.setattr("captionbot.daemon.os._exit", ended.append)
    loop.run(10)
    loop.last_resort[0][1]()
    assert ended == [0]
    assert "the next start settles it" in caplog.text
