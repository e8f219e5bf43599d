"""Pausing is instant and obvious: nothing is said under a pause, and nothing by itself after it."""

import pytest

from tests.story.town import ANNOUNCE, CLOSE, LONG, NEXT_SLOT, SLOT, Town

BY = ("--by", "dana")
WHY = "an officer was killed"


def test_a_pause_before_the_slot(any_town: Town) -> None:
    """A slot that passes under a pause is skipped and says nothing afterwards; its photo is kept for the next."""
    town = any_town
    town.queue_photo("a.jpg")
    town.must("pause", "--because", WHY, *BY)
    assert WHY in town.must("next").out
    town.at(SLOT).tick()
    town.later(hours=1).tick()
    paused = town.status()["paused"]
    assert (paused["because"], paused["by"]) == (WHY, "dana")
    resumed = town.must("resume", *BY).out
    assert "its photo is kept" in resumed
    town.later(minutes=1).tick_well()
    assert town.counts == (0, 0, 0)
    assert town.photos("queue") == ["a.jpg"]
    town.at(NEXT_SLOT).tick_well()
    assert town.counts == (1, 0, 0)


def test_a_pause_over_the_slot_with_no_tick_under_it(town: Town) -> None:
    """A slot passes under a pause even where no tick saw it: the bot was down."""
    town.queue_photo("a.jpg")
    town.at("2026-11-27T15:00:00Z").must("pause", "--because", WHY, *BY)
    town.at(SLOT).later(minutes=30).must("resume", *BY)
    town.later(minutes=1).tick()
    assert town.counts == (0, 0, 0)
    assert town.photos("queue") == ["a.jpg"]


def test_a_pause_that_ended_before_the_slot(town: Town) -> None:
    """What did not fall due under a pause goes on as ever."""
    town.queue_photo("a.jpg")
    town.must("pause", "--because", WHY, *BY)
    town.at("2026-11-27T15:30:00Z").must("resume", *BY)
    town.at(SLOT).tick_well()
    assert town.counts == (1, 0, 0)


@pytest.mark.parametrize("ticks_under_it", [True, False], ids=["with ticks", "with none"])
def test_a_pause_over_the_announcement(town: Town, *, ticks_under_it: bool) -> None:
    """A result that fell due under a pause is listed by `resume`, and is said only once a person releases it."""
    town.in_review(("Not today.", 9))
    town.must("pause", "--because", WHY, *BY)
    town.at(ANNOUNCE)
    if ticks_under_it:
        town.tick()
    town.later(hours=2)
    resumed = town.must("resume", *BY).out
    assert "captionbot release 1" in resumed
    town.later(minutes=1).tick()
    town.later(hours=1).tick()
    assert town.counts == (1, 0, 0)
    town.must("release", "1", *BY)
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 1, 1)


def test_a_pause_that_is_called_off_may_end_a_contest(town: Town) -> None:
    """What fell due under a pause may be called off instead."""
    town.in_review(("Not today.", 9))
    town.must("pause", "--because", WHY, *BY)
    town.at(ANNOUNCE).tick()
    town.must("resume", *BY)
    town.must("void", "1", "--because", WHY, *BY)
    town.later(minutes=1).tick_well()
    assert (town.stage(), town.counts) == ("void", (1, 0, 0))


def test_reading_goes_on_under_a_pause(town: Town) -> None:
    """Entries close and are counted under a pause; only speaking stops."""
    town.post_the_first()
    town.fan("Counted all the same.", 6)
    town.must("pause", "--because", WHY, *BY)
    town.at(CLOSE).tick()
    assert town.stage() == "review"
    assert town.entries("1")["entries"][0]["votes"] == 6
    town.must("resume", *BY)
    town.at(ANNOUNCE).tick_well()
    assert town.counts == (1, 1, 1)


@pytest.mark.parametrize("name", ["PAUSE", "pause.txt", "Pause"])
def test_a_pause_file(town: Town, name: str) -> None:
    """A file in the photos folder pauses like the command does, with its text as the reason, and its end resumes."""
    town.queue_photo("a.jpg")
    file = town.folder / "photos" / name
    file.write_text("Ask the chief first.\n", encoding="utf-8")
    assert town.status()["paused"]["because"] == "Ask the chief first."
    town.at(SLOT).tick()
    file.unlink()
    town.later(minutes=1).tick()
    assert town.counts == (0, 0, 0)
    assert town.status()["paused"] is None
    assert town.photos("queue") == ["a.jpg"]
    town.at(NEXT_SLOT).tick_well()
    assert town.counts == (1, 0, 0)


