"""The file that practice may keep: one JSON line for each thing that happened, replayed at the next start."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps
from pathlib import Path
from threading import RLock
from typing import IO, Any, Concatenate, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Diary:
    """Writes down what happens, in a file where there is one."""

    def __init__(self, path: Path | None = None) -> None:
        """Keep ``path`` open for appending; without one nothing is written down."""
        self._file: IO[str] | None = None
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("a", encoding="utf-8")

    def note(self, what: str, facts: dict[str, Any]) -> None:
        """Write one thing down before its answer is given."""
        if self._file is not None:
            self._file.write(json.dumps([what, facts], default=_as_json) + "\n")
            self._file.flush()

    def close(self) -> None:
        """Let the file go."""
        if self._file is not None:
            self._file.close()


def _mend(path: Path) -> None:
    """Cut off a last line that a crash left unfinished, so that the next one begins on its own."""
    kept, end, torn = path.read_bytes().rpartition(b"\n")
    if torn:
        path.write_bytes(kept + end)


def entries(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Read a diary back: what happened and its facts, oldest first; none where there is no file yet."""
    if not path.exists():
        return
    _mend(path)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            what, facts = json.loads(line, object_hook=_from_json)
            yield what, facts


class Diarist(Protocol):
    """Something with a lock whose doings are written down."""

    lock: RLock
    diary: Diary


D = TypeVar("D", bound=Diarist)


def recorded(method: Callable[Concatenate[D, P], R]) -> Callable[Concatenate[D, P], R]:
    """Make a method's call one thing that happens: under the lock, and written down.

    Such a method takes keyword arguments that JSON, bytes and instants can hold, reads no clock
    and rolls no dice, so that the same diary makes the same world.
    """

    @wraps(method)
    def happens(self: D, /, *args: P.args, **facts: P.kwargs) -> R:
        with self.lock:
            result = method(self, *args, **facts)
            self.diary.note(method.__name__, facts)
            return result

    return happens


def _as_json(value: object) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"$at": value.isoformat()}
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode("ascii")}
    raise TypeError(f"a diary can't hold {type(value).__name__}")


def _from_json(found: dict[str, Any]) -> Any:
    match found:
        case {"$at": str(text)}:
            return datetime.fromisoformat(text)
        case {"$bytes": str(text)}:
            return base64.b64decode(text)
    return found
