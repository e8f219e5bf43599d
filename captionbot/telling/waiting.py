"""What waits for a person: told when it falls due, and again for as long as nobody has said a word."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from captionbot.contest.links import link_of
from captionbot.contest.stages import Stage, Step, next_step, wants
from captionbot.contest.timetable import said_when
from captionbot.contest.worded import many, sentence
from captionbot.facts import credited, facts_of, zone_of
from captionbot.overview import View
from captionbot.overview.shown import shown
from captionbot.store.schema import Contest, Notice
from captionbot.telling.due import ECHO, kind
from captionbot.telling.letter import Letter, in_words, photo_name, plainly, way
from captionbot.telling.news import News
from captionbot.telling.results import first_few, quoted, winner_named

log = logging.getLogger(__name__)

ASKS: Final = ("asks ", "stuck again ")
"""How the keys begin under which the runner asks a person; after it the contest."""
STILL: Final = "still "
"""How the key begins under which it is told again; after it the contest, and the day."""
DAY: Final = timedelta(days=1)
TITLE_CAPTION: Final = 60
"""Characters of a caption in a title: its votes are to be read as well."""
YES = "`captionbot approve {n}` says yes to the first, `captionbot pick {n} COMMENT --because TEXT` takes another, "
NO_YES = "`captionbot pick {n} COMMENT --because TEXT` takes one, "
REST = "`captionbot entries {n}` shows them all, `captionbot void {n} --because TEXT` calls the contest off."


def tell_of_waiting(view: View, slot: datetime | None) -> Iterator[News]:
    """What still waits for a person: a day later, the day before each ``slot``, and before it is too late."""
    for contest in view.record.contests.going():
        try:
            yield from _still(view, contest, slot)
        except Exception:
            log.exception("Whether a contest waits could not be told.", extra={"action": "notice"})


def _still(view: View, contest: Contest, slot: datetime | None) -> Iterator[News]:
    due = next_step(facts_of(contest), view.now)
    asked = _newest(view, contest, ASKS) if due.step is Step.ASK else None
    if asked is None:
        return
    hours = [asked.at + DAY, slot and slot - DAY, _too_late(contest) - DAY if contest.stage == Stage.REVIEW else None]
    last = max(row.at for row in (asked, _newest(view, contest, (STILL,))) if row)
    if any(hour and hour - last >= ECHO and hour <= view.now < hour + DAY for hour in hours):
        key = f"{STILL}{contest.number} {view.now.astimezone(zone_of(contest)).date()}"
        yield News(key, kind(asked), _so_still(contest, asked, due.why), do=asked.do, contest=contest.number)


def _newest(view: View, contest: Contest, keys: Sequence[str]) -> Notice | None:
    """What was told last under such keys; what a clock that was ahead has written is not waited for."""
    told = [row for begins in keys for row in view.record.notices.under(f"{begins}{contest.number} ")]
    return max((row for row in told if row.at <= view.now), key=lambda row: row.at, default=None)


def _too_late(contest: Contest) -> datetime:
    """When a winner is announced no more without a fresh yes."""
    return contest.announces_at + facts_of(contest).announce_within


def _so_still(contest: Contest, asked: Notice, why: str) -> str:
    if contest.stage == Stage.STUCK:
        return f"Still {asked.text[:1].lower()}{asked.text[1:]}"
    if contest.held:
        return sentence(f"still {why}")
    return sentence(f"it has been waiting since {said_when(contest.announces_at, zone_of(contest))}: {why}")


def letter_of_stuck(view: View, notice: Notice) -> Letter:
    """What nobody can tell but by looking on the Page, with the way there."""
    return plainly(view, notice, f"The Page: {link_of(view.settings.facebook_page_id)}")


def letter_of_waiting(view: View, notice: Notice) -> Letter:
    """What a contest waits for, with the captions it is about and the commands that end the waiting."""
    contest = view.record.contests.get(notice.contest) if notice.contest else None
    if contest is None or contest.stage != Stage.REVIEW:
        return plainly(view, notice)
    tally = shown(view, contest)
    captions = "\n".join(first_few(view, tally.body["entries"])) if tally else ""
    promised = _promised(view, contest)
    if contest.held:
        return plainly(view, notice, *filter(None, (captions, promised)))
    n, photo = contest.number, photo_name(contest.photo)
    why = in_words(view, wants(facts_of(contest), view.now), n)
    commands = f"{NO_YES if contest.decision is None else YES}{REST}".format(n=n)
    parts = (
        f"Contest no. {n}, {photo}: nothing is announced. {sentence(why)}",
        captions,
        promised,
        way(view.settings, f"/contests/{n}", "Approve, pick another or call it off", commands),
    )
    return Letter(_title(view, contest, notice), [one for one in parts if one])


def _title(view: View, contest: Contest, notice: Notice) -> str:
    """What is asked for, and the caption that leads: of one whose writer asked to be forgotten, the photo."""
    still = "Still waiting" if notice.key.startswith(STILL) else "Waiting"
    decision, photo = view.record.contests.decision(contest), photo_name(contest.photo)
    if decision is None:
        return f"{still} for your pick: {photo}"
    if not winner_named(view, decision):
        return f"{still} for your yes: {photo}"
    caption = quoted(credited(decision).caption, TITLE_CAPTION)
    return f"{still} for your yes: {caption}, {many(decision.votes, 'vote')}"


def _promised(view: View, contest: Contest) -> str:
    """What fans were told, and for how long they have waited since."""
    days = (view.now - contest.announces_at) // DAY
    ago = f" That was {many(days, 'day')} ago." if days else ""
    return f"Its post tells fans to expect the winner on {said_when(contest.announces_at, zone_of(contest))}.{ago}"
