"""What stands on a winner's card, and what the card is called for people who can't see it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import regex

from captionbot.contest.quoting import CUT, in_marks, on_lines, on_one_line
from captionbot.contest.terms import Terms
from captionbot.contest.timetable import said_date
from captionbot.contest.wording import (
    BUILT_IN,
    CAPTION_CUT,
    LINE_CUT,
    NAME_CUT,
    NOBODY_KNOWN,
    Result,
    Wordings,
    filled,
    line,
)

MOST_LINES = 6
"""A caption that was typed in more lines than these is drawn as one."""


@dataclass(frozen=True, slots=True)
class CardWords:
    """The words on a card: safe to draw, with no control character and no line break but those of the caption."""

    caption: str
    """In quotation marks; its own lines kept, six at most."""
    by: str
    """Who wrote it, as it is announced: ``Ana Lopez``, or ``a fan``."""
    contest: str
    """``Beat the Caption no. 12``."""
    day: str
    """The slot's local day: ``Friday 27 November 2026``."""
    credit: str = ""
    """``Photo: Houston Public Library``; empty where nobody is to be named."""
    organiser: str = ""


def card_words(
    terms: Terms, result: Result, *, credit: str, zone: ZoneInfo, wordings: Wordings = BUILT_IN
) -> CardWords:
    """The words on the card of a result; ``credit`` is the sidecar's, or empty."""
    return CardWords(
        caption=_caption(result.winner.caption),
        by=on_one_line(result.winner.name or "", NAME_CUT) or NOBODY_KNOWN,
        contest=f"{on_one_line(terms.contest_name, NAME_CUT)} no. {result.number}",
        day=said_date(result.slot, zone),
        credit=line(wordings.credit[0], credit=credit),
        organiser=on_one_line(terms.organiser, LINE_CUT),
    )


def _caption(text: str) -> str:
    """In quotation marks, and not isolated: it stands alone, so its own letters say which way it is read."""
    lines = [" ".join(line.split()) for line in on_lines(text, CAPTION_CUT).split("\n") if line.strip()]
    caption = "\n".join(lines) if len(lines) <= MOST_LINES else on_one_line(text, CAPTION_CUT)
    return caption if in_marks(caption) else f"“{caption}”"


def card_alt(words: CardWords, alt: str, longest: int, wordings: Wordings = BUILT_IN) -> str:
    """The alternative text of a card: what the photo shows, the caption and who wrote it; ``longest`` characters.

    ``alt`` is the sidecar's, or empty. Where all of it is too long, the photo and the caption are cut, each to half
    of the room at least, and the name stays.
    """
    shows = on_one_line(alt, longest) or filled(wordings.card_photo[0], contest=words.contest, day=words.day)
    shows += "" if shows.endswith((".", "!", "?", "…", "。")) else "."
    inside = " ".join(words.caption[1:-1].split("\n"))
    told = wordings.card_caption[0]
    around = filled(told, caption=words.caption[0] + words.caption[-1], name=words.by)
    room = longest - len(around) - 1
    inside = _fitting(inside, max(room - len(shows), room // 2))
    shows = _fitting(shows, room - len(inside))
    caption = f"{words.caption[0]}{inside}{words.caption[-1]}"
    return _fitting(f"{shows} {filled(told, caption=caption, name=words.by)}".strip(), longest)


def _fitting(text: str, most: int) -> str:
    """At most so many code points, never half of what a reader takes for one sign."""
    if len(text) <= most:
        return text
    end = 0
    for sign in regex.finditer(r"\X", text):
        if sign.end() > most - len(CUT):
            break
        end = sign.end()
    return text[:end].rstrip() + CUT if most > 0 else ""
