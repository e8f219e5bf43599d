"""What each of Facebook's error codes means to a contest, and what a person does about it.

One row for each code and subcode of Meta's tables (developers.facebook.com/docs/graph-api/guides/error-handling,
…/overview/rate-limiting, …/reference/page/photos, …/reference/object/comments) and of what users have met.
"""

from dataclasses import dataclass
from types import MappingProxyType

from captionbot.errors import (
    Blocked,
    Gone,
    PermissionLost,
    PhotoNotTaken,
    RateLimited,
    Refused,
    TokenDead,
    TooMuch,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One meaning: which of our errors it is, in a sentence, and what a person does next."""

    kind: type[Refused] | None
    """None where the code leaves open whether Facebook did it."""
    says: str
    do: str = ""


_RENEW = (
    "Make a new Page token (docs/facebook-setup.md) and give it to `captionbot token`; nothing is lost, the photo "
    "keeps its place."
)
_PAGES_OWN = "Give it to `captionbot token`, which fetches the Page's own token with it (docs/facebook-setup.md)."
_GRANT = (
    "Grant the app its permissions again (docs/facebook-setup.md; Facebook takes away what was not used for "
    "90 days), then run `captionbot check`."
)
_SIGN_IN = (
    "The person who made the token signs in at facebook.com and does what Facebook asks there; the token may then "
    "work again. If it does not, make a new one: docs/facebook-setup.md."
)
_WAIT = "Nothing to do: captionbot waits as long as Facebook asks and then goes on."
_OUR_FAULT = "This is captionbot's own fault: please report it with this message."
_PHOTO = "Choose another picture: a JPEG of at least a few hundred pixels, under 4 MB."
_PAUSED_BY_FACEBOOK = (
    "Do not try again today. Read the notices in the Page's Support Inbox, wait as long as they say, and then let "
    "captionbot go on."
)
_CONFIRM = (
    "Someone who manages the Page opens it on facebook.com, confirms their identity, and then lets captionbot go on."
)
_ADDRESS = "Give the Page's or post's own number, as `captionbot check` and Facebook's links show it."
_LINK = "Mend the link in the photo's words or in RULES_URL."

_CHECKPOINT = Row(
    TokenDead, "Facebook holds the account of the person who made the Page token for a security check.", _SIGN_IN
)
_NO_PERMISSION = Row(PermissionLost, "The Page token may not do this.", _GRANT)
_PHOTO_REFUSED = Row(PhotoNotTaken, "Facebook does not take this picture.", _PHOTO)
_THERE_ALREADY = Row(None, "Facebook says that this stands on the Page already.")
_PASSING = Row(None, "Facebook had a fault of its own for a moment.")
_BAD_LINK = Row(Refused, "Facebook does not take a link in the text.", _LINK)
_BAD_QUERY = Row(Refused, "Facebook could not read what captionbot asked.", _OUR_FAULT)

UNLISTED = Row(
    Refused,
    "Facebook refused with a code that captionbot does not know.",
    "Look on the Page and in Meta's error table (developers.facebook.com/docs/graph-api/guides/error-handling).",
)

ANY = 0
"""Stands for every subcode that has no row of its own."""

PERMISSIONS = range(200, 300)
"""Meta: "200-299: permission missing or removed"."""

ALSO_SUBCODES = frozenset({1366046, 1366051})
"""Codes that were also met as the subcode of another."""

ROWS = MappingProxyType(
    {
        (1, ANY): Row(
            TooMuch,
            "Facebook could not finish this, perhaps because it was asked for too much at once.",
            "Nothing to do: captionbot asks for less at a time.",
        ),
        (2, ANY): _PASSING,
        (3, ANY): Row(PermissionLost, "The app may not make this kind of call.", _GRANT),
        (4, ANY): Row(RateLimited, "The app has made more calls than Facebook allows.", _WAIT),
        (5, ANY): Row(
            Refused,
            "The app does not accept calls from this machine's address.",
            "In the app's settings on developers.facebook.com, allow this server's address or allow all.",
        ),
        (10, ANY): Row(PermissionLost, "The Page token has lost a permission, or never had it.", _GRANT),
        (17, ANY): Row(RateLimited, "The person behind the token has made more calls than Facebook allows.", _WAIT),
        (21, ANY): Row(
            Refused,
            "The Page has moved to another number.",
            "Put the new number from Facebook's words in .env as FACEBOOK_PAGE_ID, then run `captionbot check`.",
        ),
        (32, ANY): Row(
            RateLimited, "A person's token has made more calls to the Page than Facebook allows.", _PAGES_OWN
        ),
        (99, ANY): _PASSING,
        (100, ANY): Row(
            Refused,
            "Facebook does not take one of the values sent, or a permission for it is missing.",
            "Run `captionbot check`; if it finds nothing, report this message.",
        ),
        (100, 33): Row(
            Gone,
            "It is no longer on Facebook, or is hidden from captionbot.",
            "Look whether it still stands on the Page; if it does, run `captionbot check`: a permission is missing.",
        ),
        (102, ANY): Row(TokenDead, "The Page token's session has ended.", _RENEW),
        (104, ANY): Row(
            Refused,
            "The app's secret does not belong to the app that made the Page token.",
            "Put the right FACEBOOK_APP_SECRET in .env, or leave it empty.",
        ),
        (190, ANY): Row(TokenDead, "The Page token no longer works.", _RENEW),
        (190, 458): Row(
            TokenDead,
            "The Page token died because the app was removed from the account of the person who made it.",
            _RENEW,
        ),
        (190, 459): _CHECKPOINT,
        (190, 460): Row(
            TokenDead, "The Page token died because the password of the person who made it was changed.", _RENEW
        ),
        (190, 463): Row(TokenDead, "The Page token has expired.", _RENEW),
        (190, 464): Row(
            TokenDead, "Facebook wants the person who made the Page token to confirm their account.", _SIGN_IN
        ),
        (190, 467): Row(TokenDead, "The Page token is no longer valid.", _RENEW),
        (190, 492): Row(
            TokenDead,
            "The person who made the Page token no longer has a role on the Page.",
            "Give that person their role on the Page back, or let someone who has one make a new token "
            "(docs/facebook-setup.md).",
        ),
        (197, ANY): Row(Refused, "Facebook was given an empty post.", _OUR_FAULT),
        (200, ANY): _NO_PERMISSION,
        (200, 2069030): Row(PermissionLost, "The token is a person's, not the Page's.", _PAGES_OWN),
        (220, ANY): _NO_PERMISSION,
        (240, ANY): Row(PermissionLost, "The token may not post in the Page's name.", _PAGES_OWN),
        (283, ANY): Row(PermissionLost, "The Page token lacks the permission pages_read_engagement.", _GRANT),
        (324, ANY): _PHOTO_REFUSED,
        (341, ANY): Row(RateLimited, "The app has reached Facebook's limit for this kind of act.", _WAIT),
        (368, ANY): Row(Blocked, "Facebook blocks the Page from speaking.", _PAUSED_BY_FACEBOOK),
        (368, 1346003): Row(
            Blocked, "Facebook blocks this because people reported it as abusive.", _PAUSED_BY_FACEBOOK
        ),
        (368, 1390008): Row(
            Blocked, "Facebook blocks the Page because it spoke too often in too short a time.", _PAUSED_BY_FACEBOOK
        ),
        (368, 1404006): Row(
            Blocked, "Facebook asks the Page to wait for a while before it speaks again.", _PAUSED_BY_FACEBOOK
        ),
        (368, 1404078): Row(Blocked, "Facebook blocks the Page from using this for now.", _PAUSED_BY_FACEBOOK),
        (368, 1404082): _THERE_ALREADY,
        (368, 4854002): Row(
            Blocked, "Facebook wants a person to confirm who they are before the Page may speak.", _CONFIRM
        ),
        (459, ANY): _CHECKPOINT,
        (506, ANY): _THERE_ALREADY,
        (613, ANY): Row(RateLimited, "Facebook's limit for this kind of call is reached.", _WAIT),
        (803, ANY): Row(Refused, "Facebook knows nothing under that number.", _ADDRESS),
        (960, ANY): _PASSING,
        (1500, ANY): _BAD_LINK,
        (1705, ANY): Row(PermissionLost, "The token is a person's, who may not write in the Page's name.", _PAGES_OWN),
        (2500, ANY): _BAD_QUERY,
        (2635, ANY): Row(
            Refused,
            "Facebook no longer serves this version of the Graph API.",
            "Put a newer version in .env as FACEBOOK_GRAPH_VERSION, or bring captionbot up to date.",
        ),
        (3001, ANY): _BAD_QUERY,
        (80001, ANY): Row(RateLimited, "The Page has used up the calls that Facebook allows it in a day.", _WAIT),
        (1366046, ANY): _PHOTO_REFUSED,
        (1366051, ANY): _THERE_ALREADY,
        (1609005, ANY): _BAD_LINK,
    }
)


def row_for(code: int, subcode: int) -> Row:
    """Find what a code and its subcode mean; ``UNLISTED`` where no table tells."""
    exact = ROWS.get((code, subcode))
    if exact:
        return exact
    if subcode in ALSO_SUBCODES:
        return ROWS[subcode, ANY]
    return ROWS.get((code, ANY)) or (_NO_PERMISSION if code in PERMISSIONS else UNLISTED)
