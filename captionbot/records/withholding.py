"""Who is withheld from an export: a person, and every text that names or quotes them in any form."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from captionbot.contest.forgetting import PART
from captionbot.contest.quoting import CUT, on_one_line
from captionbot.contest.shortened import short_name
from captionbot.store.record import Record

KNOWN = 40
"""Characters by which somebody's words are known again in what was said of them: that may be cut."""
RUN = 4
"""So many of somebody's words in a row are a quotation."""


@dataclass(frozen=True)
class Withheld:
    """Whoever wrote some comments, by all that they are known by; nobody where it is empty."""

    comments: frozenset[str] = frozenset()
    """The ids of everything they wrote."""
    ids: frozenset[str] = frozenset()
    """Every number and link that leads to them."""
    names: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    """Every text that their comments had, and those under which they were announced."""

    @classmethod
    def of(cls, record: Record, comment_ids: Collection[str]) -> "Withheld":
        """Whoever wrote these, with all their other comments where Facebook says whose they are."""
        if not comment_ids:
            return cls()
        people = record.people
        rows = {(row.contest, row.comment_id): row for row in people.numbered(comment_ids)}
        for entrant in {row.entrant_id for row in rows.values()} - {None, record.page_id}:
            rows |= {(row.contest, row.comment_id): row for row in people.written_by(str(entrant))}
        theirs = [*rows.values()]
        captions, names = people.names_announced(theirs)
        names |= {row.entrant_name for row in theirs if row.entrant_name}
        leads = ((row.comment_id, row.graph_id, row.permalink, row.entrant_id) for row in theirs)
        ids = {one for several in leads for one in several if one and one != record.page_id}
        return cls(
            frozenset(row.comment_id for row in theirs) | frozenset(comment_ids),
            frozenset(ids),
            frozenset(names | {short_name(name) for name in names}) - {""},
            frozenset(people.every_text(theirs) | captions) - {""},
        )

    def wrote_or_stands_in(self, record: Mapping[str, Any]) -> bool:
        """Whether a comment's record is theirs, or names or quotes them: it can be shown only whole."""
        if not self.comments:
            return False
        if record["comment_id"] in self.comments or record["name"] in self.names:
            return True
        out = record["left_out"] or {}
        others = (record["text"], *(one["text"] for one in record["texts"]), *(name for _, _, name in record["tags"]))
        return self.is_in(out.get("because")) or self._is_in_any((*others, out.get("by")))

    def decided_or_stands_in(self, record: Mapping[str, Any]) -> bool:
        """Whether the record of a decision is about them, or names or quotes them."""
        if not self.comments:
            return False
        others = (record[name] for name in ("by", "caption", "name", "said_caption", "said_name"))
        return record["comment_id"] in self.comments or self.is_in(record["because"]) or self._is_in_any(others)

    def is_in(self, text: str | None) -> bool:
        """Whether a text of ours or of staff's names or quotes them; a part of a name or a few words are enough."""
        if not text or not self.comments:
            return False
        spoken, cut = _spoken(text), on_one_line(text, len(text))
        if self.is_quoted_in(text) or any(run in spoken for run in self._runs):
            return True
        return not self._parts.isdisjoint(_words(text)) or any(one in cut for one in self._beginnings)

    def is_quoted_in(self, text: str | None) -> bool:
        """Whether somebody else's words name them, or have their words in them.

        Another may have the same first name, and a short caption may be anybody's words.
        """
        if not text or not self.comments:
            return False
        spoken = _spoken(text)
        if spoken in self._whole or any(one in spoken for one in self._long):
            return True
        named = any(name in text for name in self.names if not name.isascii())
        return named or not self._single.isdisjoint(_words(text)) or bool(self._numbers.search(text))

    def _is_in_any(self, texts: Iterable[str | None]) -> bool:
        return any(self.is_quoted_in(text) for text in texts)

    @cached_property
    def _whole(self) -> frozenset[str]:
        return frozenset(filter(str.strip, map(_spoken, self.texts)))

    @cached_property
    def _long(self) -> frozenset[str]:
        """What is theirs wherever it stands: texts of some words, and names of two."""
        names = {_spoken(name) for name in self.names if len(_words(name)) > 1}
        return frozenset(one for one in self._whole if len(one.split()) >= RUN) | names

    @cached_property
    def _runs(self) -> frozenset[str]:
        """Every few words in a row of theirs; all, where a text has fewer."""
        return frozenset(
            f" {' '.join(words[at : at + RUN])} "
            for words in (one.split() for one in self._whole)
            for at in range(max(1, len(words) - RUN + 1))
        )

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """How texts begin that are cut inside a word, or have no spaces between words."""
        whole = (on_one_line(text, KNOWN).removesuffix(CUT) for text in self.texts)
        return frozenset(one for one in whole if len(_words(one)) > 0 and len(one) > PART)

    @cached_property
    def _single(self) -> frozenset[str]:
        return frozenset(name for name in self.names if len(_words(name)) == 1)

    @cached_property
    def _parts(self) -> frozenset[str]:
        return frozenset(part for name in self.names for part in _words(name) if len(part) >= PART)

    @cached_property
    def _numbers(self) -> re.Pattern[str]:
        several = "|".join(re.escape(one) for one in sorted(self.ids))
        return re.compile(rf"(?<!\w)(?:{several})(?!\w)")


def _words(text: str) -> list[str]:
    return "".join(char if unicodedata.category(char)[0] in "LNM" else " " for char in text).split()


def _spoken(text: str) -> str:
    """The words of a text with nothing but one space around each, in small letters."""
    return f" {' '.join(_words(text)).casefold()} "
