"""One worker per Page: a lease row with a growing token.

A holder that wakes up late finds its token stale, in the transaction that writes an intent and again just
before it sends. The database's clock alone decides when a lease has run out; a holder that is provably dead on this
host loses it at once.
"""

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Integer, String, Update, and_, bindparam, func, select, update
from sqlalchemy.orm import Session

from captionbot.errors import LeaseLost
from captionbot.store.inserting import insert_into
from captionbot.store.schema import LeaseRow

LEASE_SECONDS = 300
"""Much longer than one request may take; renewed between requests."""

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work for a Page, while ``token`` is the newest."""

    page_id: str
    token: int


def take(session: Session, page_id: str, holder: str, alive: Callable[[str], bool]) -> Lease | None:
    """Take the Page's lease, or None while another worker holds it.

    ``alive`` tells of a holder whether it may still be running.
    """
    row = session.get(LeaseRow, page_id, with_for_update=True) or _first(session, page_id)
    if row.holder and alive(row.holder) and _runs(session, page_id):
        return None
    row.token, row.holder = row.token + 1, holder
    session.flush()
    taken = Lease(page_id, row.token)
    _extend(session, taken)
    return taken


def _first(session: Session, page_id: str) -> LeaseRow:
    """The Page's row where there is none yet; of two workers that come at once the second waits for the first's."""
    nobodys = insert_into(session, LeaseRow).values(page_id=page_id, token=0, holder="", expires_at=LONG_AGO)
    session.execute(nobodys.on_conflict_do_nothing())
    return session.get_one(LeaseRow, page_id, with_for_update=True)


def _runs(session: Session, page_id: str) -> bool:
    """Whether a lease is not over. One that ends later than any can was written by a clock that was ahead."""
    dialect = session.get_bind().dialect.name
    now, latest = _database_now(dialect), _database_now(dialect, LEASE_SECONDS)
    runs = and_(LeaseRow.expires_at > now, LeaseRow.expires_at <= latest)
    return bool(session.scalar(select(runs).where(LeaseRow.page_id == page_id)))


def check(session: Session, lease: Lease) -> None:
    """Extend the lease if it is still ours; raises LeaseLost if another worker has taken over."""
    if not _extend(session, lease):
        raise LeaseLost(
            "Another captionbot has taken over this Page; this one says nothing more.",
            "Run one captionbot for each Page; a second one stands by.",
        )


def give_back(session: Session, lease: Lease) -> None:
    """Let the next worker begin at once."""
    row = session.get(LeaseRow, lease.page_id, with_for_update=True)
    if row is not None and row.token == lease.token:
        row.holder = ""


def _database_now(dialect: str, seconds: int = 0) -> ColumnElement[Any]:
    """The database's own clock, some seconds on, in the form in which it keeps instants."""
    if dialect == "sqlite":
        return func.strftime("%Y-%m-%d %H:%M:%f000", "now", f"+{seconds} seconds")
    return func.clock_timestamp() + timedelta(seconds=seconds)


def _extend(session: Session, lease: Lease) -> bool:
    """Let a lease last anew; False where it is another's by now, or was given back."""
    longer = _longer(session.get_bind().dialect.name)
    ours = {"of_page": lease.page_id, "our_token": lease.token}
    done = session.execute(longer, ours, execution_options={"synchronize_session": False})
    return bool(cast("CursorResult[Any]", done).rowcount)


@cache
def _longer(dialect: str) -> Update:
    """Built once: every page of comments that is kept asks for it, and everything else that is written."""
    of, token = bindparam("of_page", type_=String), bindparam("our_token", type_=Integer)
    ours = (LeaseRow.page_id == of, LeaseRow.token == token, LeaseRow.holder != "")
    return update(LeaseRow).where(*ours).values(expires_at=_database_now(dialect, LEASE_SECONDS))


def this_process() -> str:
    """Host, process and its start, so that a number used again is not taken for the same process."""
    return f"{_host()} {os.getpid()} {_started(os.getpid())}"


def may_be_alive(holder: str) -> bool:
    """Whether a holder may still run; only one of this very host can be known to be dead."""
    host, _, rest = holder.rpartition(" ")[0].rpartition(" ")
    pid, started = rest, holder.rpartition(" ")[2]
    if host != _host() or not pid.isdigit():
        return True
    return _started(int(pid)) == started


def in_words(holder: str) -> str:
    """A holder as a person finds it: the process and its host."""
    host, _, pid = holder.rpartition(" ")[0].rpartition(" ")
    return f"process {pid} on {host.partition('/')[0]}"


def _host() -> str:
    # A container's process numbers mean nothing outside it, hence the boot as well as the name.
    boot, numbers = Path("/proc/sys/kernel/random/boot_id"), Path("/proc/self/ns/pid")
    if not boot.exists():
        return socket.gethostname()
    return f"{socket.gethostname()}/{boot.read_text().strip()}/{numbers.readlink()}"


def _started(pid: int) -> str:
    """When a process began, in the kernel's own count; empty where there is none."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "" if not _exists(pid) else "running"
    state, *numbers = words.rpartition(")")[2].split()
    return "" if state in "ZX" else numbers[18]


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
