"""Every contest there was: searched, proved, exported, kept."""

from captionbot.desk.past.routes import pages

__all__ = ["pages"]
