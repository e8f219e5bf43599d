"""The shelf of cards: which file is the card of which decision, and which are to be deleted."""

from captionbot.contest.forgetting import DESTROYED
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow
from tests.contest.made import comment
from tests.store.made import HOUR, SLOT, begun, decision

SHA, OTHER = "a" * 64, "b" * 64


def _decided(record: Record) -> None:
    """A contest with two comments, decided twice: for the first, then for the second."""
    contest = begun(record)
    reading = record.comments.begin_reading(contest.number, SLOT)
    record.comments.keep(contest.number, reading.id, [comment(1), comment(2)], SLOT)
    for comment_id in ("1", "2"):
        record.contests.decide(contest, decision(comment_id=comment_id))


def _destroy(record: Record, comment_id: str) -> None:
    row = record.comments.get(1, comment_id)
    assert isinstance(row, CommentRow)
    row.salt = DESTROYED


def test_a_card_is_known_by_its_decision(record: Record) -> None:
    """Each decision has its own; a card that was drawn once more takes the place of the one before."""
    _decided(record)
    assert record.cards.of(1, 1) is None

    record.cards.keep(1, 1, "horse.card.jpg", SHA, SLOT)
    record.cards.keep(1, 2, "horse.card-2.jpg", OTHER, SLOT)
    record.cards.keep(1, 2, "horse.card-3.jpg", SHA, SLOT + HOUR)

    kept = [(row.decision, row.name, row.sha256, row.kept_at) for row in record.cards.of_contest(1)]
    assert kept == [(1, "horse.card.jpg", SHA, SLOT), (2, "horse.card-3.jpg", SHA, SLOT + HOUR)]
    assert record.cards.of_contest(2) == []


def test_the_cards_of_whoever_is_erased_are_to_be_deleted_once(record: Record) -> None:
    """And nobody else's, though it is the same contest."""
    _decided(record)
    for number in (1, 2):
        record.cards.keep(1, number, f"horse.card-{number}.jpg", SHA, SLOT)
    assert record.cards.to_erase() == []

    _destroy(record, "2")
    [row] = record.cards.to_erase()
    assert row.decision == 2
    row.erased_at = SLOT + HOUR
    assert record.cards.to_erase() == []
