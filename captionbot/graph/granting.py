"""A token before it is put in: whose it is, for which Pages it may act, and the token of one of them.

Only the Page's own token does what captionbot needs. With a person's or a System User's, Facebook answers every
question about comments with an empty list, and names no error
(developers.facebook.com/docs/graph-api/reference/object/comments).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from captionbot.errors import Gone, GraphError, Incomplete, Refused
from captionbot.graph.access import Access
from captionbot.graph.pace import Pace
from captionbot.graph.patience import Patience
from captionbot.graph.reading import is_id
from captionbot.graph.transport import Wire
from captionbot.graph.walking import Walk

NO_SUCH_FIELD = 100
"""Facebook's code for a person's node that is asked for a Page's field."""
AT_ONCE = 100
NAME_LONGEST = 200
"""So much of a name is kept, in characters."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a token speaks for."""

    graph_id: str
    name: str
    is_page: bool


@dataclass(frozen=True, slots=True)
class Granted:
    """A Page that the holder of a token may act for."""

    page_id: str
    name: str
    tasks: tuple[str, ...] | None
    """What they may do there, in Meta's words; None where Facebook doesn't say."""


class Granting:
    """Facebook, asked by a token that is not in force."""

    def __init__(
        self,
        access: Access,
        *,
        now: Callable[[], datetime],
        sleep: Callable[[float], None],
        monotonic: Callable[[], float],
    ) -> None:
        """Ask by the token of ``access``, whose Page doesn't matter; the three are as those of `Page`."""
        self._access = access
        self._wire = Wire(access, Pace(sleep=sleep, monotonic=monotonic), now, monotonic)
        self._patience = Patience(sleep)

    def holder(self) -> Holder:
        """Ask whose token it is (…/docs/graph-api/overview: ``/me``); TokenDead where it is nobody's any more.

        Every Page has a category, and a person's node has no such field: so the two are told apart.
        """
        what = "Whose token it is"
        try:
            told = self._read("me", what, fields="id,name,category")
        except Refused as error:
            if error.code != NO_SUCH_FIELD or isinstance(error, Gone):
                raise
            told = self._read("me", what, fields="id,name")
        return Holder(_id(told, what), _name(told), is_page="category" in told)

    def pages(self) -> list[Granted]:
        """List every Page that the holder may act for (…/docs/graph-api/reference/user/accounts); raises unless all."""
        what = "The Pages that the token may act for"
        leaves = Walk(self._accounts, self._patience, what=what, host=self._access.host, limit=AT_ONCE).leaves()
        return [_granted(row, what) for leaf in leaves for row in leaf.rows]

    def page_token(self, page_id: str) -> str:
        """Ask for a Page's own token (…/docs/pages-api/getting-started); "" where Facebook doesn't give it.

        Asked by the Page's own token it is the same one.
        """
        told = self._read(page_id, f"The token of Page {page_id}", fields="access_token").get("access_token")
        return told if isinstance(told, str) else ""

    def lengthened(self) -> str:
        """Exchange a person's token of an hour or two for one of 60 days; "" where that can't be had.

        It takes the app's id and secret (…/docs/facebook-login/guides/access-tokens/get-long-lived). All of it stands
        in the body of the request, and nothing of it in an address.
        """
        access = self._access
        if not access.app_token:
            return ""
        values = {
            "grant_type": "fb_exchange_token",
            "client_id": access.app_id,
            "client_secret": access.app_secret,
            "fb_exchange_token": access.token,
        }
        ask = partial(self._wire.read_unseen, f"{access.version}/oauth/access_token", values, token=access.app_token)
        try:
            told = self._patience.read("A token that lasts", ask).get("access_token")
        except GraphError:  # the short one does for now, and how long it lives is said
            return ""
        return told if isinstance(told, str) else ""

    def _accounts(self, paging: Mapping[str, str]) -> Mapping[str, Any]:
        return self._once("me/accounts", fields="id,name,tasks", **paging)

    def _read(self, path: str, what: str, **values: str) -> Mapping[str, Any]:
        return self._patience.read(what, partial(self._once, path, **values))

    def _once(self, path: str, **values: str) -> Mapping[str, Any]:
        return self._wire.request("GET", f"{self._access.version}/{path}", params=values).value


def _granted(row: Any, what: str) -> Granted:
    if not isinstance(row, Mapping):
        raise _unknown_shape(what)
    tasks = row.get("tasks")
    return Granted(_id(row, what), _name(row), tuple(map(str, tasks)) if isinstance(tasks, list) else None)


def _id(told: Mapping[str, Any], what: str) -> str:
    graph_id = str(told.get("id") or "")
    if not is_id(graph_id):
        raise _unknown_shape(what)
    return graph_id


def _name(told: Mapping[str, Any]) -> str:
    """A name on one printable line: anybody may have chosen it."""
    words = "".join(letter if letter.isprintable() else " " for letter in str(told.get("name") or ""))
    return " ".join(words.split())[:NAME_LONGEST]


def _unknown_shape(what: str) -> Incomplete:
    return Incomplete(f"{what} could not be read: Facebook answered in a shape that captionbot does not know.")
