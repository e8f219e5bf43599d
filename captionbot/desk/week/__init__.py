"""Pages of the desk."""

from captionbot.desk.week.routes import pages

__all__ = ["pages"]
