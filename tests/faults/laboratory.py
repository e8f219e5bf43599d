"""`python -m tests.faults.laboratory FOLDER`: everything imported once, then one week for each line on stdin, as JSON.

A process of its own with one thread, so that forking it is safe. A week is played up to each of its phases once; each
cell of the matrix goes on from there.
"""

import gc
import json
import logging
import shutil
import sys
import traceback
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import captionbot.photos.picture.here  # noqa: F401 - imported once, for all that are forked
from captionbot.queueing import post_at
from captionbot.settings import load_settings
from captionbot.store import database
from tests.faults import bot, week
from tests.faults.stage import PAGE_ID, TOKEN, staged
from tests.faults.truth import broken, truth_of, unread
from tests.faults.week import Lasts, Phase, Spoilt

MINUTE = timedelta(minutes=1)
log = logging.getLogger(__name__)


class Laboratory:
    """The weeks kept up to each phase, and what can be played from there."""

    def __init__(self, base: Path) -> None:
        """Play one week in which nothing goes wrong, and keep it as it stands before each phase."""
        self.base = base
        database._engine = cache(database._engine)  # what SQLAlchemy has compiled once is there for all
        _init(base / Phase.POST)
        for phase, after in zip(Phase, [*list(Phase)[1:], None], strict=True):
            if after is not None:
                self._play_one(base / phase, phase, base / after)
        self._rehearse()
        gc.collect()
        gc.freeze()

    def _rehearse(self) -> None:
        """A week whose bot is in this very process, so that what is forked from it finds everything warm."""
        run = self.base / "run"
        shutil.copytree(self.base / Phase.POST, run)
        with staged(run, week.SLOT - MINUTE, make=bot.Here) as stage:
            week.play(stage, Spoilt(Phase.POST, (), Lasts.ONCE))
        shutil.rmtree(run)

    def _play_one(self, folder: Path, phase: Phase, end: Path) -> None:
        shutil.copytree(folder, self.base / "run")
        with staged(self.base / "run", phase.begins - MINUTE) as stage:
            week.play_phase(stage, Spoilt(phase, (), Lasts.ONCE), phase)
        (self.base / "run").rename(end)

    def week(self, spoilt: dict[str, Any], deadline: float) -> dict[str, Any]:
        """One week from the phase that is spoilt; what is true at its end."""
        told = Spoilt(Phase(spoilt["phase"]), tuple(spoilt["faults"]), Lasts(spoilt["lasts"]), spoilt["lag"])
        run = self.base / "run"
        shutil.copytree(self.base / told.phase, run)
        try:
            with staged(run, told.phase.begins - MINUTE, deadline) as stage:
                said = week.play(stage, told)
                truth, struck = truth_of(stage), stage.facebook.struck(told.faults)
        finally:
            shutil.rmtree(run)
        return {
            "broken": broken(truth),
            "unread": unread(truth),
            "staff": said,
            "stage": truth.stage,
            "counts": truth.counts,
            "late": truth.minutes_late(),
            "photos": truth.photos,
            "told": truth.told,
            "struck": struck,
        }


def _init(folder: Path) -> None:
    """What `init` does."""
    for place in ("queue", "posted", "rejected"):
        (folder / "photos" / place).mkdir(parents=True)
    week.queue_photos(folder)
    store = database.make_store(f"sqlite:///{folder / 'captionbot.db'}", PAGE_ID)
    environ = {"FACEBOOK_PAGE_ID": PAGE_ID, "FACEBOOK_PAGE_TOKEN": TOKEN, "TIMEZONE": "America/Chicago"}
    settings = load_settings(None, environ)
    with store.transaction() as record:
        record.begin_page(week.BEGIN, post_at(settings))
    store.close()


def main() -> None:
    """Play one week after another until stdin is closed."""
    answers, sys.stdout = sys.stdout, sys.stderr
    laboratory = Laboratory(Path(sys.argv[1]))
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            told = laboratory.week(**asked)
        except Exception:
            log.exception("%s failed", asked)
            told = {"failed": traceback.format_exc()}
        answers.write(json.dumps(told) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
