"""A town: a department's settings and photos, captionbot as processes, and a Facebook beside it, by one clock.

The clock stands still until a story moves it, for the bot and for Facebook alike, so that a tick takes no time.
"""

import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any
from zlib import crc32

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from tests.photos.unlike import file_unlike
from tests.practice.starting import Facebook
from tests.story.forked import Ended, Forked

ZONE = "America/Chicago"
WEDNESDAY = "2026-11-25T18:00:00Z"
SLOT, CLOSE, ANNOUNCE = "2026-11-27T16:00:00Z", "2026-11-30T16:00:00Z", "2026-12-01T16:00:00Z"
"""Friday, Monday and Tuesday at ten in the morning in Chicago."""
NEXT_SLOT = "2026-12-04T16:00:00Z"
LONG = 60
"""Seconds that any command may take on a busy machine."""


def moment(words: str) -> datetime:
    """The instant that ISO words name."""
    return datetime.fromisoformat(words).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Ran(Ended):
    """A command that has ended."""

    @property
    def json(self) -> Any:
        """What it printed, which must be one JSON document and nothing else."""
        return json.loads(self.out)

    @property
    def said(self) -> str:
        """All that it printed, on stdout and stderr."""
        return self.out + self.err


@dataclass(frozen=True, slots=True)
class Spoken:
    """What stands on the Page in the bot's words."""

    posts: list[dict[str, Any]]
    """Contest posts, oldest first."""
    replies: list[dict[str, Any]]
    announcements: list[dict[str, Any]]
    """Corrections among them."""

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many contest posts, replies and announcements."""
        return len(self.posts), len(self.replies), len(self.announcements)


def interruptible() -> None:
    """A shell lets what it runs in the background ignore Ctrl-C, and whatever that starts inherits it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@dataclass
