"""The photos themselves, by what they are: never by a path, and never as the file that somebody brought."""

from captionbot.desk.pictures.routes import pages

__all__ = ["pages"]
