"""A pretend Facebook whose clock is the laboratory's, forked anew for each run."""

import gc
import json
import os
import signal
from http.client import HTTPConnection
from multiprocessing.connection import Connection
from socketserver import BaseServer
from typing import Any
from urllib.parse import urlsplit

from captionbot.practice import server as practice
from captionbot.practice.settings import PracticeSettings
from tests.crash.hands import FacebookClock, Hands
from tests.crash.processes import PATIENCE, fork

TOKEN = PracticeSettings().page_token


class Facebook:
    """A pretend Facebook in a process of its own, whose clock is ours."""

    def __init__(self, hands: Hands, page_id: str, *, in_turn: bool) -> None:
        """Start it with an empty Page. ``in_turn``: calls are served one by one, so that ours comes after the bot's."""
        self.page_id = page_id
        self._pid, self._line = fork(lambda line: _serve(hands, page_id, line, in_turn=in_turn))
        self.url: str = self._line.recv()
        self._host = urlsplit(self.url).netloc

    def lever(self, name: str, asked: object) -> Any:
        """Pull a lever (captionbot/practice/control.py)."""
        return self._call("POST", name, json.dumps(asked))

    def world(self) -> Any:
        """The truth, whatever a bot believes."""
        return self._call("GET", "world", None)

    def clear_faults(self) -> None:
        """Tell the truth again."""
        self._call("DELETE", "faults", None)

    def _call(self, method: str, name: str, body: str | None) -> Any:
        wire = HTTPConnection(self._host, timeout=PATIENCE)
        try:
            wire.request(method, f"/practice/{name}", body)
            answer = wire.getresponse()
            told = json.loads(answer.read())
        finally:
            wire.close()
        if answer.status != 200:
            raise RuntimeError(f"{name}: {told}")
        return told

    def end(self) -> None:
        """End it."""
        self._line.close()
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)


def _serve(hands: Hands, page_id: str, line: Connection, *, in_turn: bool) -> None:
    gc.disable()  # it lives for a second
    practice.PracticeClock = lambda _words: FacebookClock(hands)  # type: ignore[misc,assignment,attr-defined]
    server, ready = practice.bind(practice.Practice(PracticeSettings(page_id=page_id, page_token=TOKEN, crowd=0)))
    if in_turn:
        server.process_request = lambda *request: BaseServer.process_request(server, *request)  # type: ignore[method-assign]
    line.send(ready.url)
    server.timeout, laboratory = 1, os.getppid()
    while os.getppid() == laboratory:
        server.handle_request()
