"""How the demo tells its story: a bar and colours on a terminal, plain lines elsewhere."""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn

from captionbot.cli.show import safely
from captionbot.contest.timetable import said_when

SHORTLIST = 3
WIDEST = 100


@dataclass(frozen=True, slots=True)
class Where:
    """The addresses at which everything can be seen."""

    page: str
    desk: str
    way_in: str
    """The link by which the person who watches signs in to the desk."""
    hall: str
    """Of the hall of fame; empty where it was not written."""


class Teller:
    """Tells each step as it happens."""

    def __init__(self, zone: ZoneInfo) -> None:
        """Tell hours in ``zone``."""
        self.zone = zone
        self.console = Console(highlight=False, soft_wrap=not sys.stdout.isatty(), width=None)
        self.bar: Progress | None = None
        self.most = 0

    def _say(self, text: str = "", style: str = "") -> None:
        self.console.print(escape(safely(text)) if text else "", style=style or None)

    def _step(self, now: datetime, text: str) -> None:
        self._bar_ends()
        self._say()
        self._say(f"{said_when(now, self.zone)}  {text}", "bold")

    def opens(self) -> None:
        """What is going to be shown."""
        self._say("A contest week on a pretend Facebook, over real HTTP; nothing leaves this machine.", "bold")

    def begins(self, slot: datetime, url: str) -> None:
        """The two processes stand ready."""
        self._say(f"The pretend Page is at {url}/ and captionbot runs beside it, in a process of its own.")
        self._say(f"The first slot is {said_when(slot, self.zone)}. The clock hurries through what is dull.")

    def passes(self, now: datetime) -> None:
        """Nothing has happened yet."""

    def posted(self, now: datetime, contest: Mapping[str, Any], words: str) -> None:
        """The photo is on the Page."""
        self._step(now, f"Posted: contest no. {contest['number']}, {contest['photo']}")
        for line in words.splitlines():
            self._say(f"  | {line}", "dim")

    def collects(self, now: datetime, comments: int) -> None:
        """Captions come in."""
        if not self.console.is_terminal:
            if comments >= self.most + 15:
                self.most = comments
                self._say(f"{said_when(now, self.zone)}  captions coming in: {comments} comments read so far")
            return
        if self.bar is None:
            columns = (TextColumn("captions coming in"), BarColumn(None), TextColumn("{task.fields[told]}"))
            self.bar = Progress(*columns, console=self.console, transient=True)
            self.bar.add_task("", total=None, told="")
            self.bar.start()
        told = f"{comments} comments, {said_when(now, self.zone)}"
        self.bar.update(self.bar.task_ids[0], told=told)

    def _bar_ends(self) -> None:
        if self.bar is not None:
            self.bar.stop()
            self.bar = None

    def closed(self, now: datetime, contest: Mapping[str, Any], tally: Mapping[str, Any]) -> None:
        """Entries have closed."""
        counted, left_out = tally["entries"], tally["left_out"]
        self._step(now, f"Entries closed: {len(counted)} entries, {len(left_out)} comments left out")
        self._say("  The shortlist:")
        for entry in counted[:SHORTLIST]:
            self._say(f"  {entry['rank']}. {entry['votes']:>3} votes  “{_short(entry['caption'])}”  {_name(entry)}")
        self._say("  Left out:")
        for reason, number in Counter(one["reason"] for one in left_out).most_common():
            most = max(one["votes"] for one in left_out if one["reason"] == reason)
            votes = f" (one had {most} votes)" if most > counted[0]["votes"] else ""
            self._say(f"    {number} × {reason}{votes}")
        hour = said_when(datetime.fromisoformat(contest["announces_at"]), self.zone)
        self._say(f"  Staff may pick another, hold it or call it off until {hour}.")

    def announced(
        self, now: datetime, contest: Mapping[str, Any], tally: Mapping[str, Any], said: Sequence[tuple[str, str]]
    ) -> None:
        """The winner has been told."""
        self._step(now, "Announced")
        for kind, text in said:
            where = "under the winner's comment" if kind == "reply" else "as a post of its own, with the card"
            self._say(f"  {where}:")
            for line in text.splitlines():
                self._say(f"  | {line}", "dim")
        self._say()
        winner, second = contest["winner"], next((one for one in tally["entries"] if one["rank"] > 1), None)
        than = f"; the next had {second['votes']}" if second else ""
        self._say(
            f"The winner is {winner['name'] or 'a fan'} with “{_short(winner['caption'])}”: "
            f"{winner['votes']} votes when entries closed{than}.",
            "bold green",
        )

    def ends(self, where: Where | None, log: str, *, keep: bool) -> None:
        """Where all of it can be seen, or what to do."""
        self._bar_ends()
        self._say()
        if where is None:
            self._say("The week did not end as it should. Please report what stands above, and this log:", "bold red")
            for line in log.splitlines()[-30:]:
                self._say(f"  {line}")
            return
        page, hall = f"{where.page}/", where.hall
        self._say(f"See it all in a browser:  {page}   (the Page)   {where.desk}   (the staff's desk)")
        self._say(f"Into the desk, once:      {where.way_in}")
        if hall:
            self._say(f"And the hall of fame:     {hall}")
        ports = [one.rstrip("/").rpartition(":")[2] for one in (page, where.desk, hall) if one]
        ways = " ".join(f"-L {port}:127.0.0.1:{port}" for port in ports)
        self._say(f"From another machine:     ssh {ways} THIS-MACHINE")
        if not keep:
            self._say("It has stopped by now; `captionbot demo --keep` leaves it running to look at.")

    def waits(self) -> None:
        """Leave everything running until the person has seen enough."""
        self._say("It goes on running; press Ctrl-C to stop it.", "bold")
        with suppress(KeyboardInterrupt):
            Event().wait()


def _short(caption: str) -> str:
    line = " ".join(caption.split())
    return line if len(line) <= WIDEST else f"{line[: WIDEST - 1]}…"


def _name(entry: Mapping[str, Any]) -> str:
    return str((entry["entrant"] or {}).get("name") or "a fan")
