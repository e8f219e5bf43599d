"""Telling staff: whether anything waits to be told. How it goes out stands in ``sending.py``."""

from captionbot.errors import ClockWrong, GraphError, TokenDead
from captionbot.overview import View
from captionbot.runner.bot import Tick


def tell_staff(tick: Tick) -> None:
    """Send what waits."""
    with tick.bot.store.view() as record:
        trials, rows = record.health.waiting_trials(), record.notices.to_send(tick.now)
        if not trials and not rows:
            return
        from captionbot.runner.sending import due_of, send  # noqa: PLC0415 - all letters, and mostly none waits

        due = due_of(tick, record, rows)
    send(tick, [row.id for row in trials], due)


def write_news(tick: Tick) -> None:
    """Write down what the week brings, where anybody is told: the desk and `status` show the week itself."""
    if not tick.bot.outlets.keys and not tick.bot.backup.keys:
        return
    from captionbot.telling import tell_of_week  # noqa: PLC0415 - all letters, and many tell nobody

    with tick.bot.store.view() as record:
        until = record.page().quiet_until
        news = tell_of_week(View(record, tick.bot.settings, tick.bot.photos, tick.now))
        known = record.notices.told([one.key for one in news])
    new = [one for one in news if one.key not in known]
    if not new or (until is not None and until > tick.now) or not _is_now(tick):
        return
    with tick.writing() as record:
        for one in new:
            record.staff.tell(one.key, one.text, tick.now, do=one.do, contest=one.contest, about=one.about)


def _is_now(tick: Tick) -> bool:
    """Whether somebody else confirms our clock: a wrong one tells of the wrong week. A dead token is found by it."""
    before = tick.bot.page.last_answer
    try:
        tick.bot.page.me()
    except GraphError as error:
        tick.tell_of(error)
        answered = tick.bot.page.last_answer is not before
        if not answered and not isinstance(error, TokenDead):  # a dead token isn't sent again so soon: it was answered
            return False
    try:
        tick.compare_clocks()
    except ClockWrong as error:
        tick.tell_of(error)
        return False
    return True
