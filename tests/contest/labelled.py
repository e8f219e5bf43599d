"""Invented comments of all sorts, each labelled by hand with what a careful person would want to see.

The labels say what is right, not what the screens find: docs/screens.md prints how far the two agree.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from captionbot.contest.comment import Comment, Tag
from captionbot.contest.screens import Flag, Mark, marks, screen

from . import invented
from .made import comment

OF_THE_TEXT = tuple(flag for flag in Flag if flag not in {Flag.LISTED, Flag.EDITED, Flag.COPY})
"""The flags that go by the text alone, whatever the Page's own list says."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A comment, and what is right to say of it."""

    comment: Comment
    flags: frozenset[Flag] = frozenset()
    marks: frozenset[Mark] = frozenset()
    words: bool = True
    """Whether anything is left without names that are tagged, links and emoji; without it is left out."""


def sample() -> Iterator[Labelled]:
    """Every comment with its labels."""
    yield from _with(invented.PLAIN_CAPTIONS)
    yield from _with(invented.ROUGH_CAPTIONS, marks={Mark.ROUGH})
    yield from _with(invented.CRUDE_COMMENTS, {Flag.CRUDE})
    yield from _with(invented.CRUDE_BUT_NOT_BY_A_WORD, {Flag.CRUDE})
    yield from _with(invented.NAMES, {Flag.NAME})
    yield from _with(invented.TAGGED_ONLY[:3], {Flag.TAGGED}, words=False)
    yield from _with(invented.TAGGED_ONLY[3:], {Flag.TAGGED, Flag.LINK}, words=False)
    yield from _with(invented.TAGGED_REMARKS, {Flag.TAGGED, Flag.CHATTER})
    yield from _with(invented.TAGGED_CAPTIONS, {Flag.TAGGED})
    yield from _with(invented.AT_CAPTIONS, {Flag.TAGGED})
    yield from _with(invented.REMARKS, {Flag.CHATTER})
    yield from _with(invented.QUESTIONS, marks={Mark.QUESTION})
    yield from _with(invented.LINKS, {Flag.LINK})
    yield from _with(invented.EMAILS, {Flag.EMAIL})
    yield from _with(invented.PHONES, {Flag.PHONE})
    yield from _with(invented.STREETS, {Flag.STREET})
    yield from _with(invented.UNREADABLE, {Flag.UNREADABLE})
    yield from _with(invented.LONG, {Flag.LONG})


def _with(
    texts: list[str], flags: set[Flag] | None = None, marks: set[Mark] | None = None, *, words: bool = True
) -> Iterator[Labelled]:
    for text in texts:
        yield Labelled(_comment(text), frozenset(flags or ()), frozenset(marks or ()), words)


def _comment(text: str) -> Comment:
    """Brackets off, and what stood between them tagged."""
    tags: list[Tag] = []
    plain = ""
    for place, part in enumerate(re.split(r"\[(.+?)\]", text)):
        if place % 2:
            tags.append(Tag(len(plain), len(part), part))
        plain += part
    return comment(text=plain, tags=tags)


@dataclass(frozen=True, slots=True)
class Rate:
    """How often one screen is right."""

    right: int
    wrong: int
    missed: int

    def row(self, name: str) -> str:
        """The row of the table in docs/screens.md."""
        precision = round(100 * self.right / (self.right + self.wrong))
        recall = round(100 * self.right / (self.right + self.missed))
        return f"| {name} | {self.right + self.missed} | {self.right} | {self.wrong} | {precision} % | {recall} % |"


def rates() -> dict[Flag | Mark, Rate]:
    """The rate of each screen that goes by the text, over the whole sample."""
    found = [(one, {*screen(one.comment), *marks(one.comment)}) for one in sample()]
    return {
        item: Rate(
            right=sum(item in one.flags | one.marks and item in said for one, said in found),
            wrong=sum(item not in one.flags | one.marks and item in said for one, said in found),
            missed=sum(item in one.flags | one.marks and item not in said for one, said in found),
        )
        for item in (*OF_THE_TEXT, Mark.ROUGH, Mark.QUESTION)
    }
