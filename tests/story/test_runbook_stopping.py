"""The runbook followed to the letter: everything stops, and goes on."""

from tests.story.on_duty import OnDuty
from tests.story.town import ANNOUNCE, CLOSE, SLOT, Town


def test_look_first(town: Town) -> None:
    """The three commands that every entry begins with work on any day."""
    town.queue_photo("1974-patrol.jpg")
    for words in ("status", "next", "check"):
        town.must(words)


def test_stopped_and_gone_on(town: Town) -> None:
    """A slot and an announcement pass under a pause; each is told, and goes out by a person's word alone."""
    town.queue_photo("1974-patrol.jpg")
    stop = OnDuty(town, "Stop everything, now")
    stop.does("pause")
    stop.reads("Paused: an officer has died.")
    on = OnDuty(town, "It is paused")
    on.reads("PAUSED by dana since")
    town.at(SLOT).later(minutes=1).tick()
    on.does("resume")
    on.reads("The pause is over.", "The slot of Friday 27 November at 10:00 AM CST passed")
    on.does("post-now")
    town.later(minutes=1).tick_well()
    town.fan("Neigh comment.", 4)
    town.at(CLOSE).later(seconds=5).tick()
    stop.does("pause")
    town.at(ANNOUNCE).later(minutes=1).tick()
    assert town.counts == (1, 0, 0)
    on.does("resume")
    on.reads("Contest no. 1 fell due under it")
    town.must("release", "1", "--by", "dana")
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 1, 1)


def test_the_day_on_which_staff_are_asked(town: Town) -> None:
    """It is told on that day, and stays paused."""
    town.must("pause", "--because", "an officer has died", "--until", "2026-12-02")
    town.at("2026-12-02T18:00:00Z").tick()
    OnDuty(town, "It is paused").reads("It is still paused")
    assert town.status()["paused"]


def test_the_photos_folder_is_away(town: Town) -> None:
    """It pauses by itself, a slot waits for it, and it ends when the folder is back."""
    town.queue_photo("1974-patrol.jpg")
    away = (town.folder / "photos").rename(town.folder / "elsewhere")
    paused = OnDuty(town, "It is paused")
    town.at(SLOT).later(minutes=1)
    paused.ticks()
    paused.reads("PAUSED by the photos folder", "The slot of Friday 27 November at 10:00 AM CST waits")
    away.rename(town.folder / "photos")
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 0, 0)


def test_the_week_was_missed(town: Town) -> None:
    """Nothing goes out late by itself; it is run at once, or words stand there to post by hand."""
    town.queue_photo("1974-patrol.jpg")
    town.at(SLOT).later(hours=7).tick()
    late = OnDuty(town, "The week was missed")
    late.reads("The slot of Friday 27 November at 10:00 AM CST was missed")
    late.does("draft")
    late.does("skip")
    late.does("unskip")
    late.does("post-now")
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 0, 0)
