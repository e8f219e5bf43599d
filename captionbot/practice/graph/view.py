"""Showing one thing as its asker may see it, by tables of fields and edges."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from captionbot.practice.graph.answers import unknown_field
from captionbot.practice.graph.fields import Field
from captionbot.practice.graph.tokens import Token, TokenKind, Tokens
from captionbot.practice.world.things import Comment, Person, Photo, Post
from captionbot.practice.world.world import World


@dataclass(frozen=True, slots=True)
class PageNode:
    """The Page as a node of the graph."""

    person: Person


@dataclass(frozen=True, slots=True)
class UserNode:
    """The person behind a user token."""

    person: Person


Node = PageNode | UserNode | Post | Photo | Comment


@dataclass(frozen=True, slots=True)
class View:
    """Who looks, when, and through which address."""

    world: World
    caller: Token
    tokens: Tokens
    base: str
    """This server's address, without a path."""
    version: str
    now: datetime
    heaviest: int
    via: str = ""
    """The left part that comment ids print with: the photo's id where the photo was asked for them."""

    @property
    def as_page(self) -> bool:
        """Whether the caller holds a Page token."""
        return self.caller.kind is TokenKind.PAGE

    def person(self, who: Person) -> dict[str, str]:
        """Show a person."""
        return {"name": who.name, "id": who.person_id}


Show = Callable[[View, Any, Field], Any]
"""Gives a field's value, or None where the answer leaves it out."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a kind of node has: its name in errors, its fields (a plain read's, all, those never filled) and edges."""

    name: str
    plain: tuple[str, ...]
    fields: Mapping[str, Show]
    edges: Mapping[str, Show]
    unfilled: frozenset[str] = frozenset()


def show(view: View, node: Node, fields: tuple[Field, ...], form: Form) -> dict[str, Any]:
    """Show a node by the fields asked for, or plainly; its id always comes along."""
    shown: dict[str, Any] = {}
    for asked in fields or tuple(Field(name) for name in form.plain):
        reader = form.fields.get(asked.name) or form.edges.get(asked.name)
        if reader is None and asked.name not in form.unfilled:
            raise unknown_field(asked.name, form.name)
        value = reader(view, node, asked) if reader is not None else None
        if value is not None:
            shown[asked.alias] = value
    if "id" not in shown:
        identity = form.fields["id"](view, node, Field("id"))
        shown |= {} if identity is None else {"id": identity}
    return shown
