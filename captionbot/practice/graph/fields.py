"""The language of ``fields=``: names, modifiers, aliases and braces, read into a tree.

``reactions.type(LOVE).limit(0).summary(total_count).as(love),attachments{media_type,target{id}}``
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from captionbot.practice.graph.answers import QUERY, Refusal

DEEPEST, LONGEST_NUMBER = 8, 12
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Field:
    """One field or edge as it was asked for."""

    name: str
    modifiers: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    fields: tuple["Field", ...] = ()

    @property
    def alias(self) -> str:
        """The key under which the answer shows it."""
        return self.modifiers.get("as", self.name)

    def number(self, modifier: str, otherwise: int) -> int:
        """Give a modifier's number; ``otherwise`` where it is not given or is none."""
        text = self.modifiers.get(modifier, "")
        return int(text[:LONGEST_NUMBER]) if text.isascii() and text.isdecimal() else otherwise


def parse(text: str) -> tuple[Field, ...]:
    """Read the value of a ``fields`` parameter; a Refusal (code 2500) where it can't be read."""
    reader = _Reader(text)
    fields = reader.fields(0) if text else ()
    if not reader.at_end():
        raise reader.wrong("Expected end of string")
    return fields


def unparse(fields: tuple[Field, ...]) -> str:
    """Write a tree back as the parameter it came from, for ``paging.next``."""
    return ",".join(_written(one) for one in fields)


def _written(one: Field) -> str:
    modifiers = "".join(f".{name}({value})" for name, value in one.modifiers.items())
    return one.name + modifiers + (f"{{{unparse(one.fields)}}}" if one.fields else "")


class _Reader:
    """A cursor over the text; one method for each rule of the grammar."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def fields(self, depth: int) -> tuple[Field, ...]:
        """Read ``field, field, …``."""
        if depth > DEEPEST:
            raise self.wrong("Too deeply nested")
        found = [self.field(depth)]
        while self.take(","):
            found.append(self.field(depth))
        return tuple(found)

    def field(self, depth: int) -> Field:
        """Read ``name.modifier(value){fields}``; modifiers may stand on either side of the braces."""
        name = self.name()
        modifiers = self.modifiers()
        inner: tuple[Field, ...] = ()
        if self.take("{"):
            inner = self.fields(depth + 1)
            if not self.take("}"):
                raise self.wrong('Expected "}"')
            modifiers |= self.modifiers()
        return Field(name, MappingProxyType(modifiers), inner)

    def modifiers(self) -> dict[str, str]:
        """Read ``.limit(5).summary(true)``."""
        found = {}
        while self.take("."):
            name = self.name()
            if not self.take("("):
                raise self.wrong('Expected "("')
            end = self.text.find(")", self.at)
            if end < 0:
                raise self.wrong('Expected ")"')
            found[name] = self.text[self.at : end].strip()
            self.at = end + 1
        return found

    def name(self) -> str:
        """Read a name of letters, digits and underscores."""
        self.skip_spaces()
        start = self.at
        while not self.at_end() and (self.text[self.at].isalnum() or self.text[self.at] == "_"):
            self.at += 1
        if self.at == start:
            raise self.wrong("Expected name")
        return self.text[start : self.at]

    def take(self, sign: str) -> bool:
        """Step over ``sign`` if it is next."""
        self.skip_spaces()
        if not self.text.startswith(sign, self.at):
            return False
        self.at += len(sign)
        return True

    def skip_spaces(self) -> None:
        """Step over spaces."""
        while not self.at_end() and self.text[self.at].isspace():
            self.at += 1

    def at_end(self) -> bool:
        """Tell whether nothing is left."""
        return self.at >= len(self.text)

    def wrong(self, what: str) -> Refusal:
        """Make the syntax error that the Graph API answers with."""
        found = self.text[self.at :][:20]
        return Refusal(QUERY, f'Syntax error "{what} instead of "{found}"." at character {self.at}: {self.text}')
