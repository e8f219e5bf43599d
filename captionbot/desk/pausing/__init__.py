"""Pausing and going on: two taps from any page."""

from captionbot.desk.pausing.routes import pages

__all__ = ["pages"]
