"""The guards around every test: no other machine, no settings of this one, and what is left out is said."""

import os
import socket
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Page

from tests.conftest import NetworkBarred
from tests.left_out import closing_lines, leave_out


def test_other_machines_are_out_of_reach() -> None:
    """A test that reached out would pass on one machine and fail on the next."""
    with socket.socket() as wire, pytest.raises(NetworkBarred):
        wire.connect(("192.0.2.1", 80))
    with pytest.raises(socket.gaierror):
        socket.create_connection(("graph.facebook.com", 443))


def test_this_machine_is_in_reach() -> None:
    """Practice and the desk are served on loopback."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(("localhost", server.getsockname()[1])).close()


def test_the_environment_is_cleared() -> None:
    """The settings of whoever runs the tests are not read."""
    assert "FACEBOOK_PAGE_TOKEN" not in os.environ


def test_what_is_left_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A skip names what is missing and the command that brings it."""
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception) as skipped:
        leave_out("Chromium", "apt install chromium")
    report = pytest.TestReport("x", ("", 0, ""), {}, "skipped", ("x.py", 1, f"Skipped: {skipped.value}"), "setup")

    assert closing_lines([report, report]) == ["Left out: 2 tests; they need Chromium. To add it: apt install chromium"]


def test_in_ci_nothing_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would be a skip elsewhere fails there."""
    monkeypatch.setenv("CI", "true")

    with pytest.raises(pytest.fail.Exception, match="Chromium"):
        leave_out("Chromium", "apt install chromium")


@pytest.mark.parametrize("_again", [1, 2])
def test_a_postgres_database_is_empty(postgres_url: str, _again: int) -> None:
    """Each test has one of its own."""
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE mine (id integer)")


def test_the_database_url_is_of_both_kinds(database_url: str) -> None:
    """Store tests run on SQLite and on PostgreSQL."""
    assert database_url.startswith(("sqlite:////", "postgresql+psycopg://"))


def test_a_page_is_drawn(page: Page, tmp_path: Path) -> None:
    """The browser opens a page and shows it."""
    page.set_content("<h1>Beat the Caption</h1>")

    assert page.inner_text("h1") == "Beat the Caption"
    assert page.screenshot(path=tmp_path / "page.png").startswith(b"\x89PNG")
