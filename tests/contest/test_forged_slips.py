"""What was done to a slip or a file by hand is found and told, even where every digest is right."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from captionbot.contest.comment import Comment
from captionbot.contest.entries import Reason
from captionbot.contest.slip import (
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
    "another winner": (lambda slip: slip["decisions"][0].update(n=2), "The votes name line 1, the slip line 2."),
    "a winner left out": (
        lambda slip: slip["comments"][0].update(verdict="left out", reason="no words", rank=None),
        "Line 1: by the rules it is an entry, by the slip left out (no words).",
    ),
    "left out let in": (
        lambda slip: slip["comments"][2].update(verdict="entry", reason=None, rank=1),
        "Line 3: by the rules it is left out (no words), by the slip an entry.",
    ),
    "another rank": (lambda slip: slip["comments"][0].update(rank=2), "the votes put it at rank 1, the slip at rank 2"),
    "other votes": (lambda slip: slip["comments"][1].update(votes=99), "Line 2 and its record differ."),
    "another order": (lambda slip: slip["comments"].reverse(), "not in their order"),
    "another tie-break": (lambda slip: slip.update(tie_break="by lot"), "breaks ties in another way"),
    "a form to come": (lambda slip: slip["about"].update(form=2), "of a form that this captionbot doesn't know"),
    "too few votes": (lambda slip: slip["terms"].update(min_votes=10), "The votes name nobody, the slip line 1."),
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
        slip["decisions"][0]["n"] = 3

    everybody = [comment(n, votes=9 - n) for n in (1, 2, 3)]
    differs = "The votes name line 1, the slip line 3."

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
    slip["comments"][0]["rank"], slip["comments"][3]["rank"], slip["decisions"][0]["n"] = 1, 2, 1
    forgery = Paper(canonical(slip), paper.comments)

    assert paper.verified(paper.comments[1:]).ok
    assert "Line 3: by the rules it is an entry" in forgery.verified().problems[0]
    assert "Line 3: by the rules it is an entry" in forgery.verified(paper.comments[:3]).problems[0]
