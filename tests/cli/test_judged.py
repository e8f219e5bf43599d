"""`explain` on a terminal: what a person reads, and what a script gets; `tally` has its story."""

import json
from pathlib import Path

import pytest

from captionbot.contest.comment import Comment
from captionbot.store.database import open_store
from tests.cli.conftest import Run
from tests.cli.test_commands import PAGE_ID
from tests.contest.made import comment
from tests.rooms.made import reviewed

CAPTIONS = (
    comment(11, "He asked for the stable special.", votes=9),
    comment(12, "Two horses walk into a diner\x1b[2J\nand pay.", votes=5, by=None),
    comment(13, "Two horses walk out of a bar, horseless.", votes=2),
)


def _recorded(folder: Path, *comments: Comment) -> None:
    store = open_store(f"sqlite:///{folder / 'captionbot.db'}", PAGE_ID)
    with store.transaction() as record:
        reviewed(record, *comments)
    store.close()


@pytest.fixture
def town(ready: Path) -> Path:
    """A folder whose record has a contest in review."""
    _recorded(ready, *CAPTIONS)
    return ready


def test_one_hit_is_explained(run: Run, town: Path) -> None:
    """Which it is, the sentence, by which votes, and a reply to paste; several words need no quotes."""
    assert town.is_dir()
    done = run("explain", "stable", "special")

    assert done.code == 0
    assert done.out.splitlines()[:2] == [
        "Contest no. 1, comment 11, “He asked for the stable special.” by Fan 11:",
        "1st of 3 with 9 votes; no winner yet.",
    ]
    assert done.out.splitlines()[-2] == "A reply to paste:"
    assert done.out.splitlines()[-1] == (
        "Thank you for your caption! It takes part, and the winner has not been named yet. "
        "How we judge stands in the contest's rules."
    )


def test_several_hits_are_listed(run: Run, town: Path) -> None:
    """Each with its own sentence, on a line of its own whatever stands in it."""
    assert town.is_dir()
    first, one, other, last = run("explain", "two horses walk").out.splitlines()
    unnamed = "“Two horses walk into a diner [2J and pay.” by somebody whom Facebook doesn't name"
    named = "“Two horses walk out of a bar, horseless.” by Fan 13"

    assert first == "2 comments may be meant:"
    assert one == f"  Contest no. 1, comment 12, {unnamed}: 2nd of 3 with 5 votes; no winner yet."
    assert other == f"  Contest no. 1, comment 13, {named}: 3rd of 3 with 2 votes; no winner yet."
    assert last == "Say which, by its number: captionbot explain 12"


def test_json_is_one_thing_or_a_list(run: Run, town: Path) -> None:
    """As many as may be meant."""
    assert town.is_dir()
    one, several = (json.loads(run("explain", what, "--json").out) for what in ("11", "two horses walk"))

    assert (one["contest"], one["comment_id"], one["sentence"]) == (1, "11", "1st of 3 with 9 votes; no winner yet")
    assert [each["comment_id"] for each in several] == ["12", "13"]


def test_a_long_list_is_cut(run: Run, ready: Path) -> None:
    """A person who always begins the same way."""
    _recorded(ready, *(comment(n, f"Meanwhile, in the stables, no. {n}") for n in range(100, 125)))
    lines = run("explain", "meanwhile in the stables").out.splitlines()

    assert len(lines) == 23
    assert lines[0] == "25 comments may be meant:"
    assert lines[-2] == "  … and 5 more; --contest N looks in one contest alone."


def test_who_asked_to_be_forgotten_is_not_quoted(run: Run, town: Path) -> None:
    """Whoever answers is told."""
    store = open_store(f"sqlite:///{town / 'captionbot.db'}", PAGE_ID)
    with store.transaction() as record:
        row = record.comments.of_contest(1)[0]
        row.sealed_at = row.created_at
    store.close()

    assert "This person asked to be forgotten: answer in private, and quote nothing." in run("explain", "11").out


@pytest.mark.parametrize("words", [["nobody wrote this"], ["11", "--contest", "7"]])
def test_what_is_not_there_is_one_line(run: Run, town: Path, words: list[str]) -> None:
    """Something a person can act on."""
    assert town.is_dir()
    done = run("explain", *words, "--json")

    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)


@pytest.mark.parametrize("words", [[""], [" ", ""]])
def test_nothing_asked_is_wrong_use(run: Run, town: Path, words: list[str]) -> None:
    """It is no comment without words."""
    assert town.is_dir()
    done = run("explain", *words)

    assert (done.code, done.out) == (2, "")
    assert "say which caption: its words, its number, its link, or who wrote it" in done.err


def test_what_was_erased_has_no_words_and_no_name(run: Run, town: Path) -> None:
    """And is not said to be of somebody whom Facebook doesn't name."""
    store = open_store(f"sqlite:///{town / 'captionbot.db'}", PAGE_ID)
    with store.transaction() as record:
        row = record.comments.of_contest(1)[0]
        row.sealed_at, row.salt, row.text, row.entrant_id, row.entrant_name = row.created_at, "", "", None, None
    store.close()

    assert run("explain", "11").out.splitlines()[0] == "Contest no. 1, comment 11 (erased):"


def test_what_turns_the_words_is_shown(run: Run, ready: Path) -> None:
    """Written out, in the caption and in the name."""
    _recorded(ready, comment(11, "The horse \u202epaid", votes=9))

    assert "“The horse \\u202epaid” by Fan 11:" in run("explain", "11").out
    assert "“The horse \\u202epaid” wins" in run("pick", "1", "11", "--because", "fun", "--by", "ann").out
    assert "The winner: “The horse \\u202epaid” (9 votes)." in run("approve", "1", "--by", "ann").out
