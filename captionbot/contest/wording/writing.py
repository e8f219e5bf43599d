"""A file of wordings, written so that staff can edit it, and so that it reads back as it was."""

import textwrap

from captionbot.contest.wording.kinds import FIELDS, KINDS, Kind
from captionbot.contest.wording.wordings import Wordings

_WIDTH = 100
_OPENING = """\
The words in which captionbot speaks for this Page.
Change what you like, save it beside .env, and name it there: WORDINGS=wordings.txt
captionbot says which line is wrong if one is, and keeps to the words it had.

Below each heading stands one wording or several, with an empty line between them; with several they take turns,
contest by contest. A kind that you leave out keeps captionbot's own words. What begins with a # and a space is a note.
A wording may be as long as several lines; they are one paragraph on the Page.

Fields stand in braces and are filled in:"""
_FROM_US = """\
captionbot adds by itself: the names of runners-up, the sentence that Facebook is not part of this, and the last
line of each post, by which it knows its own."""


def written(wordings: Wordings) -> str:
    """The text of a file with these wordings, every kind with a note on what it is for."""
    width = max(map(len, FIELDS)) + 2
    fields = [f"  {{{name}}}".ljust(width + 3) + meaning for name, meaning in FIELDS.items()]
    opening = "\n".join([_OPENING, *fields, "", _FROM_US])
    return "\n\n".join([_note(opening), *(_section(kind, kind.of(wordings)) for kind in KINDS)]) + "\n"


def _section(kind: Kind, wordings: tuple[str, ...]) -> str:
    """One wording a line: a line that is wrapped might begin with a sign that means something."""
    about = textwrap.fill(f"{kind.about} {_holds(kind)}".strip(), _WIDTH)
    return "\n\n".join([f"{_note(about)}\n[{kind.heading}]", *wordings])


def _holds(kind: Kind) -> str:
    if not kind.fields:
        return "No fields."
    needs = f" It needs {' and '.join(kind.needs)}." if kind.needs else ""
    return f"Fields: {', '.join(f'{{{name}}}' for name in kind.fields)}.{needs}"


def _note(text: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in text.splitlines())
