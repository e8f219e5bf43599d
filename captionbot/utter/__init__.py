"""Saying a thing once: intent, look, send, settle.

Facebook takes no idempotency key, and a 500 may come for what stands on the Page already. So an utterance is
committed before its first byte leaves, the Page is read for its trace before every attempt, the first one
included, and what is unknown is settled by looking, never by sending again on hope.
"""

from captionbot.utter.heard import Heard, Picture, State
from captionbot.utter.mouth import CLOCKS_APART, Mouth
from captionbot.utter.traces import is_marked, own_posts, own_replies

__all__ = ["CLOCKS_APART", "Heard", "Mouth", "Picture", "State", "is_marked", "own_posts", "own_replies"]
