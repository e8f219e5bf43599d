"""The kinds of fault that practice can be told of, and what each does; this list is the whole of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap

SHAPE = "KIND[=VALUE][@STATUS][:MATCH[:TIMES[:SKIP]]]"


class Manner(StrEnum):
    """How a fault spoils a call."""

    REFUSE = "refuse"
    HTML = "html502"
    ERROR_UNDER_200 = "error200"
    GARBAGE = "garbage"
    EMPTY = "empty"
    REDIRECT = "redirect"
    TIMEOUT = "timeout"
    RESET = "reset"
    CUT = "cut"
    DRIP = "drip"
    SLOW = "slow"
    A_PERSONS = "user-token"
    NO_FROM = "no-from"
    NO_ID = "no-id"
    NO_HIDDEN = "no-hidden"
    IDS = "ids"
    TOTAL = "total"
    VOTES = "votes"
    HEAVY = "heavy"
    FEW = "few"
    REPEATS = "repeats"
    SKIPS = "skips"
    EMPTY_PAGE = "empty-page"
    ENDLESS = "endless"
    FOREIGN_NEXT = "foreign-next"
    EXPIRED_VERSION = "expired-version"
    USAGE = "usage"
    EDITED = "edited"
    HIDDEN = "hidden"
    DELETED = "deleted"
    LAG = "lag"
    DEVELOPMENT = "development"
    EXPIRED_UPLOAD = "expired-upload"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind as it is asked for, and what it does."""

    name: str
    says: str
    manner: Manner
    """Many kinds share `Manner.REFUSE`: each is an error of Meta's table."""
    may_lie: bool = False
    """Whether ``lie-`` may stand before it: it is done, and the answer is this all the same."""


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds that belong together."""

    about: str
    kinds: tuple[Kind, ...]


def _refusals(*rows: tuple[str, str]) -> tuple[Kind, ...]:
    return tuple(Kind(name, says, Manner.REFUSE, may_lie=True) for name, says in rows)


ERRORS = Group(
    "Meta's errors, by CODE or CODE-SUBCODE (any number will do). Nothing is done, and Facebook says so; with lie-"
    " before it (lie-500) it is done, and Facebook says all the same that it is not.",
    _refusals(
        ("500", "code 2 under HTTP 500, “please retry your request later”"),
        ("code1", "code 1, an unknown error"),
        ("4", "the app has made too many calls"),
        ("10", "a permission is not granted, or was taken away"),
        ("17", "the person has made too many calls"),
        ("32", "the Page has too many calls by a person's token"),
        ("100", "an invalid parameter"),
        ("100-33", "the object is gone, or hidden from us"),
        ("190", "the token is invalid, with the subcode that says why:"),
        ("190-458", "the app was removed"),
        ("190-459", "a security check wants the person to sign in"),
        ("190-460", "the password was changed"),
        ("190-463", "the token has expired"),
        ("190-464", "the person is not confirmed"),
        ("190-467", "the session has ended"),
        ("190-492", "the person has lost the role on the Page"),
        ("200", "a permission is missing"),
        ("324", "the picture is missing or invalid"),
        ("341", "the limit for this kind of act is reached"),
        ("368", "the Page is blocked for its behaviour"),
        ("368-1390008", "blocked: too fast"),
        ("368-1404006", "blocked: try again later"),
        ("368-1404078", "blocked for now"),
        ("368-1404082", "“you've already posted this”"),
        ("368-1346003", "blocked: reported as abusive"),
        ("368-4854002", "somebody must confirm who they are"),
        ("506", "a duplicate post"),
        ("613", "too many calls of this kind"),
        ("2635", "this version of the Graph API is no longer served"),
        ("80001", "the Page has used up its calls; =MINUTES to wait (60)"),
        ("1366046", "the picture can't be used"),
    ),
)
NO_ANSWER = Group(
    "What is no proper answer. Nothing is done; with lie- before it, it is.",
    (
        Kind("html502", "a page of HTML under 502", Manner.HTML, may_lie=True),
        Kind("error200", "an error under HTTP 200; =CODE (1)", Manner.ERROR_UNDER_200, may_lie=True),
        Kind("garbage", "what is no JSON, or half of one; =BODY", Manner.GARBAGE, may_lie=True),
        Kind("empty", "no body at all", Manner.EMPTY, may_lie=True),
        Kind("redirect", "a redirect to another host", Manner.REDIRECT, may_lie=True),
    ),
)
WIRE = Group(
    "The wire. What breaks -before is not done, what breaks -after is.",
    (
        Kind("timeout-before", "no answer for =SECONDS (60), and nothing is done", Manner.TIMEOUT),
        Kind("timeout-after", "it is done, and no answer comes for =SECONDS (60)", Manner.TIMEOUT),
        Kind("reset-before", "the connection breaks, and nothing is done", Manner.RESET),
        Kind("reset-after", "it is done, and the connection breaks", Manner.RESET),
        Kind("cut", "it is done, and half an answer comes", Manner.CUT),
        Kind("drip", "the answer comes byte by byte, =SECONDS (0.2) apart", Manner.DRIP),
        Kind("slow", "the answer comes after =SECONDS (2)", Manner.SLOW),
    ),
)
TWISTED = Group(
    "Real answers, twisted; for ever unless TIMES says otherwise.",
    (
        Kind("no-from", "rows without their author", Manner.NO_FROM),
        Kind("no-id", "rows without their id", Manner.NO_ID),
        Kind("no-hidden", "lists leave hidden comments out, and count them", Manner.NO_HIDDEN),
        Kind("ids", "comments' ids print =bare, =long (with the Page's part) or =photo (the photo's part)", Manner.IDS),
        Kind("total", "a list's own total is =MORE (1000) than its rows", Manner.TOTAL),
        Kind("votes", "each count of reactions is =NUMBER (-1)", Manner.VOTES),
        Kind("heavy", "a list of more than =ROWS (25) a page is too much: code 1, “reduce the amount”", Manner.HEAVY),
        Kind("few", "a page holds at most =ROWS (2), however many are asked for", Manner.FEW),
        Kind("repeats", "a later page shows =ROWS (1) of the page before once more", Manner.REPEATS),
        Kind("skips", "a later page leaves =ROWS (1) out, as when a ranking moves", Manner.SKIPS),
        Kind("empty-page", "a page that has a next one shows no rows", Manner.EMPTY_PAGE),
        Kind("endless", "every page says that it is followed by itself", Manner.ENDLESS),
        Kind("foreign-next", "the next page stands on another host", Manner.FOREIGN_NEXT),
        Kind("expired-version", "another version answers; =VERSION (v21.0)", Manner.EXPIRED_VERSION),
        Kind("usage", "usage headers, at =PERCENT (97) of the limit; without this there are none", Manner.USAGE),
        Kind(
            "user-token",
            "the token is taken for a person's: no comments, and no word in the Page's name",
            Manner.A_PERSONS,
        ),
    ),
)
BETWEEN = Group(
    "What people do between two reads. Of the comments that were shown, the one with the most votes is changed.",
    (
        Kind("edited", "its author rewords it; =WORDS", Manner.EDITED),
        Kind("hidden", "somebody hides it", Manner.HIDDEN),
        Kind("deleted", "its author deletes it", Manner.DELETED),
    ),
)
MADE = Group(
    "What a call makes; for ever unless TIMES says otherwise.",
    (
        Kind("lag", "no read shows it, or its new words, for =MINUTES (3) of practice's clock", Manner.LAG),
        Kind(
            "development",
            "the app is in Development mode: the API shows it, and the public never sees it",
            Manner.DEVELOPMENT,
        ),
        Kind(
            "expired-upload", "an unused upload is gone after =MINUTES (0), and not after a day", Manner.EXPIRED_UPLOAD
        ),
    ),
)
GROUPS = (ERRORS, NO_ANSWER, WIRE, TWISTED, BETWEEN, MADE)
KINDS = tuple(kind for group in GROUPS for kind in group.kinds)


def listing() -> str:
    """All kinds with what they do, for a terminal of 100 columns."""
    lines = [
        f"--fault {SHAPE}",
        "",
        *_wrapped("MATCH: which calls, as METHOD /path without the version, with * for anything (POST*/feed)."),
        *_wrapped("TIMES: how often, * for ever. SKIP: how many such calls pass first. @STATUS: another HTTP status."),
    ]
    for group in GROUPS:
        lines += ["", *_wrapped(group.about), *(line for kind in group.kinds for line in _row(kind))]
    return "\n".join(lines)


def _row(kind: Kind) -> Iterable[str]:
    first, *more = wrap(kind.says, 78)
    return [f"  {kind.name:<16}  {first}", *(f"{'':<20}{line}" for line in more)]


def _wrapped(text: str) -> list[str]:
    return wrap(text, 98)
