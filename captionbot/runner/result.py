"""Where on the Page people find what we said of a result."""

from contextlib import suppress

from captionbot.contest.links import link_of
from captionbot.errors import Gone
from captionbot.runner.bot import Tick
from captionbot.store.schema import Utterance
from captionbot.store.utterances import Kind


def link_to(tick: Tick, act: Utterance) -> str:
    """Where people find what we said, by Facebook's own link where it gives one; empty where none leads there."""
    said_id, page = act.said_id or "", tick.bot.page
    with suppress(Gone):
        given = page.comment(said_id).permalink if act.kind == Kind.REPLY else page.post(said_id).permalink
        if given:
            return given
    return "" if act.kind == Kind.REPLY else link_of(said_id)
