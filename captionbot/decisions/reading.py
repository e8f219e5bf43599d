"""Staff want the captions read once more now: before a post is hidden on Facebook, for one."""

from captionbot.contest.stages import Stage
from captionbot.contest.timetable import said_when
from captionbot.decisions.word import Word, note, what_else
from captionbot.errors import NotNow
from captionbot.facts import zone_of
from captionbot.store.record import Record
from captionbot.store.schema import Contest

NEVER = "its captions are not read any more"


def read_now(record: Record, number: int, word: Word) -> Contest:
    """The next tick reads the captions of an open contest, under a pause too: reading speaks to nobody."""
    contest = record.contests.get(number)
    stage = Stage(contest.stage)
    if stage != Stage.OPEN:
        read = contest.votes_at and f"its captions were read on {said_when(contest.votes_at, zone_of(contest))}"
        why = "its post is not out yet" if stage == Stage.POSTING else read or NEVER
        raise NotNow(f"Contest no. {number} is {stage}: {why}.", what_else(contest))
    contest.next_reading_at = word.at
    note(record, word, "read now", contest)
    return contest
