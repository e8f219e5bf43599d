"""What must happen where nothing stood in its way: a post, a reading, a close, an announcement, a word to staff.

Each rule is asked right after a tick, with the instant at which the tick began.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from holidays import country_holidays

from captionbot.contest.stages import Stage
from captionbot.contest.timetable import deadlines, said_date, slot_of_week, week_of
from captionbot.contest.weekly import parse_weekly
from captionbot.photos.folder import Place
from captionbot.queueing import post_at
from captionbot.store.utterances import ATTEMPTS_AT
from tests.simulation.database import Row, instant, sure_instant
from tests.simulation.facebook import By
from tests.simulation.surroundings import ZERO, Breach
from tests.simulation.world import APART, World

HOLIDAYS = country_holidays("US", years=range(2020, 2050))
LEASE = timedelta(minutes=6)
"""A dead worker's lease on another host runs for five minutes."""


def check_tick(world: World, began: datetime, *, works: bool) -> None:
    """Raise Breach where a tick that could have acted did not; ``works`` tells whether its worker has the lease."""
    settled = timedelta(minutes=world.settings.settle_minutes) + LEASE
    settled += max(world.time.offset, ZERO)  # an attempt that died before its first byte has the host's hour
    if began - world.calm.since < settled or abs(world.time.offset) > APART - timedelta(minutes=1):
        return
    for rule in RULES if works else (somebody_works,):
        for problem in rule(world, began + world.time.offset):
            raise Breach(f"{rule.__doc__} {problem}")


def note_excuses(world: World) -> None:
    """Note why the slot that is in its catch-up window may stay without a post."""
    key, slot, until = current_slot(world)
    if not slot - timedelta(minutes=1) <= world.time.host < until:
        return
    why = world.paused() or ("" if _has_photo(world, key) else "no photo is ready")
    if not world.database.rows("SELECT 1 FROM pages WHERE post_at = ?", post_at(world.settings)):
        why = why or "the hours that were changed are not in force yet"
    if world.database.rows("SELECT 1 FROM skips WHERE week = ? AND NOT post_anyway", key):
        why = why or "skipped"
    if is_holiday(world, slot) and not world.database.rows("SELECT 1 FROM skips WHERE week = ? AND post_anyway", key):
        why = why or "a holiday"
    for row in world.database.rows("SELECT * FROM contests WHERE slot_key = ?", key):
        why = why or ("staff hold it" if row["held"] else "")
        why = why or ("staff called it off" if row["stage"] == Stage.VOID else "")
    if why:
        world.ledger.excuses[key] = why


def is_holiday(world: World, slot: datetime) -> bool:
    """Whether a slot falls on a day that the settings leave out."""
    day = slot.astimezone(world.settings.zone).date()
    return world.settings.skip_holidays == "US" and day in HOLIDAYS


def _has_photo(world: World, key: str) -> bool:
    """Whether a photo is ready that no other contest has, whose post may be live."""
    query = "SELECT photo FROM contests WHERE photo_in = 'queue' AND slot_key != ?"
    taken = {row["photo"] for row in world.database.rows(f"{query} AND stage NOT IN ('missed', 'void')", key)}
    return any(photo.name not in taken for photo in world.shelf.ready())


def current_slot(world: World) -> tuple[str, datetime, datetime]:
    """The newest slot by the host's clock: its week, its instant and the end of its catch-up window."""
    weekly, zone, now = parse_weekly(world.settings.post_at), world.settings.zone, world.time.host
    week = week_of(now, zone).next
    while (slot := slot_of_week(weekly, week, zone)) > now:
        week = week.previous
    closes_at = deadlines(world.settings.terms(), slot, zone).closes_at
    return str(week), slot, min(slot + timedelta(hours=world.settings.catch_up_hours), closes_at)


def somebody_works(world: World, began: datetime) -> Iterator[str]:
    """Somebody holds the lease."""
    if world.workers and all(worker.runner.lease is None for worker in world.workers):
        yield f"Nobody does, at {began}."


def posted(world: World, began: datetime) -> Iterator[str]:
    """There is a post whenever one could be known to be missing."""
    key, slot, until = current_slot(world)
    if not slot <= began or world.time.host >= until or key in world.ledger.excuses:
        return
    if slot < sure_instant(world.database.rows("SELECT slots_since FROM pages")[0]["slots_since"]):
        return
    day = said_date(slot, world.settings.zone)
    marker = f"{world.settings.contest_name} · {day}"
    bots = [post for post in world.facebook.posts.values() if post.by is By.BOT]
    if any(line == marker or line.startswith(f"{marker} · ") for post in bots for line in post.lines()):
        return
    rows = world.database.rows("SELECT * FROM contests WHERE slot_key = ?", key)
    became = world.database.rows("SELECT * FROM slots WHERE slot_key = ?", key)
    if not rows and all(sure_instant(one["slot_at"]) == slot for one in became):
        # a week that was decided at an earlier hour stays decided when staff move the hour within it
        yield f"The slot of {slot} has none ({became})."
    for row in rows:
        unsaid = world.database.rows("SELECT * FROM utterances WHERE contest = ? AND kind = 'post'", row["number"])
        if row["stage"] != Stage.POSTING or any(_was_due(one, began) for one in unsaid):
            yield f"Contest {row['number']} of {slot} has none, and is {row['stage']} ({unsaid})."


def _was_due(utterance: Row, at: datetime) -> bool:
    """Whether another attempt was due, by the times that design.md gives: 0, 10, 30, 90 minutes … after the first."""
    first, last = instant(utterance["first_attempt_at"]), instant(utterance["last_attempt_at"])
    number = int(utterance["attempts"])
    if first is None or last is None:
        return True
    if utterance["outcome"] == "refused":
        return last + timedelta(minutes=min(number, 10)) <= at
    if number < len(ATTEMPTS_AT):
        return first + ATTEMPTS_AT[number] <= at
    return bool(first + ATTEMPTS_AT[-1] * 3 ** min(number - len(ATTEMPTS_AT) + 1, 6) <= at)


