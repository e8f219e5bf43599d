"""What was done to a slip or a file by hand is found and told, even where every digest is right."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from captionbot.contest.comment import Comment
from captionbot.contest.entries import Reason
from captionbot.contest.slip import (
    Filed,
    Verdict,
    canonical,
    instant,
    read_json,
    verify_file,
    written,
)
from tests.contest.made import CLOSES, comment
from tests.contest.slips import Paper, paper_of

PLAIN = paper_of(
    [comment(1, votes=9), comment(2, "Caption Nº 2 – naïve 🐎", votes=5), comment(3, "\x1f…\x7f", votes=7)]
)


def refiled(change: Callable[[Any], object]) -> list[str]:
    """What is wrong with a file whose first contest was changed by hand."""
    value = json.loads(b"".join(written([PLAIN.filed()])))
    change(value["contests"][0])
    verdicts, problems = verify_file(json.dumps(value).encode())
    return problems + [one for verdict in verdicts for one in verdict.problems]


def touched(change: Callable[[list[Filed]], list[Filed]]) -> tuple[list[Verdict], list[str]]:
    """What is found in a file of one contest that was changed, and written again as export writes it."""
    return verify_file(b"".join(written(change([PLAIN.filed()]))))


def test_records_stand_in_their_order() -> None:
    """Else the same records could be laid out in many ways, and each pass for whole."""
    verdicts, _ = touched(lambda files: [replace(one, comments=[*one.comments][::-1]) for one in files])

    assert "The record of comment 2 is not in its place." in verdicts[0].problems


def test_a_contest_stands_in_a_file_once() -> None:
    """Somebody who reads it must not have to choose."""
    assert touched(lambda files: files * 2)[1] == ["Contest no. 1 stands in the file twice."]


def test_every_record_that_is_missing_is_counted() -> None:
    """Those of decisions and of announced captions too."""
    verdicts, problems = touched(lambda files: [replace(one, decisions=[], announced=[]) for one in files])

    assert ([(one.ok, one.withheld, one.beside_withheld) for one in verdicts], problems) == ([(True, 0, 2)], [])


BY_HAND: dict[str, tuple[Callable[[Any], object], str]] = {
    "a record twice": (lambda one: one["comments"].append(one["comments"][0]), "comment 1 is one too many"),
    "a record more": (lambda one: one["comments"].append(one["comments"][0] | {"n": 9}), "comment 9 is one too many"),
    "another contest": (lambda one: one.update(contest=2), "The slip is that of contest no. 1."),
    "no slip": (lambda one: one.update(slip=None), "Contest no. 1 has no slip yet"),
    "another slip": (lambda one: one["slip"].update(page="1"), "The slip is not what it was"),
    "a new name": (lambda one: one.update(more=1), "something that export never writes"),
    "an earlier slip": (lambda one: one["earlier"].append({"digest": "1", "slip": {"number": 0}}), "not what it was"),
    "an earlier nothing": (lambda one: one["earlier"].append({}), "something that export never writes"),
    "no record": (lambda one: one["comments"].append(7), "no slip as captionbot makes them"),
    "no text": (lambda one: one["comments"][0].update(text=None), "comment 1 is not what it was"),
    "laid out anew": (lambda _: None, "The file is not as export wrote it"),
}


@pytest.mark.parametrize(("change", "problem"), BY_HAND.values(), ids=BY_HAND)
def test_what_was_done_by_hand_is_told(change: Callable[[Any], object], problem: str) -> None:
    """In words that say what is wrong."""
    assert problem in " ".join(refiled(change))


def forged(change: Callable[[Any], object], *comments: Comment) -> tuple[str, ...]:
    """What is found where somebody writes a slip anew, digest and all."""
    paper = paper_of(comments or [comment(1, votes=9), comment(2, votes=5), comment(3, "🐎", votes=7)])
    slip = read_json(paper.slip)
    change(slip)
    paper.slip = canonical(slip)
    return paper.verified().problems


FORGED: dict[str, tuple[Callable[[Any], object], str]] = {
    "another winner": (
        lambda slip: slip["decisions"][0].update(n=2),
        "The votes name comment 1 “Caption number 1” (line 1), the slip comment 2 “Caption number 2” (line 2).",
    ),
    "a winner left out": (
        lambda slip: slip["comments"][0].update(verdict="left out", reason="no words", rank=None),
        "Comment 1 “Caption number 1” (line 1): by the rules it is an entry, by the slip left out (no words).",
    ),
    "left out let in": (
        lambda slip: slip["comments"][2].update(verdict="entry", reason=None, rank=1),
        "Comment 3 “🐎” (line 3): by the rules it is left out (no words), by the slip an entry.",
    ),
    "another rank": (lambda slip: slip["comments"][0].update(rank=2), "the votes put it at rank 1, the slip at rank 2"),
    "other votes": (lambda slip: slip["comments"][1].update(votes=99), "Line 2 and its record differ."),
    "another order": (lambda slip: slip["comments"].reverse(), "not in their order"),
    "another tie-break": (lambda slip: slip.update(tie_break="by lot"), "breaks ties in another way"),
    "a form to come": (lambda slip: slip["about"].update(form=2), "of a form that this captionbot doesn't know"),
    "too few votes": (
        lambda slip: slip["terms"].update(min_votes=10),
        "The votes name nobody, the slip comment 1 “Caption number 1” (line 1).",
    ),
    "a pick of what is left out": (
        lambda slip: slip["decisions"][0].update(kind="pick", n=3, votes=7),
        "Decision 1 is for line 3, which is left out (no words).",
    ),
    "another's decision": (
        lambda slip: slip["decisions"][0].update(kind="pick", n=2, votes=5),
        "Decision 1 is for line 2 in the slip, and for comment 1 in its record.",
    ),
    "a decision for nobody": (
        lambda slip: slip["decisions"][0].update(n=7),
        "Decision 1 is for line 7, which isn't there.",
    ),
    "a decision twice": (lambda slip: slip["decisions"].append(slip["decisions"][0]), "The slip has a decision twice."),
    "no decision": (
        lambda slip: slip["about"].update(decision=None),
        "The slip is of an announced result, and names no decision.",
    ),
    "a decision that isn't there": (
        lambda slip: slip["about"].update(decision=77),
        "The slip names decision 77, which isn't there.",
    ),
    "another ending": (
        lambda slip: slip["about"].update(why="void"),
        "The slip is made for a contest that is void, and says that it is announced.",
    ),
    "other votes decided": (
        lambda slip: slip["decisions"][0].update(votes=9_999),
        "Decision 1 has 9999 votes, line 1 has 9.",
    ),
    "no votes counted": (
        lambda slip: slip.update(votes_at=None),
        "The slip says that no votes were counted, and has verdicts all the same.",
    ),
    "not a slip": (lambda slip: slip.pop("terms"), "no slip as captionbot makes them"),
    "not lines": (lambda slip: slip.update(comments=7), "no slip as captionbot makes them"),
}


@pytest.mark.parametrize(("change", "problem"), FORGED.values(), ids=FORGED)
def test_a_forged_slip_doesn_t_follow_from_its_records(change: Callable[[Any], object], problem: str) -> None:
    """Even where all the digests are right."""
    assert problem in " ".join(forged(change))


def test_too_few_votes_want_a_yes() -> None:
    """Where staff left so many out that nobody wins by the votes alone, the first wins only by a person's word."""

    def approved(slip: Any) -> None:
        slip["terms"].update(min_votes=10)
        slip["approved_at"] = instant(CLOSES)

    assert not forged(approved)


