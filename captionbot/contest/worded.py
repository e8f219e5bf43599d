"""Words as a person reads them: a sentence of its own, and closed lists whose every item carries one."""

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


def sentence(words: str) -> str:
    """Words that stand inside a sentence elsewhere, as one of their own; a capital letter and a full stop are added."""
    return f"{words[0].upper()}{words[1:]}."
