"""`captionbot demo`: a whole contest week in about half a minute, in processes that talk HTTP.

Practice and the bot are started as they would be by hand; the demo only watches the record and tells. The hall of fame
that the bot writes is served by this process, as any web server would, for as long as it runs.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import IO
from urllib.error import URLError
from urllib.request import Request, urlopen
from zoneinfo import ZoneInfo

from captionbot.accounts import Role
from captionbot.accounts.staffing import add, make_link
from captionbot.cli.plug import photos_of, store_of
from captionbot.cli.telling import Teller, Where
from captionbot.clock import DEMO_CLOCK, Clock, monotonic, pause_briefly
from captionbot.contest.stages import Stage
from captionbot.contest.timetable import first_after
from captionbot.contest.weekly import parse_weekly
from captionbot.decisions import Word
from captionbot.overview import View, entries, status
from captionbot.practice.samples import write_samples
from captionbot.settings import Settings, example_env, load_settings

ZONE = "America/Chicago"
CROWD = 60
LONGEST_SECONDS = 120
LOOK_SECONDS = 0.2
START_SECONDS = 2.0
"""Real seconds that the bot has to start in before the clock runs."""

STAFF = "Pat Example"
"""Who may sign in to the demo's desk."""

LOG = "log.txt"
"""What the two processes log; shown where the week did not end well."""

HALL = "hall-of-fame"
HALL_SECONDS = 10.0
"""Real seconds that the hall of fame may take after the announcement."""

SLOWLY = 600
"""Simulated seconds a second around each hour that matters, so that every step can be seen."""

AROUND = timedelta(minutes=20)
"""What is played slowly before and after such an hour."""

ENTRIES_OPEN_SECONDS, REVIEW_SECONDS = 10, 3


class _SaidNothing(Exception):
    """A process of the demo ended before it was ready."""


@dataclass(frozen=True, slots=True)
class Week:
    """The instants of the week that is played, and the clock's words that play it."""

    slot: datetime
    closes_at: datetime
    announces_at: datetime
    words: str


def play(*, keep: bool) -> int:
    """Play the week; 0 if it went well, 1 if not."""
    with tempfile.TemporaryDirectory(prefix="captionbot-demo-") as folder, ExitStack() as stack:
        return _play(Path(folder), stack, keep=keep)


def _play(folder: Path, stack: ExitStack, *, keep: bool) -> int:
    teller = Teller(ZoneInfo(ZONE))
    teller.opens()
    where: Where | None = None
    with suppress(_SaidNothing, URLError, subprocess.CalledProcessError):  # what it said for itself is in the log
        where = _live(folder, stack, teller)
    teller.ends(where, (folder / LOG).read_text(encoding="utf-8", errors="replace"), keep=keep)
    if keep and where:
        teller.waits()
    return 0 if where else 1


def _live(folder: Path, stack: ExitStack, teller: Teller) -> Where | None:
    """Where everything can be seen; None where the week did not end well."""
    practice = stack.enter_context(_started(_practice(), {}, folder))
    ready = json.loads(_first_line(practice))
    hall = stack.enter_context(_served(folder / HALL))
    settings = _write_settings(folder, ready, hall)
    _run([*_captionbot(), "init", "--no-input"], folder)
    for path in write_samples(settings.photos_dir / "queue"):
        os.utime(path, (0, 0))  # or they would be left alone for ten seconds, as if somebody still copied them
    week = _coming_week(Clock().now())
    _set_clock(ready["url"], week.words)
    teller.begins(week.slot, ready["url"])
    bot = stack.enter_context(_started([*_captionbot(), "run"], {DEMO_CLOCK: week.words}, folder))
    desk = _first_line(bot).split()[-1]
    if not _Watch(settings, Clock(week.words), teller).until_ended(bot):
        return None
    hung = _hung(folder / HALL)
    return Where(ready["url"], desk, f"{desk}welcome/{_invite(settings, week)}", hall if hung else "")


def _invite(settings: Settings, week: Week) -> str:
    """Let the person who watches sign in to the desk, by a link as any of the staff gets it."""
    store, now = store_of(settings), Clock(week.words).now()
    with store.transaction() as record:
        record.alone()
        by = Word("the demo", now)
        secret = make_link(record, add(record, STAFF, Role.ADMIN, by), by)
    store.close()
    return secret


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """A folder as a plain web server shows it, to this machine alone; its address."""
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder)))
    serving = Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        serving.join()


class _Silent(SimpleHTTPRequestHandler):
    """Says nothing of whom it served: the terminal is the story's."""

    def log_message(self, *_words: object) -> None:
        """Nothing."""


def _hung(hall: Path) -> bool:
    """Whether the winner's card comes to hang in the hall of fame."""
    deadline = monotonic() + HALL_SECONDS
    while not any(hall.rglob("*.jpg")) and monotonic() < deadline:
        pause_briefly(LOOK_SECONDS)
    return any(hall.rglob("*.jpg"))