def test_a_winner_who_is_gone_may_be_followed() -> None:
    """The tally's next decision names the first who was there; one who was there is not passed over."""

    def gone(slip: Any, *lines: int) -> None:
        for n in lines:
            slip["comments"][n - 1]["withdrawn_at"] = instant(CLOSES + timedelta(hours=1))
        slip["decisions"][0].update(n=3, votes=6)

    everybody = [comment(n, votes=9 - n) for n in (1, 2, 3)]
    differs = "The votes name line 1 (withheld), the slip line 3 (withheld)."

    assert differs in forged_without_records(lambda slip: gone(slip, 1), everybody)
    assert not forged_without_records(lambda slip: gone(slip, 1, 2), everybody)


def forged_without_records(change: Callable[[Any], object], comments: list[Comment]) -> tuple[str, ...]:
    """The same, with every comment's record withheld."""
    slip = read_json(paper_of(comments).slip)
    change(slip)
    return Paper(canonical(slip), []).verified().problems


def test_a_copy_rests_on_the_first_only_where_that_is_withheld() -> None:
    """Nobody can be left out as a copy of a caption that is there for all to see, and is another."""
    copies = [
        comment(1, "Neigh", votes=1),
        comment(2, "neigh!", votes=8),
        comment(3, "Whoa", votes=2),
        comment(4, votes=0),
    ]
    paper = paper_of(copies)
    slip = read_json(paper.slip)
    assert slip["comments"][1]["reason"] == Reason.SAME_CAPTION
    slip["comments"][2].update(verdict="left out", reason=str(Reason.SAME_CAPTION), rank=None)
    slip["comments"][0]["rank"], slip["comments"][3]["rank"] = 1, 2
    slip["decisions"][0].update(n=1, votes=1)
    forgery = Paper(canonical(slip), paper.comments)

    assert paper.verified(paper.comments[1:]).ok
    assert "Comment 3 “Whoa” (line 3): by the rules it is an entry" in forgery.verified().problems[0]
    assert "Comment 3 “Whoa” (line 3): by the rules it is an entry" in forgery.verified(paper.comments[:3]).problems[0]
