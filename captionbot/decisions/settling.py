"""What nobody but a person can tell: whether an act stands on the Page."""

from captionbot.contest.stages import Stage
from captionbot.decisions.word import Word, note
from captionbot.errors import NotNow
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Utterance
from captionbot.store.utterances import EDITS, Kind, Outcome


def settle(record: Record, number: int, live_id: str | None, word: Word, *, what: str = "") -> tuple[Contest, str]:
    """A person says whether one act stands on the Page (its id) or not (None); gives which act that was.

    ``what`` names its kind (post, reply, announcement, edit, and so on) where more than one is in doubt.
    """
    contest = record.contests.get(number)
    if contest.stage != Stage.STUCK:
        raise NotNow(f"Contest no. {number} is {contest.stage}, not stuck; there is nothing to settle.")
    utterance = _meant(in_doubt(record, number), number, what)
    if live_id is None:
        record.utterances.not_live(utterance, word.at, f"settled by {word.by}")
    else:
        said_id = _full_id(live_id, utterance)
        if utterance.kind not in EDITS and said_id in record.utterances.claimed(but=utterance.id):
            raise NotNow(f"{said_id} is something else that captionbot said.", "Look at the link once more.")
        record.utterances.said(utterance, said_id, word.at)
        record.utterances.end_attempt(utterance, "found", word.at, f"settled by {word.by}")
    said = f"{utterance.kind} live as {live_id}" if live_id else f"{utterance.kind} not live"
    note(record, word, "settle", contest, detail=said)
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
    if utterance.kind in EDITS:
        return utterance.target  # it stands in what it was added to, and that is known
    if "_" in words or utterance.kind == Kind.REPLY:
        return words
    return f"{utterance.page_id}_{words}"
