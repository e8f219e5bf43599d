"""`python -m tests.crash.laboratory`: everything imported once, then one experiment for each line on stdin, as JSON.

A process of its own with one thread, so that forking it is safe.
"""

import gc
import json
import logging
import sys
import traceback
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import psycopg  # noqa: F401 - imported once, for all that are forked

import captionbot.photos.upload  # noqa: F401 - the same
from captionbot.store import database as store
from tests.crash import experiments, week
from tests.crash.hands import Hands
from tests.crash.stage import staged
from tests.crash.worker import Duty, Told, Worker

log = logging.getLogger(__name__)


def rehearse(base: str, database: str) -> Told:
    """A week in this very process, so that what is forked from it finds everything warm: SQLAlchemy's, mostly."""
    store._engine = cache(store._engine)
    with staged(Path(base), database, week.BEGIN) as stage:
        stage.make = Rehearsal
        week.play(stage)
    gc.collect()
    gc.freeze()
    return {}


class Rehearsal:
    """A bot in this process."""

    def __init__(self, duty: Duty, hands: Hands) -> None:
        """Open everything."""
        self._worker = Worker(duty, hands)

    def ask(self, order: str, words: Mapping[str, Any]) -> Told:
        """Do it."""
        return self._worker.obey(order, words)

    def kill(self) -> None:
        """Let go of the Page and the database: no connection may be forked."""
        self._worker.runner.release()
        self._worker.bot.store.close()


EXPERIMENTS: tuple[Callable[..., Told], ...] = (
    rehearse,
    experiments.a_week,
    experiments.taken_over,
    experiments.two_bots,
    experiments.paused,
    experiments.disk_full,
    experiments.disk_broken,
    experiments.order_of_syscalls,
)


def main() -> None:
    """Do one experiment after another until stdin is closed."""
    known = {experiment.__name__: experiment for experiment in EXPERIMENTS}
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        name, words = json.loads(line)
        try:
            told = known[name](**words)
        except Exception:
            log.exception("%s failed", name)
            told = {"failed": traceback.format_exc()}
        answers.write(json.dumps(told) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
