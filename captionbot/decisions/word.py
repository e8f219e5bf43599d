"""Staff's word: who says it, when and why, the line that it leaves in the audit, and what it is refused for."""

from dataclasses import dataclass
from datetime import datetime

from captionbot.contest.quoting import for_staff, has_controls
from captionbot.contest.stages import Stage
from captionbot.contest.timetable import said_when
from captionbot.errors import NotNow
from captionbot.facts import zone_of
from captionbot.store.record import Record
from captionbot.store.schema import Contest

LONGEST_NAME = 100
"""Characters of whoever decides; a login name is shorter, and a name that is longer is a slip."""


@dataclass(frozen=True, slots=True)
class Word:
    """Who says it, when, and why; raises NotNow for a name that can't stand in the record on one line."""

    by: str
    at: datetime
    because: str = ""

    def __post_init__(self) -> None:
        """Hold the name against what can be read on one line."""
        if has_controls(self.by) or len(self.by) > LONGEST_NAME:
            told = f"{for_staff(self.by, 40)} can't stand in the record as who decides"
            raise NotNow(f"{told}: it is longer than {LONGEST_NAME} characters, or has control signs in it.")


def note(
    record: Record, word: Word, action: str, contest: Contest, *, comment_id: str | None = None, detail: str = ""
) -> None:
    """A line in the audit about a contest."""
    record.staff.note(
        word.at,
        word.by,
        action,
        contest=contest.number,
        comment_id=comment_id,
        because=word.because,
        detail=detail,
    )


def stood_before(record: Record, contest: Contest, by: str) -> str:
    """What somebody other than ``by`` has decided about the winner, for whoever decides after them; or nothing."""
    decision, said, zone = record.contests.decision(contest), [], zone_of(contest)
    if decision and decision.kind == "pick" and decision.by != by:
        when = said_when(decision.at, zone)
        said.append(f"{for_staff(decision.caption, 80)} was picked by {decision.by} on {when}")
    if contest.approved_at and contest.approved_by not in {by, *([decision.by] if said and decision else [])}:
        when = said_when(contest.approved_at, zone)
        said.append(f"the winner was approved by {contest.approved_by} on {when}")
    return f"Before that: {'; '.join(said)}." if said else ""


def refuse_unless_in_review(contest: Contest, verb: str) -> None:
    """Refuse what can be said only while the winner is being decided."""
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
    raise NotNow(f"You can't {verb} contest no. {contest.number} now: {why}.", what_else(contest))


def what_else(contest: Contest) -> str:
    """What a person may do about the winner at a stage at which it can't be decided."""
    n = contest.number
    correct = f"`captionbot pick {n} COMMENT --correct` names another"
    return {
        Stage.POSTING: f"`captionbot void {n} --because TEXT` calls it off.",
        Stage.OPEN: f"`captionbot entries {n}` shows the tally so far.",
        Stage.ANNOUNCING: f"`captionbot hold {n}` stops what is not said yet; after it: `pick --correct` or `retract`.",
        Stage.ANNOUNCED: f"{correct}, and `captionbot retract {n} --because TEXT` takes it back.",
        Stage.STUCK: f"Look on the Page, then `captionbot settle {n}`.",
    }.get(Stage(contest.stage), "`captionbot status` shows where each contest stands.")
