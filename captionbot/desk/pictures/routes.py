"""Pictures as JPEGs of our own making, by the SHA-256 of the photo that they show, or by its contest.

What is sent is never the file that somebody brought, and its type is never told by what is in it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec, cast

from flask import Blueprint, Response, abort, current_app
from flask.typing import ResponseReturnValue

from captionbot.accounts import Role
from captionbot.desk.entrance import open_to
from captionbot.desk.pictures.finding import Album, NoPicture
from captionbot.desk.source import source
from captionbot.errors import NotNow

P = ParamSpec("P")
_ALBUM: Final = "captionbot pictures"

pages = Blueprint("pictures", __name__)


def _album() -> Album:
    """The pictures of this desk; those that were made anew are remembered as long as it runs."""
    return cast("Album", current_app.extensions.setdefault(_ALBUM, Album(source())))


def _shown(route: Callable[P, bytes]) -> Callable[P, ResponseReturnValue]:
    """A picture as an answer."""

    @wraps(route)
    def shown(*words: P.args, **named: P.kwargs) -> ResponseReturnValue:
        try:
            jpeg = route(*words, **named)
        except (NoPicture, NotNow):
            abort(404)
        return Response(jpeg, mimetype="image/jpeg")

    return shown


@pages.get("/pictures/<string(length=64):sha256>.jpg")
@open_to(Role.EDITOR)
@_shown
def large(sha256: str) -> bytes:
    """A photo as it is sent to Facebook."""
    return _album().large(sha256)


@pages.get("/pictures/<string(length=64):sha256>/small.jpg")
@open_to(Role.EDITOR)
@_shown
def small(sha256: str) -> bytes:
    """The same, small enough for a page of many."""
    return _album().small(sha256)


@pages.get("/pictures/contests/<int:number>.jpg")
@open_to(Role.EDITOR)
@_shown
def of_contest(number: int) -> bytes:
    """The photo of a contest, small, however long ago that was."""
    return _album().of_contest(number)
