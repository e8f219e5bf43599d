"""How things look on a terminal: tables there, plain lines elsewhere, JSON alone on stdout."""

import json
import sys
import unicodedata
from collections.abc import Sequence
from typing import Any

import click


def as_json(value: object) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def safely(text: object) -> str:
    """Text on one line, without what could move a terminal's cursor or turn its direction.

    Captions and file names are hostile.
    """
    return "".join(_shown(char) for char in str(text))


def _shown(char: str) -> str:
    if char in "\r\n\t\u2028\u2029":
        return " "
    if unicodedata.category(char) in {"Cc", "Cs"} or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
        return f"\\u{ord(char):04x}"
    return char


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], *, numbers: Sequence[str] = ()) -> None:
    """A table on a terminal, tab-separated lines elsewhere; columns in ``numbers`` are set to the right."""
    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(safely(cell) for cell in row))
        return
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - only where there is a terminal
    from rich.console import Console  # noqa: PLC0415 - as above
    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415 - as above

    drawn = Table(title=title, box=SIMPLE_HEAD, title_justify="left", title_style="bold")
    for column in columns:
        drawn.add_column(column, justify="right" if column in numbers else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(safely(cell)) for cell in row))
    Console().print(drawn)


def gap(title: str = "") -> None:
    """An empty line and a title between two parts; on a terminal a table brings its own."""
    if not sys.stdout.isatty():
        click.echo(f"\n{title}" if title else "")


def line(text: str) -> None:
    """One line for people."""
    click.echo(safely(text))
