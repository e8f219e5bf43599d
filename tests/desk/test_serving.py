"""Serving the desk: on this machine alone, and the daemon can do without it."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from waitress.server import create_server

from captionbot.desk.serving import DeskNotServed, start
from captionbot.overview import View
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.picture.here import examine_here
from captionbot.store.database import make_store
from tests.photos.drawing_words import draw_words
from tests.settings.written import settings_of
from tests.store.made import POST_AT, SLOT

Start = Callable[[str], str]


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Start a desk at that address; it is stopped at the end."""
    servers: list[Any] = []

    def kept(*words: Any, **named: Any) -> Any:
        servers.append(create_server(*words, **named))
        return servers[-1]

    monkeypatch.setattr("captionbot.desk.serving.create_server", kept)
    monkeypatch.setattr(socket, "getaddrinfo", _any_address(socket.getaddrinfo))
    store = make_store(f"sqlite:///{tmp_path / 'captionbot.db'}", "1234567890")
    with store.transaction() as record:
        record.begin_page(SLOT, POST_AT)
    photos = PhotosFolder(tmp_path / "photos", lambda _: None, examine_here, draw_words)
    photos.make()
    settings = settings_of(tmp_path)

    @contextmanager
    def viewing() -> Iterator[View]:
        with store.view() as record:
            yield View(record, settings, photos, SLOT)

    yield lambda bind: start(settings_of(tmp_path, f"DESK_BIND={bind}\n"), viewing)
    for server in servers:
        server.close()
    store.close()


def _any_address(look_up: Callable[..., Any]) -> Callable[..., Any]:
    """Waitress looks up the address that it would take if it were not given a socket."""
    return lambda host, *words, **named: look_up("127.0.0.1" if host == "0.0.0.0" else host, *words, **named)  # noqa: S104 - compared, not bound


def test_it_is_served_on_a_free_port_and_says_where(started: Start) -> None:
    """With the name of no library in its answers."""
    address = urlsplit(started("127.0.0.1:0"))
    connection = HTTPConnection(address.hostname or "", address.port, timeout=10)
    connection.request("GET", "/")
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()

    assert answer.status == 200
    assert "No contest yet." in page
    assert answer.headers["Server"] == "captionbot"


@pytest.mark.parametrize("bind", ["0.0.0.0:0", "192.0.2.1:8080", "[::]:8080", "example.org:8080"])
def test_it_is_not_served_to_other_machines(started: Start, bind: str) -> None:
    """As long as nobody has to sign in."""
    with pytest.raises(DeskNotServed, match="open to other machines") as refused:
        started(bind)
    assert "ssh -L" in refused.value.do


def test_a_port_that_is_taken_is_named(started: Start) -> None:
    """The daemon goes on without it."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        bind = f"127.0.0.1:{taken.getsockname()[1]}"

        with pytest.raises(DeskNotServed, match=bind) as refused:
            started(bind)
    assert "DESK_BIND" in refused.value.do
