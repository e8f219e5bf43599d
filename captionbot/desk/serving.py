"""Serving the desk beside the daemon: on loopback, or to other machines once somebody has a password.

The pages and what they are made with are imported when somebody first asks for one: most days nobody does, and they
would be a sixth of the daemon's memory.
"""

import os
import socket
from collections.abc import Callable, Iterable
from functools import cached_property
from threading import Thread
from typing import TYPE_CHECKING, Any

from waitress.channel import HTTPChannel
from waitress.server import create_server

from captionbot.errors import CaptionbotError
from captionbot.settings import Settings, is_this_machine, listens_everywhere

if TYPE_CHECKING:
    from captionbot.desk.guarding.wire import Guards
    from captionbot.desk.source import Source

THREADS = 8
"""Requests at a time; a large upload holds one of them for as long as its photos are looked at."""
HEADER_BYTES = 32 * 1024
SILENT_SECONDS = 60
"""So long a browser may say nothing in the middle of what it sends."""
LOOKS_SECONDS = 30
"""So often waitress looks for browsers that fell silent, and no oftener: whatever comes in wakes it at once."""
TLS = "docs/desk.md has how to put TLS in front of it with nginx or Caddy: the desk itself stays on 127.0.0.1."


class DeskNotServed(CaptionbotError):
    """The desk can't be served; the daemon goes on without it."""


class _Desk:
    """The desk as an application, made for whoever asks first."""

    def __init__(self, settings: Settings, source: "Source", key: str) -> None:
        self._settings, self._source, self._key = settings, source, key

    @cached_property
    def guards(self) -> "Guards":
        """The application and what stands before it; asked for by waitress's one thread that reads, before any page."""
        from captionbot.desk.app import make_app  # noqa: PLC0415 - see the head of this file
        from captionbot.desk.guarding import Hosting  # noqa: PLC0415 - the same
        from captionbot.desk.guarding.wire import Guards  # noqa: PLC0415 - the same

        hosting = Hosting.of(self._settings)
        return Guards(make_app(self._source, hosting, self._key), hosting)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request, as WSGI has it."""
        return self.guards.app(environ, start_response)

    def channel(self) -> type[HTTPChannel]:
        """A connection of waitress whose guards are there as soon as a byte comes."""
        desk = self

        class Channel(HTTPChannel):
            def received(self, data: bytes) -> bool:
                self.parser_class, self.error_task_class = desk.guards.parser, desk.guards.trouble
                return bool(super().received(data))

        return Channel


def start(settings: Settings, source: "Source") -> str:
    """Serve the desk in the background and give the address at which it listens.

    Raises DeskNotServed, and StoreError where the record can't be read.
    """
    _refuse_open_door(settings, source)
    desk = _Desk(settings, source, signing_key(source))
    host, port = settings.desk_host, settings.desk_port
    try:
        listening = socket.create_server((host, port), family=_family(host))
    except OSError as error:
        raise DeskNotServed(
            f"The desk can't listen on {settings.desk_bind}: {_why(error)}.",
            "Give it another port in DESK_BIND.",
        ) from error
    server: Any = create_server(
        desk,
        sockets=[listening],
        threads=THREADS,
        ident="captionbot",
        max_request_header_size=HEADER_BYTES,
        channel_timeout=SILENT_SECONDS,
        asyncore_loop_timeout=LOOKS_SECONDS,
        **_proxy(settings),
    )
    server.channel_class = desk.channel()
    Thread(target=server.run, name="desk", daemon=True).start()
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listening.getsockname()[1]}/"


def signing_key(source: "Source") -> str:
    """What cookies and forms are signed with; made once, and the same after a restart."""
    with source.viewing() as view:
        key = view.record.desk.made_key()
    if key is None:
        with source.recording() as view:
            key = view.record.desk.key(view.now)
    return key


def _why(error: OSError) -> str:
    """The system's own words, without those that Python puts after them."""
    return os.strerror(error.errno) if error.errno and not isinstance(error, socket.gaierror) else str(error)


def _refuse_open_door(settings: Settings, source: "Source") -> None:
    """Whoever else can reach the desk finds a door that is locked, and a name that it answers to."""
    if is_this_machine(settings.desk_host):
        return
    with source.viewing() as view:
        has_password = any(account.password for account in view.record.accounts.all())
    if not has_password:
        raise DeskNotServed(
            f"DESK_BIND {settings.desk_bind} is open to other machines, and nobody has a password for the desk yet.",
            "Give somebody one here first (`captionbot staff add NAME`, without --link), or set "
            f"DESK_BIND=127.0.0.1:8080. {TLS}",
        )
    if listens_everywhere(settings.desk_host) and not settings.desk_url:
        raise DeskNotServed(
            f"DESK_BIND {settings.desk_bind} stands for every address of this machine, and the desk answers to names "
            "it knows.",
            f"Set DESK_URL to the address by which staff open it, or DESK_BIND to one address. {TLS}",
        )


def _proxy(settings: Settings) -> dict[str, Any]:
    """Who may say for whom it asks: a proxy on this machine, and only where DESK_URL says that there is one."""
    if not (settings.desk_url.startswith("https://") and is_this_machine(settings.desk_host)):
        return {}
    return {
        "trusted_proxy": "::1" if ":" in settings.desk_host else "127.0.0.1",
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    }


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
