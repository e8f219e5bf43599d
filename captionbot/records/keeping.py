"""What is kept for good: a contest that is never pruned, and of which nothing is erased."""

from captionbot.decisions import Word
from captionbot.errors import NotNow
from captionbot.store.record import Record
from captionbot.store.schema import Contest


def keep(record: Record, number: int, word: Word) -> Contest:
    """Staff say that nothing of a contest is ever pruned or erased; raises NotNow where that is so already."""
    contest = record.contests.get(number)
    if contest.kept_by:
        what = f"Contest no. {number} is kept already, by {contest.kept_by}: {contest.kept_because}"
        raise NotNow(f"{what}.".replace("..", "."), f"`captionbot keep {number} --undo` first, for another reason.")
    contest.kept_by, contest.kept_because = word.by, word.because
    record.staff.note(word.at, word.by, "keep", contest=number, because=word.because)
    return contest


def keep_no_longer(record: Record, number: int, word: Word) -> Contest:
    """Staff take that back; raises NotNow where it isn't kept."""
    contest = record.contests.get(number)
    if not contest.kept_by:
        raise NotNow(f"Contest no. {number} is not kept for good.", "`captionbot keep` without --undo keeps it.")
    was = f"kept by {contest.kept_by}: {contest.kept_because}"
    contest.kept_by = contest.kept_because = ""
    record.staff.note(word.at, word.by, "keep undone", contest=number, because=word.because, detail=was)
    return contest
