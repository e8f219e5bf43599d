"""What a tick does for the program itself: it looks how the token is, and tries the notices where staff ask for it."""

from datetime import datetime, timedelta

from captionbot.contest.timetable import said_when
from captionbot.errors import GraphError
from captionbot.graph.tokens import TokenFacts
from captionbot.health import as_kept, as_unsaid, basis, kept, token_troubles, version_troubles
from captionbot.notify import told
from captionbot.runner.bot import Tick
from captionbot.store.schema import TokenRow

TOKEN_EVERY = timedelta(days=1)
AGAIN_AFTER = timedelta(hours=1)
"""Where Facebook didn't say how the token is, it is asked again then."""
TRIAL = "captionbot: do notices arrive?"
BROKEN_OFF = "captionbot was stopped while it sent this: ask for another."


def look_at_token(tick: Tick) -> None:
    """Ask once a day how the token is, or at once where it is another, and tell staff what is wrong with it."""
    of, now = basis(tick.bot.settings), tick.now
    with tick.bot.store.view() as record:
        row = record.health.token()
    if row is not None and not _is_old(row, of, now):
        return
    try:
        facts = tick.bot.page.token()
    except GraphError as error:
        with tick.writing() as record:
            record.health.keep_token(as_unsaid(error, of), now)
        return
    if facts is not None:
        _keep(tick, facts, of, now)


def _is_old(row: TokenRow, of: str, now: datetime) -> bool:
    age = abs(now - row.asked_at)
    return row.facts.get("of") != of or age >= (TOKEN_EVERY if isinstance(kept(row.facts), TokenFacts) else AGAIN_AFTER)


def _keep(tick: Tick, facts: TokenFacts, of: str, now: datetime) -> None:
    with tick.writing() as record:
        record.health.keep_token(as_kept(facts, of), now)
    for one in token_troubles(facts, tick.bot.settings, now):
        tick.tell(f"{one.key} {of}", one.what, do=one.do)


def tell_of_version(tick: Tick) -> None:
    """Tell staff once that the version of the Graph API ends, and once that it has ended."""
    for one in version_troubles(tick.bot.settings, tick.now):
        tick.tell(one.key, one.what, do=one.do)


def send_trials(tick: Tick) -> None:
    """Send the notices by which staff see whether notices arrive; each once, whatever comes between."""
    with tick.bot.store.view() as record:
        waiting = [row.id for row in record.health.waiting_trials()]
    for number in waiting:
        _send_trial(tick, number)


def _send_trial(tick: Tick, number: int) -> None:
    with tick.writing() as record:
        row = record.health.trial(number)
        row.ended_at, row.went = tick.now, BROKEN_OFF
        asked = said_when(row.asked_at, tick.bot.settings.zone)
        text = f"{row.by} asked on {asked} whether notices arrive. This one did. Nothing needs to be done."
    went = told(tick.bot.outlets.send(TRIAL, text))
    with tick.writing() as record:
        row = record.health.trial(number)
        row.ended_at, row.went = tick.now, went
    tick.report.did(f"A trial of the notices: {went}", "notice tried")
