"""Staff's word, recorded: pick, approve, hold, release, void, settle, post-now, pause, skip.

Nothing here speaks on the Page; the next tick does what was decided. Each function takes the record of one
transaction, refuses with NotNow where it is too early, too late or about nothing, and leaves a line in the audit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from captionbot.contest.comment import last_segment
from captionbot.contest.stages import Stage
from captionbot.contest.timetable import said_when
from captionbot.errors import NotNow
from captionbot.facts import facts_of, zone_of
from captionbot.photos.folder import PhotosFolder
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow, Contest, Decision, Pause, Utterance
from captionbot.store.utterances import Kind, Outcome

UNDER_PAUSE = "it fell due under a pause"
"""Why a contest is held that a pause kept from speaking; after `release` it goes on, if it is not too late by then."""


SPEAKING = frozenset({Stage.POSTING, Stage.OPEN, Stage.REVIEW, Stage.ANNOUNCING})
"""Stages in which something is still to be said by itself."""


@dataclass(frozen=True, slots=True)
class Word:
    """Who says it, when, and why."""

    by: str
    at: datetime
    because: str = ""


def pick(record: Record, number: int, comment: str, word: Word) -> Decision:
    """Staff choose the winner; that is approval of the flags shown, and never brings the hour forward."""
    contest = record.contests.get(number)
    _in_review(contest, "pick a winner for")
    row = _entry(record, contest, comment)
    before = record.contests.decision(contest)
    decision = record.contests.decide(
        contest,
        Decision(
            kind="pick",
            comment_id=row.comment_id,
            caption=row.text,
            winner=row.entrant_name,
            votes=row.counted_votes if row.counted_votes is not None else row.votes,
            by=word.by,
            because=word.because,
            at=word.at,
        ),
    )
    contest.approved_at, contest.approved_by = word.at, word.by
    contest.note = ""
    detail = f"before: {before.comment_id} ({before.kind})" if before else "before: no winner"
    _note(record, word, "pick", contest, comment_id=row.comment_id, detail=detail)
    return decision


def approve(record: Record, number: int, word: Word) -> Contest:
    """Staff say yes to the winner as it stands, flags and all."""
    contest = record.contests.get(number)
    _in_review(contest, "approve")
    decision = record.contests.decision(contest)
    if decision is None:
        raise NotNow(
            f"Contest no. {number} has no winner to approve.",
            f"Pick one: captionbot pick {number} COMMENT --because TEXT.",
        )
    contest.approved_at, contest.approved_by = word.at, word.by
    _note(record, word, "approve", contest, comment_id=decision.comment_id, detail="; ".join(contest.doubts))
    return contest


def hold(record: Record, number: int, word: Word) -> Contest:
    """Staff stop the announcement (or a post that is not out yet) until they release it."""
    contest = record.contests.get(number)
    if contest.stage not in SPEAKING:
        raise NotNow(f"Contest no. {number} is {contest.stage}; there is nothing left to hold.")
    contest.held = word.because or f"held by {word.by}"
    _note(record, word, "hold", contest)
    return contest


def release(record: Record, number: int, word: Word) -> Contest:
    """Let a held contest go on; what was flagged still wants its own yes."""
    contest = record.contests.get(number)
    if not contest.held or contest.stage not in SPEAKING:
        raise NotNow(f"Contest no. {number} is not on hold.", f"It is {contest.stage}: captionbot next.")
    _note(record, word, "release", contest, detail=contest.held)
    contest.held, contest.released_at = "", word.at
    return contest


def void(record: Record, number: int, word: Word) -> Contest:
    """Staff call a contest off: nothing more is said for it."""
    contest = record.contests.get(number)
    stage = Stage(contest.stage)
    if stage == Stage.STUCK:
        do = f"captionbot settle {number} --live ID, or --not-live; then it can be called off."
        raise NotNow(f"Contest no. {number} is stuck: nobody can tell yet what stands on the Page.", do)
    if stage not in SPEAKING:
        raise NotNow(f"Contest no. {number} is {stage} already.")
    for row in record.utterances.of_contest(number):
        _refuse_what_may_stand(row)
        if row.kind == Kind.POST and row.said_id:  # said, and the process may have died before the contest knew
            contest.post_id = row.said_id
    record.contests.move(contest, Stage.VOID, f"called off by {word.by}: {word.because}")
    _note(record, word, "void", contest, detail=f"was {stage}")
    return contest


def _refuse_what_may_stand(utterance: Utterance) -> None:
    """What was sent and may stand is looked for first: called off now, nobody would look for it again.

    Nor is a contest called off whose announcement stands: it would be announced and void.
    """
    n, kind = utterance.contest, utterance.kind
    if utterance.said_id and kind != Kind.POST:
        do = "Let it finish, or take that down on Facebook by hand."
        raise NotNow(f"Contest no. {n} is too far on: its {kind} stands on the Page.", do)
    if utterance.outcome == Outcome.UNKNOWN:
        do = f"Try again in some minutes; `captionbot hold {n}` keeps it quiet meanwhile."
        raise NotNow(f"Nobody can tell yet whether the {kind} of contest no. {n} stands on the Page.", do)


def settle(record: Record, number: int, live_id: str | None, word: Word, *, what: str = "") -> tuple[Contest, str]:
    """A person says whether one act stands on the Page (its id) or not (None); gives which act that was.

    ``what`` names it (post, reply, announcement, edit) where more than one is in doubt.
    """
    contest = record.contests.get(number)
    if contest.stage != Stage.STUCK:
        raise NotNow(f"Contest no. {number} is {contest.stage}, not stuck; there is nothing to settle.")
    utterance = _meant(in_doubt(record, number), number, what)
    if live_id is None:
        record.utterances.not_live(utterance, word.at, f"settled by {word.by}")
    else:
        said_id = _full_id(live_id, utterance)
        if said_id in record.utterances.claimed(but=utterance.id):
            raise NotNow(f"{said_id} is something else that captionbot said.", "Look at the link once more.")
        record.utterances.said(utterance, said_id, word.at)
        record.utterances.end_attempt(utterance, "found", word.at, f"settled by {word.by}")
    said = f"{utterance.kind} live as {live_id}" if live_id else f"{utterance.kind} not live"
    _note(record, word, "settle", contest, detail=said)
    if not in_doubt(record, number):
        _go_on(record, contest, utterance, word)
    return contest, utterance.kind


def in_doubt(record: Record, number: int) -> list[Utterance]:
    """What was sent for a contest, and nobody knows whether it stands."""
    rows = [row for row in record.utterances.of_contest(number) if row.outcome != Outcome.SAID]
    doubtful = [row for row in rows if row.outcome == Outcome.UNKNOWN or record.utterances.ever_unknown(row.id)]
    return doubtful or [row for row in rows if row.attempts]


def _meant(doubtful: list[Utterance], number: int, what: str) -> Utterance:
    named = [row for row in doubtful if not what or row.kind == what]
    if not doubtful:
        raise NotNow(f"Everything of contest no. {number} is settled already.")
    kinds = " and the ".join(row.kind for row in doubtful)
    if not named:
        raise NotNow(f"The {what or 'post'} of contest no. {number} is not in doubt.", f"In doubt: the {kinds}.")
    if len(named) > 1:
        do = f"Say which: captionbot settle {number} --what {named[0].kind} …"
        raise NotNow(f"Of contest no. {number}, the {kinds} are in doubt.", do)
    return named[0]


def _go_on(record: Record, contest: Contest, utterance: Utterance, word: Word) -> None:
    """Nothing is in doubt any more: the contest goes on from where that leaves it."""
    if utterance.kind != Kind.POST:
        contest.approved_at = word.at
        record.contests.move(contest, Stage.ANNOUNCING)
    elif utterance.said_id:
        contest.post_id = utterance.said_id
        record.contests.move(contest, Stage.OPEN)
    elif word.at < contest.post_until:
        record.contests.move(contest, Stage.POSTING)
    else:
        record.contests.move(contest, Stage.MISSED, "its post never went out; the photo is still in the queue")


def _full_id(given: str, utterance: Utterance) -> str:
    """Facebook's id out of what a person typed: whole, or the part after the ``_`` of a post's."""
    words = given.strip()
    if not words.isascii() or not words.replace("_", "").isdigit():
        raise NotNow(
            f"{given!r} is not an id of Facebook's.",
            "Open the post, take the number at the end of its link (or PAGE_POST).",
        )
    if "_" in words or utterance.kind == Kind.REPLY:
        return words
    return f"{utterance.page_id}_{words}"


def post_now(record: Record, photo: str | None, word: Word) -> str:
    """Ask for a contest outside its slot; the next tick begins it. Gives the key of the slot made for it."""
    paused = record.staff.pauses()
    if paused:
        raise NotNow(f"The Page is paused ({paused[0].because}).", "`captionbot resume` first.")
    asked = [slot for slot in record.contests.slots() if slot.slot_key.startswith("extra")]
    if any(slot.outcome == "asked" for slot in asked):
        raise NotNow("A contest has been asked for already.", "The next tick posts it.")
    key = f"extra {len(asked) + 1}"
    record.contests.settle_slot(key, word.at, "asked", word.at, photo=photo, note=f"asked for by {word.by}")
    record.staff.note(word.at, word.by, "post-now", detail=photo or "the next photo")
    return key


def refuse_pause_file(photos: PhotosFolder) -> None:
    """Refuse what a PAUSE file forbids, one too that no tick has seen yet; only taking it away ends that pause."""
    word = photos.pause_word()
    if word is not None:
        raise _paused_by_file(word)


def _paused_by_file(because: str) -> NotNow:
    return NotNow(f"A PAUSE file pauses this Page ({because}).", "Take the file away.")


def pause(record: Record, word: Word, until: datetime | None) -> None:
    """Stop everything that speaks, at once."""
    record.staff.pause(word.by, word.because, word.at, until=until)


def resume(record: Record, word: Word) -> tuple[Sequence[Pause], list[Contest]]:
    """Go on. Gives the pauses that ended and the contests that fell due under them, which wait for a person."""
    pauses = [row for row in record.staff.pauses() if row.source != "file"]
    if not pauses:
        file = record.staff.pauses()
        if file:
            raise _paused_by_file(file[0].because)
        raise NotNow("The Page is not paused.", "`captionbot next` says what is coming.")
    since = min(row.since for row in pauses)
    for row in pauses:
        record.staff.end_pause(row, word.by, word.at)
    return pauses, hold_what_fell_due(record, since, word.at)


def hold_what_fell_due(record: Record, since: datetime, now: datetime) -> list[Contest]:
    """Hold every contest that would have spoken between ``since`` and ``now``; gives all that are so held."""
    for contest in record.contests.going():
        facts = facts_of(contest)
        hours = (facts.announces_at, facts.approved_at, contest.released_at)
        due_at = max(hour for hour in hours if hour is not None)
        due = facts.stage in {Stage.POSTING, Stage.ANNOUNCING} or (
            facts.stage == Stage.REVIEW and facts.has_winner and since <= due_at <= now
        )
        if due and not contest.held:
            contest.held = UNDER_PAUSE
    return [contest for contest in record.contests.going() if contest.held == UNDER_PAUSE]


def skip(record: Record, week: str, word: Word) -> None:
    """Skip one week; its photo keeps its place."""
    slot = record.contests.slot(week)
    if slot is not None:
        raise NotNow(f"The slot of week {week} is past: {slot.outcome}.", "A contest is called off with `void`.")
    if not record.staff.skip(week, word.by, word.at):
        raise NotNow(f"Week {week} is skipped already.")


def unskip(record: Record, week: str, word: Word) -> None:
    """Take a week back in that was to be skipped."""
    if not record.staff.unskip(week, word.by, word.at):
        raise NotNow(f"Week {week} is not skipped.")


def _in_review(contest: Contest, verb: str) -> None:
    stage = Stage(contest.stage)
    if stage == Stage.REVIEW:
        return
    why = {
        Stage.POSTING: "its post is not out yet",
        Stage.OPEN: f"entries are open until {said_when(contest.closes_at, zone_of(contest))}",
        Stage.ANNOUNCING: "its winner is being announced",
        Stage.ANNOUNCED: "its winner has been announced",
        Stage.STUCK: "it is stuck; settle it first",
    }.get(stage, f"it is {stage}")
    raise NotNow(f"You can't {verb} contest no. {contest.number} now: {why}.")


def _entry(record: Record, contest: Contest, comment: str) -> CommentRow:
    row = record.comments.get(contest.number, last_segment(comment.strip()))
    if row is None:
        raise NotNow(
            f"Contest no. {contest.number} has no comment {comment}.",
            f"`captionbot entries {contest.number}` lists them.",
        )
    if row.withdrawn_at is not None:
        raise NotNow(f"Comment {row.comment_id} was withdrawn; it can't win contest no. {contest.number}.")
    if row.verdict != "entry":
        raise NotNow(f"Comment {row.comment_id} was left out ({row.reason}); only an entry can win.")
    return row


def _note(
    record: Record, word: Word, action: str, contest: Contest, *, comment_id: str | None = None, detail: str = ""
) -> None:
    record.staff.note(
        word.at,
        word.by,
        action,
        contest=contest.number,
        comment_id=comment_id,
        because=word.because,
        detail=detail,
    )
