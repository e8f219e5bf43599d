"""The file in which slips and records leave the house, and are checked wherever it has gone.

It is JSON, a record a line. The slip and every record in it are written canonically.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from captionbot.contest.slip.canonical import Json, canonical, read_json
from captionbot.contest.slip.verifying import Beside, Verdict, verify

FORM = "captionbot records 1"
BESIDE = ("announced", "decisions", "comments")
"""The kinds of record beside a slip, in their order in the file."""
NO_SLIP = "Contest no. {} has no slip yet: its records can't be proved."
TOUCHED = "The file is not as export wrote it: something in it was changed."
UNREADABLE = "That is no file of captionbot's records ({})."
UNKNOWN = "It holds something that export never writes."


@dataclass(frozen=True, slots=True)
class Filed:
    """One contest as a file holds it."""

    contest: int
    slip: bytes | None
    """The newest slip's very bytes; None where it has none yet."""
    digest: str | None
    earlier: Sequence[tuple[str, bytes]] = ()
    """The contest's slips before that, each with its digest."""
    announced: Iterable[Json] = ()
    decisions: Iterable[Json] = ()
    comments: Iterable[Json] = ()


def written(contests: Iterable[Filed]) -> Iterator[bytes]:
    """The file, piece by piece."""
    yield b'{"form":' + canonical(FORM) + b',"contests":[\n'
    for number, one in enumerate(contests):
        yield b",\n" if number else b""
        yield b'{"contest":' + canonical(one.contest) + b',"digest":' + canonical(one.digest)
        yield b',\n"slip":' + (one.slip or b"null") + b',\n"earlier":['
        yield b",\n".join(b'{"digest":' + canonical(digest) + b',"slip":' + raw + b"}" for digest, raw in one.earlier)
        yield b"]"
        for kind, records in zip(BESIDE, (one.announced, one.decisions, one.comments), strict=True):
            yield b',\n"' + kind.encode() + b'":['
            for place, record in enumerate(records):
                yield (b",\n" if place else b"\n") + canonical(record)
            yield b"\n]"
        yield b"}"
    yield b"\n]}\n"


def verify_file(raw: bytes) -> tuple[list[Verdict], list[str]]:
    """What checking a file has shown of each contest in it, and what is wrong with the file itself."""
    try:
        contests = _contests(read_json(raw))
    except (ValueError, TypeError, KeyError) as error:
        return [], [UNREADABLE.format(str(error) or "not JSON")]
    try:
        places = _places(contests)
        verdicts = [_verified(one, places) for one in contests]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        return [], [UNREADABLE.format(error)]
    whole = all(not one.withheld and not one.beside_withheld for one in verdicts)
    # Records may be taken out of it by any program, which then lays it out in its own way; a whole one is as it was.
    touched = [TOUCHED] if whole and b"".join(written(contests)) != raw else []
    return verdicts, [*_twice(contests), *touched]


def _twice(contests: Iterable[Filed]) -> Iterator[str]:
    """What stands in a file more than once."""
    numbers = [one.contest for one in contests]
    yield from (
        f"Contest no. {number} stands in the file twice." for number in sorted({*numbers}) if numbers.count(number) > 1
    )


def _contests(value: Any) -> list[Filed]:
    if set(value) != {"form", "contests"} or value["form"] != FORM:
        raise ValueError("another form")
    return [_filed(one) for one in value["contests"]]


def _filed(one: Json) -> Filed:
    if set(one) != {"contest", "digest", "slip", "earlier", *BESIDE}:
        raise ValueError(UNKNOWN)
    earlier = [(slip["digest"], canonical(slip["slip"])) for slip in one["earlier"] if set(slip) == {"digest", "slip"}]
    if len(earlier) != len(one["earlier"]):
        raise ValueError(UNKNOWN)
    slip = None if one["slip"] is None else canonical(one["slip"])
    return Filed(one["contest"], slip, one["digest"], earlier, **{kind: one[kind] for kind in BESIDE})


def _slips(one: Filed) -> list[tuple[str, bytes]]:
    return [*one.earlier, *([(one.digest or "", one.slip)] if one.slip else [])]


def _places(contests: Iterable[Filed]) -> Mapping[int, str]:
    """The digest of each slip in the file, by its place in the chain; before the first there is none."""
    return {0: ""} | {read_json(raw)["number"]: digest for one in contests for digest, raw in _slips(one)}


def _verified(one: Filed, places: Mapping[int, str]) -> Verdict:
    """The newest slip with the records beside it, and the slips before that by themselves."""
    if one.slip is None:
        return Verdict(one.contest, "", (NO_SLIP.format(one.contest),))
    found = verify(
        one.slip, one.digest or "", Beside(one.comments, one.decisions, one.announced), _before(one.slip, places)
    )
    problems = list(found.problems)
    for digest, raw in one.earlier:
        problems += verify(raw, digest, Beside(), _before(raw, places)).problems
    if found.contest and found.contest != one.contest:
        problems.append(f"The slip is that of contest no. {found.contest}.")
    return replace(found, contest=one.contest, problems=tuple(problems))


def _before(raw: bytes, places: Mapping[int, str]) -> str | None:
    return places.get(read_json(raw)["number"] - 1)
