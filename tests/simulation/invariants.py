"""What must hold after every step, whatever happened: the record held against the truth."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from captionbot.contest.notices import About
from captionbot.contest.stages import ENDED, Stage
from tests.simulation.database import Row, sure_instant
from tests.simulation.facebook import By, LivePost
from tests.simulation.folder import CARD
from tests.simulation.surroundings import Breach
from tests.simulation.world import APART, Rule, World

RESULT = " · result of "


def check(world: World) -> None:
    """Raise Breach where a promise is broken."""
    for rule in RULES:
        for problem in rule(world):
            raise Breach(f"{rule.__doc__} {problem}")
    world.ledger.stages_before = world.ledger.stages
    world.ledger.stages = {row["number"]: row["stage"] for row in _contests(world)}


def check_whole(world: World) -> None:
    """Raise Breach where the record of the whole time is not what it was."""
    for rule in (nothing_kept_is_lost, no_verdict_ever_changed):
        for problem in rule(world):
            raise Breach(f"{rule.__doc__} {problem}")


def _contests(world: World) -> list[Row]:
    return world.database.rows("SELECT * FROM contests ORDER BY number")


def marker_of(world: World, post: LivePost) -> str:
    """The line by which a post says what it is."""
    start = f"{world.settings.contest_name} · "
    return next((line for line in post.lines() if line.startswith(start)), "")


def one_post_each(world: World) -> Iterator[str]:
    """At most one live post per slot, and one announcement per contest."""
    counted = Counter(marker_of(world, post) for post in world.facebook.live(By.BOT))
    for marker, times in counted.items():
        if times > 1:
            yield f"“{marker}” stands {times} times."


def one_slot_one_contest(world: World) -> Iterator[str]:
    """No week has two contests, and no photo is posted twice."""
    pictures = Counter(
        world.shelf.picture(world.facebook.uploads[post.photo_ids[0]].jpeg.decode())
        for post in world.facebook.posts.values()
        if post.by is By.BOT and RESULT not in marker_of(world, post) and not post.deleted_at
    )
    for picture, times in pictures.items():
        if times > 1 and picture not in world.ledger.may_be_posted_again:
            yield f"Picture {picture} is posted {times} times."


def cards_are_kept(world: World) -> Iterator[str]:
    """An announcement shows the card that lies beside the photo, byte for byte; else staff know why it doesn't."""
    for post in world.facebook.posts.values():
        if post.by is By.BOT and RESULT in marker_of(world, post):
            shown = world.facebook.uploads[post.photo_ids[0]].jpeg
            if shown.startswith(CARD) and shown not in world.shelf.cards.values():
                yield f"{post.post_id} shows a card that was not kept."
            remembered = world.database.rows("SELECT 1 FROM utterances WHERE photo_id = ?", post.photo_ids[0])
            told = world.database.rows("SELECT 1 FROM notices WHERE key LIKE 'card %'")
            if remembered and not told and not shown.startswith(CARD):
                yield f"{post.post_id} shows no card, and nobody was told."


def one_reply_each(world: World) -> Iterator[str]:
    """At most one reply per contest, and its words stand in an edited post at most once."""
    for post in world.facebook.live(By.BOT):
        replies = [one for one in post.comments.values() if one.by is By.BOT and not one.deleted_at]
        if len(replies) > 1:
            yield f"{post.post_id} has {len(replies)} replies of ours: {[one.graph_id for one in replies]}."
    for row in world.database.rows("SELECT * FROM utterances WHERE kind = 'edit'"):
        edited = world.facebook.posts.get(row["target"])
        if edited and edited.text.count(row["text"]) > 1:
            yield f"“{row['text']}” stands {edited.text.count(row['text'])} times in {edited.post_id}."


