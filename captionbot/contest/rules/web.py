"""Rules as a web page that stands alone: no script, no picture, nothing fetched from anywhere."""

import re
from html import escape

from captionbot.contest.rules.parts import Paragraph, Part, Point, Points, Reasons, Rules

_STYLE = """\
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5a6472; --paper: #fff; --line: #d9dee5; --blue: #1f5fa8; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eaf0; --soft: #a3adba; --paper: #14181e; --line: #333b46; --blue: #8ab8f0; }
}
body {
  max-width: 40rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; color: var(--ink); background: var(--paper);
  font: 1.0625rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere;
}
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-top: 1rem; border-top: 1px solid var(--line); }
ul { padding-left: 1.25rem; margin: 1rem 0; }
li { margin: .6rem 0; }
dl { margin: 1rem 0; padding-left: 1.25rem; border-left: 3px solid var(--line); }
dt { font-weight: 600; margin-top: .6rem; }
dd { margin: 0; color: var(--soft); }
a { color: var(--blue); }
.note { padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .5rem; color: var(--soft); }
@media print { body { max-width: none; padding: 0; font-size: 11pt; } }"""

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEB = re.compile(r"https?://[^\s<>()\"']*[^\s<>()\"'.,;:!?]")
_ADDRESS = re.compile(f"{_WEB.pattern}|{_EMAIL.pattern}")


def as_html(rules: Rules) -> str:
    """The rules as one HTML document, its style in it."""
    return _PAGE.format(title=escape(rules.title), style=_STYLE, body=as_fragment(rules))


def as_fragment(rules: Rules) -> str:
    """The rules as HTML that stands inside another page: h1, h2, p, ul and dl, everything in them escaped."""
    blocks = [f"<h1>{escape(rules.title)}</h1>"]
    if rules.note:
        blocks.append(f'<p class="note"><strong>For staff.</strong> {_sentences(rules.note.sentences)}</p>')
    blocks.append(_block(rules.opening))
    for section in rules.sections:
        blocks += [f"<h2>{escape(section.heading)}</h2>", *(_block(part) for part in section.parts)]
    return "\n".join(blocks)


def _block(part: Part) -> str:
    match part:
        case Paragraph():
            return f"<p>{_sentences(part.sentences)}</p>"
        case Points():
            return _list("ul", [f"<li>{_point(point)}</li>" for point in part.points])
        case Reasons():
            return _list("dl", [f"<dt>{escape(name)}</dt><dd>{escape(words)}</dd>" for name, words in part.rows])


def _list(tag: str, items: list[str]) -> str:
    return "\n".join([f"<{tag}>", *items, f"</{tag}>"])


def _point(point: Point) -> str:
    lead = f"<strong>{escape(point.lead)}</strong> " if point.lead else ""
    return lead + _sentences(point.sentences)


def _sentences(sentences: tuple[str, ...]) -> str:
    """Sentences with their addresses as links; each piece is escaped by itself."""
    text, parts, end = " ".join(sentences), [], 0
    for found in _ADDRESS.finditer(text):
        address = found.group()
        target = address if _WEB.fullmatch(address) else f"mailto:{address}"
        parts += [escape(text[end : found.start()]), f'<a href="{escape(target)}">{escape(address)}</a>']
        end = found.end()
    return "".join([*parts, escape(text[end:])])
