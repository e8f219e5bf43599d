"""Desks that are served in this process, stopped again: a daemon has no need of that, and keeps no handle on them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from unittest.mock import patch

from waitress.server import create_server
from waitress.wasyncore import close_all


@contextmanager
def stopped() -> Iterator[None]:
    """Whatever ``captionbot.desk.serving`` starts within the with has ended after it."""
    servers: list[Any] = []

    def kept(*words: Any, **named: Any) -> Any:
        servers.append(create_server(*words, **named))
        return servers[-1]

    with patch("captionbot.desk.serving.create_server", kept):
        try:
            yield
        finally:
            for server in servers:
                server.task_dispatcher.shutdown()  # or a request that ends now finds its server gone
                server.trigger.pull_trigger(partial(close_all, server._map, ignore_all=True))  # by its own thread
            for thread in threading.enumerate():
                if thread.name == "desk":
                    thread.join()
