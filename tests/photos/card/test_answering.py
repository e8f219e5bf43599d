"""What goes to the process that draws, and what comes back: the answer is trusted in nothing."""

import json
from dataclasses import asdict
from typing import Any

import pytest

from captionbot.contest.card import CardWords
from captionbot.photos.card.answering import answer_of, answer_of_error, card_from, request_from, request_of
from captionbot.photos.card.drawn import MOST_BYTES, DrawnCard, NotDrawn, Style
from captionbot.photos.picture.answering import Fault

JPEG = b"\xff\xd8\xff\n\n rest"
CARD = DrawnCard(JPEG, 1600, 1800, "\U0001202d", True, True, b"\xff\xd8\xffsmall", 640, 720, "of th…")  # noqa: FBT003 - a whole row
FACTS: dict[str, Any] = {name: value for name, value in asdict(CARD).items() if name not in {"jpeg", "small"}}


def answer(**changed: object) -> bytes:
    """An answer of which something is otherwise."""
    return json.dumps(FACTS | {"bytes": len(JPEG)} | changed).encode() + b"\n" + CARD.jpeg + CARD.small


def test_a_request_comes_over_whole() -> None:
    """Words in any script, newlines in pictures, no logo or one."""
    words = CardWords("“\ud800 \0 שלום\n”", "b", "c", "d", "e", "f")

    for style in (Style(), Style("#000000", "#ffffff", "#eeeeee", b"\n logo")):
        assert request_from(request_of(JPEG, words, style)) == (JPEG, words, style)


def test_a_card_comes_back_whole() -> None:
    """Facts, signs and both pictures."""
    assert card_from(answer_of(CARD)) == CARD


def test_an_error_comes_back_with_what_to_do() -> None:
    """Its control characters are spelled out."""
    with pytest.raises(NotDrawn, match=r"^no \\n card$") as failed:
        card_from(answer_of_error(NotDrawn("no \n card", "Do.")))

    assert failed.value.do == "Do."


def test_a_fault_is_told() -> None:
    """It is captionbot's own."""
    with pytest.raises(Fault, match="KeyError"):
        card_from(b'{"fault": "KeyError in x"}\n')


@pytest.mark.parametrize(
    "nonsense",
    [
        b"",
        b"{}",
        b"[]\n",
        b"9\n",
        answer(width="1600"),
        answer(height=0),
        answer(width=True),
        answer(height=10**6),
        answer(bytes=-1),
        answer(bytes=len(JPEG) + 1),
        answer(bytes=MOST_BYTES),
        answer(missing=None),
        answer(shortened=1),
        answer(small_width=641),
        answer()[: -len(CARD.small)],
        b"{" + answer()[1:].replace(b"\xff\xd8\xff", b"GIF"),
    ],
)
def test_nonsense_is_no_card(nonsense: bytes) -> None:
    """Whoever draws had anyone's bytes in its hands."""
    with pytest.raises((ValueError, TypeError)):
        card_from(nonsense)


def test_what_is_told_besides_is_taken_for_no_more_than_it_is() -> None:
    """A word where yes or no belongs is no; signs that can't be stored go."""
    card = card_from(answer(without_logo="yes", missing="\ud800x"))

    assert (card.without_logo, card.missing) == (False, "x")
