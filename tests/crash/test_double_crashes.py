"""Crashes inside the recovery from a crash, at random by seed, while Facebook lies."""

from random import Random
from typing import Any

import pytest

from tests.crash.long import TIMES
from tests.crash.starting import Laboratory

SEEDS = 1000 * TIMES or 50
"""On each database."""
AT_ONCE = 10
SPOILT = (
    "lie-500",
    "500",
    "code1",
    "lie-html502",
    "html502",
    "reset-before",
    "reset-after",
    "cut",
    "lie-empty",
    "garbage",
)
"""Answers that leave everything open; what was asked for is done or not."""
LIES = {
    "post": [f"{how}:POST*/{what}" for how in SPOILT for what in ("feed", "photos")] + ["lag=3"],
    "read": [f"{how}:GET*/comments:{times}" for how in ("500", "reset-after", "garbage") for times in (2, 5)],
    "announce": [f"{how}:POST*/{what}" for how in SPOILT for what in ("feed", "comments", "photos")] + ["lag=3"],
}
LIES["close"] = LIES["read"]


def plan(seed: int, effects: int) -> dict[str, Any]:
    """Two or three bots that die one after another, up to two lies, and every fourth week with a bot for each tick."""
    chance = Random(seed)  # noqa: S311 - repeatable is what it has to be
    last = [effects, 12, 12]
    strikes = [[{"at": chance.randint(1, last[n]), "when": chance.choice(("before", "after"))}] for n in range(3)]
    acts = chance.sample(sorted(LIES), k=chance.randint(0, 2))
    lies = {act: [chance.choice(LIES[act])] for act in acts}
    return {"strikes": strikes[: chance.randint(2, 3)], "lies": lies, "once": seed % 4 == 0}


@pytest.mark.parametrize("first", range(0, SEEDS, AT_ONCE))
def test_crashes_inside_recovery(laboratory: Laboratory, first: int) -> None:
    """Whatever comes together, all is said once, nothing is lost and nobody waits."""
    for seed in range(first, first + AT_ONCE):
        planned = plan(seed, len(laboratory.effects))
        told = laboratory.ask("a_week", **planned)
        assert told["broken"] == [], f"seed {seed}: {planned}"
        assert told["crashes"] >= 1, f"seed {seed}: {planned}"
