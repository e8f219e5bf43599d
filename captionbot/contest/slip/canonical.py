"""How slips and records are written down, so that the same content always has the same digest.

Canonical JSON: keys in order, no spaces, UTF-8, whole numbers only, instants as ISO 8601 with Z. Text is kept as it is.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical(value: object) -> bytes:
    """The one way to write a value down."""
    return _ENCODER.encode(value).encode(
        "utf-8", "surrogatepass"
    )  # half a character can't be stored, but may stand in a file


def sha256_of(raw: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(raw).hexdigest()


def salted(record: Mapping[str, Any]) -> str:
    """The digest of a record under its own ``salt``: it tells nothing of the record to whoever lacks the salt."""
    content = {name: value for name, value in record.items() if name != "salt"}
    return sha256_of(str(record["salt"]).encode("utf-8", "surrogatepass") + canonical(content))


def derived(salt: str, what: str) -> str:
    """The salt of another record about the same comment; where the comment's is destroyed, so is this."""
    return sha256_of(f"{salt} {what}".encode())


def instant(moment: datetime | None) -> str | None:
    """An instant in UTC, to the last digit that is kept of it."""
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def read_json(raw: bytes) -> Any:
    """The value that JSON stands for; raises ValueError where the same bytes could be read in more than one way."""
    try:
        return json.loads(
            raw.decode("utf-8", "surrogatepass"),
            object_pairs_hook=_without_doubles,
            parse_float=_refused,
            parse_constant=_refused,
        )
    except RecursionError:
        raise ValueError("it is nested too deep") from None


def _without_doubles(pairs: list[tuple[str, Any]]) -> Json:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError("a name stands twice")
    return read


def _refused(number: str) -> Any:
    raise ValueError(f"{number} is no whole number")
