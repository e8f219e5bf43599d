"""Put the guards around an app."""

from flask import Flask, Response, request
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped]  # it carries none

from captionbot.desk.guarding import answers
from captionbot.desk.guarding.asking import refuse_strange_names, refuse_strange_pages, refuse_strange_ways
from captionbot.desk.guarding.bounds import bound, bound_fields
from captionbot.desk.guarding.headers import headers_of
from captionbot.desk.guarding.hosting import Hosting
from captionbot.desk.guarding.refusals import STALE_FORM


def before_the_door(app: Flask, hosting: Hosting) -> None:
    """What holds for strangers too, and reads nothing that they send but headers; the answers' headers and errors."""
    answers.install(app)
    own_headers = headers_of(hosting)

    @app.before_request
    def refuse_at_once() -> None:
        refuse_strange_names(hosting)
        refuse_strange_ways()
        refuse_strange_pages(hosting)
        bound()

    @app.after_request
    def guarded(response: Response) -> Response:
        for name, value in own_headers.items():
            response.headers[name] = value
        return response


def behind_the_door(app: Flask) -> None:
    """What reads the form, and so comes after those who may not send one have been turned away."""
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,  # it would be read before the door
        WTF_CSRF_TIME_LIMIT=None,  # as long as the sign-in: who comes back to a form after lunch may send it
        WTF_CSRF_SSL_STRICT=False,  # Origin is looked at instead, and Referer is what privacy tools take away
    )
    token = CSRFProtect(app)

    @app.before_request
    def look_at_the_form() -> None:
        if request.endpoint is None:  # what is nowhere takes no form
            return
        bound_fields()
        try:
            token.protect()
        except CSRFError as error:
            raise STALE_FORM from error
