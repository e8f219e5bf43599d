"""The queue: what goes out when, photos that are brought, their order and words, and weeks that are left out.

Here photos are named by a key of their file's name, so that no name stands in an address.
"""

from captionbot.desk.queue import coming, describing, ordering, posting, routes, taking_out, uploading, vouching, weeks
from captionbot.desk.queue.blueprint import pages

__all__ = [
    "coming",
    "describing",
    "ordering",
    "pages",
    "posting",
    "routes",
    "taking_out",
    "uploading",
    "vouching",
    "weeks",
]
