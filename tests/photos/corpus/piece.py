"""One file of the corpus: what it is, and the answer that it should have."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from tests.photos.pictures import BLUE, RED

Colour = tuple[int, int, int]


class Answer(StrEnum):
    """What the program says of a file."""

    READY = "ready"
    REMARK = "ready, with a remark"
    REFUSED = "refused"
    WAITS = "waits for a person"


@dataclass(frozen=True, slots=True)
class Piece:
    """A file and what is expected of it."""

    name: str
    """Of the file."""
    what: str
    """For people."""
    make: Callable[[], bytes]
    answer: Answer = Answer.READY
    says: str = ""
    """Words of the sentence with which it is refused, waits or is remarked on."""
    corner: Colour | None = RED
    """The top left corner of what is sent, where that is known."""
    opposite: Colour | None = BLUE
    """The bottom right corner; looked at where the other one is red."""

    def fits(self, answer: Answer | None, sentence: str) -> bool:
        """Whether this is what was expected."""
        return answer is self.answer and self.says in sentence


def refused(name: str, what: str, make: Callable[[], bytes], says: str) -> Piece:
    """A file that can't be posted as a photo."""
    return Piece(name, what, make, Answer.REFUSED, says, None)


def remarked(name: str, what: str, make: Callable[[], bytes], says: str, corner: Colour | None = None) -> Piece:
    """A photo that is posted, and about which staff are told something."""
    return Piece(name, what, make, Answer.REMARK, says, corner)
