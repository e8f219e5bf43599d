"""Answers twisted after the fact: the Graph stays honest, and these bend its JSON on the way out."""

import json
from collections.abc import Callable
from typing import Any

from captionbot.practice.lies.faults import Fault
from captionbot.practice.lies.kinds import Manner

MORE = 1000


def twist(told: Any, fault: Fault, elsewhere: str) -> Any:
    """Bend one answer; ``elsewhere`` is an address on another host name."""
    bend = _TWISTS.get(fault.manner)
    return told if bend is None else bend(told, fault, elsewhere)


def _walk(told: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    """Change every object in an answer, the inner ones first."""
    if isinstance(told, list):
        return [_walk(one, change) for one in told]
    if isinstance(told, dict):
        return change({key: _walk(value, change) for key, value in told.items()})
    return told


def _without(key: str) -> Callable[[Any, Fault, str], Any]:
    """Leave a key out of every row, as Facebook does for a token that may not see it."""

    def bend(told: Any, _fault: Fault, _elsewhere: str) -> Any:
        def change(row: dict[str, Any]) -> dict[str, Any]:
            rows = row.get("data")
            if not isinstance(rows, list):
                return row
            return {**row, "data": [_less(one, key) for one in rows]}

        return _walk(told, change)

    return bend


def without_rows(told: Any, unwanted: Callable[[str], bool]) -> Any:
    """Leave the rows out whose id is ``unwanted``; what counts them counts them all the same."""

    def change(row: dict[str, Any]) -> dict[str, Any]:
        rows = row.get("data")
        if not isinstance(rows, list):
            return row
        return {**row, "data": [one for one in rows if not (isinstance(one, dict) and unwanted(str(one.get("id"))))]}

    return _walk(told, change)


def with_ids(told: Any, printed: Callable[[str], str]) -> Any:
    """Print every id as ``printed`` has it."""
    return _walk(told, lambda row: {**row, "id": printed(row["id"])} if isinstance(row.get("id"), str) else row)


def _less(row: Any, key: str) -> Any:
    return {name: value for name, value in row.items() if name != key} if isinstance(row, dict) else row


def _total(told: Any, fault: Fault, _elsewhere: str) -> Any:
    """Make the list's own total larger than its rows."""
    summary = told.get("summary") if isinstance(told, dict) else None
    if not isinstance(summary, dict) or "total_count" not in summary:
        return told
    more = int(fault.number(MORE))
    return {**told, "summary": {**summary, "total_count": summary["total_count"] + more}}


def _votes(told: Any, fault: Fault, _elsewhere: str) -> Any:
    """Make every count of reactions something that no count can be."""

    def change(row: dict[str, Any]) -> dict[str, Any]:
        summary = row.get("summary")
        if not isinstance(summary, dict) or "viewer_reaction" not in summary:
            return row
        return {**row, "summary": {**summary, "total_count": _loosely(fault.value or "-1")}}

    return _walk(told, change)


def _loosely(value: str) -> Any:
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        return value


def _empty_page(told: Any, _fault: Fault, _elsewhere: str) -> Any:
    """Show a page without rows that still has a next one."""
    return {**told, "data": []} if isinstance(told, dict) and "next" in told.get("paging", {}) else told


def _endless(told: Any, _fault: Fault, elsewhere: str) -> Any:
    """Say that there is another page, and that it is this one."""
    if not isinstance(told, dict) or not isinstance(told.get("paging"), dict):
        return told
    paging = dict(told["paging"])
    cursors = {**paging.get("cursors", {}), "after": paging.get("cursors", {}).get("before", "MAZDZD")}
    here = paging.get("next", elsewhere)
    return {**told, "paging": {**paging, "cursors": cursors, "next": here}}


def _foreign_next(told: Any, _fault: Fault, elsewhere: str) -> Any:
    """Point to the next page on another host."""
    if not isinstance(told, dict) or "next" not in told.get("paging", {}):
        return told
    return {**told, "paging": {**told["paging"], "next": elsewhere}}


_TWISTS: dict[Manner, Callable[[Any, Fault, str], Any]] = {
    Manner.NO_FROM: _without("from"),
    Manner.NO_ID: _without("id"),
    Manner.TOTAL: _total,
    Manner.VOTES: _votes,
    Manner.EMPTY_PAGE: _empty_page,
    Manner.ENDLESS: _endless,
    Manner.FOREIGN_NEXT: _foreign_next,
}
