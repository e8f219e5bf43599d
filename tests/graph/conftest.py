"""What the tests of the Page share: a server to be rude, and a Page that calls it without waiting."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from typing import Any

import pytest

from captionbot.graph.access import Access
from captionbot.graph.page import Page
from tests.graph.loopback import Loopback, Script

TOKEN = "EAACanary0Canary0Canary0Canary0"
SECRET = "canary-app-secret"
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


class StillTime:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        """Begin at nought."""
        self.slept: list[float] = []
        self.elapsed = 0.0

    def sleep(self, seconds: float) -> None:
        """Move on at once."""
        self.slept.append(seconds)
        self.elapsed += seconds

    def monotonic(self) -> float:
        """Give the seconds slept so far."""
        return self.elapsed

    def now(self) -> datetime:
        """Give noon."""
        return NOON


Served = Callable[..., tuple[Page, Loopback]]


@pytest.fixture
def still() -> StillTime:
    """A clock for one test."""
    return StillTime()


@pytest.fixture
def served(still: StillTime) -> Iterator[Served]:
    """Give a Page and the server that answers it by the scripts given."""
    with ExitStack() as stack:

        def serve(*scripts: Script, **access: Any) -> tuple[Page, Loopback]:
            server = stack.enter_context(closing(Loopback(*scripts)))
            return page_at(server.url, still, **access), server

        yield serve


def page_at(url: str, still: StillTime, **access: Any) -> Page:
    """Give a Page whose Facebook is at ``url``."""
    reached = Access("1000", **({"token": TOKEN, "graph_url": url, "app_secret": SECRET} | access))
    return Page(reached, now=still.now, sleep=still.sleep, monotonic=still.monotonic)
