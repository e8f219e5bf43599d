"""The hall of fame under the tick: written when something public has changed, and never in its way."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from captionbot import decisions
from captionbot.errors import StoreError
from captionbot.forgetting import forget, writer_of
from captionbot.photos.card.drawn import DrawnCard, NotDrawn
from captionbot.runner.tick import Runner
from captionbot.site.folder import opened
from tests.photos.drawing_words import draw_words
from tests.rooms.public import make_public
from tests.rooms.week import Week
from tests.store.made import ANNOUNCES

DAY, HOUR, MINUTE = 24 * 60, 60, 1
NEWS = "The hall of fame shows 1 contest."


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder that SITE_DIR names."""
    return tmp_path / "hall"


@pytest.fixture
def fame(make_week: Callable[..., Week], place: Path) -> Week:
    """A bot with a hall of fame, and a contest in review."""
    return make_week(f"SITE_DIR={place}\n").in_review()


def after(week: Week, minutes: float) -> list[str]:
    """What a tick tells that is so many minutes later."""
    return week.tick(week.clock.on(minutes=minutes)).lines


def test_without_a_folder_nothing_is_written(week: Week, place: Path) -> None:
    """As it is by default."""
    make_public(week).tick()

    assert not place.exists()


def test_it_is_written_in_the_tick_that_announces(fame: Week, place: Path) -> None:
    """Before that it is empty; after that nothing is written until something changes."""
    assert "Caption number 1" not in (place / "index.html").read_text()
    assert NEWS in fame.tick(ANNOUNCES).lines
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*")}
    assert "Caption number 1" in (place / "index.html").read_text()

    assert NEWS not in after(fame, MINUTE) + after(fame, HOUR) + after(fame, DAY)
    assert {path: path.stat().st_mtime_ns for path in place.rglob("*")} == before


def test_another_worker_finds_it_as_it_is(fame: Week) -> None:
    """After a restart, and under cron, nothing is written again."""
    fame.tick(ANNOUNCES)
    fame.runner.release()
    fame.runner = Runner(fame.runner.bot)

    assert NEWS not in after(fame, MINUTE)


def test_what_is_taken_back_is_gone_at_the_next_tick(fame: Week, place: Path) -> None:
    """Whatever the Page is being told meanwhile."""
    fame.tick(ANNOUNCES)
    with fame.store.transaction() as record:
        decisions.retract(record, 1, fame.word)
    after(fame, MINUTE)

    assert "Caption number 1" not in (place / "index.html").read_text()
    assert not (place / "contest-1.html").exists()


def test_what_somebody_deleted_is_back_at_the_next_tick(fame: Week, place: Path) -> None:
    """It shows in the folder."""
    fame.tick(ANNOUNCES)
    after(fame, MINUTE)
    (place / "contest-1.html").unlink()
    after(fame, MINUTE)

    assert (place / "contest-1.html").exists()


def test_a_setting_that_shows_is_seen(fame: Week, place: Path) -> None:
    """A renewed bot brings it."""
    fame.tick(ANNOUNCES)
    fame.runner.bot = replace(fame.runner.bot, settings=fame.settings.model_copy(update={"organiser": "The Museum"}))
    after(fame, MINUTE)

    assert "The Museum" in (place / "index.html").read_text()


def test_under_a_pause_nothing_new_is_hung(fame: Week, place: Path) -> None:
    """What hangs there may come off; the rest waits for the end of the pause."""
    fame.tick(ANNOUNCES)
    shutil.rmtree(place)
    with fame.store.transaction() as record:
        decisions.pause(record, fame.word, None)
    after(fame, MINUTE)
    assert "Caption number 1" not in (place / "index.html").read_text()
    assert after(fame, MINUTE) == []

    with fame.store.transaction() as record:
        decisions.resume(record, fame.word)
    after(fame, MINUTE)
    assert "Caption number 1" in (place / "index.html").read_text()


