"""A hall whose writer is killed at any moment: what stands works, and the next writing mends it."""

import os
import signal
from collections.abc import Callable

import pytest

from captionbot import decisions
from captionbot.forgetting import forget, writer_of
from captionbot.site.folder import Busy
from captionbot.site.publishing import publish
from captionbot.store.database import open_store
from tests.site.room.hung import Hall, dangling, digests, files_in, listed
from tests.site.room.test_hung import MARIA

Deed = Callable[..., object]
DEEDS = ("replace", "unlink")
"""What changes a hall: both stand in `os`, and nothing else in it is called for one."""
MOST = 60
BUSY = 5
"""How a writer ends that came second."""


def killed_at(hall: Hall, step: int) -> bool:
    """Write it in a process of its own, killed right after so many deeds; False where it came to its end before."""
    end = os.waitstatus_to_exitcode(os.waitpid(writing(hall, step), 0)[1])
    assert end in {0, -signal.SIGKILL}
    return end != 0


def writing(hall: Hall, step: int = 0) -> int:
    """A process that writes it, by its number."""
    child = os.fork()
    if child == 0:
        _write_and_die(hall, step)
    return child


def _write_and_die(hall: Hall, step: int) -> None:
    left = [step]

    def counted(deed: Deed) -> Deed:
        def done(*args: object, **named: object) -> None:
            deed(*args, **named)
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        return done

    for name in DEEDS:
        setattr(os, name, counted(getattr(os, name)))
    try:  # a connection must not be shared with another process
        hall.store = open_store(hall.store.engine.url.render_as_string(hide_password=False), hall.store.page_id)
        publish(hall.sources, hall.place)
        os._exit(0)
    except Busy:
        os._exit(BUSY)
    finally:
        os._exit(1)


def change_much(hall: Hall) -> None:
    """Two new contests, one retracted, and a winner who asked to be forgotten."""
    hall.hang(4, 5)
    with hall.store.transaction() as record:
        decisions.retract(record, 2, MARIA)
        forget(record, hall.settings, writer_of(record, ["3000"]), MARIA, erase=True)


def ended_well(hall: Hall) -> None:
    """The next writing makes of it what a first one makes, and nothing is left behind."""
    hall.write()
    whole = hall.place.with_name("whole")
    place, hall.place = hall.place, whole
    hall.write()
    hall.place = place
    assert digests(place) == digests(whole)
    assert listed(place) == digests(place)
    assert {name for name, _ in files_in(place) if name.startswith(".") or "/." in name} == {".captionbot-site.json"}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("begun", [False, True], ids=["first", "later"])
def test_killed_after_each_deed(hall: Hall, *, begun: bool) -> None:
    """No visitor ever meets a link that leads nowhere, and each file is one that was meant to be."""
    if begun:
        hall.hang(1, 2, 3).write()
        change_much(hall)
    else:
        hall.hang(1, 2)
    step = 0
    while killed_at(hall, step := step + 1):
        assert step < MOST
        assert dangling(hall.place) == set(), step
        for name, digest in digests(hall.place).items():
            known = listed(hall.place).get(name)
            assert known is not None or name.endswith(".part"), (step, name)
            assert not known or digest in known, (step, name)

    assert step > 5
    ended_well(hall)


@pytest.mark.timeout(120)
def test_killed_once_at_each_deed(hall: Hall) -> None:
    """From the same beginning each time, and then ended by another."""
    hall.hang(1, 2, 3).write()
    before = dict(files_in(hall.place))
    change_much(hall)
    for step in range(1, MOST):
        for name in dict(files_in(hall.place)):
            (hall.place / name).unlink()
        for name, content in before.items():
            (hall.place / name).write_bytes(content)
        if not killed_at(hall, step):
            break
        assert dangling(hall.place) == set(), step
        hall.write()
        assert listed(hall.place) == digests(hall.place)
        assert dangling(hall.place) == set(), step
    assert step > 20
    ended_well(hall)


@pytest.mark.timeout(120)
def test_a_daemon_and_a_command_at_once(hall: Hall) -> None:
    """Whoever comes second is told so; in the end all of it is there, whole."""
    hall.hang(1, 2, 3)
    children = [writing(hall) for _ in range(4)]
    ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]

    assert 0 in ends
    assert set(ends) <= {0, BUSY}
    assert dangling(hall.place) == set()
    ended_well(hall)
