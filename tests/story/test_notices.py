"""Staff hear by mail: captionbot as processes, a pretend Facebook, and a real mail server, all on this machine."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.graph.loopback import Loopback, says
from tests.mailbox import OF_STAFF, Mailbox, mail_server
from tests.story.test_daemons import daemon, stops, until
from tests.story.town import ANNOUNCE, CLOSE, NEXT_SLOT, SLOT, Town

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # apprise's own import
THURSDAY = "2026-11-26T16:05:00Z"
"""A little less than a day before the slot."""
DESK = "https://desk.example"
CHIEF = "chief@city.example"


@pytest.fixture
def mail() -> Iterator[tuple[Mailbox, str]]:
    """A mail server, and the address by which Apprise reaches it."""
    with mail_server() as server:
        yield server


@pytest.fixture
def told(town: Town, mail: tuple[Mailbox, str]) -> Town:
    """A town with photos for a month whose staff are told by mail, and their chief where nobody acts."""
    _, address = mail
    backup = address.replace(OF_STAFF, CHIEF)
    town.settle_in(NOTIFY_URLS=address, NOTIFY_BACKUP=backup, DESK_URL=DESK)
    for number in range(1, 5):
        town.queue_photo(f"photo-{number}.jpg", f"Alt: Photo number {number}.\n\nWhat's the caption?")
    return town


def _ticks(town: Town, *whens: str) -> None:
    for when in whens:
        town.at(when).tick()
        town.later(minutes=1).tick()


def _a_whole_week(town: Town) -> None:
    _ticks(town, "2026-11-26T12:00:00Z", THURSDAY, SLOT)
    town.fan("The horse asked for the stable special.", 9, by="Ana Lovelace")
    town.fan("No straw for me, thanks.", 5, by="Robin Maplewood")
    _ticks(town, CLOSE, ANNOUNCE, "2026-12-02T16:00:00Z")


def test_a_week_of_mails(told: Town, mail: tuple[Mailbox, str]) -> None:
    """Three in a good week; then the token dies: whoever looks after it hears at once, and others four hours later."""
    mailbox, _ = mail
    _a_whole_week(told)
    assert mailbox.subjects == [
        "Tomorrow 10:00 AM: photo photo-1.jpg",
        "Shortlist ready: 2 captions, the first goes out tomorrow 10:00 AM",
        "Announced: Ana L. won with 9 votes",
    ]
    coming, shortlist, announced = mailbox.bodies
    assert "Alternative text: Photo number 1." in coming
    assert [part.get_content_type() for part in mailbox.mails[0].iter_attachments()] == ["image/jpeg"]
    assert "1. “The horse asked for the stable special.”, 9 votes, by Ana L." in shortlist
    assert DESK in coming
    assert DESK in shortlist
    assert "Lovelace" not in shortlist + announced

    told.facebook.kill_token()
    mailbox.mails.clear()
    for minutes in (0, 1, 60, 120, 200, 239, 241, 300):
        told.at(NEXT_SLOT).later(minutes=minutes).tick()
    assert [mail["To"] for mail in mailbox.mails] == [OF_STAFF, CHIEF]
    assert mailbox.subjects[1].startswith("Nobody has acted yet: ")
    assert "captionbot token" in mailbox.bodies[0]
    assert all(told.facebook.token not in mail.as_string() for mail in mailbox.mails)


def test_at_the_weekly_pace_a_week_is_one_mail(told: Town, mail: tuple[Mailbox, str]) -> None:
    """When entries close, with the shortlist first."""
    mailbox, address = mail
    told.settle_in(NOTIFY_URLS=address, NOTIFY_PACE="weekly")
    told.in_review(("The horse asked for the stable special.", 9), ("No straw for me, thanks.", 5))
    told.later(minutes=1).tick()

    [subject] = mailbox.subjects
    assert subject.startswith("This week: Shortlist ready: 2 captions")
    assert "Photos for 4 more Fridays" in mailbox.bodies[0]


def test_a_daemon_mails_once_and_calls_the_dead_mans_switch(told: Town, mail: tuple[Mailbox, str]) -> None:
    """Killed and started again it has told everything already; what the mail server puts off comes later."""
    mailbox, address = mail
    with closing(Loopback(*[says({})] * 20)) as switch:
        told.settle_in(NOTIFY_URLS=address, HEARTBEAT_URL=f"{switch.url}/ping/secret-of-ours")
        told.at(THURSDAY)
        mailbox.refuses = True
        with daemon(told) as process:
            until(lambda: any(row["lacking"] for row in told.rows("notices")))
            until(lambda: switch.asked)
            process.kill()
        mailbox.refuses = False
        told.later(minutes=2)
        with daemon(told) as process:
            until(lambda: mailbox.mails)
            told.later(minutes=10)
            stops(process)
        assert {asked.path for asked in switch.asked} == {"/ping/secret-of-ours"}
    assert mailbox.subjects == ["Tomorrow 10:00 AM: photo photo-1.jpg"]
