"""Several Pages in one database: none sees what is another's."""

import pytest

from captionbot.errors import StoreError
from captionbot.store.database import Store
from captionbot.store.record import Record
from tests.contest.made import comment
from tests.store.made import HOUR, POST_AT, SLOT, begun, decision, utterance


def test_a_page_begins_once(store: Store) -> None:
    """A second `init` changes nothing: the slots of before don't exist, those since do."""
    with store.transaction() as record:
        assert not record.begin_page(SLOT + HOUR, "monday 9:00 Europe/Paris")
    with store.view() as record:
        page = record.page()

    assert (page.initialised_at, page.slots_since, page.post_at) == (SLOT, SLOT, POST_AT)
    assert (page.quiet_until, page.last_tick_at) == (None, None)


def test_a_page_that_has_not_begun_is_named(store: Store) -> None:
    """A slip in the Page's id must not begin another record."""
    stranger = Store(store.engine, "4040")

    with pytest.raises(StoreError, match="4040") as refused, stranger.view() as record:
        record.page()
    assert "FACEBOOK_PAGE_ID" in refused.value.do


def test_pages_do_not_see_each_other(store: Store) -> None:
    """Everything that one Page has, and the other has nothing of it."""
    with store.transaction() as record:
        _fill(record)
    neighbour = Store(store.engine, f"{store.page_id}0")
    with neighbour.transaction() as record:
        record.begin_page(SLOT, POST_AT)
        assert _seen(record) == dict.fromkeys(_seen(record), 0)
        assert begun(record).number == 1

    with store.view() as record:
        assert _seen(record) == dict.fromkeys(_seen(record), 1)


def test_pages_have_leases_of_their_own(store: Store) -> None:
    """One worker for each Page, and one may work for both."""
    neighbour = Store(store.engine, f"{store.page_id}0")
    with store.transaction() as record:
        ours = record.take_lease()
    with neighbour.transaction() as record:
        theirs = record.take_lease()

    assert ours
    assert theirs
    assert (ours.token, theirs.token) == (1, 1)
    with store.transaction() as record:
        record.check_lease(ours)


def _fill(record: Record) -> None:
    row = begun(record, post_id="1_1", photo_in="posted")
    record.contests.decide(row, decision())
    row.stage = "announced"
    record.contests.settle_slot("extra 1", SLOT, "asked", SLOT)
    reading = record.comments.begin_reading(1, SLOT)
    record.comments.keep(1, reading.id, [comment(1)], SLOT)
    record.comments.end_reading(reading.id, SLOT, complete=True, rows=1, total=1)
    record.utterances.said(record.utterances.intend(utterance()), "1_1", SLOT)
    record.staff.pause("maria", "a funeral", SLOT)
    record.staff.skip("2026-W52", "maria", SLOT)
    record.staff.tell("token", "The token is dead.", SLOT)
    record.staff.note(SLOT, "maria", "hold", contest=1)


def _seen(record: Record) -> dict[str, int]:
    """How much of each thing a Page sees."""
    return {
        "contests": len(record.contests.all()),
        "latest": int(record.contests.latest() is not None),
        "photos": len(record.contests.photos()),
        "markers": record.contests.markers_like("Beat"),
        "winners": len(record.contests.recent_winners(SLOT)),
        "asked": len(record.contests.asked()),
        "slots": len(record.contests.slots()),
        "comments": record.comments.count(1),
        "rows": len(record.comments.of_contest(1)),
        "comment": int(record.comments.get(1, "1") is not None),
        "reading": int(record.comments.last_reading(1) is not None),
        "entrants": len(record.comments.entrants({"1"})),
        "utterances": len(record.utterances.of_contest(1)),
        "found": int(record.utterances.find(1, "post") is not None),
        "claimed": len(record.utterances.claimed(but=0)),
        "pauses": len(record.staff.pauses()),
        "paused": int(record.staff.paused_between(SLOT, SLOT) is not None),
        "skips": len(record.staff.skips()),
        "notices": len(record.staff.notices()),
        "audit": len(record.staff.audit(1)),
    }
