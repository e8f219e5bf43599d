"""A person settles what nobody could tell: it stands on the Page, or it does not."""

from datetime import datetime

import pytest

from captionbot import decisions
from captionbot.contest.stages import Stage
from captionbot.decisions import Word
from captionbot.errors import NotNow
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Utterance
from captionbot.store.utterances import EDITS, Kind, Outcome
from tests.contest.made import PAGE
from tests.rooms.made import MARIA, POST_ID, at_stage
from tests.store.made import HOUR, SLOT, begun, utterance

SOON = Word("maria", SLOT + HOUR)


def _stuck_post(record: Record) -> tuple[Contest, Utterance]:
    row = begun(record, stage=Stage.STUCK)
    words = record.utterances.intend(utterance())
    record.utterances.begin_attempt(words, 1, SLOT)
    record._session.flush()
    return row, words


def _stuck_announcement(record: Record) -> tuple[Contest, Utterance, Utterance]:
    """The reply was said, the post of the result is in doubt."""
    row = at_stage(record, Stage.STUCK)
    reply = record.utterances.intend(utterance(kind=Kind.REPLY, decision=1))
    record.utterances.said(reply, "9_7", SLOT)
    words = record.utterances.intend(utterance(kind=Kind.ANNOUNCEMENT, decision=1))
    record.utterances.begin_attempt(words, 1, SLOT)
    record._session.flush()
    return row, reply, words


def _detail(record: Record) -> list[tuple[str, str, str]]:
    record._session.flush()
    return [(row.by, row.action, row.detail) for row in record.staff.audit(1)]


@pytest.mark.parametrize("given", ["777", f"{PAGE}_777", " 777 "])
def test_a_post_that_is_live_opens_its_contest(record: Record, given: str) -> None:
    """By its whole id, or the number at the end of its link."""
    row, words = _stuck_post(record)
    decisions.settle(record, 1, given, SOON)

    assert (row.stage, row.post_id) == (Stage.OPEN, f"{PAGE}_777")
    assert (words.outcome, words.said_id, words.said_at) == (Outcome.SAID, f"{PAGE}_777", SOON.at)
    assert [one.outcome for one in record.utterances.attempts(words.id)] == ["found"]
    assert _detail(record) == [("maria", "settle", f"post live as {given}")]


@pytest.mark.parametrize("kind", sorted(EDITS))
def test_an_edit_stands_in_what_it_was_added_to(record: Record, kind: str) -> None:
    """Which is something else that we said; whichever of its ids is typed, that is where it stands."""
    row = at_stage(record, Stage.STUCK)
    words = record.utterances.intend(utterance(kind=kind, decision=1, target=POST_ID))
    record.utterances.begin_attempt(words, 1, SLOT)
    record._session.flush()
    decisions.settle(record, 1, "555", SOON, what=kind)

    assert (row.stage, words.outcome, words.said_id) == (Stage.ANNOUNCING, Outcome.SAID, POST_ID)


WHEN = {"in the catch-up window": (SLOT + HOUR, Stage.POSTING), "after it": (SLOT + 7 * HOUR, Stage.MISSED)}


@pytest.mark.parametrize(("at", "stage"), WHEN.values(), ids=WHEN)
def test_a_post_that_is_not_live_is_tried_again_while_there_is_time(record: Record, at: datetime, stage: Stage) -> None:
    """As if it had never been tried; after that its photo waits for another slot."""
    row, words = _stuck_post(record)
    decisions.settle(record, 1, None, Word("maria", at))

    assert row.stage == stage
    assert (words.outcome, words.attempts, words.first_attempt_at) == (Outcome.INTENDED, 0, None)
    assert [one.outcome for one in record.utterances.attempts(words.id)] == ["not live"]
    assert _detail(record) == [("maria", "settle", "post not live")]


def test_an_announcement_that_is_live_goes_on(record: Record) -> None:
    """With what is not said yet; what was said stays as it was."""
    row, reply, words = _stuck_announcement(record)
    decisions.settle(record, 1, "778", MARIA)

    assert row.stage == Stage.ANNOUNCING
    assert (words.outcome, words.said_id) == (Outcome.SAID, f"{PAGE}_778")
    assert reply.said_id == "9_7"


def test_an_announcement_that_is_not_live_is_said_with_a_fresh_yes(record: Record) -> None:
    """The person who looked has said it."""
    row, _, words = _stuck_announcement(record)
    decisions.settle(record, 1, None, MARIA)

    assert (row.stage, row.approved_at) == (Stage.ANNOUNCING, MARIA.at)
    assert (words.outcome, words.attempts) == (Outcome.INTENDED, 0)


def test_a_reply_keeps_the_id_that_was_given(record: Record) -> None:
    """It belongs to a comment, not to the Page."""
    at_stage(record, Stage.STUCK)
    words = record.utterances.intend(utterance(kind=Kind.REPLY, decision=1, attempts=1, outcome="unknown"))
    decisions.settle(record, 1, "9_778", MARIA)

    assert words.said_id == "9_778"


@pytest.mark.parametrize(
    "given", ["", "_", "https://facebook.com/1/posts/777", "777; DROP", "\uff17\uff17\uff17", "\u00b2"]
)
def test_what_is_no_id_is_refused(record: Record, given: str) -> None:
    """With where to find it; nothing is settled."""
    row, words = _stuck_post(record)

    with pytest.raises(NotNow, match="not an id") as refused:
        decisions.settle(record, 1, given, SOON)
    assert "number at the end of its link" in refused.value.do
    assert (row.stage, words.outcome) == (Stage.STUCK, Outcome.UNKNOWN)


def test_what_is_settled_already_is_refused(record: Record) -> None:
    """There is nothing left in doubt."""
    at_stage(record, Stage.STUCK)

    with pytest.raises(NotNow, match="settled already"):
        decisions.settle(record, 1, None, MARIA)


def test_where_two_things_are_in_doubt_a_person_says_which(record: Record) -> None:
    """A true word about the one is never taken for the other."""
    row = at_stage(record, Stage.STUCK)
    reply = record.utterances.intend(utterance(kind=Kind.REPLY, decision=1))
    result = record.utterances.intend(utterance(kind=Kind.ANNOUNCEMENT, decision=1))
    for words in (reply, result):
        record.utterances.begin_attempt(words, 1, SLOT)
    record._session.flush()

    with pytest.raises(NotNow, match="the reply and the announcement are in doubt") as refused:
        decisions.settle(record, 1, None, MARIA)
    assert "--what reply" in refused.value.do

    decisions.settle(record, 1, None, MARIA, what="reply")
    assert (row.stage, result.outcome) == (Stage.STUCK, Outcome.UNKNOWN)

    decisions.settle(record, 1, "778", MARIA, what="announcement")
    assert (row.stage, result.said_id) == (Stage.ANNOUNCING, f"{PAGE}_778")


def test_an_id_that_is_something_else_of_ours_is_refused(record: Record) -> None:
    """The announcement's id is not the reply's."""
    _stuck_announcement(record)

    with pytest.raises(NotNow, match="something else that captionbot said"):
        decisions.settle(record, 1, "9_7", MARIA)
