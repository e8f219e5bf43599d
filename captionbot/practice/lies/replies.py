"""Answers as bytes, on their way out: the plain ones that a lie is made of."""

import json
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from captionbot.practice.graph.answers import JSON_TYPE, Refusal


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as bytes, on its way out."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def told(self) -> Any:
        """Give the body as JSON; None where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    def telling(self, told: Any) -> "Reply":
        """Say something else, as JSON."""
        body = json.dumps(told).encode()
        return replace(self, body=body, headers=self._but("Content-Length", str(len(body))))

    def heading(self, name: str, value: str) -> "Reply":
        """Put one header in place of what it says, if it says anything."""
        return replace(self, headers=self._but(name, value))

    def _but(self, name: str, value: str) -> tuple[tuple[str, str], ...]:
        kept = tuple(pair for pair in self.headers if pair[0].lower() != name.lower())
        return (*kept, (name, value))


def plain(status: int, mime: str, body: bytes, **headers: str) -> Reply:
    """An answer of any kind; ``headers`` are named with underscores."""
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Reply(status, (("Content-Type", mime), ("Content-Length", str(len(body))), *named), body)


def as_json(told: Any, status: int = HTTPStatus.OK) -> Reply:
    """An answer as the Graph API writes it."""
    return plain(status, JSON_TYPE, json.dumps(told).encode())


def refused(why: Refusal) -> Reply:
    """Meta's envelope."""
    answer = why.answer()
    reply = as_json(answer.body, answer.status)
    for name, value in answer.headers.items():
        reply = reply.heading(name, value)
    return reply
