"""What staff are shown of a tally at a glance, and how a tick keeps that of large contests."""

from collections.abc import Callable

import pytest

from captionbot.contest.entries import Reason
from captionbot.contest.stages import Stage
from captionbot.decisions.leaving_out import disqualify, mark_ours
from captionbot.errors import LeaseLost, StoreError
from captionbot.forgetting import forget, writer_of
from captionbot.overview import View, large
from captionbot.overview import shown as showing
from captionbot.overview.shown import EXAMPLES, basis_of, glance, shown
from captionbot.photos.folder import PhotosFolder
from captionbot.settings import Settings
from captionbot.store.record import Record
from captionbot.store.schema import ShownTally
from tests.contest.made import CLOSES, comment
from tests.rooms.made import MARIA, at_stage, read, reviewed, said_post
from tests.rooms.week import Week
from tests.store.made import HOUR, SLOT, decision

Looking = Callable[[Record], View]


@pytest.fixture
def looking(settings_with: Callable[..., Settings], photos: PhotosFolder) -> Looking:
    """What is shown, an hour after the close."""
    return lambda record: View(record, settings_with(), photos, CLOSES + HOUR)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two comments are many already, and three too many to wait for."""
    monkeypatch.setattr(large, "KEPT_FROM", 1)
    monkeypatch.setattr(showing, "AT_ONCE", 2)


def test_what_was_left_out_is_told_by_reason(record: Record, looking: Looking) -> None:
    """In the order of the published list, the most-voted of each first, and only a few of them."""
    out = [comment(number, "🐎", votes=number) for number in range(10, 20)]
    row = reviewed(record, comment(1, votes=3), comment(2, "Neigh", votes=2, reply_to="1"), *out)
    body = glance(looking(record), row)

    assert (body["number"], body["left_out_number"]) == (1, 11)
    reply, wordless = body["left_out"]
    assert (reply["reason"], reply["number"], reply["sentence"]) == (Reason.REPLY, 1, Reason.REPLY.sentence)
    assert wordless["number"] == 10
    assert [one["votes"] for one in wordless["most"]] == [19, 18, 17, 16, 15][:EXAMPLES]


def test_a_long_curve_is_thinned(record: Record, looking: Looking, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its first and its last point stay."""
    monkeypatch.setattr(showing, "POINTS", 4)
    row = said_post(record)
    for hour in range(8):
        reading = record.comments.begin_reading(1, SLOT + hour * HOUR / 4)
        record.comments.keep(1, reading.id, [comment(1, votes=hour)], SLOT)
        record.comments.end_reading(reading.id, SLOT, complete=True, rows=1, total=1)
    record._session.flush()
    [entry] = glance(looking(record), row)["entries"]

    assert [point["votes"] for point in entry["curve"]] == [0, 2, 4, 6, 7]


def test_a_small_contest_is_judged_while_somebody_looks(record: Record, looking: Looking) -> None:
    """Nothing of it is kept."""
    found = shown(looking(record), reviewed(record))

    assert found is not None
    assert found.body["number"] == 3
    assert (found.made_at, found.stale) == (None, False)
    assert record.desk.shown(1) is None


@pytest.mark.usefixtures("few")
def test_a_large_contest_that_no_tick_has_seen_is_not_judged(record: Record, looking: Looking) -> None:
    """Whoever looks is told that it is being counted."""
    assert shown(looking(record), reviewed(record)) is None


@pytest.mark.usefixtures("few")
def test_what_a_tick_kept_is_shown_and_grows_stale(record: Record, looking: Looking) -> None:
    """As long as nothing has happened it is what there is; after that it is shown as what it is."""
    row, view = reviewed(record), looking(record)
    record.desk.show(1, basis_of(record, row), {"number": 3}, CLOSES)
    record.desk.show(1, basis_of(record, row), {"number": 4}, CLOSES)
    fresh = shown(view, row)
    disqualify(record, "2", Reason.CRUDE, MARIA)
    record._session.flush()
    stale = shown(view, row)

    assert fresh is not None
    assert (fresh.body, fresh.made_at, fresh.stale) == ({"number": 4}, CLOSES, False)
    assert stale is not None
    assert stale.stale


