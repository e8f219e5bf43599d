"""Reading an edge to its end: every page, by our own cursor, nothing twice, and never for ever.

A page may be empty and still not the last; only an absent ``paging.next`` ends a walk. That address carries the token
and names a host, so it is looked at and never called (developers.facebook.com/docs/graph-api/results).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

from captionbot.contest.comment import last_segment
from captionbot.errors import Incomplete, NotSent, PermissionLost, TooMuch
from captionbot.graph.ahead import Ahead
from captionbot.graph.answers import Passing
from captionbot.graph.met import Met
from captionbot.graph.patience import Patience

FACEBOOK = "graph.facebook.com"
MOST_BARREN_PAGES = 50
"""Pages in a row without anything new: Facebook leaves rows out for privacy, but not so many."""
MOST_PAGES = 100_000

Ask = Callable[[Mapping[str, str]], Mapping[str, Any]]
"""Asks for one page of an edge, by the paging parameters given."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a walk; every row has an ``id`` not met before, or is no table at all."""

    rows: tuple[Any, ...]
    summary: Any


class Walk:
    """One pass over one edge."""

    def __init__(self, ask: Ask, patience: Patience, *, what: str, host: str, limit: int) -> None:
        """Read by ``ask``, ``limit`` rows at a time and fewer where Facebook can't; ``what`` names it in errors."""
        self._ask, self._patience, self._what = ask, patience, what
        self._hosts, self._limit = {host, FACEBOOK}, limit
        self._ids = Met()
        self._cursors: set[str] = set()

    def leaves(self, helper: Ahead | None = None) -> Iterator[Leaf]:
        """Give page after page; that it ends without an error is what says that it was read to its end.

        With a ``helper``, the next page is asked for while the reader is at work on this one. What a page raises, it
        raises when its turn has come.
        Raises Incomplete where the walk breaks off, and Refused as it comes.
        """
        cursor: str | None = ""
        barren = 0
        while cursor is not None:
            answer = self._page(cursor, helper)
            known = len(self._ids)
            rows = tuple(self._new(answer["data"]))
            barren = barren + 1 if len(self._ids) == known else 0
            cursor = self._next(answer)
            if cursor is not None and barren >= MOST_BARREN_PAGES:
                raise self._incomplete("Facebook offers page after page with nothing new")
            if helper and cursor is not None:
                helper.begin(partial(self._listed, cursor))
            yield Leaf(rows, answer.get("summary"))

    def _page(self, cursor: str, helper: Ahead | None) -> Mapping[str, Any]:
        """Read one page, halving what is asked for as long as Facebook finds it too much."""
        read = partial(self._listed, cursor)
        ask = partial(helper.instead_of, read) if helper else read
        while True:
            try:
                return self._patience.read(self._what, ask, fewer_can_be_asked=self._limit > 1)
            except TooMuch:
                self._limit //= 2
            except NotSent as error:
                if not self._ids:
                    raise
                raise self._incomplete(error.message.rstrip("."), error.do) from error

    def _listed(self, cursor: str) -> Mapping[str, Any]:
        paging = {"limit": str(self._limit)} | ({"after": cursor} if cursor else {})
        answer = self._ask(paging)
        if not isinstance(answer.get("data"), list):
            raise Passing("Facebook answered without the list that was asked for.")
        return answer

    def _new(self, rows: list[Any]) -> Iterator[Any]:
        for row in rows:
            if not isinstance(row, dict):
                yield row
                continue
            if "id" not in row:
                # developers.facebook.com/docs/graph-api/reference/object/comments: ids are withheld without MODERATE
                raise PermissionLost(
                    "Facebook withholds ids: the Page token lacks the task MODERATE.",
                    "Give the person who made the token the task MODERATE on the Page, then run `captionbot check`.",
                )
            if self._ids.add(last_segment(str(row["id"]))):
                yield row

    def _next(self, answer: Mapping[str, Any]) -> str | None:
        """Find the cursor of the page after this one; None where this is the last."""
        paging = answer.get("paging") or {}
        following = paging.get("next") if isinstance(paging, dict) else paging
        if not following:
            return None
        if not _is_on(following, self._hosts):
            raise self._incomplete("Facebook's next page stands on a foreign host, which is never called")
        cursor = _cursor(paging, following)
        if not cursor or cursor in self._cursors or len(self._cursors) >= MOST_PAGES:
            raise self._incomplete("Facebook's pages go round in a circle")
        self._cursors.add(cursor)
        return cursor

    def _incomplete(self, why: str, do: str = "") -> Incomplete:
        return Incomplete(f"{self._what} could be read only as far as {len(self._ids)}: {why}.", do)


def _is_on(address: Any, hosts: set[str]) -> bool:
    try:
        return isinstance(address, str) and urlsplit(address).hostname in hosts
    except ValueError:
        return False


def _cursor(paging: Mapping[str, Any], following: str) -> str:
    cursors = paging.get("cursors")
    after = cursors.get("after") if isinstance(cursors, dict) else None
    return (
        after if after and isinstance(after, str) else "".join(parse_qs(urlsplit(following).query).get("after", [])[:1])
    )
