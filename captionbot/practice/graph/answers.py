"""How the Graph API says no: Meta's error envelope, with the statuses that were seen for each code.

developers.facebook.com/docs/graph-api/guides/error-handling; a token error is 400 and not 401.
"""

import secrets
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

JSON_TYPE = "application/json; charset=UTF-8"

_OK, _BAD, _FORBIDDEN, _BROKEN = (
    HTTPStatus.OK,
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.INTERNAL_SERVER_ERROR,
)
UNKNOWN, SERVICE, PERMISSION, INVALID, TOKEN, EMPTY_POST = 1, 2, 10, 100, 190, 197
NO_IMAGE, BLOCKED, DUPLICATE, PAGE_LIMIT, QUERY = 324, 368, 506, 80001, 2500
_PERMISSIONS = range(200, 300)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the Graph API, before it becomes bytes."""

    body: Any
    status: int = _OK
    headers: dict[str, str] = field(default_factory=dict)


class Refusal(Exception):
    """Facebook says no."""

    def __init__(
        self,
        code: int,
        message: str,
        *,
        subcode: int | None = None,
        kind: str = "OAuthException",
        status: int | None = None,
        more: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        """Keep what the envelope says; ``status`` defaults to what was seen for the code."""
        super().__init__(message)
        self.code, self.subcode, self.kind = code, subcode, kind
        self.status = status or usual_status(code)
        self.more, self.headers = more or {}, headers or {}

    def answer(self) -> Answer:
        """Write the envelope."""
        message = str(self)
        error: dict[str, Any] = {"message": message, "type": self.kind, "code": self.code, **self.more}
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        error["fbtrace_id"] = "A" + secrets.token_urlsafe(16)
        headers = dict(self.headers)
        if _BAD <= self.status < _BROKEN:
            plain = " ".join(message.replace('"', "'").encode("ascii", "replace").decode().split())
            headers["WWW-Authenticate"] = f'OAuth "Facebook Platform" "invalid_request" "{plain}"'
        return Answer({"error": error}, self.status, headers)


def usual_status(code: int) -> int:
    """Give the HTTP status that an error code comes with."""
    if code in {UNKNOWN, SERVICE}:
        return _BROKEN
    return _FORBIDDEN if code == PERMISSION or code in _PERMISSIONS else _BAD


_DEAD_TOKENS = {
    458: "Error validating access token: The user has not authorized application.",
    459: "Error validating access token: You cannot access the app till you log in to www.facebook.com and"
    " follow the instructions given.",
    460: "Error validating access token: The session has been invalidated because the user changed their password"
    " or Facebook has changed the session for security reasons.",
    463: "Error validating access token: Session has expired.",
    464: "Error validating access token: Sessions for the user are not allowed because the user is not a confirmed"
    " user.",
    467: "Error validating access token: The session is invalid because the user logged out.",
    492: "Error validating access token: User does not have an appropriate role on the Page.",
}
_MESSAGES = {
    UNKNOWN: "An unknown error occurred",
    SERVICE: "An unexpected error has occurred. Please retry your request later.",
    3: "(#3) Application does not have the capability to make this API call.",
    4: "(#4) Application request limit reached",
    PERMISSION: "(#10) This endpoint requires the 'pages_read_engagement' permission or the 'Page Public Content"
    " Access' feature.",
    17: "(#17) User request limit reached",
    32: "(#32) Page request limit reached",
    INVALID: "(#100) Invalid parameter",
    200: "(#200) You do not have sufficient permissions to perform this action",
    NO_IMAGE: "(#324) Missing or invalid image file",
    BLOCKED: "(#368) The action attempted has been deemed abusive or is otherwise disallowed",
    DUPLICATE: "(#506) Duplicate status message",
    613: "(#613) Calls to this api have exceeded the rate limit.",
    PAGE_LIMIT: "(#80001) There have been too many calls to this Page account. Wait a bit and try again.",
}


def refusal(code: int, subcode: int | None = None, status: int | None = None) -> Refusal:
    """Make the refusal of a code and subcode, in the words that it was seen with."""
    if code == TOKEN:
        message = _DEAD_TOKENS.get(subcode or 0, "Invalid OAuth access token - Cannot parse access token")
    else:
        message = _MESSAGES.get(code, f"(#{code}) An error occurred")
    more = {"is_transient": True} if code in {SERVICE, 4} else {}
    return Refusal(code, message, subcode=subcode, status=status, more=more)


def missing(graph_id: str, method: str = "get") -> Refusal:
    """Refuse an id that is deleted, hidden from us or was never there."""
    return Refusal(
        INVALID,
        f"Unsupported {method} request. Object with ID '{graph_id}' does not exist, cannot be loaded due to missing"
        " permissions, or does not support this operation. Please read the Graph API documentation at"
        " https://developers.facebook.com/docs/graph-api",
        subcode=33,
        kind="GraphMethodException",
    )


def unknown_field(name: str, node: str) -> Refusal:
    """Refuse a field or edge that this kind of node does not have."""
    return Refusal(INVALID, f"(#100) Tried accessing nonexisting field ({name}) on node type ({node})")


def invalid(what: str) -> Refusal:
    """Refuse a parameter."""
    return Refusal(INVALID, f"(#100) {what}")


def too_much() -> Refusal:
    """Refuse a read that is too heavy; fewer rows or fewer fields are the cure."""
    return Refusal(UNKNOWN, "Please reduce the amount of data you're asking for, then retry your request")
