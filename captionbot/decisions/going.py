"""Whether a contest goes on: hold, release and void."""

from captionbot.contest.stages import Stage
from captionbot.decisions.word import Word, note
from captionbot.errors import NotNow
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Utterance
from captionbot.store.utterances import Kind, Outcome

SPEAKING = frozenset({Stage.POSTING, Stage.OPEN, Stage.REVIEW, Stage.ANNOUNCING})
"""Stages in which something is still to be said by itself."""


def hold(record: Record, number: int, word: Word) -> Contest:
    """Staff stop the announcement (or a post that is not out yet) until they release it."""
    contest = record.contests.get(number)
    if contest.stage not in SPEAKING:
        raise NotNow(f"Contest no. {number} is {contest.stage}; there is nothing left to hold.")
    contest.held = word.because or f"held by {word.by}"
    note(record, word, "hold", contest)
    return contest


def release(record: Record, number: int, word: Word) -> Contest:
    """Let a held contest go on; what was flagged still wants its own yes."""
    contest = record.contests.get(number)
    if not contest.held or contest.stage not in SPEAKING:
        raise NotNow(f"Contest no. {number} is not on hold.", f"It is {contest.stage}: captionbot next.")
    note(record, word, "release", contest, detail=contest.held)
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
    note(record, word, "void", contest, detail=f"was {stage}")
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
