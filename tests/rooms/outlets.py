"""Addresses of staff that keep what they are sent, or don't take it."""

from collections.abc import Collection
from dataclasses import dataclass, field

from captionbot.notify import Outlets, Sent


@dataclass(frozen=True)
class Kept(Outlets):
    """Outlets that keep what they are given."""

    sent: list[tuple[str, str, tuple[int, ...]]] = field(default_factory=list)
    """Title, text, and which places it went to."""
    pictures: list[bytes | None] = field(default_factory=list)
    deaf: set[int] = field(default_factory=set)
    """Places that take nothing."""
    dies: list[BaseException] = field(default_factory=list)
    """What the next sending is struck by."""

    def send(
        self, title: str, text: str, *, picture: bytes | None = None, only: Collection[str] | None = None
    ) -> list[Sent]:
        """Keep it."""
        wanted = tuple(place for place, key in enumerate(self.keys, 1) if only is None or key in only)
        self.sent.append((title, text, wanted))
        self.pictures.append(picture)
        if self.dies:
            raise self.dies.pop()
        return [Sent(self.named()[place - 1], taken=place not in self.deaf) for place in wanted]

    @property
    def texts(self) -> list[str]:
        """What was sent, without the titles."""
        return [text for _, text, _ in self.sent]