def announced_is_recorded(world: World) -> Iterator[str]:
    """The announced winner is the recorded winner."""
    decided = {row["contest"]: row for row in world.ledger.in_force()}
    said = world.database.rows("SELECT * FROM utterances WHERE outcome = 'said' AND kind != 'post'")
    for row in said:
        decision = decided.get(row["contest"])
        words = _words_of(world, row)
        if not decision or not words:
            continue  # nobody has won yet, or a person took it down
        if _shown(world, decision["caption"]) not in words:
            yield f"contest {row['contest']}: “{decision['caption']}” won, and the {row['kind']} says: {words!r}."
        if row["kind"] == "reply" and not row["target"].endswith(f"_{decision['comment_id']}"):
            yield f"contest {row['contest']}: the reply answers {row['target']}, and {decision['comment_id']} won."


def _words_of(world: World, row: Row) -> str:
    """What stands on the Page of an utterance."""
    if row["kind"] == "reply":
        found = world.facebook.find_comment(row["said_id"])
        return "" if found is None or found[1].deleted_at else found[1].text
    post = world.facebook.posts.get(row["said_id"])
    return "" if post is None or post.deleted_at else post.text


def _shown(world: World, caption: str) -> str:
    """The caption as an announcement has it; one from before a backup was restored may have had an older text."""
    return caption.partition(" (edited")[0] if world.ledger.was_restored else caption


def only_our_own(world: World) -> Iterator[str]:
    """What the record takes for ours, we said."""
    for row in world.database.rows("SELECT * FROM utterances WHERE outcome = 'said'"):
        if row["kind"] == "reply":
            found = world.facebook.find_comment(row["said_id"])
            by = found[1].by if found else None
        else:
            post = world.facebook.posts.get(row["said_id"])
            by = post.by if post else None
        if by is not By.BOT:
            yield f"contest {row['contest']}: its {row['kind']} {row['said_id']} was made by {by}."


def staff_have_the_last_word(world: World) -> Iterator[str]:
    """A pick by staff is never overwritten by a tally."""
    for row in world.ledger.in_force():
        picked = world.ledger.picks.get(row["contest"])
        if picked and row["comment_id"] != picked and not _is_gone(world, picked):
            held = f"{row['comment_id']} is in force ({row['kind']})"
            yield f"contest {row['contest']}: staff picked {picked}, and {held}."


def _is_gone(world: World, comment_id: str) -> bool:
    found = [post.comments[comment_id] for post in world.facebook.posts.values() if comment_id in post.comments]
    return bool(found and found[0].deleted_at)


def decisions_are_kept(world: World) -> Iterator[str]:
    """No decision is ever changed or lost."""
    now = {(row["contest"], row["number"]): row for row in world.database.rows("SELECT * FROM decisions")}
    for key, row in world.ledger.decisions.items():
        if now.get(key) != row:
            yield f"{row} has become {now.get(key)}."
    world.ledger.decisions = now


def nothing_read_is_lost(world: World) -> Iterator[str]:
    """Every comment that a reading showed is in the record, with every text."""
    new = set(world.outside.shown) - world.ledger.read
    for comment_id, text in sorted(new):
        if not world.database.rows("SELECT 1 FROM comment_texts WHERE comment_id = ? AND text = ?", comment_id, text):
            yield f"{comment_id} {text!r} was read and is not in the record."
    world.ledger.read |= new


def nothing_kept_is_lost(world: World) -> Iterator[str]:
    """What was read stays."""
    kept = {(row["comment_id"], row["text"]) for row in world.database.rows("SELECT * FROM comment_texts")}
    for comment_id, text in sorted(world.ledger.read - kept):
        yield f"{comment_id} {text!r} has vanished from the record."


def verdicts_are_frozen(world: World) -> Iterator[str]:
    """Once entries are closed, no count changes, and no verdict but for an entry that is gone, hidden or left out."""
    for row in _contests(world):
        number, stage = row["number"], row["stage"]
        ended_before = stage in ENDED and world.ledger.stages.get(number) == stage
        if row["votes_at"] is not None and not ended_before:  # those are looked at when the whole is
            yield from _verdicts_as_before(world, number)


