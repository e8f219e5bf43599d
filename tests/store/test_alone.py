"""Whoever decides waits for whoever is deciding, on both databases."""

from threading import Event, Thread

from captionbot.store.database import make_store
from tests.store.made import POST_AT, SLOT, begun, decision

PATIENCE = 20
"""Seconds that a test waits for another thread on a busy machine."""


def test_the_second_decides_after_the_first(database_url: str) -> None:
    """And reads what the first has written, before it writes anything."""
    store, other = make_store(database_url, "1"), make_store(database_url, "1")
    with store.transaction() as record:
        record.begin_page(SLOT, POST_AT)
        begun(record)
    trying, seen = Event(), list[int]()

    def second() -> None:
        trying.set()
        with other.transaction() as record:
            record.alone()
            seen.append(record.contests.decide(record.contests.get(1), decision(by="joe")).number)

    with store.transaction() as record:
        record.alone()
        thread = Thread(target=second)
        thread.start()
        assert trying.wait(PATIENCE)
        thread.join(0.3)
        assert thread.is_alive()
        seen.append(record.contests.decide(record.contests.get(1), decision(by="maria")).number)
    thread.join(PATIENCE)
    with store.view() as record:
        in_force = record.contests.decision(record.contests.get(1))
    store.close()
    other.close()

    assert seen == [1, 2]
    assert in_force
    assert in_force.by == "joe"


def test_a_decision_waits_for_a_tick_that_writes(database_url: str) -> None:
    """What a tick read in the transaction in which it writes is still so when it has written."""
    store, other = make_store(database_url, "1"), make_store(database_url, "1")
    with store.transaction() as record:
        record.begin_page(SLOT, POST_AT)
    with store.transaction() as record:
        lease = record.take_lease()
    assert lease
    trying, done = Event(), Event()

    def staff() -> None:
        trying.set()
        with other.transaction() as record:
            record.alone()
        done.set()

    with store.transaction() as record:
        record.check_lease(lease)
        thread = Thread(target=staff)
        thread.start()
        assert trying.wait(PATIENCE)
        assert not done.wait(0.3)
    assert done.wait(PATIENCE)
    thread.join(PATIENCE)
    store.close()
    other.close()
