"""Lies about what was asked: fewer rows than that, a cursor that has moved, or all of it too much."""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode
from wsgiref.types import WSGIEnvironment

from captionbot.practice.graph.answers import too_much
from captionbot.practice.graph.call import split_version
from captionbot.practice.graph.edges import PLAIN_LIMIT
from captionbot.practice.graph.paging import cursor, position
from captionbot.practice.lies.faults import Fault
from captionbot.practice.lies.kinds import Manner

_FEW, _MOVED = 2, 1
_MOVES = {Manner.REPEATS: -1, Manner.SKIPS: 1}


def bent(environ: WSGIEnvironment, twisting: Iterable[Fault]) -> WSGIEnvironment:
    """Ask something else than was asked; raises a Refusal where even that much is too much."""
    _, path = split_version(environ["PATH_INFO"])
    asked = dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
    if environ["REQUEST_METHOD"] != "GET" or len(path) != len(("node", "edge")):
        return environ
    for fault in twisting:
        asked = _bend(asked, fault)
    return {**environ, "QUERY_STRING": urlencode(asked)}


def _bend(asked: dict[str, str], fault: Fault) -> dict[str, str]:
    rows = int(asked.get("limit") or PLAIN_LIMIT)
    if fault.manner is Manner.HEAVY and rows > fault.number(PLAIN_LIMIT):
        raise too_much()
    if fault.manner is Manner.FEW:
        return {**asked, "limit": str(min(rows, int(fault.number(_FEW))))}
    if fault.manner in _MOVES and "after" in asked:
        moved = position(asked["after"]) + _MOVES[fault.manner] * int(fault.number(_MOVED))
        return {**asked, "after": cursor(max(0, moved))}
    return asked
