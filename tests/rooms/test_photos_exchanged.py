"""The photo of a contest exchanged at its slot: another in its place, or none that can be sent."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from captionbot import decisions
from captionbot.decisions import Word
from captionbot.errors import NotSent
from captionbot.intake import Intake, Sent, sent_now
from tests.photos.pictures import put
from tests.photos.unlike import file_unlike
from tests.rooms.landed import Opened
from tests.rooms.pretend import PretendPage
from tests.rooms.week import Week
from tests.store.made import HOUR, MINUTE, SLOT

WEEK = timedelta(days=7)


@pytest.fixture
def due(week: Week) -> Week:
    """A bot whose slot has come, with two photos."""
    week.photo("horse.jpg")
    week.photo("zebra.jpg")
    return week


def _no_route(page: PretendPage) -> None:
    """The next upload fails."""
    upload = page.upload

    def failing(jpeg: bytes, *, alt: str) -> str:
        page.upload = upload  # type: ignore[method-assign] # the next one is taken
        raise NotSent("No route to Facebook.")

    page.upload = failing  # type: ignore[method-assign] # this one Page's


def _load(week: Week, photo: bytes, name: str = "horse.jpg") -> None:
    """Somebody puts another picture under the name of the contest's photo."""
    put(week.photos.root / "queue", name, photo, now=SLOT)


def test_a_photo_in_the_place_of_another_must_stand_up_to_the_same_questions(due: Week) -> None:
    """Somebody copies one that was posted over the one that is about to be."""
    due.tick()
    _no_route(due.page)
    due.tick(SLOT + WEEK)
    _load(due, due.jpeg, "zebra.jpg")
    report = due.tick(SLOT + WEEK + MINUTE)

    assert (due.stages[0], due.contest(2).photo) == ("posting", "zebra.jpg")
    assert any("zebra.jpg is the photo of contest no. 1 of Friday 27 November" in line for line in report.lines)


def test_a_photo_in_the_place_of_another_is_asked_for_its_week_too(due: Week) -> None:
    """Somebody puts the one for Christmas there."""
    _no_route(due.page)
    due.tick()
    due.photo("horse.jpg", "Post-on: 2026-12-25", content=file_unlike(7))
    report = due.tick(SLOT + MINUTE)

    assert (due.stages, due.contest().photo) == (["posting"], "horse.jpg")
    assert any("horse.jpg is pinned to another week." in line for line in report.lines)


@pytest.mark.parametrize("meanwhile", ["taken away", "changed once more"])
def test_a_photo_that_changes_while_it_takes_anothers_place_is_no_fault_of_ours(
    due: Week, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    """The one that was examined is not the one that lies there now."""
    path, taken = due.photos.root / "queue" / "horse.jpg", "captionbot.runner.posting.sent_now"

    def meanwhile_changed(intake: Intake, name: str) -> Sent:
        monkeypatch.setattr(taken, sent_now)
        _load(due, file_unlike(7))
        sent = sent_now(intake, name)
        if meanwhile == "taken away":
            path.unlink()
        else:
            _load(due, file_unlike(8))
        return sent

    monkeypatch.setattr(taken, meanwhile_changed)
    due.tick()
    assert not any("captionbot's own" in notice.text for notice in due.notices)

    due.tick(SLOT + MINUTE)
    assert due.stages == ["open"]
    assert due.contest().photo == ("zebra.jpg" if meanwhile == "taken away" else "horse.jpg")


def test_nothing_is_never_sent_for_a_photo(due: Week) -> None:
    """What would be sent was let go of, and this machine can't make it again: the next photo takes the slot."""
    due.tick(SLOT - HOUR)
    with due.store.transaction() as record:
        record.photos.drop_pictures({sha256(due.jpeg).hexdigest()})
    failing = Opened(due.photos)
    failing.fails = lambda name: name == "horse.jpg"
    due.plug(replace(due.photos, examine=failing))
    due.tick(SLOT)
    due.tick(SLOT + MINUTE)

    assert (due.stages, due.contest().photo) == (["open"], "zebra.jpg")
    assert all(write.jpeg for write in due.page.facts.heard if write.act == "upload")
    assert due.folder("queue") == ["horse.jpg"]


def test_what_staff_ask_for_is_answered_for_itself(due: Week) -> None:
    """Not with another photo's trouble; and the one of another week is none of those that are next."""
    due.photo("aardvark.jpg", "Post-on: 2027-06-04\nPost-on: 2027-06-11", content=file_unlike(6))
    due.photo("bear.jpg", "Post-on: 2026-11-27", content=file_unlike(5))
    due.photo("zebra.jpg", "Post-on: some day", content=file_unlike(4))
    with due.store.transaction() as record:
        record.contests.settle_slot("2026-W48", SLOT, "skipped", SLOT)
        decisions.post_now(record, "zebra.jpg", Word("maria", SLOT))
    assert any("No photo is ready: zebra" in line for line in due.tick().lines)

    with due.store.transaction() as record:
        record.contests.settle_slot("extra 1", SLOT, "missed", SLOT)
        decisions.post_now(record, None, Word("maria", SLOT))
    due.tick()
    assert due.contest().photo == "horse.jpg"
