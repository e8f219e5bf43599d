"""Halls of fame in folders and on a plain web server."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.site.halls import EVERY, HALLS, write


class _Silent(SimpleHTTPRequestHandler):
    """What `python -m http.server` answers, without its log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is http.server's
        """Nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a browser that goes elsewhere hangs up."""


@pytest.fixture(scope="session")
def halls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every hall stands, in a folder of its own."""
    root = tmp_path_factory.mktemp("web") / "museum"
    for name, hall in HALLS.items():
        write(hall, root / "the hall" / name)
    return root / "the hall"


@pytest.fixture(scope="session")
def served(halls: Path) -> Iterator[str]:
    """The address of that folder, some way down a plain web server of this machine."""
    server = _Server(("127.0.0.1", 0), partial(_Silent, directory=str(halls.parent.parent)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/museum/the%20hall"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["a folder", "a web server"])
def address(request: pytest.FixtureRequest, halls: Path, served: str) -> str:
    """Where the halls are found, without a slash at its end."""
    return halls.as_uri() if request.param == "a folder" else served


@pytest.fixture(params=EVERY)
def every(request: pytest.FixtureRequest) -> str:
    """Each page that is worth looking at, by its path under the halls."""
    return str(request.param)
