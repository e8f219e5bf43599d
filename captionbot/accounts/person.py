"""Somebody who is signed in, and what they may do."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do; an admin may do all that an editor may."""

    EDITOR = "editor"
    """The weekly round: the queue, the shortlist, the winner, pause and resume."""
    ADMIN = "admin"
    """And who may sign in, exports, and everything that is not of every week."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in."""

    key: str
    """The account's key."""
    name: str
    """As it stands in the record wherever they decide something."""
    role: Role
    sign_in: str
    """The digest of this browser's sign-in."""
    unnoted: bool = False
    """The record should note that they were seen."""

    def may(self, role: Role) -> bool:
        """Whether what is open to ``role`` is open to them."""
        return self.role == Role.ADMIN or role == Role.EDITOR
