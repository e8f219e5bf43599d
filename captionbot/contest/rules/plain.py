"""Rules as plain text, wrapped."""

import textwrap

from captionbot.contest.rules.parts import Paragraph, Part, Point, Points, Reasons, Rules

WIDTH = 78


def as_text(rules: Rules) -> str:
    """The rules as plain text, in lines of at most 78 characters (a long address stays whole)."""
    blocks = [_headed(rules.title, "=")]
    if rules.note:
        blocks.append(_wrapped(" ".join(["For staff:", *rules.note.sentences]), "    "))
    blocks.append(_block(rules.opening))
    for section in rules.sections:
        blocks += ["\n" + _headed(section.heading, "-"), *(_block(part) for part in section.parts)]
    return "\n\n".join(blocks) + "\n"


def _headed(words: str, line: str) -> str:
    title = _wrapped(words)
    return f"{title}\n{line * max(map(len, title.splitlines()))}"


def _block(part: Part) -> str:
    match part:
        case Paragraph():
            return _wrapped(" ".join(part.sentences))
        case Points():
            return "\n".join(_item(_said(point)) for point in part.points)
        case Reasons():
            return "\n".join(_item(f"{name}: {words}") for name, words in part.rows)


def _said(point: Point) -> str:
    return " ".join([*([point.lead.upper()] if point.lead else []), *point.sentences])


def _item(words: str) -> str:
    return _wrapped(words, "  ", first="* ")


def _wrapped(words: str, indent: str = "", *, first: str | None = None) -> str:
    return textwrap.fill(
        words,
        WIDTH,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
