"""The addresses of staff, as they are played: whatever is sent is kept, and a process may die while it sends."""

from collections.abc import Collection
from dataclasses import dataclass

from captionbot.notify import Outlets, Sent
from tests.simulation.surroundings import Breach, Perils, Time
from tests.simulation.terms import PLAIN

SECRET = PLAIN["facebook_page_token"]


@dataclass(frozen=True, slots=True)
class Letter:
    """One message, to all addresses."""

    when: str
    """By the true time."""
    title: str
    text: str


class PlayedOutlets(Outlets):
    """Outlets that keep what they are given."""

    def __init__(self, time: Time, perils: Perils, addresses: tuple[str, ...], *, backup: bool = False) -> None:
        """Nothing was sent yet."""
        super().__init__(addresses, backup=backup)
        keep = {"time": time, "perils": perils, "sent": []}
        for name, value in keep.items():
            object.__setattr__(self, name, value)

    time: Time
    perils: Perils
    sent: list[Letter]

    def send(
        self, title: str, text: str, *, picture: bytes | None = None, only: Collection[str] | None = None
    ) -> list[Sent]:
        """Keep it."""
        if picture is not None and not picture.startswith(b"\xff\xd8"):
            raise Breach("a picture that is no JPEG")
        if SECRET in title + text:
            raise Breach("the token in a message to staff")
        self.perils.point("before a notice")
        self.sent.append(Letter(f"{self.time.true:%Y-%m-%d %H:%M}", title, text))
        self.perils.point("after a notice")
        return [
            Sent(name, taken=True)
            for key, name in zip(self.keys, self.named(), strict=True)
            if only is None or key in only
        ]
