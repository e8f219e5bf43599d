"""A contest on the desk: what staff see of it (``routes``), and everything they may say about it (``acts``)."""

from captionbot.desk.contests import acts, routes
from captionbot.desk.contests.blueprint import pages

__all__ = ["acts", "pages", "routes"]
