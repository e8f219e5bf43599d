"""What rules are made of: sections of sentences, points and lists of reasons. Plain text; each writer escapes it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together."""

    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """Sentences under a lead of a few words, or none."""

    lead: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """Points, one after the other."""

    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Reasons:
    """A closed list: each reason in a few words, and its sentence."""

    rows: tuple[tuple[str, str], ...]


Part = Paragraph | Points | Reasons


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading."""

    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """A contest's rules."""

    title: str
    opening: Paragraph
    sections: tuple[Section, ...]
    note: Paragraph | None = None
    """For staff, before everything else; no part of the rules."""
