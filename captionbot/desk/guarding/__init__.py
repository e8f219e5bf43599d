"""What every request and every answer goes through: whose it is, where it comes from, how large it is, its headers."""

from captionbot.desk.guarding.bounds import takes_bytes
from captionbot.desk.guarding.headers import HEADERS
from captionbot.desk.guarding.hosting import Hosting
from captionbot.desk.guarding.install import before_the_door, behind_the_door
from captionbot.desk.guarding.refusals import Refusal

__all__ = ["HEADERS", "Hosting", "Refusal", "before_the_door", "behind_the_door", "takes_bytes"]
