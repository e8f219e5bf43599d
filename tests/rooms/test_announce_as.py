"""In which words a winner is announced, and what whoever decides second is told."""

from typing import Any

import pytest

from captionbot import decisions
from captionbot.contest.comment import Comment
from captionbot.contest.wording import Credited
from captionbot.decisions import AnnounceAs, Word, stood_before
from captionbot.decisions.leaving_out import disqualify, reason_meant
from captionbot.errors import NotNow
from captionbot.facts import credited
from captionbot.store.record import Record
from captionbot.store.schema import Decision
from tests.contest.made import CLOSES, comment
from tests.rooms.made import MARIA, reviewed
from tests.rooms.week import Week
from tests.store.made import ANNOUNCES, HOUR

JOE = Word("joe", CLOSES + 2 * HOUR, "two of us looked")
TAGGED = comment(1, "Sam Doe Teh horse ordered first", votes=9)
MENDED = AnnounceAs("The horse ordered first.", "Fan")


def _in_force(record: Record) -> Decision:
    decision = record.contests.decision(record.contests.get(1))
    assert decision
    return decision


def _details(record: Record) -> list[str]:
    record._session.flush()
    return [row.detail for row in record.staff.audit(1)]


@pytest.mark.parametrize("way", ["pick", "approve"])
def test_staff_give_the_words_for_the_announcement(record: Record, way: str) -> None:
    """They stand beside what was written, and the audit keeps them."""
    row = reviewed(record, TAGGED, comment(2))
    if way == "pick":
        decisions.pick(record, 1, "1", MARIA, MENDED)
    else:
        decisions.approve(record, 1, MARIA, MENDED)

    decision = _in_force(record)
    assert (decision.caption, decision.winner) == (TAGGED.text, "Fan 1")
    assert credited(decision) == Credited("The horse ordered first.", "Fan", 9)
    assert (decision.kind, decision.number, row.approved_by) == ("pick" if way == "pick" else "tally", 2, "maria")
    assert "announce the caption as: The horse ordered first.; announce the name as: Fan" in _details(record)[-1]


def test_without_other_words_it_is_announced_as_written(record: Record) -> None:
    """And an approval makes no decision of its own."""
    reviewed(record, TAGGED, comment(2))
    decisions.approve(record, 1, MARIA)

    decision = _in_force(record)
    assert (decision.number, credited(decision)) == (1, Credited(TAGGED.text, "Fan 1", 9))


def test_the_words_of_before_stay_in_the_record(record: Record) -> None:
    """Each yes in other words is a decision of its own: nothing that was written down under an older one is said."""
    reviewed(record, TAGGED, comment(2))
    decisions.approve(record, 1, MARIA, AnnounceAs(caption="The horse ordered first."))
    decisions.approve(record, 1, JOE, AnnounceAs(name="a fan"))

    decision = _in_force(record)
    assert (decision.number, decision.said_caption, decision.said_name) == (3, "The horse ordered first.", "a fan")
    assert credited(decision).name is None
    decisions.approve(record, 1, JOE, AnnounceAs(TAGGED.text, "Fan 1"))
    assert credited(_in_force(record)) == Credited(TAGGED.text, "Fan 1", 9)
    assert (_in_force(record).said_caption, _in_force(record).said_name) == (None, None)


def test_a_plain_yes_keeps_the_words_that_were_given(record: Record) -> None:
    """And a fresh pick begins with what was written."""
    reviewed(record, TAGGED, comment(2))
    decisions.approve(record, 1, MARIA, MENDED)
    decisions.approve(record, 1, JOE)
    assert _in_force(record).said_caption == MENDED.caption

    decisions.pick(record, 1, "1", JOE)
    assert _in_force(record).said_caption is None


def test_the_words_go_with_the_winner(record: Record) -> None:
    """Whoever steps up is announced in their own."""
    reviewed(record, TAGGED, comment(2))
    decisions.approve(record, 1, MARIA, MENDED)
    crude = reason_meant("crude")
    assert crude
    disqualify(record, "1", crude, JOE)

    assert credited(_in_force(record)) == Credited("Caption number 2", "Fan 2", 1)


