"""Announcing a winner: read once more, then each act said once."""

from datetime import datetime

from captionbot.contest.stages import Stage
from captionbot.decisions import UNDER_PAUSE
from captionbot.results import Named, announcing, replaced
from captionbot.runner.beginning import EARLY
from captionbot.runner.bot import Tick, pause_given
from captionbot.runner.correcting import correct
from captionbot.runner.named import hold_where_another_was_named
from captionbot.runner.saying import DONE, Said, report, say_each, say_until, stuck, tell_of_the_rest, unsaid
from captionbot.runner.winner import Winner, look_again, winner_of
from captionbot.store.schema import Contest
from captionbot.store.utterances import RESULTS, Outcome
from captionbot.telling import tell_announced
from captionbot.utter import State


def announce(tick: Tick, contest: Contest, due_at: datetime) -> bool:
    """Bring an announcement, or a correction, as far as it goes; whether the contest moved on."""
    if contest.stage == Stage.ANNOUNCING and _is_corrected(tick, contest):
        return correct(tick, contest)
    if contest.stage == Stage.REVIEW and _under_pause(tick, contest, due_at):
        return True  # a person is asked
    match look_again(tick, contest):
        case Winner.STANDS if contest.stage == Stage.REVIEW:
            return not hold_where_another_was_named(tick, contest) and _intend(tick, contest)
        case Winner.STANDS:
            return _say_acts(tick, contest)
        case Winner.IN_DOUBT:
            _say_acts(tick, contest, held="the winner's comment is not what it was")
            return not _in_doubt(tick, contest)  # once that is known, it is thought over again
        case other:
            return other is Winner.MOVED


def _is_corrected(tick: Tick, contest: Contest) -> bool:
    with tick.bot.store.view() as record:
        return bool(replaced(record, contest, contest.decision))


def _under_pause(tick: Tick, contest: Contest, due_at: datetime) -> bool:
    """What fell due under a pause is never said by itself when the pause ends."""
    since = max(due_at, contest.approved_at or due_at, contest.released_at or due_at)
    with tick.deciding(contest) as (record, row):
        if pause_given(tick.bot.photos, record) or record.staff.paused_between(since, tick.now):
            row.held = UNDER_PAUSE
        return row.held != ""


def _in_doubt(tick: Tick, contest: Contest) -> bool:
    with tick.bot.store.view() as record:
        acts = record.utterances.of_contest(contest.number)
    return any(one.outcome == Outcome.UNKNOWN for one in acts if one.decision == contest.decision)


def _intend(tick: Tick, contest: Contest) -> bool:
    """Write down every act before the first is said."""
    with tick.deciding(contest) as (record, row):
        decision, comment = winner_of(record, row)
        named, since = Named(row, decision, comment), row.slot_at - EARLY
        for act in announcing(record, named, tick.bot.settings.public_words, since):
            if record.utterances.find(row.number, act.kind, decision.number) is None:
                record.utterances.intend(act)
        if row.stage == Stage.REVIEW:
            record.contests.move(row, Stage.ANNOUNCING)
    return True


def _say_acts(tick: Tick, contest: Contest, held: str = "") -> bool:
    """Say what is not said yet; what is ``held`` is only looked for."""
    with tick.bot.store.view() as record:
        acts = [one for one in record.utterances.of_contest(contest.number) if one.decision == contest.decision]
    acts = [one for one in acts if one.kind in RESULTS]
    if not acts:
        return _intend(tick, contest)  # a correction of what is not on the Page any more
    heard, trouble = say_each(tick, contest, acts, say_until(contest), held or contest.held)
    moved = _follow(tick, contest, heard, whole=trouble is None)
    if trouble:
        raise trouble
    return moved


def _follow(tick: Tick, contest: Contest, heard: Said, *, whole: bool) -> bool:
    n, states = contest.number, {one.state for _, one in heard}
    report(tick, contest, heard)
    if stuck(tick, contest, heard) or not whole or not states <= DONE:
        return False
    missed = unsaid(heard)
    with tick.writing() as record:
        row = record.contests.get(n)
        if row.stage != Stage.ANNOUNCING:
            return False  # staff have called it off meanwhile
        if states == {State.MISSED}:
            row.approved_at = None  # nothing was said, and it is late: that wants a fresh yes
            record.contests.move(row, Stage.REVIEW, "its announcement could not be said in time")
            return True
        record.contests.move(row, Stage.ANNOUNCED, "part of the announcement could not be said" if missed else "")
        record.staff.note(tick.now, "captionbot", "announced", contest=n)
        tell_announced(record, tick.bot.settings, row, tick.now)
        if missed:
            tell_of_the_rest(record, row, missed, tick.now)
    tick.report.did(f"Contest no. {n} is announced.", "announced")
    return True
