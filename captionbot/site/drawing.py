"""Pages drawn from their facts, and the style sheet that they share."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from captionbot.contest.slip import sha256_of
from captionbot.site.facts import Board, ContestPage, Frame, RulesPage

_FOLDER = Path(__file__).parent / "templates"
_DIGITS = 8


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page_html(template: str, frame: Frame, page: Board | ContestPage | RulesPage) -> bytes:
    """One page: ``board.html``, ``contest.html`` or ``rules.html``."""
    drawn = _templates().get_template(template).render(frame=frame, page=page)
    return drawn.encode("utf-8", "replace")


def style_sheet() -> tuple[str, bytes]:
    """The style sheet's name, which changes with every change of it, and the style sheet."""
    css = (_FOLDER / "site.css").read_bytes()
    return f"site-{sha256_of(css)[:_DIGITS]}.css", css


@cache
def looks() -> str:
    """A digest of all that pages are drawn by: another one means that a newer captionbot draws them otherwise."""
    return sha256_of(b"\0".join(one.read_bytes() for one in sorted(_FOLDER.iterdir()) if one.is_file()))