def _coming_week(now: datetime) -> Week:
    """The next contest week, and a clock that hurries through what is dull in it."""
    zone = ZoneInfo(ZONE)
    slot = first_after(parse_weekly("friday 10:00"), zone, now)
    closes_at = first_after(parse_weekly("monday 10:00"), zone, slot)
    announces_at = first_after(parse_weekly("tuesday 10:00"), zone, closes_at)
    stretches = [
        (slot - AROUND, SLOWLY),
        (slot + AROUND * 3, (closes_at - slot).total_seconds() / ENTRIES_OPEN_SECONDS),
        (closes_at - AROUND, SLOWLY),
        (closes_at + AROUND, (announces_at - closes_at).total_seconds() / REVIEW_SECONDS),
        (announces_at - AROUND, SLOWLY),
        (announces_at + AROUND * 3, 1),
    ]
    real, paces = now.timestamp() + START_SECONDS, []
    for (since, speed), (until, _) in zip(stretches, [*stretches[1:], (slot, 0)], strict=True):
        paces.append(f"{real:.3f}x{speed:.3f}")
        real += (until - since).total_seconds() / speed
    return Week(slot, closes_at, announces_at, f"{stretches[0][0].timestamp():.3f}@{';'.join(paces)}")


def _practice() -> list[str]:
    words = ["--crowd", str(CROWD), "--crowd-hours", "72", "--stop-at-eof"]
    return [sys.executable, "-m", "captionbot.practice", "--port", "0", *words]


def _set_clock(practice: str, words: str) -> None:
    """Let practice go by the same clock as the bot."""
    body = json.dumps({"words": words}).encode()
    kind = {"Content-Type": "application/json"}
    request = Request(f"{practice}/practice/clock", data=body, headers=kind, method="POST")  # noqa: S310 - http on loopback
    urlopen(request, timeout=10).close()  # noqa: S310 - the same


def _captionbot() -> list[str]:
    return [sys.executable, "-m", "captionbot", "--env-file", "demo.env"]


def _write_settings(folder: Path, ready: Mapping[str, str], hall: str) -> Settings:
    """The settings of the demo: any department's, but for where Facebook is."""
    file = folder / "demo.env"
    file.touch(mode=0o600)
    values = {
        "FACEBOOK_PAGE_ID": ready["page_id"],
        "FACEBOOK_PAGE_TOKEN": ready["token"],
        "FACEBOOK_GRAPH_URL": ready["url"],
        "TIMEZONE": ZONE,
        "ORGANISER": ready["page_name"],
        "DESK_BIND": "127.0.0.1:0",
        "SITE_DIR": HALL,
        "SITE_URL": hall,
    }
    file.write_text(example_env(values), encoding="utf-8")
    return load_settings(file, {})


def _environ(more: Mapping[str, str]) -> dict[str, str]:
    """The environment without settings of captionbot's own, which would win over the demo's."""
    ours = {line.partition("=")[0] for line in example_env().splitlines()}
    return (
        {name: value for name, value in os.environ.items() if name not in ours} | {"PYTHONUNBUFFERED": "1"} | dict(more)
    )


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=_environ({}), cwd=folder)  # noqa: S603 - our own


@contextmanager
def _started(command: list[str], more: Mapping[str, str], folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process of its own, stopped at the end however that comes."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with (
        (folder / LOG).open("a", encoding="utf-8") as log,
        subprocess.Popen(command, env=_environ(more), cwd=folder, stderr=log, **pipes) as process,  # type: ignore[call-overload] # noqa: S603 - our own
    ):
        try:
            yield process
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()


def _first_line(process: subprocess.Popen[str]) -> str:
    """What it says when it is ready. Raises _SaidNothing where it ended without a word."""
    out: IO[str] | None = process.stdout
    said = out.readline() if out else ""
    if not said.strip():
        raise _SaidNothing
    return said


class _Watch:
    """Looks at the record as a person would, and tells what is new."""

    def __init__(self, settings: Settings, clock: Clock, teller: Teller) -> None:
        self.settings, self.clock, self.teller = settings, clock, teller
        self.stage = ""

    def until_ended(self, bot: subprocess.Popen[str]) -> bool:
        """Watch until the winner is announced; False where the time is over or the bot has stopped."""
        store, deadline = store_of(self.settings), monotonic() + LONGEST_SECONDS
        while monotonic() < deadline and bot.poll() is None:
            with store.view() as record:
                self._look(View(record, self.settings, photos_of(self.settings), self.clock.now()))
            if self.stage in {Stage.ANNOUNCED, Stage.VOID, Stage.STUCK}:
                break
            pause_briefly(LOOK_SECONDS)
        store.close()
        return self.stage == Stage.ANNOUNCED

    def _look(self, view: View) -> None:
        contests = status(view)["contests"]
        if not contests:
            self.teller.passes(view.now)
            return
        contest = contests[0]
        if contest["stage"] == Stage.OPEN:
            self.teller.collects(view.now, contest["comments"])
        if contest["stage"] == self.stage:
            return
        self.stage = contest["stage"]
        if self.stage == Stage.OPEN:
            self.teller.posted(view.now, contest, self._words(view, contest))
        elif self.stage == Stage.REVIEW:
            self.teller.closed(view.now, contest, entries(view, contest["number"]))
        elif self.stage == Stage.ANNOUNCED:
            self.teller.announced(view.now, contest, entries(view, contest["number"]), self._said(view, contest))

    def _words(self, view: View, contest: Mapping[str, int]) -> str:
        return view.record.utterances.of_contest(contest["number"])[0].text

    def _said(self, view: View, contest: Mapping[str, int]) -> list[tuple[str, str]]:
        said = view.record.utterances.of_contest(contest["number"])[1:]
        return [(utterance.kind, utterance.text) for utterance in said]
