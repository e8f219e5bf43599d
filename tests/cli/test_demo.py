"""The demo where something goes wrong: it says so, with the log, and leaves no trace of Python behind."""

import sys
from typing import ClassVar

import pytest

from captionbot.cli import demo

SILENT = [sys.executable, "-c", "import sys; print('no such thing', file=sys.stderr)"]
FAILS = [sys.executable, "-c", "raise SystemExit(3)"]


@pytest.fixture(autouse=True)
def _anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "Teller", _Quiet)
    _Quiet.ended.clear()


class _Quiet:
    """Tells nothing, and keeps how it ended."""

    ended: ClassVar[list[tuple[object, str]]] = []

    def __init__(self, _zone: object) -> None:
        """Be silent."""

    def opens(self) -> None:
        """Say nothing."""

    def ends(self, where: object, log: str, *, keep: bool) -> None:
        """Keep it."""
        self.ended.append((where, log))


def test_a_facebook_that_dies_is_told_with_its_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """It ended before it was ready."""
    monkeypatch.setattr(demo, "_practice", lambda: SILENT)

    assert demo.play(keep=True) == 1
    assert _Quiet.ended == [(None, "no such thing\n")]


def test_a_bot_that_can_not_begin_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """`init` fails."""
    ready = '{"url": "http://127.0.0.1:9", "page_id": "1", "token": "EAABpretend", "page_name": "Springfield"}'
    monkeypatch.setattr(demo, "_practice", lambda: [sys.executable, "-c", f"print('{ready}', flush=True); input()"])
    monkeypatch.setattr(demo, "_captionbot", lambda: FAILS)

    assert demo.play(keep=True) == 1
    assert [where for where, _ in _Quiet.ended] == [None]
