"""A mouth with something to say, on a Page that may lie."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from captionbot.store.database import Store
from captionbot.store.record import Record
from captionbot.store.schema import Attempt, Utterance
from captionbot.store.utterances import Kind
from captionbot.utter import Heard, Mouth, Picture
from tests.contest.made import comment
from tests.rooms.pretend import PretendPage, SetClock
from tests.store.made import HOUR, MINUTE, SLOT, begun, utterance

SETTLE = 10 * MINUTE
UNTIL = SLOT + 6 * HOUR
PICTURE = Picture(b"jpeg", "Two officers on horseback")


@dataclass
class Speaker:
    """A mouth, what it is to say, and the Page it says it on."""

    store: Store
    page: PretendPage
    clock: SetClock
    mouth: Mouth
    utterance_id: int

    def say(self, *, held: str = "", picture: Callable[[], Picture] = lambda: PICTURE) -> Heard:
        """Try now."""
        with self.store.view() as record:
            posts = record.utterances.get(self.utterance_id).kind == Kind.POST
        return self.mouth.say(
            self.utterance_id, until=UNTIL, settle=SETTLE, held=held, picture=picture if posts else None
        )

    @property
    def row(self) -> Utterance:
        """What the record knows of it."""
        with self.store.view() as record:
            return record.utterances.get(self.utterance_id)

    @property
    def attempts(self) -> Sequence[Attempt]:
        """Every attempt at it."""
        with self.store.view() as record:
            return record.utterances.attempts(self.utterance_id)

    @property
    def standing(self) -> int:
        """How often it stands on the Page."""
        return len(self.page.own()) + len(self.page.own_replies())

    @property
    def sent(self) -> int:
        """How often it was sent."""
        return len(self.page.acts("publish", "reply"))


def speaker_of(store: Store, page: PretendPage, kind: Kind, paused: Callable[[Record], str] = lambda _: "") -> Speaker:
    """One with a post or a reply to say; ``paused`` tells why it must not."""
    page.shows(comment(1))
    with store.transaction() as record:
        begun(record)
        target = "9_1" if kind is Kind.REPLY else ""
        row = record.utterances.intend(utterance(kind=kind, target=target))
        lease = record.take_lease()
    assert lease
    return Speaker(
        store, page, page.clock, Mouth(store, page, page.clock, lease, lambda record, _: paused(record)), row.id
    )
