"""The cases: what is played on which database, and how one is seen again."""

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.crash.worker import Told

DATABASES = ("sqlite", "postgres")


@dataclass(frozen=True, slots=True)
class Case:
    """One experiment (tests/crash/experiments.py) with its words, on one kind of database."""

    database: str
    experiment: str
    words: Mapping[str, Any]

    def told_as(self) -> str:
        """As JSON, that `case_of` reads."""
        return json.dumps([self.database, self.experiment, self.words])

    def again(self) -> str:
        """The command that plays it again."""
        return f"python -m tests.crash --again {shlex.quote(self.told_as())}"


def case_of(text: str) -> Case:
    """The case that was told as JSON."""
    return Case(*json.loads(text))


def wrong(told: Told) -> list[str]:
    """What a case told of a promise that was not kept."""
    return [
        *(["the laboratory failed: " + told["failed"].strip().splitlines()[-1]] if "failed" in told else []),
        *told.get("broken", ()),
        *(f"said without a word on record: {one}" for one in told.get("unfounded", ())),
    ]


# crashes inside recovery

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


def doubly_struck(seed: int, effects: int) -> dict[str, Any]:
    """Two or three bots that die one after another, up to two lies, and every fourth week with a bot for each tick."""
    chance = Random(seed)  # noqa: S311 - repeatable is what it has to be
    last = [effects, 12, 12]
    strikes = [[{"at": chance.randint(1, last[n]), "when": chance.choice(("before", "after"))}] for n in range(3)]
    acts = chance.sample(sorted(LIES), k=chance.randint(0, 2))
    lies = {act: [chance.choice(LIES[act])] for act in acts}
    return {"strikes": strikes[: chance.randint(2, 3)], "lies": lies, "once": seed % 4 == 0}


# a lease taken over

LOOKED, UPLOADED = "answer in utter.*look", "answer in utter.*._upload"
INTENDED, CHECKED = "commit in utter.*._intend", "commit in utter.*._last_check"
SAID = "commit in utter.*._said"
MOMENTS: tuple[tuple[str, str, str], ...] = (
    ("post", "before", "POST */feed*"),
    ("post", "after", "POST */feed*"),
    ("post", "after", "answer in utter.*._send"),
    *(("post", "after", at) for at in ("commit in runner.beginning.begin", LOOKED, UPLOADED, INTENDED, CHECKED, SAID)),
    ("post", "after", "commit in runner.posting._opened"),
    ("announce", "before", "POST */comments*"),
    ("announce", "after", "POST */comments*"),
    ("announce", "before", "POST */feed*"),
    ("announce", "after", "POST */feed*"),
    *(("announce", "after", at) for at in (LOOKED, UPLOADED, INTENDED, CHECKED, SAID)),
    ("announce", "after", "commit in runner.announcing._intend"),
)
"""Twenty, between the words being written down and their being known to stand."""
BETWEEN = tuple(moment for moment in MOMENTS if moment[2] in {INTENDED, SAID})
"""Those between two transactions, at which a server may be started anew."""


def takeover(database: str, moment: tuple[str, str, str], *, restart: bool = False) -> Case:
    """The holder of the lease is stopped at a moment; with ``restart`` the server is started anew meanwhile."""
    hour, when, at = moment
    words: dict[str, Any] = {"hour": hour, "strike": {"at": at, "when": when}}
    return Case(database, "taken_over", words | ({"server": True} if restart else {}))
