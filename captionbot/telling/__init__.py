"""What staff are told by mail, chat or text message: when, in which words, and to whom.

Whatever happens writes a row (`Staff.tell`), once under its key: ``events.py`` where a photo was posted or a winner
announced, ``weekly.py`` the day before a slot, ``waiting.py`` where a contest still waits, everything else where it
befalls. From rows ``message.py`` makes messages, out of letters that ``coming.py``, ``results.py``, ``waiting.py`` and
``token.py`` write; ``overtaken.py`` says which are no news any more. The runner sends them (`runner/notifying.py`), so
that a tick that was killed tells nothing twice that it need not.
"""

from captionbot.telling.events import tell_announced, tell_posted
from captionbot.telling.message import Message, digest, message, week_letter
from captionbot.telling.overtaken import overtaken
from captionbot.telling.weekly import tell_of_week

__all__ = [
    "Message",
    "digest",
    "message",
    "overtaken",
    "tell_announced",
    "tell_of_week",
    "tell_posted",
    "week_letter",
]
