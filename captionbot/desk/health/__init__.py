"""How the program is, whether notices arrive, and who did what."""

from captionbot.desk.health.routes import pages

__all__ = ["pages"]
