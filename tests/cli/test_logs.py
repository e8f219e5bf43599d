"""The log: a line for each act with its action, as text or as JSON, which nothing hostile can forge or break."""

import json
import logging
from io import StringIO
from pathlib import Path

import pytest

from captionbot.cli.logs import begin_log, write_log_as
from captionbot.graph.access import Redaction
from tests.cli.conftest import Run

HOSTILE = "a\nb 2026-11-27T10:00:00+0000 INFO said: forged \x1b[2J \u202e \U0001f434"
TOKEN = "EAABsecret"


@pytest.fixture
def stderr(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """What is logged, in a root logger that has nothing of pytest's."""
    root, written = logging.getLogger(), StringIO()
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", root.level)
    monkeypatch.setattr("sys.stderr", written)
    begin_log(verbose=False)
    return written


def _log(log_format: str) -> None:
    write_log_as(log_format)
    root = logging.getLogger()
    root.handlers[0].addFilter(Redaction(lambda text: text.replace(TOKEN, "(hidden)")))
    log = logging.getLogger("captionbot.utter.mouth")
    log.warning("Contest no. %s: %s", 4, HOSTILE, extra={"action": "said", "more": TOKEN})
    log.error("a tick failed", exc_info=_raised())


def _raised() -> ZeroDivisionError:
    """An error with a traceback."""
    with pytest.raises(ZeroDivisionError) as raised:
        raise ZeroDivisionError(f"{TOKEN} {HOSTILE}")
    return raised.value


def test_text_is_a_line_for_each_act(stderr: StringIO) -> None:
    """With its hour and zone, its action, or the part that speaks; a traceback is set in, and forges nothing."""
    _log("text")
    said, failed, *trace = stderr.getvalue().splitlines()

    assert said.split(" ", 1)[1].startswith("WARNING said: Contest no. 4: a b 2026-11-27T10:00:00+0000 INFO said: ")
    assert "\\u001b[2J \\u202e \U0001f434" in said
    assert failed.split(" ", 1)[1] == "ERROR mouth: a tick failed"
    assert said[19] in "+-"
    assert all(line.startswith("  ") for line in trace)
    assert trace[0] == "  Traceback (most recent call last):"
    assert TOKEN not in stderr.getvalue()
    assert "\x1b" not in stderr.getvalue()


def test_json_is_an_object_a_line(stderr: StringIO) -> None:
    """In ASCII, with the same keys in each; what the door for secrets hid is hidden in the traceback, too."""
    _log("json")
    said, failed = [json.loads(line) for line in stderr.getvalue().splitlines()]

    assert said | {"at": ""} == {
        "at": "",
        "level": "WARNING",
        "action": "said",
        "message": f"Contest no. 4: {HOSTILE}",
        "logger": "captionbot.utter.mouth",
    }
    assert (failed["action"], failed["message"]) == ("mouth", "a tick failed")
    assert failed["trace"].endswith(f"ZeroDivisionError: (hidden) {HOSTILE}")
    assert stderr.getvalue().isascii()
    assert TOKEN not in stderr.getvalue()


def test_whoever_goes_back_to_text_has_it(stderr: StringIO) -> None:
    """LOG_FORMAT is read again while captionbot runs."""
    write_log_as("json")
    write_log_as("text")
    logging.getLogger("captionbot").warning("Hello.")
    assert stderr.getvalue().endswith(" WARNING captionbot: Hello.\n")


def test_run_and_tick_log_as_the_settings_have_it(run: Run, ready: Path, stderr: StringIO) -> None:
    """A tick that can't reach Facebook says why in JSON."""
    with (ready / ".env").open("a") as file:
        file.write("LOG_FORMAT=json\nFACEBOOK_GRAPH_URL=http://127.0.0.1:9\n")
    run("tick")
    logging.getLogger("captionbot").warning("Hello.")
    assert json.loads(stderr.getvalue().splitlines()[-1])["message"] == "Hello."
