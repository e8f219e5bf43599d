"""Saying in our own words on the Page that a result has been withdrawn.

A retraction stands in the record at once. What is written into our words follows, and whatever of it can't be written
is a person's: nothing of it is ever stuck.
"""

from datetime import datetime, timedelta

from captionbot.contest.links import link_of
from captionbot.contest.notices import About
from captionbot.facts import terms_of
from captionbot.runner.bot import Tick, pause_given
from captionbot.runner.saying import Said, report, say_each
from captionbot.store.schema import Contest, Utterance
from captionbot.store.utterances import NAMES, WITHDRAWN, Kind, Outcome
from captionbot.utter import State

DO = "Write it there by hand, or have it tried once more: captionbot retract {} --because TEXT."
LOST = {
    State.STUCK: "nobody can tell whether it was written",
    State.MISSED: "the time for it is over",
    State.PAUSED: "the Page was paused",
}
"""Why a note is not written by itself any more."""

OVER = frozenset({State.STUCK, State.MISSED, State.NEEDLESS})


def withdraw(tick: Tick, number: int) -> None:
    """Bring the notes in the words of a retracted result as far as they go."""
    with tick.bot.store.view() as record:
        contest = record.contests.get(number)
        rows = record.utterances.of_contest(number)
    notes = [one for one in rows if one.kind in WITHDRAWN.values()]
    waiting = [one for one in notes if one.outcome not in {Outcome.SAID, Outcome.GIVEN_UP}]
    heard, trouble = say_each(tick, contest, waiting, _until(contest, waiting))
    with tick.bot.store.view() as record:
        paused = pause_given(tick.bot.photos, record)
    ended = OVER | ({State.PAUSED} if paused else set())  # what a pause withholds is not said by itself when it ends
    report(tick, contest, [pair for pair in heard if pair[1].state not in ended | {State.PAUSED}])
    for _, one in [pair for pair in heard if pair[1].state == State.PAUSED and not paused]:
        tick.report.wants(f"Contest no. {number} waits: {one.note.rstrip('.')}.", "waits")
    _give_up(tick, contest, [pair for pair in heard if pair[1].state in ended])
    if trouble:
        raise trouble


def _until(contest: Contest, notes: list[Utterance]) -> datetime:
    since = max(one.not_before for one in notes)
    return since + timedelta(days=terms_of(contest).announce_within_days)


def _give_up(tick: Tick, contest: Contest, over: Said) -> None:
    n, do = contest.number, DO.format(contest.number)
    lines = []
    with tick.writing() as record:
        for act, heard in over:
            row = record.utterances.get(act.id)
            row.outcome = Outcome.GIVEN_UP
            if heard.state == State.NEEDLESS:
                continue  # what it was to be written into has been taken down
            why = LOST[heard.state] + (f" ({heard.note.rstrip('.')})" if heard.note else "")
            name = NAMES[Kind(act.kind)]
            what = f"The {name} that the result is withdrawn was not written: {why}. {link_of(act.target)}"
            key = f"withdrawn {act.id} {act.not_before:%Y-%m-%d %H:%M:%S}"
            record.staff.tell(key, what, tick.now, do=do, contest=n, about=About.STANDS)
            lines.append(f"Contest no. {n}: {what} {do}")
    for line in lines:
        tick.report.wants(line, "given up")
