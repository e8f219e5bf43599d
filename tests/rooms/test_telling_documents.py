"""docs/notices.md shows staff each message before they get it: word for word as it is sent; and each address works."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from apprise import Apprise

from captionbot.contest.notices import About
from captionbot.errors import TokenDead
from captionbot.graph.codes import row_for
from captionbot.telling import Message
from tests.contest.made import CLOSES, comment
from tests.rooms.conftest import SettingsWith
from tests.rooms.pretend import LOST
from tests.rooms.telling import DESK, SOMEBODY, Staff
from tests.rooms.week import Week
from tests.store.made import ANNOUNCES, HOUR, MINUTE, SLOT

DOCUMENT = (Path(__file__).parents[2] / "docs" / "notices.md").read_text()
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
PATROL = "Alt: Two officers on horseback outside a diner.\n\nThey promised the horses a treat. What's the caption?"


Sent = Callable[[Staff], Iterator[Message]]


def _staff(week: Week) -> Staff:
    """With two photos, and a first slot on Friday."""
    with week.store.transaction() as record:
        record.page().slots_since = SLOT - 2 * DAY
    week.photo("1974-patrol.jpg", PATROL)
    week.photo("1975-parade.jpg", "Alt: A parade.")
    week.tick(SLOT - 2 * DAY)
    return Staff(week)


def _write(week: Week, number: int, name: str, votes: int, text: str) -> None:
    """A caption of somebody with a name, as staff see it."""
    said = replace(comment(number, text, votes=votes), entrant_name=name)
    week.page.shows(said, week.page.own()[-1].post_id)


def _in_a_good_week(staff: Staff) -> Iterator[Message]:
    week = staff.week
    staff.hear(SLOT - DAY)
    yield staff.message("coming")
    week.tick(SLOT + 2 * HOUR)
    yield staff.message("posted")
    _write(week, 1, "Ana Lind", 96, "I said hay. Not hey.")
    _write(week, 2, "Ben Oru", 41, "Drive-through, they said.")
    _write(week, 3, "Cleo Marsh", 12, "Would you like fries with that trot? Call 555-0134")
    week.tick(CLOSES)
    yield staff.message("closed")
    week.tick(ANNOUNCES)
    yield staff.message("announced")


def _once_a_week(staff: Staff) -> Iterator[Message]:
    week = staff.week
    week.tick(SLOT)
    _write(week, 1, "Ana Lind", 96, "I said hay. Not hey.")
    week.tick(CLOSES)
    yield staff.letter()


def _about_weeks(staff: Staff) -> Iterator[Message]:
    week = staff.week
    with week.store.transaction() as record:
        record.staff.skip("2026-W48", "maria", SLOT - 2 * DAY)
    staff.hear(SLOT - DAY)
    yield staff.message("coming")
    with week.store.transaction() as record:
        record.staff.pause("maria", "Officer Lee", SLOT + DAY)
    staff.hear(SLOT + WEEK - DAY)
    yield staff.message("paused")
    with week.store.transaction() as record:
        record.staff.end_pause(record.staff.pauses()[0], "maria", SLOT + 6 * DAY + HOUR)
    for path in (week.photos.root / "queue").iterdir():
        path.unlink()
    week.tick(SLOT + WEEK - 5 * HOUR)
    yield staff.message("no photo 2026-W49")
    week.tick(SLOT + WEEK)
    yield staff.message("empty")
    week.photo("1980-fair.jpg", "Alt: x")
    week.tick(SLOT + 2 * WEEK + 7 * HOUR)
    yield staff.message("missed")


def _that_are_urgent(staff: Staff) -> Iterator[Message]:
    week = staff.week
    row = row_for(190, 460)
    dead = TokenDead(row.says, row.do, code=190, subcode=460)
    week.page.facts.trouble = {"me": dead, "recent_posts": dead}
    week.tick(SLOT)
    (token,) = [one for one in week.notices if one.about == About.TOKEN]
    yield staff.message(token.key)
    yield staff.message(token.key, again=True)
    week.page.facts.trouble = {}
    for minute in (1, 12, 360):
        week.page.facts.answers.clear()
        week.page.answers(LOST)
        week.tick(SLOT + minute * MINUTE)
    (stuck,) = [one for one in week.notices if one.about == About.STUCK]
    yield staff.message(stuck.key)


def _that_wait(staff: Staff) -> Iterator[Message]:
    week = staff.week
    week.tick(SLOT)
    _write(week, 1, "Ana Lind", 96, "Call me on 555-0134, said the horse.")
    week.tick(CLOSES)
    week.tick(ANNOUNCES)
    (waits,) = [one for one in week.notices if one.about == About.WAITS]
    yield staff.message(waits.key)


@pytest.mark.parametrize(
    ("sent", "pace"),
    [
        (_in_a_good_week, "normal"),
        (_once_a_week, "weekly"),
        (_about_weeks, "normal"),
        (_that_are_urgent, "normal"),
        (_that_wait, "normal"),
    ],
)
def test_each_message_stands_in_the_document(make_week: Callable[..., Week], sent: Sent, pace: str) -> None:
    """Title and text, as staff get them."""
    staff = _staff(make_week(f"{SOMEBODY}{DESK}NOTIFY_PACE={pace}\n"))
    shown = [f"{one.title}\n\n{one.text}" for one in sent(staff)]
    print("\n\n".join(f"```text\n{one}\n```" for one in shown))  # noqa: T201 - to be put into the document
    assert [one for one in shown if f"```text\n{one}\n```" not in DOCUMENT] == []


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # apprise's own import
def test_every_address_in_the_document_is_one(settings_with: SettingsWith) -> None:
    """Written into `.env` as it stands, it arrives whole, and Apprise knows it; nothing is sent to any."""
    addresses = re.findall(r"^\| [^|]+ \| `([a-z]+://[^`]+)` \|", DOCUMENT, re.MULTILINE)
    assert len(addresses) > 6
    for one in addresses:
        found = settings_with(f"NOTIFY_URLS={one}\n")
        assert found.notify_urls == (one,)
        assert Apprise.instantiate(one) is not None
