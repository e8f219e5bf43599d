"""Practice as a process: where it listens, what it logs, how it ends."""

import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from captionbot.practice.server import NotLoopback, Practice, bind
from captionbot.practice.settings import PracticeSettings
from tests.practice.starting import Facebook, running, start, stop


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.org"])  # noqa: S104 - to be refused
def test_it_is_served_to_this_machine_only(host: str) -> None:
    """Any other address is refused before anything listens."""
    with pytest.raises(NotLoopback, match="loopback only"):
        bind(Practice(PracticeSettings(host=host)))


@pytest.mark.parametrize(("asked", "told"), [(signal.SIGTERM, 0), (signal.SIGINT, 0)])
def test_it_ends_cleanly_when_told_to(asked: signal.Signals, told: int) -> None:
    """SIGTERM and Ctrl-C stop it at once, with exit code 0, even while an answer hangs."""
    facebook = start("--fault", "timeout-before=30:GET*/me")
    with pytest.raises(requests.Timeout):
        facebook.graph("GET", "me", timeout=0.1)
    facebook.process.send_signal(asked)

    assert facebook.process.wait(5) == told
    stop(facebook)


def test_its_log_shows_no_query_and_no_token() -> None:
    """A request is logged by method, path and status."""
    with subprocess.Popen(
        [sys.executable, "-m", "captionbot.practice", "--verbose", "--stop-at-eof"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        url = process.stdout.readline().split('"')[3]
        requests.get(f"{url}/v26.0/me?access_token=practice-page-token&fields=id", timeout=9)
        _, logged = process.communicate("")

    assert "GET /v26.0/me 200" in logged
    assert "practice-page-token" not in logged
    assert "?" not in logged
    assert "Traceback" not in logged


@pytest.mark.parametrize("options", [["--fault", "nonsense"], ["--clock", "noon"], ["--host", "192.0.2.1"]])
def test_wrong_options_are_one_line(options: list[str]) -> None:
    """What can't be understood is said and not traced back."""
    ended = subprocess.run(
        [sys.executable, "-m", "captionbot.practice", *options], capture_output=True, text=True, timeout=20, check=False
    )

    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr


def test_a_taken_port_is_said() -> None:
    """Two can't listen at one place."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = subprocess.run(
            [sys.executable, "-m", "captionbot.practice", "--port", port],
            capture_output=True, text=True, timeout=20, check=False,
        )  # fmt: skip

    assert (ended.returncode, "in use" in ended.stderr) == (2, True)


def test_page_and_tokens_can_be_chosen() -> None:
    """The options reach the world."""
    with running("--page-id", "42", "--page-name", "Library", "--page-token", "t0ken") as facebook:
        assert facebook.get("me") == {"name": "Library", "id": "42"}


def test_its_clock_runs_as_it_is_told(facebook: Facebook) -> None:
    """By words, from an instant on, or standing still; wrong words are refused."""
    noon = datetime(2027, 1, 1, 12, tzinfo=UTC)
    facebook.run_from(noon, 3600)
    later = datetime.fromisoformat(facebook.world()["now"])
    facebook.lever("clock", words="")

    assert noon <= later < noon + timedelta(hours=3)
    assert abs(datetime.fromisoformat(facebook.world()["now"]) - datetime.now(UTC)) < timedelta(seconds=9)
    assert requests.post(f"{facebook.url}/practice/clock", json={"now": "noon"}, timeout=9).status_code == 400


def test_levers_pulled_wrongly_say_so() -> None:
    """No post to comment on, nothing to edit or like, no JSON."""
    with running() as facebook:

        def pulled(lever: str, **how: Any) -> int:
            return requests.post(f"{facebook.url}/practice/{lever}", timeout=9, **how).status_code

        assert pulled("comments", json={"text": "x"}) == 404
        assert pulled("edit", json={"text": "x"}) == 400
        assert pulled("react", json={"to": "1"}) == 400
        assert pulled("posts", data="nonsense") == 400
        assert pulled("crowd", json=1) == 400


def test_the_wire_is_remembered(facebook: Facebook) -> None:
    """Each call is counted without its ids, and listed with its status."""
    post = facebook.post_photo("Counted")
    before = facebook.world()["calls"].get("GET /{id}/comments", 0)
    facebook.get(f"{post}/comments")

    assert facebook.world()["calls"]["GET /{id}/comments"] == before + 1
    last = facebook.calls()[-1]
    assert (last["method"], last["path"], last["status"]) == ("GET", f"/{post}/comments", 200)
    assert (last["token_sent"], last["token_in_url"]) == (True, False)
