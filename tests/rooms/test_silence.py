"""Keeping silent: paused, held, without the lease, or by a clock that is wrong, nothing leaves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from captionbot.errors import ClockWrong, LeaseLost
from captionbot.store.database import Store
from captionbot.store.lease import Lease
from captionbot.store.record import Record
from captionbot.store.utterances import Kind, Outcome
from captionbot.utter import Heard, State
from tests.rooms.pretend import PretendPage, lies
from tests.rooms.speaking import Speaker, speaker_of
from tests.store.made import SLOT


def test_what_is_held_is_looked_for_and_not_said(speaker: Speaker) -> None:
    """Whoever holds it wants to know whether it stands."""
    heard = speaker.say(held="a funeral")
    assert (heard.state, heard.note, speaker.page.acts()) == (State.PAUSED, "a funeral", [])

    speaker.page.answers(lies(5))
    assert speaker.say().state == State.SETTLING
    speaker.clock.on(minutes=6)
    assert speaker.say(held="a funeral").state == State.SAID


@pytest.mark.parametrize("minutes", [16, -16, 60 * 24 * 365])
def test_nothing_is_said_by_a_clock_that_is_wrong(speaker: Speaker, minutes: int) -> None:
    """A quarter of an hour either way, by Facebook's own."""
    speaker.page.facts.ahead = timedelta(minutes=minutes)

    with pytest.raises(ClockWrong, match="clock"):
        speaker.say()
    assert speaker.sent == 0
    assert speaker.row.outcome == Outcome.INTENDED


@pytest.mark.parametrize("ahead", [timedelta(minutes=15), -timedelta(minutes=15), None])
def test_clocks_that_nearly_agree_are_trusted(speaker: Speaker, ahead: timedelta | None) -> None:
    """And where Facebook tells no time there is nothing to compare."""
    speaker.page.facts.ahead = ahead

    assert speaker.say().state == State.SAID


class Interrupted(Store):
    """A store in which something happens just before the transaction of a given number begins."""

    def __init__(self, store: Store, number: int, happens: Callable[[], object]) -> None:
        """Let it happen once."""
        super().__init__(store.engine, store.page_id)
        self.left, self.happens = number, happens

    @contextmanager
    def transaction(self) -> Iterator[Record]:
        """The next transaction."""
        self.left -= 1
        if self.left == 0:
            self.happens()
        with super().transaction() as record:
            yield record


INTENT, LAST_CHECK = 1, 2
"""Without an upload these are the transactions of an attempt before anything leaves."""


def _interrupted(store: Store, page: PretendPage, number: int, happens: Callable[[Record, Lease], object]) -> Speaker:
    speaker = speaker_of(store, page, Kind.REPLY, lambda record: "".join(row.because for row in record.staff.pauses()))
    mouth = speaker.mouth

    def now() -> None:
        with store.transaction() as record:
            happens(record, mouth.lease)

    mouth.store = Interrupted(store, number, now)
    return speaker


def _pause(record: Record, _: Lease) -> None:
    record.staff.pause("maria", "a funeral", SLOT)


def _take_over(record: Record, lease: Lease) -> None:
    record.give_back_lease(lease)
    assert record.take_lease()


def test_a_pause_before_the_intent_is_obeyed(store: Store, page: PretendPage) -> None:
    """Nothing is written down, nothing leaves."""
    speaker = _interrupted(store, page, INTENT, _pause)

    assert speaker.say() == Heard(State.PAUSED, note="a funeral")
    assert (speaker.sent, speaker.row.outcome, list(speaker.attempts)) == (0, Outcome.INTENDED, [])


def test_a_pause_between_intent_and_sending_is_obeyed(store: Store, page: PretendPage) -> None:
    """The attempt is withheld, which uses up none."""
    speaker = _interrupted(store, page, LAST_CHECK, _pause)

    assert speaker.say() == Heard(State.PAUSED, note="a funeral")
    assert (speaker.sent, speaker.row.outcome, speaker.row.attempts) == (0, Outcome.INTENDED, 0)
    assert [(one.outcome, one.detail) for one in speaker.attempts] == [("withheld", "a funeral")]


@pytest.mark.parametrize("number", [INTENT, LAST_CHECK])
def test_a_lease_lost_before_sending_means_silence(store: Store, page: PretendPage, number: int) -> None:
    """Whoever has taken over looks first, and says it if it does not stand."""
    speaker = _interrupted(store, page, number, _take_over)

    with pytest.raises(LeaseLost):
        speaker.say()
    assert speaker.sent == 0
    assert speaker.row.outcome == (Outcome.INTENDED if number == INTENT else Outcome.UNKNOWN)


def test_a_lease_lost_while_looking_adopts_nothing(store: Store, page: PretendPage) -> None:
    """The other writes it down."""
    speaker = _interrupted(store, page, 1, _take_over)
    page.reply("9_1", speaker.row.text)

    with pytest.raises(LeaseLost):
        speaker.say()
    assert speaker.row.outcome == Outcome.INTENDED


def test_what_was_sent_is_written_down_even_without_the_lease(speaker: Speaker) -> None:
    """It stands: whoever works now must know."""
    publish, reply = speaker.page.publish, speaker.page.reply

    def lose_it() -> None:
        with speaker.store.transaction() as record:
            record.give_back_lease(speaker.mouth.lease)

    def publish_late(text: str, *, photo_id: str) -> str:
        said = publish(text, photo_id=photo_id)
        lose_it()
        return said

    def reply_late(graph_id: str, text: str) -> str:
        said = reply(graph_id, text)
        lose_it()
        return said

    speaker.page.publish = publish_late  # type: ignore[method-assign] # this one Page's
    speaker.page.reply = reply_late  # type: ignore[method-assign] # as above
    assert speaker.say().state == State.SAID
    assert speaker.row.outcome == Outcome.SAID
