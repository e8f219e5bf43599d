"""What goes wrong with a card, and what waits for it: neither a winner nor anybody who needs the database."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest
from sqlalchemy import update

from captionbot import cards
from captionbot.contest.card import CardWords
from captionbot.photos.card.drawn import DrawnCard, Style
from captionbot.photos.folder import PhotosFolder
from captionbot.runner import picture
from captionbot.store.schema import LeaseRow
from tests.photos.drawing_words import draw_words
from tests.rooms.test_cards import fail_upload, kept, sent, told, uploads
from tests.rooms.week import Week
from tests.store.made import ANNOUNCES, MINUTE

T = TypeVar("T")
FAULT = f"Its card could not be drawn, by a fault of captionbot's own (ValueError). {picture.INSTEAD}"


def _faulty(*_args: object, **_more: object) -> None:
    raise ValueError


def test_a_fault_in_what_a_card_lacks_keeps_no_winner_waiting(review: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first tick announces, with the photo."""
    monkeypatch.setattr(picture, "lacks", _faulty)
    review.tick(ANNOUNCES)

    assert review.stages == ["announced"]
    assert [jpeg for jpeg, _ in uploads(review)] == [sent(review)]
    assert [notice.text for notice in told(review)] == [FAULT]


@pytest.mark.parametrize("everywhere", [False, True])
def test_a_fault_in_the_words_of_a_kept_card_keeps_no_winner_waiting(
    review: Week, monkeypatch: pytest.MonkeyPatch, *, everywhere: bool
) -> None:
    """It is drawn again, and where that fails too the photo goes out."""
    fail_upload(review)
    monkeypatch.setattr(picture, "alt_of", _faulty)
    if everywhere:
        monkeypatch.setattr(cards.drawing, "alt_of", _faulty)
    review.tick(ANNOUNCES + MINUTE)

    assert review.stages == ["announced"]
    assert uploads(review)[-1][0] == (sent(review) if everywhere else kept(review))
    assert (FAULT in [notice.text for notice in told(review)]) == everywhere


def test_nobody_waits_for_the_database_while_a_folder_or_a_child_works(
    review: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No connection is out while the photo is looked at, the card drawn, and its file written."""
    asked: list[tuple[str, int]] = []

    def noting(name: str, act: Callable[..., T]) -> Callable[..., T]:
        def noted(*args: object) -> T:
            asked.append((name, review.store.engine.pool.checkedout()))  # type: ignore[attr-defined] # a QueuePool
            return act(*args)

        return noted

    with review.store.transaction() as record:
        record.photos.drop_pictures({review.contest().photo_sha256})
    monkeypatch.setattr(PhotosFolder, "keep_card", noting("keep", PhotosFolder.keep_card))
    monkeypatch.setattr(PhotosFolder, "card", noting("read", PhotosFolder.card))
    review.plug(
        replace(
            review.photos,
            examine=noting("examine", review.photos.examine),
            draw=noting("draw", draw_words),
        )
    )
    fail_upload(review)
    review.tick(ANNOUNCES + MINUTE)

    assert review.stages == ["announced"]
    assert asked == [("examine", 0), ("draw", 0), ("keep", 0), ("read", 0)]


def test_whoever_has_lost_the_lease_says_nothing_of_a_card(review: Week) -> None:
    """That is no fault of the card's: nothing goes out, neither it nor the photo."""

    def slow(jpeg: bytes, words: CardWords, style: Style) -> DrawnCard:
        with review.store.transaction() as record:
            record._session.execute(update(LeaseRow).values(token=LeaseRow.token + 1))
        return draw_words(jpeg, words, style)

    review.plug(replace(review.photos, draw=slow))
    review.tick(ANNOUNCES)

    assert uploads(review) == []
    assert told(review) == []
    assert review.folder("posted") == ["horse.jpg", "horse.txt"]
