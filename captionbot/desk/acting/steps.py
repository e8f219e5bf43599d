"""Carrying out what a form asks for: held against what was seen, done once, and told."""

import hashlib
import json
from collections.abc import Callable
from urllib.parse import urlsplit

from flask import redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Conflict, ServiceUnavailable, UnprocessableEntity

from captionbot.desk.acting.form import ActForm, fresh_number
from captionbot.desk.acting.seen import Seen
from captionbot.desk.source import signed_in, source
from captionbot.errors import CaptionbotError, NotNow, StoreError
from captionbot.overview import View

DONE = "done"
"""The parameter by which a page is told which form brought its reader here."""
OWN_FIELDS = frozenset({"once", "seen", "csrf_token"})
"""What no person has typed."""


class UsedUp(NotNow):
    """The number of the form has had its effect, and this was not it; the form is given another one."""


NOT_YOURS = "Something is wrong in this form, so nothing was done.", "Send it again."
"""Its number is somebody else's, which no form that we draw brings."""


def act(
    form: ActForm,
    *,
    page: Callable[[View, CaptionbotError | None], str],
    do: Callable[[View], str],
    then: str,
    seen: Seen,
) -> ResponseReturnValue:
    """Show a form, or do what it asks for, once.

    ``page`` draws it, with what went wrong if anything did; ``do`` records it and gives a sentence for whoever sent it;
    ``then`` is where they go from there. A GET changes nothing.
    """
    if request.method != "POST":
        return _drawn(form, page, seen, None)
    try:
        # What was done already may not validate any more: choices and passwords follow from how things stand.
        if not (_was_done(form) or form.validate() or _was_done(form)):
            return _drawn(form, page, seen, None), UnprocessableEntity.code
        with source().recording() as view:
            _once(view, form, do, seen)
    except StoreError as error:
        return _drawn(form, page, seen, error), ServiceUnavailable.code
    except CaptionbotError as error:
        return _drawn(form, page, seen, error), Conflict.code
    return redirect(_told_there(then, str(form.once.data)), 303)


def _drawn(
    form: ActForm, page: Callable[[View, CaptionbotError | None], str], seen: Seen, error: CaptionbotError | None
) -> str:
    with source().viewing() as view:
        if error is not None or not form.is_submitted() or form.seen.errors:
            form.seen.data = seen.of(view)  # from here on they have seen how it stands
        if isinstance(error, UsedUp) or form.once.errors:
            form.once.data = fresh_number()
        return page(view, error)


def _was_done(form: ActForm) -> bool:
    with source().viewing() as view:
        return _has_had_effect(view, form)


def _has_had_effect(view: View, form: ActForm) -> bool:
    """Whether it is a double click, or the form sent again. Raises UsedUp where something else was done by it."""
    before = view.record.desk.said(str(form.once.data))
    if before is None:
        return False
    if before.account != signed_in().key:
        raise UsedUp(*NOT_YOURS)
    if before.sent not in {"", _sent()}:
        raise UsedUp(
            f"You have sent this form before, and that was done: {before.said}",
            "What you have changed in it since was not done. Send it again if you still want it.",
        )
    return True


def _once(view: View, form: ActForm, do: Callable[[View], str], seen: Seen) -> None:
    if _has_had_effect(view, form):
        return
    seen.refuse_unless(view, str(form.seen.data or ""))
    said = do(view)
    view.record.desk.did(str(form.once.data), signed_in().key, said, source().now(), _sent())


def _sent() -> str:
    """A digest of what a person has put into the form, and of where it went."""
    typed = [[name, values] for name, values in request.form.lists() if name not in OWN_FIELDS]
    photos = [[name, [one.filename for one in files]] for name, files in request.files.lists()]
    return hashlib.sha256(json.dumps([request.path, sorted(typed), sorted(photos)]).encode()).hexdigest()


def _told_there(then: str, once: str) -> str:
    parts = urlsplit(then)
    query = f"{parts.query}&{DONE}={once}" if parts.query else f"{DONE}={once}"
    return parts._replace(query=query).geturl()


def said_before(view: View) -> str:
    """What came of the form that brought its reader to this page; empty where none did."""
    once = request.args.get(DONE, "")
    found = view.record.desk.said(once) if once else None
    return found.said if found and found.account == signed_in().key else ""
