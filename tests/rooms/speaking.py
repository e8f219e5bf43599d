"""A mouth with something to say, on a Page that may lie."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from captionbot.contest.comment import Comment, Post
from captionbot.store.database import Store
from captionbot.store.record import Record
from captionbot.store.schema import Attempt, Utterance
from captionbot.store.utterances import EDITS, OF_A_REPLY, Kind
from captionbot.utter import Heard, Mouth, Picture
from tests.contest.made import PAGE, comment
from tests.rooms.pretend import PretendPage, SetClock
from tests.store.made import HOUR, MINUTE, SLOT, begun, utterance

SETTLE = 10 * MINUTE
UNTIL = SLOT + 6 * HOUR
POST, ANSWER = Post(f"{PAGE}_555", SLOT, "What's the caption?", ("photo-0",), 1), comment(2, "Well said!", by=PAGE)
ADDED = {"text": "Won by Fan 1: “Caption number 1”, with 9 reactions.", "marker": ""}
SAYS = {kind: ADDED | {"target": ANSWER.graph_id if kind in OF_A_REPLY else POST.post_id} for kind in EDITS}
SAYS[Kind.REPLY] = {"target": "9_1"}
"""What is not as it is for a post."""
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
        posts = self.row.kind in {Kind.POST, Kind.ANNOUNCEMENT}
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
        if self.row.kind in EDITS:
            stands: list[Post] | list[Comment] = self.page.own()
            if self.row.kind in OF_A_REPLY:
                stands = self.page.own_replies()
            newest = [words for _, _, words in self.page.facts.edits] or [one.text for one in stands]
            return newest[-1].count(self.row.text)
        return len(self.page.own()) + len(self.page.own_replies())

    @property
    def sent(self) -> int:
        """How often it was sent."""
        return len(self.page.acts("publish", "reply", "edit"))

    def has_said(self) -> str:
        """Have it stand on the Page, said by somebody of whom this record knows nothing; its id."""
        row = self.row
        if row.kind == Kind.REPLY:
            return self.page.reply(row.target, row.text)
        if row.kind in OF_A_REPLY:
            self.page.edit_comment(row.target, f"{ANSWER.text}\n\n{row.text}")
            return row.target
        if row.kind in EDITS:
            self.page.edit_post(row.target, f"{POST.text}\n\n{row.text}")
            return row.target
        return self.page.publish(row.text, photo_id="x")


def speaker_of(store: Store, page: PretendPage, kind: Kind, paused: Callable[[Record], str] = lambda _: "") -> Speaker:
    """One with something of a kind to say; ``paused`` tells why it must not."""
    page.shows(comment(1))
    if kind in EDITS:
        page.shows(ANSWER if kind in OF_A_REPLY else POST)
    with store.transaction() as record:
        begun(record)
        row = record.utterances.intend(utterance(kind=kind, **SAYS.get(kind, {})))
        lease = record.take_lease()
    assert lease
    return Speaker(
        store, page, page.clock, Mouth(store, page, page.clock, lease, lambda record, _: paused(record)), row.id
    )
