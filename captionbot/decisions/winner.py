"""Who wins, and in which words it is announced: pick and approve."""

from dataclasses import dataclass
from typing import TypedDict

from captionbot.contest.comment import last_segment
from captionbot.contest.doubts import is_of_the_reading
from captionbot.contest.quoting import for_staff
from captionbot.decisions.word import Word, note, refuse_unless_in_review, stood_before
from captionbot.errors import NotNow
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow, Contest, Decision


@dataclass(frozen=True, slots=True)
class AnnounceAs:
    """What staff have announced instead of the words and the name that stand under the photo; None: those."""

    caption: str | None = None
    name: str | None = None


AS_WRITTEN = AnnounceAs()


def pick(record: Record, number: int, comment: str, word: Word, said: AnnounceAs = AS_WRITTEN) -> Decision:
    """Staff choose the winner; that is approval of the flags shown, and never brings the hour forward."""
    contest = record.contests.get(number)
    refuse_unless_in_review(contest, "pick a winner for")
    row = entry(record, contest, comment)
    before = record.contests.decision(contest)
    decision = record.contests.decide(contest, chosen(row, word, said))
    if before is None or before.comment_id != row.comment_id:
        contest.doubts = [*flags_of(row), *of_the_reading(record, contest)]
    contest.approved_at, contest.approved_by = word.at, word.by
    contest.note = ""
    detail = f"before: {before.comment_id} ({before.kind})" if before else "before: no winner"
    note(record, word, "pick", contest, comment_id=row.comment_id, detail=with_said(detail, decision))
    return decision


def approve(
    record: Record, number: int, word: Word, said: AnnounceAs = AS_WRITTEN, *, seen: str | None = None
) -> Contest:
    """Staff say yes to the winner as it stands, flags and all.

    ``seen`` is the comment that they were shown as the winner, where somebody else may have chosen another since.
    """
    contest = record.contests.get(number)
    refuse_unless_in_review(contest, "approve")
    decision = record.contests.decision(contest)
    if decision is None:
        raise NotNow(
            f"Contest no. {number} has no winner to approve.",
            f"Pick one: captionbot pick {number} COMMENT --because TEXT.",
        )
    if seen is not None and last_segment(seen.strip()) != decision.comment_id:
        what = f"Contest no. {number} has another winner now: {for_staff(decision.caption, 80)}."
        do = f"Look once more: captionbot entries {number}."
        raise NotNow(f"{what} {stood_before(record, contest, word.by)}".strip(), do)
    if said != AS_WRITTEN:
        decision = record.contests.decide(contest, said_otherwise(decision, word, said))
    contest.approved_at, contest.approved_by = word.at, word.by
    detail = with_said("; ".join(contest.doubts), decision if said != AS_WRITTEN else None)
    note(record, word, "approve", contest, comment_id=decision.comment_id, detail=detail)
    return contest


def flags_of(row: CommentRow) -> list[str]:
    """Why a person must look before an entry wins: the flags of its words, and of the name beside them."""
    from captionbot.judging import name_flags  # noqa: PLC0415 - patterns; `status` starts without them

    return [*(row.flags or []), *(f"the winner's name: {flag}" for flag in name_flags(row))]


def passed_over(record: Record, decision: Decision) -> int:
    """How many entries that may win have more votes than the one that was chosen."""
    row = record.comments.get(decision.contest, decision.comment_id)
    return record.comments.ahead(decision.contest, decision.votes, (row.rank or 0) if row else 0)


def of_the_reading(record: Record, contest: Contest) -> list[str]:
    """The doubts that stay when another entry is chosen: what the closing reading may not have seen."""
    reading = record.comments.last_reading(contest.number, whole=True)
    noted = reading.note if reading else ""
    return [one for one in contest.doubts if one == noted or is_of_the_reading(one)]


def chosen(row: CommentRow, word: Word, said: AnnounceAs = AS_WRITTEN) -> Decision:
    """The decision that a comment wins by staff's word, not in force yet."""
    return Decision(
        kind="pick",
        comment_id=row.comment_id,
        caption=row.text,
        winner=row.entrant_name,
        votes=row.counted_votes if row.counted_votes is not None else row.votes,
        by=word.by,
        because=word.because,
        at=word.at,
        **_announced_as(row.text, row.entrant_name, said),
    )


class _Announced(TypedDict):
    said_caption: str | None
    said_name: str | None


def _announced_as(caption: str, name: str | None, said: AnnounceAs) -> _Announced:
    """What is announced instead, where that is not what was written anyway; raises NotNow for another caption."""
    from captionbot.contest.announce_as import (  # noqa: PLC0415 - 25 ms of patterns; `status` starts without them
        caption_instead,
        name_instead,
    )

    words = caption_instead(caption, said.caption) if said.caption is not None else None
    called = name_instead(name, said.name) if said.name is not None else None
    return {
        "said_caption": None if words == " ".join(caption.split()) else words,
        "said_name": None if called == " ".join((name or "").split()) else called,
    }


def said_otherwise(decision: Decision, word: Word, said: AnnounceAs) -> Decision:
    """The decision over again, to be announced in other words: what it was before stays in the record.

    It needs a number of its own, for what was written down to be said under the old one has the old words.
    """
    anew = _announced_as(decision.caption, decision.winner, said)
    return Decision(
        kind=decision.kind,
        comment_id=decision.comment_id,
        caption=decision.caption,
        winner=decision.winner,
        votes=decision.votes,
        by=decision.by,
        because=decision.because,
        at=word.at,
        said_caption=decision.said_caption if said.caption is None else anew["said_caption"],
        said_name=decision.said_name if said.name is None else anew["said_name"],
    )


def with_said(detail: str, decision: Decision | None) -> str:
    """The audit keeps the words that were given, whatever is decided later."""
    if decision is None:
        return detail
    said = [
        f"announce {what} as: {words}"
        for what, words in (("the caption", decision.said_caption), ("the name", decision.said_name))
        if words is not None
    ]
    return "; ".join(part for part in (detail, *said) if part)


def entry(record: Record, contest: Contest, comment: str) -> CommentRow:
    """The entry that a comment's id names; raises NotNow for what can't win."""
    row = record.comments.get(contest.number, last_segment(comment.strip()))
    if row is None:
        raise NotNow(
            f"Contest no. {contest.number} has no comment {comment}.",
            f"`captionbot entries {contest.number}` lists them.",
        )
    do = f"`captionbot entries {contest.number}` lists those that can."
    if row.withdrawn_at is not None:
        raise NotNow(f"Comment {row.comment_id} was withdrawn; it can't win contest no. {contest.number}.", do)
    if row.sealed_at is not None:
        raise NotNow(f"Comment {row.comment_id} can't win: the person who wrote it asked to be forgotten.", do)
    if row.verdict != "entry":
        raise NotNow(f"Comment {row.comment_id} was left out ({row.reason}); only an entry can win.", do)
    return row
