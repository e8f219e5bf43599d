"""A slip is checked against itself: what it says in one place must be what it says in another."""

from collections.abc import Iterator, Mapping
from typing import Any

from captionbot.contest.slip.canonical import Json

ENDS = {"announced": "announced", "corrected": "announced", "void": "void", "retracted": "retracted"}
"""The stage in which a contest is, by what its slip was made for."""


def contradictions(slip: Json, decided: Mapping[Any, Json]) -> Iterator[str]:
    """What in a slip can't be true together; its decisions by their numbers."""
    about, lines = slip["about"], {line["n"]: line for line in slip["comments"]}
    if ENDS.get(about["why"]) != slip["stage"]:
        yield f"The slip is made for a contest that is {about['why']}, and says that it is {slip['stage']}."
    if len(decided) != len(slip["decisions"]):
        yield "The slip has a decision twice."
    yield from _in_force(slip, decided, lines)
    for number, one in decided.items():
        line = lines.get(one["n"])
        if line is None:
            yield f"Decision {number} is for line {one['n']}, which isn't there."
        elif one["votes"] != line["votes"]:
            yield f"Decision {number} has {one['votes']} votes, line {one['n']} has {line['votes']}."
    if slip["votes_at"] is None and (decided or any(line["verdict"] is not None for line in lines.values())):
        yield "The slip says that no votes were counted, and has verdicts all the same."


def _in_force(slip: Json, decided: Mapping[Any, Json], lines: Mapping[Any, Json]) -> Iterator[str]:
    """What is wrong with the decision that the slip is about."""
    number, public = slip["about"]["decision"], slip["stage"] == "announced"
    if number is None and public:
        yield "The slip is of an announced result, and names no decision."
    if number is None:
        return
    if number not in decided:
        yield f"The slip names decision {number}, which isn't there."
        return
    line = lines.get(decided[number]["n"])
    if public and line is not None and line["verdict"] != "entry":
        yield f"Decision {number} is for line {line['n']}, which is left out ({line['reason']})."


def about_another(fitting: Mapping[Any, tuple[Json, Json]], records: Mapping[int, Json]) -> Iterator[str]:
    """Where a decision's line and its own record name different comments, as far as the records are there."""
    lines = {record["comment_id"]: n for n, record in records.items()}
    for number, (said, record) in fitting.items():
        n, named = said["n"], record["comment_id"]
        there = records.get(n)
        if lines.get(named, n) != n or (there is not None and there["comment_id"] != named):
            yield f"Decision {number} is for line {n} in the slip, and for comment {named} in its record."
