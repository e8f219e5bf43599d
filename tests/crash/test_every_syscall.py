"""The long form: SIGKILL at every syscall by which a bot touches the world."""

from itertools import count

import pytest

from tests.crash import tracing
from tests.crash.starting import Laboratory


@pytest.mark.parametrize("call", tracing.EVERY)
def test_a_crash_at_any_syscall_changes_nothing(laboratory: Laboratory, call: str) -> None:
    """Killed as it enters its first, second, third … call, until a week survives."""
    for number in count(1):
        told = laboratory.ask("a_week", inject=f"{call}:signal=KILL:when={number}")
        assert told["broken"] == [], f"killed at {call} no. {number}"
        if not told["crashes"]:
            return
