"""rehearsal.json beside `.env`: what a rehearsal has done and learnt. No name stands in it, and no token."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Self

from captionbot.errors import NotNow
from captionbot.rehearsing.questions import Question

NAME: Final = "rehearsal.json"
FORM: Final = 1


@dataclass(frozen=True, slots=True)
class Known:
    """An answer."""

    answer: str
    how: str
    """How it was found out."""
    at: str
    """When, ISO 8601."""
    fine: bool = True
    """Whether captionbot works well where it is so; False: somebody should do something about it."""


@dataclass(slots=True)
class Notebook:
    """The file, read and written whole."""

    path: Path = field(repr=False)
    page_id: str
    version: str
    """Of the Graph API, as it was asked for."""
    begun_at: str
    mark: str
    """How the line begins by which this rehearsal's own posts are known."""
    ended_at: str = ""
    """Empty: it was broken off."""
    done: list[str] = field(default_factory=list)
    """Acts that are done."""
    meant: list[str] = field(default_factory=list)
    """What was sent; without an id in ``made`` nobody knows what came of it."""
    made: dict[str, str] = field(default_factory=dict)
    """Facebook's ids of what stands there now, and of the comment that was answered."""
    known: dict[str, Known] = field(default_factory=dict)

    @classmethod
    def begin(cls, path: Path, page_id: str, version: str, now: datetime) -> Self:
        """A new one, of which nothing is written yet."""
        begun = now.isoformat(timespec="seconds")
        return cls(path, page_id, version, begun, f"Rehearsal {begun}")

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """The one that stands there; None where there is none. Raises NotNow where it can't be read."""
        try:
            told = _of_this_form(json.loads(path.read_bytes()))
            known = {name: Known(**answer) for name, answer in told.pop("known").items()}
            return cls(path, **told, known=known)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            raise NotNow(f"{path} can't be read.", "Move it away: --again then begins a new rehearsal.") from None

    def know(self, question: Question, answer: str, how: str, now: datetime, *, fine: bool = True) -> None:
        """Write an answer down."""
        self.known[question] = Known(answer, how, now.isoformat(timespec="seconds"), fine)
        self.save()

    def means(self, name: str) -> None:
        """Write down that something is about to be sent."""
        self.meant.append(name)
        self.save()

    def has_made(self, name: str, graph_id: str) -> None:
        """Write down what stands now."""
        self.made[name] = graph_id
        self.save()

    def did(self, act: str) -> None:
        """Write down that an act is done."""
        self.done.append(act)
        self.save()

    def end(self, now: datetime) -> None:
        """Write down that all of them are."""
        self.ended_at = now.isoformat(timespec="seconds")
        self.save()

    def save(self) -> None:
        """Put it in the place of what stood there, whole. Raises NotNow where it can't be written."""
        told: Mapping[str, Any] = {"form": FORM} | {k: v for k, v in asdict(self).items() if k != "path"}
        new = self.path.with_name(f"{self.path.name}.new")
        try:
            new.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
            new.replace(self.path)
        except OSError as error:
            with suppress(OSError):
                new.unlink(missing_ok=True)
            raise NotNow(
                f"{self.path} can't be written: {error.strerror}.", "The rehearsal remembers by it."
            ) from error


def _of_this_form(told: dict[str, Any]) -> dict[str, Any]:
    if told.pop("form") != FORM:
        raise ValueError("written by another captionbot")
    return told
