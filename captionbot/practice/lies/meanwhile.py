"""What people do between two reads, and what reads still show of the time before a write."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from captionbot.practice.lies.faults import Fault
from captionbot.practice.lies.kinds import Manner
from captionbot.practice.world.things import Comment
from captionbot.practice.world.world import World, last_part

REWORDED = "On second thought: no comment."


def change_the_first(world: World, told: Any, fault: Fault) -> None:
    """Reword, hide or delete the fan's comment with the most votes of those that ``told`` shows."""
    shown = [world.comments.get(last_part(number)) for number in _ids(told)]
    fans = [one for one in shown if one is not None and not one.by_page and not one.deleted]
    if not fans:
        return
    first = max(fans, key=_votes).number
    match fault.manner:
        case Manner.EDITED:
            world.edit(number=first, text=fault.value or REWORDED)
        case Manner.HIDDEN:
            world.hide(number=first)
        case Manner.DELETED:
            world.delete(number=first)


def _votes(comment: Comment) -> int:
    return comment.reactions.total


def _ids(told: Any) -> Iterator[str]:
    """The ids of what an answer shows: the thing itself, or its rows."""
    rows = told.get("data", [told]) if isinstance(told, dict) else []
    return (str(row["id"]) for row in rows if isinstance(row, dict) and "id" in row)


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    until: datetime


class OldWords:
    """The words that reads still show of a thing that was edited, for as long as they lag behind."""

    def __init__(self, world: World) -> None:
        """Begin with none."""
        self._world = world
        self._of: dict[str, _Words] = {}

    def of(self, graph_id: str) -> str:
        """The words that a post or comment has now; none where there is no such thing."""
        number = last_part(graph_id)
        thing = self._world.post(number) or self._world.comments.get(number)
        return thing.text if thing is not None else ""

    def keep(self, graph_id: str, text: str, until: datetime) -> None:
        """Go on showing ``text`` as the words of a thing."""
        self._of[last_part(graph_id)] = _Words(text, until)

    def shown(self, told: Any, now: datetime) -> Any:
        """Put the old words in place of the new in an answer."""
        if isinstance(told, list):
            return [self.shown(one, now) for one in told]
        if not isinstance(told, dict):
            return told
        old = self._of.get(last_part(str(told.get("id", ""))))
        inner = {key: self.shown(value, now) for key, value in told.items()}
        return {**inner, "message": old.text} if old and now < old.until and "message" in told else inner

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._of)
