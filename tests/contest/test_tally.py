"""The counted order, ties, and who wins."""

from dataclasses import replace

import pytest

from captionbot.contest.comment import Comment
from captionbot.contest.screens import Flag
from captionbot.contest.tally import NoWinner, NoWinnerBecause, Proposed, outcome

from .made import CLOSES, TERMS, comment, ranked, tally_of


@pytest.mark.parametrize(
    ("comments", "order"),
    [
        pytest.param([comment(1, votes=1), comment(2, votes=3), comment(3, votes=2)], "231", id="votes"),
        pytest.param([comment(1, votes=2, minute=9), comment(2, votes=2, minute=8)], "21", id="then-the-earlier"),
        pytest.param([comment(2, votes=2), comment(1, votes=2)], "12", id="then-the-id"),
        pytest.param([comment(1, votes=0), comment(2, votes=0, minute=1)], "21", id="nobody-has-any"),
        pytest.param([comment(1, votes=9, at=CLOSES), comment(2)], "2", id="the-late-one-is-not-in-it"),
        pytest.param([], "", id="nobody"),
    ],
)
def test_the_order_is_votes_then_the_earlier_then_the_id(comments: list[Comment], order: str) -> None:
    """Total: every set of comments has one order."""
    assert ranked(tally_of(*comments)) == list(order)


def test_ids_are_compared_as_numbers() -> None:
    """999 comes before 1000, however many digits Facebook takes."""
    assert ranked(tally_of(comment(1000), comment(999))) == ["999", "1000"]


def test_ranks_run_from_one_and_ties_are_shown() -> None:
    """A tie is decided by the order, and seen."""
    counted = tally_of(comment(1, votes=5), comment(2, votes=5), comment(3, votes=2), comment(4, votes=1))

    assert [(one.rank, one.votes, one.tied) for one in counted.standings] == [
        (1, 5, True),
        (2, 5, True),
        (3, 2, False),
        (4, 1, False),
    ]


def test_the_first_is_proposed() -> None:
    """With nothing more to say where nothing is odd."""
    proposed = outcome(tally_of(comment(1, votes=3), comment(2, votes=2)), TERMS)

    assert isinstance(proposed, Proposed)
    assert (proposed.winner.entry.comment.comment_id, proposed.tied_with, proposed.flags) == ("1", (), ())


def test_a_tie_for_the_first_place_names_the_others() -> None:
    """Staff see who has as many votes."""
    proposed = outcome(tally_of(comment(1, votes=3), comment(2, votes=3), comment(3, votes=3), comment(4)), TERMS)

    assert isinstance(proposed, Proposed)
    assert [one.rank for one in proposed.tied_with] == [2, 3]


@pytest.mark.parametrize(
    ("comments", "min_entries", "min_votes", "reason"),
    [
        ([], 1, 1, NoWinnerBecause.NO_ENTRIES),
        ([], 0, 0, NoWinnerBecause.NO_ENTRIES),
        ([comment(text="😂")], 1, 1, NoWinnerBecause.NO_ENTRIES),
        ([comment(votes=9)], 2, 1, NoWinnerBecause.TOO_FEW_ENTRIES),
        ([comment(votes=0)], 1, 1, NoWinnerBecause.TOO_FEW_VOTES),
        ([comment(1, votes=4), comment(2, votes=3)], 2, 5, NoWinnerBecause.TOO_FEW_VOTES),
    ],
)
def test_nobody_wins_by_themselves(
    comments: list[Comment], min_entries: int, min_votes: int, reason: NoWinnerBecause
) -> None:
    """Too few entries, or too few votes for the first."""
    terms = replace(TERMS, min_entries=min_entries, min_votes=min_votes)

    assert outcome(tally_of(*comments), terms) == NoWinner(reason, ())


def test_terms_without_a_minimum_let_a_lone_caption_win() -> None:
    """MIN_VOTES=0: the first to send one."""
    proposed = outcome(tally_of(comment(votes=0)), replace(TERMS, min_votes=0))

    assert isinstance(proposed, Proposed)


def test_the_leaders_flags_are_the_outcomes() -> None:
    """A person looks before it is announced; flags of the others don't matter."""
    flagged, plain = comment(1, "Neigh example.org", votes=3), comment(2, "Whoa 713-555-0123", votes=2)

    proposed = outcome(tally_of(flagged, plain), TERMS)

    assert isinstance(proposed, Proposed)
    assert proposed.flags == (Flag.LINK,)


@pytest.mark.parametrize(
    ("copy_votes", "flags"),
    [
        pytest.param(3, (), id="fewer"),
        pytest.param(4, (), id="as-many"),
        pytest.param(5, (Flag.COPY,), id="more"),
    ],
)
def test_a_copy_with_more_votes_than_the_winner_is_for_a_person(copy_votes: int, flags: tuple[Flag, ...]) -> None:
    """Be it of the winner's caption or of another's: staff may credit both."""
    first, copy, winner = (
        comment(1, "Neigh", votes=1, minute=1),
        comment(2, "neigh", votes=copy_votes, minute=2),
        comment(3, "Whoa", votes=4),
    )

    proposed = outcome(tally_of(first, copy, winner), TERMS)

    assert isinstance(proposed, Proposed)
    assert proposed.winner.entry.comment.comment_id == "3"
    assert proposed.flags == flags


def test_what_is_left_out_for_another_reason_is_no_copy() -> None:
    """A late comment may have any number of votes."""
    proposed = outcome(tally_of(comment(1, votes=2), comment(2, votes=90, at=CLOSES)), TERMS)

    assert isinstance(proposed, Proposed)
    assert proposed.flags == ()


def test_a_copy_with_votes_is_told_though_nobody_wins() -> None:
    """The first to write it got no votes, the copy all of them."""
    counted = tally_of(comment(1, "Neigh", votes=0, minute=1), comment(2, "neigh", votes=40, minute=2))

    assert outcome(counted, TERMS) == NoWinner(NoWinnerBecause.TOO_FEW_VOTES, (Flag.COPY,))