@pytest.mark.parametrize("said", [AnnounceAs(caption="Somebody call a vet"), AnnounceAs(name="Mayor Fan")])
def test_another_caption_or_name_is_refused(record: Record, said: AnnounceAs) -> None:
    """And nothing has changed: no yes, no decision, no line in the audit."""
    row = reviewed(record, TAGGED, comment(2))

    with pytest.raises(NotNow):
        decisions.pick(record, 1, "1", MARIA, said)
    with pytest.raises(NotNow):
        decisions.approve(record, 1, MARIA, said)
    assert (row.decision, row.approved_at, _details(record)) == (1, None, [])


def test_a_name_that_facebook_withholds_is_typed_in(record: Record) -> None:
    """By whoever knows the winner."""
    reviewed(record, comment(1, votes=9, by=None), comment(2))
    decisions.approve(record, 1, MARIA, AnnounceAs(name="Ana Lopez"))

    assert credited(_in_force(record)).name == "Ana Lopez"


def test_a_yes_to_a_winner_that_was_seen_holds_for_no_other(record: Record) -> None:
    """Somebody else may have picked another since: the second is told whom, by whom and when."""
    row = reviewed(record)
    decisions.pick(record, 1, "2", MARIA)

    with pytest.raises(NotNow, match="has another winner now: “Caption number 2”") as refused:
        decisions.approve(record, 1, JOE, seen="9_1")
    assert "was picked by maria on Monday 30 November at 11:00 AM CST" in refused.value.message
    assert refused.value.do == "Look once more: captionbot entries 1."
    assert row.approved_by == "maria"
    decisions.approve(record, 1, JOE, seen="9_2")
    assert row.approved_by == "joe"


def test_whoever_decides_second_is_told_what_stood_before(record: Record) -> None:
    """Not of their own word, and not of the tally's."""
    row = reviewed(record)
    assert stood_before(record, row, "joe") == ""
    decisions.approve(record, 1, MARIA)
    assert stood_before(record, row, "maria") == ""
    assert (
        stood_before(record, row, "joe")
        == "Before that: the winner was approved by maria on Monday 30 November at 11:00 AM CST."
    )
    decisions.pick(record, 1, "3", MARIA)
    decisions.approve(record, 1, JOE)
    assert "“Caption number 3” was picked by maria on" in stood_before(record, row, "ana")
    assert "the winner was approved by joe on" in stood_before(record, row, "ana")
    assert "joe" not in stood_before(record, row, "joe")


def _announced(week: Week) -> str:
    week.tick(ANNOUNCES)
    return "\n".join(row.text for row in week.utterances().values() if row.decision)


def test_the_page_hears_the_words_that_staff_gave(week: Week) -> None:
    """Reply and announcement alike; what was written stays in the record and in `status`."""
    week.posted()
    winner: Comment = week.comment(1, text="Sam Doe Teh horse ordered first", votes=9)
    week.comment(2, votes=5)
    week.tick(CLOSES)
    with week.store.transaction() as record:
        decisions.approve(record, 1, week.word, MENDED)

    said = _announced(week)

    assert week.stages == ["announced"]
    assert said.count("“The horse ordered first.”") == 2
    assert ", Fan. “The horse ordered first.” wins" in said  # the reply, in the wording whose turn it is
    assert winner.text not in said
    shown: Any = week.view()["contests"][0]["winner"]
    assert (shown["caption"], shown["announced_as"]) == (
        winner.text,
        {"caption": "The horse ordered first.", "name": "Fan"},
    )


def test_a_winner_who_is_named_a_fan_is_greeted_without_a_name(week: Week) -> None:
    """Nobody is called "a fan" to their face."""
    week.in_review()
    with week.store.transaction() as record:
        decisions.approve(record, 1, week.word, AnnounceAs(name="a fan"))

    said = _announced(week)

    assert "by a fan" in said or "words a fan" in said
    assert ", a fan!" not in said
    assert "Fan 1" not in said
