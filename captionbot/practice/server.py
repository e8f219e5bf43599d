"""Putting practice together and serving it over real HTTP, on loopback only."""

import ipaddress
import logging
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from captionbot.practice.clock import PracticeClock, http_date
from captionbot.practice.control import control_routes
from captionbot.practice.crowd.troupe import Troupe
from captionbot.practice.graph.graph import Graph
from captionbot.practice.graph.routes import graph_routes
from captionbot.practice.graph.tokens import Tokens
from captionbot.practice.lies.faults import FaultBook
from captionbot.practice.lies.liar import Liar
from captionbot.practice.lies.notes import CallNotes
from captionbot.practice.page.routes import page_routes
from captionbot.practice.settings import PracticeSettings
from captionbot.practice.world.things import Person
from captionbot.practice.world.world import World

LARGEST_REQUEST = 64 * 1024 * 1024
log = logging.getLogger(__name__)


class NotLoopback(ValueError):
    """Practice has no locks on its doors: it is served to this machine only."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Where practice can be found, told once it listens."""

    url: str
    page_id: str
    page_name: str
    token: str


class Practice:
    """One pretend Facebook: its world, its Graph, its liar and its levers."""

    def __init__(self, settings: PracticeSettings) -> None:
        """Make the world, or go on with the one in the file."""
        self.settings = settings
        self.clock = PracticeClock(settings.clock)
        self.world = World(Person(settings.page_id, settings.page_name), settings.file)
        self.tokens = Tokens(settings)
        self.book = FaultBook(settings.faults)
        self.notes = CallNotes(settings.page_id)
        self.usage: dict[str, str] = {}
        self.troupe = Troupe(self.world, settings)
        self.graph = Graph(self.world, self.tokens, settings)
        self.app = self._app()
        self.liar = Liar(self.app.wsgi_app, self.world, self.book, self.notes, self.clock)

    def _app(self) -> Flask:
        app = Flask("captionbot.practice", static_folder=None)
        app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
        app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_REQUEST
        app.before_request(lambda: self.troupe.play_due(self.clock.now()))
        app.register_blueprint(control_routes(self))
        app.register_blueprint(page_routes(self.world, self.clock))
        app.register_blueprint(graph_routes(self.graph, self.clock, self.usage))
        return app


class _Handler(WSGIRequestHandler):
    """Dates answers by practice's clock, and logs a request without its query string, where a token may stand."""

    def date_time_string(self, timestamp: float | None = None) -> str:  # noqa: ARG002 - the base class's
        liar: Liar = self.server.app  # type: ignore[assignment] # made in bind()
        return http_date(liar.clock.now())

    def connection_dropped(self, error: BaseException, environ: Any = None) -> None:  # noqa: ARG002 - the same
        self.close_connection = True

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:  # noqa: ARG002 - the base class's
        log.info("%s %s %s", self.command, self.path.partition("?")[0], code)

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        log.log(logging.ERROR if type == "error" else logging.INFO, message.rstrip(), *args)


def bind(practice: Practice) -> tuple[BaseWSGIServer, Ready]:
    """Listen on the port of the settings (0: any free one); NotLoopback where the host is another machine's."""
    settings = practice.settings
    if not _is_loopback(settings.host):
        raise NotLoopback(f"practice is served on loopback only, not on {settings.host}")
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Bound here, because werkzeug prints and exits where a port is taken.
    with socket.create_server((settings.host, settings.port), family=family) as listening:
        port, fd = listening.getsockname()[1], listening.fileno()
        server = make_server(settings.host, port, practice.liar, threaded=True, request_handler=_Handler, fd=fd)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    url = f"http://{host}:{port}"
    return server, Ready(url, settings.page_id, settings.page_name, settings.page_token)


def serve(settings: PracticeSettings, on_ready: Callable[[Ready], None], stop: Event | None = None) -> None:
    """Serve until SIGTERM, SIGINT or ``stop``; ``on_ready`` is told the address."""
    stop = stop or Event()
    practice = Practice(settings)
    server, ready = bind(practice)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    serving.start()
    on_ready(ready)
    stop.wait()
    server.shutdown()
    server.server_close()
    practice.world.diary.close()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
