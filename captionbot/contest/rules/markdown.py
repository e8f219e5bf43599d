"""Rules in Markdown, a sentence to a line."""

import re

from captionbot.contest.rules.parts import Paragraph, Part, Point, Points, Reasons, Rules

_SPECIAL = re.compile(r"([\\`*\[\]<>|#~])|(?<!\w)(_)|(_)(?!\w)")
"""What Markdown or HTML would take for its own; an underscore inside a word is none."""

_HEADING = "| Reason | What it means |\n|---|---|"


def as_markdown(rules: Rules) -> str:
    """The rules as one Markdown document."""
    blocks = [f"# {_plain(rules.title)}"]
    if rules.note:
        blocks.append("\n".join(f"> {line}" for line in ["**For staff.**", *_lines(rules.note.sentences)]))
    blocks.append(_paragraph(rules.opening))
    for section in rules.sections:
        blocks += [f"## {_plain(section.heading)}", *(_block(part) for part in section.parts)]
    return "\n\n".join(blocks) + "\n"


def _block(part: Part) -> str:
    match part:
        case Paragraph():
            return _paragraph(part)
        case Points():
            return "\n".join(_point(point) for point in part.points)
        case Reasons():
            return "\n".join([_HEADING, *(f"| {_plain(name)} | {_plain(words)} |" for name, words in part.rows)])


def _paragraph(part: Paragraph) -> str:
    return "\n".join(_lines(part.sentences))


def _point(point: Point) -> str:
    lead = [f"**{_plain(point.lead)}**"] if point.lead else []
    return "- " + "\n  ".join([*lead, *_lines(point.sentences)])


def _lines(sentences: tuple[str, ...]) -> list[str]:
    return [_plain(sentence) for sentence in sentences]


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)
