"""The calls as the wire saw them: listed, and counted without their ids."""

from collections import Counter, deque
from dataclasses import dataclass

from captionbot.practice.world.world import last_part

KEPT = 20_000


@dataclass(frozen=True, slots=True)
class CallNote:
    """One call as the wire saw it; ``status`` 0 is no answer."""

    method: str
    path: str
    """Without the version and the query."""
    status: int
    fault: str
    token_in_url: bool
    token_sent: bool
    at: str


class CallNotes:
    """The last calls, oldest first, and how often each kind was made since the start."""

    def __init__(self, page_id: str) -> None:
        """Begin with none; ``page_id`` is told apart from other ids."""
        self.page_id = page_id
        self.last: deque[CallNote] = deque(maxlen=KEPT)
        self.counted: Counter[str] = Counter()

    def add(self, note: CallNote) -> None:
        """Note one more."""
        self.last.append(note)
        self.counted[self._label(note)] += 1

    def _label(self, note: CallNote) -> str:
        """Name a call without its ids: ``POST /{page}/feed``."""
        first, slash, rest = note.path.lstrip("/").partition("/")
        if first == self.page_id:
            first = "{page}"
        elif last_part(first).isdecimal():
            first = "{id}"
        return f"{note.method} /{first}{slash}{rest}"
