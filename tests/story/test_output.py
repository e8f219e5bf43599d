"""What the commands print: JSON alone on stdout, tables on a terminal, plain lines elsewhere."""

import os
import pty
import re
from typing import Any

import pytest

from tests.story.town import ANNOUNCE, CLOSE, LONG, NEXT_SLOT, SLOT, Town

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
COLOUR = re.compile(r"\x1b\[(?:\d+;)*(?:3\d|4\d|9\d|10\d)(?:;\d+)*m")
STAGES = {"posting", "open", "review", "announcing", "announced", "stuck", "void", "missed", "retracted"}
BY = ("--by", "dana")


def keys(value: dict[str, Any], *wanted: str) -> None:
    """The keys that design.md promises are there; more are welcome."""
    assert set(wanted) <= set(value), value


def instants(*values: str) -> None:
    """Times are ISO 8601 with Z."""
    assert all(INSTANT.fullmatch(value) for value in values), values


def test_status_as_json(town: Town) -> None:
    """`status --json` before anything, under a pause, and with contests newest first."""
    status = town.status()
    keys(status, "paused", "contests")
    assert (status["paused"], status["contests"]) == (None, [])
    first, _ = town.in_review(("The winner.", 9), ("The other.", 2))
    town.queue_photo("b.jpg")
    town.at(ANNOUNCE).tick_well()
    town.at(NEXT_SLOT).tick_well()
    town.must("pause", "--because", "a funeral", *BY)
    status = town.status()
    keys(status["paused"], "because", "by", "since", "until")
    assert [contest["number"] for contest in status["contests"]] == [2, 1]
    for contest in status["contests"]:
        keys(contest, "number", "stage", "slot", "closes_at", "announces_at", "photo", "post_id", "winner", "note")
        assert contest["stage"] in STAGES
        instants(contest["slot"], contest["closes_at"], contest["announces_at"])
    newest, oldest = status["contests"]
    assert newest["winner"] is None
    keys(oldest["winner"], "comment_id", "caption", "votes")
    assert oldest["winner"]["comment_id"] == first.rpartition("_")[2]


def test_queue_as_json(town: Town) -> None:
    """`queue --json`: each photo with its slot, and problems with what to do; a pin goes to its week."""
    empty = town.must("queue", "--json").json
    assert (empty["photos"], empty["refused"], empty["weeks"]) == ([], [], 0)
    town.queue_photo("a.jpg")
    town.queue_photo("b.jpg", "Post-on: 2026-12-25\n\nSanta.")
    town.queue_photo("c.jpg", "Post-on: Christmas\n\nSanta.")
    photos = town.must("queue", "--json").json["photos"]
    for photo in photos:
        keys(photo, "name", "slot", "problems")
        for problem in photo["problems"]:
            keys(problem, "what", "do")
    slots = {photo["name"]: photo["slot"] for photo in photos}
    assert (slots["a.jpg"], slots["b.jpg"]) == (SLOT, "2026-12-25T16:00:00Z")
    assert any("Christmas" in problem["what"] for photo in photos for problem in photo["problems"])


def test_entries_as_json(town: Town) -> None:
    """`entries --json` while entries are open and after: by rank, all of them, reasons for the rest; `--limit` cuts."""
    assert "No contest" in town.refused("entries", "--json")
    post = town.post_the_first()
    town.fan("The winner.", 9, post=post)
    town.fan("Withheld.", 4, post=post, withheld=True)
    town.fan("😂😂😂", 12, post=post)
    town.later(minutes=20).tick_well()
    for close in (False, True):
        if close:
            town.at(CLOSE).tick_well()
        tally = town.entries()
        keys(tally, "contest", "complete", "entries", "left_out")
        assert (tally["contest"], tally["complete"]) == (1, True)
        for entry in tally["entries"]:
            keys(entry, "comment_id", "entrant", "caption", "votes", "rank", "flags")
        first, second = tally["entries"]
        keys(first["entrant"], "id", "name")
        assert (first["rank"], second["rank"], second["entrant"]) == (1, 2, None)
        (left_out,) = tally["left_out"]
        keys(left_out, "comment_id", "caption", "votes", "reason")
        assert (left_out["votes"], left_out["reason"]) == (12, "no words")
    assert len(town.entries("1", "--limit", "1")["entries"]) == 1