def test_a_pause_file_over_the_announcement(town: Town) -> None:
    """A result that fell due under a PAUSE file waits for a person too."""
    town.in_review(("Not today.", 9))
    file = town.folder / "photos" / "PAUSE"
    file.touch()
    town.at(ANNOUNCE).tick()
    file.unlink()
    town.later(minutes=1).tick()
    town.later(minutes=1).tick()
    assert town.counts == (1, 0, 0)
    town.must("release", "1", *BY)
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 1, 1)


def test_a_pause_file_elsewhere(town: Town) -> None:
    """A file named in PAUSE_FILES pauses this Page along with others."""
    town.settle_in(PAUSE_FILES="all-pages.pause")
    town.queue_photo("a.jpg")
    (town.folder / "all-pages.pause").touch()
    town.at(SLOT).tick()
    assert town.counts == (0, 0, 0)


def test_a_photos_folder_out_of_reach_pauses(town: Town) -> None:
    """While the photos folder can't be read nothing is said and staff are told; nobody gave that pause, and it ends."""
    town.in_review(("The winner.", 9))
    photos, away = town.folder / "photos", town.folder / "away"
    photos.rename(away)
    assert town.at(ANNOUNCE).tick().code == 1
    assert "photos folder" in town.told()
    assert town.counts == (1, 0, 0)
    away.rename(photos)
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 1, 1)


def test_a_slot_while_the_photos_folder_is_out_of_reach(town: Town) -> None:
    """A slot that passes while the folder is away is told of, and the photo is there for the next."""
    town.queue_photo("a.jpg")
    photos, away = town.folder / "photos", town.folder / "away"
    photos.rename(away)
    assert town.at(SLOT).tick().code == 1
    assert "photos folder" in town.told()
    away.rename(photos)
    town.at(NEXT_SLOT).tick()
    assert town.counts == (1, 0, 0)


@pytest.mark.parametrize("by_file", [True, False], ids=["a file", "a command"])
def test_a_pause_between_the_upload_and_the_post(town: Town, *, by_file: bool) -> None:
    """A pause that comes while the photo is uploaded stops the post; released, it goes out with that upload."""
    town.queue_photo("a.jpg")
    town.facebook.fault("slow=6:POST*/photos")
    file = town.folder / "photos" / "PAUSE"
    with town.at(SLOT).forked("tick") as tick:
        while tick.runs and not town.hanging():
            pass
        if by_file:
            file.touch()
        else:
            town.must("pause", "--because", WHY, *BY)
        assert tick.runs
        assert "Contest no. 1 is held" in tick.ended(LONG).out
    assert (town.counts, town.calls("POST", "photos"), town.calls("POST", "feed")) == ((0, 0, 0), 1, 0)
    if by_file:
        file.unlink()
    else:
        assert "captionbot release 1" in town.must("resume", *BY).out
    town.later(minutes=1).tick()
    assert town.counts == (0, 0, 0)
    town.must("release", "1", *BY)
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 0, 0)
    assert town.calls("POST", "photos") == 1


def test_two_pauses_end_together(town: Town) -> None:
    """A second pause keeps the first reason in sight; one `resume` ends both."""
    town.must("pause", "--because", WHY, *BY)
    town.later(hours=1).must("pause", "--because", "and the funeral", "--by", "robin")
    assert town.status()["paused"]["because"] == WHY
    town.must("resume", *BY)
    assert town.status()["paused"] is None


def test_until_is_only_when_staff_are_asked(town: Town) -> None:
    """A pause stays until someone ends it, whatever `--until` says."""
    town.queue_photo("a.jpg")
    assert "Thursday 26 November" in town.must("pause", "--because", WHY, "--until", "2026-11-26", *BY).out
    town.at(SLOT).tick()
    assert town.counts == (0, 0, 0)
    assert town.status()["paused"]["until"] == "2026-11-26T15:00:00Z"


def test_staff_are_asked_when_the_day_has_come(town: Town) -> None:
    """At `--until` staff are asked whether to go on."""
    town.must("pause", "--because", WHY, "--until", "2026-11-26", *BY)
    town.at("2026-11-26T14:00:00Z").tick()
    assert town.told() == ""
    town.at("2026-11-26T15:30:00Z").tick()
    assert WHY in town.told()


def test_skip_and_unskip(town: Town) -> None:
    """A week left out posts nothing and keeps its photo; a week taken back in is a week like any other."""
    town.queue_photo("a.jpg")
    town.must("skip", "2026-11-27", *BY)
    town.must("skip", "2026-12-04", *BY)
    assert town.must("queue", "--json").json["photos"][0]["slot"] == "2026-12-11T16:00:00Z"
    town.refused("skip", "2026-12-04", *BY)
    town.must("unskip", "2026-12-04", *BY)
    town.at(SLOT).tick_well()
    assert town.counts == (0, 0, 0)
    town.refused("unskip", "2026-11-20", *BY)
    town.at(NEXT_SLOT).tick_well()
    assert town.counts == (1, 0, 0)