class Town:
    """One department and its Page."""

    folder: Path
    facebook: Facebook
    database_url: str
    now: datetime = field(default_factory=lambda: moment(WEDNESDAY))
    clock: str = ""
    """The words of the bot's clock, and of Facebook's."""

    # time

    def at(self, when: str | datetime) -> "Town":
        """Move every clock to an instant, to stand still there."""
        self.now = moment(when) if isinstance(when, str) else when
        self.clock = f"{self.now.timestamp()}@0x0"
        self.facebook.lever("clock", words=self.clock)
        return self

    def later(self, **span: float) -> "Town":
        """Move every clock on: ``town.later(minutes=10).tick()``."""
        return self.at(self.now + timedelta(**span))

    # settings

    def settle_in(self, **changed: str) -> None:
        """Write `.env`: the least that works, and ``changed``."""
        values = {
            "FACEBOOK_PAGE_ID": self.facebook.page_id,
            "FACEBOOK_PAGE_TOKEN": self.facebook.token,
            "FACEBOOK_GRAPH_URL": self.facebook.url,
            "DATABASE_URL": self.database_url,
            "TIMEZONE": ZONE,
        }
        lines = [f"{name}={value}" for name, value in (values | changed).items()]
        env_file = self.folder / ".env"
        env_file.touch(mode=0o600)
        env_file.write_text("\n".join(lines) + "\n", encoding="utf-8")

    # captionbot

    def start(self, *words: str, stdout: int | IO[str] = subprocess.PIPE, **environ: str) -> "subprocess.Popen[str]":
        """Start a command, as a person, cron or systemd would, by the town's clock; it may be killed."""
        return subprocess.Popen(
            [sys.executable, "-m", "captionbot", *words],
            cwd=self.folder,
            env=self._environ(environ),
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            preexec_fn=interruptible,  # noqa: PLW1509 - no thread of ours holds a lock here
        )

    def forked(self, *words: str, pasted: str = "", **environ: str) -> Forked:
        """A command that starts at once; it may be killed."""
        return Forked(words, self.folder, self._environ(environ), pasted)

    def run(self, *words: str, pasted: str = "", **environ: str) -> Ran:
        """Run a command to its end, with ``pasted`` as its input; it never ends in a traceback."""
        with self.forked(*words, pasted=pasted, **environ) as process:
            ended = process.ended(LONG)
        assert "Traceback" not in ended.out + ended.err, ended
        return Ran(ended.code, ended.out, ended.err)

    def _environ(self, more: Mapping[str, str]) -> dict[str, str]:
        return {**os.environ, "CAPTIONBOT_DEMO_CLOCK": self.clock, "LOGNAME": "dana", **more}

    def must(self, *words: str) -> Ran:
        """Run a command that has to work."""
        ran = self.run(*words)
        assert ran.code == 0, ran.said
        return ran

    def refused(self, *words: str) -> str:
        """Run a command that a person must think about once more, and give the one line that it says."""
        ran = self.run(*words)
        assert (ran.code, ran.out, ran.err.strip().count("\n")) == (1, "", 0), ran.said
        return ran.err.strip()

    def tick(self) -> Ran:
        """One tick; whatever it meets is no fault of ours."""
        ran = self.run("tick")
        assert ran.code in {0, 1}, ran.said
        return ran

    def tick_well(self) -> Ran:
        """One tick that has nothing to complain of."""
        return self.must("tick")

    def status(self) -> Any:
        """Where everything stands, as `status --json` says."""
        return self.must("status", "--json").json

    def entries(self, *words: str) -> Any:
        """The tally, as `entries --json` says."""
        return self.must("entries", *words, "--json").json

    # the record

    def rows(self, table: str) -> list[Mapping[str, Any]]:
        """Everything in a table, by SQL and without captionbot's code."""
        with create_engine(self.database_url, poolclass=NullPool).connect() as connection:
            return [dict(row) for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()]  # noqa: S608 - ours

    def sql(self, words: str) -> None:
        """Change the record behind captionbot's back."""
        with create_engine(self.database_url, poolclass=NullPool).begin() as connection:
            connection.execute(text(words))

    def contest(self, number: int = 1) -> Mapping[str, Any]:
        """One contest's row."""
        return next(row for row in self.rows("contests") if row["number"] == number)

    def stage(self, number: int = 1) -> str:
        """Where a contest stands."""
        return str(self.contest(number)["stage"])

    def told(self) -> str:
        """Everything that staff were told, a line each."""
        return "\n".join(f"{row['text']} {row['do']}" for row in self.rows("notices"))

    def everything(self) -> dict[str, list[Mapping[str, Any]]]:
        """All that the record holds of contests and of staff's word."""
        tables = ("contests", "slots", "decisions", "utterances", "attempts", "pauses", "skips", "comments", "audit")
        return {table: self.rows(table) for table in tables}

    # photos

    def queue_photo(self, name: str, words: str = "") -> Path:
        """Drop a photo into the queue, with ``words`` in a text file beside it; under no two names the same picture."""
        path = self.drop(name, file_unlike(crc32(name.encode())))
        if words:
            self.drop(f"{path.stem}.txt", words.encode())
        return path

    def drop(self, name: str, content: bytes) -> Path:
        """Put a file into the queue that somebody copied there long ago."""
        path = self.folder / "photos" / "queue" / name
        path.write_bytes(content)
        os.utime(path, (1_000_000_000, 1_000_000_000))
        return path

    def photos(self, place: str) -> list[str]:
        """The names in photos/``place``, in order."""
        return sorted(path.name for path in (self.folder / "photos" / place).iterdir())

    # fans, and what the public sees

    def fan(self, caption: str, votes: int = 0, **more: Any) -> str:
        """A fan's comment on the newest contest post, with its votes; gives the comment's id."""
        post = more.pop("post", None) or self.spoken().posts[-1]["id"]
        by = more.pop("by", f"Fan of {caption[:20]}")
        return self.facebook.comment(caption, by=by, post=post, reactions=votes, **more)

    def spoken(self) -> Spoken:
        """What stands on the Page in the bot's words."""
        live = [post for post in reversed(self.facebook.live_posts()) if post["by_app"]]
        results = [
            post for post in live if re.search(r"^.* · (result|correction)\b.* of ", post["message"], re.MULTILINE)
        ]
        # A comment at top level is the Page joining in; the bot only ever answers.
        replies = [one for one in self.facebook.said_by_page() if one["parent"]]
        return Spoken([post for post in live if post not in results], replies, results)

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many contest posts, replies and announcements stand on the Page."""
        return self.spoken().counts

    def calls(self, method: str, ending: str) -> int:
        """How often Facebook was asked for something."""
        seen = Counter((one["method"], one["path"].rpartition("/")[2]) for one in self.facebook.calls())
        return seen[method, ending]

    def hanging(self) -> bool:
        """Whether Facebook holds a call back: the one fault it was told of has begun."""
        answer = self.facebook.session.get(f"{self.facebook.url}/practice/faults", timeout=LONG)
        return not answer.json()["faults"]

    # whole stretches of a story

    def post_the_first(self, name: str = "1974-mounted-patrol.jpg", words: str = "") -> str:
        """Queue a photo and let its slot come; gives the post's id."""
        self.queue_photo(name, words)
        self.at(SLOT).later(seconds=5).tick_well()
        return str(self.spoken().posts[-1]["id"])

    def in_review(self, *captions: tuple[str, int]) -> list[str]:
        """Post the first photo, let fans send captions with votes, and close; gives the comments' ids."""
        post = self.post_the_first()
        ids = [self.fan(caption, votes, post=post) for caption, votes in captions]
        self.at(CLOSE).later(seconds=5).tick()
        assert self.stage() == "review"
        return ids
