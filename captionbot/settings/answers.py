"""Writing what a person answered into `.env`, and nothing else: whole or not at all, readable by its owner alone."""

import io
import os
from codecs import BOM_UTF8
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from dotenv.parser import parse_stream

from captionbot.errors import NotNow, SettingsError
from captionbot.settings.envfile import Fingerprint, fingerprint, read_env_file
from captionbot.settings.example import example_env, quoted_value
from captionbot.settings.load import problems_in

OWNER_ALONE = 0o600
NOTHING_CHANGED = "Mend each of these and run `captionbot init` again; nothing was changed."


@dataclass(frozen=True, slots=True)
class Standing:
    """What stood in a file when it was read."""

    values: Mapping[str, str] = field(repr=False)
    seen: Fingerprint | None
    """None: there was no file."""


def standing(path: Path, do: str = NOTHING_CHANGED) -> Standing:
    """The values that stand in a file already; none where there is no file.

    Raises SettingsError where a line can't be read or is no setting: what a person typed is not to be lost.
    """
    file = read_env_file(path.absolute(), str(path), required=False)
    problems = problems_in(file)
    if problems:
        raise SettingsError(problems, do)
    return Standing({name: line.value for name, line in file.lines.items() if line.value}, file.fingerprint)


def write_answers(path: Path, answers: Mapping[str, str], before: Standing) -> bool:
    """Put the answers into the file as it stood ``before``; its other lines stay as they are.

    False where all of them stood there already. Raises NotNow, and changes nothing, where somebody has changed the
    file meanwhile, or where it can't be written.
    """
    place = path.resolve()  # a link stays one
    changed = {name: value for name, value in answers.items() if before.values.get(name, "") != value}
    if before.seen and not changed:
        with suppress(OSError):
            place.chmod(OWNER_ALONE)
        return False
    new = place.with_name(f"{place.name}.new")
    try:
        _write(new, place, changed if before.seen else answers, fresh=before.seen is None)
        if fingerprint(place) != before.seen:
            raise NotNow(f"{path} was changed while you answered.", "Nothing was written: run the command again.")
        _refuse_other_words(new, before, answers)
        new.replace(place)
        _keep(place.parent)
    except OSError as error:
        raise NotNow(f"{path} can't be written: {error.strerror}.", "Nothing was changed.") from error
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)
    return True


def _write(new: Path, place: Path, values: Mapping[str, str], *, fresh: bool) -> None:
    """The file as it is to be, beside the one that stands, of the same owner and whole on the disk."""
    new.unlink(missing_ok=True)
    os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE))
    if fresh:
        new.write_text(example_env(values), encoding="utf-8")
    else:
        stood = place.stat()
        new.write_bytes(_rewritten(place.read_bytes(), values))
        if (stood.st_uid, stood.st_gid) != (os.geteuid(), os.getegid()):
            os.chown(new, stood.st_uid, stood.st_gid)  # root must not take the file from the service's account
    new.chmod(OWNER_ALONE)
    _keep(new)


def _rewritten(content: bytes, values: Mapping[str, str]) -> bytes:
    """The file with other values, as its reader takes it apart; all else is the same byte by byte.

    python-dotenv's own `set_key` makes Windows' line ends into others and misses the first line after a byte order
    mark.
    """
    mark = BOM_UTF8 if content.startswith(BOM_UTF8) else b""
    text = content.removeprefix(mark).decode()
    end = "\r\n" if "\r\n" in text else "\n"
    left, parts = dict(values), []
    for binding in parse_stream(io.StringIO(text, newline="")):
        original = binding.original.string
        if binding.key in left:
            blank = original[: len(original) - len(original.lstrip())]
            original = f"{blank}{binding.key}={quoted_value(left.pop(binding.key))}{end}"
        parts.append(original)
    if left and parts and not parts[-1].endswith(("\n", "\r")):
        parts.append(end)
    parts += [f"{name}={quoted_value(value)}{end}" for name, value in left.items()]
    return mark + "".join(parts).encode()


def _refuse_other_words(new: Path, before: Standing, answers: Mapping[str, str]) -> None:
    """What the new file says must be what stood before and the answers, whatever the old one looked like."""
    file = read_env_file(new, str(new), required=True)
    says = {name: line.value for name, line in file.lines.items() if line.value}
    meant = {name: value for name, value in {**before.values, **answers}.items() if value}
    if file.problems or not meant.items() <= says.items() or (before.seen and meant != says):
        raise NotNow("The settings file is written in a way that can't be changed safely.", "Change the line by hand.")


def _keep(path: Path) -> None:
    """See to it that the disk has it."""
    with suppress(OSError):  # some file systems don't let a folder be asked
        opened = os.open(path, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
