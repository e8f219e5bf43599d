"""Serving the desk beside the daemon, on loopback."""

import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from ipaddress import ip_address
from threading import Thread

from waitress.server import create_server

from captionbot.desk.app import make_app
from captionbot.errors import CaptionbotError
from captionbot.overview import View
from captionbot.settings import Settings


class DeskNotServed(CaptionbotError):
    """The desk can't be served; the daemon goes on without it."""


def start(settings: Settings, viewing: Callable[[], AbstractContextManager[View]]) -> str:
    """Serve the desk in the background and give its address; it shows what ``viewing`` gives then.

    Raises DeskNotServed.
    """
    host, port = settings.desk_host, settings.desk_port
    if not _is_this_machine(host):
        raise DeskNotServed(
            f"DESK_BIND {settings.desk_bind} is open to other machines, and the desk has no sign-in yet.",
            "Set DESK_BIND=127.0.0.1:8080 and reach it by `ssh -L 8080:127.0.0.1:8080`.",
        )

    app = make_app(viewing, frozenset({host, "localhost", f"[{host}]"}))
    try:
        listening = socket.create_server((host, port), family=_family(host))
    except OSError as error:
        raise DeskNotServed(
            f"The desk can't listen on {settings.desk_bind}: {error.strerror or error}.",
            "Give it another port in DESK_BIND; the daemon runs without it.",
        ) from error
    server = create_server(app, sockets=[listening], threads=2, ident="captionbot")
    Thread(target=server.run, name="desk", daemon=True).start()
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listening.getsockname()[1]}/"


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
