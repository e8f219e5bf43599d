"""The desk as an application: its guards and its pages."""

from flask import Flask

from captionbot.desk import (
    alive,
    contests,
    entrance,
    framing,
    guarding,
    health,
    past,
    pausing,
    people,
    pictures,
    queue,
    week,
)
from captionbot.desk.guarding import Hosting
from captionbot.desk.source import Source, keep_source


def make_app(source: Source, hosting: Hosting, key: str) -> Flask:
    """The desk as a WSGI application that signs cookies and forms with ``key``."""
    app = Flask(__name__)
    app.url_map.merge_slashes = False  # no address is mended and led on to
    app.secret_key = key
    keep_source(app, source)
    guarding.before_the_door(app, hosting)
    entrance.install(app, hosting)
    guarding.behind_the_door(app)
    framing.install(app)
    for part in (people, week, contests, queue, pictures, past, health, alive, pausing):
        app.register_blueprint(part.pages)
    return app
