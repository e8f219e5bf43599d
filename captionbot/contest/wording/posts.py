"""What is said of a contest and its winner: the contest post, the reply, the announcement, what is added."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from captionbot.contest.quoting import on_lines, on_one_line
from captionbot.contest.terms import Terms
from captionbot.contest.timetable import said_when
from captionbot.contest.wording.filling import CAPTION_CUT, LINE_CUT, NAME_CUT, WORDS_CUT, filled, lines, paragraphs
from captionbot.contest.wording.filling import turn as whose_turn
from captionbot.contest.wording.markers import without_markers
from captionbot.contest.wording.results import Credited, Result, line, runner_up, values_of, values_of_week
from captionbot.contest.wording.wordings import Wordings

# Facebook's terms for promotions on Pages ask for both halves (graph-api.md has the source): no wording of staff's
# can leave them out, and the rules print the same.
RELEASE = (
    "{run_by} is in no way sponsored, endorsed or administered by, or associated with, Facebook. "
    "By entering you acknowledge this and completely release Facebook from all liability."
)
RUN_BY = "{contest} is run by {organiser}. It"


def contest_post(
    terms: Terms,
    *,
    number: int,
    slot: datetime,
    words: str,
    credit: str,
    closes_at: datetime,
    announces_at: datetime,
    marker: str,
    zone: ZoneInfo,
    wordings: Wordings,
) -> str:
    """The post that shows the photo and invites captions; ``words`` are the sidecar's, or empty for ours."""
    invitation = filled(whose_turn(wordings.invitation, number), **values_of_week(terms, slot, zone))
    hours = whose_turn(wordings.hours, number)
    small_print = [
        line(whose_turn(wordings.credit, number), credit=credit),
        line(whose_turn(wordings.prize, number), prize=terms.prize),
        line(whose_turn(wordings.rules, number), rules=terms.rules_url),
        line(whose_turn(wordings.contact, number), contact=terms.contact),
    ]
    said = paragraphs(
        on_lines(words, WORDS_CUT) or invitation,
        filled(hours, closes=said_when(closes_at, zone), announces=said_when(announces_at, zone)),
        lines(small_print),
        _release(terms),
    )
    return signed(said, terms, marker)


def winner_reply(terms: Terms, result: Result, zone: ZoneInfo, wordings: Wordings) -> str:
    """The reply under the winner's comment."""
    said = filled(whose_turn(wordings.reply, result.number), **values_of(terms, result, zone))
    return paragraphs(said, prize_words(terms, wordings, result.number))


def announcement(
    terms: Terms, result: Result, *, fact: str, credit: str, marker: str, zone: ZoneInfo, wordings: Wordings
) -> str:
    """The post that names the winner; ``fact`` and ``credit`` are the sidecar's, or empty."""
    number = result.number
    said = paragraphs(
        filled(whose_turn(wordings.announcement, number), **values_of(terms, result, zone)),
        runners_up_words(result.runners_up, wordings, number),
        line(whose_turn(wordings.fact, number), limit=CAPTION_CUT, fact=fact),
        line(whose_turn(wordings.credit, number), credit=credit),
        whose_turn(wordings.thanks, number),
    )
    return signed(said, terms, marker)


def added_to_post(terms: Terms, result: Result, zone: ZoneInfo, wordings: Wordings) -> str:
    """What is added to the contest post once there is a winner."""
    said = filled(whose_turn(wordings.added, result.number), **values_of(terms, result, zone))
    return without_markers(said, terms.contest_name)


def prize_words(terms: Terms, wordings: Wordings, number: int) -> str:
    """What the winner gets, and where; empty where there is no prize."""
    prize = line(whose_turn(wordings.your_prize, number), prize=terms.prize)
    claim = line(whose_turn(wordings.claim, number), contact=terms.contact) if prize else ""
    return f"{prize} {claim}".strip()


def runners_up_words(runners_up: Sequence[Credited], wordings: Wordings, number: int) -> str:
    """The runners-up, each on a line under their heading; a winner is never named on such a line (``names_winner``)."""
    if not runners_up:
        return ""
    headings = wordings.runners_up if len(runners_up) > 1 else wordings.runner_up
    return lines([whose_turn(headings, number), *map(runner_up, runners_up)])


def signed(said: str, terms: Terms, marker: str) -> str:
    """A post of ours: the marker alone on its last line, and no line like it before."""
    return paragraphs(without_markers(said, terms.contest_name), marker)


def _release(terms: Terms) -> str:
    contest, organiser = on_one_line(terms.contest_name, NAME_CUT), on_one_line(terms.organiser, LINE_CUT)
    run_by = filled(RUN_BY, contest=contest, organiser=organiser) if organiser else contest
    return RELEASE.format(run_by=run_by)
