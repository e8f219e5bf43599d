"""One contest, taken as far as it goes now."""

from contextlib import suppress

from captionbot.contest.notices import About
from captionbot.contest.stages import Due, Stage, Step, next_step
from captionbot.contest.worded import sentence
from captionbot.facts import facts_of
from captionbot.runner.announcing import announce
from captionbot.runner.bot import Overtaken, Tick
from captionbot.runner.collecting import close_entries, read
from captionbot.runner.posting import say_post
from captionbot.runner.standing import asks
from captionbot.store.schema import Contest

STEPS_AT_MOST = 6
"""Steps of one contest in one tick: from its closing to its announcement there are four."""


def take_steps(tick: Tick, number: int) -> None:
    """Take a contest as far as it goes now."""
    for _ in range(STEPS_AT_MOST):
        with tick.bot.store.view() as record:
            contest = record.contests.get(number)
        with suppress(Overtaken):
            if not _step(tick, contest, next_step(facts_of(contest), tick.now)):
                return


def _step(tick: Tick, contest: Contest, due: Due) -> bool:
    """Do one step; whether another may be due right after it."""
    match due.step:
        case Step.SAY_POST:
            return say_post(tick, contest)
        case Step.READ:
            return read(tick, contest)
        case Step.CLOSE:
            tick.trust_clock()
            return close_entries(tick, contest)
        case Step.ANNOUNCE:
            return announce(tick, contest, due.at or tick.now)
        case Step.VOID:
            return _void(tick, contest, due.why)
        case Step.ASK:
            _ask(tick, contest, due.why)
    return False


def _void(tick: Tick, contest: Contest, why: str) -> bool:
    tick.trust_clock()
    with tick.deciding(contest) as (record, row):
        record.contests.move(row, Stage.VOID, why)
        do, n = f"`captionbot draft nothing-found {row.number}` has words for the Page.", row.number
        record.staff.tell(f"void {n}", f"It is void: {why}.", tick.now, do=do, contest=n)
    tick.report.did(f"Contest no. {contest.number} is void: {why}.", "void")
    return False


def _ask(tick: Tick, contest: Contest, why: str) -> None:
    n, about = contest.number, About.WAITS
    do = f"captionbot entries {n}; then approve, pick, release or void."
    if contest.stage == Stage.STUCK:
        about = About.STUCK
        do = f"captionbot settle {n} --live ID, or captionbot settle {n} --not-live."
    tick.tell(asks(n, why), sentence(why), do=do, contest=n, about=about)
