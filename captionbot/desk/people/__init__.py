"""Signing in and out, one's own sign-ins, and who of the staff may sign in."""

from captionbot.desk.people import entering, mine, staff
from captionbot.desk.people.blueprint import pages

__all__ = ["entering", "mine", "pages", "staff"]
