"""The laboratory as a process, for the tests to ask for experiments."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any


class Laboratory:
    """A running laboratory with one kind of database."""

    def __init__(self, base: Path, database: str) -> None:
        """Start it, and have it rehearse a week. ``database``: the file of one to copy, or the URL of one to share."""
        self.base, self.database = base, database
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.laboratory"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.ask("rehearse")

    def ask(self, experiment: str, **words: Any) -> dict[str, Any]:
        """One experiment (tests/crash/experiments.py), and what it told."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked = [experiment, {"base": str(self.base), "database": self.database, **words}]
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        told: dict[str, Any] = json.loads(self._process.stdout.readline() or '{"failed": "the laboratory is gone"}')
        if "failed" in told:
            raise AssertionError(f"{experiment} {words}: {told['failed']}")
        return told

    @property
    def kind(self) -> str:
        """The kind of its database."""
        return "postgres" if "://" in self.database else "sqlite"

    @cached_property
    def effects(self) -> list[str]:
        """The names of all effects of a week in which nothing goes wrong."""
        told = self.ask("a_week")
        assert (told["crashes"], told["broken"]) == (0, [])
        names: list[str] = told["names"]
        return names

    def struck(self, number: int, when: str) -> list[str]:
        """A week whose first bot is killed at an effect; what was wrong with it in the end."""
        told = self.ask("a_week", strikes=[[{"at": number, "when": when}]])
        wrong = [*told["broken"], *([] if told["crashes"] == 1 else [f"{told['crashes']} crashes"])]
        return [f"killed {when} effect {number}, {self.effects[number - 1]}: {one}" for one in wrong]

    def stop(self) -> None:
        """Let it end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()


@contextmanager
def running(base: Path, database: str) -> Iterator[Laboratory]:
    """Start a laboratory, and end it whatever happens."""
    laboratory = Laboratory(base, database)
    try:
        yield laboratory
    finally:
        laboratory.stop()
