"""What holds for every crowd of comments, however odd."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from captionbot.contest.comment import Comment
from captionbot.contest.entries import Case, Reason, judge
from captionbot.contest.tally import NoWinner, outcome, tally

from .made import CLOSES, OPENS, PAGE, PROPERTY, case, comment, ranked

PEOPLE = st.sampled_from([None, "ann", "bob", "cy", "officer", "champion", PAGE])
WORDS = st.sampled_from(
    ["Neigh", "NEIGH!", "Whoa", "whoa 2", "Whoa 3", "😂", "", "Oats https://example.org", "n" * 301]
)
HOURS = st.one_of(st.sampled_from([OPENS, CLOSES]), st.datetimes(timezones=st.just(OPENS.tzinfo)))
NUMBERS = st.integers(1, 1200)


@st.composite
def crowds(draw: st.DrawFn) -> list[Comment]:
    """Up to a dozen comments that get in each other's way."""
    return [
        comment(
            number,
            draw(WORDS),
            draw(st.integers(0, 4)),
            by=draw(PEOPLE),
            at=draw(HOURS) if draw(st.integers(0, 5)) == 0 else None,
            minute=draw(st.integers(0, 3)),
            reply_to=draw(st.sampled_from([None, None, None, "9"])),
            hidden=draw(st.integers(0, 9)) == 0,
        )
        for number in draw(st.lists(NUMBERS, unique=True, max_size=12))
    ]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Terms and lists of every kind."""
    few = st.frozensets(NUMBERS.map(str), max_size=3)
    return case(
        staff=["officer"],
        winners=["champion"],
        withdrawn=draw(few),
        disqualified=dict.fromkeys(draw(few), Reason.CRUDE),
        one_entry_each=draw(st.booleans()),
    )


@PROPERTY
@given(crowds(), cases())
def test_each_comment_has_exactly_one_verdict(crowd: list[Comment], under: Case) -> None:
    """Entry or left out, never both and never neither."""
    judgement = judge(crowd, under)

    verdicts = [entry.comment for entry in judgement.entries] + [one.comment for one in judgement.left_out]
    assert sorted(one.comment_id for one in verdicts) == sorted(one.comment_id for one in crowd)


@PROPERTY
@given(crowds(), cases(), st.randoms())
def test_the_order_of_arrival_changes_nothing(crowd: list[Comment], under: Case, chance: Random) -> None:
    """The same reading gives the same judgement and the same winner."""
    shuffled = chance.sample(crowd, len(crowd))

    assert judge(shuffled, under) == judge(crowd, under)
    assert tally(judge(shuffled, under)) == tally(judge(crowd, under))


@PROPERTY
@given(crowds(), cases())
def test_a_left_out_comment_never_wins(crowd: list[Comment], under: Case) -> None:
    """Whatever its votes."""
    counted = tally(judge(crowd, under))
    result = outcome(counted, under.terms)

    left_out = {one.comment.comment_id for one in counted.left_out}
    assert isinstance(result, NoWinner) or result.winner.entry.comment.comment_id not in left_out


@PROPERTY
@given(crowds(), cases(), st.data())
def test_a_vote_more_never_lowers_a_rank(crowd: list[Comment], under: Case, data: st.DataObject) -> None:
    """An entry that gains a vote stays an entry, and stands no lower than before."""
    before = ranked(tally(judge(crowd, under)))
    if not before:
        return
    lucky = data.draw(st.sampled_from(before))
    luckier = [replace(one, votes=one.votes + 1) if one.comment_id == lucky else one for one in crowd]

    assert ranked(tally(judge(luckier, under))).index(lucky) <= before.index(lucky)


@PROPERTY
@given(crowds(), cases())
def test_nobody_is_left_out_in_favour_of_nobody(crowd: list[Comment], under: Case) -> None:
    """Who is left out for another comment's sake is left out for one of that crowd, not for themselves."""
    ids = {one.comment_id for one in crowd}

    for one in judge(crowd, under).left_out:
        assert (one.instead is not None) == (one.reason in {Reason.SAME_CAPTION, Reason.SECOND_ENTRY})
        assert one.instead is None or one.instead in ids - {one.comment.comment_id}


@PROPERTY
@given(crowds(), cases())
def test_where_everybody_has_one_entry_nobody_known_has_two(crowd: list[Comment], under: Case) -> None:
    """And no caption is in twice, whoever sent it."""
    judgement = judge(crowd, under)

    known = [entry.comment.entrant_id for entry in judgement.entries if entry.comment.entrant_id]
    captions = [entry.comment.text.casefold().strip("!") for entry in judgement.entries]
    assert not under.terms.one_entry_each or len(known) == len(set(known))
    assert len(captions) == len(set(captions))
