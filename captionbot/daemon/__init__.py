"""The daemon: a heartbeat that ticks, stops on SIGTERM within one act, and reads its settings again when they change.

``schedule`` only beats; what is due is computed from ``now`` and the database. It goes by the wall clock, so a
clock that jumped ahead and back would leave it asleep for years: the loop holds it against the monotonic clock.
``watching`` makes a tick come sooner when something lands in the photos folder.
"""

import logging
import os
import signal
from collections.abc import Callable
from types import FrameType

import schedule

from captionbot.clock import Alarm, after, monotonic
from captionbot.daemon.systemd import Manager
from captionbot.daemon.watching import Watch
from captionbot.errors import CaptionbotError
from captionbot.runner.bot import Bot, Report
from captionbot.runner.tick import Runner

log = logging.getLogger(__name__)

BEAT_SECONDS = 30
LOOKS_A_BEAT = 5
LOOK_SECONDS = 1
"""So often it is looked whether a beat is due; a signal, and what calls for a tick at once, is noticed at once."""

PATIENCE_SECONDS = 8
"""How long the act in hand may take once we are told to stop; an answer from Facebook may take minutes."""

FAILED = "The last tick failed; the next one tries again."


def _leave() -> None:
    """Stop in the middle of an act. That is safe: its intent is on record, and is looked for at the next start."""
    log.warning("stopped in the middle of an act; the next start settles it", extra={"action": "left"})
    os._exit(0)


class Daemon:
    """Ticks for one Page until it is told to stop."""

    def __init__(self, bot: Bot, renewed: Callable[[], Bot | None], *, beat_seconds: float = BEAT_SECONDS) -> None:
        """Tick with ``bot``; ``renewed`` gives another where the settings changed, or None."""
        self._runner, self._renewed, self._beat_seconds = Runner(bot), renewed, beat_seconds
        self._alarm, self._look_seconds = Alarm(), min(LOOK_SECONDS, beat_seconds / LOOKS_A_BEAT)
        self._photos_dir, self._watch = bot.photos.root, Watch(self._alarm.ring)
        self._stopping = False
        self._last_beat = monotonic()
        self._heart, self._manager = schedule.Scheduler(), Manager()

    def run(self) -> None:
        """Beat until SIGTERM, SIGINT or SIGHUP; the act in hand is finished first."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            if signal.getsignal(number) != signal.SIG_IGN:  # as `nohup` leaves SIGHUP
                signal.signal(number, self._stop)
        self._start_heart()
        self._manager.ready()
        self._beat()
        while not self._stopping:
            self._alarm.sleep(self._look_seconds)
            self._heart.run_pending()
            if self._watch.calls() or self._overslept():
                self._start_heart()
                self._beat()
        log.info("stopping", extra={"action": "stopping"})
        self._manager.stopping()
        self._watch.stop()
        self._let_go()

    def _start_heart(self) -> None:
        self._heart.clear()
        self._heart.every(max(1, round(self._beat_seconds))).seconds.do(self._beat)

    def _overslept(self) -> bool:
        """Whether the wall clock was set: `schedule` may sleep for years then."""
        return monotonic() - self._last_beat > self._beat_seconds * 2

    def _stop(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - signal's signature
        # Nothing is logged in here: what the signal interrupted may be a line of the log.
        if not self._stopping:
            self._stopping = True
            self._alarm.ring()
            after(PATIENCE_SECONDS, _leave)

    def _beat(self) -> None:
        """One tick. An error that left it would make ``schedule`` start it again every second."""
        if self._stopping:
            return
        try:
            self._renew()
            self._watch.keep(self._photos_dir)  # before the tick lists the folder, so that nothing lands in between
            how = _said(self._runner.tick())
        except CaptionbotError as error:
            log.error("%s %s", error.message, error.do, extra={"action": "failed"})  # noqa: TRY400 - a person's matter
            how = f"{FAILED} {error.message}"
        except Exception:
            log.exception("a tick failed; the next one goes on", extra={"action": "failed"})
            how = f"{FAILED} It is a fault of captionbot's own, and the log has it."
        self._last_beat = monotonic()
        self._manager.lives(how)

    def _renew(self) -> None:
        bot = self._renewed()
        if bot is not None:
            self._let_go()
            self._runner, self._photos_dir = Runner(bot), bot.photos.root
            log.info("settings were read again; contests that have begun keep their terms", extra={"action": "renewed"})

    def _let_go(self) -> None:
        try:
            self._runner.release()
        except CaptionbotError as error:
            log.warning("%s", error.message, extra={"action": "failed"})


def _said(report: Report) -> str:
    """How things are, in a line for `systemctl status`."""
    last = report.lines[-1] if report.lines else "Nothing is due."
    return f"Somebody is wanted: {last}" if report.unfinished else last
