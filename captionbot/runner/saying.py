"""Saying what a result needs, act by act: each survives the others' failure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from captionbot.contest.notices import About
from captionbot.errors import (
    Blocked,
    CaptionbotError,
    ClockWrong,
    Gone,
    GraphError,
    LeaseLost,
    NotSent,
    PhotoNotTaken,
    RateLimited,
    TokenDead,
)
from captionbot.facts import terms_of
from captionbot.runner import standing
from captionbot.runner.bot import Tick
from captionbot.runner.picture import leave_out_card, picture_of
from captionbot.runner.posting import hold
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Utterance
from captionbot.store.utterances import CORRECTED, NAMES, WITHDRAWN, Kind, Outcome
from captionbot.utter import Heard, State

NOTES = frozenset({*CORRECTED.values(), *WITHDRAWN.values()})
"""What is written into words of ours, and is needless once they are gone from the Page."""

DONE = frozenset({State.SAID, State.MISSED, State.NEEDLESS})
"""Of what is in one of these, nothing more is to be done."""

Said = list[tuple[Utterance, Heard]]


def say_each(
    tick: Tick, contest: Contest, acts: Sequence[Utterance], until: datetime, held: str = ""
) -> tuple[Said, CaptionbotError | None]:
    """Say what is not said yet; gives what came of each, and the trouble if there was any.

    What is ``held`` is only looked for.
    """
    heard: Said = []
    trouble: CaptionbotError | None = None
    for act in acts:
        try:
            heard.append((act, _say(tick, contest, act, until, held)))
        except (ClockWrong, LeaseLost):
            raise
        except (Blocked, RateLimited, TokenDead, NotSent) as error:
            trouble = error  # no other act would fare better
            break
        except CaptionbotError as error:
            trouble = error
    return heard, trouble


def _say(tick: Tick, contest: Contest, act: Utterance, until: datetime, held: str) -> Heard:
    if act.kind == Kind.ANNOUNCEMENT:
        return _show(tick, contest, act, until, held)
    try:
        return tick.mouth.say(act.id, until=until, settle=tick.settle, held=held)
    except Gone:
        if act.kind not in NOTES:
            raise
    seen_by = act.not_before + tick.settle  # what was said a moment ago may not be shown yet
    return Heard(State.NEEDLESS) if tick.now >= seen_by else Heard(State.LATER, at=seen_by)


def _show(tick: Tick, contest: Contest, act: Utterance, until: datetime, held: str) -> Heard:
    """Say what has a picture; a card that Facebook does not take makes room for the photo, which it took before."""

    def say() -> Heard:
        picture = partial(picture_of, tick, contest, act)
        return tick.mouth.say(act.id, until=until, settle=tick.settle, held=held, picture=picture)

    try:
        heard = say()
    except PhotoNotTaken as error:
        if not leave_out_card(tick, contest, act, error):
            raise
        return say()
    if isinstance(heard.why, PhotoNotTaken):
        leave_out_card(tick, contest, act, heard.why)  # the next attempt uploads the photo
    return heard


def say_until(contest: Contest) -> datetime:
    """Until when a winner, or another in its place, may be announced."""
    base = max(contest.announces_at, contest.approved_at or contest.announces_at)
    return base + timedelta(days=terms_of(contest).announce_within_days)


def report(tick: Tick, contest: Contest, heard: Said) -> None:
    """Say what came of each act."""
    for act, one in heard:
        _report(tick, contest, act, one)


def _report(tick: Tick, contest: Contest, act: Utterance, heard: Heard) -> None:
    n = contest.number
    match heard.state:
        case State.SAID if act.outcome != Outcome.SAID:
            tick.report.did(f"Contest no. {n}: {standing.said(act.kind, heard)}.", "said")
        case State.SAID | State.STUCK | State.NEEDLESS:
            pass  # told before, or told of all acts in one; or there is nothing to tell
        case State.REFUSED:
            tick.tell(f"refused {act.id} {tick.now:%Y-%m-%d}", heard.why or GraphError(heard.note), contest=n)
        case State.PAUSED:
            hold(tick, contest, heard.note)
        case _:
            tick.awaits(contest, act, heard)


def stuck(tick: Tick, contest: Contest, heard: Said) -> bool:
    """Whether nobody can tell what of it stands; a person then says so of each act."""
    acts = [pair for pair in heard if pair[1].state == State.STUCK]
    if not acts:
        return False
    n = contest.number
    ways = [f"`captionbot settle {n} --live ID --what {act.kind}` or `--not-live --what {act.kind}`" for act, _ in acts]
    tick.stuck(contest, acts, f"Look on the Page, then {', and '.join(ways)}.")
    return True


def unsaid(heard: Said) -> str:
    """What could not be said, by its names in a sentence: ``reply and its announcement``; empty where all was."""
    return " and its ".join(NAMES[Kind(act.kind)] for act, one in heard if one.state == State.MISSED)


def tell_of_the_rest(record: Record, contest: Contest, missed: str, now: datetime) -> None:
    """Staff hear what could not be said, where the rest is public."""
    what = f"Its {missed} could not be said in time; the rest stands on the Page."
    do = "Say it by hand on Facebook if it is still wanted."
    record.staff.tell(
        f"part {contest.number} {contest.decision}", what, now, do=do, contest=contest.number, about=About.NOTE
    )
