"""`.env` as a person wrote it: names, values and line numbers, or what can't be read and where."""

import io
import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from dotenv.parser import Binding, parse_stream

LARGEST = 1_000_000
"""Bytes; a bigger file is another one than was meant."""

Fingerprint = tuple[int, int, int]
"""When the file was written (ns), its size and its inode: another one means that it has changed."""


class Line(NamedTuple):
    """One value and where it stands."""

    number: int
    value: str


@dataclass(frozen=True, slots=True)
class EnvFile:
    """What one file says."""

    label: str
    """The file as the person named it."""
    lines: dict[str, Line] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)
    """Line number (0: the file as a whole) and sentence."""
    mentioned: frozenset[str] = frozenset()
    """First words of the lines that can't be read: probably settings."""
    fingerprint: Fingerprint | None = None
    mode: int = 0
    """Permission bits; 0 where there is no file."""


def fingerprint(path: Path) -> Fingerprint | None:
    """The present fingerprint of the file, or None where there is none."""
    try:
        return _fingerprint(path.stat())
    except OSError:
        return None


def read_env_file(path: Path, label: str, *, required: bool) -> EnvFile:
    """What stands in the file at ``path``; a missing one is no problem unless ``required``."""
    try:
        content, seen = _content(path)
    except (OSError, ValueError) as wrong:
        missing = isinstance(wrong, FileNotFoundError) and not required
        return EnvFile(label, problems=[] if missing else [_unreadable_file(wrong)])
    bindings = list(parse_stream(io.StringIO(content, newline="")))
    first_wins = reversed(list(_lines(bindings)))
    return EnvFile(
        label,
        lines=dict(first_wins),
        problems=[*_unreadable(bindings), *_doubled(bindings)],
        mentioned=frozenset(_first_word(binding) for binding in bindings if _is_unreadable(binding)),
        fingerprint=_fingerprint(seen),
        mode=stat.S_IMODE(seen.st_mode),
    )


def read_plain(path: Path) -> tuple[str, Fingerprint | None, list[tuple[int, str]]]:
    """The text of a file that a person wrote, its fingerprint, and why it can't be read, if it can't."""
    try:
        content, seen = _content(path)
    except (OSError, ValueError) as wrong:
        return "", fingerprint(path), [_unreadable_file(wrong)]
    return content, _fingerprint(seen), []


def _unreadable_file(wrong: OSError | ValueError) -> tuple[int, str]:
    match wrong:
        case FileNotFoundError():
            return 0, "there is no such file"
        case OSError():
            return 0, f"can't be read: {wrong.strerror}"
        case UnicodeDecodeError():
            return _not_utf8(wrong)
        case _:
            return 0, str(wrong)


def _fingerprint(seen: os.stat_result) -> Fingerprint:
    return seen.st_mtime_ns, seen.st_size, seen.st_ino


def _content(path: Path) -> tuple[str, os.stat_result]:
    """The file's text, and the state it had while it was read."""
    if stat.S_ISDIR((before := path.stat()).st_mode):
        raise ValueError("is a folder; name the file in it")
    if not stat.S_ISREG(before.st_mode):  # a pipe would block, or be empty the second time
        raise ValueError("is not a plain file")
    with path.open("rb") as file:
        seen = os.fstat(file.fileno())
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError("is larger than 1 MB, so it is another file than was meant")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content:
        raise ValueError("is saved as UTF-16 or is no text; save it as UTF-8")
    return content.decode("utf-8-sig"), seen


def _not_utf8(wrong: UnicodeDecodeError) -> tuple[int, str]:
    number = wrong.object[: wrong.start].count(b"\n") + 1
    return number, f"has a character that is not UTF-8 (byte {wrong.object[wrong.start]:#04x}); save the file as UTF-8"


def _number(binding: Binding) -> int:
    """The line that the binding itself stands on; the parser counts the blank lines before it as its own."""
    text = binding.original.string
    blank = text[: len(text) - len(text.lstrip())]
    return binding.original.line + len(re.findall(r"\r\n|\n|\r", blank))


def _lines(bindings: Iterable[Binding]) -> Iterable[tuple[str, Line]]:
    for binding in bindings:
        if binding.key is not None and binding.value is not None:
            yield binding.key, Line(_number(binding), binding.value)


def _is_unreadable(binding: Binding) -> bool:
    return binding.error or (binding.key is not None and binding.value is None)


def _first_word(binding: Binding) -> str:
    found = re.match(r"\s*(?:export\s+)?([A-Za-z0-9_]+)", binding.original.string)
    return found[1].upper() if found else ""


def _unreadable(bindings: Iterable[Binding]) -> Iterable[tuple[int, str]]:
    """Lines that are not NAME=value. They are not shown: a lost half of a token looks just so."""
    for binding in filter(_is_unreadable, bindings):
        opened = re.match(r"[^=\n]*=\s*['\"]", binding.original.string.lstrip())
        reason = "opens a quote that does not end there" if opened else "is not of the form NAME=value"
        yield _number(binding), f"this line {reason}"


def _doubled(bindings: Iterable[Binding]) -> Iterable[tuple[int, str]]:
    first: dict[str, int] = {}
    for name, line in _lines(bindings):
        if name in first:
            yield line.number, f"{name} stands on line {first[name]} already; keep one of the two"
        first.setdefault(name, line.number)
