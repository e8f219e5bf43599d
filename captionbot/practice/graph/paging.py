"""Cutting a long list into pages, with the cursors and ``next`` addresses that Facebook gives.

A cursor goes by position, as the recorded ones do (``MTAZD`` is "10"): rows that vanish or overtake
while someone pages make it repeat or skip, which a reader must bear.
"""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar
from urllib.parse import urlencode

from captionbot.practice.graph.answers import invalid
from captionbot.practice.graph.fields import Field, unparse

Row = TypeVar("Row")


def cursor(position: int) -> str:
    """Write a position as a cursor."""
    return base64.b64encode(str(position).encode()).decode().replace("=", "ZD")


def position(text: str) -> int:
    """Read a cursor back; a Refusal where it is none of ours."""
    try:
        return max(0, int(base64.b64decode(text.replace("ZD", "="), validate=True)))
    except (ValueError, binascii.Error) as error:
        raise invalid("Invalid cursors values") from error


def cut(rows: Sequence[Row], asked: Field, limit: int) -> tuple[int, int]:
    """Give the bounds of the page that ``asked`` names by ``after`` or ``before``."""
    if "before" in asked.modifiers:
        end = max(0, position(asked.modifiers["before"]) - 1)
        return max(0, end - limit), min(end, len(rows))
    start = position(asked.modifiers["after"]) if "after" in asked.modifiers else 0
    return start, min(len(rows), start + limit)


def paging(start: int, end: int, total: int, asked: Field, address: str, token: str) -> dict[str, object]:
    """Make the ``paging`` object of the page ``start``-``end`` of ``total`` rows; empty where there is nothing."""
    if end <= start:
        return {}
    first, last = cursor(start + 1), cursor(end)
    told: dict[str, object] = {"cursors": {"before": first, "after": last}}
    if end < total:
        told["next"] = _link(asked, address, token, {"after": last})
    if start > 0:
        told["previous"] = _link(asked, address, token, {"before": first})
    return told


def _link(asked: Field, address: str, token: str, where: dict[str, str]) -> str:
    """Give the address of another page, with the token in it as in the real one."""
    kept = {name: value for name, value in asked.modifiers.items() if name not in {"after", "before", "as"}}
    fields = {"fields": unparse(asked.fields)} if asked.fields else {}
    return f"{address}?{urlencode({'access_token': token, **fields, **kept, **where})}"
