"""The experiments: each plays a week, or a part of one, with something going wrong, and tells what came of it."""

import resource
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.crash import tracing, week
from tests.crash.children import left_behind
from tests.crash.effects import Strike, strikes_of
from tests.crash.processes import Bot, Process, Stopped
from tests.crash.promises import Truth, broken, truth_of
from tests.crash.stage import Stage, staged
from tests.crash.week import ANNOUNCE, SLOT
from tests.crash.worker import Told

SLEPT = {"lease_seconds": 0.5, "total_seconds": 0.4}
"""Real seconds; as in life, where they are 300 and 120, a call ends before the lease of the one who makes it."""
HOURS = {"post": SLOT, "announce": ANNOUNCE}
SPOILT = "spoilt"
"""The file that names the syscalls that failed."""
ELEVEN = timedelta(minutes=11)
"""Longer than SETTLE_MINUTES, and than the wait for a second attempt."""


def a_week(
    base: str,
    database: str,
    *,
    strikes: Sequence[Sequence[Told]] = (),
    lies: Mapping[str, Sequence[str]] | None = None,
    inject: str = "",
    **duty: Any,
) -> Told:
    """A week in which each bot in turn is struck as told, the first one's syscalls spoilt, and Facebook lies."""
    with staged(Path(base), database, week.BEGIN, **duty) as stage:
        stage.strikes = [strikes_of(one) for one in strikes]
        with _spoilt(stage, inject) if inject else nullcontext():
            week.play(stage, _liar(lies or {}))
        return outcome(stage, truth_of(stage))


def outcome(stage: Stage, truth: Truth) -> Told:
    """How it went, as JSON."""
    wrong = [*broken(truth), *stage.faults, *left_behind(stage.folder)]
    return {"crashes": stage.crashes, "names": stage.names, "same": stage.same, "broken": wrong}


@contextmanager
def _spoilt(stage: Stage, inject: str) -> Iterator[None]:
    stage.bot = stage.start()
    assert isinstance(stage.bot, Process)
    with tracing.spoiling(stage.bot.pid, inject, stage.folder / SPOILT):
        yield


def _liar(lies: Mapping[str, Sequence[str]]) -> week.Interrupt:
    """Lies for each act of the week; those of the act before are over."""

    def lie(stage: Stage, act: str) -> None:
        if lies:
            stage.facebook.clear_faults()
            stage.facebook.lever("faults", {"faults": list(lies.get(act, ()))})

    return lie


def at_act(act: str, happens: Callable[[Stage], None]) -> week.Interrupt:
    """Something that happens as one act of the week begins."""
    return lambda stage, begun: happens(stage) if begun == act else None


# two bots


def taken_over(base: str, database: str, *, hour: str, strike: Told, server: Mapping[str, Any] | None = None) -> Told:
    """At an hour the first bot is stopped, a second acts in its place, and the first goes on.

    ``server``: the command "restart", given while the first is stopped, and the account to run it as.
    """
    acts: list[Told] = []

    def happens(stage: Stage) -> None:
        stage.rest()
        stage.at(HOURS[hour] + timedelta(seconds=5))
        stage.strikes = [[Strike(**strike, act="stop")]]
        first, second = stage.start(), stage.start()
        with suppress(Stopped):
            first.ask("tick", {})
            raise AssertionError(f"nothing fits {strike}")
        if server:
            subprocess.run(server["restart"], user=server["account"], cwd="/", check=True, stdout=subprocess.DEVNULL)
        acts.append(_when_the_lease_is_over(stage, second))
        acts.append(stage.later(ELEVEN).told(second))
        acts.append(stage.heard(_woken(first)))
        acts.extend(stage.told(bot) for bot in (first, second))
        first.kill()
        stage.bot = second

    with staged(Path(base), database, week.BEGIN, in_turn=False, **SLEPT) as stage:
        week.play(stage, at_act(hour, happens))
        told = outcome(stage, truth_of(stage)) | {"acts": [(one["lines"], one["error"]) for one in acts]}
        unaware = "Another captionbot" not in str(told["acts"][2:4])
        told["broken"] += ["the first has not learnt that another took over"] if unaware else []
        return told


def server_down(base: str, database: str, *, hour: str, strike: Told, server: Mapping[str, Any]) -> Told:
    """At one effect of an hour the database's server goes down; the tick goes on without it, then it is back.

    ``server``: the commands "stop" and "start", and the account to run them as.
    """
    seen: dict[str, Any] = {}

    def run(verb: str) -> None:
        subprocess.run(server[verb], user=server["account"], cwd="/", check=True, stdout=subprocess.DEVNULL)

    def happens(stage: Stage) -> None:
        stage.rest()
        stage.strikes = [[Strike(**strike, act="stop")]]
        stage.at(HOURS[hour] + timedelta(seconds=5)).bot = bot = stage.start()
        with suppress(Stopped):
            bot.ask("tick", {})
            raise AssertionError(f"nothing fits {strike}")
        run("stop")
        told = stage.heard(_woken(bot))
        seen["error"] = told["error"] or " ".join(told["lines"])
        run("start")
        stage.later(ELEVEN)

    with staged(Path(base), database, week.BEGIN, in_turn=False) as stage:
        week.play(stage, at_act(hour, happens))
        return outcome(stage, truth_of(stage)) | seen


def _when_the_lease_is_over(stage: Stage, second: Bot) -> Told:
    while "stands by" in str((told := stage.told(second))["lines"]):
        time.sleep(0.05)
    return told


