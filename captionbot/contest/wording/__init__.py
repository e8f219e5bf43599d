"""Everything we say in public: the wordings, and the functions that fill them.

``wordings.py`` holds our own words, ``kinds.py`` what each kind is for, may hold and must; ``reading.py`` reads those
that staff have written, ``writing.py`` writes a file of them, ``samples.py`` shows how they read. ``posts.py`` and
``corrections.py`` fill them: what others wrote is put in once, through quoting.py, and is never itself read as a
wording. ``markers.py`` and ``traces.py`` know our own words again on the Page, whatever wording they were said in.
"""

from captionbot.contest.wording.corrections import (
    added_correction,
    corrected,
    correction,
    correction_reply,
    no_contest,
    nothing_found,
    withdrawn_by_hand,
)
from captionbot.contest.wording.filling import CAPTION_CUT, CORRECTED, LINE_CUT, NAME_CUT, WITHDRAWN, WORDS_CUT, filled
from captionbot.contest.wording.kinds import FIELDS, KINDS, Kind
from captionbot.contest.wording.markers import MarkerKind, carries_marker, marker
from captionbot.contest.wording.posts import RELEASE, added_to_post, announcement, contest_post, winner_reply
from captionbot.contest.wording.reading import ReadWordings, read_wordings
from captionbot.contest.wording.results import LATE, NOBODY_KNOWN, Credited, Result, line, said_votes
from captionbot.contest.wording.samples import samples
from captionbot.contest.wording.traces import (
    added_lines,
    added_trace,
    begins_a_line,
    is_added,
    names_caption,
    names_winner,
    result_words,
)
from captionbot.contest.wording.wordings import BUILT_IN, Wordings
from captionbot.contest.wording.writing import written

__all__ = [
    "BUILT_IN",
    "CAPTION_CUT",
    "CORRECTED",
    "FIELDS",
    "KINDS",
    "LATE",
    "LINE_CUT",
    "NAME_CUT",
    "NOBODY_KNOWN",
    "RELEASE",
    "WITHDRAWN",
    "WORDS_CUT",
    "Credited",
    "Kind",
    "MarkerKind",
    "ReadWordings",
    "Result",
    "Wordings",
    "added_correction",
    "added_lines",
    "added_to_post",
    "added_trace",
    "announcement",
    "begins_a_line",
    "carries_marker",
    "contest_post",
    "corrected",
    "correction",
    "correction_reply",
    "filled",
    "is_added",
    "line",
    "marker",
    "names_caption",
    "names_winner",
    "no_contest",
    "nothing_found",
    "read_wordings",
    "result_words",
    "said_votes",
    "samples",
    "winner_reply",
    "withdrawn_by_hand",
    "written",
]