def test_a_failure_stops_nothing_and_is_told_once_a_day(fame: Week, place: Path) -> None:
    """The winner is announced all the same; it is tried again each hour until it is mended."""
    for path in sorted(place.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    place.rmdir()
    place.write_text("somebody's file")
    report = fame.tick(ANNOUNCES)
    assert fame.stages == ["announced"]
    assert report.unfinished
    assert [notice.text for notice in fame.notices if "hall" in notice.text] == [
        f"The hall of fame can't be written in {place}: Not a directory."
    ]

    assert after(fame, MINUTE) == []
    assert "Still: The hall of fame" in "".join(after(fame, HOUR))
    place.unlink()
    assert after(fame, 30 * MINUTE) == []
    assert NEWS in after(fame, HOUR)


def test_what_is_taken_back_waits_for_no_failure(fame: Week, place: Path) -> None:
    """Nothing new can be written, and whoever is retracted a minute later is off at the next tick."""
    fame.tick(ANNOUNCES)
    (place / "rules.html").unlink()
    (place / "rules.html").mkdir()
    after(fame, MINUTE)
    assert "somebody else's" in fame.notices[-1].text
    with fame.store.transaction() as record:
        decisions.retract(record, 1, fame.word)
    after(fame, MINUTE)

    assert "Caption number 1" not in "".join(path.read_text() for path in place.rglob("*.html") if path.is_file())
    assert "nothing else was changed" in fame.notices[-1].do


def test_two_troubles_of_a_day_are_two_notices(fame: Week, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That somebody who was taken back hangs there still is told, whatever was told in the morning."""
    fame.tick(ANNOUNCES)
    (place / "rules.html").unlink()
    (place / "rules.html").mkdir()
    after(fame, MINUTE)
    (place / "rules.html").rmdir()
    after(fame, HOUR)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("captionbot.site.folder.Folder.remove", refused)
    monkeypatch.setattr("captionbot.site.folder.Folder.write", refused)
    with fame.store.transaction() as record:
        decisions.retract(record, 1, fame.word)
    after(fame, MINUTE)

    told = [notice for notice in fame.notices if "hall of fame" in notice.text]
    assert ["shows somebody who was taken back" in notice.text for notice in told] == [False, True]
    assert "contest-1.html" in told[1].text
    assert "by hand" in told[1].do


def test_a_fault_of_ours_stops_nothing_else(fame: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything else of the tick is done before it is raised, and it waits an hour."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("captionbot.site.publishing.page_html", broken)
    with pytest.raises(ZeroDivisionError):
        fame.tick(ANNOUNCES)

    assert fame.stages == ["announced"]
    assert after(fame, MINUTE) == []


def test_what_somebody_changed_is_told_once_a_day(fame: Week, place: Path) -> None:
    """By its name, with what to do; the rest is written."""
    (place / "rules.html").write_text("our lawyer's rules")
    assert NEWS in fame.tick(ANNOUNCES).lines
    told = [notice for notice in fame.notices if "hall of fame" in notice.text]

    assert [notice.text for notice in told] == [
        "In the hall of fame somebody has changed rules.html: that stays as it is."
    ]
    assert "delete it" in told[0].do
    assert after(fame, MINUTE) == []
    assert "Still: In the hall of fame" in "".join(after(fame, HOUR))
    (place / "rules.html").unlink()
    after(fame, MINUTE)
    assert "lawyer" not in (place / "rules.html").read_text()


def test_what_somebody_changed_delays_nothing(fame: Week, place: Path) -> None:
    """What is taken back a minute later is gone at the next tick."""
    (place / "rules.html").write_text("our lawyer's rules")
    fame.tick(ANNOUNCES)
    with fame.store.transaction() as record:
        decisions.retract(record, 1, fame.word)
    after(fame, MINUTE)

    assert not (place / "contest-1.html").exists()


def test_what_somebody_changed_and_nobody_needs_is_theirs_to_delete(fame: Week, place: Path) -> None:
    """It may hold what was taken back: staff are told of it by name."""
    fame.tick(ANNOUNCES)
    (place / "contest-1.html").write_text("Ottilie won")
    with fame.store.transaction() as record:
        decisions.retract(record, 1, fame.word)
    after(fame, MINUTE)
    after(fame, MINUTE)

    assert [notice.do for notice in fame.notices if "contest-1.html" in notice.text] == [
        "Look at it, and delete it: it may name somebody who is not to be named."
    ]
    assert "Caption number 1" not in (place / "index.html").read_text()


def test_a_page_that_somebody_changed_is_told_again_while_it_names_whoever_is_gone(fame: Week, place: Path) -> None:
    """By its name, once for each that is taken back, with what to do."""
    fame.tick(ANNOUNCES)
    for name in ("index.html", "contest-1.html"):
        (place / name).write_text((place / name).read_text() + "<!-- counted -->")
    after(fame, MINUTE)
    assert not [notice for notice in fame.notices if "still shows" in notice.text]
    with fame.store.transaction() as record:
        second = next(row for row in record.comments.of_contest(1) if row.rank == 2)
        forget(record, fame.settings, writer_of(record, [second.comment_id]), fame.word, erase=False)
    after(fame, MINUTE)
    after(fame, MINUTE)

    told = [notice for notice in fame.notices if "still shows somebody who was taken back" in notice.text]
    assert [notice.text.partition(" ")[0] for notice in told] == ["contest-1.html"]
    assert "delete it" in told[0].do


def test_cards_are_drawn_for_so_long_and_no_longer(fame: Week, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lease must last; the next tick goes on."""
    with monkeypatch.context() as patched:
        patched.setattr("captionbot.runner.publishing.DRAW_FOR", timedelta(0))
        fame.tick(ANNOUNCES)
    assert "cards/" not in (place / "contest-1.html").read_text()
    after(fame, MINUTE)

    assert "cards/" in (place / "contest-1.html").read_text()


def test_many_cards_come_over_several_ticks(fame: Week, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many wait, a tick is done soon; what somebody changed meanwhile does not stop them."""
    monkeypatch.setattr("captionbot.runner.publishing.CARDS_AT_ONCE", 0)
    (place / "rules.html").write_text("our lawyer's rules")
    fame.tick(ANNOUNCES)
    assert "cards/" not in (place / "contest-1.html").read_text()
    monkeypatch.setattr("captionbot.runner.publishing.CARDS_AT_ONCE", 1)
    after(fame, MINUTE)

    assert "cards/" in (place / "contest-1.html").read_text()


def test_what_another_captionbot_writes_is_left_to_it(fame: Week, place: Path) -> None:
    """And looked at again at the next tick; nobody is told."""
    with opened(place):
        assert NEWS not in fame.tick(ANNOUNCES).lines
    assert [notice.text for notice in fame.notices if "hall" in notice.text] == []

    assert NEWS in after(fame, MINUTE)


def test_a_day_later_all_of_it_is_looked_through(fame: Week, place: Path) -> None:
    """What nothing in the record tells of: a photo that is back, a page that was changed within."""
    photos = fame.photos
    drawn: list[str] = []

    def draw(*_: object) -> DrawnCard:
        drawn.append("tried")
        raise NotDrawn("No memory.", "")

    fame.plug(replace(photos, draw=draw))
    fame.tick(ANNOUNCES)
    fame.plug(replace(photos, draw=draw_words))
    assert "cards/" not in (place / "contest-1.html").read_text()
    after(fame, HOUR)
    assert "cards/" not in (place / "contest-1.html").read_text()
    after(fame, DAY)

    assert "cards/" in (place / "contest-1.html").read_text()
    assert len(drawn) == 2  # for the post, and for the hall


def test_an_error_of_the_record_s_is_a_person_s_matter(fame: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told like every other."""

    def gone(*_: object, **__: object) -> None:
        raise StoreError("It is locked.", "Wait.")

    monkeypatch.setattr("captionbot.site.publishing.announced", gone)
    fame.tick(ANNOUNCES)

    assert "It is locked." in [notice.text for notice in fame.notices]


def test_in_quiet_hours_it_is_kept_too(fame: Week, place: Path) -> None:
    """It asks Facebook nothing."""
    fame.tick(ANNOUNCES)
    with fame.store.transaction() as record:
        decisions.retract(record, 1, fame.word)
        record.page().quiet_until = fame.clock.on(hours=1)
    after(fame, MINUTE)

    assert not (place / "contest-1.html").exists()