def _verdicts_as_before(world: World, number: int) -> Iterator[str]:
    columns = "comment_id, verdict, reason, rank, counted_votes"
    now = world.database.rows(f"SELECT {columns} FROM comments WHERE contest = ? ORDER BY comment_id", number)  # noqa: S608 - ours
    before = world.ledger.frozen.setdefault(number, now)
    if before == now:
        return
    counts = [[(row["comment_id"], row["counted_votes"]) for row in rows] for rows in (before, now)]
    stood, stands = _entries(before), _entries(now)
    gone = [one for one in stood if one in _no_longer_there(world, number)]
    in_order = [one for one in stood if one in stands] == [one for one in stands if one in stood]
    if not gone or counts[0] != counts[1] or not in_order or set(gone) & set(stands) - _hidden(world, number):
        yield f"contest {number}: {before} has become {now}."


def _entries(rows: list[Row]) -> list[str]:
    """The ids of the entries, by rank."""
    return [str(row["comment_id"]) for row in sorted(rows, key=lambda row: row["rank"] or 0) if row["rank"]]


def _no_longer_there(world: World, number: int) -> set[str]:
    """Comments that are withdrawn or hidden by now, or that staff left out."""
    seen = "SELECT comment_id FROM comments WHERE contest = ? AND (withdrawn_at IS NOT NULL OR hidden)"
    said = "SELECT comment_id FROM disqualified WHERE contest = ?"
    return {str(row["comment_id"]) for query in (seen, said) for row in world.database.rows(query, number)}


def _hidden(world: World, number: int) -> set[str]:
    """Comments that are hidden by now: until all is judged once more, that alone changes no verdict."""
    rows = world.database.rows("SELECT comment_id FROM comments WHERE contest = ? AND hidden", number)
    return {str(row["comment_id"]) for row in rows}


def no_verdict_ever_changed(world: World) -> Iterator[str]:
    """No verdict of any contest that ever closed has changed without a reason."""
    for number in sorted(world.ledger.frozen):
        yield from _verdicts_as_before(world, number)


def photos_in_one_place(world: World) -> Iterator[str]:
    """No photo is in two places, or in none."""
    for name, times in world.shelf.lie().items():
        if times != 1:
            yield f"What was dropped as {name} lies there {times} times."


def never_closed_early(world: World) -> Iterator[str]:
    """Entries close, and contests end, at their hour and not before."""
    for row in _contests(world):
        before = world.ledger.stages.get(row["number"])
        early = world.time.true + APART
        if before == Stage.OPEN and row["stage"] == Stage.REVIEW and early < sure_instant(row["closes_at"]):
            yield f"contest {row['number']} closed before {row['closes_at']}."
        quietly = row["stage"] == Stage.VOID and "none was picked" in row["note"]
        if before == Stage.REVIEW and quietly and early < sure_instant(row["announces_at"]):
            yield f"contest {row['number']} ended before {row['announces_at']}."


def void_only_if_gone(world: World) -> Iterator[str]:
    """A contest is void for a deleted post only if its post was deleted."""
    for row in _contests(world):
        if row["stage"] != Stage.VOID or "deleted" not in row["note"]:
            continue
        post = world.facebook.posts.get(row["post_id"])
        if post is None or post.deleted_at is None:
            yield f"contest {row['number']} is void, and {row['post_id']} stands."


def slots_end_at_their_hour(world: World) -> Iterator[str]:
    """No slot is written off, and none begun, before it comes."""
    latest = world.time.true + APART + timedelta(minutes=1)
    for row in world.database.rows("SELECT * FROM slots WHERE outcome != 'asked'"):
        if sure_instant(row["slot_at"]) > latest:
            yield f"{row['slot_key']} of {row['slot_at']} is {row['outcome']} already."


def told_once(world: World) -> Iterator[str]:
    """What is not urgent is sent once: a process that died while it sent it may have."""
    for row in world.database.rows("SELECT * FROM notices WHERE tries > 1"):
        if not About(row["about"]).urgent:
            yield f"{row['key']} was sent {row['tries']} times."


RULES: tuple[Rule, ...] = (
    told_once,
    one_post_each,
    one_slot_one_contest,
    cards_are_kept,
    one_reply_each,
    announced_is_recorded,
    only_our_own,
    staff_have_the_last_word,
    decisions_are_kept,
    nothing_read_is_lost,
    verdicts_are_frozen,
    photos_in_one_place,
    never_closed_early,
    void_only_if_gone,
    slots_end_at_their_hour,
)