def test_an_incomplete_reading_says_so(town: Town) -> None:
    """A reading that was cut short is said to be, and is never announced by itself."""
    town.post_the_first()
    town.fan("The winner.", 9)
    town.facebook.fault("10:GET*/comments:*")
    assert town.at(CLOSE).tick().code == 1
    assert town.stage() == "open"
    assert town.entries("1")["complete"] is False
    assert "INCOMPLETE" in town.must("entries", "1").out
    assert town.at(ANNOUNCE).tick().code == 1
    assert town.counts == (1, 0, 0)


def test_next_as_json(town: Town) -> None:
    """`next --json` is a sentence and the coming slots."""
    told = town.must("next", "--json").json
    keys(told, "next", "slots")
    instants(*told["slots"])
    assert told["slots"][0] == SLOT


@pytest.mark.parametrize("words", [("status",), ("queue",), ("next",), ("entries",)])
def test_warnings_go_to_stderr(town: Town, words: tuple[str, ...]) -> None:
    """With `-v` the log is on stderr, and stdout is JSON all the same."""
    town.post_the_first()
    ran = town.run("-v", *words, "--json")
    assert ran.code == 0
    assert isinstance(ran.json, dict)


@pytest.mark.parametrize(
    "words",
    [
        ("tick", "--dry-run"),
        ("pick", "1", "{first}", "--because", "x", *BY, "--dry-run"),
        ("approve", "1", *BY, "--dry-run"),
        ("release", "1", *BY, "--dry-run"),
        ("post-now", *BY, "--dry-run"),
    ],
    ids=lambda words: words[0],
)
def test_a_dry_run_changes_nothing(town: Town, words: tuple[str, ...]) -> None:
    """`--dry-run` says what would be, records nothing, and nothing is said on the Page."""
    first, _ = town.in_review(("The winner.", 9), ("The other.", 2))
    town.queue_photo("b.jpg")
    town.must("hold", "1", *BY)
    before, calls = town.everything(), len(town.facebook.calls())
    town.at(ANNOUNCE)
    assert town.must(*(first if word == "{first}" else word for word in words)).out.strip()
    assert town.everything() == before
    assert len(town.facebook.calls()) == calls
    assert town.counts == (1, 0, 0)


def on_a_terminal(town: Town, *words: str, **environ: str) -> str:
    """What a command shows on a terminal."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as terminal:
        process = town.start(*words, stdout=terminal, TERM="xterm-256color", COLUMNS="120", **environ)
        process.communicate(timeout=LONG)
    shown = bytearray()
    while piece := _read(ours):
        shown += piece
    os.close(ours)
    return shown.decode()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux's word for the end of a terminal
        return b""


def test_a_terminal_gets_a_table_and_no_colour_where_that_is_asked(town: Town) -> None:
    """A table on a terminal, without colours under NO_COLOR; plain tab-separated lines elsewhere."""
    town.in_review(("Evil \x1b[2J\u202ecaption.", 9))
    table = on_a_terminal(town, "entries", "1", NO_COLOR="1")
    assert "Rank" in table
    assert COLOUR.search(table) is None
    plain = town.must("entries", "1").out
    assert plain.splitlines()[0].split("\t")[:2] == ["1", "9"]
    for shown in (table, plain):
        assert "\x1b[2J" not in shown
        assert "\u202e" not in shown
    assert "\x1b" not in plain
    assert on_a_terminal(town, "status", NO_COLOR="1").count("review") == 1


def test_help_is_quick_and_complete(town: Town) -> None:
    """`--help` names every command of the first issue."""
    out = town.must("--help").out
    for name in (
        *("demo", "practice", "init", "run", "tick", "status", "next", "queue", "entries", "pick", "approve"),
        *("hold", "release", "void", "settle", "post-now", "pause", "resume", "skip", "unskip"),
    ):
        assert name in out