def read_in_time(world: World, began: datetime) -> Iterator[str]:
    """Comments on an open contest are read every so often."""
    for row in world.database.rows("SELECT * FROM contests WHERE stage = 'open'"):
        every = 2 * timedelta(minutes=_terms(row)["collect_every_minutes"]) + LEASE
        if began - world.time.offset - world.calm.since < every:
            continue
        post = world.facebook.posts[row["post_id"]]
        known = {one["comment_id"] for one in world.database.rows("SELECT comment_id FROM comments")}
        for one in post.shown(world.time.true):
            if one.comment_id not in known and world.time.true - one.seen_from > every:
                yield f"{one.graph_id} stands since {one.created_at} and was never read."


def closed_in_time(world: World, began: datetime) -> Iterator[str]:
    """Entries close at their hour."""
    for row in world.database.rows("SELECT * FROM contests WHERE stage = 'open'"):
        post = world.facebook.posts[row["post_id"]]
        if sure_instant(row["closes_at"]) <= began and post.stands(began - world.time.offset):
            yield f"Contest {row['number']} is open still ({row['note']})."


def announced_in_time(world: World, began: datetime) -> Iterator[str]:
    """A winner whom nothing holds is announced at the hour."""
    for row in world.database.rows("SELECT * FROM contests WHERE stage IN ('review', 'announcing')"):
        post = world.facebook.posts[row["post_id"]]
        if row["held"] or sure_instant(row["announces_at"]) > began or not post.stands(began - world.time.offset):
            continue
        stayed = world.ledger.stages_before.get(row["number"]) == row["stage"]
        if row["stage"] == Stage.REVIEW and stayed and not _asks(world, row):
            yield f"Contest {row['number']} is in review still, and nothing is asked."
        acts = world.database.rows("SELECT * FROM utterances WHERE contest = ? AND kind != 'post'", row["number"])
        open_acts = [one for one in acts if one["decision"] == row["decision"] and one["outcome"] != "said"]
        if row["stage"] == Stage.ANNOUNCING and any(_was_due(one, began) for one in open_acts):
            yield f"Contest {row['number']} is being announced still ({open_acts})."


def _asks(world: World, row: Row) -> bool:
    """Whether a person is asked for a word."""
    at = world.time.host
    number = row["number"]
    approved, last = instant(row["approved_at"]), sure_instant(row["announces_at"])
    terms = _terms(row)
    last += timedelta(days=terms["announce_within_days"])
    wanted = (
        (row["doubts"] != "[]" and approved is None)
        or (terms["review"] == "required" and approved is None)
        or (at > last and (approved is None or approved <= last))
    )
    told = world.database.rows("SELECT 1 FROM notices WHERE contest = ? AND key NOT LIKE 'closed %'", number)
    return bool(wanted and told)


def _terms(row: Row) -> dict[str, Any]:
    """The terms that a contest began with."""
    terms: dict[str, Any] = json.loads(row["terms"])
    return terms


def staff_are_told(world: World, began: datetime) -> Iterator[str]:
    """A contest that is stuck, missed, or lost its post is told to staff."""
    query = "SELECT * FROM contests WHERE stage IN ('stuck', 'missed') OR (stage = 'void' AND note LIKE '%deleted%')"
    for row in world.database.rows(query):
        if not world.database.rows(
            "SELECT 1 FROM notices WHERE contest = ? AND key NOT LIKE 'closed %'", row["number"]
        ):
            yield f"Contest {row['number']} is {row['stage']} ({row['note']}) at {began}, and nobody was told."
    for row in world.database.rows("SELECT * FROM slots WHERE outcome = 'missed' AND contest IS NULL"):
        if not world.database.rows("SELECT 1 FROM notices WHERE key = ?", f"missed {row['slot_key']}"):
            yield f"The slot {row['slot_key']} was missed, and nobody was told."


def photos_follow_posts(world: World, began: datetime) -> Iterator[str]:
    """The photo of a post that stands is in posted, and no other is."""
    if world.shelf.read_only:
        return
    where = world.shelf.where()
    live = {
        world.facebook.uploads[post.photo_ids[0]].jpeg.decode()
        for post in world.facebook.posts.values()
        if post.by is By.BOT
    }
    for sha, places in where.items():
        if "posted" in places and sha not in live:
            yield f"{sha[:12]} is in posted at {began}, and never was posted."
    for row in world.database.rows("SELECT * FROM contests WHERE post_id IS NOT NULL AND photo_in = 'queue'"):
        yield f"The photo {row['photo']} of contest {row['number']} is in the queue still."


def broken_ones_are_set_aside(world: World, began: datetime) -> Iterator[str]:
    """What is no photo is out of the queue: at the next tick, or an hour after the folder can be written again."""
    since = max(world.calm.since, world.shelf.writable_since or world.calm.since)
    if world.shelf.read_only or began - world.time.offset - since < timedelta(hours=2):
        return
    for photo in world.shelf.places[Place.QUEUE].values():
        if photo.broken and not photo.copying:
            yield f"{photo.name} is in it still at {began}."


Expectation = Callable[[World, datetime], Iterator[str]]
RULES: tuple[Expectation, ...] = (
    somebody_works,
    posted,
    read_in_time,
    closed_in_time,
    announced_in_time,
    staff_are_told,
    photos_follow_posts,
    broken_ones_are_set_aside,
)
