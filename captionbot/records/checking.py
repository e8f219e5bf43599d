"""Files of records, checked wherever they have gone: no database and no settings are needed."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from captionbot.contest.slip import Verdict, verify_file
from captionbot.errors import NotNow

SUMS = "SHA256SUMS"
RECORDS = "records.json"
PIECE = 1 << 20
NOT_OURS = "Name a .json or .zip that `captionbot export` made, or a contest's number."


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking has shown."""

    verdicts: Sequence[Verdict]
    problems: Sequence[str] = ()
    """What is wrong beside the slips themselves."""

    @property
    def ok(self) -> bool:
        """Whether all is well."""
        return not self.problems and all(one.ok for one in self.verdicts)


def check_file(file: Path) -> Checked:
    """Check an export; raises NotNow where there is none, or it can't be read."""
    if file.suffix.lower() in {".csv", ".html"}:
        raise NotNow(f"A {file.suffix.lower()} proves nothing.", "Give the .json or the .zip.")
    try:
        if zipfile.is_zipfile(file) or file.suffix.lower() == ".zip":
            return _check_zip(file)
        return Checked(*verify_file(file.read_bytes()))
    except OSError as error:
        raise NotNow(f"{file} can't be read: {error.strerror or error}.", NOT_OURS) from error


def _check_zip(file: Path) -> Checked:
    try:
        with zipfile.ZipFile(file) as archive:
            problems = [*_changed(archive)]
            found = [verify_file(archive.read(name)) for name in _names(archive) if name.endswith(f"/{RECORDS}")]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, UnicodeError) as error:
        return Checked([], [f"The zip is damaged, or was changed ({error})."])
    verdicts = [verdict for verdicts, _ in found for verdict in verdicts]
    problems += [problem for _, wrong in found for problem in wrong]
    return Checked(verdicts, problems if found else [*problems, f"There is no {RECORDS} in the zip."])


def _names(archive: zipfile.ZipFile) -> list[str]:
    return [one.filename for one in archive.infolist()]


def _changed(archive: zipfile.ZipFile) -> Iterator[str]:
    """What in a zip is not what its list of digests says."""
    names = _names(archive)
    if SUMS not in names or len(names) != len(set(names)):
        yield f"The zip has no {SUMS}, or a name in it twice."
        return
    lines = archive.read(SUMS).decode("utf-8", "replace").splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    for name in sorted(set(names) | set(listed)):
        if name not in listed and name != SUMS:
            yield f"{name} was put into the zip later: {SUMS} doesn't list it."
        elif name not in names:
            yield f"{name} was taken out of the zip."
        elif name != SUMS and _digest(archive, name) != listed[name]:
            yield f"{name} is not what it was: its digest is another."


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as content:
        while piece := content.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def told(verdict: Verdict) -> str:
    """What checking a slip has shown, in sentences."""
    about = f"Contest no. {verdict.contest}"
    if not verdict.ok:
        return " ".join([f"{about}: NOT proved.", *verdict.problems])
    return f"{about} ({verdict.why}): the slip is whole. {_records(verdict)} {_result(verdict)}"


def _records(verdict: Verdict) -> str:
    there = f"{verdict.comments - verdict.withheld:,} of {verdict.comments:,} records fit"
    out = "1 record is withheld" if verdict.withheld == 1 else f"{verdict.withheld:,} records are withheld"
    fit = f"{there}; {out}, and taken as the slip says." if verdict.withheld else f"{there}."
    if not verdict.beside_withheld:
        return fit
    more = f"{verdict.beside_withheld:,} more, of decisions and of what was announced,"
    return f"{fit} {more} {'is' if verdict.beside_withheld == 1 else 'are'} withheld."


def _result(verdict: Verdict) -> str:
    if not verdict.recounted:
        return "No votes were counted, so there is no result to count again."
    won = _called(verdict.won, verdict.won_as)
    counted = f"Counted again, the votes name {_called(verdict.named, verdict.named_as)}"
    if verdict.won is None or verdict.why in {"void", "retracted"}:
        ended = "the result was taken back" if verdict.why == "retracted" else "it ended without a winner"
        return f"{counted}; {ended}."
    if verdict.by_staff:
        return f"{counted}; staff chose {won if verdict.overridden else 'the same'}."
    if verdict.named is None:
        return f"{counted} by themselves; staff said yes to {won}."
    same = "as the slip says" if verdict.won == verdict.named else f"who was gone; {won} stepped up"
    return f"{counted}, {same}."


def _called(n: int | None, words: str) -> str:
    return words or ("nobody" if n is None else f"line {n}")
