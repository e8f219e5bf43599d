"""How wordings read: each filled in with an invented week."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from captionbot.contest.terms import Terms
from captionbot.contest.timetable import said_when
from captionbot.contest.wording.corrections import correction_heading
from captionbot.contest.wording.filling import CORRECTED, filled
from captionbot.contest.wording.kinds import KINDS
from captionbot.contest.wording.results import Credited, Result, values_of
from captionbot.contest.wording.wordings import Wordings

_FRIDAY = datetime(2026, 11, 27, 16, tzinfo=UTC)
_CLOSES = _FRIDAY + timedelta(days=3)
_WINNER = Credited("We were told there would be oats.", "Nora Bell", 96)
_BEFORE = {
    "correction-added": f"{correction_heading(1)} ",
    "correction-link": f"{CORRECTED} ",
    "correction-elsewhere": f"{CORRECTED} ",
}
"""What captionbot puts before a wording."""


def samples(wordings: Wordings, terms: Terms, zone: ZoneInfo) -> dict[str, list[str]]:
    """Every wording as it would stand on the Page, by the heading of its kind; the names in it are invented."""
    result = Result(1, _FRIDAY, _CLOSES, _CLOSES, _WINNER)
    values = {
        **values_of(terms, result, zone),
        "closes": said_when(_CLOSES, zone),
        "announces": said_when(_CLOSES + timedelta(days=1), zone),
        "credit": "Springfield Public Library",
        "prize": terms.prize or "a mug",
        "rules": terms.rules_url or "https://example.org/rules",
        "contact": terms.contact or "captions@example.org",
        "fact": "One of the horses, Biscuit, was banned from the diner a week later.",
    }
    return {
        kind.heading: [_BEFORE.get(kind.heading, "") + filled(one, **values) for one in kind.of(wordings)]
        for kind in KINDS
    }
