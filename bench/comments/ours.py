"""Captionbot's part of the comments bench, in processes of its own, in the folder in which they are started.

Run by path and not as a module, so that the code as it was can be measured by the same bench (PYTHONPATH=…):
`ours.py make POST PAGE OPENED CLOSES DUE` makes settings, and a record whose contest stands under that post and is
open; its comments are to be read at DUE for the first time.
`ours.py tick WARM HOUR ADDRESS [HOUR ADDRESS …]` lets the runner tick at each of these hours, Facebook being at that
address, and prints what each tick took; `ours.py profile …` where the time went instead. Before, it ticks at the same
hours with the small thread at WARM, and the record is put back as it was: so whatever a daemon does once is done. What
it does once an hour and once a day is done by a tick a minute before the first hour, when nothing is due.
Hours are seconds since 1970.
"""

import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from cProfile import Profile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from pstats import Stats
from time import perf_counter, process_time
from typing import Any

from captionbot.cli.plug import bot_of, page_of, photos_of
from captionbot.clock import Clock
from captionbot.contest.stages import Stage
from captionbot.contest.terms import Terms
from captionbot.facts import terms_as_kept
from captionbot.runner.tick import Runner
from captionbot.settings import load_settings
from captionbot.store.database import make_store
from captionbot.store.schema import Contest, Utterance
from captionbot.store.utterances import Kind, Outcome

ENV = Path(".env")
MINUTE = 60
"""Seconds."""
TERMS = Terms(timezone="America/Chicago", close_at="monday 10:00", announce_at="tuesday 10:00")
C_CODE = "~"
"""What a profile calls the file of a function that is not Python."""
WAITS = ("'recv", "'acquire'", "'connect'", "'poll'")
WAITING = "waiting for the server"
SETTINGS = {
    "FACEBOOK_PAGE_TOKEN": "EAABinvented",
    "FACEBOOK_GRAPH_VERSION": "v26.0",
    "TIMEZONE": TERMS.timezone,
    "COLLECT_EVERY_MINUTES": "1",
}


def make(post: str, page: str, opened: datetime, closes: datetime, due: datetime) -> None:
    """Settings, folders, and the record of a Page with one contest."""
    lines = {"FACEBOOK_PAGE_ID": page, **SETTINGS}
    ENV.touch(mode=0o600)
    ENV.write_text("".join(f"{name}={value}\n" for name, value in lines.items()), encoding="ascii")
    settings = load_settings(ENV, {})
    photos_of(settings).make()
    store = make_store(settings.database_url, page)
    with store.transaction() as record:
        record.begin_page(opened - timedelta(days=2), "friday 10:00 America/Chicago")
        contest = _contest(post, opened, closes, due)
        record.contests.add(contest)
        record.contests.settle_slot(contest.slot_key, opened, "begun", opened, contest=1, photo=contest.photo)
        record.utterances.intend(_said(contest))
    store.close()


def _contest(post: str, opened: datetime, closes: datetime, due: datetime) -> Contest:
    return Contest(
        slot_key=f"{opened:%G-W%V}",
        slot_at=opened,
        stage=Stage.OPEN,
        photo="photo.jpg",
        photo_sha256=f"{1:064x}",
        photo_in="posted",
        sidecar={"words": "They promised the horses a treat. What's the caption?", "alt": "Two officers."},
        terms=terms_as_kept(TERMS),
        marker=f"Beat the Caption · {opened:%A %d %B %Y}",
        opens_at=opened,
        closes_at=closes,
        announces_at=closes + timedelta(days=1),
        post_until=opened + timedelta(hours=6),
        next_reading_at=due,
        post_id=post,
        doubts=[],
    )


def _said(contest: Contest) -> Utterance:
    return Utterance(
        contest=contest.number,
        kind=Kind.POST,
        text=f"What's the caption?\n\n{contest.marker}",
        marker=contest.marker,
        not_before=contest.slot_at,
        outcome=Outcome.SAID,
        said_id=contest.post_id,
        said_at=contest.slot_at,
        attempts=1,
    )


def tick(runner: Runner, hour: str, address: str, profile: Profile | None = None) -> dict[str, Any]:
    """One tick at that hour, as the daemon makes it."""
    clock = Clock(f"{hour}@0x0")
    page = page_of(load_settings(ENV, {"FACEBOOK_GRAPH_URL": address}), clock)
    runner.bot = bot = replace(runner.bot, clock=clock, page=page)
    began, before = perf_counter(), process_time()
    report = profile.runcall(runner.tick) if profile else runner.tick()
    took = {"seconds": perf_counter() - began, "processor": process_time() - before}
    runner.release()
    with bot.store.view() as record:
        stage, reading = record.contests.get(1).stage, record.comments.last_reading(1)
    found = {"stage": stage, "rows": reading.rows, "complete": reading.complete} if reading else {}
    return {**took, **found, "said": report.lines}


def profiled(runner: Runner, hour: str, address: str) -> dict[str, float]:
    """Seconds of the runner's own thread by place; what C code took is put down to the Python that called it."""
    profile = Profile()
    tick(runner, hour, address, profile)
    stats: dict[Any, Any] = vars(Stats(profile))["stats"]
    places: Counter[str] = Counter()
    for (file, _, name), (_, _, own, _, callers) in stats.items():
        if file != C_CODE:
            places[_place(file)] += own
        elif any(word in name for word in WAITS):
            places[WAITING] += own
        else:
            for caller, told in callers.items():
                places[_place(caller[0])] += told[2]
    return dict(places)


def _place(file: str) -> str:
    """A file or folder in a room of ours, a package of others', or Python itself."""
    ours, found, within = file.rpartition("/captionbot/")
    if ours and found:
        return "/".join(["captionbot", *within.removesuffix(".py").split("/")[:2]])
    others, _, within = file.rpartition("/site-packages/")
    return within.removesuffix(".py").split("/")[0] if others else "Python"


def main(words: Sequence[str]) -> None:
    """Do what the words say."""
    verb, warm, *asked = words
    if verb == "make":
        page, *hours = asked
        make(warm, page, *(datetime.fromtimestamp(float(hour), UTC) for hour in hours))
        return
    bot, pairs = bot_of(load_settings(ENV, {})), list(zip(asked[::2], asked[1::2], strict=True))
    with closing(sqlite3.connect(bot.settings.folder / "captionbot.db")) as file, closing(sqlite3.connect("")) as kept:
        file.backup(kept)
        for hour, _ in pairs:
            tick(Runner(bot), hour, warm)
        kept.backup(file)
    runner = Runner(bot)
    tick(runner, str(float(pairs[0][0]) - MINUTE), warm)
    for hour, address in pairs:
        print(json.dumps((profiled if verb == "profile" else tick)(runner, hour, address)), flush=True)
    bot.store.close()


if __name__ == "__main__":
    main(sys.argv[1:])
