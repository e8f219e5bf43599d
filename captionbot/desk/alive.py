"""`/healthz`: whether captionbot works, in a word for a program that watches over many; open to everybody."""

from http import HTTPStatus

from flask import Blueprint, Response

from captionbot.desk.entrance import EVERYBODY, open_to
from captionbot.desk.source import source
from captionbot.errors import CaptionbotError
from captionbot.health import is_still

pages = Blueprint("alive", __name__)

WELL = "ok"
STILL = "captionbot does not tick"
CLOSED = "the record can't be read"


@pages.get("/healthz")
@open_to(EVERYBODY)
def healthz() -> Response:
    """200 and "ok", or 503 and why in a line; what exactly is wrong is for those who are signed in."""
    wrong = _wrong()
    status = HTTPStatus.SERVICE_UNAVAILABLE if wrong else HTTPStatus.OK
    return Response(f"{wrong or WELL}\n", status, content_type="text/plain; charset=utf-8")


def _wrong() -> str:
    try:
        with source().viewing() as view:
            return STILL if is_still(view.record.page().last_tick_at, view.now) else ""
    except CaptionbotError:
        return CLOSED
