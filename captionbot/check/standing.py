"""What keeps captionbot silent although nothing is broken: a pause, and contests that wait for a person."""

from collections.abc import Iterator
from datetime import datetime

from captionbot.check.scene import Scene, warning
from captionbot.contest.stages import Stage
from captionbot.contest.timetable import said_when
from captionbot.facts import zone_of
from captionbot.health import Trouble
from captionbot.overview import GO_ON, paused, paused_by, waits_for
from captionbot.store.schema import Contest

HELD = frozenset({Stage.POSTING, Stage.REVIEW, Stage.ANNOUNCING})
"""Stages in which a hold keeps something from being said."""


def pause(scene: Scene) -> Iterator[Trouble]:
    """Who has stopped everything, why, and what ends it."""
    stop = paused(scene.view)
    if stop and stop["source"] != "folder":  # that is told with the folder
        what = f"Nothing is said: paused by {paused_by(stop)} ({stop['because']})."
        yield warning("paused", what, f"{GO_ON[stop['source']]} to go on.")


def waiting(scene: Scene) -> Iterator[Trouble]:
    """Contests that go no further without a person; where fans wait for what is overdue, that is a problem."""
    for contest in scene.view.record.contests.going():
        why = _why(scene, contest)
        if why:
            since = _since(contest, scene.view.now)
            what = f"Contest no. {contest.number} waits for a person{since}: {why}."
            yield Trouble(what, _do(contest), stops=_overdue(contest, scene.view.now), key=f"waits {contest.number}")


def _why(scene: Scene, contest: Contest) -> str:
    if contest.held and contest.stage in HELD:
        return f"on hold: {contest.held}".rstrip(".")
    return waits_for(scene.view, contest).rstrip(".")


def _overdue(contest: Contest, now: datetime) -> bool:
    return contest.stage == Stage.STUCK or (contest.stage == Stage.REVIEW and now >= contest.announces_at)


def _since(contest: Contest, now: datetime) -> str:
    """Since when fans wait, where they do."""
    if contest.stage != Stage.REVIEW or now < contest.announces_at:
        return ""
    return f", and the winner was to be named on {said_when(contest.announces_at, zone_of(contest))}"


def _do(contest: Contest) -> str:
    n = contest.number
    if contest.stage == Stage.STUCK:
        return f"Look on the Page, then `captionbot settle {n} --live ID` or `captionbot settle {n} --not-live`."
    if contest.held:
        return f"`captionbot release {n}` lets it go on, `captionbot void {n} --because TEXT` calls it off."
    other = f"`captionbot pick {n} ID --because TEXT` takes another"
    return f"`captionbot entries {n}` shows it; `captionbot approve {n}` says yes, {other}."
