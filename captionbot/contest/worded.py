"""Closed lists whose every item carries the sentence that a person reads."""

from enum import StrEnum
from typing import Self


class Worded(StrEnum):
    """A few words to store and to compare by, and the whole sentence beside them."""

    sentence: str

    def __new__(cls, words: str, sentence: str = "") -> Self:
        """Keep the sentence beside the words, which are the value; ``Reason("no words")`` finds it again."""
        item = str.__new__(cls, words)
        item._value_ = words
        item.sentence = sentence
        return item
