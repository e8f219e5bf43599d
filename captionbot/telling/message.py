"""A notice as it goes out: in words for a mail, with links to the desk, and without what mustn't stand in one."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from captionbot.contest.notices import About
from captionbot.contest.quoting import calling_nobody, cut, on_lines, on_one_line
from captionbot.errors import CaptionbotError
from captionbot.overview import View
from captionbot.store.schema import Notice
from captionbot.telling.coming import (
    letter_of_coming,
    letter_of_empty,
    letter_of_lack,
    letter_of_pause,
    letter_of_what_comes,
)
from captionbot.telling.due import kind
from captionbot.telling.letter import TITLE_CUT, Letter, capital, plainly, soon, way
from captionbot.telling.results import (
    letter_of_announced,
    letter_of_posted,
    letter_of_shortlist,
)
from captionbot.telling.token import letter_of_token, letter_of_what_stands
from captionbot.telling.waiting import letter_of_stuck, letter_of_waiting

log = logging.getLogger(__name__)

MOST = 20
"""Notices in one message; a fault that tells of each photo must not fill a mailbox."""
WHOLE_CUT = 16_000
AGAIN = "This was sent some hours ago, and nobody has done anything about it since."


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent."""

    title: str
    text: str
    picture: bytes | None = field(default=None, repr=False)
    """A small JPEG; None where there is none to show."""


def message(view: View, notice: Notice, *, again: bool = False) -> Message:
    """One notice; ``again`` where nobody has acted on it. Never raises."""
    return _signed(view, _once_more(_letter(view, notice), again=again))


def digest(view: View, notices: Sequence[Notice], *, again: bool = False) -> Message:
    """Several in one: what is urgent first, then the oldest; ``again`` as for one. Never raises."""
    different = _different(notices)
    more = f" (and {len(different) - 1} more)" if len(different) > 1 else ""
    return _signed(view, _once_more(_together(view, different), again=again), more)


def week_letter(view: View, notices: Sequence[Notice]) -> Message:
    """The one message of a week, for NOTIFY_PACE=weekly: what has happened, then what comes. Never raises."""
    ordered = sorted(_different(notices), key=lambda one: _WEEKLY.get(kind(one), len(_WEEKLY)))
    together = _together(view, ordered)
    past = replace(together, title=f"This week: {together.title}")
    try:
        ahead, more = letter_of_what_comes(view), _no_photo(view, ordered)
    except CaptionbotError:  # of which staff are told by itself: the folder is away, say
        return _signed(view, past)
    except Exception:
        log.exception("What comes could not be told in the letter of the week.", extra={"action": "notice"})
        return _signed(view, past)
    parts = (*past.parts, RULE, *_headed(ahead))
    return _signed(view, Letter(past.title, parts, ahead.picture or past.picture), more)


def _different(notices: Sequence[Notice]) -> list[Notice]:
    """The newest of those that say the very same."""
    return list({(one.text, one.contest): one for one in notices}.values())


def _no_photo(view: View, ordered: Sequence[Notice]) -> str:
    """For the title: whoever is told once a week reads of an empty week now or too late."""
    bare = view.plan.bare
    if bare is None or view.plan.covered or kind(ordered[0]) == About.LOW:
        return ""
    return f"; no photo for {soon(bare, view.now, view.settings.zone)}"


RULE = "— — —"
_WEEKLY = {About.SHORTLIST: 0, About.EMPTY: 1, About.LOW: 2}
"""What the letter of a week begins with, and is called by."""

LETTERS: Mapping[About, Callable[[View, Notice], Letter]] = {
    About.COMING: letter_of_coming,
    About.PAUSED: letter_of_pause,
    About.LOW: letter_of_lack,
    About.POSTED: letter_of_posted,
    About.SHORTLIST: letter_of_shortlist,
    About.ANNOUNCED: letter_of_announced,
    About.WAITS: letter_of_waiting,
    About.STUCK: letter_of_stuck,
    About.TOKEN: letter_of_token,
    About.STANDS: letter_of_what_stands,
    About.EMPTY: letter_of_empty,
}
"""Kinds that say more than their row does."""

LAST = frozenset({About.POSTED, About.CHECK, About.NOTE})
TITLES: Mapping[About, str] = {
    About.MISSED: "Missed: no photo went out in time",
}
"""Kinds whose row doesn't begin with what matters most."""


def _letter(view: View, notice: Notice) -> Letter:
    about = kind(notice)
    try:
        letter = LETTERS.get(about, plainly)(view, notice)
    except Exception:
        log.exception("A notice is sent in plain words.", extra={"action": "notice"})
        letter = plainly(view, notice)
    return Letter(TITLES.get(about, letter.title), letter.parts, letter.picture)


def _once_more(letter: Letter, *, again: bool) -> Letter:
    return Letter(f"Nobody has acted yet: {letter.title}", (AGAIN, *letter.parts), letter.picture) if again else letter


def _together(view: View, notices: Sequence[Notice]) -> Letter:
    ordered = sorted(notices, key=lambda one: _place(kind(one)))
    letters = [_letter(view, one) for one in ordered[:MOST]]
    more = len(ordered) - len(letters)
    parts = [part for one in letters for part in (RULE, *_headed(one))][1:]
    if more:
        parts += [RULE, way(view.settings, "/", f"And {more} more", f"And {more} more: `captionbot status`.")]
    return Letter(letters[0].title, parts, next((one.picture for one in letters if one.picture), None))


def _place(about: About) -> int:
    """Of several: what is urgent first, what may as well be read tomorrow last."""
    return 0 if about.urgent else 2 if about in LAST else 1


def _headed(letter: Letter) -> Sequence[str]:
    """A letter among others; its title stands over it where it says more than the first line does."""
    title = capital(letter.title)
    return letter.parts if letter.parts and letter.parts[0].startswith(title) else (f"• {title}", *letter.parts)


def _signed(view: View, letter: Letter, more: str = "") -> Message:
    """The message itself; ``more`` ends its title, however long that is."""
    settings = view.settings
    ours = " · ".join(filter(None, ("captionbot", settings.contest_name, settings.organiser)))
    text = "\n\n".join(filter(None, (on_lines(one, WHOLE_CUT) for one in (*letter.parts, f"-- \n{ours}"))))
    title = on_one_line(calling_nobody(capital(letter.title)), TITLE_CUT - len(more))
    return Message(f"{title}{more}", cut(calling_nobody(text), WHOLE_CUT), letter.picture)
