"""How much a request may bring: bytes, fields, and no sign that no database keeps."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, request
from werkzeug.exceptions import HTTPException

from captionbot.desk.guarding.asking import LOOKING
from captionbot.desk.guarding.refusals import NO_FORM, TOO_LARGE, UNREADABLE

P = ParamSpec("P")
R = TypeVar("R")

FORM_BYTES = 256 * 1024
"""A form without photos; the longest that anybody types is a few pages."""
FIELDS = 2_000
"""A queue of a thousand photos is put in order by one form."""
FORMS = frozenset({"", "application/x-www-form-urlencoded", "multipart/form-data"})
"""The kinds of body that a form has; an empty one has none."""
TAKES_BYTES = "takes_bytes"


def takes_bytes(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a route take a larger body than other forms; stands beneath ``@route``."""

    def allowed(route: Callable[P, R]) -> Callable[P, R]:
        setattr(route, TAKES_BYTES, most)
        return route

    return allowed


def bytes_for(app: Flask, method: str, path: str) -> int:
    """The most that may be sent there."""
    try:
        endpoint, _ = app.url_map.bind("").match(path, method)
    except HTTPException:
        return FORM_BYTES
    return _bytes_of(app.view_functions.get(endpoint))


def _bytes_of(route: object) -> int:
    return int(getattr(route, TAKES_BYTES, FORM_BYTES))


def bound() -> None:
    """Refuse by what the headers say, before a byte of the body is read; what reads it later stops at the bounds."""
    if "\0" in request.path or any("\0" in value for value in request.args.values()):
        raise UNREADABLE
    most = _bytes_of(current_app.view_functions.get(request.endpoint or ""))
    request.max_content_length = most
    request.max_form_memory_size = FORM_BYTES
    request.max_form_parts = FIELDS
    if (request.content_length or 0) > most:
        raise TOO_LARGE
    if request.method not in LOOKING and request.mimetype not in FORMS:
        raise NO_FORM


def bound_fields() -> None:
    """Refuse what the form brings; whoever calls this has it read."""
    fields = [pair for name, values in request.form.lists() for pair in ((name, value) for value in values)]
    if len(fields) > FIELDS:
        raise TOO_LARGE
    if any("\0" in text for pair in fields for text in pair):
        raise UNREADABLE
