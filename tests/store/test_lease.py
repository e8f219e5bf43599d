"""The lease: one worker for each Page, and a token that tells a late one."""

import os
import socket
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest

from captionbot.errors import LeaseLost
from captionbot.store import lease as leases
from captionbot.store.database import Store, make_store
from captionbot.store.lease import Lease, may_be_alive, this_process
from captionbot.store.schema import LeaseRow

PATIENCE = 10


def _take(store: Store, holder: str, *, alive: bool = True) -> Lease | None:
    """Take the lease as ``holder``; ``alive`` is said of whoever holds it."""
    with store.transaction() as record:
        return leases.take(record._session, store.page_id, holder, lambda _: alive)


def _check(store: Store, lease: Lease) -> None:
    with store.transaction() as record:
        record.check_lease(lease)


def _expires_at(store: Store) -> datetime:
    with store.view() as record:
        return record._session.get_one(LeaseRow, store.page_id).expires_at


def _run_out(store: Store) -> None:
    """Set the lease's end into the past."""
    _ends(store, datetime(2000, 1, 1, tzinfo=UTC))


def _ends(store: Store, at: datetime) -> None:
    with store.transaction() as record:
        record._session.get_one(LeaseRow, store.page_id).expires_at = at


def test_one_worker_holds_it_and_another_stands_by(store: Store) -> None:
    """While the first may be alive and its time is not over."""
    assert _take(store, "a") == Lease(store.page_id, 1)
    assert _take(store, "b") is None


def test_a_dead_holder_loses_it_at_once(store: Store) -> None:
    """And the token grows, so that it would know if it came back."""
    _take(store, "a")

    assert _take(store, "b", alive=False) == Lease(store.page_id, 2)


def test_it_runs_out_by_the_databases_clock(store: Store) -> None:
    """However alive its holder may be: it may be stopped, or on a machine that is cut off."""
    _take(store, "a")
    _run_out(store)

    assert _take(store, "b") == Lease(store.page_id, 2)


@pytest.mark.parametrize(
    ("seconds", "runs"), [(-1, False), (30, True), (290, True), (310, False), (3650 * 86400, False)]
)
def test_it_runs_for_five_minutes_at_most(store: Store, seconds: int, runs: bool) -> None:  # noqa: FBT001 - a table's column
    """One that ends later was written by a clock that was ahead, and keeps nobody from working."""
    _take(store, "a")
    _ends(store, datetime.now(UTC) + timedelta(seconds=seconds))

    assert _take(store, "b") == (None if runs else Lease(store.page_id, 2))


def test_its_holder_extends_it_by_working(store: Store) -> None:
    """It lasts five minutes from the last transaction that checked it."""
    lease = _take(store, "a")
    assert lease
    _run_out(store)

    _check(store, lease)

    assert _take(store, "b") is None


def test_it_lasts_much_longer_than_a_request(store: Store) -> None:
    """Five minutes by the database's clock, which is this machine's here."""
    _take(store, "a")

    left = _expires_at(store) - datetime.now(UTC)
    assert timedelta(seconds=290) < left <= timedelta(seconds=302)


def test_a_late_worker_finds_its_token_stale(store: Store) -> None:
    """It wakes up after another has taken over, and says nothing more."""
    late = _take(store, "a")
    assert late
    _take(store, "b", alive=False)
    before = _expires_at(store)

    with pytest.raises(LeaseLost, match="taken over"):
        _check(store, late)
    assert _expires_at(store) == before


def test_a_lease_that_is_given_back_is_free_at_once(store: Store) -> None:
    """The next worker need not wait; whoever gave it back works no more."""
    lease = _take(store, "a")
    assert lease
    with store.transaction() as record:
        record.give_back_lease(lease)

    with pytest.raises(LeaseLost):
        _check(store, lease)
    assert _take(store, "b") == Lease(store.page_id, 2)


def test_a_stale_lease_gives_nothing_back(store: Store) -> None:
    """What was another's long ago is not taken from whoever has it now."""
    stale = _take(store, "a")
    assert stale
    _take(store, "b", alive=False)
    with store.transaction() as record:
        record.give_back_lease(stale)

    assert _take(store, "c") is None


def test_a_lease_that_nobody_has_is_no_lease(store: Store) -> None:
    """A restored backup may know of none."""
    with pytest.raises(LeaseLost):
        _check(store, Lease(store.page_id, 1))


