"""For every test: no settings of this machine, no network but this machine, and what was left out said at the end."""

import os
import socket
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

import hypothesis
import pytest

from captionbot.settings import explained
from tests.left_out import closing_lines

pytest_plugins = (
    "tests.postgres",
    "tests.browser",
    "tests.crash.counting",
    "tests.faults.line",
    "tests.simulation.summary",
)
"""The last three sum up at the end; where xdist shares the tests out, only plugins named here are there to do it."""

hypothesis.settings.register_profile("captionbot", deadline=None)  # two cores shared with servers keep no deadline
hypothesis.settings.load_profile("captionbot")

NEEDS = {"postgres_server": "postgres", "chromium": "browser"}
"""A test that asks for the fixture has the mark."""
OURS = tuple(setting.name for setting in explained())
PROXIES = ("http_proxy", "https_proxy", "all_proxy")


class NetworkBarred(RuntimeError):
    """A test reached for another machine."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need a server or a browser."""
    for item in items:
        for fixture, mark in NEEDS.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Say last of all what this machine could not run."""
    reporter: Any = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and not hasattr(config, "workerinput"):
        for line in closing_lines(reporter.stats.get("skipped", [])):
            reporter.write_line(line, yellow=True)


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what this machine would tell the program: its settings, its clock, a proxy."""
    for name in list(os.environ):
        if name in OURS or name.startswith("CAPTIONBOT_") or name.casefold() in PROXIES:
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bar every address but this machine's."""
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
    monkeypatch.setattr(socket, "getaddrinfo", _local_names(socket.getaddrinfo))


def _guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_here(address[0]):
            raise NetworkBarred(f"a test may not connect to {address[0]}")
        return connect(self, address)

    return guarded


def _local_names(look_up: Callable[..., Any]) -> Callable[..., Any]:
    def local(host: str | bytes | None, *words: Any, **named: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name and not _is_here(name):
            raise socket.gaierror(socket.EAI_NONAME, f"a test may not look up {name}")
        return look_up(host, *words, **named)

    return local


def _is_here(host: str) -> bool:
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host == "localhost"
