"""What is said where a result was wrong or is taken back, and what is drafted for staff to say by hand."""

from datetime import datetime
from zoneinfo import ZoneInfo

from captionbot.contest.terms import Terms
from captionbot.contest.timetable import week_of
from captionbot.contest.wording.filling import CAPTION_CUT, CORRECTED, filled, lines, paragraphs
from captionbot.contest.wording.filling import turn as whose_turn
from captionbot.contest.wording.markers import nth, without_markers
from captionbot.contest.wording.posts import prize_words, runners_up_words, signed
from captionbot.contest.wording.results import Result, line, values_of, values_of_week
from captionbot.contest.wording.wordings import Wordings


def correction(
    terms: Terms, result: Result, *, fact: str, credit: str, marker: str, zone: ZoneInfo, wordings: Wordings
) -> str:
    """The post that names another winner than we did before; ``fact`` and ``credit`` are the sidecar's, or empty."""
    number = result.number
    said = paragraphs(
        filled(whose_turn(wordings.correction, number), **values_of(terms, result, zone)),
        whose_turn(wordings.sorry, number),
        runners_up_words(result.runners_up, wordings, number),
        line(whose_turn(wordings.fact, number), limit=CAPTION_CUT, fact=fact),
        line(whose_turn(wordings.credit, number), credit=credit),
    )
    return signed(said, terms, marker)


def correction_reply(terms: Terms, result: Result, zone: ZoneInfo, wordings: Wordings) -> str:
    """The reply under the comment that should have won from the first."""
    said = filled(whose_turn(wordings.correction_reply, result.number), **values_of(terms, result, zone))
    sorry = whose_turn(wordings.sorry, result.number)
    return paragraphs(f"{said} {sorry}", prize_words(terms, wordings, result.number))


def corrected(url: str, number: int, wordings: Wordings) -> str:
    """What is added to words that named another winner; it names nobody, who might be corrected in their turn.

    Its first sentence is always the same: by it we know later that we have said so.
    """
    leads = wordings.correction_link if url else wordings.correction_elsewhere
    return lines([f"{CORRECTED} {whose_turn(leads, number)}", url])


def added_correction(terms: Terms, result: Result, number: int, zone: ZoneInfo, wordings: Wordings) -> str:
    """What is added to a contest post that names another winner already; the ``number``-th time."""
    said = filled(whose_turn(wordings.correction_added, result.number), **values_of(terms, result, zone))
    return without_markers(f"{correction_heading(number)} {said}", terms.contest_name)


def correction_heading(number: int) -> str:
    """How each line begins that is added to a contest post to correct it: ``Correction:``, ``Correction 2:``."""
    return f"{nth('Correction', number)}:"


def withdrawn_by_hand(terms: Terms, number: int, slot: datetime, zone: ZoneInfo, wordings: Wordings) -> str:
    """What staff may write on the Page once they have retracted a result."""
    return filled(whose_turn(wordings.withdrawn, number), **values_of_week(terms, slot, zone))


def no_contest(terms: Terms, slot: datetime, zone: ZoneInfo, wordings: Wordings) -> str:
    """What staff may write in a week without a photo; such a week has no number, so the calendar's takes turns."""
    week = week_of(slot, zone).week
    return filled(whose_turn(wordings.no_contest, week), **values_of_week(terms, slot, zone))


def nothing_found(terms: Terms, number: int, slot: datetime, zone: ZoneInfo, wordings: Wordings) -> str:
    """What staff may write when a contest ends without a winner."""
    return filled(whose_turn(wordings.nothing_found, number), **values_of_week(terms, slot, zone))