CHANGES: dict[str, Callable[[Record], object]] = {
    "a reading": lambda record: read(record, record.contests.get(1), comment(1, votes=10)),
    "an entry left out": lambda record: disqualify(record, "2", Reason.CRUDE, MARIA),
    "one of ours": lambda record: mark_ours(record, "2", MARIA),
    "another winner": lambda record: setattr(record.contests.get(1), "decision", None),
    "somebody who won lately": lambda record: at_stage(record, Stage.ANNOUNCED, slot_key="2026-W49"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_a_tally_makes_it_anew(record: Record, change: Callable[[Record], object]) -> None:
    """Each of them is part of what it was made of."""
    row = said_post(record)
    row.terms = {**row.terms, "cooldown_weeks": 4}
    record.contests.decide(row, decision())
    read(record, row, comment(1), comment(2))
    before = basis_of(record, row)
    change(record)
    record._session.flush()

    assert basis_of(record, row) != before


@pytest.fixture
def viral(review: Week, monkeypatch: pytest.MonkeyPatch) -> Week:
    """A contest in review whose three comments are more than anybody waits for."""
    monkeypatch.setattr(large, "KEPT_FROM", 1)
    monkeypatch.setattr(showing, "AT_ONCE", 1)
    return review


def _kept(week: Week) -> ShownTally | None:
    with week.store.view() as record:
        return record.desk.shown(1)


def _entries(week: Week) -> list[str]:
    kept = _kept(week)
    assert kept is not None
    return [one["comment_id"] for one in kept.body["entries"]]


def test_a_tick_keeps_what_is_shown_of_a_large_contest(viral: Week) -> None:
    """Made once, and again when staff's word has changed it."""
    viral.tick()
    first = _kept(viral)
    viral.tick(CLOSES + HOUR / 2)
    again = _kept(viral)
    with viral.store.transaction() as record:
        disqualify(record, "2", Reason.CRUDE, viral.word)
    viral.tick()

    assert first is not None
    assert again is not None
    assert again.made_at == first.made_at
    assert _entries(viral) == ["1", "3"]


def test_of_a_small_contest_a_tick_keeps_nothing(review: Week) -> None:
    """The desk judges it when somebody looks."""
    review.tick()

    assert _kept(review) is None


def test_a_pause_stops_no_counting(viral: Week) -> None:
    """Staff look most when something is wrong."""
    with viral.store.transaction() as record:
        record.staff.pause("maria", "a funeral", CLOSES)
    viral.tick()

    assert _entries(viral) == ["1", "2", "3"]


def test_what_is_gone_of_a_past_contest_is_made_within_the_hour(viral: Week) -> None:
    """After an upgrade or a restored backup nothing is kept."""
    viral.tick()
    with viral.store.transaction() as record:
        record.contests.get(1).stage = Stage.ANNOUNCED
        record.people.erase([], CLOSES)
    viral.tick()
    at_once = _kept(viral)
    viral.tick(CLOSES + 2 * HOUR)

    assert at_once is None
    assert _entries(viral) == ["1", "2", "3"]


def test_a_tally_that_can_not_be_made_stops_nothing(viral: Week, caplog: pytest.LogCaptureFixture) -> None:
    """Staff are told, and the tick goes on."""
    with viral.store.transaction() as record:
        record.contests.get(1).terms = {}
        record.people.erase([], CLOSES)
    with pytest.raises(TypeError):
        viral.tick()

    assert "what is shown of contest" in caplog.text
    assert _kept(viral) is None


def test_what_fails_right_after_a_reading_is_told_once(
    week: Week, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """By the end of the tick, which makes it again; the contest goes its way."""

    def full(*_: object) -> None:
        raise StoreError("The tally can't be sorted: disk is full.", "See to the disk.")

    monkeypatch.setattr(large, "KEPT_FROM", 0)
    monkeypatch.setattr("captionbot.runner.showing.glance", full)
    week.posted()
    week.comment(1)
    week.tick(SLOT + 2 * HOUR)

    with week.store.view() as record:
        told = [row.key for row in record.staff.notices() if "StoreError" in row.key]
    assert [key.partition(" StoreError")[0] for key in told] == ["what is shown of contest 1"]
    assert "is made again" in caplog.text


def test_whoever_has_lost_the_lease_shows_nothing(week: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another worker does, and this one stops at once."""

    def lost(*_: object) -> None:
        raise LeaseLost("Another worker took over.")

    monkeypatch.setattr(large, "KEPT_FROM", 0)
    monkeypatch.setattr("captionbot.runner.showing.glance", lost)
    week.posted()
    week.comment(1)
    report = week.tick(SLOT + 2 * HOUR)

    assert report.lines[-1] == "Another worker took over."


def test_what_was_erased_stands_in_no_kept_tally(announced: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is destroyed in the very transaction, and made anew without those words."""
    monkeypatch.setattr(large, "KEPT_FROM", 1)
    announced.tick(announced.clock.now() + 2 * HOUR)
    before = _kept(announced)
    with announced.store.transaction() as record:
        forget(record, announced.settings, writer_of(record, ["2"]), announced.word, erase=True)
    after = _kept(announced)

    assert before is not None
    assert "Caption number 2" in repr(before.body)
    assert after is None
