"""By which words we know what we have said, whatever wording it was said in, and under whichever file of wordings.

A record may be older than what stands on the Page, and so may the wordings now in force be other ones than those it
was said in. So nothing here goes by a wording: it goes by what captionbot puts into every one of them (the caption
between quotation marks, the contest with its day), by what it writes itself (the marker, ``Correction 2:``, two
sentences), and by the form of a post: a winner is named on the first line of a paragraph, a runner-up below one.
"""

from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from captionbot.contest.quoting import on_one_line, quoted
from captionbot.contest.timetable import said_date
from captionbot.contest.wording.corrections import correction_heading
from captionbot.contest.wording.filling import CAPTION_CUT, CORRECTED, NAME_CUT
from captionbot.contest.wording.markers import below_marker

_PARTS = 3


def result_words(contest_name: str, slot: datetime, zone: ZoneInfo) -> str:
    """The words that stand in every reply to a winner of this contest, whatever else it says."""
    return f"{on_one_line(contest_name, NAME_CUT)} of {said_date(slot, zone)}"


def names_caption(text: str, caption: str) -> bool:
    """Whether one of our announcements is about this caption."""
    return quoted(caption, CAPTION_CUT) in text


def names_winner(text: str, caption: str) -> bool:
    """Whether an announcement names this caption as the winner's, or takes back whom it named; not as a runner-up."""
    if begins_a_line(text, CORRECTED):
        return True
    lines = ["", *text.splitlines()]
    first = [line for before, line in pairwise(lines) if not before.strip()]
    return any(names_caption(line, caption) for line in first)


def added_trace(contest_marker: str, caption: str, correction: int = 0) -> str:
    """By which an edit of a contest post is known, kept with it: the marker, how the line begins, what it names.

    ``correction`` is the how-manieth it is; 0 is the first word of a winner.
    """
    begins = correction_heading(correction) if correction else ""
    return "\n".join([contest_marker, begins, quoted(caption, CAPTION_CUT)])


def is_added(text: str, trace: str) -> bool:
    """Whether a contest post's words hold, below its marker, the line that ``added_trace`` describes."""
    parts = trace.split("\n")
    if len(parts) != _PARTS:  # an utterance of a version that kept the beginning of its words
        return False
    contest_marker, begins, caption = parts
    return any(line.strip().startswith(begins) and caption in line for line in added_lines(text, contest_marker))


def added_lines(text: str, contest_marker: str) -> list[str]:
    """What was added to a contest post below its marker, line by line."""
    return below_marker(text, contest_marker).splitlines()


def begins_a_line(text: str, words: str) -> bool:
    """Whether our words begin a line; what others wrote never does, behind words or a quotation mark of ours."""
    lines, ours = text.splitlines(), " ".join(words.split())
    return bool(ours) and any(" ".join(" ".join(lines[at:]).split()).startswith(ours) for at in range(len(lines)))
