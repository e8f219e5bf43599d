"""Facebook's errors as Meta's pages and public threads have them, written down apart from the program's own table.

developers.facebook.com/docs/graph-api/guides/error-handling, …/overview/rate-limiting, …/reference/page/photos,
…/reference/object/comments; the statuses are those that were seen, 400 where none was.
"""

from dataclasses import dataclass

from captionbot.errors import (
    Blocked,
    Gone,
    GraphError,
    PermissionLost,
    PhotoNotTaken,
    RateLimited,
    Refused,
    TokenDead,
    TooMuch,
    Unknown,
)
from captionbot.graph.answers import Passing


@dataclass(frozen=True, slots=True)
class Listed:
    """One code: what it must mean for a write under its status, for a read, and a word of what helps."""

    code: int
    subcode: int
    status: int
    write: type[GraphError]
    read: type[GraphError]
    helps: str

    def __str__(self) -> str:
        """As errors print it."""
        return f"{self.code}-{self.subcode}" if self.subcode else str(self.code)


def _refused(kind: type[Refused], helps: str, status: int, *codes: int | tuple[int, int]) -> tuple[Listed, ...]:
    pairs = [code if isinstance(code, tuple) else (code, 0) for code in codes]
    return tuple(Listed(code, subcode, status, kind, kind, helps) for code, subcode in pairs)


DEFINITE = (
    *_refused(PermissionLost, "permissions again", 400, 3),
    *_refused(RateLimited, "waits as long", 403, 4, (4, 1349210)),
    *_refused(Refused, "address", 400, 5),
    *_refused(PermissionLost, "90 days", 403, 10),
    *_refused(RateLimited, "waits as long", 400, 17),
    *_refused(Refused, "FACEBOOK_PAGE_ID", 400, 21),
    *_refused(RateLimited, "Page's own token", 403, 32),
    *_refused(Refused, "captionbot check", 400, 100),
    *_refused(Gone, "still stands", 400, (100, 33)),
    *_refused(PhotoNotTaken, "another picture", 400, (100, 1366046), 1366046, 324, (324, 1366046)),
    *_refused(TokenDead, "new Page token", 400, 102, 190, (190, 458), (190, 460), (190, 463), (190, 467), (190, 7)),
    *_refused(TokenDead, "signs in at facebook.com", 400, (190, 459), (190, 464), 459),
    *_refused(TokenDead, "role on the Page back", 400, (190, 492)),
    *_refused(Refused, "FACEBOOK_APP_SECRET", 400, 104),
    *_refused(Refused, "report", 400, 197, 2500, 3001),
    *_refused(PermissionLost, "permissions again", 403, 200, 201, 210, 220, 283, 299),
    *_refused(PermissionLost, "Page's own token", 403, (200, 2069030), 240, 1705),
    *_refused(RateLimited, "waits as long", 400, 341, 613, (613, 1996), 80001, (80001, 2494055)),
    *_refused(Blocked, "Do not try again today", 400, 368, (368, 1346003), (368, 1390008), (368, 1404006)),
    *_refused(Blocked, "Do not try again today", 400, (368, 1404078), (368, 99)),
    *_refused(Blocked, "confirms their identity", 400, (368, 4854002)),
    *_refused(Refused, "number", 404, 803),
    *_refused(Refused, "link", 400, 1500, 1609005),
    *_refused(Refused, "FACEBOOK_GRAPH_VERSION", 400, 2635),
)
"""Codes that say no and mean it."""

LOOK = "looks on the Page"
IN_DOUBT = (
    Listed(1, 0, 500, Unknown, TooMuch, LOOK),
    Listed(1, 99, 500, Unknown, TooMuch, LOOK),
    Listed(2, 0, 500, Unknown, Passing, LOOK),
    Listed(99, 0, 400, Unknown, Passing, LOOK),
    Listed(960, 0, 400, Unknown, Passing, LOOK),
    Listed(2, 7, 400, Unknown, Passing, LOOK),
    Listed(506, 0, 400, Unknown, Passing, LOOK),
    Listed(506, 1, 400, Unknown, Passing, LOOK),
    Listed(368, 1404082, 400, Unknown, Passing, LOOK),
    Listed(1366051, 0, 400, Unknown, Passing, LOOK),
    Listed(100, 1366051, 400, Unknown, Passing, LOOK),
    Listed(368, 1366051, 400, Unknown, Passing, LOOK),
)
"""Codes that were met although it was done, or that say that it was done before."""

STRANGE = tuple(
    Listed(code, subcode, 400, Unknown, Refused if code else Passing, LOOK)
    for code, subcode in ((0, 0), (7, 0), (199, 0), (300, 0), (12345, 6), (-1, 0), (80002, 0))
)
"""Codes that no table has."""

EVERY = (*DEFINITE, *IN_DOUBT, *STRANGE)
