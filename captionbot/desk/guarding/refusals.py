"""What is refused before a page is asked at all: its status and its words."""

from captionbot.errors import CaptionbotError


class Refusal(CaptionbotError):
    """A request that no page of the desk is asked about; ``status`` is that of HTTP."""

    def __init__(self, status: int, message: str, do: str) -> None:
        """Keep the status beside the words."""
        super().__init__(message, do)
        self.status = status


STRANGE_NAME = Refusal(
    400,
    "The desk does not answer to this name.",
    "Open it at the address that it gives when it starts; a name that stands in front of it goes into DESK_URL.",
)
STRANGE_PAGE = Refusal(
    403,
    "This form does not come from the desk, so nothing was done.",
    "Open the desk itself, and do it there.",
)
STALE_FORM = Refusal(
    403,
    "This form is no longer good, so nothing was done: you have signed in again since it was opened, or signed out.",
    "Go back, copy what you typed if it was much, open the page again, and send it from there.",
)
TOO_LARGE = Refusal(
    413,
    "That is more than the desk takes at once, so nothing was done.",
    "Send less: shorter words, or fewer photos at a time.",
)
NO_FORM = Refusal(
    415,
    "The desk takes forms, and this is none.",
    "Open the page again, and send its form.",
)
UNREADABLE = Refusal(
    400,
    "What was sent has a sign in it that is no letter (NUL), so nothing was done.",
    "Type the words anew instead of pasting them.",
)

WORDS: dict[int, tuple[str, str]] = {
    400: (
        "The desk can't make out what was asked.",
        "Open the page again, and try once more.",
    ),
    401: (
        "You are not signed in here any more, so nothing was done.",
        "Sign in first, in a new tab; then go back in this one: what you typed is still there, and can be sent.",
    ),
    403: (
        "This page is not open to you.",
        "An admin can do this, or make you one.",
    ),
    404: (
        "There is no such page.",
        "The address may be cut short, or what it showed is no longer there. Begin at This week.",
    ),
    405: (
        "The desk can't be asked in this way.",
        "Open the page, and use its buttons.",
    ),
    409: (
        "That does not fit how things stand now.",
        "Open the page again, and look at how they stand.",
    ),
    413: (TOO_LARGE.message, TOO_LARGE.do),
    415: (NO_FORM.message, NO_FORM.do),
    422: (
        "Something in the form can't stand as it is.",
        "Go back and look at what it says beside the fields.",
    ),
    429: (
        "That was too often in a short time.",
        "Wait a little, then try again.",
    ),
    503: (
        "The desk can't do this just now.",
        "Try again in a minute.",
    ),
}
"""What went wrong and what to do, for each status that has no words of its own; any other has those of 400."""
