"""`python -m tests.crash.laboratory`: everything imported once, then one experiment for each line on stdin, as JSON.

A process of its own with one thread, so that forking it is safe.
"""

import gc
import json
import logging
import sys
import traceback
import zoneinfo
from collections.abc import Callable
from functools import cache
from pathlib import Path

import psycopg  # noqa: F401 - imported once, for all that are forked

import captionbot.photos.picture.here  # noqa: F401 - the same
from captionbot.settings import places
from captionbot.store import database as store
from tests.crash import experiments, week
from tests.crash.processes import Here
from tests.crash.stage import staged
from tests.crash.worker import Told

log = logging.getLogger(__name__)


def rehearse(base: str, database: str) -> Told:
    """A week in this very process, so that what is forked from it finds everything warm: SQLAlchemy's, mostly."""
    store._engine = cache(store._engine)
    places.available_timezones = cache(zoneinfo.available_timezones)  # type: ignore[attr-defined] # its own import
    # libvips' threads don't live on in what is forked from here, so no photo is examined in this process.
    with staged(Path(base), database, week.BEGIN, apart=True) as stage:
        stage.make = Here
        week.play(stage)
    gc.collect()
    gc.freeze()
    return {}


EXPERIMENTS: tuple[Callable[..., Told], ...] = (
    rehearse,
    experiments.a_week,
    experiments.taken_over,
    experiments.server_down,
    experiments.two_bots,
    experiments.paused,
    experiments.disk_full,
    experiments.disk_broken,
    experiments.locked,
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
