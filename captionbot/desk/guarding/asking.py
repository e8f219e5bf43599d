"""Where a request comes from: whom it names as its host, and whose page has sent it."""

from flask import request
from werkzeug.exceptions import MethodNotAllowed

from captionbot.desk.guarding.hosting import Hosting
from captionbot.desk.guarding.refusals import STRANGE_NAME, STRANGE_PAGE

LOOKING = frozenset({"GET", "HEAD"})
"""Whatever asks in another way may change something."""
WAYS = ("GET", "HEAD", "POST")
OUR_SITES = frozenset({"same-origin", "none"})
"""What a browser says of a form of the page it is on, or of what a person did by themselves."""


def refuse_strange_names(hosting: Hosting) -> None:
    """A name that was made to point here (DNS rebinding) is nobody's."""
    if not hosting.answers_to(request.host):
        raise STRANGE_NAME


def refuse_strange_ways() -> None:
    """Pages are looked at and forms are sent; nobody asks the desk in any other way."""
    if request.method not in WAYS:
        raise MethodNotAllowed(WAYS)


def refuse_strange_pages(hosting: Hosting) -> None:
    """What changes something comes from a page of the desk's own; who sends neither header is held by the token."""
    if request.method in LOOKING:
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None and site not in OUR_SITES:
        raise STRANGE_PAGE
    if origin is not None and not hosting.sends(origin, request.scheme, request.host):
        raise STRANGE_PAGE
