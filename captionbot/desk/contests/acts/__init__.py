"""Every act of staff upon a contest, and what will be announced, seen before it is.

``page.py`` is the page of any act, ``ways.py`` says which are open when. ``winner.py`` has pick, approve, announce as
and correct, ``going.py`` hold, release, call off, read now and retract, ``leaving_out.py`` who takes part,
``settling.py`` what only a person can tell. ``foretelling.py`` and ``card.py`` make the preview that ``preview.py``
and the acts show.
"""

from captionbot.desk.contests.acts import card, going, leaving_out, preview, settling, winner

__all__ = ["card", "going", "leaving_out", "preview", "settling", "winner"]
