"""How often each screen is right, and that docs/screens.md says so."""

from pathlib import Path

import pytest

from captionbot.contest.entries import Reason, judge
from captionbot.contest.screens import Flag, Mark

from .invented import PLAIN_CAPTIONS
from .labelled import Rate, rates, sample
from .made import case, reasons

DOCUMENT = Path(__file__).parents[2] / "docs" / "screens.md"


@pytest.fixture(scope="module")
def found() -> dict[Flag | Mark, Rate]:
    """The rate of each screen."""
    return rates()


def test_the_sample_is_large_enough() -> None:
    """A rate over a handful of texts would say nothing."""
    assert sum(1 for _ in sample()) >= 150
    assert len(PLAIN_CAPTIONS) >= 90


def test_the_document_prints_the_rates_as_they_are(found: dict[Flag | Mark, Rate]) -> None:
    """Whoever changes a screen sees what it did, and the table follows."""
    table = "\n".join(rate.row(str(item)) for item, rate in found.items())

    assert table in DOCUMENT.read_text(encoding="utf-8"), f"docs/screens.md should say:\n{table}"


@pytest.mark.parametrize(
    ("item", "precision", "recall"),
    [
        (Flag.CRUDE, 0.9, 0.85),
        (Flag.LINK, 1, 1),
        (Flag.EMAIL, 1, 1),
        (Flag.PHONE, 1, 0.7),
        (Flag.STREET, 0.9, 0.9),
        (Flag.TAGGED, 1, 1),
        (Flag.NAME, 0.8, 0.95),
        (Flag.CHATTER, 0.95, 0.8),
        (Flag.LONG, 1, 1),
        (Flag.UNREADABLE, 0.8, 1),
        (Mark.ROUGH, 0.6, 0.95),
        (Mark.QUESTION, 0.6, 0.9),
    ],
)
def test_no_screen_gets_worse(
    found: dict[Flag | Mark, Rate], item: Flag | Mark, precision: float, recall: float
) -> None:
    """What is found is mostly right, and little is missed."""
    rate = found[item]

    assert rate.right / (rate.right + rate.wrong) >= precision
    assert rate.right / (rate.right + rate.missed) >= recall


def test_a_comment_without_words_is_left_out_for_certain_and_nothing_else_is() -> None:
    """Tagged names, links and emoji alone make no entry; whatever has words stays, flagged or not."""
    for one in sample():
        left_out = reasons(judge([one.comment], case(caption_max=10_000)))
        signs_alone = not any(char.isalnum() for char in one.comment.text)
        assert (Reason.NO_WORDS in left_out.values()) is (not one.words or signs_alone), one.comment.text
