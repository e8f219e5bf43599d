"""Who of the staff may sign in to the desk, as what, and from where they are signed in."""

from captionbot.accounts.person import Person, Role
from captionbot.accounts.sign_ins import seen, sign_in, who

__all__ = ["Person", "Role", "seen", "sign_in", "who"]