def _woken(first: Bot) -> Told:
    assert isinstance(first, Process)
    first.wake()
    return first.hear()


def two_bots(base: str, database: str) -> Told:
    """Two daemons for one Page, of which the first is killed in the middle of the week."""
    lines: dict[str, Any] = {}

    def happens(stage: Stage) -> None:
        assert stage.bot is not None
        second = stage.start()
        lines["second"] = [stage.told(second)["lines"] for _ in range(3)]
        stage.rest()
        stage.bot = second
        lines["alone"] = stage.at(ANNOUNCE + timedelta(seconds=5)).tick()["lines"]

    with staged(Path(base), database, week.BEGIN, in_turn=False) as stage:
        week.play(stage, at_act("announce", happens))
        return outcome(stage, truth_of(stage)) | lines


# a pause


def paused(base: str, database: str, *, hour: str, strike: Told, by: str) -> Told:
    """A pause begins at one effect of an hour, and ends a quarter of an hour later; then staff release the contest."""
    seen: dict[str, Any] = {}

    def happens(stage: Stage) -> None:
        stage.rest()
        stage.strikes = [[Strike(**strike, act=by)]]
        stage.at(HOURS[hour] + timedelta(seconds=5)).tick()
        stage.later(ELEVEN).tick()
        truth = truth_of(stage)
        seen["said"] = [len(truth.posts), len(truth.replies), len(truth.announcements)]
        seen["held"] = truth.contests[0]["held"]
        _end_of_pause(stage, by)
        stage.later(timedelta(minutes=1)).tick()
        seen["after"] = len(truth_of(stage).posts) + len(truth_of(stage).announcements)
        stage.order("release")
        stage.later(timedelta(minutes=1)).tick()

    with staged(Path(base), database, week.BEGIN) as stage:
        week.play(stage, at_act(hour, happens))
        return outcome(stage, truth_of(stage)) | seen


def _end_of_pause(stage: Stage, by: str) -> None:
    if by == "pause file":
        (stage.folder / "photos" / "PAUSE").unlink()
    else:
        stage.order("resume")


# a disk


def disk_full(base: str, database: str, *, room: int) -> Told:
    """In the posting tick SQLite's log may grow by ``room`` bytes and no more; ten minutes later there is space."""
    seen: dict[str, Any] = {}

    def happens(stage: Stage) -> None:
        stage.tick()  # there is a log from now on
        assert isinstance(stage.bot, Process)
        log = stage.folder / "captionbot.db-wal"
        _limit(stage.bot, log.stat().st_size + room)
        told = stage.at(SLOT + timedelta(seconds=5)).tick()
        seen["error"] = told["error"] or next((line for line in told["lines"] if "can't be used" in line), "")
        seen["unfounded"] = unfounded(truth_of(stage))
        _limit(stage.bot, resource.RLIM_INFINITY)
        stage.later(ELEVEN)

    with staged(Path(base), database, week.BEGIN) as stage:
        week.play(stage, at_act("post", happens))
        return outcome(stage, truth_of(stage)) | seen


def _limit(bot: Process, size: int) -> None:
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def disk_broken(base: str, database: str, *, inject: str) -> Told:
    """Syscalls of the posting tick fail; then the disk is mended."""
    seen: dict[str, Any] = {}

    def happens(stage: Stage) -> None:
        stage.rest()
        with _spoilt(stage, inject):
            told = stage.at(SLOT + timedelta(seconds=5)).tick()
        seen["hit"] = "INJECTED" in (stage.folder / SPOILT).read_text(encoding="utf-8")
        seen["error"] = told["error"] or " ".join(told["lines"])
        seen["unfounded"] = unfounded(truth_of(stage))
        stage.later(ELEVEN)

    with staged(Path(base), database, week.BEGIN) as stage:
        week.play(stage, at_act("post", happens))
        return outcome(stage, truth_of(stage)) | seen


def locked(base: str, database: str, *, hour: str, strike: Told, waits: float, seconds: float) -> Told:
    """Another program locks the database at one effect of an hour, while a write waits ``waits`` seconds for it."""
    seen: dict[str, Any] = {"errors": []}

    def happens(stage: Stage) -> None:
        stage.rest()
        stage.strikes = [[Strike(**strike, act="lock")]]
        stage.at(HOURS[hour] + timedelta(seconds=5))
        ends = time.monotonic() + seconds
        while True:
            told = stage.tick()
            seen["errors"] += [line for line in (told["error"], *told["lines"]) if "has been locked" in line]
            seen["unfounded"] = unfounded(truth_of(stage))
            if time.monotonic() >= ends:
                return
            stage.later(timedelta(minutes=1))

    with staged(Path(base), database, week.BEGIN, busy_seconds=waits, locked_seconds=seconds) as stage:
        week.play(stage, at_act(hour, happens))
        return outcome(stage, truth_of(stage)) | seen


def unfounded(truth: Truth) -> list[str]:
    """What stands on the Page although no attempt at it is on record."""
    tried = {row["text"] for row in truth.utterances if row["attempts"]}
    return [one["message"] for one in truth.live if one["message"] not in tried]


def order_of_syscalls(base: str, database: str, *, trace: str) -> Told:
    """A week's syscalls on files and sockets, as strace tells them."""
    with staged(Path(base), database, week.BEGIN) as stage:
        stage.bot = stage.start()
        assert isinstance(stage.bot, Process)
        with tracing.noting(stage.bot.pid, Path(trace)):
            week.play(stage)
        return outcome(stage, truth_of(stage))