def test_of_two_that_come_at_once_one_has_it(database_url: str) -> None:
    """The other stands by, also where the Page has never had a worker and neither finds the other's row."""
    stores = [make_store(database_url, "1"), make_store(database_url, "1")]
    start, got = Barrier(2, timeout=PATIENCE), list[Lease | None]()

    def come(store: Store) -> None:
        start.wait()
        got.append(_take(store, "somebody"))

    threads = [Thread(target=come, args=(store,)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    for store in stores:
        store.close()

    assert sorted(got, key=bool) == [None, Lease("1", 1)]


def test_the_second_of_two_first_workers_waits_for_the_firsts_row(database_url: str) -> None:
    """It finds no row, for the other's is not committed yet; and is no error's victim for that."""
    store, other = make_store(database_url, "1"), make_store(database_url, "1")
    got = list[Lease | None]()
    second = Thread(target=lambda: got.append(_take(other, "b")))

    with store.transaction() as record:
        first = leases.take(record._session, "1", "a", lambda _: True)
        second.start()
        second.join(0.3)
        assert second.is_alive()
    second.join(PATIENCE)
    store.close()
    other.close()

    assert (first, got) == (Lease("1", 1), [None])


def _gone() -> str:
    """A process that has ended."""
    ended = subprocess.Popen(["true"])
    ended.wait()
    return _like_this(pid=str(ended.pid))


def _like_this(*, host: str | None = None, pid: str | None = None, started: str | None = None) -> str:
    ours = this_process().rsplit(" ", 2)
    return " ".join(given or own for given, own in zip((host, pid, started), ours, strict=True))


ALIVE: dict[str, tuple[Callable[[], str], bool]] = {
    "this process": (this_process, True),
    "a process of another machine": (lambda: _like_this(host="elsewhere"), True),
    "a process with the same number on another machine": (lambda: "elsewhere 1 1", True),
    "a process that has ended": (_gone, False),
    "a number that was used again": (lambda: _like_this(started="1"), False),
    "no number at all": (lambda: _like_this(pid="x"), True),
    "nothing": (lambda: "", True),
}


@pytest.mark.parametrize(("holder", "alive"), ALIVE.values(), ids=ALIVE)
def test_only_a_holder_of_this_machine_is_known_to_be_dead(holder: Callable[[], str], alive: bool) -> None:  # noqa: FBT001 - a table's column
    """In doubt it may be alive."""
    assert may_be_alive(holder()) is alive


def test_a_process_that_waits_to_be_buried_is_dead() -> None:
    """A zombie holds nothing any more."""
    with subprocess.Popen(["true"]) as ended:
        os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)

        assert not may_be_alive(_like_this(pid=str(ended.pid)))


@pytest.fixture
def strange_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A system without the kernel's files about processes."""
    monkeypatch.setattr(leases, "Path", lambda name: tmp_path / name.strip("/"))


@pytest.mark.usefixtures("strange_system")
def test_without_the_kernels_files_a_process_is_known_by_its_number() -> None:
    """One that runs may be the holder, one that has ended is not."""
    assert this_process() == f"{socket.gethostname()} {os.getpid()} running"
    assert may_be_alive(this_process())
    ended = subprocess.Popen(["true"])
    ended.wait()
    assert not may_be_alive(f"{socket.gethostname()} {ended.pid} running")


@pytest.mark.usefixtures("strange_system")
def test_a_process_of_another_account_runs_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system won't let us ask it, and so says that it is there."""

    def refused(pid: int, signal: int) -> None:
        raise PermissionError(pid, signal)

    monkeypatch.setattr(os, "kill", refused)

    assert may_be_alive(this_process())


def test_a_lease_of_no_row_is_not_given_back(store: Store) -> None:
    """A restored backup may know of none; nothing is made of it."""
    with store.transaction() as record:
        record.give_back_lease(Lease(store.page_id, 1))
    assert _take(store, "a") == Lease(store.page_id, 1)


def test_postgresqls_clock_is_that_of_the_moment() -> None:
    """Its ``now()`` stands still for a whole transaction, however long that waited for the row."""
    words = leases._database_now("postgresql", 300)

    assert str(words) == "clock_timestamp() + :clock_timestamp_1"
    assert list(words.compile().params.values()) == [timedelta(seconds=300)]


@pytest.mark.parametrize("host", ["desk", "desk/boot/pid:[4026531836]"])
def test_a_holder_is_named_as_a_person_finds_it(host: str) -> None:
    """By its process and the machine."""
    assert leases.in_words(f"{host} 4711 98765") == "process 4711 on desk"
